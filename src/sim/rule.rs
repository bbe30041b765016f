//! Rules as data: the id at the enforcing line, in the trace, in the tests and on screen is the same one.

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
    /// Finds a rule by its id in a kind's table.
    pub fn find(table: &'static [Rule], id: &str) -> Option<&'static Rule> {
        table.iter().find(|rule| rule.id == id)
    }
}
