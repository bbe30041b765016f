//! A document out of bytes that may be damaged or made up: every count is bounded by the bytes that are there, every
//! value is checked as if a person had typed it, and what doesn't pass is dropped and said.

use super::Decoded;
use super::bytes::Reader;
use super::migrate::migrate;
use super::write::{TIME_UNITS, flag};
use crate::base::{NodeId, SimDuration, SimTime, WireId};
use crate::nodes::KINDS;
use crate::scenario::{Area, AreaKind, Edit, NodeDoc, Scenario, Step, apply, default_name};
use crate::sim::{NodeSpec, Settings, Value};
use std::collections::BTreeSet;
use std::rc::Rc;

/// More is not said about what was dropped.
const SAID: usize = 20;

/// The document, or None when not even its beginning is there.
pub fn read(body: &[u8], version: u8) -> Option<Decoded> {
    let mut reader = Reader::new(body);
    let engine = reader.small()?;
    let flags: u32 = migrate(version, reader.small()?);
    let mut opening = Opening::default();
    if opening.everything(flags, &mut reader).is_none() {
        opening.drop_it("The link ends too early: what came after this point is missing.");
    }
    if opening.unsaid > 0 {
        let rest = format!("{} more things were dropped.", opening.unsaid);
        opening.dropped.push(rest);
    }
    Some(Decoded {
        scenario: opening.doc,
        dropped: opening.dropped,
        engine,
    })
}

/// A document while it is being opened.
#[derive(Default)]
pub(super) struct Opening {
    pub(super) doc: Scenario,
    pub(super) dropped: Vec<String>,
    unsaid: usize,
    /// The numbers of the wires by their place; None where one was dropped.
    pub(super) wires: Vec<Option<WireId>>,
    /// The numbers of the nodes by their place; None where one was dropped.
    pub(super) places: Vec<Option<NodeId>>,
    /// References, to be set once all nodes are there.
    pub(super) references: Vec<(NodeId, &'static str, usize)>,
    names: BTreeSet<Rc<str>>,
}

impl Opening {
    pub(super) fn drop_it(&mut self, what: impl Into<String>) {
        if self.dropped.len() < SAID {
            self.dropped.push(what.into());
        } else {
            self.unsaid += 1;
        }
    }

    /// Applies a change, or says that it was dropped and why. Whether it was applied.
    pub(super) fn apply(&mut self, what: &str, edit: Edit) -> bool {
        let applied = apply(&mut self.doc, edit);
        if let Err(error) = &applied {
            self.drop_it(format!("{what} was dropped: {error}"));
        }
        applied.is_ok()
    }

    fn everything(&mut self, flags: u32, reader: &mut Reader<'_>) -> Option<()> {
        if flags & flag::SEED != 0 {
            self.doc.seed = reader.small()?;
        }
        if flags & flag::RATE != 0 {
            let rate = reader.small()?;
            self.apply("The speed", Edit::Rate(rate));
        }
        if flags & flag::UNTIL != 0 {
            self.doc.until = Some(SimTime(time(reader)?));
        }
        if flags & flag::DISTANCES != 0 {
            self.doc.cross_region = SimDuration(time(reader)?);
            self.doc.cross_zone = SimDuration(time(reader)?);
        }
        self.nodes(reader)?;
        self.references();
        self.wires(reader, flags & flag::TERMS != 0)?;
        if flags & flag::AREAS != 0 {
            self.areas(reader)?;
        }
        if flags & flag::NOTES != 0 {
            self.notes(reader)?;
        }
        if flags & flag::LOOKS != 0 {
            self.looks(reader)?;
        }
        if flags & flag::STEPS != 0 {
            for _ in 0..reader.number()? {
                let (at, run) = (SimTime(time(reader)?), reader.text()?.into());
                self.apply("A step", Edit::AddStep(self.doc.steps.len(), Step { at, run }));
            }
        }
        if flags & flag::CHECKS != 0 {
            for _ in 0..reader.number()? {
                self.check(reader)?;
            }
        }
        if flags & flag::NUMBERS != 0 {
            self.numbers(reader)?;
        }
        if flags & flag::TITLE != 0 {
            let title = reader.text()?;
            self.apply("The title", Edit::Title(title));
        }
        if flags & flag::ABOUT != 0 {
            let about = reader.text()?;
            self.apply("The description", Edit::About(about));
        }
        Some(())
    }

    fn nodes(&mut self, reader: &mut Reader<'_>) -> Option<()> {
        let mut at = (0i64, 0i64);
        for _ in 0..reader.number()? {
            let head: u32 = reader.small()?;
            at.0 = at.0.saturating_add(reader.signed()?);
            at.1 = at.1.saturating_add(reader.signed()?);
            let spec = KINDS.iter().copied().find(|spec| u32::from(spec.code) == head >> 2);
            // Without its text column a link still has its nodes: they get the names of new ones.
            let name: Option<Rc<str>> = if head & 2 != 0 {
                reader.text().map(Rc::from)
            } else {
                None
            };
            let id = self.doc.next_node();
            let node = spec.map(|spec| self.node(spec, name, at, head & 2 != 0));
            let settings = if head & 1 != 0 {
                reader.block(|block| spec.map(|spec| self.settings(id, spec, block)))?
            } else {
                spec.map(Settings::new)
            };
            let place = match (node, settings) {
                (Some(node), Some(settings)) => self.place(id, NodeDoc { settings, ..node }),
                _ => {
                    self.drop_it("A node was dropped: this page does not know its kind. It may be a newer one.");
                    None
                }
            };
            self.places.push(place);
        }
        Some(())
    }

    fn node(&mut self, spec: &'static NodeSpec, name: Option<Rc<str>>, at: (i64, i64), named: bool) -> NodeDoc {
        let name = match name {
            Some(name) => match self.doc.check_name(spec, &name, None) {
                Ok(()) => name,
                Err(sentence) => {
                    let other = default_name(&self.names, spec);
                    self.drop_it(format!("A name was replaced by {other}. {sentence}"));
                    other
                }
            },
            None => {
                let other = default_name(&self.names, spec);
                if named {
                    self.drop_it(format!("The name of {other} is missing."));
                }
                other
            }
        };
        let pixels = |cells: i64| {
            let far = i64::from(Scenario::FAR);
            i32::try_from(cells.saturating_mul(i64::from(Scenario::GRID)).clamp(-far, far)).unwrap_or_default()
        };
        NodeDoc {
            name,
            x: pixels(at.0),
            y: pixels(at.1),
            settings: Settings::new(spec),
        }
    }

    fn place(&mut self, id: NodeId, node: NodeDoc) -> Option<NodeId> {
        let name = Rc::clone(&node.name);
        match apply(&mut self.doc, Edit::AddNode(id, node)) {
            Ok(_) => {
                self.names.insert(name);
                Some(id)
            }
            Err(error) => {
                self.drop_it(format!("The node {name} was dropped: {error}"));
                None
            }
        }
    }

    fn references(&mut self) {
        for (node, field, place) in std::mem::take(&mut self.references) {
            if self.doc.nodes.contains_key(&node) {
                match self.places.get(place).copied().flatten() {
                    Some(to) => {
                        let value = Value::Node(Some(to));
                        self.apply(
                            "A setting",
                            Edit::Set {
                                node,
                                field: field.into(),
                                value,
                            },
                        );
                    }
                    None => self.drop_it(format!("{field} was dropped: the node that it names is missing.")),
                }
            }
        }
    }

    pub(super) fn at_place(&self, place: i64) -> Option<NodeId> {
        usize::try_from(place)
            .ok()
            .and_then(|place| self.places.get(place).copied().flatten())
    }

    fn areas(&mut self, reader: &mut Reader<'_>) -> Option<()> {
        for _ in 0..reader.number()? {
            let kind = reader.small::<usize>()?;
            let mut sides = [0i32; 4];
            for side in &mut sides {
                let pixels = reader.signed()?.saturating_mul(i64::from(Scenario::GRID));
                let far = i64::from(Scenario::FAR);
                *side = i32::try_from(pixels.clamp(-far, far)).unwrap_or_default();
            }
            let [x, y, w, h] = sides;
            let name: Rc<str> = reader.text()?.into();
            match AreaKind::ALL.get(kind) {
                Some(kind) => {
                    let area = Area {
                        name,
                        kind: *kind,
                        x,
                        y,
                        w,
                        h,
                    };
                    self.apply("A box", Edit::AddArea(self.doc.next_area(), area));
                }
                None => self.drop_it(format!("The box {name} was dropped: this page does not know its kind.")),
            }
        }
        Some(())
    }
}

pub(super) fn time(reader: &mut Reader<'_>) -> Option<u64> {
    let code = reader.number()?;
    let unit = TIME_UNITS[(code & 3) as usize];
    u64::try_from(code >> 2).ok()?.checked_mul(unit)
}
