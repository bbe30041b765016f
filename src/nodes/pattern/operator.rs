//! What a leaf of a pattern wants of a value.

use super::cidr::Block;
use super::decimal::Decimal;
use super::json::{Json, Number};
use super::wildcard::Wildcard;

/// The alternatives of a leaf: one of them is enough.
#[derive(Clone, Debug)]
pub struct Alternatives {
    /// Texts that are wanted exactly, in order, so that many are as fast as few.
    texts: Box<[Box<str>]>,
    tests: Box<[Test]>,
    /// Whether a value that is not there is accepted.
    pub absent: bool,
    /// Whether nothing but absence is accepted.
    pub only_absent: bool,
}

/// One alternative.
#[derive(Clone, Debug)]
pub enum Test {
    Exactly(Box<str>),
    Null,
    Bool(bool),
    Figure(Figure),
    Prefix(Box<str>),
    Suffix(Box<str>),
    /// The rest of the texts without case are in lower case.
    PrefixIgnoreCase(Box<str>),
    SuffixIgnoreCase(Box<str>),
    EqualsIgnoreCase(Box<str>),
    Numeric(Range),
    Cidr(Block),
    Exists(bool),
    Wildcard(Wildcard),
    AnythingBut(Box<Alternatives>),
}

/// A plain number.
#[derive(Clone, Debug)]
pub struct Figure {
    pub text: Box<str>,
    pub value: Option<Decimal>,
    /// EVB-041: whether 300 and 300.0 differ.
    pub as_text: bool,
}

/// An end of a range.
#[derive(Clone, Copy, Debug)]
pub struct Bound {
    pub value: Decimal,
    pub included: bool,
}

/// Numbers between two ends. Without an end it goes on for ever.
#[derive(Clone, Copy, Default, Debug)]
pub struct Range {
    pub bottom: Option<Bound>,
    pub top: Option<Bound>,
}

impl Alternatives {
    pub fn of(tests: Vec<Test>) -> Alternatives {
        let absent = tests.iter().any(|test| matches!(test, Test::Exists(false)));
        let only_absent = tests.iter().all(|test| matches!(test, Test::Exists(false)));
        let mut texts = Vec::new();
        let mut others = Vec::new();
        for test in tests {
            match test {
                Test::Exactly(text) => texts.push(text),
                test => others.push(test),
            }
        }
        texts.sort();
        texts.dedup();
        Alternatives {
            texts: texts.into(),
            tests: others.into(),
            absent,
            only_absent,
        }
    }

    /// Whether the value of a field is accepted. Of an array any element is enough (EVB-042, SNS-095). An object and an
    /// array without values are no leaf, so they count as absent (EVB-052, EVB-056).
    pub fn accept(&self, value: Option<&Json<'_>>) -> bool {
        match value {
            None | Some(Json::Object(_)) => self.absent,
            Some(Json::Array(items)) => self.accept_any(items).unwrap_or(self.absent),
            Some(leaf) => self.accept_leaf(leaf),
        }
    }

    /// None when there is no leaf.
    fn accept_any(&self, items: &[Json<'_>]) -> Option<bool> {
        let mut leaves = None;
        for item in items {
            let accepted = match item {
                Json::Object(_) => None,
                Json::Array(items) => self.accept_any(items),
                leaf => Some(self.accept_leaf(leaf)),
            };
            if accepted == Some(true) {
                return accepted;
            }
            leaves = leaves.or(accepted);
        }
        leaves
    }

    fn accept_leaf(&self, leaf: &Json<'_>) -> bool {
        if let Json::Text(text) = leaf {
            let known = match &*self.texts {
                [] => false,
                [only] => **only == **text,
                many => many.binary_search_by(|own| (**own).cmp(text)).is_ok(),
            };
            if known {
                return true;
            }
        }
        self.tests.iter().any(|test| test.accepts(leaf))
    }
}

impl Test {
    /// The wildcards in it.
    pub fn wildcards(&self) -> Vec<&Wildcard> {
        match self {
            Test::Wildcard(wildcard) => vec![wildcard],
            Test::AnythingBut(listed) => listed.tests.iter().flat_map(Test::wildcards).collect(),
            _ => Vec::new(),
        }
    }

    /// Whether a value that is there, and is neither array nor object, is accepted.
    pub fn accepts(&self, leaf: &Json<'_>) -> bool {
        match (self, leaf) {
            // EVB-043, SNS-086: character by character, without trimming.
            (Test::Exactly(wanted), Json::Text(text)) => **wanted == **text,
            // EVB-044: null is a value, not absence.
            (Test::Null, Json::Null) => true,
            (Test::Bool(wanted), Json::Bool(value)) => wanted == value,
            (Test::Figure(wanted), Json::Number(number)) => wanted.equals(number),
            // EVB-045, SNS-087.
            (Test::Prefix(prefix), Json::Text(text)) => text.starts_with(&**prefix),
            (Test::Suffix(suffix), Json::Text(text)) => text.ends_with(&**suffix),
            // EVB-046.
            (Test::PrefixIgnoreCase(prefix), Json::Text(text)) => {
                begins(prefix.chars(), text.chars().flat_map(char::to_lowercase))
            }
            (Test::SuffixIgnoreCase(suffix), Json::Text(text)) => {
                let letters = text.chars().rev().flat_map(|letter| letter.to_lowercase().rev());
                begins(suffix.chars().rev(), letters)
            }
            // EVB-047, SNS-088.
            (Test::EqualsIgnoreCase(wanted), Json::Text(text)) => {
                text.chars().flat_map(char::to_lowercase).eq(wanted.chars())
            }
            // EVB-050, SNS-091: a text with digits is no number.
            (Test::Numeric(range), Json::Number(number)) => number.value.is_some_and(|value| range.holds(value)),
            (Test::Cidr(block), Json::Text(text)) => block.holds(text),
            // EVB-052, SNS-092: a value that is there exists, even null.
            (Test::Exists(wanted), _) => *wanted,
            (Test::Wildcard(wildcard), Json::Text(text)) => wildcard.matches(text),
            // EVB-048, EVB-049, EVB-055, SNS-089, SNS-090: it has to be there, and a value of another type is another
            // value.
            (Test::AnythingBut(listed), leaf) => !listed.accept_leaf(leaf),
            _ => false,
        }
    }
}

impl Figure {
    fn equals(&self, number: &Number<'_>) -> bool {
        *self.text == *number.text || (!self.as_text && self.value.is_some() && self.value == number.value)
    }
}

impl Range {
    pub fn exactly(value: Decimal) -> Range {
        let bound = Some(Bound { value, included: true });
        Range {
            bottom: bound,
            top: bound,
        }
    }

    fn holds(&self, value: Decimal) -> bool {
        let above = |bound: Bound| value > bound.value || (bound.included && value == bound.value);
        let below = |bound: Bound| value < bound.value || (bound.included && value == bound.value);
        self.bottom.is_none_or(above) && self.top.is_none_or(below)
    }
}

/// Whether the letters begin with these.
fn begins(mut wanted: impl Iterator<Item = char>, mut letters: impl Iterator<Item = char>) -> bool {
    wanted.all(|letter| letters.next() == Some(letter))
}
