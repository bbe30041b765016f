//! Runs cases with outcomes from outside of this project: `make conformance`. They are read where they are, from the folder
//! that `VECTORS` names, since their licences and owners differ; sets that are not there are told and passed over.

use decouple::nodes::pattern::{Rejection, test_event_pattern};
use serde_json::Value;
use std::path::PathBuf;

/// None where the case is not about something this project has.
type Run = fn(line: &str, case: &Value) -> Option<Result<(), String>>;

const SETS: &[(&str, Run)] = &[("event-patterns.jsonl", event_pattern)];

fn folder() -> PathBuf {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    root.join(std::env::var_os("VECTORS").unwrap_or_else(|| "../shared/vectors".into()))
}

#[test]
fn recorded_outcomes_are_met() {
    let mut wrong = Vec::new();
    for (name, run) in SETS {
        let path = folder().join(name);
        let Ok(text) = std::fs::read_to_string(&path) else {
            println!("{name}: not there ({})", path.display());
            continue;
        };
        let (mut passed, mut failed, mut not_applicable) = (0, 0, 0);
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            let case: Value = serde_json::from_str(line).expect("a case in JSON");
            match run(line, &case) {
                None => not_applicable += 1,
                Some(Ok(())) => passed += 1,
                Some(Err(why)) => {
                    failed += 1;
                    wrong.push(format!("{name} {}: {why}", case["id"]));
                }
            }
        }
        println!("{name}: {passed} passed, {failed} failed, {not_applicable} not applicable");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The value of a member as it stands in the line: refusals show a pattern as it was written.
fn written<'a>(line: &'a str, member: &str) -> &'a str {
    let key = format!("\"{member}\": ");
    let start = line.find(&key).expect("the member") + key.len();
    let mut values = serde_json::Deserializer::from_str(&line[start..]).into_iter::<Value>();
    values.next().expect("a value").expect("valid JSON");
    &line[start..start + values.byte_offset()]
}

fn event_pattern(line: &str, case: &Value) -> Option<Result<(), String>> {
    if case["op"] != "TestEventPattern" {
        return None;
    }
    let text = |member: &str| match &case[member] {
        Value::String(text) => text.clone(),
        _ => written(line, member).to_owned(),
    };
    let got = test_event_pattern(&text("pattern"), &text("event"));
    let expected = &case["expected"];
    let met = match &got {
        Ok(matches) => expected["match"] == *matches,
        Err(Rejection { code, message }) => expected["error_code"] == *code && expected["error_message"] == **message,
    };
    Some(if met {
        Ok(())
    } else {
        Err(format!("expected {expected}, got {got:?}"))
    })
}
