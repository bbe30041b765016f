//! How the endpoints describe themselves.

use super::rules::RULES;
use super::sms::PART_MICRO_DOLLARS;
use crate::sim::{
    Basis, Button, Category, ChargeSpec, Choice, Fidelity, FieldSpec, FieldType, Flow, Initial, Measures, MetricKind,
    MetricSpec, NodeSpec, PortSpec, QuotaSpec, Speaks, Unit,
};

const fn counter(name: &'static str, help: &'static str) -> MetricSpec {
    MetricSpec {
        name,
        unit: Unit::Messages,
        kind: MetricKind::Counter,
        help,
    }
}

const fn gauge(name: &'static str, unit: Unit, help: &'static str) -> MetricSpec {
    MetricSpec {
        name,
        unit,
        kind: MetricKind::Gauge,
        help,
    }
}

const RECEIVED: MetricSpec = counter("Received", "Messages taken, repeated ones included.");
const TWICE: MetricSpec = counter("ReceivedTwice", "Messages taken that had been taken before.");
const REFUSED: MetricSpec = counter("Refused", "Messages answered with an error.");
const LOST: MetricSpec = counter("Lost", "Messages that came while nobody was there.");
const ASKED: MetricSpec = counter("ConfirmationRequests", "Requests to confirm a subscription.");
const CONFIRMED: MetricSpec = counter("Confirmed", "Subscriptions confirmed.");
const IN_PROGRESS: MetricSpec = gauge("InProgress", Unit::Messages, "Messages that are being answered.");

const fn field(
    name: &'static str,
    group: &'static str,
    unit: Unit,
    ty: FieldType,
    initial: Initial,
    rule: &'static str,
    help: &'static str,
) -> FieldSpec {
    FieldSpec {
        rule,
        ..FieldSpec::live(name, group, unit, ty, initial, help)
    }
}

const LATENCY: FieldType = FieldType::whole(1, 120_000);
const STATUS: FieldType = FieldType::whole(200, 599);
const SPAN: FieldType = FieldType::Number {
    min: 0,
    max: 1_000_000_000,
    places: 3,
};

const fn latency(millis: i64, rule: &'static str, help: &'static str) -> FieldSpec {
    field(
        "Latency",
        "",
        Unit::Millis,
        LATENCY,
        Initial::Number(millis),
        rule,
        help,
    )
}

const fn flag(name: &'static str, initial: bool, rule: &'static str, help: &'static str) -> FieldSpec {
    field(
        name,
        "",
        Unit::None,
        FieldType::Bool,
        Initial::Bool(initial),
        rule,
        help,
    )
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
    note: "Time limits, retries and rate limits are the sender's: Amazon SNS and EventBridge keep them, the endpoint only answers.",
};

/// Mail, text messages and push are reached through a standard topic only.
fn from_topic(other: &NodeSpec) -> Result<(), &'static str> {
    match other.kind {
        "sns-standard" => Ok(()),
        "sns-fifo" => Err(
            "A FIFO topic delivers to SQS queues only (SNS-058, END-060). Let a queue and a worker or function stand in between.",
        ),
        _ => Err("This is reached through an SNS standard topic (END-063). Wire a topic in between."),
    }
}

/// What an endpoint of somebody takes.
const IN: PortSpec = PortSpec::new("in", "messages in", Flow::In, Speaks::Put).at_most(64);

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

const CONFIRMING: &[Choice] = &[
    Choice {
        name: "at-once",
        label: "At once",
    },
    Choice {
        name: "after",
        label: "After a while",
    },
    Choice {
        name: "never",
        label: "Never",
    },
];

/// The description of the mailbox.
pub const EMAIL: NodeSpec = NodeSpec {
    kind: "email",
    code: 51,
    label: "E-mail",
    subtitle: "Mailbox",
    category: Category::Endpoints,
    icon: "M2 4h16v12H2zM2 5l8 6 8-6",
    summary: "A mailbox that gets the messages of a topic once its owner has confirmed that.",
    keywords: "mail inbox mailbox notification subscriber e-mail email-json alert",
    base_name: "mailbox",
    name_suffix: "",
    ports: &[IN.only(from_topic)],
    fields: &[
        field(
            "Confirms",
            "",
            Unit::None,
            FieldType::Choice(CONFIRMING),
            Initial::Choice(0),
            "END-060",
            "When the owner clicks on the link in the request to confirm the subscription. Until then no other mail comes.",
        ),
        field(
            "ConfirmAfter",
            "",
            Unit::Seconds,
            SPAN,
            Initial::Number(60_000),
            "END-060",
            "After a while: the time from the request to the click.",
        ),
        flag(
            "Reachable",
            true,
            "END-064",
            "Whether mails arrive. If not, they bounce, and the sender tries again for hours.",
        ),
        latency(1_000, "END-064", "How long a mail takes."),
    ],
    metrics: &[RECEIVED, TWICE, REFUSED, LOST, ASKED, CONFIRMED, IN_PROGRESS],
    measures: measures(&["Received", "Refused"]),
    rules: RULES,
    fidelity: &[
        SENDER,
        Fidelity {
            rule: "END-060",
            note: "Whether a mail is text or JSON is set where the topic is wired to it; the limit of 10 mails a second is the topic's.",
        },
    ],
    buttons: &[
        Button {
            label: "Confirm now",
            run: "set {name} Confirms=at-once",
            help: "The owner clicks on the link of the request that waits, and of every later one at once.",
        },
        CRASH,
        RESTART,
    ],
    service: "",
};

/// A part of a text message.
pub static SMS_PARTS: ChargeSpec = ChargeSpec {
    id: "sms-parts",
    service: "Amazon SNS",
    label: "Text message parts",
    basis: Basis::Used,
    micro_dollars: PART_MICRO_DOLLARS,
    per: 1,
    unit: "parts",
    source: "United States, without fees of carriers; prices differ by country (END-061).",
};

/// What may be spent on text messages.
pub static SMS_BUDGET: QuotaSpec = QuotaSpec {
    name: "Text message budget in cents",
    unit: Unit::None,
    rule: "END-061",
    help: "When it is spent, text messages are refused until the next month.",
};

/// Whether a text is a phone number as E.164 writes it, or none.
fn phone_number(text: &str) -> Result<(), String> {
    let digits = text.strip_prefix('+').unwrap_or_default();
    let fits = (2..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if text.is_empty() || fits && !digits.starts_with('0') {
        Ok(())
    } else {
        Err(format!(
            "{text:?} is no phone number. Write it with + and the country, for example +12065550100 (END-061)."
        ))
    }
}

/// The description of the phone.
pub const SMS: NodeSpec = NodeSpec {
    kind: "sms",
    code: 52,
    label: "SMS",
    subtitle: "Phone · text messages",
    category: Category::Endpoints,
    icon: "M3 3h14v10H9l-4 4v-4H3zM6 7h8M6 10h5",
    summary: "A phone that gets text messages, which cost money by the part.",
    keywords: "phone text message mobile number cell notification",
    base_name: "phone",
    name_suffix: "",
    ports: &[IN.only(from_topic)],
    fields: &[
        FieldSpec {
            valid: phone_number,
            ..field(
                "PhoneNumber",
                "",
                Unit::None,
                FieldType::Text { max: 20, lines: false },
                Initial::Text("+12065550100"),
                "END-061",
                "Its number with + and the country, as E.164 writes it.",
            )
        },
        flag(
            "OptedOut",
            false,
            "END-061",
            "Its owner has answered STOP: nothing is sent to it any more.",
        ),
        flag(
            "Sandbox",
            false,
            "END-061",
            "The account is still in the sandbox: only verified numbers get text messages.",
        ),
        flag("Verified", false, "END-061", "In the sandbox: the number is verified."),
        field(
            "MonthlySpendLimit",
            "",
            Unit::None,
            FieldType::Number {
                min: 0,
                max: 10_000_000,
                places: 2,
            },
            Initial::Number(100),
            "END-061",
            "Dollars for text messages in 30 days. When they are spent, text messages are refused.",
        ),
        flag(
            "Reachable",
            true,
            "END-064",
            "Whether the phone is on and has a network.",
        ),
        latency(1_000, "END-064", "How long a text message takes."),
    ],
    metrics: &[
        RECEIVED,
        TWICE,
        REFUSED,
        LOST,
        ASKED,
        CONFIRMED,
        IN_PROGRESS,
        MetricSpec {
            name: "Parts",
            unit: Unit::None,
            kind: MetricKind::Counter,
            help: "Parts of text messages, each billed.",
        },
        gauge(
            "SMSMonthToDateSpentCents",
            Unit::None,
            "What was spent in these 30 days, in cents.",
        ),
    ],
    measures: Measures {
        charges: &[&SMS_PARTS],
        quotas: &[&SMS_BUDGET],
        ..measures(&["Received", "Refused", "Parts"])
    },
    rules: RULES,
    fidelity: &[
        SENDER,
        Fidelity {
            rule: "END-061",
            note: "Each phone has a budget of its own, where an account has one for all; promotional and transactional messages are treated alike.",
        },
    ],
    buttons: &[CRASH, RESTART],
    service: "",
};

const PLATFORMS: &[Choice] = &[
    Choice {
        name: "GCM",
        label: "FCM (Android)",
    },
    Choice {
        name: "APNS",
        label: "APNs (Apple)",
    },
    Choice {
        name: "APNS_SANDBOX",
        label: "APNs sandbox",
    },
    Choice {
        name: "ADM",
        label: "ADM (Amazon)",
    },
    Choice {
        name: "BAIDU",
        label: "Baidu",
    },
    Choice {
        name: "WNS",
        label: "WNS (Windows)",
    },
    Choice {
        name: "MPNS",
        label: "MPNS",
    },
    Choice {
        name: "MACOS",
        label: "macOS",
    },
];

/// The description of the app on a device.
pub const MOBILE_PUSH: NodeSpec = NodeSpec {
    kind: "mobile-push",
    code: 53,
    label: "Mobile push",
    subtitle: "Platform endpoint",
    category: Category::Endpoints,
    icon: "M6 2h8v16H6zM9 15h2M2 7v4M18 7v4",
    summary: "An app on a device that gets push notifications through the service of its platform.",
    keywords: "push notification phone app device fcm gcm apns adm android ios platform endpoint token",
    base_name: "device",
    name_suffix: "",
    ports: &[IN.only(from_topic)],
    fields: &[
        field(
            "Platform",
            "",
            Unit::None,
            FieldType::Choice(PLATFORMS),
            Initial::Choice(0),
            "END-006",
            "The push service of the device. FCM is still called GCM in the API.",
        ),
        flag(
            "Enabled",
            true,
            "END-062",
            "Whether anything is sent to it. A rejected token disables it; setting a valid token enables it again.",
        ),
        flag(
            "TokenValid",
            true,
            "END-062",
            "Whether the push service still knows the device's token. It forgets it when the app is removed.",
        ),
        flag("Reachable", true, "END-064", "Whether the push service answers."),
        latency(200, "END-064", "How long a notification takes."),
    ],
    metrics: &[
        RECEIVED,
        TWICE,
        REFUSED,
        LOST,
        ASKED,
        CONFIRMED,
        IN_PROGRESS,
        gauge(
            "Enabled",
            Unit::None,
            "1 while it can be sent to, 0 once its token was rejected.",
        ),
    ],
    measures: measures(&["Received", "Refused"]),
    rules: RULES,
    fidelity: &[SENDER],
    buttons: &[CRASH, RESTART],
    service: "",
};
