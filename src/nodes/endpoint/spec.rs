//! How the endpoints describe themselves.

use super::rules::RULES;
use super::sms::PART_MICRO_DOLLARS;
use crate::nodes::mobile::{APPLICATION, APPLICATION_KIND, PLATFORMS};
use crate::sim::{
    Basis, Button, Category, ChargeSpec, Choice, Fidelity, FieldSpec, FieldType, Flow, Initial, Measures, MetricKind,
    MetricSpec, NodeSpec, PortSpec, QuotaSpec, Speaks, Unit,
};

pub(super) const fn counter(name: &'static str, help: &'static str) -> MetricSpec {
    MetricSpec {
        name,
        unit: Unit::Messages,
        kind: MetricKind::Counter,
        help,
    }
}

pub(super) const fn gauge(name: &'static str, unit: Unit, help: &'static str) -> MetricSpec {
    MetricSpec {
        name,
        unit,
        kind: MetricKind::Gauge,
        help,
    }
}

pub(super) const RECEIVED: MetricSpec = counter("Received", "Messages taken, repeated ones included.");
pub(super) const TWICE: MetricSpec = counter("ReceivedTwice", "Messages taken that had been taken before.");
pub(super) const REFUSED: MetricSpec = counter("Refused", "Messages answered with an error.");
pub(super) const LOST: MetricSpec = counter("Lost", "Messages that came while nobody was there.");
pub(super) const ASKED: MetricSpec = counter("ConfirmationRequests", "Requests to confirm a subscription.");
pub(super) const CONFIRMED: MetricSpec = counter("Confirmed", "Subscriptions confirmed.");
pub(super) const RETRIES: MetricSpec = counter(
    "DirectRetries",
    "Messages published to it directly that Amazon SNS tried again.",
);
pub(super) const IN_PROGRESS: MetricSpec = gauge("InProgress", Unit::Messages, "Messages that are being answered.");

pub(super) const fn field(
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

pub(super) const LATENCY: FieldType = FieldType::whole(1, 120_000);
pub(super) const SPAN: FieldType = FieldType::Number {
    min: 0,
    max: 1_000_000_000,
    places: 3,
};

pub(super) const fn latency(millis: i64, rule: &'static str, help: &'static str) -> FieldSpec {
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

pub(super) const fn flag(name: &'static str, initial: bool, rule: &'static str, help: &'static str) -> FieldSpec {
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

pub(super) const fn measures(charted: &'static [&'static str]) -> Measures {
    Measures {
        headline: "Received",
        charted,
        ..Measures::NONE
    }
}

pub(super) const CRASH: Button = Button {
    label: "Take down",
    run: "fail {name}",
    help: "Nobody is there any more. What is being answered is lost, and callers get no answer.",
};
pub(super) const RESTART: Button = Button {
    label: "Bring back",
    run: "restart {name}",
    help: "It takes messages again.",
};

pub(super) const SENDER: Fidelity = Fidelity {
    rule: "END-051, END-055, END-063",
    note: "Time limits, retries and rate limits are the sender's: Amazon SNS and EventBridge keep them, the endpoint only answers. Retries of what is published without a topic come without jitter.",
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
pub(super) const IN: PortSpec = PortSpec::new("in", "messages in", Flow::In, Speaks::Put).at_most(64);

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
        RETRIES,
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
    ports: &[
        IN.only(from_topic),
        PortSpec::new(
            "application",
            "platform application",
            Flow::Out,
            Speaks::Reference(APPLICATION),
        )
        .at_most(1),
    ],
    fields: &[
        field(
            "Platform",
            "",
            Unit::None,
            FieldType::Choice(PLATFORMS),
            Initial::Choice(0),
            "END-006",
            "The push service of a device without an application; otherwise the application's counts. FCM is still called GCM in the API.",
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
        FieldSpec::reference(APPLICATION, &[APPLICATION_KIND]).told(
            "",
            "SNS-171",
            "The platform application that the device belongs to. When that is disabled or deleted, nothing reaches the device.",
        ),
        FieldSpec::text("Token", 4_096, false).told(
            "",
            "SNS-171",
            "What the push service calls the app on this device. Empty: one is made up.",
        ),
        FieldSpec::text("CustomUserData", 2_048, false).told(
            "",
            "SNS-171",
            "What its owner wants to remember of it, up to 2,048 bytes. SNS does not use it.",
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
        RETRIES,
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
