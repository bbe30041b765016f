//! The contract that every kind of node fulfils.

use super::card::Card;
use super::ctx::Ctx;
use super::gate::Throttling;
use super::message::{Handle, Message, Parcel, Request, Response};
use super::metrics::Metrics;
use super::settings::Settings;
use super::spec::NodeSpec;
use super::standing::{Asking, Inquiry, Standing, Verdict};
use crate::base::{MessageId, NodeId, SimTime, WireId};
use std::fmt::Debug;
use std::rc::Rc;

/// A kind of node: an engine without IO, clock or global state. Two clones given the same stimuli do the same.
pub trait Node: Clone + Debug {
    /// How the kind describes itself.
    const SPEC: &'static NodeSpec;

    /// A node of this kind at the start of its life. Random streams derive from `seed` and `id`.
    fn new(id: NodeId, seed: u64, settings: &Settings) -> Self;

    /// Reacts to something, by changing itself and through `cx`.
    fn handle(&mut self, stimulus: Stimulus, cx: &mut Ctx<'_>);

    /// Tells the present values of its metrics, in the order of the description.
    fn metrics(&self, now: SimTime, out: &mut Metrics);

    /// Shows itself at a glance.
    fn card(&self, now: SimTime, card: &mut Card);

    /// Visits every message it holds: each exactly once in a holding place; a consumer's copies are [`Place::Working`].
    fn holdings(&self, now: SimTime, visit: &mut dyn FnMut(Holding<'_>));

    /// The faults from outside that are in force, each as the stimulus that brought it about.
    fn faults(&self) -> Vec<Fault> {
        Vec::new()
    }

    /// Checks itself: order, limits, and that metrics equal holdings. Adds a sentence for each thing that is wrong.
    fn audit(&self, now: SimTime, wrong: &mut Vec<String>);

    /// Whether CloudWatch would get points from it now.
    fn emits_metrics(&self, now: SimTime) -> bool {
        let _ = now;
        true
    }

    /// Why a message stands where it stands here; None when the node does not have it.
    fn explain(&self, inquiry: Inquiry<'_>) -> Option<Standing> {
        let _ = inquiry;
        None
    }

    /// Why it did not give a message that it has let go to all who might have got it: one verdict for each.
    fn verdicts(&self, message: &Message, inquiry: Inquiry<'_>) -> Vec<Verdict> {
        let _ = (message, inquiry);
        Vec::new()
    }

    /// Whether it asks for messages over this wire, or why it doesn't; None when it never asks for any.
    fn asking(&self, now: SimTime, wire: WireId) -> Option<Asking> {
        let _ = (now, wire);
        None
    }

    /// Why it does what it does now, and doesn't do what one may be waiting for; empty for kinds of which nobody asks that.
    fn reasons(&self, now: SimTime) -> Vec<Asking> {
        let _ = now;
        Vec::new()
    }

    /// A receipt handle that it gave out, as the API shows it; None for kinds that give none.
    fn receipt(&self, handle: Handle) -> Option<String> {
        let _ = handle;
        None
    }
}

/// The closed set of kinds that a world is made of: an enum over all of them, made by the registry.
pub trait Kinds: Clone + Debug {
    /// A node of the kind that the settings belong to.
    fn make(id: NodeId, seed: u64, settings: &Settings) -> Self;
    /// As in [`Node`].
    fn spec(&self) -> &'static NodeSpec;
    /// As in [`Node`].
    fn handle(&mut self, stimulus: Stimulus, cx: &mut Ctx<'_>);
    /// As in [`Node`].
    fn metrics(&self, now: SimTime, out: &mut Metrics);
    /// As in [`Node`].
    fn card(&self, now: SimTime, card: &mut Card);
    /// As in [`Node`].
    fn holdings(&self, now: SimTime, visit: &mut dyn FnMut(Holding<'_>));
    /// As in [`Node`].
    fn faults(&self) -> Vec<Fault> {
        Vec::new()
    }
    /// As in [`Node`].
    fn audit(&self, now: SimTime, wrong: &mut Vec<String>);
    /// As in [`Node`].
    fn emits_metrics(&self, now: SimTime) -> bool;
    /// As in [`Node`].
    fn explain(&self, inquiry: Inquiry<'_>) -> Option<Standing>;
    /// As in [`Node`].
    fn verdicts(&self, message: &Message, inquiry: Inquiry<'_>) -> Vec<Verdict> {
        let _ = (message, inquiry);
        Vec::new()
    }
    /// As in [`Node`].
    fn asking(&self, now: SimTime, wire: WireId) -> Option<Asking>;
    /// As in [`Node`].
    fn reasons(&self, now: SimTime) -> Vec<Asking> {
        let _ = now;
        Vec::new()
    }
    /// As in [`Node`].
    fn receipt(&self, handle: Handle) -> Option<String>;
}

/// Whom to answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Caller {
    /// The node that calls.
    pub node: NodeId,
    /// Its call.
    pub call: u64,
    /// The wire over which it calls.
    pub wire: WireId,
}

impl Caller {
    /// In place of a wire: a call inside of AWS, or by the person at the console.
    pub const INSIDE: WireId = WireId(u32::MAX);
}

/// A node's own alarm clock: what to do and to what. Only the node that set it reads it. There is no way to cancel:
/// a node whose plans have changed ignores the alarm when it rings.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Timer {
    /// What to do.
    pub tag: u32,
    /// To what, for example a slot with its generation.
    pub key: u64,
}

/// Everything that can happen to a node.
#[derive(Clone, Debug)]
pub enum Stimulus {
    /// Its life begins: all nodes and wires of the design are in place.
    Start,
    /// Another node calls.
    Request {
        /// Whom to answer.
        from: Caller,
        /// What it wants.
        request: Request,
    },
    /// The answer to one of its calls.
    Response {
        /// Which call.
        call: u64,
        /// Over which wire.
        wire: WireId,
        /// The answer.
        response: Response,
    },
    /// A caller that waits for an answer has gone.
    HungUp(Caller),
    /// Messages change hands inside a service.
    Transfer(Vec<Parcel>),
    /// One of its alarms rings.
    Timer(Timer),
    /// Its settings changed.
    Reconfigure(Settings),
    /// Its wires changed, or what is set for one of them.
    Rewired,
    /// Something is done to it from outside.
    Fault(Fault),
}

/// What can be done to a node from outside the simulated services.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fault {
    /// The process or machine dies, with everything in its hands.
    Crash,
    /// It comes back.
    Restart,
    /// An Availability Zone of the service is lost (0, 1 or 2).
    ZoneDown(u8),
    /// The zone is back.
    ZoneUp(u8),
    /// Work takes this many times as long (hundredths; 100 is normal).
    Slow(u32),
    /// Send or do something now, so many times.
    Trigger(u32),
    /// The next message that is made or met is made to fail.
    Poison(MessageId),
    /// A service refuses calls, each kind with its own error; None stops that.
    Throttle(Option<Throttling>),
}

impl Fault {
    /// The faults in force at a node that can be down, slow (hundredths; 100 is normal) and told to refuse calls.
    pub fn in_force(down: bool, slow: u32, refusing: Option<Throttling>) -> Vec<Fault> {
        let crash = down.then_some(Fault::Crash);
        let slow = (slow != 100).then_some(Fault::Slow(slow));
        let throttle = refusing.map(|limit| Fault::Throttle(Some(limit)));
        crash.into_iter().chain(slow).chain(throttle).collect()
    }
}

/// Where a node keeps a message.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Place {
    /// Can be received.
    Waiting,
    /// Received and hidden.
    InFlight,
    /// Not yet available.
    Delayed,
    /// Deleted, but a replica survived.
    Ghost,
    /// Made, not yet sent.
    Outbox,
    /// A consumer's working copy. The message itself is elsewhere; copies don't count in the conservation of messages.
    Working,
    /// A copy to look at of a message that has met its fate: a mail that was received. It doesn't count either.
    Kept,
}

impl Place {
    /// Whether this is where the message itself is; else it is only a copy.
    pub fn is_home(self) -> bool {
        !matches!(self, Place::Working | Place::Kept)
    }
}

/// A message that a node holds, with what a person would want to know.
#[derive(Clone, Debug)]
pub struct Holding<'a> {
    /// The message.
    pub message: &'a Rc<Message>,
    /// Where it is.
    pub place: Place,
    /// When this changes by itself: visible, available, expired.
    pub until: Option<SimTime>,
    /// How often it was received.
    pub receives: u32,
    /// When the holder accepted it.
    pub sent: SimTime,
    /// When it expires.
    pub expires: Option<SimTime>,
    /// The newest receipt handle, if it was received here; [`Node::receipt`] makes the text of it.
    pub handle: Option<Handle>,
}

impl<'a> Holding<'a> {
    /// A message that nobody receives: no receipt handle, and it never expires.
    pub fn of(message: &'a Rc<Message>, place: Place, until: Option<SimTime>, sent: SimTime) -> Holding<'a> {
        Holding {
            message,
            place,
            until,
            receives: 0,
            sent,
            expires: None,
            handle: None,
        }
    }
}
