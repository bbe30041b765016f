//! Writing the file.

use super::super::checks::{Check, Fact};
use super::super::document::{Scenario, WireDoc};
use super::super::drawing::{Course, Paper};
use super::migrate::VERSION;
use super::plan::MADE;
use super::wires::join;
use crate::base::{NodeId, SimDuration, SimTime};
use crate::base::{write_duration, write_rate, write_share};
use crate::sim::{Described, FieldSpec, FieldType, Settings, Value, decimal};

/// The whole document.
pub fn write(doc: &Scenario) -> String {
    let mut out = format!("version = {VERSION}\n");
    let mut line = |key: &str, value: String| push(&mut out, &format!("{key} = {value}\n"));
    if !doc.title.is_empty() {
        line("title", quote(&doc.title));
    }
    if !doc.about.is_empty() {
        line("about", quote(&doc.about));
    }
    if doc.seed != Scenario::SEED {
        line("seed", doc.seed.to_string());
    }
    if doc.rate != Scenario::RATE {
        line("rate", quote(&write_rate(doc.rate)));
    }
    if let Some(until) = doc.until {
        line("until", instant(until));
    }
    if doc.cross_region != Scenario::CROSS_REGION {
        line("cross-region", span(doc.cross_region));
    }
    if doc.cross_zone != Scenario::CROSS_ZONE {
        line("cross-zone", span(doc.cross_zone));
    }
    areas(doc, &mut out);
    notes(doc, &mut out);
    nodes(doc, &mut out);
    wires(doc, &mut out);
    for step in &doc.steps {
        push(
            &mut out,
            &format!("\n[[steps]]\nat = {}\nrun = {}\n", instant(step.at), quote(&step.run)),
        );
    }
    for check in &doc.checks {
        checks(doc, check, &mut out);
    }
    out
}

fn push(out: &mut String, text: &str) {
    out.push_str(text);
}

fn areas(doc: &Scenario, out: &mut String) {
    let mut next = 1;
    for (id, area) in &doc.areas {
        push(out, "\n[[areas]]\n");
        number(out, *id, &mut next);
        push(
            out,
            &format!("name = {}\nkind = \"{}\"\n", quote(&area.name), area.kind.name()),
        );
        push(
            out,
            &format!("at = [{}, {}]\nsize = [{}, {}]\n", area.x, area.y, area.w, area.h),
        );
    }
}

fn notes(doc: &Scenario, out: &mut String) {
    let mut next = 1;
    for (id, note) in &doc.notes {
        push(out, "\n[[notes]]\n");
        number(out, *id, &mut next);
        push(out, &format!("text = {}\n", quote(&note.text)));
        if note.colour != Paper::default() {
            push(out, &format!("colour = \"{}\"\n", note.colour.name()));
        }
        push(
            out,
            &format!("at = [{}, {}]\nsize = [{}, {}]\n", note.x, note.y, note.w, note.h),
        );
    }
}

/// `id = …` where it is not the next number.
fn number(out: &mut String, id: u32, next: &mut u32) {
    if id != *next {
        push(out, &format!("id = {id}\n"));
    }
    *next = id.saturating_add(1);
}

fn nodes(doc: &Scenario, out: &mut String) {
    let mut next = 1;
    for (id, node) in &doc.nodes {
        push(out, &format!("\n[nodes.{}]\n", key(&node.name)));
        number(out, id.0, &mut next);
        let spec = node.settings.spec();
        push(
            out,
            &format!("kind = \"{}\"\nat = [{}, {}]\n", spec.kind, node.x, node.y),
        );
        settings(doc, &node.settings, out);
    }
}

/// What differs from the defaults, in the order of the description.
fn settings<S: Described>(doc: &Scenario, settings: &Settings<S>, out: &mut String) {
    for field in settings.spec().fields() {
        if let Some(value) = settings.changed().get(field.name) {
            push(out, &format!("{} = {}\n", key(field.name), setting(doc, field, value)));
        }
    }
}

fn setting(doc: &Scenario, field: &FieldSpec, value: &Value) -> String {
    match (field.ty, value) {
        (FieldType::Number { places, .. }, Value::Number(number)) => decimal(*number, places).replace(',', ""),
        (FieldType::Choice(choices), Value::Choice(index)) => {
            quote(choices.get(usize::from(*index)).map_or("", |choice| choice.name))
        }
        (_, Value::Bool(flag)) => flag.to_string(),
        (_, Value::Text(text)) => quote(text),
        (_, Value::Node(node)) => quote(node.map_or("", |id| doc.name(id))),
        (_, Value::Number(number)) => number.to_string(),
        (_, Value::Choice(index)) => index.to_string(),
    }
}

fn wires(doc: &Scenario, out: &mut String) {
    let mut next = 1;
    for (id, wire) in &doc.wires {
        push(out, "\n[[wires]]\n");
        number(out, id.0, &mut next);
        push(out, &format!("join = {}\n", quote(&join(doc, wire))));
        let plain = WireDoc::between(wire.from, wire.to);
        if wire.latency != plain.latency {
            push(out, &format!("latency = {}\n", span(wire.latency)));
        }
        if wire.jitter != plain.jitter {
            push(out, &format!("jitter = {}\n", span(wire.jitter)));
        }
        if wire.loss != plain.loss {
            push(out, &format!("loss = {}\n", quote(&write_share(wire.loss))));
        }
        if !wire.on {
            push(out, "on = false\n");
        }
        settings(doc, &wire.terms, out);
        let look = doc.look(*id);
        if !look.label.is_empty() {
            push(out, &format!("label = {}\n", quote(&look.label)));
        }
        if look.course != Course::default() {
            push(out, &format!("course = \"{}\"\n", look.course.name()));
        }
        if look.dashed {
            push(out, "line = \"dashed\"\n");
        }
    }
}

fn checks(doc: &Scenario, check: &Check, out: &mut String) {
    push(out, &format!("\n[[checks]]\nat = {}\n", instant(check.at)));
    let names = |nodes: &[NodeId]| match nodes {
        [] => String::new(),
        [one] => format!("node = {}\n", quote(doc.name(*one))),
        many => {
            let names: Vec<String> = many.iter().map(|id| quote(doc.name(*id))).collect();
            format!("node = [{}]\n", names.join(", "))
        }
    };
    let text = match &check.fact {
        Fact::Metric { nodes, metric, is } => format!("{}metric = {}\nis = \"{is}\"\n", names(nodes), quote(metric)),
        Fact::Fate { fate, is } => format!("fate = \"{}\"\nis = \"{is}\"\n", fate.name()),
        Fact::Made(is) => format!("fate = \"{MADE}\"\nis = \"{is}\"\n"),
        Fact::Event {
            event,
            nodes,
            message,
            is,
        } => {
            let message = message.map_or_else(String::new, |id| format!("message = {}\n", id.0));
            format!("{}event = \"{event}\"\n{message}is = \"{is}\"\n", names(nodes))
        }
        Fact::Refused(code) => format!("refused = {}\n", quote(code)),
    };
    push(out, &text);
    if !check.why.is_empty() {
        push(out, &format!("why = {}\n", quote(&check.why)));
    }
}

fn instant(at: SimTime) -> String {
    span(SimDuration(at.0))
}

fn span(span: SimDuration) -> String {
    quote(&write_duration(span))
}

/// A key, in quotes where it needs them.
fn key(name: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !name.is_empty() && name.chars().all(bare) {
        name.to_string()
    } else {
        quote(name)
    }
}

/// A TOML text in one line.
fn quote(text: &str) -> String {
    toml::Value::String(text.to_string()).to_string()
}
