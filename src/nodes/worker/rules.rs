//! The rules that a worker makes visible.

use crate::nodes::claim_check::WORKER_RULES;
use crate::sim::Rule;
use crate::sim::rule::r;

const HERE: &str = "a decision of this simulator";
const AWS: &str = "AWS documentation";

/// The rule with this id. Used in `const` blocks, so that a wrong id does not compile.
pub const fn rule(id: &str) -> &'static Rule {
    Rule::of(RULES, id)
}

/// Its own, in the order of their numbers, and those of the claim check.
#[rustfmt::skip]
pub static RULES: &[Rule] = &{
    let [a, b, c, d, e, f] = WORKER_RULES;
    [
        r("PAT-002", HERE, "A worker's thread receives one message by long polling, works on it, deletes it, and receives again at once."),
        r("PAT-004", HERE, "At one instant finished work and deletes come first, then timers, then sends, then receives."),
        r("PAT-042", "Worked example of this simulator, from AWS documentation.", "A worker that extends the visibility timeout while it works keeps its message hidden, for one extra call each time."),
        r("SQS-083", AWS, "When a worker crashes, its messages stay hidden until their visibility timeout ends and then come back with a higher receive count."),
        r("SQS-084", AWS, "When work takes longer than the visibility timeout, another worker gets the message too, and its effect can happen twice."),
        r("SQS-085", AWS, "A receive that brings no message is a request like any other: it is counted and billed."),
        r("SQS-210", "Follows from the visibility timeout's documentation.", "A heartbeat that extends the visibility timeout before it ends lets long work finish with one delivery."),
        r("SQS-211", "Follows from the visibility timeout's documentation.", "Without a heartbeat, work that outlasts the visibility timeout is delivered to a second worker, and both finish."),
        r("SQS-228", HERE, "Every answered receive is one turn of the worker's loop and costs 5 ms of CPU; waiting inside a long poll costs none."),
        r("END-072", HERE, "A worker that deletes a message after the work does it at least once; one that deletes it before does it at most once and loses it in a crash."),
        r("END-073", AWS, "A heartbeat extends the visibility timeout every so often, up to 12 hours from the receive."),
        r("END-074", HERE, "Of a batch that it received, a worker deletes each message that succeeded; the others come back alone."),
        r("END-075", HERE, "A table of the work that was done lets workers skip what comes again."),
        r("END-076", "AWS as commonly described.", "SQS and SNS are reached over the public internet or an endpoint of the network; brokers of Amazon MQ stand in a private network."),
        r("END-082", AWS, "With a queue between, the producer succeeds while consumers are down, and peaks are levelled; both sides scale on their own."),
        a, b, c, d, e, f,
    ]
};
