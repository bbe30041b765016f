//! The wires and boxes of a file.

use super::super::connect::{End, check_term, check_wire, pairs, ports, settle_terms, sole_ports, wire_spec};
use super::super::document::{Area, AreaKind, Scenario, WireDoc};
use super::nodes::node_named;
use super::section::{Cell, Problems, Section, unknown};
use super::settings;
use crate::api::did_you_mean;
use crate::base::parse_share;
use crate::base::{NodeId, Ratio, WireId};
use crate::nodes::KINDS;
use crate::sim::{FieldSpec, Flow, PortSpec, Speaks, Terms, Value, WireSpec};
use std::ops::Range;
use toml::de::DeValue;

/// The tables of `[[…]]` as sections.
pub fn tables<'i>(key: &str, what: &str, cell: Cell<'i>, problems: &mut Problems<'_>) -> Vec<Section<'i>> {
    let wrong = format!("{key} is a list of tables. Write [[{key}]] above each.");
    let DeValue::Array(cells) = cell.value else {
        problems.add(&cell.span, wrong);
        return Vec::new();
    };
    let mut sections = Vec::new();
    for cell in cells {
        let span = cell.span();
        match cell.into_inner() {
            DeValue::Table(table) => sections.push(Section::new(what, span, table, true)),
            _ => problems.add(&span, wrong.as_str()),
        }
    }
    sections
}

/// Reads `[[wires]]` into the document.
pub fn read(cell: Cell<'_>, doc: &mut Scenario, problems: &mut Problems<'_>) {
    for mut section in tables("wires", "A wire", cell, problems) {
        let id = section.whole("id", 1..=i128::from(u32::MAX - 1), problems);
        let join = section.need_text("join", "web -> orders", problems);
        let latency = section.span_of_time("latency", problems).unwrap_or_default();
        let jitter = section.span_of_time("jitter", problems).unwrap_or_default();
        let loss = share(&mut section, problems);
        let on = section.flag("on", problems).unwrap_or(true);
        let look = super::drawing::look(&mut section, problems);
        let place = section.span.clone();
        let next = doc.next_wire();
        let id = id.and_then(|id| u32::try_from(id).ok()).map_or(next, WireId);
        if id < next {
            problems.add(
                &place,
                format!("Numbers of wires must grow. Use id = {} or leave it out.", next.0),
            );
        }
        let found = join.as_ref().map(|(join, _)| {
            ends(doc, join).and_then(|(from, to)| check_wire(doc, from, to, None).map(|()| (from, to)))
        });
        let joined = found.as_ref().and_then(|found| found.as_ref().ok()).copied();
        let terms = terms(section, joined, doc, problems);
        match (found, &join) {
            (Some(Err(sentence)), Some((join, span))) => problems.missing(span, join, sentence),
            (_, Some((_, span))) if doc.wires.len() >= Scenario::MAX_WIRES => {
                problems.add(span, format!("A document has at most {} wires.", Scenario::MAX_WIRES));
            }
            _ => {}
        }
        let Some((from, to)) = joined.filter(|_| id >= next && doc.wires.len() < Scenario::MAX_WIRES) else {
            continue;
        };
        let mut wire = WireDoc {
            latency,
            jitter,
            loss,
            on,
            terms,
            ..WireDoc::between(from, to)
        };
        if let Err(sentence) = settle_terms(doc, &mut wire) {
            problems.add(&place, sentence);
        }
        doc.wires.insert(id, wire);
        if !look.is_plain() {
            doc.looks.insert(id, look);
        }
    }
}

/// What is set for a wire between these ends. Where there are none, what some wire knows is no further mistake.
fn terms(section: Section<'_>, joined: Option<(End, End)>, doc: &Scenario, problems: &mut Problems<'_>) -> Terms {
    let what = section.what.clone();
    let asked = section.asked().to_vec();
    let Some((from, to)) = joined else {
        let ports = KINDS.iter().flat_map(|kind| kind.ports);
        let fields: Vec<&str> = ports
            .flat_map(|port| port.wire.fields)
            .map(|field| field.name)
            .collect();
        for (name, span, _) in section.into_entries() {
            if !fields.contains(&name.as_str()) {
                problems.add(&span, unknown(&what, &name, &asked));
            }
        }
        return Terms::new(&WireSpec::PLAIN);
    };
    let spec = wire_spec(doc, from, to);
    let named = |name: &str| {
        let fields = spec.fields.iter().map(|field| field.name);
        let known: Vec<&str> = asked.iter().copied().chain(fields).collect();
        unknown(&what, name, &known)
    };
    let check = |field: &FieldSpec, value: &Value| check_term(doc, from.0, spec, field, value);
    let mut terms = Terms::new(spec);
    settings::read(section.into_entries(), &mut terms, (&named, &check), doc, problems);
    terms
}

fn share(section: &mut Section<'_>, problems: &mut Problems<'_>) -> Ratio {
    let Some(cell) = section.take("loss") else {
        return Ratio::NEVER;
    };
    cell.value.as_str().and_then(parse_share).unwrap_or_else(|| {
        problems.add(
            &cell.span,
            "loss is a share from 0% to 100%, in quotes: loss = \"2.5%\".",
        );
        Ratio::NEVER
    })
}

/// Both ends of `web -> orders` or `orders.out -> worker.in`.
fn ends(doc: &Scenario, join: &str) -> Result<(End, End), String> {
    let Some((from, to)) = join.split_once("->") else {
        return Err("join names both ends with an arrow between: join = \"web -> orders\".".to_string());
    };
    let (from, from_port) = end(doc, from.trim())?;
    let (to, to_port) = end(doc, to.trim())?;
    let pairs = pairs(doc, from, to);
    let fits =
        |pair: &&(u8, u8)| from_port.is_none_or(|port| port == pair.0) && to_port.is_none_or(|port| port == pair.1);
    let fitting: Vec<&(u8, u8)> = pairs.iter().filter(fits).collect();
    match fitting.as_slice() {
        [(out, into)] => Ok(((from, *out), (to, *into))),
        [] => Ok((
            first(doc, from, from_port, Flow::Out)?,
            first(doc, to, to_port, Flow::In)?,
        )),
        _ => Err(format!(
            "There are several ways to join {join}. Name the ports: \"{}\".",
            example(doc, from, to, pairs[0])
        )),
    }
}

impl Scenario {
    /// The wire that `web -> orders` or `orders.out -> worker.in` names.
    ///
    /// # Errors
    /// A sentence, when there is no such wire or several.
    pub fn find_wire(&self, text: &str) -> Result<WireId, String> {
        let Some((from, to)) = text.split_once("->") else {
            return Err("A wire is named by both ends with an arrow between: web -> orders.".to_string());
        };
        let (from, to) = (end(self, from.trim())?, end(self, to.trim())?);
        let fits = |named: (NodeId, Option<u8>), end: End| named.0 == end.0 && named.1.is_none_or(|port| port == end.1);
        let wires = self.wires.iter();
        let found: Vec<WireId> = wires
            .filter(|(_, wire)| fits(from, wire.from) && fits(to, wire.to))
            .map(|(id, _)| *id)
            .collect();
        match found.as_slice() {
            [one] => Ok(*one),
            [] => Err(format!("There is no wire {text}.")),
            [first, ..] => Err(format!(
                "There are several wires {text}. Name the ports: {}.",
                ports_of(self, &self.wires[first])
            )),
        }
    }

    /// What a wire is called: `web -> orders`, with ports only where there is a choice. "" when it is gone.
    pub fn wire_name(&self, id: WireId) -> String {
        self.wires.get(&id).map_or_else(String::new, |wire| join(self, wire))
    }
}

/// `web -> orders`, with ports only where there is a choice.
pub fn join(doc: &Scenario, wire: &WireDoc) -> String {
    if sole_ports(doc, wire.from.0, wire.to.0) == Some((wire.from.1, wire.to.1)) {
        return format!("{} -> {}", doc.name(wire.from.0), doc.name(wire.to.0));
    }
    ports_of(doc, wire)
}

/// `orders.out -> worker.in`.
fn ports_of(doc: &Scenario, wire: &WireDoc) -> String {
    example(doc, wire.from.0, wire.to.0, (wire.from.1, wire.to.1))
}

fn example(doc: &Scenario, from: NodeId, to: NodeId, pair: (u8, u8)) -> String {
    let port = |id: NodeId, index: u8| ports(doc, id).get(usize::from(index)).map_or("", |port| port.name);
    format!(
        "{}.{} -> {}.{}",
        doc.name(from),
        port(from, pair.0),
        doc.name(to),
        port(to, pair.1)
    )
}

/// Where no pair of ports fits, the first of the right direction: its refusal tells the reason.
fn first(doc: &Scenario, id: NodeId, port: Option<u8>, flow: Flow) -> Result<End, String> {
    let wire = |port: &PortSpec| port.flow == flow && !matches!(port.speaks, Speaks::Reference(_));
    let found = port.or_else(|| {
        ports(doc, id)
            .iter()
            .position(wire)
            .and_then(|index| u8::try_from(index).ok())
    });
    let way = if flow == Flow::Out { "out of" } else { "into" };
    found
        .map(|port| (id, port))
        .ok_or_else(|| format!("Nothing flows {way} {}. Join another node.", doc.name(id)))
}

/// A node, perhaps with a port behind a dot. Names of nodes may have dots themselves.
fn end(doc: &Scenario, text: &str) -> Result<(NodeId, Option<u8>), String> {
    if let Some(id) = doc.find(text) {
        return Ok((id, None));
    }
    let Some((id, port)) = text
        .rsplit_once('.')
        .and_then(|(name, port)| Some((doc.find(name)?, port)))
    else {
        return node_named(doc, text)
            .map(|id| (id, None))
            .map_err(|sentence| format!("join: {sentence}"));
    };
    let ports = ports(doc, id);
    let found = (0u8..).zip(ports).find(|(_, known)| known.name == port);
    found.map(|(index, _)| (id, Some(index))).ok_or_else(|| {
        let names: Vec<&str> = ports.iter().map(|port| port.name).collect();
        format!("{} has no port \"{port}\". It has: {}.", doc.name(id), names.join(", "))
    })
}

/// Reads `[[areas]]` into the document.
pub fn read_areas(cell: Cell<'_>, doc: &mut Scenario, problems: &mut Problems<'_>) {
    for mut section in tables("areas", "A box", cell, problems) {
        let id = section.whole("id", 1..=i128::from(u32::MAX - 1), problems);
        let name = section.need_text("name", "us-east-1", problems);
        let kind = section.need_text("kind", "region", problems);
        let at = section.pair("at", -super::FAR, problems);
        let size = section.pair("size", 2 * Scenario::GRID, problems);
        let place = section.span.clone();
        section.finish(problems);
        let kind = kind.and_then(|(kind, span)| area_kind(&kind, &span, problems));
        let (Some((name, _)), Some(kind), Some((x, y)), Some((w, h))) = (name, kind, at, size) else {
            continue;
        };
        let next = doc.next_area();
        let id = id.and_then(|id| u32::try_from(id).ok()).unwrap_or(next);
        if id < next || doc.areas.len() >= Scenario::MAX_AREAS {
            let most = Scenario::MAX_AREAS;
            problems.add(
                &place,
                format!("Numbers of boxes must grow from {next} on, and there are at most {most} boxes."),
            );
            continue;
        }
        let area = Area {
            name: name.into(),
            kind,
            x,
            y,
            w,
            h,
        };
        match area.tidy() {
            Ok(area) => drop(doc.areas.insert(id, area)),
            Err(sentence) => problems.add(&place, sentence),
        }
    }
}

fn area_kind(name: &str, span: &Range<usize>, problems: &mut Problems<'_>) -> Option<AreaKind> {
    let found = AreaKind::ALL.into_iter().find(|kind| kind.name() == name);
    if found.is_none() {
        let hint = did_you_mean(name, AreaKind::ALL.into_iter().map(AreaKind::name));
        problems.add(
            span,
            format!("There is no kind of box \"{name}\".{hint} Use region, zone or plain."),
        );
    }
    found
}
