//! Reading the members of an input, whose shape has been checked.

use super::Members;
use serde_json::Value;

/// A text member, if it is there.
pub fn text<'a>(input: &'a Members, name: &str) -> Option<&'a str> {
    input.get(name).and_then(Value::as_str)
}

/// A text member, or "" where a service takes a missing text for an empty one.
pub fn text_or_empty<'a>(input: &'a Members, name: &str) -> &'a str {
    text(input, name).unwrap_or_default()
}

/// The texts of a list; none when it is not there.
pub fn texts<'a>(input: &'a Members, name: &str) -> impl Iterator<Item = &'a str> {
    let list = input.get(name).and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_str)
}

/// A whole number, if it is there.
pub fn number(input: &Members, name: &str) -> Option<i64> {
    input.get(name).and_then(Value::as_i64)
}

/// A yes or no, if it is there.
pub fn flag(input: &Members, name: &str) -> Option<bool> {
    input.get(name).and_then(Value::as_bool)
}
