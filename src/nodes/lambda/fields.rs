//! The settings of a function, in the order of links: append only.

use crate::nodes::access::{access_policy, valid_policy};
use crate::nodes::behaviour::DISTRIBUTIONS;
use crate::nodes::claim_check::FUNCTION_FIELDS;
use crate::sim::{Choice, FieldSpec, Unit};

const FAILING: &[Choice] = &[
    Choice::named("throw", "Throws at the end"),
    Choice::named("report", "Reports batchItemFailures"),
    Choice::named("ignore", "Says nothing"),
];
const CALLS: &[Choice] = &[
    Choice::named("per-record", "One per record"),
    Choice::named("per-invocation", "One per invocation"),
];
const PROFILES: &[Choice] = &[
    Choice::named("current", "current"),
    Choice::named("classic", "classic exam limits"),
];

/// What may get dead letters (LAM-015).
const LETTERS: &[&str] = &["sqs-standard", "sns-standard"];
/// What may be told of success (LAM-018).
const SUCCESS: &[&str] = &["sqs-standard", "sns-standard", "lambda", "event-bus"];
/// What may be told of failure (LAM-018).
const FAILURE: &[&str] = &["sqs-standard", "sns-standard", "lambda", "event-bus", "s3-bucket"];

const CODE: &str = "Code";
const FAIL: &str = "Failing";
const ASYNC: &str = "Asynchronous calls";
const OUT: &str = "Calls it makes";
const ACCESS: &str = "Access";
const SIMULATOR: &str = "Simulator";

/// All settings.
pub const FIELDS: &[FieldSpec] = &[
    FieldSpec::thousandths("Duration", Unit::Seconds, 0, 100).told(
        CODE,
        "LAM-019",
        "How long one invocation takes, whatever it is about. Longer than Timeout, and it is killed.",
    ),
    FieldSpec::thousandths("DurationPerRecord", Unit::Seconds, 0, 0).told(
        CODE,
        "LAM-019",
        "How much longer it takes for each message of its batch.",
    ),
    FieldSpec::choice("DurationDistribution", DISTRIBUTIONS, 0).told(
        CODE,
        "LAM-019",
        "Whether every invocation takes the same time.",
    ),
    FieldSpec::whole("DurationSpread", Unit::Percent, (0, 100), 50).told(
        CODE,
        "LAM-019",
        "Uniform: how far it may be shorter or longer than its mean.",
    ),
    FieldSpec::whole("Timeout", Unit::Seconds, (1, 900), 3).told(
        "",
        "LAM-010",
        "How long an invocation may run before it is killed, which is a function error. At most 900 s.",
    ),
    FieldSpec::whole("MemorySize", Unit::None, (128, 10_240), 128).told(
        "",
        "LAM-011",
        "Memory in MB. Run time is billed by it.",
    ),
    FieldSpec::whole("ColdStart", Unit::Millis, (0, 600_000), 300).told(
        CODE,
        "LAM-020",
        "How long a new execution environment takes before the code begins. Idle ones are kept for 600 s.",
    ),
    FieldSpec::whole("ReservedConcurrentExecutions", Unit::None, (-1, 100_000), -1).told(
        "",
        "LAM-012",
        "Invocations at once that are guaranteed to this function, and its most. 0 stops it; -1 reserves nothing.",
    ),
    FieldSpec::whole("AccountConcurrency", Unit::None, (1, 1_000_000), 1_000).told(
        SIMULATOR,
        "LAM-013",
        "Invocations at once in the whole account. Functions without a reservation share what the others have not \
         reserved. Set it alike on all functions.",
    ),
    FieldSpec::whole("MaximumRetryAttempts", Unit::None, (0, 2), 2).told(
        ASYNC,
        "LAM-016",
        "How often an asynchronous event that fails is tried again: after 1 minute, and after 2 more.",
    ),
    FieldSpec::whole("MaximumEventAgeInSeconds", Unit::Seconds, (60, 21_600), 21_600).told(
        ASYNC,
        "LAM-017",
        "How long an asynchronous event is kept, retries and throttling included.",
    ),
    FieldSpec::reference("DeadLetterConfig.TargetArn", LETTERS).told(
        ASYNC,
        "LAM-015",
        "Where asynchronous events go that failed for good. Not for messages of a queue: their dead-letter queue is \
         set on the queue.",
    ),
    FieldSpec::reference("DestinationConfig.OnSuccess", SUCCESS).told(
        ASYNC,
        "LAM-018",
        "What is told, with request and response, when an asynchronous event has succeeded.",
    ),
    FieldSpec::reference("DestinationConfig.OnFailure", FAILURE).told(
        ASYNC,
        "LAM-018",
        "What is told, with request and response, when an asynchronous event has failed for good.",
    ),
    FieldSpec::chance("FailureRate", 0).told(
        FAIL,
        "LAM-019",
        "The share of records on which the code fails by chance.",
    ),
    FieldSpec::whole("FailFirst", Unit::None, (0, 1_000), 0).told(
        FAIL,
        "LAM-019",
        "The code fails on every record for its first so many tries: a fault that passes by itself.",
    ),
    FieldSpec::text("Poison", 512, false).told(
        FAIL,
        "LAM-019",
        "Records on which the code always fails: body contains \"m4\", n = 4 (a member of a JSON body), group = A, \
         attribute colour = red, receives <= 1, every 10. Join several with and. Empty: none.",
    ),
    FieldSpec::choice("OnRecordFailure", FAILING, 0).told(
        FAIL,
        "LAM-080",
        "After the last record the code throws, which fails the whole batch, or names the failed messages in its \
         response, or says nothing.",
    ),
    FieldSpec::flag("StopAtFirstFailure", true).told(
        FAIL,
        "LAM-084",
        "With a FIFO queue the code stops at the first failure and reports the rest of the batch too, which keeps the \
         order.",
    ),
    FieldSpec::flag("DeletesItself", false).told(
        CODE,
        "LAM-085",
        "The code deletes each message that it has done from the queue, so that a later failure does not bring it \
         back.",
    ),
    FieldSpec::flag("IdempotencyStore", false).told(
        CODE,
        "LAM-073",
        "Remembers finished work in a table and skips what is done already. Without it a repeated delivery does its \
         effect twice.",
    ),
    FieldSpec::text("Output", 8_192, true).told(
        CODE,
        "LAM-081",
        "What the code returns when it reports no failures. {{body}}, {{id}} and {{root}} are those of its first \
         record, {{count}} is how many there are.",
    ),
    FieldSpec::choice("Calls", CALLS, 0).told(
        OUT,
        "LAM-019",
        "With wires at the out port: whether it calls for each record or once. The invocation waits for the answers.",
    ),
    FieldSpec::text("CallBody", 8_192, true).starting("{{body}}").told(
        OUT,
        "LAM-019",
        "The text that it sends, with the placeholders of Output. The group is kept.",
    ),
    FieldSpec::text("CallDeduplicationId", 256, false).told(
        OUT,
        "LAM-019",
        "The deduplication id that it sends, for example {{root}}, so that work done twice sends once. Empty sends \
         none.",
    ),
    FieldSpec::chance("AsyncDuplicates", 0).told(
        SIMULATOR,
        "LAM-046",
        "The share of asynchronous events that are delivered twice although they succeeded. About 0.05 on AWS.",
    ),
    FieldSpec::choice("limits_profile", PROFILES, 0).told(
        SIMULATOR,
        "LAM-005",
        "The classic exam limits: pollers grow by 60 a minute to 1,000, and asynchronous payloads have up to 256 KB.",
    ),
    access_policy(
        ACCESS,
        "END-109",
        "Which AWS services may invoke it. The console adds a statement for each topic, rule, bucket or alarm that one connects; \
         the API does not, and then nothing arrives. Functions, pipes and schedules come with a role instead.",
    ),
    FieldSpec::text("Policy", 20_480, true).checked(valid_policy).told(
        ACCESS,
        "END-109",
        "Statements that let services invoke it, or forbid it. A Deny always wins.",
    ),
    FUNCTION_FIELDS[0],
    FUNCTION_FIELDS[1],
];
