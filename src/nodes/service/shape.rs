//! Checks an input against the description of its action.

use crate::sim::{Param, ParamType};
use serde_json::{Map, Value};

/// A way in which an input does not have the shape that its action takes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Misfit {
    /// A member is missing.
    Missing {
        /// Where: `input`, `Entries[0]`.
        inside: String,
        /// Which.
        name: &'static str,
    },
    /// A member that does not exist.
    Unknown {
        /// Where.
        inside: String,
        /// What it is called.
        name: String,
        /// What there is.
        known: Vec<&'static str>,
    },
    /// A value of another type.
    Type {
        /// Where: `Entries[0].DelaySeconds`.
        path: String,
        /// What it should be.
        expected: &'static str,
    },
}

/// All misfits of a structure, in the order of its description; unknown members last.
pub fn misfits(params: &'static [Param], input: &Map<String, Value>) -> Vec<Misfit> {
    let mut found = Vec::new();
    structure(params, input, "", &mut found);
    found
}

fn structure(params: &'static [Param], input: &Map<String, Value>, path: &str, found: &mut Vec<Misfit>) {
    let inside = || {
        if path.is_empty() {
            "input".to_string()
        } else {
            path.to_string()
        }
    };
    for param in params {
        match input.get(param.name) {
            None | Some(Value::Null) if param.required => found.push(Misfit::Missing {
                inside: inside(),
                name: param.name,
            }),
            None | Some(Value::Null) => {}
            Some(value) => {
                let dot = if path.is_empty() { "" } else { "." };
                member(param.ty, value, &format!("{path}{dot}{}", param.name), found);
            }
        }
    }
    for name in input.keys() {
        if !params.iter().any(|param| param.name == name) {
            found.push(Misfit::Unknown {
                inside: inside(),
                name: name.clone(),
                known: params.iter().map(|param| param.name).collect(),
            });
        }
    }
}

fn member(ty: ParamType, value: &Value, path: &str, found: &mut Vec<Misfit>) {
    let expected = match (ty, value) {
        (ParamType::Text, Value::String(_)) | (ParamType::Flag, Value::Bool(_)) => return,
        (ParamType::Number, Value::Number(number)) if number.as_i64().is_some() => return,
        (ParamType::Decimal, Value::Number(_)) => return,
        (ParamType::Texts, Value::Array(items)) => {
            for (index, item) in items.iter().enumerate() {
                member(ParamType::Text, item, &format!("{path}[{index}]"), found);
            }
            return;
        }
        (ParamType::Map, Value::Object(entries)) => {
            for (key, entry) in entries {
                member(ParamType::Text, entry, &format!("{path}.{key}"), found);
            }
            return;
        }
        (ParamType::MapOf(params), Value::Object(entries)) => {
            for (key, entry) in entries {
                item(params, entry, &format!("{path}.{key}"), found);
            }
            return;
        }
        (ParamType::Structure(params), Value::Object(_)) => return item(params, value, path, found),
        (ParamType::Structures(params), Value::Array(items)) => {
            for (index, entry) in items.iter().enumerate() {
                item(params, entry, &format!("{path}[{index}]"), found);
            }
            return;
        }
        (ParamType::Text, _) => "a string",
        (ParamType::Flag, _) => "true or false",
        (ParamType::Number, _) => "a whole number",
        (ParamType::Decimal, _) => "a number",
        (ParamType::Texts | ParamType::Structures(_), _) => "a list",
        (ParamType::Map | ParamType::MapOf(_), _) => "a map",
        (ParamType::Structure(_), _) => "a structure",
    };
    found.push(Misfit::Type {
        path: path.to_string(),
        expected,
    });
}

fn item(params: &'static [Param], value: &Value, path: &str, found: &mut Vec<Misfit>) {
    match value {
        Value::Object(entries) => structure(params, entries, path, found),
        _ => found.push(Misfit::Type {
            path: path.to_string(),
            expected: "a structure",
        }),
    }
}
