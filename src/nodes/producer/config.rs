//! The settings of a producer, as described and as parsed.

use super::attributes::Attributes;
use super::schedule::Pattern;
use crate::base::{SimDuration, SimTime, Template};
use crate::nodes::access::{HTTPS, ROLE_LACKS};
use crate::nodes::claim_check::{PRODUCER_FIELDS, PayloadStore};
use crate::sim::{Choice, FieldSpec, Settings, Unit};

const PATTERNS: &[Choice] = &[
    Choice::named("constant", "Constant"),
    Choice::named("poisson", "Poisson"),
    Choice::named("burst", "Burst"),
    Choice::named("ramp", "Ramp"),
    Choice::named("on-off", "On and off"),
    Choice::named("manual", "By hand"),
];

const DISTRIBUTIONS: &[Choice] = &[
    Choice::named("all", "All wires"),
    Choice::named("round-robin", "Round robin"),
];

/// The settings, in the order of links: append only.
pub const FIELDS: &[FieldSpec] = &[
    FieldSpec::choice("Pattern", PATTERNS, 0).told(
        "",
        "PAT-001",
        "The shape of the load: evenly spaced, by chance, in bursts, rising or falling, with breaks, or only when you \
         press the button.",
    ),
    FieldSpec::thousandths("Rate", Unit::PerSecond, 0, 1_000).told(
        "",
        "",
        "Messages per second for constant, Poisson and on-off. Zero sends nothing.",
    ),
    FieldSpec::whole("BurstSize", Unit::Messages, (1, 1_000_000), 10).told(
        "Shape",
        "",
        "Burst: how many messages are sent at one instant.",
    ),
    FieldSpec::thousandths("BurstPeriod", Unit::Seconds, 1, 10_000).told(
        "Shape",
        "",
        "Burst: the time from one burst to the next.",
    ),
    FieldSpec::thousandths("RampFrom", Unit::PerSecond, 0, 1_000).told("Shape", "", "Ramp: the rate at the start."),
    FieldSpec::thousandths("RampTo", Unit::PerSecond, 0, 10_000).told(
        "Shape",
        "",
        "Ramp: the rate at the end, kept from then on.",
    ),
    FieldSpec::thousandths("RampDuration", Unit::Seconds, 0, 60_000).told(
        "Shape",
        "",
        "Ramp: how long the change from the first rate to the last takes.",
    ),
    FieldSpec::thousandths("OnDuration", Unit::Seconds, 0, 10_000).told(
        "Shape",
        "",
        "On and off: how long it sends at its rate before it pauses.",
    ),
    FieldSpec::thousandths("OffDuration", Unit::Seconds, 0, 10_000).told(
        "Shape",
        "",
        "On and off: how long it pauses before it sends again.",
    ),
    FieldSpec::thousandths("StartAt", Unit::Seconds, 0, 0).told(
        "",
        "",
        "When the first message is due. The pattern is counted from here.",
    ),
    FieldSpec::whole("Count", Unit::Messages, (0, 1_000_000_000), 0).told(
        "",
        "",
        "After so many messages it stops; 0 never stops. A message that goes to all wires counts once.",
    ),
    FieldSpec::choice("Distribution", DISTRIBUTIONS, 0).told(
        "",
        "",
        "With several wires: a copy of each message to every wire, or each message to one wire in turn.",
    ),
    FieldSpec::text("Body", 8_192, true).starting("{\"n\": {{n}}}").told(
        "Message",
        "",
        "The text of a message. {{n}} counts from 0; {{n + 1}}, {{n mod 3}}, {{n div 3}}, {{cycle a|b|c}}, {{random \
         a|b|c}}, {{int 1..100}}, {{pad 1024}} (bytes) and {{time}} (ms) work too. Anything else in braces stays as it \
         is.",
    ),
    FieldSpec::text("Attributes", 4_096, true).told(
        "Message",
        "",
        "Message attributes, for example colour=String:red; price=Number:5. Values may use the placeholders of the \
         body; a Binary value is base64.",
    ),
    FieldSpec::whole("BatchSize", Unit::Messages, (1, 10), 1).told(
        "Sending",
        "",
        "Messages per call. 1 uses SendMessage; more collects them for SendMessageBatch, which costs fewer calls.",
    ),
    FieldSpec::thousandths("BatchWindow", Unit::Seconds, 0, 1_000).told(
        "Sending",
        "",
        "How long the first message of a batch waits at most for others. Zero sends what came at the same instant.",
    ),
    FieldSpec::text("MessageGroupId", 256, false).told(
        "Message",
        "",
        "The message group, for example customer-{{n mod 3}} for three customers in turn. A FIFO queue needs one; a \
         standard queue uses it as tenant for fair queues. Empty sends none.",
    ),
    FieldSpec::text("MessageDeduplicationId", 256, false).told(
        "Message",
        "",
        "The deduplication id, for example {{n}}, or {{n div 2}} to send every id twice. A FIFO queue needs it unless \
         it compares contents. Empty sends none.",
    ),
    FieldSpec::whole("DelaySeconds", Unit::Seconds, (-1, 1_000), -1).told(
        "Message",
        "",
        "The message's own delay; -1 sends none, so that the queue's delay counts. Queues refuse more than 900 s, and \
         FIFO queues any.",
    ),
    FieldSpec::whole("Retries", Unit::None, (0, 20), 0).told(
        "Sending",
        "END-070",
        "How often a message is sent again after throttling, a server's error or a lost answer; AWS's SDKs do so \
         twice. After a lost answer the first one may have arrived: without deduplication that makes two.",
    ),
    FieldSpec::whole("RetryBase", Unit::Millis, (0, 60_000), 100).told(
        "Sending",
        "",
        "The pause before the first retry. It doubles with each further one, up to 20 s.",
    ),
    FieldSpec::flag("RetryJitter", false).told(
        "Sending",
        "",
        "Draws each pause by chance between zero and its full length, so that many senders do not come back all at \
         once.",
    ),
    ROLE_LACKS,
    HTTPS,
    FieldSpec::thousandths("RequestTimeout", Unit::Seconds, 0, 0).told(
        "Sending",
        "END-071",
        "How long it waits for an answer before it takes the call for lost. What it sent may be worked on all the \
         same. 0 waits for ever.",
    ),
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
