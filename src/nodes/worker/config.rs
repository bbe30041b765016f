//! The settings of a worker, as described and as parsed.

use crate::base::{NodeId, Ratio, SimDuration, SimTime, Template};
use crate::nodes::access::{HTTPS, ROLE_LACKS};
use crate::nodes::behaviour::{DISTRIBUTIONS, Predicate, Spread};
use crate::nodes::claim_check::WORKER_FIELDS;
use crate::sim::{Choice, FieldSpec, Settings, Unit};

const POLLING: &[Choice] = &[Choice::named("long", "Long"), Choice::named("short", "Short")];

const DELETING: &[Choice] = &[
    Choice::named("one-by-one", "One by one"),
    Choice::named("batch", "Batch at the end"),
    Choice::named("never", "Never (forgets to)"),
    Choice::named("before", "Before the work"),
];

const FAILING: &[Choice] = &[
    Choice::named("leave", "Leave until the timeout"),
    Choice::named("release", "Release at once"),
];

/// The settings, in the order of links: append only.
pub const FIELDS: [FieldSpec; 28] = [
    FieldSpec::thousandths("Work", Unit::Seconds, 0, 1_000).told(
        "",
        "PAT-002",
        "How long work on one message takes. If it takes longer than the visibility timeout, somebody else gets the \
         message too.",
    ),
    FieldSpec::whole("Concurrency", Unit::None, (1, 1_000), 1).told(
        "",
        "PAT-002",
        "Threads for each queue that is wired. Each one receives, works and deletes on its own.",
    ),
    FieldSpec::choice("Polling", POLLING, 0).told(
        "Receiving",
        "SQS-228",
        "Long polling waits at the queue for a message; short polling asks, gets an answer at once, and asks again \
         after a while.",
    ),
    FieldSpec::whole("WaitTimeSeconds", Unit::Seconds, (0, 20), 20).told(
        "Receiving",
        "SQS-085",
        "How long a long poll waits for a message. Longer means fewer empty receives, which cost money all the same.",
    ),
    FieldSpec::thousandths("PollInterval", Unit::Seconds, 1, 1_000).told(
        "Receiving",
        "SQS-085",
        "Short polling asks at every multiple of this, counted from StartAt. A long poll that comes back empty at once \
         also pauses this long.",
    ),
    FieldSpec::whole("MaxNumberOfMessages", Unit::Messages, (1, 10), 1).told(
        "Receiving",
        "",
        "Messages per receive at most. A thread works on them one after another, and all are hidden from the moment of \
         the receive.",
    ),
    FieldSpec::whole("VisibilityTimeout", Unit::Seconds, (-1, 43_200), -1).told(
        "Receiving",
        "SQS-084",
        "How long received messages stay hidden from others; -1 leaves it to the queue.",
    ),
    FieldSpec::thousandths("StartAt", Unit::Seconds, 0, 0).told("", "", "When it begins to receive."),
    FieldSpec::thousandths("StopAt", Unit::Seconds, 0, 0).told(
        "",
        "",
        "When it stops receiving; work in hand is finished. 0 never stops.",
    ),
    FieldSpec::choice("WorkDistribution", DISTRIBUTIONS, 0).told(
        "Work",
        "",
        "Whether all work takes equally long, varies evenly around its length, or varies widely with that mean.",
    ),
    FieldSpec::whole("WorkSpread", Unit::Percent, (0, 100), 50).told(
        "Work",
        "",
        "Uniform: how far work may be shorter or longer than its mean.",
    ),
    FieldSpec::choice("DeleteMode", DELETING, 0).told(
        "Settling",
        "END-072",
        "Deletes each message when it is done, or all of a receive in one call at the end, or forgets to delete: then \
         every message comes back. Deleted before the work, a message is worked on at most once, and a crash loses it.",
    ),
    FieldSpec::chance("FailureRate", 0).told(
        "Failing",
        "",
        "The share of runs that fail by chance. A failed message is not deleted.",
    ),
    FieldSpec::whole("FailFirst", Unit::None, (0, 1_000), 0).told(
        "Failing",
        "",
        "Every message fails on its first so many receives: a fault that passes by itself.",
    ),
    FieldSpec::text("Poison", 512, false).told(
        "Failing",
        "",
        "Messages that always fail: body contains \"m4\", n = 4 (a member of a JSON body), group = A, attribute colour \
         = red, receives <= 1, every 10. Join several with and. Empty: none.",
    ),
    FieldSpec::choice("OnFailure", FAILING, 0).told(
        "Failing",
        "",
        "A failed message is left hidden until its timeout ends, or released at once with ChangeMessageVisibility 0.",
    ),
    FieldSpec::thousandths("Heartbeat", Unit::Seconds, 0, 0).told(
        "Settling",
        "PAT-042",
        "While working, extends the visibility timeout every so often. 0 never does. It must be shorter than the \
         timeout.",
    ),
    FieldSpec::whole("HeartbeatExtend", Unit::Seconds, (0, 43_200), 30).told(
        "Settling",
        "PAT-042",
        "How long each heartbeat hides the message from then on.",
    ),
    FieldSpec::flag("IdempotencyStore", false).told(
        "Work",
        "SQS-211",
        "Remembers finished work in a table that all workers of a queue share, and skips what is done already. Without \
         it a repeated delivery does its effect twice.",
    ),
    FieldSpec::whole("SettleRetries", Unit::None, (0, 20), 2).told(
        "Settling",
        "",
        "How often a delete or release whose answer was lost is tried again.",
    ),
    FieldSpec::thousandths("RefusalPause", Unit::Seconds, 1, 20_000).told(
        "Receiving",
        "",
        "The pause after a receive that the service refuses, for example because it is not allowed.",
    ),
    FieldSpec::text("ForwardBody", 8_192, true).starting("{{body}}").told(
        "Result",
        "",
        "With a wire at the out port: the text of the result that is sent before the delete. {{body}} is what was \
         received, {{root}} the number of the piece of work, and the producer's placeholders work too. The group is \
         kept.",
    ),
    FieldSpec::text("ForwardDeduplicationId", 256, false).told(
        "Result",
        "",
        "The deduplication id of the result, for example {{root}}, so that work done twice sends its result once. \
         Empty sends none.",
    ),
    ROLE_LACKS,
    HTTPS,
    WORKER_FIELDS[0],
    WORKER_FIELDS[1],
    FieldSpec::text("LostDeletes", 512, false).told(
        "Settling",
        "END-072",
        "Messages whose delete gets lost although the work was done, written like Poison, for example every 5 and receives \
         <= 1. They come back after the visibility timeout, and the work is done again. Empty: none.",
    ),
];

/// When finished messages are deleted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Deleting {
    /// Each when it is done.
    OneByOne,
    /// All of a receive together.
    Batch,
    /// Not at all.
    Never,
    /// Before anything is done with it.
    Before,
}

/// The settings in the form in which they are used.
#[derive(Clone, Debug)]
pub struct Config {
    pub short: bool,
    pub wait: SimDuration,
    pub interval: SimDuration,
    pub max: u32,
    pub concurrency: usize,
    pub lease: Option<SimDuration>,
    pub start: SimTime,
    pub stop: Option<SimTime>,
    pub work: SimDuration,
    pub spread: Spread,
    pub deleting: Deleting,
    /// Messages whose delete gets lost.
    pub lost_deletes: Predicate,
    pub failure: Ratio,
    pub fail_first: u32,
    pub poison: Predicate,
    pub release: bool,
    pub heartbeat: Option<SimDuration>,
    pub extend: SimDuration,
    pub idempotent: bool,
    pub settle_retries: u32,
    pub refusal_pause: SimDuration,
    pub body: Template,
    pub deduplication: Template,
    /// Where payloads are that messages point to.
    pub bucket: Option<NodeId>,
    /// Whether an object is deleted with its message.
    pub cleans_up: bool,
}

/// The placeholders that a result has and a producer's message has not.
const RESULT_NAMES: &[&str] = &["body", "root"];

impl Config {
    /// Parses all texts once.
    pub fn new(settings: &Settings) -> Config {
        let number = |name| settings.number(name).clamp(0, i64::from(u32::MAX)) as u32;
        let some = |name| Some(settings.seconds(name)).filter(|span| span.0 > 0);
        Config {
            short: settings.choice("Polling") == 1,
            wait: settings.seconds("WaitTimeSeconds"),
            interval: settings.seconds("PollInterval").max(SimDuration(1)),
            max: number("MaxNumberOfMessages"),
            concurrency: number("Concurrency") as usize,
            lease: (settings.number("VisibilityTimeout") >= 0).then(|| settings.seconds("VisibilityTimeout")),
            start: SimTime::ZERO + settings.seconds("StartAt"),
            stop: some("StopAt").map(|span| SimTime::ZERO + span),
            work: settings.seconds("Work"),
            spread: Spread::new(settings.choice("WorkDistribution"), u64::from(number("WorkSpread"))),
            deleting: match settings.choice("DeleteMode") {
                0 => Deleting::OneByOne,
                1 => Deleting::Batch,
                2 => Deleting::Never,
                _ => Deleting::Before,
            },
            lost_deletes: Predicate::parse(&settings.text("LostDeletes")),
            failure: settings.percent("FailureRate"),
            fail_first: number("FailFirst"),
            poison: Predicate::parse(&settings.text("Poison")),
            release: settings.choice("OnFailure") == 1,
            heartbeat: some("Heartbeat"),
            extend: settings.seconds("HeartbeatExtend"),
            idempotent: settings.flag("IdempotencyStore"),
            settle_retries: number("SettleRetries"),
            refusal_pause: settings.seconds("RefusalPause"),
            body: Template::parse(&settings.text("ForwardBody"), RESULT_NAMES),
            deduplication: Template::parse(&settings.text("ForwardDeduplicationId"), RESULT_NAMES),
            bucket: settings.node("LargePayloadBucket"),
            cleans_up: settings.flag("CleanupS3Payload"),
        }
    }

    /// The first thing in the texts that was not understood, as a few words for the card.
    pub fn problem(&self) -> Option<String> {
        let conditions = [("Poison", &self.poison), ("LostDeletes", &self.lost_deletes)];
        let mut unread = conditions
            .iter()
            .filter_map(|(field, condition)| condition.problem().map(|problem| format!("{field}: {problem}")));
        let mut unknown = [&self.body, &self.deduplication]
            .into_iter()
            .flat_map(|text| text.unknown());
        unread
            .next()
            .or_else(|| unknown.next().map(|word| format!("{word} is unknown")))
    }
}
