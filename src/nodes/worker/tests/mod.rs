//! What a user sees of workers, at queues that do as they are told.

mod trouble;

use super::{Worker, spec::SPEC};
use crate::base::{MessageId, NodeId, Ratio, SimDuration, SimTime, WireId};
use crate::nodes::bench::stand_in::{self, StandIn};
use crate::nodes::bench::town::{number, text};
use crate::sim::{
    Card, Draft, Fault, Happening, Input, Inquiry, Kinds, Link, Location, Place, Settings, Standing, Tone, Value,
    World, violations,
};

type Two = stand_in::Bench<Worker>;

const QUEUE: NodeId = NodeId(1);
const A: NodeId = NodeId(2);
const B: NodeId = NodeId(3);
const RESULTS: NodeId = NodeId(9);

struct Bench {
    world: World<Two>,
    settings: Settings,
}

/// A queue and workers A, B … with the same settings.
fn bench(workers: u32, changes: &[(&str, Value)], queue_changes: &[(&str, i64)]) -> Bench {
    let mut settings = Settings::new(&SPEC);
    for (name, value) in changes {
        settings.set(name, value.clone()).unwrap();
    }
    let world = World::new(7, SimDuration::ZERO, SimDuration::ZERO);
    let mut bench = Bench { world, settings };
    bench.add_queue(QUEUE, queue_changes);
    for index in 0..workers {
        let id = NodeId(2 + index);
        let settings = bench.settings.clone();
        bench.add(id, &settings);
        bench.wire(index, (QUEUE, 1), (id, 0), Ratio::NEVER);
        bench.world.apply(Input::Start(id)).unwrap();
    }
    bench
}

fn on() -> Value {
    Value::Bool(true)
}

impl Bench {
    fn add(&mut self, id: NodeId, settings: &Settings) {
        let input = Input::Add {
            id,
            name: format!("node-{}", id.0).into(),
            settings: settings.clone(),
            place: Location::default(),
        };
        self.world.apply(input).unwrap();
    }

    fn add_queue(&mut self, id: NodeId, changes: &[(&str, i64)]) {
        let mut settings = Settings::new(&stand_in::SPEC);
        for (name, value) in changes {
            settings.set(name, Value::Number(*value)).unwrap();
        }
        self.add(id, &settings);
    }

    fn wire(&mut self, id: u32, from: (NodeId, u8), to: (NodeId, u8), loss: Ratio) {
        let link = Link {
            loss,
            ..Link::between(from, to)
        };
        self.world.apply(Input::Wire(WireId(id), link)).unwrap();
    }

    fn poke<R>(&mut self, act: impl FnOnce(&mut StandIn, &mut crate::sim::Ctx<'_>) -> R) -> R {
        let poked = self.world.poke(QUEUE, |node, cx| match node {
            Two::Queue(queue) => act(queue, cx),
            Two::Subject(_) => panic!("the queue is no queue"),
        });
        poked.unwrap()
    }

    fn send(&mut self, body: &str) -> MessageId {
        let draft = Draft {
            body: body.into(),
            ..Draft::default()
        };
        self.poke(|queue, cx| queue.receive(draft, cx))
    }

    fn send_many(&mut self, count: u32) {
        for index in 0..count {
            self.send(&format!("m{index}"));
        }
    }

    /// Runs up to and with this millisecond, checking the invariants after every piece of work.
    fn run(&mut self, millis: u64) {
        let until = SimTime(millis * 1_000);
        while self.world.step(until) {
            assert_eq!(violations(&self.world), Vec::<String>::new());
        }
        self.world.wait_until(until);
    }

    fn fault(&mut self, node: NodeId, fault: Fault) {
        self.world.apply(Input::Fault(node, fault)).unwrap();
        assert_eq!(violations(&self.world), Vec::<String>::new());
    }

    fn configure(&mut self, name: &str, value: Value) {
        self.settings.set(name, value).unwrap();
        self.world.apply(Input::Configure(A, self.settings.clone())).unwrap();
    }

    fn queue(&self) -> &StandIn {
        match self.world.node(QUEUE) {
            Some(Two::Queue(queue)) => queue,
            other => panic!("{other:?} is no queue"),
        }
    }

    fn deleted(&self) -> Vec<u64> {
        self.queue().deleted.iter().map(|at| at.as_millis()).collect()
    }

    fn metric(&self, node: NodeId, name: &str) -> i64 {
        self.world.metrics(node).unwrap().get(name).unwrap()
    }

    fn card(&self, node: NodeId) -> Card {
        let mut card = Card::default();
        self.world.node(node).unwrap().card(self.world.now(), &mut card);
        card
    }
}

fn explained(bench: &Bench, message: MessageId) -> Option<Standing> {
    let inquiry = Inquiry {
        now: bench.world.now(),
        message,
        name: &|_| String::new(),
    };
    bench.world.node(A).unwrap().explain(inquiry)
}

fn asking(bench: &Bench) -> String {
    let wire = WireId(0);
    bench
        .world
        .node(A)
        .unwrap()
        .asking(bench.world.now(), wire)
        .unwrap()
        .text
}

#[test]
fn it_says_what_it_does_with_a_message_and_why_it_asks_for_no_other() {
    // SQS-083, PAT-002
    let changes = [("MaxNumberOfMessages", number(2)), ("StartAt", number(1_000))];
    let mut bench = bench(1, &changes, &[]);
    bench.run(1);
    assert_eq!(asking(&bench), "begins to receive at 0:00:01.000.");
    let (first, second) = (bench.send("a"), bench.send("b"));
    bench.run(1_000);
    let (working, behind) = (explained(&bench, first).unwrap(), explained(&bench, second).unwrap());
    assert_eq!(
        (working.place, working.until),
        (Place::Working, Some(SimTime(2_000_000)))
    );
    assert!(
        working.text.starts_with("works on it until 0:00:02.000"),
        "{}",
        working.text
    );
    assert_eq!((behind.blocker, behind.rule.unwrap().id), (Some(first), "PAT-002"));
    assert_eq!(
        asking(&bench),
        "is busy: its only thread works on another message until 0:00:02.000."
    );
    bench.run(3_000);
    assert_eq!(asking(&bench), "is asking right now.");
    let third = bench.send("c");
    bench.run(3_001);
    assert!(explained(&bench, third).is_some());
    bench.fault(A, Fault::Crash);
    assert_eq!(explained(&bench, third), None);
    assert_eq!(explained(&bench, first), None);
    assert_eq!(asking(&bench), "is down and asks for nothing.");
}

#[test]
fn it_says_when_it_asks_next() {
    // SQS-228
    let short = Value::Choice(1);
    let mut bench = bench(1, &[("Polling", short), ("PollInterval", number(3_000))], &[]);
    bench.run(1_000);
    assert_eq!(asking(&bench), "asks next at 0:00:03.000.");
}

#[test]
fn one_thread_works_on_one_message_after_another_without_a_gap() {
    // PAT-002, PAT-004: p = 1 s, so message i is deleted at i + 1 and the next one received at that instant.
    let mut bench = bench(1, &[], &[]);
    bench.send_many(3);
    bench.run(10_000);
    assert_eq!(bench.deleted(), [1_000, 2_000, 3_000]);
    assert_eq!((bench.metric(A, "Done"), bench.metric(A, "DoneDistinct")), (3, 3));
}

#[test]
fn four_threads_or_four_workers_finish_four_times_as_fast() {
    // PAT-032: 100 messages of 1 s each.
    let mut threads = bench(1, &[("Concurrency", number(4))], &[]);
    threads.send_many(100);
    threads.run(60_000);
    assert_eq!(threads.deleted().last(), Some(&25_000));
    let mut workers = bench(4, &[], &[]);
    workers.send_many(100);
    workers.run(60_000);
    assert_eq!(workers.deleted().last(), Some(&25_000));
    assert_eq!((2..6).map(|id| workers.metric(NodeId(id), "Done")).sum::<i64>(), 100);
}

#[test]
fn long_polling_makes_twenty_times_fewer_calls_than_short_polling() {
    // PAT-043, PAT-044, SQS-085, SQS-228: one message per minute for an hour.
    let hour = |changes: &[(&str, Value)]| {
        let mut bench = bench(1, changes, &[]);
        for minute in 0..60u64 {
            bench.run((minute * 60_000).saturating_sub(1));
            // PAT-004: the send comes before whatever ends at the same instant.
            bench.world.wait_until(SimTime::from_secs(minute * 60));
            bench.send("m");
        }
        bench.run(3_599_999);
        bench
    };
    let work = ("Work", number(0));
    let short = hour(&[work.clone(), ("Polling", Value::Choice(1))]);
    assert_eq!(short.metric(A, "ReceiveCalls"), 3_600);
    assert_eq!(
        (short.metric(A, "Received"), short.metric(A, "EmptyReceives")),
        (60, 3_540)
    );
    assert_eq!(
        (short.metric(A, "Turns"), short.metric(A, "CpuMillis")),
        (3_600, 18_000)
    );
    let long = hour(&[work]);
    assert_eq!((long.metric(A, "Received"), long.metric(A, "EmptyReceives")), (60, 120));
    assert_eq!((long.metric(A, "Turns"), long.metric(A, "CpuMillis")), (180, 900));
}

#[test]
fn short_polling_lets_messages_wait_and_long_polling_does_not() {
    // PAT-127, PAT-128: messages at 0.4 s and every 25 s after; short polls at whole seconds.
    let mean = |changes: &[(&str, Value)]| {
        let mut bench = bench(1, changes, &[]);
        for index in 0..8 {
            bench.run(400 + index * 25_000);
            bench.send("m");
        }
        bench.run(240_000);
        assert_eq!(bench.metric(A, "WaitCount"), 8);
        bench.metric(A, "WaitMillisSum") / 8
    };
    assert_eq!(mean(&[("Work", number(0)), ("Polling", Value::Choice(1))]), 600);
    assert_eq!(mean(&[("Work", number(0))]), 0);
    let slow = [
        ("Work", number(0)),
        ("Polling", Value::Choice(1)),
        ("PollInterval", number(10_000)),
    ];
    assert_eq!(mean(&slow), 7_100);
}

#[test]
fn a_slow_worker_takes_as_many_times_as_long() {
    let mut bench = bench(1, &[], &[]);
    bench.fault(A, Fault::Slow(300));
    bench.send("m");
    bench.run(10_000);
    assert_eq!((bench.deleted(), bench.card(A).status.as_str()), (vec![3_000], "slow"));
}

#[test]
fn varied_work_stays_within_its_spread_and_near_its_mean() {
    let uniform = [("WorkDistribution", Value::Choice(1)), ("WorkSpread", number(20))];
    for (changes, spread) in [
        (&uniform[..], Some(200_000)),
        (&[("WorkDistribution", Value::Choice(2))][..], None),
    ] {
        let mut bench = bench(1, changes, &[]);
        bench.send_many(400);
        bench.run(1_000_000);
        let times: Vec<u64> = bench.queue().deleted.iter().map(|at| at.0).collect();
        let longest = times
            .windows(2)
            .map(|pair| (pair[1] - pair[0]).abs_diff(1_000_000))
            .max()
            .unwrap();
        assert!(
            spread.is_none_or(|spread| longest <= spread),
            "{longest} µs from the mean"
        );
        assert!(
            times[399].abs_diff(400_000_000) < 60_000_000,
            "{} µs for 400 s of work",
            times[399]
        );
    }
}

#[test]
fn each_queue_has_its_own_threads() {
    let mut bench = bench(1, &[("Concurrency", number(2))], &[]);
    bench.add_queue(B, &[]);
    bench.wire(7, (B, 1), (A, 0), Ratio::NEVER);
    bench.send_many(4);
    bench.run(500);
    assert_eq!(bench.metric(A, "Busy"), 2);
    assert_eq!(bench.card(A).bar.map(|bar| (bar.filled, bar.whole)), Some((2, 4)));
    bench.world.apply(Input::Unwire(WireId(7))).unwrap();
    bench.configure("Concurrency", number(1));
    bench.run(1_500);
    assert_eq!(bench.card(A).bar.map(|bar| (bar.filled, bar.whole)), Some((1, 1)));
    bench.run(20_000);
    assert_eq!(bench.metric(A, "Done"), 4);
}

#[test]
fn a_result_is_sent_before_the_delete_and_its_refusal_fails_the_work() {
    let mut bench = bench(
        1,
        &[
            ("ForwardBody", text("done: {{body}}")),
            ("ForwardDeduplicationId", text("{{root}}")),
        ],
        &[],
    );
    bench.add_queue(RESULTS, &[("RefuseFirst", 1)]);
    bench.wire(7, (A, 1), (RESULTS, 0), Ratio::NEVER);
    let draft = Draft {
        body: "m".into(),
        group: Some("A".into()),
        ..Draft::default()
    };
    bench.poke(|queue, cx| queue.receive(draft, cx));
    bench.run(60_000);
    assert_eq!(
        (
            bench.metric(A, "Failed"),
            bench.metric(A, "Done"),
            bench.metric(A, "EffectsTwice")
        ),
        (1, 1, 0)
    );
    assert_eq!(bench.deleted(), [31_000]);
    let Some(Two::Queue(results)) = bench.world.node(RESULTS) else {
        panic!("no queue for results");
    };
    let message = &results.accepted[0].1;
    assert_eq!(
        (&*message.draft.body, message.draft.group.as_deref()),
        ("done: m", Some("A"))
    );
    assert_eq!((message.root, message.parent), (MessageId(1), MessageId(1)));
    assert_eq!(message.draft.deduplication.as_deref(), Some("1"));
}

#[test]
fn metrics_come_in_the_order_of_the_description() {
    let bench = bench(1, &[], &[]);
    let metrics = bench.world.metrics(A).unwrap();
    let names: Vec<&str> = metrics.0.iter().map(|(name, _)| *name).collect();
    let described: Vec<&str> = SPEC.metrics.iter().map(|metric| metric.name).collect();
    assert_eq!(names, described);
}
