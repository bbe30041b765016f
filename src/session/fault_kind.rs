//! The faults that one can pick: what each is called, what it fits, and the line it stands for.

use crate::api::quote;
use crate::base::{MessageId, NodeId, WireId};
use crate::sim::{Category, NodeSpec};

/// Something that can go wrong by hand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FaultKind {
    /// A machine dies.
    Kill,
    /// Work takes longer.
    Slow,
    /// A service refuses calls.
    Throttle,
    /// A wire is cut.
    Cut,
    /// A region goes down.
    RegionDown,
    /// Work on a message always fails.
    Poison,
    /// A message is lost on a wire.
    Drop,
    /// A message comes twice.
    Duplicate,
    /// A message is late.
    Delay,
}

/// What a fault can be dropped on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Aim {
    /// A node that is a machine or process.
    Machine,
    /// A node that does work.
    Compute,
    /// A node that is a service with calls.
    Service,
    /// Any node: its region is meant.
    Region,
    /// A wire.
    Wire,
    /// A message.
    Message,
}

impl Aim {
    /// The word for the style sheet.
    pub const fn name(self) -> &'static str {
        match self {
            Aim::Machine => "machine",
            Aim::Compute => "compute",
            Aim::Service => "service",
            Aim::Region => "region",
            Aim::Wire => "wire",
            Aim::Message => "message",
        }
    }

    /// What to call a target.
    pub const fn label(self) -> &'static str {
        match self {
            Aim::Machine | Aim::Compute => "Node",
            Aim::Service => "Service",
            Aim::Region => "Region",
            Aim::Wire => "Wire",
            Aim::Message => "Message",
        }
    }

    /// Whether a kind of node is such a target.
    pub fn fits(self, spec: &NodeSpec) -> bool {
        match self {
            Aim::Machine => spec.service.is_empty(),
            Aim::Compute => spec.service.is_empty() && spec.category == Category::Compute,
            Aim::Service => !spec.service.is_empty(),
            Aim::Region => true,
            Aim::Wire | Aim::Message => false,
        }
    }
}

/// What lies under the pointer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Hit {
    /// A card.
    Node(NodeId),
    /// A wire.
    Wire(WireId),
    /// A message.
    Message(MessageId),
}

impl FaultKind {
    /// All, in the order of the palette.
    pub const ALL: [FaultKind; 9] = [
        FaultKind::Kill,
        FaultKind::Slow,
        FaultKind::Throttle,
        FaultKind::Cut,
        FaultKind::RegionDown,
        FaultKind::Poison,
        FaultKind::Drop,
        FaultKind::Duplicate,
        FaultKind::Delay,
    ];

    /// The verb of its line.
    pub const fn verb(self) -> &'static str {
        match self {
            FaultKind::Kill => "fail",
            FaultKind::Slow => "slow",
            FaultKind::Throttle => "throttle",
            FaultKind::Cut => "partition",
            FaultKind::RegionDown => "region-down",
            FaultKind::Poison => "poison",
            FaultKind::Drop => "drop",
            FaultKind::Duplicate => "duplicate",
            FaultKind::Delay => "delay",
        }
    }

    /// Its name on screen.
    pub const fn label(self) -> &'static str {
        match self {
            FaultKind::Kill => "Kill",
            FaultKind::Slow => "Slow",
            FaultKind::Throttle => "Throttle",
            FaultKind::Cut => "Cut wire",
            FaultKind::RegionDown => "Region down",
            FaultKind::Poison => "Poison",
            FaultKind::Drop => "Drop",
            FaultKind::Duplicate => "Duplicate",
            FaultKind::Delay => "Delay",
        }
    }

    /// One sentence.
    pub const fn help(self) -> &'static str {
        match self {
            FaultKind::Kill => "The producer or worker dies with everything in its hands, until it is restarted.",
            FaultKind::Slow => "Work takes a multiple of its time: 300% is three times as long.",
            FaultKind::Throttle => {
                "The service refuses a share of the calls (20%), or all beyond so many a second (5/s)."
            }
            FaultKind::Cut => "Nothing gets through the wire in either direction, until it is healed.",
            FaultKind::RegionDown => "Everything in the region goes down and can't be reached.",
            FaultKind::Poison => "Work on this message fails wherever it is tried.",
            FaultKind::Drop => "The message is lost on the wire it is on, or on its next one.",
            FaultKind::Duplicate => "The message comes twice over the wire it is on, or over its next one.",
            FaultKind::Delay => "The message takes longer on the wire it is on, or on its next one.",
        }
    }

    /// What it can be dropped on.
    pub const fn aim(self) -> Aim {
        match self {
            FaultKind::Kill => Aim::Machine,
            FaultKind::Slow => Aim::Compute,
            FaultKind::Throttle => Aim::Service,
            FaultKind::Cut => Aim::Wire,
            FaultKind::RegionDown => Aim::Region,
            FaultKind::Poison | FaultKind::Drop | FaultKind::Duplicate | FaultKind::Delay => Aim::Message,
        }
    }

    /// How much of it, where that must be said: what to call it, and what it is until someone says otherwise.
    pub const fn amount(self) -> Option<(&'static str, &'static str)> {
        match self {
            FaultKind::Slow => Some(("Share of the normal time", "300%")),
            FaultKind::Throttle => Some(("Share refused, or calls a second", "50%")),
            FaultKind::Delay => Some(("How much longer", "5s")),
            _ => None,
        }
    }

    /// The line that it stands for. `target` is one or two words as a line has them.
    pub fn line(self, target: &str, amount: &str) -> String {
        let line = format!("{} {target}", self.verb());
        if self.amount().is_none() {
            return line;
        }
        let amount: String = amount.chars().filter(|c| !c.is_whitespace()).collect();
        format!("{line} {}", quote(&amount))
    }
}
