//! A platform application: an app at a push service, to which devices belong (SNS-170).
//!
//! Nothing is sent to it. Devices name it, SNS asks whether it is enabled, and it names the topics that hear of what happens to
//! its devices.

use super::rules::{RULES, rule};
use super::spec::{SENDER, flag};
use crate::base::{MessageId, NodeId, SimTime};
use crate::nodes::mobile::{APPLICATION_KIND, PLATFORMS};
use crate::sim::{
    Card, Category, Ctx, Fate, Fidelity, FieldSpec, Flow, Happening, Holding, Measures, Metrics, Node, NodeSpec,
    PortSpec, Refusal, Request, Response, Settings, Speaks, Stimulus, Tone,
};

const TOPICS: &[&str] = &["sns-standard"];

/// The topic that hears of deliveries that failed for good.
pub const ON_FAILURE: &str = "EventDeliveryFailure";

const fn told(name: &'static str, help: &'static str) -> FieldSpec {
    FieldSpec::reference(name, TOPICS).told("Event notifications", "SNS-170", help)
}

/// The description of the kind.
pub static SPEC: NodeSpec = NodeSpec {
    kind: APPLICATION_KIND,
    code: 62,
    label: "Platform application",
    subtitle: "Amazon SNS · mobile push",
    category: Category::Endpoints,
    icon: "M3 3h6v6H3zM11 3h6v6h-6zM3 11h6v6H3zM14 11v6M11 14h6",
    summary: "An app at a push service. Devices belong to it: each is an endpoint that messages can be published to.",
    keywords: "aws sns platform application push notification mobile app fcm gcm apns adm credentials",
    base_name: "app",
    name_suffix: "",
    ports: &[PortSpec::new(
        "failures",
        "topic for failed deliveries",
        Flow::Out,
        Speaks::Reference(ON_FAILURE),
    )
    .at_most(1)],
    fields: &[
        FieldSpec::choice("Platform", PLATFORMS, 0)
            .told("", "SNS-170", "The push service. FCM is still called GCM in the API.")
            .at_creation(),
        flag(
            "Enabled",
            true,
            "SNS-173",
            "SNS disables an application whose credentials the push service rejects; nothing is sent to its devices then.",
        ),
        told("EventEndpointCreated", "The topic that hears of every new endpoint."),
        told(
            "EventEndpointDeleted",
            "The topic that hears of every endpoint that is deleted.",
        ),
        told(
            "EventEndpointUpdated",
            "The topic that hears of changed attributes of endpoints.",
        ),
        told(
            ON_FAILURE,
            "The topic that hears of deliveries to its endpoints that failed for good.",
        ),
    ],
    metrics: &[],
    measures: Measures::NONE,
    rules: RULES,
    fidelity: &[
        SENDER,
        Fidelity::note(
            "SNS-170",
            "Credentials are taken and not looked at. Creating an application again sets its attributes anew. Its topics hear of endpoints that the API makes, changes or deletes, and of failures that no retry would mend.",
        ),
        Fidelity::note(
            "SNS-171",
            "A device that is drawn without an application belongs to an unnamed one, which is listed nowhere. What becomes of the endpoints of a deleted application is not documented; here they are gone until they get another one.",
        ),
    ],
    buttons: &[],
    service: "sns",
};

/// A platform application.
#[derive(Clone, Debug)]
pub struct Application {
    enabled: bool,
}

impl Node for Application {
    const SPEC: &'static NodeSpec = &SPEC;

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
