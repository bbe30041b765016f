//! The engines' throughput as WebAssembly in a browser: `make bench` prints it beside the native one.
#![cfg(target_arch = "wasm32")]

mod designs;

use decouple::base::SimTime;
use decouple::sim::Outcome;
use wasm_bindgen_test::{console_log, wasm_bindgen_test};

#[wasm_bindgen_test]
fn messages_a_second_through_producer_queue_and_four_workers() {
    let messages = 200_000;
    for (name, recording) in [("trace off", false), ("trace on", true)] {
        let mut world = designs::line(messages, 1).world();
        world.trace_mut().set_recording(recording);
        let began = js_sys::Date::now();
        while world.advance(SimTime::from_secs(210), u64::MAX).outcome == Outcome::Budget {}
        let seconds = (js_sys::Date::now() - began) / 1_000.0;
        assert_eq!(world.ledger().made, messages as u64);
        console_log!(
            "in the browser, {name}: {:.0} messages a second",
            messages as f64 / seconds
        );
    }
}
