//! The nodes of a file: first all names and kinds, then the settings, which may refer to any of them.

use super::super::connect::check_reference;
use super::super::document::{NodeDoc, Scenario};
use super::section::{Cell, Problems, Section};
use super::settings;
use crate::api::did_you_mean;
use crate::base::NodeId;
use crate::nodes::KINDS;
use crate::sim::{FieldSpec, Settings, Value};
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
        configure(id, section, doc, problems);
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

fn configure(id: NodeId, section: Section<'_>, doc: &mut Scenario, problems: &mut Problems<'_>) {
    let Some(node) = doc.nodes.get(&id) else {
        return;
    };
    let spec = node.settings.spec();
    let mut settings = node.settings.clone();
    let what = section.what.clone();
    let unknown = |name: &str| {
        let names: Vec<&str> = spec.fields.iter().map(|field| field.name).collect();
        let mut hint = did_you_mean(name, names.iter().copied());
        if hint.is_empty() {
            hint = format!(" A {} has: {}.", spec.subtitle, names.join(", "));
        }
        format!("{what} has no setting \"{name}\".{hint}")
    };
    let check = |field: &FieldSpec, value: &Value| check_reference(doc, id, spec, field.name, value);
    settings::read(section.into_entries(), &mut settings, (&unknown, &check), doc, problems);
    if let Some(node) = doc.nodes.get_mut(&id) {
        node.settings = settings;
    }
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
