//! Prints an answer as the AWS CLI does.

use super::command_line::Output;
use crate::sim::Action;
use serde_json::{Map, Value};
use std::fmt::Write;

/// An answer of an action as text. An answer without members prints nothing, as with the AWS CLI.
pub fn render(action: &Action, answer: &Value, output: Output) -> String {
    match answer {
        Value::Object(members) if members.is_empty() => return String::new(),
        _ => {}
    }
    let mut out = String::new();
    match output {
        Output::Json => json(action, answer, 0, &mut out),
        Output::Text => text(None, answer, &mut out),
        Output::Table => table(action, answer, &mut out),
    }
    out.trim_end_matches('\n').to_string()
}

/// The members in the order of the service; what the service does not name (attributes, tags) by name behind them.
fn ordered<'a>(action: &Action, members: &'a Map<String, Value>) -> Vec<(&'a str, &'a Value)> {
    let mut list: Vec<(&str, &Value)> = members.iter().map(|(name, value)| (name.as_str(), value)).collect();
    let rank = |name: &str| action.answer.iter().position(|known| *known == name);
    list.sort_by_key(|(name, _)| (rank(name).unwrap_or(usize::MAX), *name));
    list
}

fn json(action: &Action, value: &Value, depth: usize, out: &mut String) {
    let line = |out: &mut String, depth: usize| {
        out.push('\n');
        out.extend(std::iter::repeat_n("    ", depth));
    };
    match value {
        Value::Object(members) if !members.is_empty() => {
            out.push('{');
            for (index, (name, member)) in ordered(action, members).into_iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                line(out, depth + 1);
                let _ = write!(out, "{}: ", Value::from(name));
                json(action, member, depth + 1, out);
            }
            line(out, depth);
            out.push('}');
        }
        Value::Array(items) if !items.is_empty() => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                line(out, depth + 1);
                json(action, item, depth + 1, out);
            }
            line(out, depth);
            out.push(']');
        }
        plain => {
            let _ = write!(out, "{plain}");
        }
    }
}

/// One line for each structure: its name in capitals, then its plain members by name, separated by tabs.
fn text(name: Option<&str>, value: &Value, out: &mut String) {
    let heading = name.map(str::to_uppercase);
    match value {
        Value::Object(members) => {
            let plain = members.values().filter(|member| !is_nested(member)).map(plain_text);
            let cells: Vec<String> = heading.into_iter().chain(plain).collect();
            if members.values().any(|member| !is_nested(member)) {
                let _ = writeln!(out, "{}", cells.join("\t"));
            }
            for (name, member) in members.iter().filter(|(_, member)| is_nested(member)) {
                text(Some(name), member, out);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| text(name, item, out)),
        plain => {
            let cells: Vec<String> = heading.into_iter().chain([plain_text(plain)]).collect();
            let _ = writeln!(out, "{}", cells.join("\t"));
        }
    }
}

/// One `path  value` row for each plain value.
fn table(action: &Action, answer: &Value, out: &mut String) {
    let mut rows = Vec::new();
    gather_rows(action, "", answer, &mut rows);
    let width = |column: fn(&(String, String)) -> &String| {
        rows.iter().map(|row| column(row).chars().count()).max().unwrap_or(0)
    };
    let (left, right) = (width(|row| &row.0), width(|row| &row.1));
    let rule = format!("+{}+{}+\n", "-".repeat(left + 2), "-".repeat(right + 2));
    out.push_str(&rule);
    for (path, value) in &rows {
        let _ = writeln!(out, "| {path:left$} | {value:right$} |");
    }
    out.push_str(&rule);
}

fn gather_rows(action: &Action, path: &str, value: &Value, rows: &mut Vec<(String, String)>) {
    match value {
        Value::Object(members) => {
            for (name, member) in ordered(action, members) {
                let dot = if path.is_empty() { "" } else { "." };
                gather_rows(action, &format!("{path}{dot}{name}"), member, rows);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                gather_rows(action, &format!("{path}[{index}]"), item, rows);
            }
        }
        plain => rows.push((path.to_string(), plain_text(plain))),
    }
}

fn is_nested(value: &Value) -> bool {
    matches!(value, Value::Object(_) | Value::Array(_))
}

fn plain_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(true) => "True".to_string(),
        Value::Bool(false) => "False".to_string(),
        Value::Null => "None".to_string(),
        other => other.to_string(),
    }
}
