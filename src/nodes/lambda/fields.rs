//! The settings of a function, in the order of links: append only.

use crate::nodes::behaviour::DISTRIBUTIONS;
use crate::sim::{Choice, FieldSpec, FieldType, Initial, Unit};

const fn choice(name: &'static str, label: &'static str) -> Choice {
    Choice { name, label }
}

const FAILING: &[Choice] = &[
    choice("throw", "Throws at the end"),
    choice("report", "Reports batchItemFailures"),
    choice("ignore", "Says nothing"),
];
const CALLS: &[Choice] = &[
    choice("per-record", "One per record"),
    choice("per-invocation", "One per invocation"),
];
const PROFILES: &[Choice] = &[choice("current", "current"), choice("classic", "classic exam limits")];

const PERCENT: FieldType = FieldType::Number {
    min: 0,
    max: 10_000,
    places: 2,
};
const SPAN: FieldType = FieldType::Number {
    min: 0,
    max: 1_000_000_000,
    places: 3,
};
/// What may get dead letters (LAM-015).
const LETTERS: FieldType = FieldType::Node(&["sqs-standard", "sns-standard"]);
/// What may be told of success (LAM-018).
const SUCCESS: FieldType = FieldType::Node(&["sqs-standard", "sns-standard", "lambda", "event-bus"]);
/// What may be told of failure (LAM-018).
const FAILURE: FieldType = FieldType::Node(&["sqs-standard", "sns-standard", "lambda", "event-bus", "s3-bucket"]);

const fn text(max: u32, lines: bool) -> FieldType {
    FieldType::Text { max, lines }
}

const fn field(
    name: &'static str,
    group: &'static str,
    unit: Unit,
    (ty, initial): (FieldType, Initial),
    rule: &'static str,
    help: &'static str,
) -> FieldSpec {
    FieldSpec {
        rule,
        ..FieldSpec::live(name, group, unit, ty, initial, help)
    }
}

const fn whole(min: i64, max: i64, initial: i64) -> (FieldType, Initial) {
    (FieldType::whole(min, max), Initial::Number(initial))
}

const fn one_of(choices: &'static [Choice]) -> (FieldType, Initial) {
    (FieldType::Choice(choices), Initial::Choice(0))
}

const CODE: &str = "Code";
const FAIL: &str = "Failing";
const ASYNC: &str = "Asynchronous calls";
const OUT: &str = "Calls it makes";
const SIMULATOR: &str = "Simulator";

/// All settings.
pub const FIELDS: &[FieldSpec] = &[
    field(
        "Duration",
        CODE,
        Unit::Seconds,
        (SPAN, Initial::Number(100)),
        "LAM-019",
        "How long one invocation takes, whatever it is about. Longer than Timeout, and it is killed.",
    ),
    field(
        "DurationPerRecord",
        CODE,
        Unit::Seconds,
        (SPAN, Initial::Number(0)),
        "LAM-019",
        "How much longer it takes for each message of its batch.",
    ),
    field(
        "DurationDistribution",
        CODE,
        Unit::None,
        one_of(DISTRIBUTIONS),
        "LAM-019",
        "Whether every invocation takes the same time.",
    ),
    field(
        "DurationSpread",
        CODE,
        Unit::Percent,
        whole(0, 100, 50),
        "LAM-019",
        "Uniform: how far it may be shorter or longer than its mean.",
    ),
    field(
        "Timeout",
        "",
        Unit::Seconds,
        whole(1, 900, 3),
        "LAM-010",
        "How long an invocation may run before it is killed, which is a function error. At most 900 s.",
    ),
    field(
        "MemorySize",
        "",
        Unit::None,
        whole(128, 10_240, 128),
        "LAM-011",
        "Memory in MB. Run time is billed by it.",
    ),
    field(
        "ColdStart",
        CODE,
        Unit::Millis,
        whole(0, 600_000, 300),
        "LAM-020",
        "How long a new execution environment takes before the code begins. Idle ones are kept for 600 s.",
    ),
    field(
        "ReservedConcurrentExecutions",
        "",
        Unit::None,
        whole(-1, 100_000, -1),
        "LAM-012",
        "Invocations at once that are guaranteed to this function, and its most. 0 stops it; -1 reserves nothing.",
    ),
    field(
        "AccountConcurrency",
        SIMULATOR,
        Unit::None,
        whole(1, 1_000_000, 1_000),
        "LAM-013",
        "Invocations at once in the whole account. Functions without a reservation share what the others have not reserved. Set it alike on all functions.",
    ),
    field(
        "MaximumRetryAttempts",
        ASYNC,
        Unit::None,
        whole(0, 2, 2),
        "LAM-016",
        "How often an asynchronous event that fails is tried again: after 1 minute, and after 2 more.",
    ),
    field(
        "MaximumEventAgeInSeconds",
        ASYNC,
        Unit::Seconds,
        whole(60, 21_600, 21_600),
        "LAM-017",
        "How long an asynchronous event is kept, retries and throttling included.",
    ),
    field(
        "DeadLetterConfig.TargetArn",
        ASYNC,
        Unit::None,
        (LETTERS, Initial::Nothing),
        "LAM-015",
        "Where asynchronous events go that failed for good. Not for messages of a queue: their dead-letter queue is set on the queue.",
    ),
    field(
        "DestinationConfig.OnSuccess",
        ASYNC,
        Unit::None,
        (SUCCESS, Initial::Nothing),
        "LAM-018",
        "What is told, with request and response, when an asynchronous event has succeeded.",
    ),
    field(
        "DestinationConfig.OnFailure",
        ASYNC,
        Unit::None,
        (FAILURE, Initial::Nothing),
        "LAM-018",
        "What is told, with request and response, when an asynchronous event has failed for good.",
    ),
    field(
        "FailureRate",
        FAIL,
        Unit::Percent,
        (PERCENT, Initial::Number(0)),
        "LAM-019",
        "The share of records on which the code fails by chance.",
    ),
    field(
        "FailFirst",
        FAIL,
        Unit::None,
        whole(0, 1_000, 0),
        "LAM-019",
        "The code fails on every record for its first so many tries: a fault that passes by itself.",
    ),
    field(
        "Poison",
        FAIL,
        Unit::None,
        (text(512, false), Initial::Text("")),
        "LAM-019",
        "Records on which the code always fails: body contains \"m4\", n = 4 (a member of a JSON body), group = A, attribute colour = red, receives <= 1, every 10. Join several with and. Empty: none.",
    ),
    field(
        "OnRecordFailure",
        FAIL,
        Unit::None,
        one_of(FAILING),
        "LAM-080",
        "After the last record the code throws, which fails the whole batch, or names the failed messages in its response, or says nothing.",
    ),
    field(
        "StopAtFirstFailure",
        FAIL,
        Unit::None,
        (FieldType::Bool, Initial::Bool(true)),
        "LAM-084",
        "With a FIFO queue the code stops at the first failure and reports the rest of the batch too, which keeps the order.",
    ),
    field(
        "DeletesItself",
        CODE,
        Unit::None,
        (FieldType::Bool, Initial::Bool(false)),
        "LAM-085",
        "The code deletes each message that it has done from the queue, so that a later failure does not bring it back.",
    ),
    field(
        "IdempotencyStore",
        CODE,
        Unit::None,
        (FieldType::Bool, Initial::Bool(false)),
        "LAM-073",
        "Remembers finished work in a table and skips what is done already. Without it a repeated delivery does its effect twice.",
    ),
    field(
        "Output",
        CODE,
        Unit::None,
        (text(8_192, true), Initial::Text("")),
        "LAM-081",
        "What the code returns when it reports no failures. {{body}}, {{id}} and {{root}} are those of its first record, {{count}} is how many there are.",
    ),
    field(
        "Calls",
        OUT,
        Unit::None,
        one_of(CALLS),
        "LAM-019",
        "With wires at the out port: whether it calls for each record or once. The invocation waits for the answers.",
    ),
    field(
        "CallBody",
        OUT,
        Unit::None,
        (text(8_192, true), Initial::Text("{{body}}")),
        "LAM-019",
        "The text that it sends, with the placeholders of Output. The group is kept.",
    ),
    field(
        "CallDeduplicationId",
        OUT,
        Unit::None,
        (text(256, false), Initial::Text("")),
        "LAM-019",
        "The deduplication id that it sends, for example {{root}}, so that work done twice sends once. Empty sends none.",
    ),
    field(
        "AsyncDuplicates",
        SIMULATOR,
        Unit::Percent,
        (PERCENT, Initial::Number(0)),
        "LAM-046",
        "The share of asynchronous events that are delivered twice although they succeeded. About 0.05 on AWS.",
    ),
    field(
        "limits_profile",
        SIMULATOR,
        Unit::None,
        one_of(PROFILES),
        "LAM-005",
        "The classic exam limits: pollers grow by 60 a minute to 1,000, and asynchronous payloads have up to 256 KB.",
    ),
];
