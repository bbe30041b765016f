//! Bytes of memory for each stored message, and what a session holds during an hour, counted by the allocator.

#[path = "../tests/designs/mod.rs"]
mod designs;

use decouple::base::SimTime;
use decouple::session::{Action, Session};
use decouple::sim::Outcome;
use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

struct Counting;

static IN_USE: AtomicUsize = AtomicUsize::new(0);

unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        IN_USE.fetch_add(layout.size(), Ordering::Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        IN_USE.fetch_sub(layout.size(), Ordering::Relaxed);
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// An hour of a session at 100 messages a second: what it holds at every fifth minute. Its history is thinned, its window is
/// full after a few minutes, so it levels off.
fn hour() {
    let mut session = Session::new(designs::steady(100));
    let mut held = Vec::new();
    for minutes in (5..=60).step_by(5) {
        session.dispatch(Action::Seek(SimTime::from_secs(minutes * 60)));
        held.push(IN_USE.load(Ordering::Relaxed));
        println!(
            "{minutes} minutes of 100 messages a second: {} KB",
            held[held.len() - 1] / 1_024
        );
    }
    assert!(
        held[11] < held[5] + held[5] / 4,
        "the second half hour needs little more than the first"
    );
}

fn main() {
    hour();
    for messages in [10_000, 100_000, 1_000_000] {
        let mut doc = designs::line(messages, 1);
        // Nobody takes anything out, so all of it is stored in the end.
        doc.wires.retain(|_, wire| wire.from.0.0 == 1);
        let mut world = doc.world();
        world.trace_mut().set_recording(false);
        let before = IN_USE.load(Ordering::Relaxed);
        while world.advance(SimTime::from_secs(2_000), u64::MAX).outcome == Outcome::Budget {}
        let used = IN_USE.load(Ordering::Relaxed) - before;
        assert_eq!(world.ledger().alive(), messages as u64, "every message is stored");
        println!("{messages} stored messages: {} bytes each", used / messages as usize);
    }
}
