//! The core's tests that are compiled to WebAssembly and run in a browser: `make test-wasm`.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::wasm_bindgen_test;

/// What runs here is the 32-bit build: counters that must be 64 bits wide may not be `usize`.
#[wasm_bindgen_test]
fn usize_has_32_bits() {
    assert_eq!(usize::BITS, 32);
}
