//! A target: what is set for the connection from a rule, a schedule or a pipe to what it invokes (EVB-060 to EVB-073).

use super::input::{Input, Template};
use super::path::{self, Path};
use crate::base::{NodeId, SimDuration};
use crate::sim::{FieldSpec, NodeSpec, Terms, Unit, WireSpec};
use serde_json::Value as Json;
use std::rc::Rc;

const DEFAULT_RETRIES: i64 = 185;
const DEFAULT_AGE: i64 = 86_400;

/// The settings, in the order of links: append only.
const FIELDS: &[FieldSpec] = &[
    FieldSpec::text("Id", 64, false).told(
        "",
        "",
        "The target's name within its rule. Without one it is called after its wire.",
    ),
    FieldSpec::text("Input", 8_192, true)
        .told(
            "What it gets",
            "EVB-063",
            "Sends always this JSON text instead of the event.",
        )
        .checked(valid_json),
    FieldSpec::text("InputPath", 256, false)
        .told(
            "What it gets",
            "EVB-063",
            "Sends only this part of the event, for example $.detail. Nothing is sent when the event has no such part.",
        )
        .checked(path::check),
    FieldSpec::text("InputPathsMap", 4_096, true)
        .told(
            "What it gets",
            "EVB-064",
            "Names for parts of the event that the template uses: {\"id\": \"$.detail.orderId\"}.",
        )
        .checked(|text| Template::read(text, "").map(drop)),
    FieldSpec::text("InputTemplate", 8_192, true).told(
        "What it gets",
        "EVB-064",
        "Sends this text with the names in angle brackets filled in: {\"order\": <id>}.",
    ),
    FieldSpec::whole(
        "MaximumRetryAttempts",
        Unit::None,
        (0, DEFAULT_RETRIES),
        DEFAULT_RETRIES,
    )
    .told(
        "When it fails",
        "EVB-070",
        "How often a delivery is tried again after an error that may pass. 0 gives up after the first failure.",
    ),
    FieldSpec::whole(
        "MaximumEventAgeInSeconds",
        Unit::Seconds,
        (60, DEFAULT_AGE),
        DEFAULT_AGE,
    )
    .told(
        "When it fails",
        "EVB-070",
        "How long a delivery is tried again. The first of the two limits that is reached ends it.",
    ),
    FieldSpec::reference("DeadLetterConfig.Arn", &["sqs-standard"]).told(
        "When it fails",
        "EVB-073",
        "The standard queue that gets the events that could not be delivered. Without one they are dropped.",
    ),
    FieldSpec::text("SqsParameters.MessageGroupId", 100, false).told(
        "",
        "EVB-060",
        "The message group, for a FIFO queue as target.",
    ),
    FieldSpec::whole("InvocationRateLimitPerSecond", Unit::CallsPerSecond, (1, 300), 300).told(
        "",
        "EVB-065",
        "For an HTTP endpoint (an API destination): most calls a second. Later ones wait.",
    ),
];

/// What can be set on a wire to a target.
pub static TARGET: WireSpec = WireSpec {
    label: "Target",
    fields: FIELDS,
    check,
};

/// The kinds that can be a target (EVB-060).
const KINDS: &[&str] = &[
    "sqs-standard",
    "sqs-fifo",
    "sns-standard",
    "lambda",
    "event-bus",
    "http-endpoint",
];

/// Whether a kind can be a target.
pub fn accepts(other: &NodeSpec) -> Result<(), &'static str> {
    match other.kind {
        kind if KINDS.contains(&kind) => Ok(()),
        "sns-fifo" => Err("EventBridge has no SNS FIFO topic as a target. Use a standard topic (EVB-060)."),
        "email" | "sms" | "mobile-push" => {
            Err("EventBridge sends nothing to people. Let it invoke an SNS topic, and subscribe them there (EVB-060).")
        }
        "event-rule" => Err("Rules get events from a bus only. Let it invoke an event bus (EVB-036)."),
        _ => Err(
            "This is no target of EventBridge. Use a queue, a standard topic, a function, an HTTP endpoint or a bus \
             (EVB-060).",
        ),
    }
}

fn valid_json(text: &str) -> Result<(), String> {
    if text.is_empty() || serde_json::from_str::<Json>(text).is_ok() {
        return Ok(());
    }
    Err("The constant input is no JSON. Put a plain text in quotation marks.".to_string())
}

/// Whether settings go together: one way to make the input at most, and only what the kind at the start knows.
fn check(terms: &Terms, from: &NodeSpec, _to: &NodeSpec) -> Result<(), String> {
    let set = |name: &str| !terms.text(name).is_empty();
    let transformed = set("InputTemplate") || set("InputPathsMap");
    if u8::from(set("Input")) + u8::from(set("InputPath")) + u8::from(transformed) > 1 {
        return Err("Use only one of Input, InputPath and InputTemplate (EVB-063).".to_string());
    }
    if transformed {
        Template::read(&terms.text("InputPathsMap"), &terms.text("InputTemplate"))?;
        if !set("InputTemplate") {
            return Err("InputPathsMap needs an InputTemplate that uses its names (EVB-064).".to_string());
        }
    }
    let unknown: &[&str] = match from.kind {
        "schedule" => &[
            "InputPath",
            "InputPathsMap",
            "InputTemplate",
            "InvocationRateLimitPerSecond",
        ],
        "pipe" => &[
            "InputPath",
            "InputPathsMap",
            "MaximumRetryAttempts",
            "MaximumEventAgeInSeconds",
            "DeadLetterConfig.Arn",
        ],
        _ => &[],
    };
    match unknown.iter().find(|name| terms.is_changed(name)) {
        Some(name) => Err(format!("The target of a {} has no {name}.", from.label)),
        None => Ok(()),
    }
}

/// The settings of a target in the form in which they are used.
#[derive(Clone, Debug)]
pub struct Target {
    pub name: Rc<str>,
    pub input: Input,
    pub retries: u32,
    pub age: SimDuration,
    pub dead_letters: Option<NodeId>,
    pub group: Option<Rc<str>>,
    /// The least time between two calls, for an API destination.
    pub pace: SimDuration,
}

impl Target {
    /// Reads what is set for a wire; defaults where the wire has no such settings.
    pub fn new(terms: Option<&Terms>, name: &str) -> Target {
        let own = terms.filter(|terms| terms.spec().label == TARGET.label).cloned();
        let terms = own.unwrap_or_else(|| Terms::new(&TARGET));
        let some = |field: &str| Some(terms.text(field)).filter(|text| !text.is_empty());
        let rate = terms.number("InvocationRateLimitPerSecond").max(1) as u64;
        Target {
            name: some("Id").unwrap_or_else(|| Rc::from(name)),
            input: read_input(&terms),
            retries: terms.number("MaximumRetryAttempts").max(0) as u32,
            age: terms.seconds("MaximumEventAgeInSeconds"),
            dead_letters: terms.node("DeadLetterConfig.Arn"),
            group: some("SqsParameters.MessageGroupId"),
            pace: SimDuration(1_000_000 / rate),
        }
    }
}

/// What was refused by the editors, and came in by another way, counts as not set.
fn read_input(terms: &Terms) -> Input {
    let template = terms.text("InputTemplate");
    if !template.is_empty()
        && let Ok(template) = Template::read(&terms.text("InputPathsMap"), &template)
    {
        return Input::Template(template);
    }
    if let Some(path) = Path::read(&terms.text("InputPath")) {
        return Input::Path(path);
    }
    let constant = terms.text("Input");
    if constant.is_empty() {
        Input::Event
    } else {
        Input::Constant(constant)
    }
}
