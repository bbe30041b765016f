//! How a function describes itself.

use super::fields::FIELDS;
use super::mapping::MAPPING;
use super::metering::{CONCURRENCY, PAYLOAD, REQUESTS, RUN_TIME};
use super::rules::RULES;
use crate::sim::{
    Button, Category, Choice, Fidelity, FieldSpec, Flow, Measures, MetricSpec, NodeSpec, PortSpec, Speaks, Unit,
    WireSpec,
};

/// Where the mappings poll.
pub const PORT_POLL: u8 = 1;
/// Where calls go out.
pub const PORT_OUT: u8 = 2;

/// What the connection of a caller is called.
pub const INVOCATION: &str = "Invocation";

const TYPES: &[Choice] = &[
    Choice::named("RequestResponse", "RequestResponse"),
    Choice::named("Event", "Event"),
];

/// The settings of the wire from a caller.
static CALLER: WireSpec = WireSpec {
    label: INVOCATION,
    fields: &[FieldSpec::choice("InvocationType", TYPES, 0).told(
        "",
        "LAM-032",
        "RequestResponse: the caller waits for the result. Event: Lambda queues it, and retries are Lambda's. Topics, \
         S3 and events always call asynchronously.",
    )],
    check: |_, _, _| Ok(()),
};

const METRICS: &[MetricSpec] = &[
    MetricSpec::counter(
        "Invocations",
        Unit::None,
        "Runs of the function. Throttled calls are none.",
    ),
    MetricSpec::counter("Errors", Unit::None, "Invocations that threw or ran into the timeout."),
    MetricSpec::counter("Throttles", Unit::None, "Calls that found no free concurrency."),
    MetricSpec::counter(
        "DurationMillisSum",
        Unit::Millis,
        "Run time of all invocations, without cold starts.",
    ),
    MetricSpec::gauge("ConcurrentExecutions", Unit::None, "Invocations in progress."),
    MetricSpec::gauge(
        "MaxConcurrentExecutions",
        Unit::None,
        "The most invocations that were in progress at once.",
    ),
    MetricSpec::counter(
        "ColdStarts",
        Unit::None,
        "Invocations that had to wait for a new environment.",
    ),
    MetricSpec::counter(
        "AsyncEventsReceived",
        Unit::Messages,
        "Events accepted into the asynchronous queue.",
    ),
    MetricSpec::counter(
        "AsyncEventsDropped",
        Unit::Messages,
        "Events that ended without success.",
    ),
    MetricSpec::gauge(
        "AsyncEventAge",
        Unit::Millis,
        "Age of the oldest event that has not ended.",
    ),
    MetricSpec::gauge("AsyncEventsPending", Unit::Messages, "Events that have not ended."),
    MetricSpec::counter(
        "DeadLetterErrors",
        Unit::Messages,
        "Events that the dead-letter target did not take.",
    ),
    MetricSpec::counter(
        "DestinationDeliveryFailures",
        Unit::Messages,
        "Records that a destination did not take.",
    ),
    MetricSpec::counter("PolledEventCount", Unit::Messages, "Messages that mappings received."),
    MetricSpec::counter(
        "FilteredOutEventCount",
        Unit::Messages,
        "Messages that no filter let through. They are deleted.",
    ),
    MetricSpec::counter(
        "InvokedEventCount",
        Unit::Messages,
        "Messages that the function was invoked with by mappings.",
    ),
    MetricSpec::counter(
        "DeletedEventCount",
        Unit::Messages,
        "Messages that mappings deleted after success.",
    ),
    MetricSpec::counter(
        "FailedInvokeEventCount",
        Unit::Messages,
        "Messages of batches that were not deleted.",
    ),
    MetricSpec::counter(
        "ReceiveCalls",
        Unit::None,
        "ReceiveMessage calls of the mappings. The queue bills them.",
    ),
    MetricSpec::counter("EmptyReceives", Unit::None, "Receives that brought nothing."),
    MetricSpec::counter("ReceivesRefused", Unit::None, "Receives that the queue refused."),
    MetricSpec::gauge(
        "HeldBatches",
        Unit::None,
        "Batches that were received and can't run yet.",
    ),
    MetricSpec::counter(
        "Done",
        Unit::Messages,
        "Records worked on with success, repeated ones included.",
    ),
    MetricSpec::counter(
        "DoneDistinct",
        Unit::Messages,
        "Records whose effect happened for the first time.",
    ),
    MetricSpec::counter(
        "EffectsTwice",
        Unit::Messages,
        "Records whose effect had happened before.",
    ),
    MetricSpec::counter(
        "Skipped",
        Unit::Messages,
        "Records that the idempotency store knew to be done.",
    ),
    MetricSpec::counter(
        "Failed",
        Unit::Messages,
        "Records on which the code failed, or to which it did not come.",
    ),
    MetricSpec::counter(
        "OrderBreaks",
        Unit::Messages,
        "Messages of a group that came after a younger one of the group.",
    ),
    MetricSpec::counter("Calls", Unit::None, "Calls that the code made."),
    MetricSpec::counter(
        "CallsFailed",
        Unit::None,
        "Calls of the code that were refused, failed or lost.",
    ),
];

/// The description of the kind.
pub const SPEC: NodeSpec = NodeSpec {
    kind: "lambda",
    code: 30,
    label: "Lambda function",
    subtitle: "AWS Lambda function",
    category: Category::Compute,
    icon: "M5 4h3l6 12h3M9.5 8L5 16",
    summary: "Runs code for each call, event or batch of messages, on as many machines as needed.",
    keywords: "aws lambda function serverless event source mapping esm concurrency handler compute trigger",
    base_name: "function",
    name_suffix: "",
    ports: &[
        PortSpec::new("in", "calls and events in", Flow::In, Speaks::Put)
            .at_most(256)
            .with(&CALLER),
        PortSpec::new("poll", "messages of a queue in", Flow::In, Speaks::Take)
            .at_most(64)
            .with(&MAPPING)
            .only(polls),
        PortSpec::new("out", "calls out", Flow::Out, Speaks::Put).at_most(64),
        PortSpec::new(
            "success",
            "destination on success",
            Flow::Out,
            Speaks::Reference("DestinationConfig.OnSuccess"),
        ),
        PortSpec::new(
            "failure",
            "destination on failure",
            Flow::Out,
            Speaks::Reference("DestinationConfig.OnFailure"),
        ),
        PortSpec::new(
            "dlq",
            "dead-letter queue",
            Flow::Out,
            Speaks::Reference("DeadLetterConfig.TargetArn"),
        ),
    ],
    fields: FIELDS,
    metrics: METRICS,
    measures: Measures {
        headline: "",
        charted: &["Invocations", "Errors", "Throttles", "ConcurrentExecutions"],
        charges: &[&REQUESTS, &RUN_TIME],
        quotas: &[&CONCURRENCY, &PAYLOAD],
    },
    rules: RULES,
    fidelity: FIDELITY,
    buttons: &[
        Button {
            label: "Invoke",
            run: "aws lambda invoke --function-name {name} --payload '{\"key\": \"value\"}'",
            help: "Calls the function once and waits for its result.",
        },
        Button {
            label: "Invoke asynchronously",
            run: "aws lambda invoke --function-name {name} --invocation-type Event --payload '{\"key\": \"value\"}'",
            help: "Hands an event to Lambda's queue, which retries it when the function fails.",
        },
        Button {
            label: "Crash",
            run: "fail {name}",
            help: "The service is down: nothing runs on, nothing is polled, and calls get ServiceException.",
        },
        Button {
            label: "Restart",
            run: "restart {name}",
            help: "The service is back.",
        },
    ],
    service: "lambda",
};

/// LAM-060: what a mapping can poll.
fn polls(other: &NodeSpec) -> Result<(), &'static str> {
    match other.kind {
        "sqs-standard" | "sqs-fifo" => Ok(()),
        _ => Err("An event source mapping polls SQS queues here. Wire it to a queue (LAM-060)."),
    }
}

const STREAMS: &str =
    "For streams only, of which there is no kind yet. The API refuses these parameters for queues (LAM-057).";

const FIDELITY: &[Fidelity] = &[
    Fidelity::note(
        "LAM-013",
        "All functions of a design share one account, whatever their region.",
    ),
    Fidelity::note(
        "LAM-046",
        "Duplicates of asynchronous events are off until AsyncDuplicates is set, so that lessons show the same numbers \
         each time.",
    ),
    Fidelity::note(
        "LAM-061",
        "A mapping is enabled, disabled or deleted at once; it does not stay in Creating, Updating or Deleting for \
         seconds.",
    ),
    Fidelity::note(
        "LAM-062",
        "A mapping keeps 5 pollers at an idle queue and doubles them while receives bring messages; AWS may shrink to \
         2.",
    ),
    Fidelity::note(
        "END-112",
        "Lambda listens on HTTPS only. Whoever calls over plain HTTP gets AccessDeniedException here, and no connection on AWS.",
    ),
    Fidelity::note("LAM-007", "Disk space in /tmp is not simulated."),
    Fidelity::note(
        "LAM-020",
        "Code that changes does not start environments anew, and the time of a cold start is not billed.",
    ),
    Fidelity::note(
        "LAM-132",
        "Provisioned pollers are not billed: their price is not known for certain.",
    ),
    Fidelity::note("LAM-100", STREAMS),
    Fidelity::note("LAM-101", STREAMS),
    Fidelity::note("LAM-102", STREAMS),
    Fidelity::note("LAM-103", STREAMS),
    Fidelity::note("LAM-104", STREAMS),
    Fidelity::note("LAM-105", STREAMS),
    Fidelity::note("LAM-106", STREAMS),
    Fidelity::note("LAM-107", STREAMS),
    Fidelity::note("LAM-108", STREAMS),
    Fidelity::note("LAM-110", STREAMS),
    Fidelity::note("LAM-111", STREAMS),
    Fidelity::note("LAM-112", STREAMS),
    Fidelity::note("LAM-113", STREAMS),
    Fidelity::note("LAM-114", STREAMS),
    Fidelity::note("LAM-115", STREAMS),
    Fidelity::note("LAM-116", STREAMS),
    Fidelity::note("LAM-117", STREAMS),
    Fidelity::note("LAM-118", STREAMS),
    Fidelity::note("LAM-165", STREAMS),
    Fidelity::note("LAM-166", STREAMS),
];
