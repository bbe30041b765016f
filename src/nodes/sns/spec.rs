//! How the two kinds describe themselves.

mod subscription;

use super::delivery_policy::DeliveryPolicy;
use super::fidelity::FIDELITY;
use super::metering;
use super::protocol::Protocol;
use super::rules::RULES;
use crate::nodes::access::{access_policy, valid_policy};
use crate::sim::{Button, Category, Choice, FieldSpec, Flow, MetricSpec, NodeSpec, PortSpec, Speaks, Unit};
use subscription::{FIFO_SUBSCRIPTION, RETRIES, SUBSCRIPTION};

const ICON: &str = "M4 10a2 2 0 1 0 4 0a2 2 0 1 0 -4 0 M8 9.5L14 5 M8 10h6 M8 10.5l6 4.5 M14 5h2 M14 10h2 M14 15h2";
const FIFO_ICON: &str = "M3 10a2 2 0 1 0 4 0a2 2 0 1 0 -4 0 M7 9.5L12 5 M7 10h5 M7 10.5l5 4.5 M12 5h2 M12 15h2 M13 10h4 M15.5 8.5L17 10l-1.5 1.5";

/// The standard topic.
pub static STANDARD: NodeSpec = NodeSpec {
    kind: "sns-standard",
    code: 20,
    label: "SNS topic",
    subtitle: "SNS standard topic",
    category: Category::Queues,
    icon: ICON,
    summary: "Hands each message to all its subscribers at once: it pushes, nobody polls, and it keeps nothing.",
    keywords: "amazon sns simple notification service topic publish subscribe pub/sub fan-out push filter policy",
    base_name: "topic",
    name_suffix: "",
    ports: &STANDARD_PORTS,
    fields: &STANDARD_FIELDS,
    metrics: &METRICS,
    measures: metering::STANDARD,
    rules: RULES,
    fidelity: FIDELITY,
    buttons: BUTTONS,
    service: "sns",
};

/// The FIFO topic.
pub static FIFO: NodeSpec = NodeSpec {
    kind: "sns-fifo",
    code: 21,
    label: "SNS FIFO topic",
    subtitle: "SNS FIFO topic",
    category: Category::Queues,
    icon: FIFO_ICON,
    summary: "Hands each message once and in the order of its message group to the queues that subscribe.",
    keywords: "amazon sns fifo topic publish subscribe order exactly once deduplication message group archive replay",
    base_name: "topic",
    name_suffix: ".fifo",
    ports: &FIFO_PORTS,
    fields: &FIFO_FIELDS,
    metrics: &METRICS,
    measures: metering::FIFO,
    rules: RULES,
    fidelity: FIDELITY,
    buttons: FIFO_BUTTONS,
    service: "sns",
};

/// Where subscriptions go out.
pub const PORT_OUT: u8 = 1;

static STANDARD_PORTS: [PortSpec; 2] = [
    PortSpec::new("in", "publishers", Flow::In, Speaks::Put),
    PortSpec::new("out", "subscriptions", Flow::Out, Speaks::Put)
        .with(&SUBSCRIPTION)
        .only(may_subscribe),
];

// SNS-001: at most a hundred.
static FIFO_PORTS: [PortSpec; 2] = [
    PortSpec::new("in", "publishers", Flow::In, Speaks::Put),
    PortSpec::new("out", "subscriptions", Flow::Out, Speaks::Put)
        .at_most(100)
        .with(&FIFO_SUBSCRIPTION)
        .only(may_subscribe_fifo),
];

/// SNS-009, SNS-057: who may subscribe to a standard topic.
pub fn may_subscribe(other: &NodeSpec) -> Result<(), &'static str> {
    match other.kind {
        "sqs-fifo" => Err("FIFO SQS queues can not be subscribed to standard SNS topics. Use a FIFO topic (SNS-057)."),
        kind if Protocol::of_kind(kind).is_some() => Ok(()),
        _ => Err(
            "An SNS topic delivers to SQS queues, Lambda functions, Firehose streams, HTTP/S endpoints, e-mail, SMS and \
                  mobile push (SNS-009).",
        ),
    }
}

/// SNS-003, SNS-058: who may subscribe to a FIFO topic.
pub fn may_subscribe_fifo(other: &NodeSpec) -> Result<(), &'static str> {
    match other.kind {
        "sqs-standard" | "sqs-fifo" => Ok(()),
        _ => Err("Only SQS queues can be subscribed to a FIFO topic. Put a queue between (SNS-058)."),
    }
}

const SIGNATURES: &[Choice] = &[Choice::named("1", "1 (SHA1)"), Choice::named("2", "2 (SHA256)")];
const PROFILES: &[Choice] = &[
    Choice::named("current", "current"),
    Choice::named("classic", "classic exam limits"),
];
const MODELS: &[Choice] = &[Choice::named("ideal", "ideal"), Choice::named("realistic", "realistic")];
const SCOPES: &[Choice] = &[
    Choice::named("Topic", "Topic"),
    Choice::named("MessageGroup", "MessageGroup"),
];

const SIMULATOR: &str = "Simulator";

const DISPLAY_NAME: FieldSpec = FieldSpec::text("DisplayName", 100, false).told(
    "",
    "SNS-014",
    "Who the sender of e-mails and text messages seems to be.",
);
const ACCESS: &str = "Encryption and access";
const POLICY: FieldSpec = FieldSpec::text("Policy", 30_720, true).checked(valid_policy).told(
    ACCESS,
    "SNS-015",
    "Statements that let services or accounts publish, or forbid it. A Deny always wins.",
);
const ACCESS_POLICY: FieldSpec = access_policy(
    ACCESS,
    "SNS-164",
    "Which AWS services may publish: those that one connects here, as if the console wrote the policy, or only those that \
     Policy names.",
);
const KEY: FieldSpec = FieldSpec::text("KmsMasterKeyId", 256, false).told(
    ACCESS,
    "SNS-017",
    "The KMS key, by name or alias. Empty: messages are not encrypted, which is how a topic begins.",
);
const PROPAGATION: FieldSpec = FieldSpec::whole("filter_propagation_s", Unit::Seconds, (0, 900), 0).told(
    SIMULATOR,
    "SNS-100",
    "How long a changed filter takes to count. Up to 900 s on AWS.",
);
const CLASSIC: FieldSpec = FieldSpec::choice("limits_profile", PROFILES, 0).told(
    SIMULATOR,
    "SNS-001",
    "The limits of today or those of older courses: 10 million subscriptions, 300 messages a second on FIFO topics.",
);
const JITTER: FieldSpec = FieldSpec::flag("retry_jitter", false).told(
    SIMULATOR,
    "SNS-113",
    "On: pauses between retries vary by up to a tenth, as on AWS. Off: exact times.",
);

static STANDARD_FIELDS: [FieldSpec; 10] = [
    DISPLAY_NAME,
    POLICY,
    ACCESS_POLICY,
    KEY,
    FieldSpec::text("DeliveryPolicy", 4_096, true)
        .checked(|text| DeliveryPolicy::of_topic(text).map(|_| ()))
        .told(
            RETRIES,
            "SNS-016",
            "JSON with http.defaultHealthyRetryPolicy, for all HTTP/S subscriptions. Empty: 3 retries, 20 s apart.",
        ),
    FieldSpec::choice("SignatureVersion", SIGNATURES, 0).told(
        "",
        "SNS-018",
        "The hash of the signature in each notification: 1 is SHA1, 2 is SHA256.",
    ),
    CLASSIC,
    FieldSpec::choice("model", MODELS, 0).told(
        SIMULATOR,
        "SNS-122",
        "Ideal: each message once and in order. Realistic: up to 0.1 s late, and 1 of 2,000 twice.",
    ),
    JITTER,
    PROPAGATION,
];

static FIFO_FIELDS: [FieldSpec; 10] = [
    DISPLAY_NAME,
    POLICY,
    ACCESS_POLICY,
    KEY,
    FieldSpec::flag("ContentBasedDeduplication", false).told(
        "",
        "SNS-020",
        "The hash of the body serves as deduplication id, so publishers need not give one.",
    ),
    FieldSpec::choice("FifoThroughputScope", SCOPES, 0).told(
        "",
        "SNS-021",
        "MessageGroup: deduplication and quotas count inside each message group, which is much faster. No way back.",
    ),
    FieldSpec::whole("ArchivePolicy.MessageRetentionPeriod", Unit::None, (0, 365), 0).told(
        "",
        "SNS-022",
        "Days for which a copy of each message is kept, to be replayed to a subscriber. 0 keeps none.",
    ),
    CLASSIC,
    JITTER,
    PROPAGATION,
];

static METRICS: [MetricSpec; 17] = [
    MetricSpec::counter("NumberOfMessagesPublished", Unit::Messages, "Accepted publishes."),
    MetricSpec::counter(
        "NumberOfNotificationsDelivered",
        Unit::Messages,
        "Messages that a subscriber accepted, counted once for each subscriber.",
    ),
    MetricSpec::counter(
        "NumberOfNotificationsFailed",
        Unit::Messages,
        "Messages given up for a subscriber after all retries.",
    ),
    MetricSpec::counter(
        "NumberOfNotificationsFilteredOut",
        Unit::Messages,
        "Messages that a subscriber's filter policy rejected.",
    ),
    MetricSpec::counter(
        "NumberOfNotificationsFilteredOut-NoMessageAttributes",
        Unit::Messages,
        "Of these, messages without attributes.",
    ),
    MetricSpec::counter(
        "NumberOfNotificationsFilteredOut-MessageAttributes",
        Unit::Messages,
        "Of these, messages whose attributes do not match.",
    ),
    MetricSpec::counter(
        "NumberOfNotificationsFilteredOut-InvalidAttributes",
        Unit::Messages,
        "Of these, messages whose attributes can't be read.",
    ),
    MetricSpec::counter(
        "NumberOfNotificationsFilteredOut-MessageBody",
        Unit::Messages,
        "Of these, messages whose body does not match.",
    ),
    MetricSpec::counter(
        "NumberOfNotificationsFilteredOut-InvalidMessageBody",
        Unit::Messages,
        "Of these, messages whose body is no JSON object.",
    ),
    MetricSpec::counter(
        "NumberOfNotificationsRedrivenToDlq",
        Unit::Messages,
        "Messages moved to the dead-letter queue of a subscription.",
    ),
    MetricSpec::counter(
        "NumberOfNotificationsFailedToRedriveToDlq",
        Unit::Messages,
        "Messages that the dead-letter queue refused, and which are gone.",
    ),
    MetricSpec::counter("PublishSize", Unit::Bytes, "Bytes of the accepted publishes."),
    MetricSpec::counter(
        "RefusedPublishes",
        Unit::None,
        "Calls that were refused, throttled ones too.",
    ),
    MetricSpec::counter("Attempts", Unit::None, "Calls of subscribers, retries too."),
    MetricSpec::counter(
        "Deduplicated",
        Unit::Messages,
        "Publishes dropped as duplicates by a FIFO topic.",
    ),
    MetricSpec::gauge(
        "Waiting",
        Unit::Messages,
        "Messages held back: by their group, by a rate, or by chance.",
    ),
    MetricSpec::gauge(
        "Retrying",
        Unit::Messages,
        "Messages whose delivery failed and will be tried again.",
    ),
];

static BUTTONS: &[Button] = &[Button {
    label: "Publish one",
    run: "aws sns publish --topic-arn {name} --message Hello",
    help: "Publishes a message to all subscribers.",
}];

static FIFO_BUTTONS: &[Button] = &[Button {
    label: "Publish one",
    run: "aws sns publish --topic-arn {name} --message Hello --message-group-id g --message-deduplication-id hello",
    help: "Publishes a message; when the button is used again within five minutes it counts as the same one.",
}];
