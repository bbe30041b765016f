//! The settings of a subscription.

use crate::nodes::sns::archive::ReplayPolicy;
use crate::nodes::sns::delivery_policy::DeliveryPolicy;
use crate::nodes::sns::filter;
use crate::nodes::sns::protocol::Protocol;
use crate::sim::{Choice, FieldSpec, NodeSpec, Terms, WireSpec};

const PROTOCOLS: &[Choice] = &[
    Choice::named("implied", "by the endpoint"),
    Choice::named("http", "http"),
    Choice::named("https", "https"),
    Choice::named("email", "email"),
    Choice::named("email-json", "email-json"),
];

const DLQ: &str = "Dead-letter queue";
/// The heading of what is about trying again.
pub const RETRIES: &str = "Retries";
const FILTER: &str = "Filter";
const FILTER_SCOPES: &[Choice] = &[
    Choice::named("MessageAttributes", "MessageAttributes"),
    Choice::named("MessageBody", "MessageBody"),
];
const SCOPE: FieldSpec = FieldSpec::choice("FilterPolicyScope", FILTER_SCOPES, 0).told(
    FILTER,
    "SNS-080",
    "What the filter looks at: the attributes of a message, or its body, which must then be a JSON object.",
);
const POLICY_OF_FILTER: FieldSpec = FieldSpec::text("FilterPolicy", 16_384, true)
    .checked(filter::valid)
    .told(
        FILTER,
        "SNS-081",
        "Which messages this subscriber gets, for example {\"status\": [\"placed\"]}. Empty: all of them.",
    );
const EXTENDED: FieldSpec = FieldSpec::flag("ExtendedOperators", false).told(
    FILTER,
    "SNS-094",
    "On: the filter may use EventBridge's operators too, such as wildcard. SNS on AWS refuses them.",
);
const RAW: FieldSpec = FieldSpec::flag("RawMessageDelivery", false).told(
    "",
    "SNS-071",
    "On: the subscriber gets the body alone, without the JSON around it, and SQS gets the attributes as its own.",
);

const fn redrive(kinds: &'static [&'static str]) -> FieldSpec {
    FieldSpec::reference("RedrivePolicy.deadLetterTargetArn", kinds).told(
        DLQ,
        "SNS-130",
        "The SQS queue that gets what could not be delivered to this subscriber. Without one it is dropped.",
    )
}

static SUBSCRIPTION_FIELDS: [FieldSpec; 7] = [
    FieldSpec::choice("Protocol", PROTOCOLS, 0).told(
        "",
        "SNS-050",
        "How the endpoint is reached. Mostly the endpoint says it; an HTTP endpoint takes http or https.",
    ),
    RAW,
    SCOPE,
    POLICY_OF_FILTER,
    EXTENDED,
    redrive(&["sqs-standard"]),
    FieldSpec::text("DeliveryPolicy", 4_096, true)
        .checked(|text| DeliveryPolicy::of_subscription(text).map(|_| ()))
        .told(
            RETRIES,
            "SNS-114",
            "JSON with healthyRetryPolicy and throttlePolicy, for HTTP/S endpoints only. Empty: 3 retries, 20 s apart.",
        ),
];

static FIFO_SUBSCRIPTION_FIELDS: [FieldSpec; 6] = [
    RAW,
    SCOPE,
    POLICY_OF_FILTER,
    EXTENDED,
    redrive(&["sqs-fifo"]),
    FieldSpec::text("ReplayPolicy", 500, true).checked(|text| ReplayPolicy::read(text).map(|_| ())).told(
        "Replay",
        "SNS-147",
        "JSON with PointType, StartingPoint and perhaps EndingPoint: sends archived messages again from that time on.",
    ),
];

/// Of a standard topic.
pub static SUBSCRIPTION: WireSpec = WireSpec {
    label: "Subscription",
    fields: &SUBSCRIPTION_FIELDS,
    check,
};

/// Of a FIFO topic; its dead-letter queue is a FIFO queue (SNS-131).
pub static FIFO_SUBSCRIPTION: WireSpec = WireSpec {
    label: "FIFO subscription",
    fields: &FIFO_SUBSCRIPTION_FIELDS,
    check: |terms, _, _| filter::read(terms).map(|_| ()),
};

/// Whether the settings of a subscription go together.
fn check(terms: &Terms, _from: &NodeSpec, to: &NodeSpec) -> Result<(), String> {
    let Some(protocol) = Protocol::of_terms(terms, to.kind) else {
        let said = PROTOCOLS[usize::from(terms.choice("Protocol"))].name;
        return Err(format!("A {} is not reached by the protocol {said}.", to.label));
    };
    let name = protocol.name();
    if terms.flag("RawMessageDelivery") && !protocol.takes_raw() {
        return Err(format!(
            "The protocol {name} does not support raw message delivery (SNS-071)."
        ));
    }
    if !terms.text("DeliveryPolicy").trim().is_empty() && !protocol.is_http() {
        return Err(format!(
            "Delivery policies are for HTTP/S endpoints only, not for {name} (SNS-237)."
        ));
    }
    filter::read(terms).map(|_| ())
}
