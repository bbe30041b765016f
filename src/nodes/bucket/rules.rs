//! The rules of Amazon S3's events, one sentence each.

use crate::nodes::claim_check::{DANGLING, ROLE};
use crate::sim::Rule;
use crate::sim::rule::{DERIVED, DOC, RUN, SAID, r};

/// The rule with this id. Used in `const` blocks, so that a wrong id does not compile.
pub const fn rule(id: &str) -> &'static Rule {
    Rule::of(RULES, id)
}

/// Every rule, in the order of its number.
#[rustfmt::skip]
pub static RULES: &[Rule] = &[
    r("END-002", DOC, "One event type of one prefix goes to one destination; to reach several queues, send it to a topic that fans out."),
    r("END-010", DOC, "S3 notifies standard topics, standard queues, functions and EventBridge; FIFO topics and queues only by way of EventBridge."),
    r("END-011", DOC, "Event types are s3:ObjectCreated:*, s3:ObjectRemoved:*, s3:LifecycleExpiration:* and others, or one of their members."),
    r("END-012", DOC, "An entry has at most one prefix and one suffix, without wildcards."),
    r("END-013", DOC, "Two entries with an event type in common must not overlap in both prefix and suffix."),
    r("END-014", RUN, "S3 checks that it may send to a destination before it takes the configuration, and then sends an s3:TestEvent."),
    r("END-015", DOC, "On AWS a changed configuration takes some five minutes to spread."),
    r("END-016", DOC, "Events come at least once, mostly within seconds, and in any order; the sequencer tells which of one key is newer."),
    r("END-017", RUN, "Each message has one record, which names the bucket, the URL-encoded key, the size and the ETag."),
    r("END-018", DOC, "To EventBridge a bucket sends all its events, and rules select; nothing there can overlap."),
    r("END-019", DOC, "An encrypted queue or topic needs a key of the customer whose policy lets s3.amazonaws.com use it; the key that AWS manages doesn't."),
    r("END-020", SAID, "Who writes back to the bucket and prefix that called it calls itself again, without end."),
    r("END-021", SAID, "Without versioning, two quick writes of one key may make only one event."),
    r("END-022", DERIVED, "S3 can't start a workflow of Step Functions; EventBridge or a function stands between."),
    DANGLING,
    ROLE,
    r("END-106", DOC, "For S3 to send to a queue or topic, its policy must allow s3.amazonaws.com with the bucket as source."),
    r("END-130", DERIVED, "An upload that an entry for a topic matches arrives once in each queue of the topic."),
    r("END-131", DERIVED, "When a destination takes the right away again, deliveries fail and nobody is told."),
];
