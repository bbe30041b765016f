//! How the endpoints describe themselves: a file for each, and here what they have in common.

mod application;
mod http;
mod mail;
mod push;
mod sms;

pub use application::{ON_FAILURE, PLATFORM_APPLICATION};
pub use http::HTTP;
pub use mail::EMAIL;
pub use push::MOBILE_PUSH;
pub use sms::{SMS, SMS_BUDGET, SMS_PARTS};

use crate::sim::{Button, Fidelity, FieldSpec, Flow, Measures, MetricSpec, NodeSpec, PortSpec, Speaks, Unit};

const RECEIVED: MetricSpec = MetricSpec::counter("Received", Unit::Messages, "Messages taken, repeated ones included.");
const TWICE: MetricSpec = MetricSpec::counter(
    "ReceivedTwice",
    Unit::Messages,
    "Messages taken that had been taken before.",
);
const REFUSED: MetricSpec = MetricSpec::counter("Refused", Unit::Messages, "Messages answered with an error.");
const LOST: MetricSpec = MetricSpec::counter("Lost", Unit::Messages, "Messages that came while nobody was there.");
const ASKED: MetricSpec = MetricSpec::counter(
    "ConfirmationRequests",
    Unit::Messages,
    "Requests to confirm a subscription.",
);
const CONFIRMED: MetricSpec = MetricSpec::counter("Confirmed", Unit::Messages, "Subscriptions confirmed.");
const RETRIES: MetricSpec = MetricSpec::counter(
    "DirectRetries",
    Unit::Messages,
    "Messages published to it directly that Amazon SNS tried again.",
);
const IN_PROGRESS: MetricSpec = MetricSpec::gauge("InProgress", Unit::Messages, "Messages that are being answered.");

const fn latency(millis: i64, rule: &'static str, help: &'static str) -> FieldSpec {
    FieldSpec::whole("Latency", Unit::Millis, (1, 120_000), millis).told("", rule, help)
}

const fn measures(charted: &'static [&'static str]) -> Measures {
    Measures {
        headline: "Received",
        charted,
        ..Measures::NONE
    }
}

const CRASH: Button = Button {
    label: "Take down",
    run: "fail {name}",
    help: "Nobody is there any more. What is being answered is lost, and callers get no answer.",
};
const RESTART: Button = Button {
    label: "Bring back",
    run: "restart {name}",
    help: "It takes messages again.",
};

const SENDER: Fidelity = Fidelity {
    rule: "END-051, END-055, END-063",
    note: "Time limits, retries and rate limits are the sender's: Amazon SNS and EventBridge keep them, the endpoint only answers. Retries of what is published without a topic come without jitter.",
};

/// Mail, text messages and push are reached through a standard topic only.
fn from_topic(other: &NodeSpec) -> Result<(), &'static str> {
    match other.kind {
        "sns-standard" => Ok(()),
        "sns-fifo" => Err(
            "A FIFO topic delivers to SQS queues only (SNS-058, END-060). Let a queue and a worker or function stand \
             in between.",
        ),
        _ => Err("This is reached through an SNS standard topic (END-063). Wire a topic in between."),
    }
}

/// What an endpoint of somebody takes.
const IN: PortSpec = PortSpec::new("in", "messages in", Flow::In, Speaks::Put).at_most(64);
