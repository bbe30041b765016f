//! The nodes of a file: first all names and kinds, then the settings, which may refer to any of them.

use super::super::connect::check_reference;
use super::super::document::{NodeDoc, Scenario};
use super::section::{Cell, Problems, Section};
use crate::api::did_you_mean;
use crate::base::NodeId;
use crate::nodes::KINDS;
use crate::sim::{FieldSpec, FieldType, Settings, Unit, Value};
use std::ops::Range;
use toml::de::DeValue;

/// Reads `[nodes.…]` into the document.
pub fn read(cell: Cell<'_>, doc: &mut Scenario, problems: &mut Problems<'_>) {
    let DeValue::Table(table) = cell.value else {
        problems.add(
            &cell.span,
            "nodes are tables. Write [nodes.web] with kind and at below it.",
        );
        return;
    };
    let mut begun = Vec::new();
    for (name, key, cell) in Section::new("nodes", cell.span, table, false).into_entries() {
        let DeValue::Table(inner) = cell.value else {
            problems.add(
                &key,
                format!("The node \"{name}\" is a table. Write [nodes.{name}] above its settings."),
            );
            continue;
        };
        let section = Section::new(format!("The node \"{name}\""), key, inner, true);
        if let Some(node) = begin(&name, section, doc, problems) {
            begun.push(node);
        } else {
            problems.unread.push(name);
        }
    }
    for (id, section) in begun {
        settings(id, section, doc, problems);
    }
}

fn begin<'i>(
    name: &str,
    mut section: Section<'i>,
    doc: &mut Scenario,
    problems: &mut Problems<'_>,
) -> Option<(NodeId, Section<'i>)> {
    let at = section.pair("at", -super::FAR, problems).unwrap_or_default();
    let id = section.whole("id", 1..=i128::from(u32::MAX - 1), problems);
    let (kind, span) = section.need_text("kind", "sqs-standard", problems)?;
    let Some(spec) = crate::nodes::kind(&kind) else {
        let names: Vec<&str> = KINDS.iter().map(|spec| spec.kind).collect();
        let mut hint = did_you_mean(&kind, names.iter().copied());
        if hint.is_empty() {
            hint = format!(" The kinds are: {}.", names.join(", "));
        }
        problems.add(&span, format!("There is no kind \"{kind}\".{hint}"));
        return None;
    };
    if doc.nodes.len() >= Scenario::MAX_NODES {
        problems.add(
            &section.span,
            format!("A document has at most {} nodes.", Scenario::MAX_NODES),
        );
        return None;
    }
    if let Err(sentence) = doc.check_name(spec, name, None) {
        problems.add(&section.span, sentence);
    }
    let next = doc.next_node();
    let id = id.and_then(|id| u32::try_from(id).ok()).map_or(next, NodeId);
    if id < next {
        problems.add(
            &section.span,
            format!("Numbers of nodes must grow. Use id = {} or leave it out.", next.0),
        );
        return None;
    }
    let node = NodeDoc {
        name: name.into(),
        x: Scenario::snap(at.0),
        y: Scenario::snap(at.1),
        settings: Settings::new(spec),
    };
    doc.nodes.insert(id, node);
    Some((id, section))
}

fn settings(id: NodeId, section: Section<'_>, doc: &mut Scenario, problems: &mut Problems<'_>) {
    let Some(node) = doc.nodes.get(&id) else {
        return;
    };
    let spec = node.settings.spec();
    let mut settings = node.settings.clone();
    let what = section.what.clone();
    for (name, key, cell) in section.into_entries() {
        let Some((_, field)) = spec.field(&name) else {
            let names: Vec<&str> = spec.fields.iter().map(|field| field.name).collect();
            let mut hint = did_you_mean(&name, names.iter().copied());
            if hint.is_empty() {
                hint = format!(" A {} has: {}.", spec.subtitle, names.join(", "));
            }
            problems.add(&key, format!("{what} has no setting \"{name}\".{hint}"));
            continue;
        };
        let result = value(field, &cell, doc).and_then(|value| {
            check_reference(doc, id, spec, field.name, &value)?;
            settings.set(field.name, value).map_err(|error| error.to_string())
        });
        if let Err(sentence) = result {
            problems.missing(&cell.span, cell.value.as_str().unwrap_or(""), sentence);
        }
    }
    if let Some(node) = doc.nodes.get_mut(&id) {
        node.settings = settings;
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

/// The node of this name, or a sentence.
pub fn node_named(doc: &Scenario, name: &str) -> Result<NodeId, String> {
    doc.find(name).ok_or_else(|| {
        let hint = did_you_mean(name, doc.nodes.values().map(|node| node.name.as_ref()));
        format!("there is no node \"{name}\".{hint}")
    })
}

/// The nodes of a value that is one name or a list of names.
pub fn nodes_of(cell: &Cell<'_>, doc: &Scenario, problems: &mut Problems<'_>) -> Vec<NodeId> {
    let mut found = Vec::new();
    let mut take = |value: &DeValue<'_>, span: &Range<usize>| match value.as_str().map(|name| node_named(doc, name)) {
        Some(Ok(id)) => found.push(id),
        Some(Err(sentence)) => problems.missing(span, value.as_str().unwrap_or(""), format!("node: {sentence}")),
        None => problems.add(
            span,
            "node is a name in quotes, or a list of names: node = [\"a\", \"b\"].",
        ),
    };
    match &cell.value {
        DeValue::Array(names) => names.iter().for_each(|name| take(name.get_ref(), &name.span())),
        value => take(value, &cell.span),
    }
    found
}
