//! Fingerprints of the examples' runs.

use decouple::base::SimTime;
use decouple::scenario::examples::EXAMPLES;
use decouple::scenario::{Deed, Scenario};
use decouple::sim::{Outcome, Timeline};
use std::fmt::Write;

/// What was recorded.
pub const RECORDED: &str = include_str!("traces.txt");

/// How far each example runs.
const UNTIL: SimTime = SimTime::from_secs(400);

/// A line for each example: name, number of events, hash of the trace.
pub fn fingerprints() -> String {
    let mut lines = String::new();
    for example in EXAMPLES {
        let scenario = Scenario::from_toml(example.toml).expect("a valid example");
        let mut run: Timeline<_, Deed> = Timeline::new(scenario.world(), scenario.program());
        while run.advance(UNTIL, 100_000).outcome == Outcome::Budget {}
        let trace = run.world().trace();
        writeln!(lines, "{} {} {:016x}", example.slug, trace.len(), trace.hash()).expect("memory");
    }
    lines
}
