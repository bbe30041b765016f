//! The kernel with a kind of its own: a node that sends a message to its peer at random intervals, keeps what it gets,
//! and gives it away to whoever takes.

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

#[test]
fn the_same_seed_gives_the_same_trace_whatever_the_budget() {
    let (mut a, mut b) = (timeline(), timeline());
    play(&mut a, SimTime::from_secs(60));
    b.advance(SimTime::from_secs(60), u64::MAX);
    assert_eq!(a.world().trace().hash(), b.world().trace().hash());
    assert_eq!(a.moment(), b.moment());
    assert!(a.world().trace().len() > 1_000);
}

#[test]
fn every_message_is_in_one_place_or_has_met_its_fate_at_every_step() {
    let mut run = timeline();
    for _ in 0..3_000 {
        run.step();
        assert_eq!(violations(run.world()), Vec::<String>::new());
    }
    assert!(
        run.world().ledger().count(Fate::Lost) > 0,
        "a lossy wire loses something"
    );
}

#[test]
fn seeking_shows_what_playing_showed_at_every_step() {
    let mut played = timeline();
    let mut seen = Vec::new();
    while played.moment().at < SimTime::from_secs(40) && played.step() {
        seen.push((
            played.moment(),
            played.world().trace().hash(),
            played.world().trace().len(),
        ));
    }
    let mut jumping = played.clone();
    for (moment, hash, len) in seen.iter().step_by(7).rev() {
        jumping.seek_step(moment.steps);
        assert_eq!(
            (
                jumping.moment(),
                jumping.world().trace().hash(),
                jumping.world().trace().len()
            ),
            (*moment, *hash, *len)
        );
    }
}

#[test]
fn acting_in_the_past_forks_and_acting_now_does_not() {
    let mut run = timeline();
    play(&mut run, SimTime::from_secs(10));
    assert!(
        !run.act(Do(Input::Configure(NodeId(1), settings(10)))),
        "nothing lies ahead of the newest moment"
    );
    play(&mut run, SimTime::from_secs(15));
    let with_change = run.world().trace().hash();
    run.seek(SimTime::from_secs(5));
    play(&mut run, SimTime::from_secs(15));
    assert_eq!(run.world().trace().hash(), with_change, "what was done is done again");
    run.seek(SimTime::from_secs(5));
    assert!(run.act(Do(Input::Configure(NodeId(1), settings(20)))));
    play(&mut run, SimTime::from_secs(15));
    assert_ne!(run.world().trace().hash(), with_change);
    assert_eq!(run.journal().count(), 1, "what had been done later is forgotten");
}

#[test]
fn events_that_fell_out_of_the_window_can_be_had_again() {
    let mut run = timeline();
    play(&mut run, SimTime::from_secs(60));
    let all = run.events(1, usize::MAX);
    assert_eq!(all.len() as u64, run.world().trace().len());
    let mut short = timeline();
    short.set_trace_window(10);
    play(&mut short, SimTime::from_secs(60));
    assert_eq!(short.world().trace().window().len(), 10);
    assert_eq!(short.events(100, 50), all[99..149]);
}

#[test]
fn a_checkpoint_runs_on_like_the_world_it_was_taken_from() {
    let mut original = world(Ratio(10_000));
    original.advance(SimTime::from_secs(5), u64::MAX);
    let mut copy = original.checkpoint();
    original.advance(SimTime::from_secs(9), u64::MAX);
    copy.advance(SimTime::from_secs(9), u64::MAX);
    assert_eq!(original.trace().hash(), copy.trace().hash());
}

#[test]
fn nothing_arrives_before_it_departs_and_distance_costs_time() {
    let mut near = world(Ratio(0));
    let mut far = world(Ratio(0));
    let place = Location {
        region: "eu-west-1".into(),
        zone: "".into(),
    };
    far.apply(Input::Relocate(NodeId(2), place)).expect("known node");
    for run in [&mut near, &mut far] {
        run.advance(SimTime::from_secs(10), u64::MAX);
    }
    let spans = |run: &World<Post>| -> Vec<u64> {
        let span = |event: &Event| match event.what {
            Happening::Departed { arrives, .. } => Some(arrives.0.checked_sub(event.at.0).expect("time goes forward")),
            _ => None,
        };
        run.trace().window().iter().filter_map(span).collect()
    };
    assert!(spans(&near).iter().all(|span| (5_000..=8_000).contains(span)));
    assert!(spans(&far).iter().all(|span| (85_000..=88_000).contains(span)));
}

#[test]
fn a_circle_without_delay_is_reported_and_does_not_hang() {
    let mut world: World<Post> = World::new(1, SimDuration::ZERO, SimDuration::ZERO);
    let (name, place) = (Rc::from("loop"), Location::default());
    world
        .apply(Input::Add {
            id: NodeId(1),
            name,
            settings: settings(1),
            place,
        })
        .expect("new number");
    world.trace_mut().set_recording(false);
    world.apply(Input::Start(NodeId(1))).expect("known node");
    world.advance(SimTime(10), u64::MAX);
    world
        .poke(NodeId(1), |node, _| node.period = SimDuration::ZERO)
        .expect("known node");
    let done = world.advance(SimTime::from_secs(1_000), u64::MAX);
    assert_eq!(done.outcome, Outcome::ZeroDelayLoop);
}

#[test]
fn removing_a_node_purges_what_it_held_and_tells_its_callers() {
    let mut run = world(Ratio(0));
    run.advance(SimTime::from_secs(5), u64::MAX);
    let held = run
        .metrics(NodeId(2))
        .and_then(|metrics| metrics.get("Kept"))
        .expect("a metric");
    run.apply(Input::Remove(NodeId(2))).expect("known node");
    assert_eq!(run.ledger().count(Fate::Purged), held as u64);
    run.advance(SimTime::from_secs(10), u64::MAX);
    assert_eq!(violations(&run), Vec::<String>::new());
    assert_eq!(run.apply(Input::Remove(NodeId(2))), Err(InputError::NoNode(NodeId(2))));
}

#[test]
fn minute_points_are_taken_at_each_minute() {
    let mut run = world(Ratio(0));
    run.advance(SimTime::from_secs(200), u64::MAX);
    let minutes: Vec<u64> = run
        .samples(NodeId(2))
        .expect("points")
        .points()
        .iter()
        .map(|point| point.at.0 / 60_000_000)
        .collect();
    assert_eq!(minutes, [1, 2, 3]);
}

#[test]
fn causes_come_before_their_effects() {
    let mut run = timeline();
    play(&mut run, SimTime::from_secs(5));
    let events = run.events(1, usize::MAX);
    assert!(events.iter().all(|event| event.cause < event.id));
    let stored = events
        .iter()
        .find(|event| matches!(event.what, Happening::Stored { .. }))
        .expect("one is stored");
    let cause = &events[stored.cause.0 as usize - 1];
    assert_eq!(
        (cause.message, cause.what),
        (
            stored.message,
            Happening::Made {
                parent: MessageId::NONE
            }
        )
    );
    assert_ne!(stored.message, MessageId::NONE);
}
