//! Wires out of a link.

use super::bytes::{Reader, unzigzag};
use super::read::{Opening, time};
use crate::base::{Ratio, SimDuration, WireId};
use crate::scenario::{Edit, WireDoc, apply, sole_ports, wire_spec};
use crate::sim::{Terms, WireSpec};

impl Opening {
    pub(super) fn wires(&mut self, reader: &mut Reader<'_>, with_terms: bool) -> Option<()> {
        let mut before = (0i64, 0i64);
        for _ in 0..reader.number()? {
            let head = reader.number()?;
            let step = u64::try_from(head >> 2).ok()?;
            before.0 = before.0.saturating_add(unzigzag(step));
            before.1 = before.1.saturating_add(reader.signed()?);
            let ports = if head & 2 != 0 {
                Some((reader.small()?, reader.small()?))
            } else {
                None
            };
            let nodes = (self.at_place(before.0), self.at_place(before.1));
            let ends = match nodes {
                (Some(from), Some(to)) => ports
                    .or_else(|| sole_ports(&self.doc, from, to))
                    .map(|(out, into)| ((from, out), (to, into))),
                _ => None,
            };
            let properties = if head & 1 != 0 { Some(properties(reader)?) } else { None };
            let has_terms = with_terms && properties.as_ref().is_some_and(|said| said.terms);
            let spec = ends.map_or(&WireSpec::PLAIN, |(from, to)| wire_spec(&self.doc, from, to));
            let terms = match (has_terms, ends) {
                (false, _) => Terms::new(spec),
                (true, Some(_)) => reader.block(|block| self.terms(spec, block))?,
                // As with a node of an unknown kind, its texts can't be told from those that follow.
                (true, None) => reader.block(|_| Terms::new(spec))?,
            };
            self.wires.push(None);
            let (Some(from), Some(to)) = nodes else {
                self.drop_it("A wire was dropped: a node at its end is missing.");
                continue;
            };
            let Some((from, to)) = ends else {
                let (from, to) = (self.doc.name(from), self.doc.name(to));
                let text = format!("A wire was dropped: {from} and {to} can't be wired.");
                self.drop_it(text);
                continue;
            };
            let plain = WireDoc::between(from, to);
            let wire = match properties {
                Some(said) => WireDoc {
                    latency: said.latency,
                    jitter: said.jitter,
                    loss: said.loss,
                    on: said.on,
                    terms,
                    ..plain
                },
                None => WireDoc { terms, ..plain },
            };
            let id = self.doc.next_wire();
            if self.wire(id, wire) {
                self.wires.pop();
                self.wires.push(Some(id));
            }
        }
        Some(())
    }

    /// Adds a wire; where only its settings can't be, it comes without them.
    fn wire(&mut self, id: WireId, wire: WireDoc) -> bool {
        let bare = WireDoc {
            terms: Terms::new(wire.terms.spec()),
            ..wire.clone()
        };
        if bare.terms != wire.terms {
            match apply(&mut self.doc, Edit::AddWire(id, wire)) {
                Ok(_) => return true,
                Err(error) => self.drop_it(format!("Settings of a wire were dropped: {error}")),
            }
        }
        self.apply("A wire", Edit::AddWire(id, bare))
    }
}

/// What is said of a wire beyond its ends.
struct Properties {
    latency: SimDuration,
    jitter: SimDuration,
    loss: Ratio,
    on: bool,
    /// Whether its settings follow.
    terms: bool,
}

fn properties(reader: &mut Reader<'_>) -> Option<Properties> {
    let said = reader.number()?;
    let mut span = |bit: u128| if said & bit != 0 { time(reader) } else { Some(0) };
    Some(Properties {
        latency: SimDuration(span(1)?),
        jitter: SimDuration(span(2)?),
        loss: if said & 4 != 0 {
            Ratio::from_millionths(reader.small()?)
        } else {
            Ratio::NEVER
        },
        on: said & 8 == 0,
        terms: said & 16 != 0,
    })
}
