//! What a target gets: the event, a constant, a part of it, or a template filled from it (EVB-063, EVB-064).

use super::path::Path;
use serde_json::Value;
use std::rc::Rc;

/// What a target gets.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Input {
    /// The whole event.
    Event,
    /// Always the same.
    Constant(Rc<str>),
    /// A part of the event.
    Path(Path),
    /// A filled template.
    Template(Template),
}

/// A template with its paths.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Template {
    pieces: Vec<Piece>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Piece {
    Text(String),
    Slot(Slot, Within),
}

/// What fills a slot.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Slot {
    Path(Path),
    Event,
    RuleArn,
    RuleName,
    IngestionTime,
}

/// Where a slot stands, which tells how its value is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Within {
    /// In the JSON of the template: as JSON.
    Json,
    /// In a JSON string: as text that is escaped.
    Quotes,
    /// In a template that is plain text: as text.
    Plain,
}

/// What a template can name besides the event.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'a> {
    pub rule_arn: &'a str,
    pub rule_name: &'a str,
}

/// Most paths of a transformer.
const PATHS: usize = 100;

impl Input {
    /// The text for an event. None when the path leads nowhere: there is nothing to send.
    pub fn apply(&self, event: &Rc<str>, scope: Scope<'_>) -> Option<Rc<str>> {
        match self {
            Input::Event => Some(Rc::clone(event)),
            Input::Constant(text) => Some(Rc::clone(text)),
            Input::Path(path) => {
                let event = parse(event);
                path.find(&event).map(|value| Rc::from(value.to_string()))
            }
            Input::Template(template) => Some(template.fill(event, scope)),
        }
    }
}

fn parse(event: &str) -> Value {
    serde_json::from_str(event).unwrap_or(Value::Null)
}

impl Template {
    /// Reads a template and the map of its paths. `Err` is a sentence.
    pub fn read(map: &str, template: &str) -> Result<Template, String> {
        let paths = read_map(map)?;
        let filled = Template::pieces(template, &paths, true)?;
        if serde_json::from_str::<Value>(&filled.skeleton()).is_ok() {
            return Ok(filled);
        }
        if template.trim_start().starts_with(['{', '[', '"']) {
            return Err(
                "The template is no JSON once its names are filled in. Put texts in quotation marks.".to_string(),
            );
        }
        Template::pieces(template, &paths, false)
    }

    fn pieces(template: &str, paths: &Paths, json: bool) -> Result<Template, String> {
        let mut pieces = Vec::new();
        let mut text = String::new();
        let (mut quoted, mut escaped) = (false, false);
        let mut rest = template;
        while let Some(next) = rest.chars().next() {
            if next == '<'
                && let Some((name, after)) = rest[1..].split_once('>')
                && let Some(slot) = slot(name, paths)?
            {
                pieces.push(Piece::Text(std::mem::take(&mut text)));
                let within = match (json, quoted) {
                    (false, _) => Within::Plain,
                    (true, true) => Within::Quotes,
                    (true, false) => Within::Json,
                };
                pieces.push(Piece::Slot(slot, within));
                rest = after;
                continue;
            }
            if next == '"' && !escaped {
                quoted = !quoted;
            }
            escaped = next == '\\' && !escaped;
            text.push(next);
            rest = &rest[next.len_utf8()..];
        }
        pieces.push(Piece::Text(text));
        Ok(Template { pieces })
    }

    /// The template with nothing in its slots.
    fn skeleton(&self) -> String {
        let pieces = self.pieces.iter().map(|piece| match piece {
            Piece::Text(text) => text,
            Piece::Slot(_, Within::Json) => "null",
            Piece::Slot(..) => "",
        });
        pieces.collect()
    }

    fn fill(&self, event: &Rc<str>, scope: Scope<'_>) -> Rc<str> {
        let parsed = parse(event);
        let mut out = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Slot(slot, within) => {
                    let value = slot.value(&parsed, scope);
                    within.write(&value, &mut out);
                }
            }
        }
        Rc::from(out)
    }
}

impl Slot {
    /// A path that leads nowhere gives null.
    fn value(&self, event: &Value, scope: Scope<'_>) -> Value {
        match self {
            Slot::Path(path) => path.find(event).cloned().unwrap_or_default(),
            Slot::Event => event.clone(),
            Slot::RuleArn => Value::from(scope.rule_arn),
            Slot::RuleName => Value::from(scope.rule_name),
            Slot::IngestionTime => event.get("time").cloned().unwrap_or_default(),
        }
    }
}

impl Within {
    /// EVB-064: what is missing is null in JSON and nothing in a text.
    fn write(self, value: &Value, out: &mut String) {
        let text = match (self, value) {
            (Within::Json, value) => value.to_string(),
            (_, Value::Null) => return,
            (_, Value::String(text)) => text.clone(),
            (_, other) => other.to_string(),
        };
        if self == Within::Quotes {
            let escaped = Value::from(text).to_string();
            out.push_str(&escaped[1..escaped.len() - 1]);
        } else {
            out.push_str(&text);
        }
    }
}

type Paths = Vec<(String, Path)>;

fn read_map(map: &str) -> Result<Paths, String> {
    let hint = "Write for example {\"id\": \"$.detail.orderId\"}.";
    if map.trim().is_empty() {
        return Ok(Vec::new());
    }
    let Ok(Value::Object(map)) = serde_json::from_str::<Value>(map) else {
        return Err(format!("The paths are no JSON object. {hint}"));
    };
    if map.len() > PATHS {
        return Err(format!("There are {} paths. Use at most {PATHS}.", map.len()));
    }
    map.into_iter()
        .map(|(key, path)| {
            if key.starts_with("AWS") {
                return Err(format!("The name {key} begins with AWS, which is reserved."));
            }
            let path = path.as_str().and_then(Path::read);
            let path = path.ok_or_else(|| format!("The path of {key} can't be read. {hint}"))?;
            Ok((key, path))
        })
        .collect()
}

/// What stands between angle brackets. None when it is just text; an error when it looks like a name that nobody gave.
fn slot(name: &str, paths: &Paths) -> Result<Option<Slot>, String> {
    if let Some((_, path)) = paths.iter().find(|(known, _)| known == name) {
        return Ok(Some(Slot::Path(path.clone())));
    }
    Ok(Some(match name {
        "aws.events.event" | "aws.events.event.json" => Slot::Event,
        "aws.events.rule-arn" => Slot::RuleArn,
        "aws.events.rule-name" => Slot::RuleName,
        "aws.events.event.ingestion-time" => Slot::IngestionTime,
        path if path.starts_with('$') => match Path::read(path) {
            Some(path) => Slot::Path(path),
            None => return Err(format!("The path {path} in the template can't be read.")),
        },
        name if !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b)) => {
            return Err(format!("The template names <{name}>, and no path has that name."));
        }
        _ => return Ok(None),
    }))
}
