//! Rules as data: the id at the enforcing line, in the trace, in the tests and on screen is the same one.

/// A source: what AWS writes about the service.
pub const DOC: &str = "AWS documentation";
/// A source: what AWS did when somebody tried and wrote it down.
pub const RUN: &str = "a recorded AWS run";
/// A source: the shapes and texts that AWS publishes for its SDKs.
pub const MODEL: &str = "AWS's API model";
/// A source: what is known of AWS without one place to point at.
pub const SAID: &str = "AWS as commonly described";
/// A source: where AWS says nothing, this simulator decides.
pub const OWN: &str = "a decision of this simulator";
/// A source: nothing but the rules before it.
pub const DERIVED: &str = "follows from the other rules";

/// A row of a kind's table of rules. The name is short because tables are hundreds of lines of it.
pub const fn r(id: &'static str, source: &'static str, sentence: &'static str) -> Rule {
    Rule { id, sentence, source }
}

/// One numbered statement about the behaviour of a service.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// For example `SQS-084`.
    pub id: &'static str,
    /// The rule as a sentence that a learner understands without its context.
    pub sentence: &'static str,
    /// Where the statement comes from: AWS documentation, a recorded AWS run, or a decision of this simulator.
    pub source: &'static str,
}

impl Rule {
    /// The rule of a table with this id. Used in `const` blocks, so that a wrong id does not compile.
    pub const fn of(table: &'static [Rule], id: &str) -> &'static Rule {
        let mut index = 0;
        while index < table.len() {
            if same(table[index].id.as_bytes(), id.as_bytes()) {
                return &table[index];
            }
            index += 1;
        }
        panic!("the table has no rule of this id")
    }

    /// Finds a rule by its id in a kind's table.
    pub fn find(table: &'static [Rule], id: &str) -> Option<&'static Rule> {
        table.iter().find(|rule| rule.id == id)
    }
}

const fn same(left: &[u8], right: &[u8]) -> bool {
    if left.len() != right.len() {
        return false;
    }
    let mut index = 0;
    while index < left.len() {
        if left[index] != right[index] {
            return false;
        }
        index += 1;
    }
    true
}
