//! What was done to a run from outside, in numbers and texts. Nodes and wires are named by their own numbers here: most
//! deeds are about what the present design may not have any more.

use super::bytes::{Reader, Writer};
use super::values;
use crate::base::{MessageId, NodeId, Ratio, SimDuration, WireId};
use crate::nodes::KINDS;
use crate::scenario::{Deed, Edit, NodeDoc, Scenario, WireDoc, apply};
use crate::sim::{
    Fault, FieldSpec, FieldType, Input, LinkPatch, Location, NodeSpec, Patch, Settings, Tamper, Terms, Throttling,
    Value, WireSpec,
};

/// Writes a deed.
pub fn write(deed: &Deed, out: &mut Writer) {
    match deed {
        Deed::Run(line) => {
            out.number(0u8);
            out.text(line);
        }
        Deed::Edit(inputs) => {
            out.number(inputs.len() as u64 + 1);
            inputs.iter().for_each(|input| write_input(input, out));
        }
    }
}

fn write_input(input: &Input, out: &mut Writer) {
    let head = |code: u8, id: u32, out: &mut Writer| {
        out.number(code);
        out.number(id);
    };
    match input {
        Input::Add {
            id,
            name,
            settings,
            place,
        } => {
            head(0, id.0, out);
            out.text(name);
            write_settings(settings, out);
            write_place(place, out);
        }
        Input::Start(id) => head(1, id.0, out),
        Input::Remove(id) => head(2, id.0, out),
        Input::Rename(id, name) => {
            head(3, id.0, out);
            out.text(name);
        }
        Input::Relocate(id, place) => {
            head(4, id.0, out);
            write_place(place, out);
        }
        Input::Configure(id, settings) => {
            head(5, id.0, out);
            write_settings(settings, out);
        }
        Input::Wire(id, link) => {
            head(6, id.0, out);
            for (node, port) in [link.from, link.to] {
                out.number(node.0);
                out.number(port);
            }
            out.number(link.latency.0);
            out.number(link.jitter.0);
            out.number(link.loss.0);
            // One that is on, two that its settings follow; they stand under the name of their kind of connection.
            let terms = !link.terms.changed().is_empty();
            out.number(u8::from(link.on) | u8::from(terms) << 1);
            if terms {
                out.text(link.terms.spec().label);
                values::write(link.terms.spec(), link.terms.changed(), out);
            }
        }
        Input::Set(id, patch) => {
            head(11, id.0, out);
            out.number(patch.spec().code);
            values::write(patch.spec(), patch.values(), out);
        }
        Input::Adjust(id, patch) => {
            head(12, id.0, out);
            write_adjustment(patch, out);
        }
        Input::Unwire(id) => head(7, id.0, out),
        Input::Switch(id, on) => {
            head(8, id.0, out);
            out.number(u8::from(*on));
        }
        Input::Fault(id, fault) => {
            head(9, id.0, out);
            write_fault(fault, out);
        }
        Input::Tamper(message, tamper) => {
            out.number(10u8);
            // The number of a message may be larger than that of a node, so it stands behind.
            out.number(0u8);
            out.number(message.0);
            let (code, delay) = match tamper {
                Tamper::Drop => (0u8, 0),
                Tamper::Duplicate => (1, 0),
                Tamper::Delay(delay) => (2, delay.0),
            };
            out.number(code);
            out.number(delay);
        }
    }
}

/// What follows, as bits, and then that.
fn write_adjustment(patch: &LinkPatch, out: &mut Writer) {
    let numbers = [
        patch.latency.map(|span| span.0),
        patch.jitter.map(|span| span.0),
        patch.loss.map(|share| u64::from(share.0)),
    ];
    let said = |(bit, given): (u8, bool)| u8::from(given) << bit;
    let given = numbers.iter().map(Option::is_some).chain([!patch.terms.is_empty()]);
    out.number((0u8..).zip(given).map(said).sum::<u8>());
    numbers.into_iter().flatten().for_each(|number| out.number(number));
    if !patch.terms.is_empty() {
        out.text(patch.terms.spec().label);
        values::write(patch.terms.spec(), patch.terms.values(), out);
    }
}

fn write_place(place: &Location, out: &mut Writer) {
    out.text(&place.region);
    out.text(&place.zone);
}

fn write_fault(fault: &Fault, out: &mut Writer) {
    let (code, number) = match *fault {
        Fault::Crash => (0u8, 0),
        Fault::Restart => (1, 0),
        Fault::ZoneDown(zone) => (2, u64::from(zone)),
        Fault::ZoneUp(zone) => (3, u64::from(zone)),
        Fault::Slow(factor) => (4, u64::from(factor)),
        Fault::Trigger(times) => (5, u64::from(times)),
        Fault::Poison(message) => (6, message.0),
        Fault::Throttle(None) => (7, 0),
        Fault::Throttle(Some(Throttling::Share(share))) => (8, u64::from(share.0)),
        Fault::Throttle(Some(Throttling::Rate(rate))) => (9, u64::from(rate)),
    };
    out.number(code);
    out.number(number);
}

/// The kind and its settings.
fn write_settings(settings: &Settings, out: &mut Writer) {
    out.number(settings.spec().code);
    values::write(settings.spec(), settings.changed(), out);
}

/// Which nodes there are while deeds are read: a wire is only taken between ports that fit, and a reference only to a
/// node of the right kind, as if a person had drawn it.
pub struct Ends(Scenario);

impl Ends {
    /// The nodes of the design with which the run began.
    pub fn of(began: &Scenario) -> Ends {
        Ends(Scenario {
            nodes: began.nodes.clone(),
            ..Scenario::default()
        })
    }

    fn add(&mut self, id: NodeId, name: &str, settings: &Settings) {
        let node = NodeDoc {
            name: name.into(),
            x: 0,
            y: 0,
            settings: settings.clone(),
        };
        self.0.nodes.insert(id, node);
    }

    /// What a command has made is not known here; the world looks at its ports itself.
    fn may_join(&mut self, id: WireId, link: &WireDoc) -> bool {
        let known = |id: NodeId| self.0.nodes.contains_key(&id);
        if link.from.0 == link.to.0 {
            return false;
        }
        if !known(link.from.0) || !known(link.to.0) {
            return true;
        }
        // Each wire is looked at alone: it comes and goes. What it refers to may have been made by a command.
        let mut link = link.clone();
        for (field, value) in link.terms.changed().clone() {
            if matches!(value, Value::Node(Some(to)) if !known(to)) {
                link.terms.reset(field);
            }
        }
        let comes = apply(&mut self.0, Edit::AddWire(id, link));
        comes.and_then(|goes| apply(&mut self.0, goes)).is_ok()
    }

    /// Whether a node is of this kind, as far as that is known.
    fn may_have(&self, id: NodeId, spec: &NodeSpec) -> bool {
        let node = self.0.nodes.get(&id);
        node.is_none_or(|node| node.settings.spec().kind == spec.kind)
    }

    pub(super) fn may_refer(&self, field: &FieldSpec, to: NodeId) -> bool {
        let FieldType::Node(kinds) = field.ty else { return false };
        let node = self.0.nodes.get(&to);
        node.is_none_or(|node| kinds.contains(&node.settings.spec().kind))
    }
}

/// Reads a deed; None where it is none.
pub fn read(reader: &mut Reader<'_>, ends: &mut Ends) -> Option<Deed> {
    let count = reader.number()?;
    if count == 0 {
        let line = reader.text().filter(|line| line.chars().count() <= Scenario::MAX_RUN)?;
        return Some(Deed::Run(line.into()));
    }
    let mut inputs = Vec::new();
    for _ in 1..count {
        inputs.push(read_input(reader, ends)?);
    }
    Some(Deed::Edit(inputs))
}

fn read_input(reader: &mut Reader<'_>, ends: &mut Ends) -> Option<Input> {
    let code: u8 = reader.small()?;
    let number: u32 = reader.small()?;
    let (id, wire) = (NodeId(number), WireId(number));
    Some(match code {
        0 => {
            let name = read_name(reader)?;
            let settings = read_settings(reader, id, ends)?;
            let place = read_place(reader)?;
            ends.add(id, &name, &settings);
            Input::Add {
                id,
                name: name.into(),
                settings,
                place,
            }
        }
        1 => Input::Start(id),
        2 => Input::Remove(id),
        3 => Input::Rename(id, read_name(reader)?.into()),
        4 => Input::Relocate(id, read_place(reader)?),
        5 => {
            let settings = read_settings(reader, id, ends)?;
            ends.may_have(id, settings.spec())
                .then_some(Input::Configure(id, settings))?
        }
        6 => {
            let from = (NodeId(reader.small()?), reader.small()?);
            let to = (NodeId(reader.small()?), reader.small()?);
            let mut link = WireDoc {
                latency: SimDuration(reader.small()?),
                jitter: SimDuration(reader.small()?),
                loss: Ratio::from_millionths(reader.small()?),
                ..WireDoc::between(from, to)
            };
            let said = reader.number()?;
            link.on = said & 1 == 1;
            if said & 2 != 0 {
                let label = reader.text()?;
                let spec = connection(&label)?;
                link.terms = Terms::new(spec);
                values::read(reader, spec, from.0, ends, |name, value| {
                    link.terms.set(name, value).ok()
                })?;
            }
            if !ends.may_join(wire, &link) {
                return None;
            }
            Input::Wire(wire, link)
        }
        11 => Input::Set(id, read_patch(reader, id, ends)?),
        12 => Input::Adjust(wire, read_adjustment(reader, ends)?),
        7 => Input::Unwire(wire),
        8 => Input::Switch(wire, reader.number()? == 1),
        9 => Input::Fault(id, read_fault(reader)?),
        10 => {
            let message = MessageId(reader.small()?);
            let (code, delay): (u8, u64) = (reader.small()?, reader.small()?);
            let tamper = match code {
                0 => Tamper::Drop,
                1 => Tamper::Duplicate,
                2 => Tamper::Delay(SimDuration(delay)),
                _ => return None,
            };
            Input::Tamper(message, tamper)
        }
        _ => return None,
    })
}

/// Names are as long as a person may make them; their form is the world's concern.
fn read_name(reader: &mut Reader<'_>) -> Option<String> {
    reader.text().filter(|name| !name.is_empty() && name.len() <= 200)
}

fn read_place(reader: &mut Reader<'_>) -> Option<Location> {
    Some(Location {
        region: reader.text()?.into(),
        zone: reader.text()?.into(),
    })
}

fn read_fault(reader: &mut Reader<'_>) -> Option<Fault> {
    let code: u8 = reader.small()?;
    Some(match code {
        0 | 1 | 7 => {
            reader.number()?;
            match code {
                0 => Fault::Crash,
                1 => Fault::Restart,
                _ => Fault::Throttle(None),
            }
        }
        2 => Fault::ZoneDown(reader.small()?),
        3 => Fault::ZoneUp(reader.small()?),
        4 => Fault::Slow(reader.small()?),
        5 => Fault::Trigger(reader.small()?),
        6 => Fault::Poison(MessageId(reader.small()?)),
        8 => Fault::Throttle(Some(Throttling::Share(Ratio::from_millionths(reader.small()?)))),
        9 => Fault::Throttle(Some(Throttling::Rate(reader.small()?))),
        _ => return None,
    })
}

fn read_kind(reader: &mut Reader<'_>) -> Option<&'static NodeSpec> {
    let code: u8 = reader.small()?;
    KINDS.iter().copied().find(|spec| spec.code == code)
}

fn read_patch(reader: &mut Reader<'_>, own: NodeId, ends: &Ends) -> Option<Patch> {
    let spec = read_kind(reader).filter(|spec| ends.may_have(own, spec))?;
    let mut patch = Patch::new(spec);
    values::read(reader, spec, own, ends, |name, value| patch.set(name, value).ok())?;
    Some(patch)
}

fn read_adjustment(reader: &mut Reader<'_>, ends: &Ends) -> Option<LinkPatch> {
    let said: u8 = reader.small()?;
    let given = |bit: u8| said >> bit & 1 == 1;
    let mut span = |bit: u8| given(bit).then(|| reader.small().map(SimDuration));
    let (latency, jitter) = (span(0), span(1));
    let loss = given(2).then(|| reader.small().map(Ratio::from_millionths));
    let mut patch = LinkPatch {
        latency: latency.map_or(Some(None), |read| read.map(Some))?,
        jitter: jitter.map_or(Some(None), |read| read.map(Some))?,
        loss: loss.map_or(Some(None), |read| read.map(Some))?,
        terms: Patch::new(&WireSpec::PLAIN),
    };
    if given(3) {
        let label = reader.text()?;
        let spec = connection(&label)?;
        patch.terms = Patch::new(spec);
        // Where the wire begins is not known here: a setting can't name what it refers to by itself anyhow.
        values::read(reader, spec, NodeId::OPERATOR, ends, |name, value| {
            patch.terms.set(name, value).ok()
        })?;
    }
    Some(patch)
}

fn read_settings(reader: &mut Reader<'_>, own: NodeId, ends: &Ends) -> Option<Settings> {
    let spec = read_kind(reader)?;
    let mut settings = Settings::new(spec);
    values::read(reader, spec, own, ends, |name, value| settings.set(name, value).ok())?;
    Some(settings)
}

/// The kind of connection that is called so.
fn connection(label: &str) -> Option<&'static WireSpec> {
    let ports = KINDS.iter().flat_map(|spec| spec.ports);
    ports.map(|port| port.wire).find(|wire| wire.label == label)
}
