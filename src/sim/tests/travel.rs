//! Seeking, forking and checkpoints.

use super::*;

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
