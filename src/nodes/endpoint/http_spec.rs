//! How the HTTP endpoint describes itself.

use super::rules::RULES;
use super::spec::{
    ASKED, CONFIRMED, CRASH, IN, IN_PROGRESS, LOST, RECEIVED, REFUSED, RESTART, SENDER, SPAN, TWICE, counter, field,
    flag, latency, measures,
};
use crate::sim::{Category, Fidelity, FieldType, Initial, NodeSpec, Unit};

const STATUS: FieldType = FieldType::whole(200, 599);

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
        field(
            "StatusCode",
            "",
            Unit::None,
            STATUS,
            Initial::Number(200),
            "END-050",
            "What it answers. 2xx is a success; senders try 429 and 5xx again, and give up at once on other codes.",
        ),
        latency(
            100,
            "END-051",
            "How long it takes to answer. Amazon SNS waits 15 seconds at most.",
        ),
        field(
            "LatencySpread",
            "",
            Unit::Percent,
            FieldType::whole(0, 100),
            Initial::Number(0),
            "END-050",
            "How much shorter or longer an answer may take, evenly by chance.",
        ),
        field(
            "FailureRate",
            "Failing",
            Unit::Percent,
            FieldType::Number {
                min: 0,
                max: 10_000,
                places: 2,
            },
            Initial::Number(0),
            "END-050",
            "The share of requests that are answered with the failure's status code, by chance.",
        ),
        field(
            "FailureStatusCode",
            "Failing",
            Unit::None,
            FieldType::whole(300, 599),
            Initial::Number(500),
            "END-050",
            "What a failure is answered with.",
        ),
        field(
            "DownFrom",
            "Failing",
            Unit::Seconds,
            SPAN,
            Initial::Number(0),
            "END-050",
            "When it goes down by itself, if it is down for any time.",
        ),
        field(
            "DownFor",
            "Failing",
            Unit::Seconds,
            SPAN,
            Initial::Number(0),
            "END-050",
            "How long it is down: requests are lost and never answered. 0 never goes down.",
        ),
        field(
            "DownEvery",
            "Failing",
            Unit::Seconds,
            SPAN,
            Initial::Number(0),
            "END-050",
            "The time from one outage to the next. 0 has only one.",
        ),
        field(
            "MaxConcurrency",
            "",
            Unit::None,
            FieldType::whole(0, 10_000),
            Initial::Number(0),
            "END-050",
            "How many requests it works on at once; more are answered with 429 Too Many Requests. 0 has no limit.",
        ),
        flag(
            "ConfirmSubscription",
            true,
            "END-053",
            "Confirms a subscription when the request to do so comes. Without that it gets nothing else.",
        ),
        flag(
            "DeduplicateByMessageId",
            false,
            "END-054",
            "Remembers what it got and skips what comes again, as every receiver of at-least-once deliveries should.",
        ),
        field(
            "Answer",
            "",
            Unit::None,
            FieldType::Text {
                max: 8_192,
                lines: true,
            },
            Initial::Text(""),
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
        counter("Skipped", "Messages skipped, since they had been taken before."),
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
