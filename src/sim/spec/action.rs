//! Actions of a service's API.

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

impl Action {
    /// A row of a service's table of actions.
    pub const fn new(
        name: &'static str,
        params: &'static [Param],
        answer: &'static [&'static str],
        help: &'static str,
    ) -> Action {
        Action {
            name,
            params,
            answer,
            help,
        }
    }
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
    /// A number that may have a fraction.
    Decimal,
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
