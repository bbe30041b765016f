//! An event: what a sender says, and the envelope that the bus puts around it (EVB-012).

use crate::nodes::access::source_arn;
use crate::nodes::calendar::Civil;
use crate::nodes::service::arn::{ACCOUNT, DEFAULT_REGION, region};
use crate::nodes::service::uuid::{uuid, words};
use crate::sim::{AttributeValue, Ctx, Draft, Rule};
use serde_json::Value;
use std::rc::Rc;

use super::rules::rule;

/// What a sender says: an entry of PutEvents.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    pub source: Rc<str>,
    pub detail_type: Rc<str>,
    /// A JSON object.
    pub detail: Rc<str>,
    pub resources: Vec<String>,
    /// In seconds since 1970, where the sender gave one.
    pub time: Option<i64>,
}

/// Why an entry is refused, in the words of PutEvents.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct EntryError {
    pub code: &'static str,
    pub message: &'static str,
    pub rule: &'static Rule,
}

/// Most characters of a detail type (EVB-020).
const DETAIL_TYPE: usize = 128;

impl Entry {
    /// The event in a message: its body, if that is an event already; else an event whose detail is the body and whose
    /// source and detail type are the attributes `source` and `detail-type` or else those of the wire.
    pub fn read(draft: &Draft, wire: Option<(&str, &str)>) -> Entry {
        let value = serde_json::from_str::<Value>(&draft.body).ok();
        if let Some(entry) = value.as_ref().and_then(whole) {
            return entry;
        }
        let attribute = |name: &str| {
            let found = draft
                .attributes
                .iter()
                .find(|attribute| attribute.name.as_ref() == name)?;
            match &found.value {
                AttributeValue::Text(text) => Some(Rc::clone(text)),
                AttributeValue::Binary(_) => None,
            }
        };
        let (source, detail_type) = wire.unwrap_or(("", ""));
        Entry {
            source: attribute("source").unwrap_or_else(|| Rc::from(source)),
            detail_type: attribute("detail-type").unwrap_or_else(|| Rc::from(detail_type)),
            detail: Rc::clone(&draft.body),
            resources: Vec::new(),
            time: None,
        }
    }

    /// Whether something that every entry must have is missing (EVB-022).
    pub fn lacks(&self) -> Option<&'static str> {
        [
            (
                &self.source,
                "Parameter Source is not valid. Reason: Source is a required argument.",
            ),
            (
                &self.detail_type,
                "Parameter DetailType is not valid. Reason: DetailType is a required argument.",
            ),
            (
                &self.detail,
                "Parameter Detail is not valid. Reason: Detail is a required argument.",
            ),
        ]
        .into_iter()
        .find(|(text, _)| text.is_empty())
        .map(|(_, message)| message)
    }

    /// What is wrong with it. `service` tells that an AWS service sent it.
    pub fn check(&self, service: bool) -> Result<(), EntryError> {
        let error = |code, message, rule| Err(EntryError { code, message, rule });
        if let Some(message) = self.lacks() {
            return error("InvalidArgument", message, const { rule("EVB-022") });
        }
        if self.detail_type.chars().count() > DETAIL_TYPE {
            let message = "Parameter DetailType is not valid. Reason: It has more than 128 characters.";
            return error("InvalidArgument", message, const { rule("EVB-020") });
        }
        if self.source.starts_with("aws.") && !service {
            let message = "Not authorized for the source.";
            return error("NotAuthorizedForSourceException", message, const { rule("EVB-024") });
        }
        if !matches!(serde_json::from_str::<Value>(&self.detail), Ok(Value::Object(_))) {
            return error("MalformedDetail", "Detail is malformed.", const { rule("EVB-023") });
        }
        Ok(())
    }

    /// EVB-021: its size, as PutEvents counts it.
    pub fn bytes(&self) -> u64 {
        let time = if self.time.is_some() { 14 } else { 0 };
        let resources: usize = self.resources.iter().map(String::len).sum();
        (time + self.source.len() + self.detail_type.len() + self.detail.len() + resources) as u64
    }

    /// The event as rules and targets see it.
    pub fn envelope(&self, stamp: &Stamp<'_>) -> Rc<str> {
        let text = |text: &str| Value::from(text).to_string();
        let time = Civil::of(self.time.unwrap_or(stamp.time));
        let resources: Vec<String> = self.resources.iter().map(|resource| text(resource)).collect();
        Rc::from(format!(
            "{{\"version\":\"0\",\"id\":\"{}\",\"detail-type\":{},\"source\":{},\"account\":\"{ACCOUNT}\",\
             \"time\":\"{time}Z\",\"region\":{},\"resources\":[{}],\"detail\":{}}}",
            stamp.id,
            text(&self.detail_type),
            text(&self.source),
            text(stamp.region),
            resources.join(","),
            self.detail,
        ))
    }
}

/// What the bus adds to an event.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stamp<'a> {
    pub id: String,
    /// In seconds since 1970.
    pub time: i64,
    pub region: &'a str,
}

/// An event that is one already.
fn whole(value: &Value) -> Option<Entry> {
    let text = |name: &str| value.get(name)?.as_str();
    let detail = value.get("detail").filter(|detail| detail.is_object())?;
    let resources = value.get("resources").and_then(Value::as_array);
    let resources = resources.into_iter().flatten().filter_map(Value::as_str);
    Some(Entry {
        source: Rc::from(text("source")?),
        detail_type: Rc::from(text("detail-type")?),
        detail: Rc::from(detail.to_string()),
        resources: resources.map(str::to_string).collect(),
        time: text("time").and_then(Civil::read).map(Civil::secs),
    })
}

/// EVB-081: the same event with the name of the replay that sends it again.
pub fn replayed(envelope: &str, name: &str) -> Rc<str> {
    let rest = envelope.strip_prefix('{').unwrap_or(envelope);
    Rc::from(format!("{{\"replay-name\":{},{rest}", Value::from(name)))
}

/// The id of an event with a number of its own: a UUID of version 4, the same for the whole run.
pub fn event_id(seed: u64, number: u64) -> String {
    uuid(words(seed, 0x45_56_42, number))
}

/// The event that a schedule makes of itself (EVB-090): `run` counts them, `time` is in seconds since 1970.
pub fn scheduled(source: &str, run: u64, time: i64, cx: &Ctx<'_>) -> Rc<str> {
    let info = cx.info(cx.me());
    let entry = Entry {
        source: Rc::from(source),
        detail_type: Rc::from("Scheduled Event"),
        detail: Rc::from("{}"),
        resources: info.map(source_arn).into_iter().collect(),
        time: None,
    };
    let number = (u64::from(cx.me().0) << 32) | run;
    entry.envelope(&Stamp {
        id: event_id(cx.seed(), number),
        time,
        region: info.map_or(DEFAULT_REGION, region),
    })
}
