//! AWS KMS, as far as a key stops or allows a message: its state and who may use it.
//!
//! A key is never called over a wire. A queue or topic names it by its alias (`KmsMasterKeyId`), asks its settings through
//! [`access::check_key`](crate::nodes::access::check_key) when it needs a data key, and keeps the answer for its reuse
//! period. What a key can't do here stands in the list `FIDELITY` of the description.
//!
//! Sources: the AWS service model and documentation, as the rule table says for each rule.

mod api;
mod front;
pub mod rules;
mod spec;

#[cfg(test)]
mod tests;

pub use front::SERVICE;

use crate::base::{MessageId, NodeId, SimTime};
use crate::sim::{
    Card, Ctx, Fate, Happening, Holding, Metrics, Node, NodeSpec, Refusal, Request, Response, Settings, Stimulus, Tone,
};
use rules::rule;
use smallvec::SmallVec;

/// A customer managed key.
#[derive(Clone, Debug)]
pub struct Key {
    state: u16,
    throttled: bool,
}

impl Node for Key {
    const SPEC: &'static NodeSpec = &spec::KEY;

    fn new(_: NodeId, _: u64, settings: &Settings) -> Self {
        Key {
            state: settings.choice("KeyState"),
            throttled: settings.flag("Throttled"),
        }
    }

    fn handle(&mut self, stimulus: Stimulus, cx: &mut Ctx<'_>) {
        match stimulus {
            Stimulus::Reconfigure(settings) => {
                let before = self.state;
                (self.state, self.throttled) = (settings.choice("KeyState"), settings.flag("Throttled"));
                let what = match (before, self.state) {
                    (0, 1..) => Happening::WentDown,
                    (1.., 0) => Happening::CameBack,
                    _ => Happening::Reconfigured,
                };
                cx.tell(MessageId::NONE, what, Some(const { rule("END-092") }));
            }
            // A key has no port, so nobody sends it anything; whoever does all the same is refused.
            Stimulus::Request { from, request } => {
                let refusal = Refusal {
                    code: "UnsupportedOperation",
                    rule: None,
                    retryable: false,
                };
                let mut results = SmallVec::new();
                if let Request::Put { messages, .. } = &request {
                    for message in messages {
                        cx.tell(message.id, Happening::Ended(Fate::Refused), None);
                        cx.end(message.id, Fate::Refused);
                        results.push(Err(refusal));
                    }
                }
                cx.reply(from, Response::Put(results));
            }
            _ => {}
        }
    }

    fn metrics(&self, _: SimTime, _: &mut Metrics) {}

    fn card(&self, _: SimTime, card: &mut Card) {
        card.status = spec::STATES[usize::from(self.state)].label.to_string();
        card.tone = if self.state == 0 { Tone::Good } else { Tone::Bad };
        if self.throttled {
            card.status = "throttled".to_string();
            card.tone = Tone::Warning;
        }
    }

    fn holdings(&self, _: SimTime, _: &mut dyn FnMut(Holding<'_>)) {}

    fn audit(&self, _: SimTime, _: &mut Vec<String>) {}
}
