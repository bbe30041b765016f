//! Event patterns of EventBridge rules, pipes and Lambda's event source mappings.

use super::compile::compile;
use super::grammar;
use super::json::Json;
use super::tree::Node;
use std::fmt;
use std::rc::Rc;

/// Whose patterns.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dialect {
    /// EventBridge rules: all operators.
    Rules,
    /// EventBridge Pipes and Lambda's event source mappings: no wildcards, and only values in `anything-but` (LAM-098).
    Pipes,
}

/// A pattern that was read. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Pattern {
    root: Rc<Node>,
}

/// A refusal in the words of EventBridge.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rejection {
    /// The exact error code.
    pub code: &'static str,
    /// What AWS says about it.
    pub message: String,
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Pattern {
    /// Reads a pattern (EVB-040 to EVB-054).
    ///
    /// # Errors
    /// `InvalidEventPatternException` with AWS's message (EVB-057). Lambda says of the same patterns
    /// `InvalidParameterValueException` and its own sentence (LAM-097).
    pub fn read(dialect: Dialect, text: &str) -> Result<Pattern, Rejection> {
        let grammar = match dialect {
            Dialect::Rules => grammar::RULES,
            Dialect::Pipes => grammar::PIPES,
        };
        let plan = compile(text, grammar).map_err(|reason| Rejection {
            code: "InvalidEventPatternException",
            message: format!("Event pattern is not valid. Reason: {}", reason.0),
        })?;
        Ok(Pattern {
            root: Rc::new(plan.root),
        })
    }

    /// Whether an event matches. What is no object matches nothing.
    pub fn matches(&self, event: &Json<'_>) -> bool {
        self.mismatch(event).is_none()
    }

    /// The path of the first field that does not match (`detail.state`), or `$or`; None when the event matches.
    pub fn mismatch(&self, event: &Json<'_>) -> Option<&str> {
        match event {
            Json::Object(object) => self.root.judge_object(object).err(),
            _ => Some(""),
        }
    }

    /// Whether a record of a queue or stream matches.
    pub fn accepts(&self, record: &Record<'_>) -> bool {
        self.mismatch_of(record).is_none()
    }

    /// The path of what does not match in a record; None when all does.
    pub fn mismatch_of(&self, record: &Record<'_>) -> Option<&str> {
        // LAM-096: a pattern for JSON accepts no plain text, and the other way round.
        let format = self.root.wants_leaf("body").is_none_or(|leaf| leaf != record.json);
        if format {
            self.mismatch(&record.event)
        } else {
            Some("body")
        }
    }
}

/// What `TestEventPattern` answers.
///
/// # Errors
/// When the pattern or the event is none.
pub fn test_event_pattern(pattern: &str, event: &str) -> Result<bool, Rejection> {
    let pattern = Pattern::read(Dialect::Rules, pattern)?;
    match Json::read(event) {
        Ok(event @ Json::Object(_)) => Ok(pattern.matches(&event)),
        _ => Err(Rejection {
            code: "ValidationException",
            message: "Parameter Event is not valid.".to_owned(),
        }),
    }
}

/// A message as an event source mapping or a pipe filters it: an event with the one member `body` (LAM-095). Read once
/// for all filters.
#[derive(Clone, Debug)]
pub struct Record<'a> {
    event: Json<'a>,
    /// Whether the body is a JSON object.
    json: bool,
}

impl<'a> Record<'a> {
    /// Reads a body: a JSON object is filtered by its members, anything else as text.
    pub fn of_body(body: &'a str) -> Record<'a> {
        let read = Json::read(body).ok().filter(|json| matches!(json, Json::Object(_)));
        let json = read.is_some();
        let body = read.unwrap_or(Json::Text(body.into()));
        Record {
            event: Json::Object(super::json::Object::of(vec![("body".into(), body)])),
            json,
        }
    }
}
