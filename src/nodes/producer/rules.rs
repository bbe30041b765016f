//! The rules that a producer makes visible.

use crate::nodes::claim_check::PRODUCER_RULES;
use crate::sim::Rule;
use crate::sim::rule::r;

/// Its own, in the order of their numbers, and those of the claim check.
#[rustfmt::skip]
pub static RULES: &[Rule] = &{
    let [a, b, c, d, e] = PRODUCER_RULES;
    [
        r("PAT-001", "Decision of this simulator: the baseline of all scenarios.", "A producer that sends every d seconds sends message i at exactly i times d, counted from 0."),
        r("END-070", "Decision of this simulator; the SDKs as commonly described.", "A producer has a rate or bursts, sizes, batches, groups, and a way to try again: AWS's SDKs make three attempts with pauses that double and vary."),
        r("END-071", "AWS's API model.", "When a message is stored and the answer is lost, a retry stores it twice in a standard queue; a FIFO queue knows the deduplication id and drops the second."),
        a, b, c, d, e,
    ]
};
