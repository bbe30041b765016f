//! An app on a device that gets push notifications: a platform endpoint.

use super::core::Endpoint;
use super::medium::Medium;
use super::rules::rule;
use super::spec::{self, ON_FAILURE};
use crate::base::{NodeId, SimDuration, SimTime, Stream};
use crate::nodes::calendar::timestamp;
use crate::nodes::mobile::{APPLICATION, PUSH, application_arn, endpoint_arn};
use crate::sim::{Awaits, Card, Ctx, Draft, Message, Metrics, NodeSpec, Refusal, Request, Rule, Settings, Tone};
use serde_json::json;
use smallvec::smallvec;

/// Its settings in the form in which they are used, and whether it was disabled.
#[derive(Clone, Debug)]
pub struct Push {
    application: Option<NodeId>,
    reachable: bool,
    token_valid: bool,
    /// As its owner set it.
    enabled: bool,
    /// Whether SNS has disabled it since, because its token was rejected.
    rejected: bool,
    latency: SimDuration,
}

impl Push {
    fn is_enabled(&self) -> bool {
        self.enabled && !self.rejected
    }
}

impl Medium for Push {
    const SPEC: &'static NodeSpec = &spec::MOBILE_PUSH;
    const BUSY: &'static str = "arriving";
    const TAKEN: &'static str = "pushes";
    const TOO_MANY: &'static str = "Throttled";
    const TOO_MANY_RULE: &'static Rule = rule("END-064");

    fn new(settings: &Settings) -> Push {
        Push {
            application: settings.node(APPLICATION),
            reachable: settings.flag("Reachable"),
            token_valid: settings.flag("TokenValid"),
            enabled: settings.flag("Enabled"),
            rejected: false,
            latency: settings.millis("Latency"),
        }
    }

    /// A valid token mends it, and so does enabling it by hand; any other change leaves it disabled.
    fn go_on(&mut self, before: &Push) {
        self.rejected = before.rejected && !self.token_valid && self.enabled == before.enabled;
    }

    fn latency(&self) -> (SimDuration, u64) {
        (self.latency, 0)
    }

    /// END-062: an invalid token disables the endpoint for all that follows.
    fn judge(&mut self, _message: &Message, _luck: &mut Stream, cx: &mut Ctx<'_>) -> Result<(), Refusal> {
        let refused = |code, rule, retryable| {
            Err(Refusal {
                code,
                rule: Some(rule),
                retryable,
            })
        };
        if let Some(application) = self.application {
            // SNS-171: an endpoint is nothing without its application.
            let Some(info) = cx.info(application) else {
                return refused("NotFound", const { rule("SNS-171") }, false);
            };
            if !info.settings.flag("Enabled") {
                return refused("PlatformApplicationDisabled", const { rule("SNS-173") }, false);
            }
        }
        if !self.is_enabled() {
            return refused("EndpointDisabled", const { rule("END-062") }, false);
        }
        if !self.reachable {
            return refused("ServiceUnavailable", const { rule("END-064") }, true);
        }
        if !self.token_valid {
            self.rejected = true;
            return refused("InvalidToken", const { rule("END-062") }, false);
        }
        Ok(())
    }

    /// SNS-180: the topic bills those of a topic.
    fn bill_direct(&self, cx: &mut Ctx<'_>) {
        cx.charge(&PUSH, 1);
    }

    /// SNS-170: its application may name a topic that hears of it.
    fn gave_up(&self, message: &Message, code: &'static str, attempts: u32, cx: &mut Ctx<'_>) {
        let Some((info, device)) = self.application.and_then(|id| cx.info(id)).zip(cx.info(cx.me())) else {
            return;
        };
        let Some(topic) = info.settings.node(ON_FAILURE) else {
            return;
        };
        let body = json!({
            "DeliveryAttempts": attempts,
            "EndpointArn": endpoint_arn(device, Some(info)),
            "EventType": "DeliveryFailure",
            "FailureMessage": sentence(code),
            "FailureType": code,
            "MessageId": message.root.to_string(),
            "Resource": application_arn(info),
            "Service": "SNS",
            "Time": timestamp(cx.now()),
        });
        let draft = Draft {
            body: body.to_string().into(),
            ..Draft::default()
        };
        let event = cx.make_message(draft, Some(message));
        let request = Request::Put {
            messages: smallvec![event],
            batch: false,
            awaits: Awaits::Acceptance,
        };
        cx.ask(topic, request);
    }

    fn metrics(&self, out: &mut Metrics) {
        out.set("Enabled", i64::from(self.is_enabled()));
    }

    fn card(&self, _now: SimTime, card: &mut Card) {
        if !self.is_enabled() {
            (card.status, card.tone) = ("disabled".to_string(), Tone::Bad);
        } else if !self.reachable {
            (card.status, card.tone) = ("out of reach".to_string(), Tone::Bad);
        }
    }
}

fn sentence(code: &str) -> &'static str {
    match code {
        "EndpointDisabled" => "Endpoint is disabled",
        "InvalidToken" => "Platform token associated with the endpoint is not valid",
        "PlatformApplicationDisabled" => "Platform application is disabled",
        _ => "The push service could not be reached",
    }
}

impl Endpoint<Push> {
    /// SNS-173: the owner enables or disables it, whatever SNS made of it before.
    pub fn switch(&mut self, enabled: bool) {
        (self.medium.enabled, self.medium.rejected) = (enabled, false);
    }
}
