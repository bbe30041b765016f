//! How a kind of node describes itself. Palette, inspector, help, console, document and link read nothing else.

use super::rule::Rule;
use super::settings::Terms;

/// Everything there is to say about a kind, as constants.
#[derive(Debug)]
pub struct NodeSpec {
    /// The name in documents: `sqs-standard`. Never changes once published.
    pub kind: &'static str,
    /// The number in links. Never changes once published.
    pub code: u8,
    /// The name on screen: `SQS queue`.
    pub label: &'static str,
    /// Under the name on a card: `SQS standard queue`.
    pub subtitle: &'static str,
    /// Where the palette lists it.
    pub category: Category,
    /// The `d` attribute of a 20×20 line icon.
    pub icon: &'static str,
    /// One sentence for someone who has never met it.
    pub summary: &'static str,
    /// More words for which the palette's search finds it.
    pub keywords: &'static str,
    /// What a new node is called, before a number is added: `queue`.
    pub base_name: &'static str,
    /// What the names must end in, for example `.fifo`.
    pub name_suffix: &'static str,
    /// Where wires meet it.
    pub ports: &'static [PortSpec],
    /// Its settings. The order is the code in links: append only.
    pub fields: &'static [FieldSpec],
    /// What it measures.
    pub metrics: &'static [MetricSpec],
    /// Which of that is told first, what it costs, and its quotas.
    pub measures: Measures,
    /// Its rules.
    pub rules: &'static [Rule],
    /// Where it is deliberately simpler than the real thing.
    pub fidelity: &'static [Fidelity],
    /// What one can do to it with a button.
    pub buttons: &'static [Button],
    /// The `aws` service whose actions it answers, or "".
    pub service: &'static str,
}

impl NodeSpec {
    /// The field of this name with its index.
    pub fn field(&self, name: &str) -> Option<(usize, &'static FieldSpec)> {
        self.fields.iter().enumerate().find(|(_, field)| field.name == name)
    }

    /// The port of this name with its index.
    pub fn port(&self, name: &str) -> Option<(u8, &'static PortSpec)> {
        (0u8..).zip(self.ports).find(|(_, port)| port.name == name)
    }
}

/// A group of the palette.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Category {
    /// What makes messages.
    Sources,
    /// What keeps or fans out messages.
    Queues,
    /// Ordered logs.
    Streams,
    /// Message brokers.
    Brokers,
    /// What works on messages.
    Compute,
    /// What coordinates work.
    Workflows,
    /// Where messages end.
    Endpoints,
    /// What watches and protects the others.
    Operations,
}

impl Category {
    /// All, in the palette's order.
    pub const ALL: [Category; 8] = [
        Category::Sources,
        Category::Queues,
        Category::Streams,
        Category::Brokers,
        Category::Compute,
        Category::Workflows,
        Category::Endpoints,
        Category::Operations,
    ];

    /// The heading in the palette.
    pub const fn label(self) -> &'static str {
        match self {
            Category::Sources => "Sources",
            Category::Queues => "Queues and topics",
            Category::Streams => "Streams",
            Category::Brokers => "Brokers",
            Category::Compute => "Compute",
            Category::Workflows => "Workflows",
            Category::Endpoints => "Endpoints",
            Category::Operations => "Operations",
        }
    }

    /// The word in style names: `c-queue`.
    pub const fn style(self) -> &'static str {
        match self {
            Category::Sources => "source",
            Category::Queues => "queue",
            Category::Streams => "stream",
            Category::Brokers => "broker",
            Category::Compute => "compute",
            Category::Workflows => "flow",
            Category::Endpoints => "end",
            Category::Operations => "ops",
        }
    }
}

/// A place where wires meet a node.
#[derive(Debug)]
pub struct PortSpec {
    /// The name in documents: `in`, `out`, `dlq`.
    pub name: &'static str,
    /// The name on screen and for screen readers: `messages in`.
    pub label: &'static str,
    /// Which way messages flow through it.
    pub flow: Flow,
    /// What it speaks. A wire joins an out port to an in port that speak the same.
    pub speaks: Speaks,
    /// How many wires it takes at most.
    pub max_wires: u16,
    /// What can be set on its wires. Of the two ports that a wire joins at most one says anything.
    pub wire: &'static WireSpec,
    /// Whether a node of another kind may be at the other end of its wires: `Err` is a sentence that names the rule.
    pub accepts: fn(&NodeSpec) -> Result<(), &'static str>,
}

impl PortSpec {
    /// A port for any number of plain wires to whatever speaks the same.
    pub const fn new(name: &'static str, label: &'static str, flow: Flow, speaks: Speaks) -> PortSpec {
        PortSpec {
            name,
            label,
            flow,
            speaks,
            max_wires: u16::MAX,
            wire: &WireSpec::PLAIN,
            accepts: |_| Ok(()),
        }
    }

    /// The same for at most so many wires.
    pub const fn at_most(self, max_wires: u16) -> PortSpec {
        PortSpec { max_wires, ..self }
    }

    /// The same with settings on its wires.
    pub const fn with(self, wire: &'static WireSpec) -> PortSpec {
        PortSpec { wire, ..self }
    }

    /// The same for some kinds only.
    pub const fn only(self, accepts: fn(&NodeSpec) -> Result<(), &'static str>) -> PortSpec {
        PortSpec { accepts, ..self }
    }
}

/// What can be set on a wire: what AWS keeps for a connection, such as a subscription or an event source mapping.
#[derive(Debug)]
pub struct WireSpec {
    /// What the connection is: `Subscription`. Unlike that of any other; "" for a plain wire.
    pub label: &'static str,
    /// Its settings. The order is the code in links: append only.
    pub fields: &'static [FieldSpec],
    /// Whether these settings go together, and with the kinds where the wire begins and ends: `Err` is a sentence.
    pub check: fn(&Terms, &NodeSpec, &NodeSpec) -> Result<(), String>,
}

impl WireSpec {
    /// A wire without settings.
    pub const PLAIN: WireSpec = WireSpec {
        label: "",
        fields: &[],
        check: |_, _, _| Ok(()),
    };

    /// What can be set on a wire between two ports.
    pub fn between(start: &PortSpec, end: &PortSpec) -> &'static WireSpec {
        if start.wire.fields.is_empty() {
            end.wire
        } else {
            start.wire
        }
    }
}

/// Which way messages flow through a port.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Flow {
    /// Into the node.
    In,
    /// Out of the node.
    Out,
}

/// What a port speaks, and so who calls whom.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Speaks {
    /// The side where messages come from calls, with [`Request::Put`](super::Request::Put).
    Put,
    /// The side where messages go polls, with [`Request::Take`](super::Request::Take), and settles.
    Take,
    /// No wire at all: dragging from here sets this field (of type [`FieldType::Node`]) to the node it ends on.
    Reference(&'static str),
}

/// A setting.
#[derive(Clone, Copy, Debug)]
pub struct FieldSpec {
    /// AWS's name where it has one: `VisibilityTimeout`; else plain words in the same style: `Concurrency`.
    pub name: &'static str,
    /// A heading in the inspector that gathers related fields; "" for the first group.
    pub group: &'static str,
    /// What it counts in.
    pub unit: Unit,
    /// What it may be.
    pub ty: FieldType,
    /// What it is until someone says otherwise.
    pub initial: Initial,
    /// One or two plain sentences: what it does and what goes wrong at its ends.
    pub help: &'static str,
    /// The rule it belongs to, or "".
    pub rule: &'static str,
    /// When it can be changed.
    pub change: Change,
    /// The console command that this setting stands for, with `{name}` (for a wire `{from}` and `{to}`) and `{value}`; ""
    /// for the general one.
    pub command: &'static str,
    /// For texts of a form of their own, such as a filter policy: what is wrong with one and how to mend it.
    pub valid: fn(&str) -> Result<(), String>,
}

impl FieldSpec {
    /// A setting that can be changed at any time, with no rule and no command of its own.
    pub const fn live(
        name: &'static str,
        group: &'static str,
        unit: Unit,
        ty: FieldType,
        initial: Initial,
        help: &'static str,
    ) -> FieldSpec {
        FieldSpec {
            name,
            group,
            unit,
            ty,
            initial,
            help,
            rule: "",
            change: Change::Live,
            command: "",
            valid: |_| Ok(()),
        }
    }
}

/// The usual fields in one line each; [`FieldSpec::told`] adds what a person should know.
impl FieldSpec {
    /// A field without a word of help yet.
    pub const fn plain(name: &'static str, unit: Unit, ty: FieldType, initial: Initial) -> FieldSpec {
        FieldSpec::live(name, "", unit, ty, initial, "")
    }

    /// A whole number from a range.
    pub const fn whole(name: &'static str, unit: Unit, range: (i64, i64), initial: i64) -> FieldSpec {
        let ty = FieldType::whole(range.0, range.1);
        FieldSpec::plain(name, unit, ty, Initial::Number(initial))
    }

    /// One of a few, by index.
    pub const fn choice(name: &'static str, choices: &'static [Choice], initial: u16) -> FieldSpec {
        FieldSpec::plain(name, Unit::None, FieldType::Choice(choices), Initial::Choice(initial))
    }

    /// Yes or no.
    pub const fn flag(name: &'static str, initial: bool) -> FieldSpec {
        FieldSpec::plain(name, Unit::None, FieldType::Bool, Initial::Bool(initial))
    }

    /// A text, empty at first.
    pub const fn text(name: &'static str, max: u32, lines: bool) -> FieldSpec {
        FieldSpec::plain(name, Unit::None, FieldType::Text { max, lines }, Initial::Text(""))
    }

    /// A share from 0 to 100 %, in hundredths of a percent.
    pub const fn chance(name: &'static str, hundredths: i64) -> FieldSpec {
        let ty = FieldType::Number {
            min: 0,
            max: 10_000,
            places: 2,
        };
        FieldSpec::plain(name, Unit::Percent, ty, Initial::Number(hundredths))
    }

    /// Another node of one of these kinds, or none.
    pub const fn reference(name: &'static str, kinds: &'static [&'static str]) -> FieldSpec {
        FieldSpec::plain(name, Unit::None, FieldType::Node(kinds), Initial::Nothing)
    }

    /// The same with its group, its rule (or "") and its help.
    pub const fn told(self, group: &'static str, rule: &'static str, help: &'static str) -> FieldSpec {
        FieldSpec {
            group,
            rule,
            help,
            ..self
        }
    }

    /// The same, fixed when the node is made.
    pub const fn at_creation(self) -> FieldSpec {
        FieldSpec {
            change: Change::AtCreation,
            ..self
        }
    }

    /// The same for texts of a form of their own; see [`FieldSpec::valid`].
    pub const fn checked(self, valid: fn(&str) -> Result<(), String>) -> FieldSpec {
        FieldSpec { valid, ..self }
    }
}

/// What a field counts in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unit {
    /// Nothing, or things.
    None,
    /// Seconds.
    Seconds,
    /// Milliseconds.
    Millis,
    /// Bytes.
    Bytes,
    /// Messages a second.
    PerSecond,
    /// Hundredths of the whole.
    Percent,
    /// Messages.
    Messages,
    /// Calls a second.
    CallsPerSecond,
}

impl Unit {
    /// The sign behind the number, or "".
    pub const fn sign(self) -> &'static str {
        match self {
            Unit::None => "",
            Unit::Seconds => "s",
            Unit::Millis => "ms",
            Unit::Bytes => "B",
            Unit::PerSecond => "/s",
            Unit::Percent => "%",
            Unit::Messages => "msgs",
            Unit::CallsPerSecond => "calls/s",
        }
    }
}

/// What a field may be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FieldType {
    /// A number with `places` decimals, kept as a whole number: with 3 places 1.5 is 1500. Bounds are in that form too.
    Number {
        /// Least.
        min: i64,
        /// Most.
        max: i64,
        /// Decimals.
        places: u8,
    },
    /// Yes or no.
    Bool,
    /// One of a few.
    Choice(&'static [Choice]),
    /// A text of at most so many characters.
    Text {
        /// Most characters.
        max: u32,
        /// Whether it may have several lines.
        lines: bool,
    },
    /// Another node, of one of these kinds, or none.
    Node(&'static [&'static str]),
}

impl FieldType {
    /// A whole number.
    pub const fn whole(min: i64, max: i64) -> FieldType {
        FieldType::Number { min, max, places: 0 }
    }
}

/// One of the values of a [`FieldType::Choice`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Choice {
    /// The name in documents.
    pub name: &'static str,
    /// The name on screen.
    pub label: &'static str,
}

impl Choice {
    /// With both names.
    pub const fn named(name: &'static str, label: &'static str) -> Choice {
        Choice { name, label }
    }
}

/// The value of a field until someone says otherwise.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Initial {
    /// For numbers, in the fixed-point form.
    Number(i64),
    /// For yes or no.
    Bool(bool),
    /// For one of a few, by index.
    Choice(u16),
    /// For texts.
    Text(&'static str),
    /// For references: none.
    Nothing,
}

/// When a setting can be changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Change {
    /// At any time.
    Live,
    /// Only when the node is made, as on AWS; the inspector says so.
    AtCreation,
}

/// A metric.
#[derive(Clone, Copy, Debug)]
pub struct MetricSpec {
    /// CloudWatch's name where it has one.
    pub name: &'static str,
    /// What it counts in.
    pub unit: Unit,
    /// How it behaves over time.
    pub kind: MetricKind,
    /// One sentence.
    pub help: &'static str,
}

impl MetricSpec {
    /// What goes up and down.
    pub const fn gauge(name: &'static str, unit: Unit, help: &'static str) -> MetricSpec {
        let kind = MetricKind::Gauge;
        MetricSpec { name, unit, kind, help }
    }

    /// What only grows.
    pub const fn counter(name: &'static str, unit: Unit, help: &'static str) -> MetricSpec {
        let kind = MetricKind::Counter;
        MetricSpec { name, unit, kind, help }
    }
}

/// What is worth a look among the metrics, what costs money, and what is limited.
#[derive(Clone, Copy, Debug)]
pub struct Measures {
    /// The metric of the small line on the card; "" for none.
    pub headline: &'static str,
    /// The metrics that are charted until someone chooses others.
    pub charted: &'static [&'static str],
    /// What costs money. The engine bills with [`Ctx::charge`](super::Ctx::charge); time is billed by itself.
    pub charges: &'static [&'static ChargeSpec],
    /// What is limited. The engine tells of its use with [`Ctx::touch`](super::Ctx::touch).
    pub quotas: &'static [&'static QuotaSpec],
}

impl Measures {
    /// Nothing of all that.
    pub const NONE: Measures = Measures {
        headline: "",
        charted: &[],
        charges: &[],
        quotas: &[],
    };
}

/// Something that costs money.
#[derive(Debug)]
pub struct ChargeSpec {
    /// The name under which a changed price is kept: `sqs-standard-requests`. Never changes once published.
    pub id: &'static str,
    /// Who bills it: `Amazon SQS`.
    pub service: &'static str,
    /// What is billed: `Standard queue requests`.
    pub label: &'static str,
    /// How it is counted.
    pub basis: Basis,
    /// The stated price of [`ChargeSpec::per`] units in us-east-1, in millionths of a dollar.
    pub micro_dollars: u64,
    /// For how many units the price is.
    pub per: u64,
    /// What a unit is called behind a number: `requests`.
    pub unit: &'static str,
    /// Where the price comes from, what is left out, and the rule.
    pub source: &'static str,
}

/// How something that costs money is counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Basis {
    /// By the engine, in units.
    Used,
    /// By the time that the node stands there, in seconds.
    Seconds,
}

/// Something that is limited.
#[derive(Debug)]
pub struct QuotaSpec {
    /// What is limited: `Messages in flight`.
    pub name: &'static str,
    /// What it counts in.
    pub unit: Unit,
    /// The rule that says so.
    pub rule: &'static str,
    /// One sentence: what happens at the limit.
    pub help: &'static str,
}

/// How a metric behaves over time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MetricKind {
    /// Goes up and down.
    Gauge,
    /// Only grows; a chart shows its growth.
    Counter,
}

/// A deliberate simplification.
#[derive(Debug)]
pub struct Fidelity {
    /// Which rule, or "" for several.
    pub rule: &'static str,
    /// What is simpler, and why.
    pub note: &'static str,
}

impl Fidelity {
    /// With both.
    pub const fn note(rule: &'static str, note: &'static str) -> Fidelity {
        Fidelity { rule, note }
    }
}

/// Something one can do to a node with a button. It stands for a command, which is shown and recorded.
#[derive(Debug)]
pub struct Button {
    /// Imperative: `Send one now`.
    pub label: &'static str,
    /// The command, with `{name}` for the node's name.
    pub run: &'static str,
    /// One sentence.
    pub help: &'static str,
}

/// An action of a service's API, for the console and for completion.
#[derive(Debug)]
pub struct Action {
    /// AWS's name: `SendMessage`.
    pub name: &'static str,
    /// Its input members.
    pub params: &'static [Param],
    /// The members of its answer, nested ones too, in the order in which the AWS CLI prints them.
    pub answer: &'static [&'static str],
    /// One sentence.
    pub help: &'static str,
}

/// An input member of an action.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Param {
    /// AWS's name: `QueueUrl`. The console's spelling (`--queue-url`) is derived from it.
    pub name: &'static str,
    /// What it is.
    pub ty: ParamType,
    /// Whether the action needs it.
    pub required: bool,
}

impl Param {
    /// A member that the action needs.
    pub const fn required(name: &'static str, ty: ParamType) -> Param {
        Param {
            name,
            ty,
            required: true,
        }
    }

    /// A member that may be left out.
    pub const fn optional(name: &'static str, ty: ParamType) -> Param {
        Param {
            name,
            ty,
            required: false,
        }
    }
}

/// What an input member is, as the AWS CLI takes it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ParamType {
    /// A text, taken as it is.
    Text,
    /// A whole number.
    Number,
    /// A flag: `--x` or `--no-x`.
    Flag,
    /// A list of texts, separated by spaces.
    Texts,
    /// A map from text to text, as JSON or in shorthand `Key=Value,Key2=Value2`.
    Map,
    /// A map from text to structures with these members, as JSON or in shorthand `Key={Member=Value}`.
    MapOf(&'static [Param]),
    /// One structure with these members, as JSON or in shorthand `Member=Value,Member2=Value2`.
    Structure(&'static [Param]),
    /// A list of structures with these members, as JSON or in shorthand `Member=Value,Member2=Value2 Member=Value3`.
    Structures(&'static [Param]),
}
