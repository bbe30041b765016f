//! The kernel with a kind of its own: a node that sends a message to its peer at random intervals, keeps what it gets,
//! and gives it away to whoever takes.

mod running;
mod travel;

use super::*;
use crate::base::{MessageId, NodeId, Ratio, SimDuration, SimTime, Stream, WireId};
use smallvec::smallvec;
use std::rc::Rc;

#[derive(Clone, Debug)]
struct Post {
    kept: Vec<Rc<Message>>,
    luck: Stream,
    period: SimDuration,
    answers: u64,
    lost: u64,
}

const FIELDS: &[FieldSpec] = &[FieldSpec {
    name: "Period",
    group: "",
    unit: Unit::Seconds,
    ty: FieldType::Number {
        min: 0,
        max: 10_000,
        places: 3,
    },
    initial: Initial::Number(0),
    help: "How long between two messages; 0 sends none, 10 sends as fast as time allows.",
    rule: "",
    change: Change::Live,
    command: "",
    valid: |_| Ok(()),
}];

static SPEC: NodeSpec = NodeSpec {
    kind: "post",
    code: 250,
    label: "Post",
    subtitle: "Post",
    category: Category::Sources,
    icon: "",
    summary: "",
    keywords: "",
    base_name: "post",
    name_suffix: "",
    ports: &[
        PortSpec::new("in", "in", Flow::In, Speaks::Put).at_most(9),
        PortSpec::new("out", "out", Flow::Out, Speaks::Put).at_most(9),
    ],
    fields: FIELDS,
    measures: Measures::NONE,
    metrics: &[],
    rules: &[],
    fidelity: &[],
    buttons: &[],
    service: "",
};

impl Node for Post {
    const SPEC: &'static NodeSpec = &SPEC;

    fn new(id: NodeId, seed: u64, settings: &Settings) -> Self {
        let luck = Stream::new(seed, u64::from(id.0), "post");
        Post {
            kept: Vec::new(),
            luck,
            period: settings.seconds("Period"),
            answers: 0,
            lost: 0,
        }
    }

    fn handle(&mut self, stimulus: Stimulus, cx: &mut Ctx<'_>) {
        match stimulus {
            Stimulus::Start if self.period > SimDuration::ZERO => {
                cx.wake(cx.now(), Phase::Timers, Timer { tag: 0, key: 0 });
            }
            Stimulus::Timer(_) => {
                let message = cx.make_message(
                    Draft {
                        body: "hello".into(),
                        ..Draft::default()
                    },
                    None,
                );
                match cx.wires(1).first() {
                    Some(wire) => drop(cx.call(
                        *wire,
                        Request::Put {
                            messages: smallvec![message],
                            batch: false,
                            awaits: Awaits::Result,
                        },
                    )),
                    None => self.kept.push(message),
                }
                let pause = self.luck.exponential(self.period);
                cx.wake(cx.now() + pause, Phase::Timers, Timer { tag: 0, key: 0 });
            }
            Stimulus::Request {
                from,
                request: Request::Put { messages, .. },
            } => {
                for message in &messages {
                    cx.tell(message.id, Happening::Stored { visible: cx.now() }, None);
                }
                let receipts = messages.iter().map(|message| Ok(Receipt::of(message.id))).collect();
                self.kept.extend(messages);
                cx.reply(from, Response::Put(receipts));
            }
            Stimulus::Response {
                response: Response::Unreachable,
                ..
            } => self.lost += 1,
            Stimulus::Response { .. } => self.answers += 1,
            Stimulus::Reconfigure(settings) => self.period = settings.seconds("Period"),
            _ => {}
        }
    }

    fn metrics(&self, _: SimTime, out: &mut Metrics) {
        out.set("Kept", self.kept.len());
    }

    fn card(&self, _: SimTime, _: &mut Card) {}

    fn holdings(&self, _: SimTime, visit: &mut dyn FnMut(Holding<'_>)) {
        for message in &self.kept {
            let sent = message.created;
            visit(Holding {
                message,
                place: Place::Waiting,
                until: None,
                receives: 0,
                sent,
                expires: None,
                handle: None,
            });
        }
    }

    fn audit(&self, _: SimTime, _: &mut Vec<String>) {}
}

impl Kinds for Post {
    fn make(id: NodeId, seed: u64, settings: &Settings) -> Self {
        Node::new(id, seed, settings)
    }
    fn spec(&self) -> &'static NodeSpec {
        &SPEC
    }
    fn handle(&mut self, stimulus: Stimulus, cx: &mut Ctx<'_>) {
        Node::handle(self, stimulus, cx);
    }
    fn metrics(&self, now: SimTime, out: &mut Metrics) {
        Node::metrics(self, now, out);
    }
    fn card(&self, now: SimTime, card: &mut Card) {
        Node::card(self, now, card);
    }
    fn holdings(&self, now: SimTime, visit: &mut dyn FnMut(Holding<'_>)) {
        Node::holdings(self, now, visit);
    }
    fn audit(&self, now: SimTime, wrong: &mut Vec<String>) {
        Node::audit(self, now, wrong);
    }
    fn emits_metrics(&self, _: SimTime) -> bool {
        true
    }
    fn explain(&self, inquiry: Inquiry<'_>) -> Option<Standing> {
        Node::explain(self, inquiry)
    }
    fn asking(&self, now: SimTime, wire: WireId) -> Option<Asking> {
        Node::asking(self, now, wire)
    }
    fn receipt(&self, handle: Handle) -> Option<String> {
        Node::receipt(self, handle)
    }
}

#[derive(Clone, Debug)]
struct Do(Input);

impl Entry<Post> for Do {
    fn perform(&self, world: &mut World<Post>) {
        world.apply(self.0.clone()).expect("the test's inputs are right");
    }
}

fn settings(period_millis: i64) -> Settings {
    let mut settings = Settings::new(&SPEC);
    settings.set("Period", Value::Number(period_millis)).expect("in range");
    settings
}

fn link(from: u32, to: u32) -> Link {
    Link {
        latency: SimDuration::from_millis(5),
        jitter: SimDuration::from_millis(3),
        ..Link::between((NodeId(from), 1), (NodeId(to), 0))
    }
}

fn world(loss: Ratio) -> World<Post> {
    let mut world = World::new(42, SimDuration::from_millis(80), SimDuration::from_millis(1));
    for (id, period) in [(1, 100), (2, 0), (3, 250)] {
        let (name, place) = (format!("post-{id}").into(), Location::default());
        world
            .apply(Input::Add {
                id: NodeId(id),
                name,
                settings: settings(period),
                place,
            })
            .expect("new number");
    }
    for (id, from) in [(1, 1), (2, 3)] {
        world
            .apply(Input::Wire(WireId(id), Link { loss, ..link(from, 2) }))
            .expect("right ends");
    }
    for id in 1..=3 {
        world.apply(Input::Start(NodeId(id))).expect("known node");
    }
    world
}

fn timeline() -> Timeline<Post, Do> {
    let cut = |on| Do(Input::Switch(WireId(1), on));
    Timeline::new(
        world(Ratio(50_000)),
        vec![
            (SimTime::from_secs(20), cut(false)),
            (SimTime::from_secs(30), cut(true)),
        ],
    )
}

fn play(timeline: &mut Timeline<Post, Do>, until: SimTime) {
    while timeline.advance(until, 97).outcome == Outcome::Budget {}
}
