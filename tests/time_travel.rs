//! Time travel on the examples: whatever playing shows, seeking and playing shows again.

use decouple::base::{NodeId, SimTime, Stream};
use decouple::nodes::AnyNode;
use decouple::scenario::examples::EXAMPLES;
use decouple::scenario::{Deed, Scenario};
use decouple::sim::{Card, Input, Kinds, Metrics, Timeline};

type Run = Timeline<AnyNode, Deed>;

fn run_of(toml: &str) -> Run {
    let scenario = Scenario::from_toml(toml).expect("a valid example");
    Timeline::new(scenario.world(), scenario.program())
}

/// Everything a person can see at a moment: the trace so far and every node's card and metrics.
fn picture(run: &Run) -> (u64, u64, Vec<(NodeId, Card, Metrics)>) {
    let world = run.world();
    let show = |(id, node): (NodeId, &AnyNode)| {
        let (mut card, mut metrics) = (Card::default(), Metrics::default());
        node.card(world.now(), &mut card);
        node.metrics(world.now(), &mut metrics);
        (id, card, metrics)
    };
    (
        world.trace().hash(),
        world.trace().len(),
        world.nodes().map(show).collect(),
    )
}

#[test]
fn seeking_shows_what_playing_showed_at_every_event_of_every_example() {
    for example in EXAMPLES {
        let mut run = run_of(example.toml);
        let mut seen = Vec::new();
        while run.moment().at < SimTime::from_secs(120) && seen.len() < 1_500 && run.step() {
            seen.push((run.moment(), picture(&run)));
        }
        let mut chance = Stream::new(1, 1, "order");
        let mut order: Vec<usize> = (0..seen.len()).collect();
        order.sort_by_key(|_| chance.next_u64());
        for index in order.into_iter().take(120).chain([0, seen.len() - 1]) {
            let (moment, shown) = &seen[index];
            run.seek_moment(*moment);
            assert_eq!(&picture(&run), shown, "{} at {}", example.slug, moment.at);
        }
    }
}

#[test]
fn playing_on_after_a_seek_ends_where_playing_through_ended() {
    for example in EXAMPLES {
        let (mut through, mut back) = (run_of(example.toml), run_of(example.toml));
        through.advance(SimTime::from_secs(200), u64::MAX);
        back.advance(SimTime::from_secs(150), u64::MAX);
        back.seek(SimTime::from_secs(40));
        back.advance(SimTime::from_secs(200), u64::MAX);
        assert_eq!(picture(&back), picture(&through), "{}", example.slug);
    }
}

#[test]
fn a_step_back_and_a_step_forward_cancel_out() {
    for example in EXAMPLES {
        let mut run = run_of(example.toml);
        while run.world().trace().len() < 60 && run.step() {}
        let (events, hash) = (run.world().trace().len(), run.world().trace().hash());
        assert!(run.step_back());
        assert!(run.world().trace().len() < events);
        while run.world().trace().len() < events && run.step() {}
        assert_eq!(run.world().trace().hash(), hash, "{}", example.slug);
    }
}

#[test]
fn acting_in_the_past_forgets_what_came_later() {
    let mut run = run_of(EXAMPLES[0].toml);
    run.advance(SimTime::from_secs(30), u64::MAX);
    run.seek(SimTime::from_secs(10));
    assert!(run.act(Deed::Edit(vec![Input::Fault(NodeId(1), decouple::sim::Fault::Crash)])));
    assert_eq!(run.frontier().at, SimTime::from_secs(10));
}
