//! One instance of a group: a worker with a life of its own (CWA-058).

use crate::base::SimTime;
use crate::nodes::worker::Worker;

/// How far an instance is in its life.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// It boots until then.
    Pending(SimTime),
    /// It works.
    InService,
    /// A hook lets it finish what it has in hand, until then at most (CWA-092).
    Waiting(SimTime),
}

/// An instance.
#[derive(Clone, Debug)]
pub struct Instance {
    /// From 1, never used again.
    pub number: u32,
    pub worker: Worker,
    pub stage: Stage,
    /// The Availability Zone: 0, 1 or 2.
    pub zone: u8,
    pub launched: SimTime,
    /// Until when it is paid for already (CWA-111).
    pub billed: SimTime,
    /// Until when it does not count for policies, once it is in service (CWA-084).
    pub warm: SimTime,
    /// How long it will warm up, in seconds.
    pub warm_up: u64,
    /// CWA-093.
    pub protected: bool,
    /// When it is taken away, after its Spot notice (CWA-094).
    pub notice: Option<SimTime>,
    /// Whether a simple policy waits for it.
    pub simple: bool,
}

impl Instance {
    /// Whether it works now, with or without a notice.
    pub fn is_in_service(&self) -> bool {
        self.stage == Stage::InService
    }

    /// Whether it finishes what it has in hand.
    pub fn is_waiting(&self) -> bool {
        matches!(self.stage, Stage::Waiting(_))
    }

    /// Whether it counts toward the capacity.
    pub fn counts(&self) -> bool {
        !self.is_waiting() && self.notice.is_none()
    }

    /// Whether it was added and is not warm yet.
    pub fn is_warming(&self, now: SimTime) -> bool {
        match self.stage {
            Stage::Pending(_) => true,
            Stage::InService => self.warm > now,
            Stage::Waiting(_) => false,
        }
    }

    /// The state as the API writes it.
    pub fn state(&self) -> &'static str {
        match self.stage {
            Stage::Pending(_) => "Pending",
            Stage::InService => "InService",
            Stage::Waiting(_) => "Terminating:Wait",
        }
    }

    /// `i-00000000000000003`.
    pub fn id(&self) -> String {
        instance_id(self.number)
    }
}

/// The id of an instance, as EC2 writes them.
pub fn instance_id(number: u32) -> String {
    format!("i-{number:017x}")
}
