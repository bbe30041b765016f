//! Which wires are possible, and why the others are not.

use super::document::{Scenario, WireDoc};
use super::edit::Edit;
use crate::api::port_pairs;
use crate::base::{NodeId, WireId};
use crate::sim::{FieldSpec, FieldType, Flow, NodeSpec, PortSpec, Speaks, Value, WireSpec};

/// An end of a wire: a node and the index of one of its ports.
pub type End = (NodeId, u8);

impl Scenario {
    /// What drawing from one port to another means: a new wire, or for a reference port (a dead-letter queue, say) a
    /// setting. The drawing may begin at either end. Otherwise the reason why not, as a sentence.
    pub fn connect(&self, from: End, to: End) -> Result<Edit, String> {
        let (start, end) = (self.port(from)?, self.port(to)?);
        for (near, port, far) in [(from, start, to), (to, end, from)] {
            if let Speaks::Reference(field) = port.speaks {
                let value = Value::Node(Some(far.0));
                let spec = self.nodes[&near.0].settings.spec();
                check_reference(self, near.0, spec, field, &value)?;
                return Ok(Edit::Set {
                    node: near.0,
                    field: field.into(),
                    value,
                });
            }
        }
        let (from, to) = match (start.flow, end.flow) {
            (Flow::In, Flow::Out) => (to, from),
            _ => (from, to),
        };
        check_wire(self, from, to, None)?;
        Ok(Edit::AddWire(self.next_wire(), WireDoc::between(from, to)))
    }

    /// A wire with another port in place of the end that is not `kept`. Otherwise the reason why not, as a sentence.
    pub fn rewired(&self, id: WireId, kept: End, to: End) -> Result<WireDoc, String> {
        let wire = self.wires.get(&id).ok_or("The wire is gone. Draw it anew.")?;
        let (from, to) = if wire.from == kept { (kept, to) } else { (to, kept) };
        check_wire(self, from, to, Some(id))?;
        Ok(WireDoc {
            from,
            to,
            ..wire.clone()
        })
    }

    /// Every port at which the end of a wire that is not `kept` may stand, the present one among them, in the order of
    /// the nodes.
    pub fn ends_for(&self, id: WireId, kept: End) -> Vec<End> {
        let ends = self.nodes.iter().flat_map(|(node, doc)| {
            let ports = (0u8..).zip(doc.settings.spec().ports);
            ports.map(|(index, _)| (*node, index))
        });
        ends.filter(|to| self.rewired(id, kept, *to).is_ok()).collect()
    }

    /// The port at an end.
    fn port(&self, end: End) -> Result<&'static PortSpec, String> {
        let node = self
            .nodes
            .get(&end.0)
            .ok_or_else(|| format!("There is no node {}.", end.0))?;
        let spec = node.settings.spec();
        spec.ports
            .get(usize::from(end.1))
            .ok_or_else(|| format!("A {} has no port {}.", spec.label, end.1))
    }
}

/// Whether a wire is possible; `own` is the wire itself when it exists already.
pub(super) fn check_wire(doc: &Scenario, from: End, to: End, own: Option<WireId>) -> Result<(), String> {
    let (start, end) = (doc.port(from)?, doc.port(to)?);
    let (giver, taker) = (doc.name(from.0), doc.name(to.0));
    if from.0 == to.0 {
        return Err(format!("{giver} can't be wired to itself. Put another node between."));
    }
    for (name, port) in [(giver, start), (taker, end)] {
        if let Speaks::Reference(field) = port.speaks {
            return Err(format!(
                "The port \"{}\" of {name} takes no wire. It sets {field}: set it there instead.",
                port.name
            ));
        }
    }
    if start.flow != Flow::Out {
        return Err(format!(
            "Nothing leaves {giver} by \"{}\". Start at a port that gives messages.",
            start.label
        ));
    }
    if end.flow != Flow::In {
        return Err(format!(
            "Nothing enters {taker} by \"{}\". End at a port that takes messages.",
            end.label
        ));
    }
    if start.speaks != end.speaks {
        return Err(mismatch(giver, start, taker));
    }
    let kind = |id: NodeId| doc.nodes[&id].settings.spec();
    for refusal in [(start.accepts)(kind(to.0)), (end.accepts)(kind(from.0))] {
        refusal.map_err(str::to_string)?;
    }
    let others = || {
        doc.wires
            .iter()
            .filter(|(id, _)| Some(**id) != own)
            .map(|(_, wire)| wire)
    };
    if others().any(|wire| wire.from == from && wire.to == to) {
        return Err(format!("{giver} and {taker} are wired already."));
    }
    for (name, at, port) in [(giver, from, start), (taker, to, end)] {
        let count = others().filter(|wire| wire.from == at || wire.to == at).count();
        if count >= usize::from(port.max_wires) {
            return Err(format!(
                "The port \"{}\" of {name} takes at most {}. Remove one first.",
                port.label,
                plural(port.max_wires)
            ));
        }
    }
    Ok(())
}

/// What can be set on a wire between two ports; nothing where one of them does not exist.
pub fn wire_spec(doc: &Scenario, from: End, to: End) -> &'static WireSpec {
    match (doc.port(from), doc.port(to)) {
        (Ok(start), Ok(end)) => WireSpec::between(start, end),
        _ => &WireSpec::PLAIN,
    }
}

/// Keeps of a wire's settings what its ends know, and checks that it goes together.
pub(super) fn settle_terms(doc: &Scenario, wire: &mut WireDoc) -> Result<(), String> {
    let spec = WireSpec::between(doc.port(wire.from)?, doc.port(wire.to)?);
    wire.terms = wire.terms.described_by(spec);
    let kind = |id: NodeId| doc.nodes[&id].settings.spec();
    for field in spec.fields {
        let value = wire.terms.get(field.name).unwrap_or_else(|| field.default_value());
        check_term(doc, wire.from.0, spec, field, &value)?;
    }
    (spec.check)(&wire.terms, kind(wire.from.0), kind(wire.to.0))
}

/// Whether a setting of a wire that begins at this node may refer to what it refers to.
pub(super) fn check_term(
    doc: &Scenario,
    from: NodeId,
    spec: &WireSpec,
    field: &FieldSpec,
    value: &Value,
) -> Result<(), String> {
    check_target(doc, (from, spec.label), field, value)
}

fn plural(wires: u16) -> String {
    if wires == 1 {
        "one wire".to_string()
    } else {
        format!("{wires} wires")
    }
}

fn mismatch(giver: &str, start: &PortSpec, taker: &str) -> String {
    match start.speaks {
        Speaks::Take => format!("{giver} waits to be polled, but {taker} does not poll. Put a worker between."),
        _ => format!("{giver} sends, but {taker} polls. Put a queue between."),
    }
}

/// Whether a setting may refer to what it refers to. Settings that are no references always pass: their own check
/// follows when they are set.
pub(super) fn check_reference(
    doc: &Scenario,
    own: NodeId,
    spec: &NodeSpec,
    field: &str,
    value: &Value,
) -> Result<(), String> {
    match spec.field(field) {
        Some((_, known)) => check_target(doc, (own, spec.subtitle), known, value),
        None => Ok(()),
    }
}

/// The same for a setting of a node or of a wire that begins there, called `owner` in the refusal.
fn check_target(doc: &Scenario, (own, owner): (NodeId, &str), known: &FieldSpec, value: &Value) -> Result<(), String> {
    let (FieldType::Node(kinds), Value::Node(Some(to)), field) = (known.ty, value, known.name) else {
        return Ok(());
    };
    let target = doc
        .nodes
        .get(to)
        .ok_or_else(|| format!("{field}: there is no node {to}."))?;
    if *to == own {
        return Err(format!("{field} can't name the node itself. Choose another one."));
    }
    let target_spec = target.settings.spec();
    if kinds.contains(&target_spec.kind) {
        return Ok(());
    }
    let wanted: Vec<&str> = kinds
        .iter()
        .map(|kind| crate::nodes::kind(kind).map_or(*kind, |spec| spec.label))
        .collect();
    // SQS-110: the dead-letter queue of a FIFO queue is FIFO, that of a standard queue is standard.
    let reason = if known.rule.is_empty() {
        String::new()
    } else {
        format!(" ({})", known.rule)
    };
    Err(format!(
        "{field} of a {owner} must be a {}; {} is a {}{reason}.",
        wanted.join(" or a "),
        target.name,
        target_spec.subtitle
    ))
}

/// The ports of a node; none when there is no such node.
pub(super) fn ports(doc: &Scenario, id: NodeId) -> &'static [PortSpec] {
    doc.nodes.get(&id).map_or(&[], |node| node.settings.spec().ports)
}

/// The pairs of ports by which a wire from one node to another is possible, by what they speak. Where there are several,
/// those that the kinds allow; all of them where the kinds allow none, so that the refusal names a reason.
pub(super) fn pairs(doc: &Scenario, from: NodeId, to: NodeId) -> Vec<(u8, u8)> {
    let (outs, ins) = (ports(doc, from), ports(doc, to));
    let pairs = port_pairs(outs, ins);
    let (Some(giver), Some(taker)) = (doc.nodes.get(&from), doc.nodes.get(&to)) else {
        return pairs;
    };
    let allowed = |(out, into): &&(u8, u8)| {
        (outs[usize::from(*out)].accepts)(taker.settings.spec()).is_ok()
            && (ins[usize::from(*into)].accepts)(giver.settings.spec()).is_ok()
    };
    let good: Vec<(u8, u8)> = pairs.iter().filter(allowed).copied().collect();
    if good.is_empty() { pairs } else { good }
}

/// The pair of ports by which two nodes can be wired, when there is only one.
pub fn sole_ports(doc: &Scenario, from: NodeId, to: NodeId) -> Option<(u8, u8)> {
    match pairs(doc, from, to).as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}
