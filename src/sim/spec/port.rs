//! Where wires meet a node, and what can be set on them.

use super::NodeSpec;
use super::field::FieldSpec;
use crate::sim::settings::Terms;

/// A place where wires meet a node.
#[derive(Debug)]
pub struct PortSpec {
    /// The name in documents: `in`, `out`, `dlq`.
    pub name: &'static str,
    /// The name on screen and for screen readers: `messages in`.
    pub label: &'static str,
    /// Which way messages flow through it.
    pub flow: Flow,
    /// What it speaks. A wire joins an out port to an in port that speak the same.
    pub speaks: Speaks,
    /// How many wires it takes at most.
    pub max_wires: u16,
    /// What can be set on its wires. Of the two ports that a wire joins at most one says anything.
    pub wire: &'static WireSpec,
    /// Whether a node of another kind may be at the other end of its wires: `Err` is a sentence that names the rule.
    pub accepts: fn(&NodeSpec) -> Result<(), &'static str>,
}

impl PortSpec {
    /// A port for any number of plain wires to whatever speaks the same.
    pub const fn new(name: &'static str, label: &'static str, flow: Flow, speaks: Speaks) -> PortSpec {
        PortSpec {
            name,
            label,
            flow,
            speaks,
            max_wires: u16::MAX,
            wire: &WireSpec::PLAIN,
            accepts: |_| Ok(()),
        }
    }

    /// The same for at most so many wires.
    pub const fn at_most(self, max_wires: u16) -> PortSpec {
        PortSpec { max_wires, ..self }
    }

    /// The same with settings on its wires.
    pub const fn with(self, wire: &'static WireSpec) -> PortSpec {
        PortSpec { wire, ..self }
    }

    /// The same for some kinds only.
    pub const fn only(self, accepts: fn(&NodeSpec) -> Result<(), &'static str>) -> PortSpec {
        PortSpec { accepts, ..self }
    }
}

/// What can be set on a wire: what AWS keeps for a connection, such as a subscription or an event source mapping.
#[derive(Debug)]
pub struct WireSpec {
    /// What the connection is: `Subscription`. Unlike that of any other; "" for a plain wire.
    pub label: &'static str,
    /// Its settings. The order is the code in links: append only.
    pub fields: &'static [FieldSpec],
    /// Whether these settings go together, and with the kinds where the wire begins and ends: `Err` is a sentence.
    pub check: fn(&Terms, &NodeSpec, &NodeSpec) -> Result<(), String>,
}

impl WireSpec {
    /// A wire without settings.
    pub const PLAIN: WireSpec = WireSpec {
        label: "",
        fields: &[],
        check: |_, _, _| Ok(()),
    };

    /// What can be set on a wire between two ports.
    pub fn between(start: &PortSpec, end: &PortSpec) -> &'static WireSpec {
        if start.wire.fields.is_empty() {
            end.wire
        } else {
            start.wire
        }
    }
}

/// Which way messages flow through a port.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Flow {
    /// Into the node.
    In,
    /// Out of the node.
    Out,
}

/// What a port speaks, and so who calls whom.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Speaks {
    /// The side where messages come from calls, with [`Request::Put`](crate::sim::Request::Put).
    Put,
    /// The side where messages go polls, with [`Request::Take`](crate::sim::Request::Take), and settles.
    Take,
    /// No wire at all: dragging from here sets this field (of type [`FieldType::Node`](super::FieldType::Node)) to the node it ends on.
    Reference(&'static str),
}
