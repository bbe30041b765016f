//! A platform application: an app at a push service, to which devices belong (SNS-170).
//!
//! Nothing is sent to it. Devices name it, SNS asks whether it is enabled, and it names the topics that hear of what happens to
//! its devices.

use super::rules::rule;
use super::spec::PLATFORM_APPLICATION;
use crate::base::{MessageId, NodeId, SimTime};
use crate::sim::{
    Card, Ctx, Fate, Happening, Holding, Metrics, Node, NodeSpec, Refusal, Request, Response, Settings, Stimulus, Tone,
};

/// A platform application.
#[derive(Clone, Debug)]
pub struct Application {
    enabled: bool,
}

impl Node for Application {
    const SPEC: &'static NodeSpec = &PLATFORM_APPLICATION;

    fn new(_: NodeId, _: u64, settings: &Settings) -> Self {
        Application {
            enabled: settings.flag("Enabled"),
        }
    }

    fn handle(&mut self, stimulus: Stimulus, cx: &mut Ctx<'_>) {
        match stimulus {
            Stimulus::Reconfigure(settings) => {
                self.enabled = settings.flag("Enabled");
                cx.tell(MessageId::NONE, Happening::Reconfigured, None);
            }
            // It has no port for messages, so nobody sends it any; whoever does all the same is refused.
            Stimulus::Request {
                from,
                request: Request::Put { messages, .. },
            } => {
                let refused = messages.iter().map(|message| {
                    cx.end(message.id, Fate::Refused);
                    cx.tell(
                        message.id,
                        Happening::Ended(Fate::Refused),
                        Some(const { rule("SNS-172") }),
                    );
                    Err(Refusal {
                        code: "InvalidParameter",
                        rule: Some(const { rule("SNS-172") }),
                        retryable: false,
                    })
                });
                let results = refused.collect();
                cx.reply(from, Response::Put(results));
            }
            Stimulus::Request { from, .. } => cx.reply(from, Response::Unreachable),
            _ => {}
        }
    }

    fn metrics(&self, _: SimTime, _: &mut Metrics) {}

    fn card(&self, _: SimTime, card: &mut Card) {
        if !self.enabled {
            (card.status, card.tone) = ("disabled".to_string(), Tone::Bad);
        }
    }

    fn holdings(&self, _: SimTime, _: &mut dyn FnMut(Holding<'_>)) {}

    fn audit(&self, _: SimTime, _: &mut Vec<String>) {}
}
