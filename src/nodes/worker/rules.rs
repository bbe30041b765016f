//! The rules that a worker makes visible.

use crate::nodes::claim_check::WORKER_RULES;
use crate::sim::Rule;

const HERE: &str = "Decision of this simulator.";
const AWS: &str = "AWS documentation.";

/// The loop of one thread.
pub const PAT_002: Rule = Rule {
    id: "PAT-002",
    sentence: "A worker's thread receives one message by long polling, works on it, deletes it, and receives again at once.",
    source: HERE,
};

/// What comes first at one instant.
pub const PAT_004: Rule = Rule {
    id: "PAT-004",
    sentence: "At one instant finished work and deletes come first, then timers, then sends, then receives.",
    source: HERE,
};

/// Heartbeats.
pub const PAT_042: Rule = Rule {
    id: "PAT-042",
    sentence: "A worker that extends the visibility timeout while it works keeps its message hidden, for one extra call each time.",
    source: "Worked example of this simulator, from AWS documentation.",
};

/// A crash.
pub const SQS_083: Rule = Rule {
    id: "SQS-083",
    sentence: "When a worker crashes, its messages stay hidden until their visibility timeout ends and then come back with a higher receive count.",
    source: AWS,
};

/// Work that takes too long.
pub const SQS_084: Rule = Rule {
    id: "SQS-084",
    sentence: "When work takes longer than the visibility timeout, another worker gets the message too, and its effect can happen twice.",
    source: AWS,
};

/// Empty receives.
pub const SQS_085: Rule = Rule {
    id: "SQS-085",
    sentence: "A receive that brings no message is a request like any other: it is counted and billed.",
    source: AWS,
};

/// Extending in time.
pub const SQS_210: Rule = Rule {
    id: "SQS-210",
    sentence: "A heartbeat that extends the visibility timeout before it ends lets long work finish with one delivery.",
    source: "Follows from the visibility timeout's documentation.",
};

/// Not extending.
pub const SQS_211: Rule = Rule {
    id: "SQS-211",
    sentence: "Without a heartbeat, work that outlasts the visibility timeout is delivered to a second worker, and both finish.",
    source: "Follows from the visibility timeout's documentation.",
};

/// What polling costs.
pub const SQS_228: Rule = Rule {
    id: "SQS-228",
    sentence: "Every answered receive is one turn of the worker's loop and costs 5 ms of CPU; waiting inside a long poll costs none.",
    source: HERE,
};

/// How it works.
pub const END_072: Rule = Rule {
    id: "END-072",
    sentence: "A worker that deletes a message after the work does it at least once; one that deletes it before does it at most once and loses it in a crash.",
    source: HERE,
};

/// Heartbeats have an end.
pub const END_073: Rule = Rule {
    id: "END-073",
    sentence: "A heartbeat extends the visibility timeout every so often, up to 12 hours from the receive.",
    source: AWS,
};

/// Batches.
pub const END_074: Rule = Rule {
    id: "END-074",
    sentence: "Of a batch that it received, a worker deletes each message that succeeded; the others come back alone.",
    source: HERE,
};

/// The idempotency store.
pub const END_075: Rule = Rule {
    id: "END-075",
    sentence: "A table of the work that was done lets workers skip what comes again.",
    source: HERE,
};

/// The way to the service.
pub const END_076: Rule = Rule {
    id: "END-076",
    sentence: "SQS and SNS are reached over the public internet or an endpoint of the network; brokers of Amazon MQ stand in a private network.",
    source: "AWS as commonly described.",
};

/// Why queues decouple.
pub const END_082: Rule = Rule {
    id: "END-082",
    sentence: "With a queue between, the producer succeeds while consumers are down, and peaks are levelled; both sides scale on their own.",
    source: AWS,
};

/// All of them.
pub static RULES: &[Rule] = &{
    let [a, b, c, d, e, f] = WORKER_RULES;
    [
        PAT_002, PAT_004, PAT_042, SQS_083, SQS_084, SQS_085, SQS_210, SQS_211, SQS_228, END_072, END_073, END_074,
        END_075, END_076, END_082, a, b, c, d, e, f,
    ]
};
