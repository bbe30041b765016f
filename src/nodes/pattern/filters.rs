//! Filter criteria, which event source mappings (LAM-054, LAM-095 to LAM-098) and pipes (EVB-111) share.

use super::{Dialect, Pattern, Record};
use serde_json::Value;

/// Characters of a pattern (LAM-054).
const PATTERN_CHARS: usize = 4_096;
/// Filters of a mapping or a pipe (LAM-054).
const FILTERS: usize = 5;

/// The patterns, of which one must match. None at all lets everything through.
#[derive(Clone, Debug, Default)]
pub struct Filters {
    patterns: Vec<Pattern>,
}

impl Filters {
    /// Reads FilterCriteria: AWS's `{"Filters": [{"Pattern": "…"}]}`, or one pattern as it is.
    ///
    /// # Errors
    /// A sentence that says what is wrong.
    pub fn read(text: &str) -> Result<Filters, String> {
        if text.trim().is_empty() {
            return Ok(Filters::default());
        }
        let form = "Write {\"Filters\": [{\"Pattern\": \"{\\\"body\\\": {\\\"kind\\\": [\\\"order\\\"]}}\"}]}.";
        let criteria: Value = serde_json::from_str(text).map_err(|_| format!("This is no JSON. {form}"))?;
        let Some(list) = criteria.get("Filters") else {
            return Ok(Filters {
                patterns: vec![pattern(text)?],
            });
        };
        let list = list.as_array().ok_or_else(|| format!("Filters is a list. {form}"))?;
        if list.len() > FILTERS {
            return Err(format!(
                "There are up to {FILTERS} filters, not {} (LAM-054).",
                list.len()
            ));
        }
        let read = |filter: &Value| match filter.get("Pattern") {
            Some(Value::String(text)) => pattern(text),
            Some(inline @ Value::Object(_)) => pattern(&inline.to_string()),
            _ => Err(format!("Each filter has a Pattern. {form}")),
        };
        let patterns: Result<Vec<Pattern>, String> = list.iter().map(read).collect();
        Ok(Filters { patterns: patterns? })
    }

    /// What in a message with this body each filter does not accept; None when it passes.
    pub fn mismatch(&self, body: &str) -> Option<String> {
        let record = Record::of_body(body);
        let mut keys: Vec<&str> = Vec::new();
        for pattern in &self.patterns {
            let key = pattern.mismatch_of(&record)?;
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        (!keys.is_empty()).then(|| keys.join(" and "))
    }

    /// Whether a message with this body passes.
    pub fn accept(&self, body: &str) -> bool {
        if self.patterns.is_empty() {
            return true;
        }
        let record = Record::of_body(body);
        self.patterns.iter().any(|pattern| pattern.accepts(&record))
    }
}

fn pattern(text: &str) -> Result<Pattern, String> {
    if text.chars().count() > PATTERN_CHARS {
        return Err(format!(
            "A filter pattern has up to {PATTERN_CHARS} characters (LAM-054)."
        ));
    }
    // LAM-097, LAM-098
    Pattern::read(Dialect::Pipes, text).map_err(|why| format!("Invalid filter pattern definition. {why}"))
}
