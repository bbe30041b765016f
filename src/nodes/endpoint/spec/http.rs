//! How the HTTP endpoint describes itself.

use super::{
    ASKED, CONFIRMED, CRASH, IN, IN_PROGRESS, LOST, RECEIVED, REFUSED, RESTART, SENDER, TWICE, latency, measures,
};
use crate::nodes::endpoint::rules::RULES;
use crate::sim::{Category, Fidelity, FieldSpec, MetricSpec, NodeSpec, Unit};

/// The description of the HTTP endpoint.
pub const HTTP: NodeSpec = NodeSpec {
    kind: "http-endpoint",
    code: 50,
    label: "HTTP endpoint",
    subtitle: "Webhook",
    category: Category::Endpoints,
    icon: "M10 2a8 8 0 1 0 0 16a8 8 0 1 0 0-16M2 10h16M10 2c-5 5-5 11 0 16c5-5 5-11 0-16",
    summary: "A webhook: somebody's web server that answers each message with a status code.",
    keywords: "https web server url api destination webhook rest target subscriber",
    base_name: "webhook",
    name_suffix: "",
    ports: &[IN],
    fields: &[
        FieldSpec::whole("StatusCode", Unit::None, (200, 599), 200).told(
            "",
            "END-050",
            "What it answers. 2xx is a success; senders try 429 and 5xx again, and give up at once on other codes.",
        ),
        latency(
            100,
            "END-051",
            "How long it takes to answer. Amazon SNS waits 15 seconds at most.",
        ),
        FieldSpec::whole("LatencySpread", Unit::Percent, (0, 100), 0).told(
            "",
            "END-050",
            "How much shorter or longer an answer may take, evenly by chance.",
        ),
        FieldSpec::chance("FailureRate", 0).told(
            "Failing",
            "END-050",
            "The share of requests that are answered with the failure's status code, by chance.",
        ),
        FieldSpec::whole("FailureStatusCode", Unit::None, (300, 599), 500).told(
            "Failing",
            "END-050",
            "What a failure is answered with.",
        ),
        FieldSpec::thousandths("DownFrom", Unit::Seconds, 0, 0).told(
            "Failing",
            "END-050",
            "When it goes down by itself, if it is down for any time.",
        ),
        FieldSpec::thousandths("DownFor", Unit::Seconds, 0, 0).told(
            "Failing",
            "END-050",
            "How long it is down: requests are lost and never answered. 0 never goes down.",
        ),
        FieldSpec::thousandths("DownEvery", Unit::Seconds, 0, 0).told(
            "Failing",
            "END-050",
            "The time from one outage to the next. 0 has only one.",
        ),
        FieldSpec::whole("MaxConcurrency", Unit::None, (0, 10_000), 0).told(
            "",
            "END-050",
            "How many requests it works on at once; more are answered with 429 Too Many Requests. 0 has no limit.",
        ),
        FieldSpec::flag("ConfirmSubscription", true).told(
            "",
            "END-053",
            "Confirms a subscription when the request to do so comes. Without that it gets nothing else.",
        ),
        FieldSpec::flag("DeduplicateByMessageId", false).told(
            "",
            "END-054",
            "Remembers what it got and skips what comes again, as every receiver of at-least-once deliveries should.",
        ),
        FieldSpec::text("Answer", 8_192, true).told(
            "",
            "END-050",
            "The body of its answer, for callers that use one. {{body}} is what came.",
        ),
    ],
    metrics: &[
        RECEIVED,
        TWICE,
        REFUSED,
        LOST,
        ASKED,
        CONFIRMED,
        IN_PROGRESS,
        MetricSpec::counter(
            "Skipped",
            Unit::Messages,
            "Messages skipped, since they had been taken before.",
        ),
    ],
    measures: measures(&["Received", "Refused", "Lost", "InProgress"]),
    rules: RULES,
    fidelity: &[
        SENDER,
        Fidelity {
            rule: "END-052",
            note: "Headers and signatures are not written out; the id that stays the same in retries is the number of the piece of work.",
        },
        Fidelity {
            rule: "END-050",
            note: "A request that is being answered when a planned outage begins is still answered; a crash loses it.",
        },
    ],
    buttons: &[CRASH, RESTART],
    service: "",
};
