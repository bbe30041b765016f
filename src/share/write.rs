//! The document as bytes.
//!
//! Numbers: engine revision, flags of what follows; seed, rate, end, distances, nodes, wires, boxes, notes, looks of
//! wires, steps, checks. Nodes
//! and wires are named by their place in the order of numbers. Texts follow in the order in which they are met.

use super::ENGINE;
use super::bytes::{Writer, zigzag};
use super::drawing;
use crate::base::{NodeId, SimDuration};
use crate::scenario::{Check, Condition, EVENTS, Fact, Scenario, WireDoc, default_name, sole_ports};
use crate::sim::{Described, FieldSpec, FieldType, Settings, Value};
use std::collections::BTreeMap;

/// What a document says beyond its nodes and wires.
pub mod flag {
    pub const TITLE: u32 = 1;
    pub const ABOUT: u32 = 1 << 1;
    pub const SEED: u32 = 1 << 2;
    pub const RATE: u32 = 1 << 3;
    pub const STEPS: u32 = 1 << 4;
    pub const AREAS: u32 = 1 << 5;
    pub const UNTIL: u32 = 1 << 6;
    pub const DISTANCES: u32 = 1 << 7;
    pub const CHECKS: u32 = 1 << 8;
    /// Numbers of nodes, wires, boxes or notes are not 1, 2, 3 …
    pub const NUMBERS: u32 = 1 << 9;
    /// Sticky notes; since version 2.
    pub const NOTES: u32 = 1 << 10;
    /// How wires look; since version 2.
    pub const LOOKS: u32 = 1 << 11;
    /// Wires may have settings; since version 3.
    pub const TERMS: u32 = 1 << 12;
}

/// The places of nodes in the order of their numbers.
type Places = BTreeMap<NodeId, u32>;

/// Everything.
pub fn write(doc: &Scenario) -> Vec<u8> {
    let mut out = Writer::default();
    let flags = flags(doc);
    out.number(ENGINE);
    out.number(flags);
    if flags & flag::SEED != 0 {
        out.number(doc.seed);
    }
    if flags & flag::RATE != 0 {
        out.number(doc.rate);
    }
    if let Some(until) = doc.until {
        time(&mut out, until.0);
    }
    if flags & flag::DISTANCES != 0 {
        time(&mut out, doc.cross_region.0);
        time(&mut out, doc.cross_zone.0);
    }
    let places: Places = doc.nodes.keys().copied().zip(0..).collect();
    nodes(doc, &places, &mut out);
    wires(doc, &places, &mut out);
    if flags & flag::AREAS != 0 {
        areas(doc, &mut out);
    }
    if flags & flag::NOTES != 0 {
        drawing::notes(doc, &mut out);
    }
    if flags & flag::LOOKS != 0 {
        drawing::looks(doc, &mut out);
    }
    if flags & flag::STEPS != 0 {
        out.number(doc.steps.len() as u64);
        for step in &doc.steps {
            time(&mut out, step.at.0);
            out.text(&step.run);
        }
    }
    if flags & flag::CHECKS != 0 {
        out.number(doc.checks.len() as u64);
        for check in &doc.checks {
            write_check(check, &places, &mut out);
        }
    }
    if flags & flag::NUMBERS != 0 {
        gaps(doc.nodes.keys().map(|id| id.0), &mut out);
        gaps(doc.wires.keys().map(|id| id.0), &mut out);
        gaps(doc.areas.keys().copied(), &mut out);
        gaps(doc.notes.keys().copied(), &mut out);
    }
    if flags & flag::TITLE != 0 {
        out.text(&doc.title);
    }
    if flags & flag::ABOUT != 0 {
        out.text(&doc.about);
    }
    out.finish()
}

fn flags(doc: &Scenario) -> u32 {
    let counted = |ids: &mut dyn Iterator<Item = u32>| ids.zip(1..).all(|(id, place)| id == place);
    let numbers = counted(&mut doc.nodes.keys().map(|id| id.0))
        && counted(&mut doc.wires.keys().map(|id| id.0))
        && counted(&mut doc.areas.keys().copied())
        && counted(&mut doc.notes.keys().copied());
    let distances = (doc.cross_region, doc.cross_zone);
    let said = [
        (flag::TITLE, !doc.title.is_empty()),
        (flag::ABOUT, !doc.about.is_empty()),
        (flag::SEED, doc.seed != Scenario::SEED),
        (flag::RATE, doc.rate != Scenario::RATE),
        (flag::STEPS, !doc.steps.is_empty()),
        (flag::AREAS, !doc.areas.is_empty()),
        (flag::UNTIL, doc.until.is_some()),
        (
            flag::DISTANCES,
            distances != (Scenario::CROSS_REGION, Scenario::CROSS_ZONE),
        ),
        (flag::CHECKS, !doc.checks.is_empty()),
        (flag::NUMBERS, !numbers),
        (flag::NOTES, !doc.notes.is_empty()),
        (flag::LOOKS, !doc.looks.is_empty()),
        (flag::TERMS, doc.wires.values().any(has_terms)),
    ];
    said.iter().filter(|(_, said)| *said).map(|(flag, _)| flag).sum()
}

/// Numbers as what each skips.
fn gaps(ids: impl Iterator<Item = u32>, out: &mut Writer) {
    let mut next = 1;
    for id in ids {
        out.number(id.saturating_sub(next));
        next = id.saturating_add(1);
    }
}

/// A time in the largest unit in which it is whole: µs, ms, s or min.
pub const TIME_UNITS: [u64; 4] = [1, 1_000, 1_000_000, 60_000_000];

fn time(out: &mut Writer, micros: u64) {
    let whole = |(_, unit): &(usize, &u64)| micros.is_multiple_of(**unit);
    let found = TIME_UNITS.iter().enumerate().rev().find(whole);
    let (code, unit) = found.unwrap_or((0, &1));
    out.number(u128::from(micros / unit) << 2 | code as u128);
}

fn nodes(doc: &Scenario, places: &Places, out: &mut Writer) {
    out.number(doc.nodes.len() as u64);
    let mut before = (0, 0);
    let mut names = std::collections::BTreeSet::new();
    for node in doc.nodes.values() {
        let spec = node.settings.spec();
        let own_name = node.name != default_name(&names, spec);
        names.insert(node.name.clone());
        let has_settings = !node.settings.changed().is_empty();
        out.number(u32::from(spec.code) << 2 | u32::from(own_name) << 1 | u32::from(has_settings));
        let at = (node.x.div_euclid(Scenario::GRID), node.y.div_euclid(Scenario::GRID));
        out.signed(i64::from(at.0) - i64::from(before.0));
        out.signed(i64::from(at.1) - i64::from(before.1));
        before = at;
        if own_name {
            out.text(&node.name);
        }
        if has_settings {
            out.block(|block| settings(&node.settings, places, block));
        }
    }
}

/// Each setting as its field's index, counted from the one before, and its value.
fn settings<S: Described>(settings: &Settings<S>, places: &Places, out: &mut Writer) {
    let mut next = 0;
    for (index, field) in (0u32..).zip(settings.spec().fields()) {
        if let Some(value) = settings.changed().get(field.name) {
            out.number(index - next);
            next = index + 1;
            setting(field, value, places, out);
        }
    }
}

fn setting(field: &FieldSpec, value: &Value, places: &Places, out: &mut Writer) {
    match value {
        Value::Number(number) => {
            let scale = scale(field);
            let (number, round) = if number % scale == 0 {
                (number / scale, 1)
            } else {
                (*number, 0)
            };
            let magnitude = if negative(field) {
                zigzag(number)
            } else {
                number.unsigned_abs()
            };
            out.number(u128::from(magnitude) << 1 | round);
        }
        // It differs from the default, so it is the other one.
        Value::Bool(_) => {}
        Value::Choice(index) => out.number(*index),
        Value::Text(text) => out.text(text),
        Value::Node(node) => out.number(node.and_then(|id| places.get(&id)).map_or(0, |place| place + 1)),
    }
}

/// Numbers are often whole, or multiples of ten: then the zeros are left out.
pub fn scale(field: &FieldSpec) -> i64 {
    match field.ty {
        FieldType::Number { places, .. } => 10i64.pow(u32::from(places.max(1))),
        _ => 1,
    }
}

/// Whether a field takes numbers below zero.
pub fn negative(field: &FieldSpec) -> bool {
    matches!(field.ty, FieldType::Number { min, .. } if min < 0)
}

fn wires(doc: &Scenario, places: &Places, out: &mut Writer) {
    out.number(doc.wires.len() as u64);
    let mut before = (0, 0);
    for wire in doc.wires.values() {
        let place = |id: NodeId| places.get(&id).copied().map_or(0, i64::from);
        let (from, to) = (place(wire.from.0), place(wire.to.0));
        let plain = WireDoc::between(wire.from, wire.to);
        let ports = sole_ports(doc, wire.from.0, wire.to.0) != Some((wire.from.1, wire.to.1));
        let properties = WireDoc {
            terms: plain.terms.clone(),
            ..wire.clone()
        } != plain
            || has_terms(wire);
        out.number(u128::from(zigzag(from - before.0)) << 2 | u128::from(ports) << 1 | u128::from(properties));
        out.signed(to - before.1);
        before = (from, to);
        if ports {
            out.number(wire.from.1);
            out.number(wire.to.1);
        }
        if properties {
            let has = |span: SimDuration| span != SimDuration::ZERO;
            let lossy = wire.loss != plain.loss;
            let terms = has_terms(wire);
            let said = [has(wire.latency), has(wire.jitter), lossy, !wire.on, terms];
            let bits = (0u32..).zip(said).map(|(bit, said)| u32::from(said) << bit);
            out.number(bits.sum::<u32>());
            if said[0] {
                time(out, wire.latency.0);
            }
            if said[1] {
                time(out, wire.jitter.0);
            }
            if lossy {
                out.number(wire.loss.0);
            }
            if terms {
                out.block(|block| settings(&wire.terms, places, block));
            }
        }
    }
}

fn has_terms(wire: &WireDoc) -> bool {
    !wire.terms.changed().is_empty()
}

fn areas(doc: &Scenario, out: &mut Writer) {
    out.number(doc.areas.len() as u64);
    for area in doc.areas.values() {
        out.number(area.kind as u8);
        for pixels in [area.x, area.y, area.w, area.h] {
            out.signed(i64::from(pixels.div_euclid(Scenario::GRID)));
        }
        out.text(&area.name);
    }
}

fn write_check(check: &Check, places: &Places, out: &mut Writer) {
    time(out, check.at.0);
    let nodes = |nodes: &[NodeId], out: &mut Writer| {
        out.number(nodes.len() as u64);
        for id in nodes {
            out.number(places.get(id).copied().unwrap_or(0));
        }
    };
    match &check.fact {
        Fact::Metric {
            nodes: which,
            metric,
            is,
        } => {
            out.number(0u8);
            nodes(which, out);
            out.text(metric);
            condition(*is, out);
        }
        Fact::Fate { fate, is } => {
            out.number(1u8);
            out.number(*fate as u8);
            condition(*is, out);
        }
        Fact::Made(is) => {
            out.number(2u8);
            condition(*is, out);
        }
        Fact::Event {
            event,
            nodes: which,
            message,
            is,
        } => {
            out.number(3u8);
            let code = EVENTS.iter().position(|known| known == event).unwrap_or(0);
            out.number(code as u64);
            nodes(which, out);
            out.number(message.map_or(0, |id| id.0));
            condition(*is, out);
        }
        Fact::Refused(code) => {
            out.number(4u8);
            out.text(code);
        }
    }
    out.text(&check.why);
}

fn condition(is: Condition, out: &mut Writer) {
    let (code, number) = match is {
        Condition::Equal(number) => (0u8, number),
        Condition::Not(number) => (1, number),
        Condition::Less(number) => (2, number),
        Condition::AtMost(number) => (3, number),
        Condition::More(number) => (4, number),
        Condition::AtLeast(number) => (5, number),
        Condition::Between(low, _) => (6, low),
    };
    out.number(code);
    out.signed(number);
    if let Condition::Between(_, high) = is {
        out.signed(high);
    }
}
