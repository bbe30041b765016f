//! The rules that a producer makes visible.

use crate::nodes::claim_check::PRODUCER_RULES;
use crate::sim::Rule;

/// When the messages of a steady producer are sent.
pub const PAT_001: Rule = Rule {
    id: "PAT-001",
    sentence: "A producer that sends every d seconds sends message i at exactly i times d, counted from 0.",
    source: "Decision of this simulator: the baseline of all scenarios.",
};

/// What a producer can be set to.
pub const END_070: Rule = Rule {
    id: "END-070",
    sentence: "A producer has a rate or a shape of load, a size of messages and batches, ids that its texts make, and retries with pauses that double.",
    source: "Decision of this simulator; AWS's SDKs make up to three attempts.",
};

/// An answer that is lost.
pub const END_071: Rule = Rule {
    id: "END-071",
    sentence: "When a message is stored and only the answer is lost, sending it again makes a second one, unless a FIFO queue knows its deduplication id.",
    source: "AWS documentation.",
};

const MINE: [Rule; 3] = [PAT_001, END_070, END_071];

/// All of them.
pub static RULES: &[Rule] = &{
    let [a, b, c] = MINE;
    let [d, e, f, g, h] = PRODUCER_RULES;
    [a, b, c, d, e, f, g, h]
};
