//! What is special to a kind of endpoint.

use crate::base::{SimDuration, SimTime, Stream};
use crate::sim::{Card, Ctx, Message, Metrics, NodeSpec, Refusal, Rule, Settings};
use std::fmt::Debug;
use std::rc::Rc;

/// When a subscription is confirmed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Confirms {
    /// As soon as the confirmation message is there.
    AtOnce,
    /// So long after the confirmation message came.
    After(SimDuration),
    /// Not at all: the confirmation message is taken and nothing follows.
    Never,
}

/// The differences between the kinds.
pub trait Medium: Clone + Debug {
    /// The description of the kind.
    const SPEC: &'static NodeSpec;
    /// The lane of what is under way: `answering`.
    const BUSY: &'static str;
    /// The lane of what was taken: `latest mails`.
    const TAKEN: &'static str;
    /// The code with which calls are refused that are too many.
    const TOO_MANY: &'static str;
    /// Why.
    const TOO_MANY_RULE: &'static Rule;

    /// From the settings.
    fn new(settings: &Settings) -> Self;

    /// Goes on after a change of settings with what was there before.
    fn go_on(&mut self, before: &Self) {
        let _ = before;
    }

    /// How long an answer takes, and by how many hundredths it may vary.
    fn latency(&self) -> (SimDuration, u64);

    /// Whether anybody is there.
    fn is_up(&self, now: SimTime) -> bool {
        let _ = now;
        true
    }

    /// How many messages it works on at the same time at most.
    fn most(&self) -> Option<usize> {
        None
    }

    /// What it says to a message, decided when the message comes.
    fn judge(&mut self, message: &Message, luck: &mut Stream, cx: &mut Ctx<'_>) -> Result<(), Refusal>;

    /// A message that was published to it directly has arrived.
    fn bill_direct(&self, cx: &mut Ctx<'_>) {
        let _ = cx;
    }

    /// A delivery failed for good, after so many attempts as far as is known here.
    fn gave_up(&self, message: &Message, code: &'static str, attempts: u32, cx: &mut Ctx<'_>) {
        let _ = (message, code, attempts, cx);
    }

    /// The body of its answer to a message.
    fn answer(&self, message: &Message) -> Option<Rc<str>> {
        let _ = message;
        None
    }

    /// When it confirms a subscription.
    fn confirms(&self) -> Confirms {
        Confirms::AtOnce
    }

    /// Whether it notices what it took before.
    fn deduplicates(&self) -> bool {
        false
    }

    /// Its own metrics, behind those that all have.
    fn metrics(&self, out: &mut Metrics) {
        let _ = out;
    }

    /// Its own figures and status.
    fn card(&self, now: SimTime, card: &mut Card) {
        let _ = (now, card);
    }
}
