//! The actions.

use super::Bench;
use serde_json::json;

/// EVB-039, EVB-057.
#[test]
fn patterns_are_tested() {
    let mut bench = Bench::new();
    let mut test = |pattern: &str| {
        let input = json!({ "EventPattern": pattern, "Event": r#"{"source":"shop","detail":{"total":150}}"# });
        bench.call("events", "TestEventPattern", input)
    };
    assert_eq!(test(r#"{"source":["shop"]}"#), Ok(json!({ "Result": true })));
    assert_eq!(test(r#"{"source":["bank"]}"#), Ok(json!({ "Result": false })));
    assert_eq!(
        test(r#"{"source":"shop"}"#).expect_err("a refusal").code,
        "InvalidEventPatternException"
    );
}
