//! The core compiled to WebAssembly, in a browser: `make test-wasm`.
#![cfg(target_arch = "wasm32")]

mod golden;

use decouple::scenario::examples::EXAMPLES;
use decouple::scenario::{Scenario, check};
use wasm_bindgen_test::wasm_bindgen_test;

/// What runs here is the 32-bit build: counters that must be 64 bits wide may not be `usize`.
#[wasm_bindgen_test]
fn usize_has_32_bits() {
    assert_eq!(usize::BITS, 32);
}

#[wasm_bindgen_test]
fn examples_have_the_same_trace_in_a_browser_as_natively() {
    assert_eq!(golden::fingerprints(), golden::RECORDED);
}

#[wasm_bindgen_test]
fn examples_show_their_numbers_in_a_browser_too() {
    for example in EXAMPLES {
        let scenario = Scenario::from_toml(example.toml).expect("a valid example");
        let failures: Vec<String> = check(&scenario).iter().map(ToString::to_string).collect();
        assert_eq!(failures, Vec::<String>::new(), "{}", example.slug);
    }
}
