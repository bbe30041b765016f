//! Paths into JSON: `$.detail.items[0].id` (EVB-064).

use serde_json::Value;

/// A parsed path.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Path(Vec<Part>);

#[derive(Clone, PartialEq, Eq, Debug)]
enum Part {
    Member(String),
    Item(usize),
}

/// Most parts of a path, so that no text makes it deep.
const PARTS: usize = 64;

impl Path {
    /// Reads a text. None when it is no path.
    pub fn read(text: &str) -> Option<Path> {
        let mut rest = text.trim().strip_prefix('$')?;
        let mut parts = Vec::new();
        while !rest.is_empty() {
            if parts.len() == PARTS {
                return None;
            }
            let part;
            (part, rest) = Part::read(rest)?;
            parts.push(part);
        }
        Some(Path(parts))
    }

    /// What stands there; None when nothing does.
    pub fn find<'a>(&self, value: &'a Value) -> Option<&'a Value> {
        self.0.iter().try_fold(value, |value, part| match part {
            Part::Member(name) => value.get(name),
            Part::Item(index) => value.get(index),
        })
    }
}

impl Part {
    fn read(text: &str) -> Option<(Part, &str)> {
        if let Some(text) = text.strip_prefix('.') {
            let end = text.find(['.', '[']).unwrap_or(text.len());
            let (name, rest) = text.split_at(end);
            return (!name.is_empty()).then(|| (Part::Member(name.to_string()), rest));
        }
        let (inside, rest) = text.strip_prefix('[')?.split_once(']')?;
        let quoted = |quote| inside.strip_prefix(quote)?.strip_suffix(quote);
        if let Some(name) = quoted('"').or_else(|| quoted('\'')) {
            return Some((Part::Member(name.to_string()), rest));
        }
        Some((Part::Item(inside.parse().ok()?), rest))
    }
}

/// What is wrong with a text that should be a path, for settings: "" is none.
pub fn check(text: &str) -> Result<(), String> {
    if text.is_empty() || Path::read(text).is_some() {
        return Ok(());
    }
    Err(format!("{text:?} is no path. Write for example $.detail.orderId."))
}
