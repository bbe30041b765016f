//! The rules of the claim check, one sentence each.

use crate::sim::Rule;
use crate::sim::rule::{DOC, SAID, r};

/// The rule with this id. Used in `const` blocks, so that a wrong id does not compile.
pub const fn rule(id: &str) -> &'static Rule {
    Rule::of(ALL, id)
}

const FOLLOWS: &str = "follows from the library being part of the application";

/// What large is.
#[rustfmt::skip]
const LARGE: Rule = r("END-001", DOC, "A payload above the limit of the service, 1 MiB for SQS and 256 KiB for SNS, goes to S3, and the message points to it.");
/// The sending side.
#[rustfmt::skip]
const STORE: Rule = r("END-030", SAID, "Above the threshold the Extended Client stores the payload, up to 2 GB, under a random key and sends a pointer with the attribute ExtendedPayloadSize.");
/// The receiving side.
#[rustfmt::skip]
pub const FOLLOW: Rule = r("END-031", DOC, "The Extended Client follows the pointer, hands the payload over, and deletes the object together with the message.");
/// Without the library.
#[rustfmt::skip]
pub const RAW: Rule = r("END-032", FOLLOWS, "A consumer without the Extended Client sees the pointer.");
/// Half of it is gone.
#[rustfmt::skip]
pub const DANGLING: Rule = r("END-033", SAID, "The object is stored before the message is sent and outlives one that is refused or expires; a message whose object is gone fails with NoSuchKey.");
/// Behind topics.
#[rustfmt::skip]
const TOPICS: Rule = r("END-034", SAID, "Behind a topic a subscriber needs raw delivery and the Extended Client to get the payload; filters see the pointer only.");
/// Several readers.
#[rustfmt::skip]
pub const SHARED: Rule = r("END-035", SAID, "Where several consumers share an object, the first must not delete it: turn the clean-up off and use a lifecycle.");
/// One attribute less.
#[rustfmt::skip]
const SLOT: Rule = r("END-036", SAID, "The Extended Client takes one of the ten attributes of a message.");
/// The rights.
#[rustfmt::skip]
pub const ROLE: Rule = r("END-037", DOC, "Who stores needs s3:PutObject, who reads s3:GetObject, who cleans up s3:DeleteObject.");

const ALL: &[Rule] = &[LARGE, STORE, FOLLOW, RAW, DANGLING, TOPICS, SHARED, SLOT, ROLE];

/// Those that a producer makes visible.
pub const PRODUCER_RULES: [Rule; 5] = [LARGE, STORE, DANGLING, SLOT, ROLE];
/// Those that a worker makes visible.
pub const WORKER_RULES: [Rule; 6] = [FOLLOW, RAW, DANGLING, TOPICS, SHARED, ROLE];
