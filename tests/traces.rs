//! The same scenario and seed give the same trace on every platform: the fingerprints of all examples stand in
//! `tests/golden/traces.txt`, which this test compares natively and `tests/wasm.rs` in a browser.
//! After an intended change of behaviour: `UPDATE_TRACES=1 cargo test --no-default-features --test traces`.

mod golden;

#[test]
fn examples_have_the_same_trace_natively_as_everywhere() {
    let fresh = golden::fingerprints();
    if std::env::var_os("UPDATE_TRACES").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/traces.txt");
        std::fs::write(path, &fresh).expect("a writable file");
        return;
    }
    assert_eq!(fresh, golden::RECORDED);
}

#[test]
fn running_an_example_again_gives_the_same_trace_and_another_seed_another_world() {
    assert_eq!(golden::fingerprints(), golden::fingerprints(), "PAT-120");
}
