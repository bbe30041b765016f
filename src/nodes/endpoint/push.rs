//! An app on a device that gets push notifications: a platform endpoint.

use super::medium::Medium;
use super::rules::rule;
use super::spec;
use crate::base::{SimDuration, SimTime, Stream};
use crate::sim::{Card, Ctx, Message, Metrics, NodeSpec, Refusal, Rule, Settings, Tone};

/// Its settings in the form in which they are used, and whether it was disabled.
#[derive(Clone, Debug)]
pub struct Push {
    reachable: bool,
    token_valid: bool,
    enabled: bool,
    latency: SimDuration,
}

impl Medium for Push {
    const SPEC: &'static NodeSpec = &spec::MOBILE_PUSH;
    const BUSY: &'static str = "arriving";
    const TAKEN: &'static str = "pushes";
    const TOO_MANY: &'static str = "Throttled";
    const TOO_MANY_RULE: &'static Rule = rule("END-064");

    fn new(settings: &Settings) -> Push {
        Push {
            reachable: settings.flag("Reachable"),
            token_valid: settings.flag("TokenValid"),
            enabled: settings.flag("Enabled"),
            latency: settings.millis("Latency"),
        }
    }

    fn latency(&self) -> (SimDuration, u64) {
        (self.latency, 0)
    }

    /// END-062: an invalid token disables the endpoint for all that follows.
    fn judge(&mut self, _message: &Message, _luck: &mut Stream, _cx: &mut Ctx<'_>) -> Result<(), Refusal> {
        let refused = |code, rule, retryable| {
            Err(Refusal {
                code,
                rule: Some(rule),
                retryable,
            })
        };
        if !self.enabled {
            return refused("EndpointDisabled", const { rule("END-062") }, false);
        }
        if !self.reachable {
            return refused("ServiceUnavailable", const { rule("END-064") }, true);
        }
        if !self.token_valid {
            self.enabled = false;
            return refused("InvalidToken", const { rule("END-062") }, false);
        }
        Ok(())
    }

    fn metrics(&self, out: &mut Metrics) {
        out.set("Enabled", i64::from(self.enabled));
    }

    fn card(&self, _now: SimTime, card: &mut Card) {
        if !self.enabled {
            (card.status, card.tone) = ("disabled".to_string(), Tone::Bad);
        } else if !self.reachable {
            (card.status, card.tone) = ("out of reach".to_string(), Tone::Bad);
        }
    }
}
