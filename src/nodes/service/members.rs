//! Reading the members of an input, whose shape has been checked.

use super::Members;
use crate::sim::{Attribute, AttributeValue};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use std::rc::Rc;

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

/// A number with up to three decimals, in thousandths. None when it is not there, or is no such number.
pub fn thousandths(input: &Members, name: &str) -> Option<i64> {
    let Some(Value::Number(number)) = input.get(name) else {
        return None;
    };
    let text = number.to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    // A fraction of zeros says nothing: 100.0 is 100.
    let fraction = fraction.trim_end_matches('0');
    (fraction.len() <= 3).then(|| format!("{whole}{fraction:0<3}").parse().ok())?
}

/// A structure, if it is there.
pub fn structure<'a>(input: &'a Members, name: &str) -> Option<&'a Members> {
    input.get(name).and_then(Value::as_object)
}

/// The structures of a list; none when it is not there.
pub fn structures<'a>(input: &'a Members, name: &str) -> impl Iterator<Item = &'a Members> {
    let list = input.get(name).and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_object)
}

/// A message attribute. A binary value that is no base64, and a value that is missing, are left for the service to refuse
/// (SQS-054, SNS-035).
pub fn attribute(name: &str, value: &Value) -> Attribute {
    let member = |member: &str| value.get(member).and_then(Value::as_str);
    let bytes = member("BinaryValue").and_then(|text| STANDARD.decode(text).ok());
    let value = match (member("StringValue"), bytes) {
        (None, Some(bytes)) => AttributeValue::Binary(bytes.into()),
        (text, _) => AttributeValue::Text(Rc::from(text.unwrap_or_default())),
    };
    Attribute {
        name: Rc::from(name),
        data_type: Rc::from(member("DataType").unwrap_or_default()),
        value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn numbers_are_read_in_thousandths_or_not_at_all() {
        for (number, read) in [
            (json!(100), Some(100_000)),
            (json!(100.0), Some(100_000)),
            (json!(-0.25), Some(-250)),
            (json!(1.2345), None),
            (json!(1e30), None),
            (json!("1"), None),
        ] {
            let Value::Object(input) = json!({ "Threshold": number }) else {
                unreachable!("a structure")
            };
            assert_eq!(thousandths(&input, "Threshold"), read, "{number}");
        }
    }
}
