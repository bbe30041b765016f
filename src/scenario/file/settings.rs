//! Settings of a file, be it those of a node or those of a wire: one spelling, one set of messages.

use super::super::document::Scenario;
use super::nodes::node_named;
use super::section::{Cell, Entry, Problems};
use crate::api::did_you_mean;
use crate::sim::{Described, FieldSpec, FieldType, Settings, Unit, Value};
use toml::de::DeValue;

/// What an owner of settings says about a name that it does not know, and whether a value fits it.
pub type Owner<'a> = (
    &'a dyn Fn(&str) -> String,
    &'a dyn Fn(&FieldSpec, &Value) -> Result<(), String>,
);

/// Gives settings what the entries of a table say. What can't be is noted at its line.
pub fn read<S: Described>(
    entries: Vec<Entry<'_>>,
    settings: &mut Settings<S>,
    (unknown, check): Owner<'_>,
    doc: &Scenario,
    problems: &mut Problems<'_>,
) {
    for (name, key, cell) in entries {
        let Some(field) = settings.spec().fields().iter().find(|field| field.name == name) else {
            problems.add(&key, unknown(&name));
            continue;
        };
        let result = value(field, &cell, doc).and_then(|value| {
            check(field, &value)?;
            settings.set(field.name, value).map_err(|error| error.to_string())
        });
        if let Err(sentence) = result {
            problems.missing(&cell.span, cell.value.as_str().unwrap_or(""), sentence);
        }
    }
}

/// A value of a field's type, or a sentence about what to write instead.
fn value(field: &FieldSpec, cell: &Cell<'_>, doc: &Scenario) -> Result<Value, String> {
    let wrong = |example: &str| {
        let range = field.range();
        Err(format!("{}: this must be {example}. It may be: {range}.", field.name))
    };
    let parse = |text: &str| field.parse(text).map_err(|error| error.to_string());
    match (field.ty, &cell.value) {
        (FieldType::Number { .. }, DeValue::Integer(_)) => {
            let number = super::section::whole_of(&cell.value).unwrap_or(i128::MAX);
            parse(&number.to_string())
        }
        (FieldType::Number { .. }, DeValue::Float(number)) => parse(number.as_str()),
        (FieldType::Number { .. }, DeValue::String(text)) => parse(&in_unit(field, text)),
        (FieldType::Number { .. }, _) => wrong("a number"),
        (FieldType::Bool, DeValue::Boolean(flag)) => Ok(Value::Bool(*flag)),
        (FieldType::Bool, _) => wrong("true or false, without quotes"),
        (FieldType::Choice(choices), DeValue::String(text)) => {
            let names = choices.iter().map(|choice| choice.name);
            parse(text).map_err(|sentence| format!("{sentence}{}", did_you_mean(text, names)))
        }
        (FieldType::Choice(_), _) => wrong("one of its words, in quotes"),
        (FieldType::Text { .. }, DeValue::String(text)) => Ok(Value::Text(text.as_ref().into())),
        (FieldType::Text { .. }, _) => wrong("a text in quotes"),
        (FieldType::Node(_), DeValue::String(name)) => node_named(doc, name)
            .map(|id| Value::Node(Some(id)))
            .map_err(|sentence| format!("{}: {sentence}", field.name)),
        (FieldType::Node(_), _) => wrong("the name of a node, in quotes"),
    }
}

/// A time in another unit than the field's, `"4 d"` for seconds say, in the field's unit.
fn in_unit(field: &FieldSpec, text: &str) -> String {
    let unit = match field.unit {
        Unit::Seconds => 1_000_000,
        Unit::Millis => 1_000,
        _ => return text.to_string(),
    };
    let Some(span) = crate::base::parse_duration(text) else {
        return text.to_string();
    };
    let fraction = format!("{:0width$}", span.0 % unit, width = unit.ilog10() as usize);
    format!("{}.{}", span.0 / unit, fraction.trim_end_matches('0'))
}
