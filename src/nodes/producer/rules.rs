//! The rules that a producer makes visible.

use crate::sim::Rule;

/// When the messages of a steady producer are sent.
pub const PAT_001: Rule = Rule {
    id: "PAT-001",
    sentence: "A producer that sends every d seconds sends message i at exactly i times d, counted from 0.",
    source: "Decision of this simulator: the baseline of all scenarios.",
};

/// All of them.
pub const RULES: &[Rule] = &[PAT_001];
