//! The settings of a producer, as described and as parsed.

use super::attributes::Attributes;
use super::schedule::Pattern;
use crate::base::{SimDuration, SimTime, Template};
use crate::nodes::access::{HTTPS, ROLE_LACKS};
use crate::nodes::claim_check::{PRODUCER_FIELDS, PayloadStore};
use crate::sim::{Choice, FieldSpec, FieldType, Initial, Settings, Unit};

const fn choice(name: &'static str, label: &'static str) -> Choice {
    Choice { name, label }
}

const PATTERNS: &[Choice] = &[
    choice("constant", "Constant"),
    choice("poisson", "Poisson"),
    choice("burst", "Burst"),
    choice("ramp", "Ramp"),
    choice("on-off", "On and off"),
    choice("manual", "By hand"),
];

const DISTRIBUTIONS: &[Choice] = &[choice("all", "All wires"), choice("round-robin", "Round robin")];

const MAX_SPAN: i64 = 1_000_000_000;

const RATE: FieldType = FieldType::Number {
    min: 0,
    max: 1_000_000_000,
    places: 3,
};

const SPAN: FieldType = FieldType::Number {
    min: 0,
    max: MAX_SPAN,
    places: 3,
};

/// The settings, in the order of links: append only.
pub const FIELDS: &[FieldSpec] = &[
    FieldSpec {
        rule: "PAT-001",
        ..FieldSpec::live(
            "Pattern",
            "",
            Unit::None,
            FieldType::Choice(PATTERNS),
            Initial::Choice(0),
            "The shape of the load: evenly spaced, by chance, in bursts, rising or falling, with breaks, or only when you press the button.",
        )
    },
    FieldSpec::live(
        "Rate",
        "",
        Unit::PerSecond,
        RATE,
        Initial::Number(1_000),
        "Messages per second for constant, Poisson and on-off. Zero sends nothing.",
    ),
    FieldSpec::live(
        "BurstSize",
        "Shape",
        Unit::Messages,
        FieldType::whole(1, 1_000_000),
        Initial::Number(10),
        "Burst: how many messages are sent at one instant.",
    ),
    FieldSpec::live(
        "BurstPeriod",
        "Shape",
        Unit::Seconds,
        FieldType::Number {
            min: 1,
            max: MAX_SPAN,
            places: 3,
        },
        Initial::Number(10_000),
        "Burst: the time from one burst to the next.",
    ),
    FieldSpec::live(
        "RampFrom",
        "Shape",
        Unit::PerSecond,
        RATE,
        Initial::Number(1_000),
        "Ramp: the rate at the start.",
    ),
    FieldSpec::live(
        "RampTo",
        "Shape",
        Unit::PerSecond,
        RATE,
        Initial::Number(10_000),
        "Ramp: the rate at the end, kept from then on.",
    ),
    FieldSpec::live(
        "RampDuration",
        "Shape",
        Unit::Seconds,
        SPAN,
        Initial::Number(60_000),
        "Ramp: how long the change from the first rate to the last takes.",
    ),
    FieldSpec::live(
        "OnDuration",
        "Shape",
        Unit::Seconds,
        SPAN,
        Initial::Number(10_000),
        "On and off: how long it sends at its rate before it pauses.",
    ),
    FieldSpec::live(
        "OffDuration",
        "Shape",
        Unit::Seconds,
        SPAN,
        Initial::Number(10_000),
        "On and off: how long it pauses before it sends again.",
    ),
    FieldSpec::live(
        "StartAt",
        "",
        Unit::Seconds,
        SPAN,
        Initial::Number(0),
        "When the first message is due. The pattern is counted from here.",
    ),
    FieldSpec::live(
        "Count",
        "",
        Unit::Messages,
        FieldType::whole(0, 1_000_000_000),
        Initial::Number(0),
        "After so many messages it stops; 0 never stops. A message that goes to all wires counts once.",
    ),
    FieldSpec::live(
        "Distribution",
        "",
        Unit::None,
        FieldType::Choice(DISTRIBUTIONS),
        Initial::Choice(0),
        "With several wires: a copy of each message to every wire, or each message to one wire in turn.",
    ),
    FieldSpec::live(
        "Body",
        "Message",
        Unit::None,
        FieldType::Text {
            max: 8_192,
            lines: true,
        },
        Initial::Text("{\"n\": {{n}}}"),
        "The text of a message. {{n}} counts from 0; {{n + 1}}, {{n mod 3}}, {{n div 3}}, {{cycle a|b|c}}, {{random a|b|c}}, {{int 1..100}}, {{pad 1024}} (bytes) and {{time}} (ms) work too. Anything else in braces stays as it is.",
    ),
    FieldSpec::live(
        "Attributes",
        "Message",
        Unit::None,
        FieldType::Text {
            max: 4_096,
            lines: true,
        },
        Initial::Text(""),
        "Message attributes, for example colour=String:red; price=Number:5. Values may use the placeholders of the body; a Binary value is base64.",
    ),
    FieldSpec::live(
        "BatchSize",
        "Sending",
        Unit::Messages,
        FieldType::whole(1, 10),
        Initial::Number(1),
        "Messages per call. 1 uses SendMessage; more collects them for SendMessageBatch, which costs fewer calls.",
    ),
    FieldSpec::live(
        "BatchWindow",
        "Sending",
        Unit::Seconds,
        SPAN,
        Initial::Number(1_000),
        "How long the first message of a batch waits at most for others. Zero sends what came at the same instant.",
    ),
    FieldSpec::live(
        "MessageGroupId",
        "Message",
        Unit::None,
        FieldType::Text { max: 256, lines: false },
        Initial::Text(""),
        "The message group, for example customer-{{n mod 3}} for three customers in turn. A FIFO queue needs one; a standard queue uses it as tenant for fair queues. Empty sends none.",
    ),
    FieldSpec::live(
        "MessageDeduplicationId",
        "Message",
        Unit::None,
        FieldType::Text { max: 256, lines: false },
        Initial::Text(""),
        "The deduplication id, for example {{n}}, or {{n div 2}} to send every id twice. A FIFO queue needs it unless it compares contents. Empty sends none.",
    ),
    FieldSpec::live(
        "DelaySeconds",
        "Message",
        Unit::Seconds,
        FieldType::whole(-1, 1_000),
        Initial::Number(-1),
        "The message's own delay; -1 sends none, so that the queue's delay counts. Queues refuse more than 900 s, and FIFO queues any.",
    ),
    FieldSpec {
        rule: "END-070",
        ..FieldSpec::live(
            "Retries",
            "Sending",
            Unit::None,
            FieldType::whole(0, 20),
            Initial::Number(0),
            "How often a message is sent again after throttling, a server's error or a lost answer; AWS's SDKs do so twice. After a lost answer the first one may have arrived: without deduplication that makes two.",
        )
    },
    FieldSpec::live(
        "RetryBase",
        "Sending",
        Unit::Millis,
        FieldType::whole(0, 60_000),
        Initial::Number(100),
        "The pause before the first retry. It doubles with each further one, up to 20 s.",
    ),
    FieldSpec::live(
        "RetryJitter",
        "Sending",
        Unit::None,
        FieldType::Bool,
        Initial::Bool(false),
        "Draws each pause by chance between zero and its full length, so that many senders do not come back all at once.",
    ),
    ROLE_LACKS,
    HTTPS,
    FieldSpec {
        rule: "END-071",
        ..FieldSpec::live(
            "RequestTimeout",
            "Sending",
            Unit::Seconds,
            SPAN,
            Initial::Number(0),
            "How long it waits for an answer before it takes the call for lost. What it sent may be worked on all the same. 0 waits for ever.",
        )
    },
    PRODUCER_FIELDS[0],
    PRODUCER_FIELDS[1],
    PRODUCER_FIELDS[2],
];

/// The settings in the form in which they are used: texts parsed, numbers in their types.
#[derive(Clone, Debug)]
pub struct Config {
    pub pattern: Pattern,
    pub start: SimTime,
    pub count: u64,
    pub round_robin: bool,
    pub body: Template,
    pub attributes: Attributes,
    pub batch_size: usize,
    pub batch_window: SimDuration,
    pub group: Template,
    pub deduplication: Template,
    pub delay: Option<SimDuration>,
    pub retries: u32,
    pub retry_base: SimDuration,
    pub retry_jitter: bool,
    pub by_hand: bool,
    /// For how long an answer is awaited.
    pub timeout: Option<SimDuration>,
    /// Where payloads go that are too large for a message.
    pub store: Option<PayloadStore>,
}

impl Config {
    /// Parses all texts once.
    pub fn new(settings: &Settings) -> Config {
        let number = |name| settings.number(name).max(0) as u64;
        let pattern = match settings.choice("Pattern") {
            0 => Pattern::Constant { rate: number("Rate") },
            1 => Pattern::Poisson { rate: number("Rate") },
            2 => Pattern::Burst {
                size: number("BurstSize"),
                period: settings.seconds("BurstPeriod"),
            },
            3 => Pattern::Ramp {
                from: number("RampFrom"),
                to: number("RampTo"),
                over: settings.seconds("RampDuration"),
            },
            4 => Pattern::OnOff {
                rate: number("Rate"),
                on: settings.seconds("OnDuration"),
                off: settings.seconds("OffDuration"),
            },
            _ => Pattern::Manual,
        };
        Config {
            pattern,
            start: SimTime::ZERO + settings.seconds("StartAt"),
            count: number("Count"),
            round_robin: settings.choice("Distribution") == 1,
            body: Template::parse(&settings.text("Body"), &[]),
            attributes: Attributes::parse(&settings.text("Attributes")),
            batch_size: number("BatchSize").max(1) as usize,
            batch_window: settings.seconds("BatchWindow"),
            group: Template::parse(&settings.text("MessageGroupId"), &[]),
            deduplication: Template::parse(&settings.text("MessageDeduplicationId"), &[]),
            delay: (settings.number("DelaySeconds") >= 0).then(|| settings.seconds("DelaySeconds")),
            retries: number("Retries") as u32,
            retry_base: settings.millis("RetryBase"),
            retry_jitter: settings.flag("RetryJitter"),
            by_hand: pattern == Pattern::Manual,
            timeout: Some(settings.seconds("RequestTimeout")).filter(|span| *span > SimDuration::ZERO),
            store: PayloadStore::of(settings),
        }
    }

    /// The first thing in the texts that was not understood, as a few words for the card.
    pub fn problem(&self) -> Option<String> {
        let texts = [&self.body, &self.group, &self.deduplication];
        let unknown = texts.iter().flat_map(|text| text.unknown()).next();
        unknown
            .map(|word| format!("{word} is unknown"))
            .or_else(|| self.attributes.problems().first().cloned())
    }
}
