//! How a kind of node describes itself. Palette, inspector, help, console, document and link read nothing else.

mod action;
mod field;
mod measure;
mod port;

pub use action::{Action, Param, ParamType};
pub use field::{Change, Choice, FieldSpec, FieldType, Initial, Unit};
pub use measure::{Basis, ChargeSpec, Measures, MetricKind, MetricSpec, QuotaSpec};
pub use port::{Flow, PortSpec, Speaks, WireSpec};

use super::rule::Rule;

/// Two tables of a description as one: what several kinds have in common, then what one of them has of its own. `N` is the
/// sum of their lengths; anything else does not compile.
pub const fn joined<T: Copy, const N: usize>(common: &[T], own: &[T]) -> [T; N] {
    assert!(N == common.len() + own.len());
    let mut all = [common[0]; N];
    let mut index = 1;
    while index < N {
        all[index] = if index < common.len() {
            common[index]
        } else {
            own[index - common.len()]
        };
        index += 1;
    }
    all
}

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
