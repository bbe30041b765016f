//! Soak: a seed makes a random design with random settings, faults and edits; the invariants are checked after every
//! event. `make soak SEEDS=n` runs more seeds; a failing one prints the line that replays it.

mod design;

use decouple::base::{SimTime, Stream};
use decouple::nodes::World;
use decouple::scenario::Deed;
use decouple::sim::{Outcome, Timeline, violations};

/// Steps of each run: enough for retries, timeouts and dead letters, short enough to check after every single one.
const STEPS: u64 = 1_500;

fn seeds() -> Vec<u64> {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    match number("SOAK_SEED") {
        Some(seed) => vec![seed],
        None => (1..=number("SOAK_SEEDS").unwrap_or(200)).collect(),
    }
}

fn replay(seed: u64) -> String {
    format!("replay with: SOAK_SEED={seed} cargo test --no-default-features --test soak -- --nocapture")
}

fn assert_sound(world: &World, seed: u64) {
    let wrong = violations(world);
    let last = || {
        world
            .trace()
            .window()
            .iter()
            .rev()
            .take(6)
            .map(|event| format!("{event:?}"))
            .collect::<Vec<_>>()
    };
    assert!(
        wrong.is_empty(),
        "seed {seed} at {} after {} steps: {wrong:#?}\nlatest events: {:#?}\n{}",
        world.now(),
        world.steps(),
        last(),
        replay(seed)
    );
}

#[test]
fn invariants_hold_after_every_event_of_random_designs() {
    let (mut events, mut messages) = (0, 0);
    for seed in seeds() {
        let mut chance = Stream::new(seed, 0, "soak");
        let scenario = design::scenario(seed, &mut chance);
        let mut run: Timeline<_, Deed> = Timeline::new(scenario.world(), scenario.program());
        for _ in 0..STEPS {
            if !run.step() {
                break;
            }
            assert_sound(run.world(), seed);
            if chance.below(60) == 0 {
                run.act(design::disturbance(&scenario, run.world(), &mut chance));
                assert_sound(run.world(), seed);
            }
        }
        events += run.world().trace().len();
        messages += run.world().ledger().made;
    }
    println!("soak: {events} events, {messages} messages");
    assert!(messages > 1_000, "random designs do something: {messages} messages");
}

#[test]
fn seeking_in_random_designs_shows_what_playing_showed() {
    for seed in seeds().into_iter().take(40) {
        let mut chance = Stream::new(seed, 1, "soak");
        let scenario = design::scenario(seed, &mut chance);
        let mut run: Timeline<_, Deed> = Timeline::new(scenario.world(), scenario.program());
        let mut seen = Vec::new();
        for _ in 0..STEPS {
            if !run.step() {
                break;
            }
            seen.push((run.moment(), run.world().trace().hash()));
            if chance.below(80) == 0 {
                run.act(design::disturbance(&scenario, run.world(), &mut chance));
                seen.pop();
                seen.push((run.moment(), run.world().trace().hash()));
            }
        }
        for _ in 0..20 {
            if seen.is_empty() {
                break;
            }
            let (moment, hash) = seen[chance.below(seen.len() as u64) as usize];
            run.seek_step(moment.steps);
            assert_eq!(
                (run.moment(), run.world().trace().hash()),
                (moment, hash),
                "seed {seed}\n{}",
                replay(seed)
            );
        }
    }
}

#[test]
fn random_designs_run_for_an_hour_without_a_zero_delay_loop() {
    for seed in seeds().into_iter().take(20) {
        let mut chance = Stream::new(seed, 2, "soak");
        let scenario = design::scenario(seed, &mut chance);
        let mut world = scenario.world();
        let done = world.advance(SimTime::from_secs(3_600), 200_000);
        assert_ne!(done.outcome, Outcome::ZeroDelayLoop, "{}", replay(seed));
        assert_sound(&world, seed);
    }
}
