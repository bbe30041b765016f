//! What a running world does: order, conservation, distance, loops, minute points.

use super::*;

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
