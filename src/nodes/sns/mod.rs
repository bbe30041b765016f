//! Amazon SNS: the standard topic and the FIFO topic.
//!
//! Both are a `Topic`, which keeps nothing: a published message becomes a copy for each subscription, and the
//! copies live on their own. A subscription is a wire with settings. Deliveries that fail are made again by the phases of a
//! `Policy`, each time as a new message whose parent is the attempt before, and end in the dead-letter queue
//! of the subscription or nowhere. A FIFO topic deduplicates what is published, sends one message of each group at a time to
//! a FIFO queue, and can archive and replay.
//!
//! What is left out, with reasons, stands in the list `FIDELITY` of the description; the JSON actions and ARNs are in `front`.
//!
//! Sources: the AWS service model and documentation, and recorded runs, as the rule table says for each rule.

mod access;
pub mod api;
mod archive;
mod check;
mod config;
mod confirm;
mod dedup;
mod delivery;
mod delivery_policy;
mod envelope;
mod error;
mod explain;
mod fidelity;
mod filter;
mod front;
mod limits;
mod metering;
mod meters;
mod names;
mod protocol;
mod publish;
mod quota;
mod rules;
mod spec;
mod subscription;
mod topic;
mod view;

#[cfg(test)]
mod tests;

pub use front::SERVICE;

use crate::base::{NodeId, SimTime};
use crate::sim::{
    Card, Ctx, Fault, Holding, Inquiry, Message, Metrics, Node, NodeSpec, Settings, Standing, Stimulus, Verdict,
};
use std::fmt::Debug;
use std::marker::PhantomData;
use topic::Topic;

/// What tells the two kinds apart.
pub trait Flavor: Clone + Debug {
    /// The description.
    const SPEC: &'static NodeSpec;
    /// Whether groups are kept in order.
    const FIFO: bool;
}

/// Of the standard topic.
#[derive(Clone, Copy, Debug)]
pub struct BestEffort;
/// Of the FIFO topic.
#[derive(Clone, Copy, Debug)]
pub struct Ordered;

impl Flavor for BestEffort {
    const SPEC: &'static NodeSpec = &spec::STANDARD;
    const FIFO: bool = false;
}

impl Flavor for Ordered {
    const SPEC: &'static NodeSpec = &spec::FIFO;
    const FIFO: bool = true;
}

/// A topic as a kind of node.
#[derive(Clone, Debug)]
pub struct Of<F> {
    /// The topic itself.
    pub topic: Box<Topic>,
    flavor: PhantomData<F>,
}

/// The SNS standard topic.
pub type Standard = Of<BestEffort>;
/// The SNS FIFO topic.
pub type Fifo = Of<Ordered>;

impl<F: Flavor> Node for Of<F> {
    const SPEC: &'static NodeSpec = F::SPEC;

    fn new(id: NodeId, seed: u64, settings: &Settings) -> Self {
        Of {
            topic: Box::new(Topic::new(id, seed, settings, F::FIFO)),
            flavor: PhantomData,
        }
    }

    fn handle(&mut self, stimulus: Stimulus, cx: &mut Ctx<'_>) {
        self.topic.react(stimulus, cx);
    }

    fn metrics(&self, _now: SimTime, out: &mut Metrics) {
        self.topic.fill_metrics(out);
    }

    fn card(&self, _now: SimTime, card: &mut Card) {
        self.topic.fill_card(card);
    }

    fn holdings(&self, _now: SimTime, visit: &mut dyn FnMut(Holding<'_>)) {
        self.topic.visit_holdings(visit);
    }

    fn faults(&self) -> Vec<Fault> {
        Fault::in_force(false, 100, self.topic.gate.limit())
    }

    fn audit(&self, _now: SimTime, wrong: &mut Vec<String>) {
        self.topic.check_self(wrong);
    }

    fn explain(&self, inquiry: Inquiry<'_>) -> Option<Standing> {
        self.topic.standing(inquiry)
    }

    fn verdicts(&self, message: &Message, inquiry: Inquiry<'_>) -> Vec<Verdict> {
        self.topic.verdicts(message, inquiry)
    }
}
