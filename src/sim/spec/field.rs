//! Settings: what they may be, what they do and when they can be changed.

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

    /// A number with three decimals from `least` to a million, such as a length of time or a rate; both are in thousandths.
    pub const fn thousandths(name: &'static str, unit: Unit, least: i64, initial: i64) -> FieldSpec {
        let ty = FieldType::Number {
            min: least,
            max: 1_000_000_000,
            places: 3,
        };
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

    /// The same with this text at first.
    pub const fn starting(self, text: &'static str) -> FieldSpec {
        FieldSpec {
            initial: Initial::Text(text),
            ..self
        }
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
