//! A kind for tests alone, whose wires have a setting of every type. It takes messages and forgets them.

use crate::base::{NodeId, SimTime};
use crate::sim::{
    Card, Category, Change, Choice, Ctx, Fate, FieldSpec, FieldType, Flow, Happening, Holding, Initial, Measures,
    Metrics, Node, NodeSpec, PortSpec, Receipt, Request, Response, Rule, Settings, Speaks, Stimulus, Unit, WireSpec,
};

const fn field(name: &'static str, unit: Unit, ty: FieldType, initial: Initial) -> FieldSpec {
    FieldSpec::live(name, "", unit, ty, initial, "What it does.")
}

/// What can be set on its wires.
pub static SUBSCRIPTION: WireSpec = WireSpec {
    label: "Hub subscription",
    fields: &[
        field("RawMessageDelivery", Unit::None, FieldType::Bool, Initial::Bool(false)),
        FieldSpec {
            rule: "HUB-001",
            valid: |text| match text.is_empty() || text.starts_with('{') {
                true => Ok(()),
                false => Err("a filter begins with a brace. Write {\"kind\": [\"a\"]}.".to_string()),
            },
            ..field(
                "FilterPolicy",
                Unit::None,
                FieldType::Text {
                    max: 1_000,
                    lines: true,
                },
                Initial::Text(""),
            )
        },
        field(
            "FilterPolicyScope",
            Unit::None,
            FieldType::Choice(&[
                Choice::named("MessageAttributes", "Attributes"),
                Choice::named("MessageBody", "Body"),
            ]),
            Initial::Choice(0),
        ),
        field(
            "RedrivePolicy.deadLetterTargetArn",
            Unit::None,
            FieldType::Node(&["sqs-standard"]),
            Initial::Nothing,
        ),
        field(
            "MaximumBatchingWindow",
            Unit::Seconds,
            FieldType::Number {
                min: 0,
                max: 300_000,
                places: 3,
            },
            Initial::Number(0),
        ),
        field("Offset", Unit::None, FieldType::whole(-100, 100), Initial::Number(0)),
        FieldSpec {
            change: Change::AtCreation,
            ..field(
                "StartingPosition",
                Unit::None,
                FieldType::Text { max: 20, lines: false },
                Initial::Text("LATEST"),
            )
        },
    ],
    check: |terms, _, to| match terms.flag("RawMessageDelivery") && to.kind != "sqs-standard" {
        true => Err(format!(
            "A {} takes no raw messages. Switch RawMessageDelivery off.",
            to.label
        )),
        false => Ok(()),
    },
};

/// Takes messages and forgets them.
#[derive(Clone, Debug)]
pub struct Hub {
    /// How often its wires have changed.
    rewired: u64,
}

impl Node for Hub {
    const SPEC: &'static NodeSpec = &NodeSpec {
        kind: "hub",
        code: 254,
        label: "Hub",
        subtitle: "Hub",
        category: Category::Queues,
        icon: "",
        summary: "",
        keywords: "",
        base_name: "hub",
        name_suffix: "",
        ports: &[
            PortSpec::new("in", "in", Flow::In, Speaks::Put).only(|other| match other.kind {
                "producer" => Err("A producer can't send to a hub (HUB-002). Put a queue between."),
                _ => Ok(()),
            }),
            PortSpec::new("out", "out", Flow::Out, Speaks::Put).with(&SUBSCRIPTION),
        ],
        fields: &[],
        metrics: &[],
        measures: Measures::NONE,
        rules: &[Rule {
            id: "HUB-001",
            sentence: "A filter begins with a brace.",
            source: "This file.",
        }],
        fidelity: &[],
        buttons: &[],
        service: "",
    };

    fn new(_id: NodeId, _seed: u64, _settings: &Settings) -> Self {
        Hub { rewired: 0 }
    }

    fn handle(&mut self, stimulus: Stimulus, cx: &mut Ctx<'_>) {
        match stimulus {
            Stimulus::Rewired => self.rewired += 1,
            Stimulus::Request {
                from,
                request: Request::Put { messages, .. },
            } => {
                let done = |id| {
                    cx.end(id, Fate::Done);
                    cx.tell(id, Happening::Ended(Fate::Done), None);
                    Ok(Receipt::of(id))
                };
                let results = messages.iter().map(|message| message.id).map(done).collect();
                cx.reply(from, Response::Put(results));
            }
            _ => {}
        }
    }

    fn metrics(&self, _now: SimTime, out: &mut Metrics) {
        let _ = out;
    }

    fn card(&self, _now: SimTime, _card: &mut Card) {}

    fn holdings(&self, _now: SimTime, _visit: &mut dyn FnMut(Holding<'_>)) {}

    fn audit(&self, _now: SimTime, _wrong: &mut Vec<String>) {}
}
