//! Time travel on the examples: whatever playing shows, seeking and playing shows again.

use decouple::base::{NodeId, SimTime, Stream};
use decouple::geometry::{CardShape, Point, Viewport};
use decouple::nodes::AnyNode;
use decouple::scenario::examples::EXAMPLES;
use decouple::scenario::{Deed, Scenario};
use decouple::scene::{Board, DrawList, KeptBackdrop, SceneInput, draw_list};
use decouple::session::{Action, Session, Travel};
use decouple::sim::{Card, Input, Kinds, Metrics, Timeline};

mod designs;

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
        order.sort_by_cached_key(|_| chance.next_u64());
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

/// What the canvas paints of a session.
fn drawn(session: &Session) -> DrawList {
    let board = Board::new(session.scenario(), |_| CardShape::default());
    let size = Point::new(1_000.0, 700.0);
    let flow = session.flow(12_000);
    let input = SceneInput {
        board: &board,
        laid: 0,
        flow: &flow,
        selection: session.selection(),
        view: Viewport::fitting(board.bounds().expect("there are nodes"), size, 40.0),
        size,
        hovered: None,
        wiring: None,
        still: false,
    };
    draw_list(&input, &mut KeptBackdrop::default())
}

fn frame(session: &mut Session) {
    session.begin_frame(16_667);
    while session.work(2_000) {}
    session.end_frame(16_667);
}

/// Plays, remembers the picture now and then, and sees the same pictures again in another order.
fn pictures_come_back(scenario: Scenario, rate: u32, frames: usize, every: usize) {
    let title = scenario.title.clone();
    let mut session = Session::new(scenario);
    session.dispatch(Action::SetRate(rate));
    session.dispatch(Action::Play);
    let mut seen = Vec::new();
    for number in 0..frames {
        frame(&mut session);
        if number % every == 0 {
            seen.push((session.now(), drawn(&session)));
        }
    }
    let mut chance = Stream::new(2, 1, "order");
    seen.sort_by_cached_key(|_| chance.next_u64());
    assert!(
        seen.iter()
            .any(|(_, list)| !list.traffic.tokens.is_empty() || !list.bands.is_empty()),
        "{title}"
    );
    for (at, picture) in &seen {
        session.dispatch(Action::Seek(*at));
        assert!(
            &drawn(&session) == picture,
            "{title} at {at} looks different after a seek"
        );
    }
    for (at, picture) in seen.iter().take(20) {
        session.dispatch(Action::Travel(Travel::Scrub(*at)));
        while session.is_scrubbing() {
            frame(&mut session);
        }
        assert!(
            &drawn(&session) == picture,
            "{title} at {at} looks different after scrubbing"
        );
    }
}

#[test]
fn the_picture_after_a_seek_is_the_one_first_seen() {
    for example in EXAMPLES {
        let scenario = Scenario::from_toml(example.toml).expect("a valid example");
        pictures_come_back(scenario, 500, 600, 7);
    }
}

#[test]
fn the_picture_in_a_long_history_is_the_one_first_seen_far_from_a_checkpoint_or_near() {
    pictures_come_back(designs::line(20_000, 1), 400, 300, 2);
}
