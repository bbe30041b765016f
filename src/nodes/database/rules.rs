//! The rules that databases follow, one sentence each.

use crate::sim::Rule;
use crate::sim::rule::r;

/// The rule with this id. Used in `const` blocks, so that a wrong id does not compile.
pub const fn rule(id: &str) -> &'static Rule {
    Rule::of(RULES, id)
}

const OWN: &str = "a decision of this simulator";
const DOC: &str = "AWS documentation and the course notes";
const KNOWN: &str = "AWS as commonly described";

/// All of them.
pub const RULES: &[Rule] = &[
    r(
        "END-003",
        DOC,
        "A queue before a database keeps writes from being lost, but the client only learns that its message was accepted.",
    ),
    r(
        "END-040",
        OWN,
        "A database has a capacity to write; beyond it a table rejects, and an instance rejects or lets writes wait for a while.",
    ),
    r(
        "END-041",
        DOC,
        "Without a buffer requests above the capacity fail, and a client that does not retry loses data.",
    ),
    r(
        "END-042",
        OWN,
        "Behind a queue every write is stored in the end; the queue takes up the peak and drains at the capacity.",
    ),
    r(
        "END-043",
        DOC,
        "The client's reply says that the message was accepted; it says nothing about the write.",
    ),
    r(
        "END-044",
        DOC,
        "Delivery at least once means that writes must be idempotent: a key or a condition makes the second one harmless, a counter is wrong by one.",
    ),
    r(
        "END-045",
        KNOWN,
        "A table has write units of 1 KB a second, 1,000 for each partition, and rejects more with ProvisionedThroughputExceededException; on demand it takes twice its former peak.",
    ),
    r(
        "END-046",
        KNOWN,
        "An instance has a number of connections; more workers than that get connection errors.",
    ),
    r(
        "END-047",
        OWN,
        "A consumer that is throttled leaves its message in the queue, which brings it back after the visibility timeout.",
    ),
    r(
        "END-048",
        KNOWN,
        "Where the order of writes to one entity matters, the entity is the message group of a FIFO queue.",
    ),
    r(
        "END-049",
        OWN,
        "The age of the oldest message in the queue is how stale the database is.",
    ),
    r(
        "END-075",
        OWN,
        "A table of the work that was done may forget it after a while; a duplicate that comes later has its effect again.",
    ),
    r(
        "END-112",
        KNOWN,
        "A caller whose identity does not allow dynamodb:PutItem gets AccessDeniedException, and nothing is written.",
    ),
];
