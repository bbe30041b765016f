//! Amazon SQS: the standard queue and the FIFO queue.
//!
//! Both are a [`Queue`]: one store of messages with clocks, polls, receipt handles, dead-letter moves and message move
//! tasks. What makes the difference is a [`Discipline`]: [`BestEffort`](standard::BestEffort) lays messages on hosts,
//! asks samples of them, serves tenants fairly and makes the rare duplicate; [`Ordered`](fifo::Ordered) keeps message
//! groups in order, deduplicates and has quotas. A standard queue can't become a FIFO queue or back (SQS-149): they are two
//! types and two kinds.
//!
//! A queue is never busy and never calls anyone (SQS-216, SQS-217). It keeps one alarm for the earliest of all deadlines,
//! not one for each message, and every list is sorted by what ends first.
//!
//! What is left out, with reasons, stands in the list `FIDELITY` of the description; the JSON actions, ARNs and queue URLs
//! are in `front`. Shown by the whole design rather than enforced in one line: SQS-183 to SQS-188 (which rule explains
//! which symptom: the rules in the trace), SQS-210 to SQS-215, SQS-220 to SQS-222, SQS-229.
//!
//! Sources: the AWS service model and documentation, and recorded runs, as the rule table says for each rule.

mod access;
pub mod action;
pub mod api;
pub mod check;
mod config;
mod core;
mod dedup;
pub mod digest;
pub mod discipline;
pub mod error;
mod explain;
mod fair;
pub mod fifo;
mod front;
mod groups;
mod hosts;
mod index;
pub mod limits;
mod metering;
mod meters;
mod polling;
mod receiving;
pub mod redrive;
pub mod rules;
mod sending;
mod settling;
mod sorted;
mod spec;
pub mod standard;
mod store;
mod throttle;
mod upkeep;
mod view;
pub mod wire_names;

#[cfg(test)]
mod tests;

pub use self::core::Queue;
pub use discipline::Discipline;
pub use front::SERVICE;
pub use spec::{PORT_IN, PORT_OUT};

use crate::base::{MessageId, NodeId, SimTime};
use crate::sim::{
    Card, Ctx, Fault, Handle, Happening, Holding, Inquiry, Metrics, Node, NodeSpec, Request, Response, Settings,
    Standing, Stimulus,
};

/// The SQS standard queue.
pub type Standard = Queue<standard::BestEffort>;
/// The SQS FIFO queue.
pub type Fifo = Queue<fifo::Ordered>;

impl<D: Discipline> Node for Queue<D> {
    const SPEC: &'static NodeSpec = D::SPEC;

    fn new(id: NodeId, seed: u64, settings: &Settings) -> Self {
        Queue::create(id, seed, settings)
    }

    fn handle(&mut self, stimulus: Stimulus, cx: &mut Ctx<'_>) {
        match stimulus {
            Stimulus::Start => self.start(cx),
            Stimulus::Request { from, request } => match request {
                Request::Put { messages, batch, .. } => self.put(from, messages, batch, cx),
                Request::Take { max, wait, lease } => self.take(from, (max, wait, lease), cx),
                Request::Settle { settlements, batch } => self.settle(from, settlements, batch, cx),
                // A queue stores no objects.
                Request::Object { .. } => cx.reply(from, Response::Unreachable),
            },
            Stimulus::HungUp(caller) => self.hung_up(caller),
            Stimulus::Transfer(parcels) => self.take_over(parcels, cx),
            Stimulus::Timer(timer) => self.ring(timer, cx),
            Stimulus::Reconfigure(settings) => self.reconfigure(&settings, cx),
            Stimulus::Fault(Fault::ZoneDown(zone)) => self.switch_zone(zone, false, cx),
            Stimulus::Fault(Fault::ZoneUp(zone)) => self.switch_zone(zone, true, cx),
            Stimulus::Fault(Fault::Throttle(limit)) => {
                self.core.gate.set(limit);
                cx.tell(
                    MessageId::NONE,
                    Happening::Noted,
                    Some(const { rules::rule("SQS-067") }),
                );
            }
            // A queue has no machine that could crash or slow down (SQS-216), calls nobody, and acts on no trigger.
            Stimulus::Fault(_) | Stimulus::Response { .. } | Stimulus::Rewired => {}
        }
    }

    fn metrics(&self, now: SimTime, out: &mut Metrics) {
        self.fill_metrics(now, out);
    }

    fn card(&self, now: SimTime, card: &mut Card) {
        self.fill_card(now, card);
    }

    fn holdings(&self, _now: SimTime, visit: &mut dyn FnMut(Holding<'_>)) {
        self.visit_holdings(visit);
    }

    fn faults(&self) -> Vec<Fault> {
        let mut faults = Fault::in_force(false, 100, self.core.gate.limit());
        faults.extend(self.order.lost_zones().into_iter().map(Fault::ZoneDown));
        faults
    }

    fn audit(&self, now: SimTime, wrong: &mut Vec<String>) {
        self.check_self(now, wrong);
    }

    fn emits_metrics(&self, now: SimTime) -> bool {
        self.is_active(now)
    }

    fn explain(&self, inquiry: Inquiry<'_>) -> Option<Standing> {
        self.standing(inquiry)
    }

    fn receipt(&self, handle: Handle) -> Option<String> {
        Some(wire_names::receipt_handle(self.core.seed, handle))
    }
}
