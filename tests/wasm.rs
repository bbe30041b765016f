//! The core's tests that are compiled to WebAssembly and run in a browser: `make test-wasm`.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::wasm_bindgen_test;

/// The tests here do run in a browser, not in Node: only a browser's page has a window.
#[wasm_bindgen_test]
fn runs_in_a_browser() {
    assert_eq!(usize::BITS, 32);
}
