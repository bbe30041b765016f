//! The rules that a producer makes visible.

use crate::nodes::claim_check::PRODUCER_RULES;
use crate::sim::Rule;

/// When the messages of a steady producer are sent.
pub const PAT_001: Rule = Rule {
    id: "PAT-001",
    sentence: "A producer that sends every d seconds sends message i at exactly i times d, counted from 0.",
    source: "Decision of this simulator: the baseline of all scenarios.",
};

/// What it sends and how it tries again.
pub const END_070: Rule = Rule {
    id: "END-070",
    sentence: "A producer has a rate or bursts, sizes, batches, groups, and a way to try again: AWS's SDKs make three attempts with pauses that double and vary.",
    source: "Decision of this simulator; the SDKs as commonly described.",
};

/// A lost answer.
pub const END_071: Rule = Rule {
    id: "END-071",
    sentence: "When a message is stored and the answer is lost, a retry stores it twice in a standard queue; a FIFO queue knows the deduplication id and drops the second.",
    source: "AWS's API model.",
};

/// All of them.
pub static RULES: &[Rule] = &{
    let [a, b, c, d, e] = PRODUCER_RULES;
    [PAT_001, END_070, END_071, a, b, c, d, e]
};
