//! What a user sees of a producer, at a queue that does as it is told.

mod answers;
mod disturbing;
mod retrying;

use super::{Producer, spec::SPEC};
use crate::base::{MessageId, NodeId, Ratio, SimDuration, SimTime, WireId};
use crate::nodes::bench::stand_in::{self, StandIn};
use crate::nodes::bench::town::{number, text};
use crate::sim::{
    AttributeValue, Card, Fault, Input, Inquiry, Kinds, Link, Location, Place, Settings, Standing, Value, World,
    violations,
};

type Two = stand_in::Bench<Producer>;

const PRODUCER: NodeId = NodeId(1);

/// A producer and queues 2, 3 … with as many wires.
struct Bench {
    world: World<Two>,
    settings: Settings,
}

fn bench(changes: &[(&str, Value)], queues: u32, queue_changes: &[(&str, i64)]) -> Bench {
    let mut world = World::new(7, SimDuration::ZERO, SimDuration::ZERO);
    let mut settings = Settings::new(&SPEC);
    for (name, value) in changes {
        settings.set(name, value.clone()).unwrap();
    }
    let mut add = |id, settings: &Settings| {
        let input = Input::Add {
            id,
            name: format!("node-{}", id.0).into(),
            settings: settings.clone(),
            place: Location::default(),
        };
        world.apply(input).unwrap();
    };
    add(PRODUCER, &settings);
    let mut queue = Settings::new(&stand_in::SPEC);
    for (name, value) in queue_changes {
        queue.set(name, Value::Number(*value)).unwrap();
    }
    (0..queues).for_each(|index| add(NodeId(2 + index), &queue));
    for index in 0..queues {
        world
            .apply(Input::Wire(WireId(index), wire(index, Ratio::NEVER)))
            .unwrap();
    }
    world.apply(Input::Start(PRODUCER)).unwrap();
    Bench { world, settings }
}

fn wire(index: u32, loss: Ratio) -> Link {
    Link {
        loss,
        ..Link::between((PRODUCER, 0), (NodeId(2 + index), 0))
    }
}

impl Bench {
    /// Runs up to and with this millisecond, checking the invariants after every piece of work.
    fn run(&mut self, millis: u64) {
        let until = SimTime(millis * 1_000);
        while self.world.step(until) {
            assert_eq!(violations(&self.world), Vec::<String>::new());
        }
        self.world.wait_until(until);
    }

    fn fault(&mut self, fault: Fault) {
        self.world.apply(Input::Fault(PRODUCER, fault)).unwrap();
        assert_eq!(violations(&self.world), Vec::<String>::new());
    }

    fn configure(&mut self, name: &str, value: Value) {
        self.settings.set(name, value).unwrap();
        self.world
            .apply(Input::Configure(PRODUCER, self.settings.clone()))
            .unwrap();
    }

    fn queue(&self, index: u32) -> &StandIn {
        match self.world.node(NodeId(2 + index)) {
            Some(Two::Queue(queue)) => queue,
            other => panic!("{other:?} is no queue"),
        }
    }

    /// When messages were accepted, in milliseconds, and what they say.
    fn accepted(&self, index: u32) -> Vec<(u64, String)> {
        let queue = self.queue(index);
        queue
            .accepted
            .iter()
            .map(|(at, message)| (at.as_millis(), message.draft.body.to_string()))
            .collect()
    }

    fn times(&self, index: u32) -> Vec<u64> {
        self.accepted(index).into_iter().map(|(at, _)| at).collect()
    }

    fn metric(&self, name: &str) -> i64 {
        self.world.metrics(PRODUCER).unwrap().get(name).unwrap()
    }

    fn card(&self) -> Card {
        let mut card = Card::default();
        self.world.node(PRODUCER).unwrap().card(self.world.now(), &mut card);
        card
    }
}

#[test]
fn message_i_is_sent_at_i_times_the_distance() {
    // PAT-001: every 0.25 s from second 1.
    let mut bench = bench(
        &[
            ("Rate", number(4_000)),
            ("StartAt", number(1_000)),
            ("Body", text("m{{n}}")),
        ],
        1,
        &[],
    );
    bench.run(1_750);
    let expected: Vec<(u64, String)> = (0..4).map(|i| (1_000 + i * 250, format!("m{i}"))).collect();
    assert_eq!(bench.accepted(0), expected);
    assert_eq!(bench.metric("MessagesSent"), 4);
}

#[test]
fn it_stops_after_its_count() {
    let mut bench = bench(&[("Count", number(3))], 1, &[]);
    bench.run(60_000);
    assert_eq!(bench.times(0), [0, 1_000, 2_000]);
    assert_eq!(bench.card().status, "all sent");
    bench.configure("Count", number(4));
    bench.run(120_000);
    assert_eq!(bench.times(0), [0, 1_000, 2_000, 60_000]);
}

#[test]
fn each_wire_gets_a_copy_or_its_turn() {
    let mut all = bench(&[("Count", number(4)), ("Body", text("m{{n}}"))], 2, &[]);
    all.run(10_000);
    assert_eq!(all.accepted(0), all.accepted(1));
    assert_eq!((all.metric("MessagesMade"), all.metric("MessagesSent")), (4, 8));
    let mut turns = bench(&[("Count", number(4)), ("Distribution", Value::Choice(1))], 2, &[]);
    turns.run(10_000);
    assert_eq!((turns.times(0), turns.times(1)), (vec![0, 2_000], vec![1_000, 3_000]));
}

#[test]
fn a_message_carries_its_group_deduplication_id_delay_and_attributes() {
    let mut bench = bench(
        &[
            ("Count", number(2)),
            ("Attributes", text("colour=String:red; price=Number:{{n}}")),
            ("MessageGroupId", text("customer-{{n mod 3}}")),
            ("MessageDeduplicationId", text("{{n div 2}}")),
            ("DelaySeconds", number(120)),
        ],
        1,
        &[],
    );
    bench.run(5_000);
    let draft = &bench.queue(0).accepted[1].1.draft;
    assert_eq!(&*draft.body, "{\"n\": 1}");
    assert_eq!(draft.group.as_deref(), Some("customer-1"));
    assert_eq!(draft.deduplication.as_deref(), Some("0"));
    assert_eq!(draft.delay, Some(SimDuration::from_secs(120)));
    assert_eq!(draft.attributes[1].value, AttributeValue::Text("1".into()));
}

#[test]
fn a_burst_is_sent_in_batches_of_ten_at_one_instant() {
    let mut bench = bench(
        &[
            ("Pattern", Value::Choice(2)),
            ("BurstSize", number(25)),
            ("BatchSize", number(10)),
            ("BatchWindow", number(0)),
            ("Count", number(25)),
        ],
        1,
        &[],
    );
    bench.run(0);
    assert_eq!(bench.queue(0).puts, [(10, true), (10, true), (5, true)]);
}

#[test]
fn a_batch_that_does_not_fill_goes_when_its_window_ends() {
    let mut bench = bench(&[("BatchSize", number(10)), ("BatchWindow", number(2_500))], 1, &[]);
    bench.run(2_400);
    assert_eq!((bench.queue(0).len(), bench.metric("Outbox")), (0, 3));
    bench.run(2_500);
    assert_eq!(bench.queue(0).puts, [(3, true)]);
}

fn explained(bench: &Bench, message: u64) -> Option<Standing> {
    let inquiry = Inquiry {
        now: bench.world.now(),
        message: MessageId(message),
        name: &|_| String::new(),
    };
    bench.world.node(PRODUCER).unwrap().explain(inquiry)
}

#[test]
fn it_says_why_a_message_has_not_left_yet() {
    let mut batches = bench(&[("BatchSize", number(10)), ("BatchWindow", number(2_500))], 1, &[]);
    batches.run(2_400);
    let standing = explained(&batches, 1).unwrap();
    assert_eq!(
        (standing.place, standing.until),
        (Place::Outbox, Some(SimTime(2_500_000)))
    );
    assert!(standing.text.contains("3 of 10"), "{}", standing.text);
    batches.run(2_500);
    assert_eq!(explained(&batches, 1), None);

    let changes = [("Count", number(1)), ("Retries", number(3)), ("RetryBase", number(100))];
    let mut retries = bench(&changes, 1, &[("ThrottleFirst", 2)]);
    retries.run(50);
    let standing = explained(&retries, 1).unwrap();
    assert_eq!(standing.until, Some(SimTime(100_000)));
    assert_eq!(
        standing.text,
        "This attempt failed. Retry 1 goes out at 0:00:00.100 as a new message."
    );
}

#[test]
fn a_placeholder_that_is_not_known_stays_and_is_named_on_the_card() {
    let mut bench = bench(&[("Body", text("{{colour}}"))], 1, &[]);
    bench.run(0);
    assert_eq!(bench.accepted(0), [(0, "{{colour}}".to_string())]);
    assert_eq!(bench.card().status, "{{colour}} is unknown");
}

#[test]
fn messages_that_say_the_same_share_their_text() {
    let mut bench = bench(&[("Body", text("hello")), ("Attributes", text("a=b"))], 1, &[]);
    bench.run(1_000);
    let accepted = &bench.queue(0).accepted;
    assert!(std::rc::Rc::ptr_eq(
        &accepted[0].1.draft.body,
        &accepted[1].1.draft.body
    ));
    assert!(std::rc::Rc::ptr_eq(
        &accepted[0].1.draft.attributes,
        &accepted[1].1.draft.attributes
    ));
}

#[test]
fn metrics_come_in_the_order_of_the_description() {
    let bench = bench(&[], 1, &[]);
    let names: Vec<&str> = bench
        .world
        .metrics(PRODUCER)
        .unwrap()
        .0
        .iter()
        .map(|(name, _)| *name)
        .collect();
    let described: Vec<&str> = SPEC.metrics.iter().map(|metric| metric.name).collect();
    assert_eq!(names, described);
}
