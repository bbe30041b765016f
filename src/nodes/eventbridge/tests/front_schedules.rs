//! The actions of EventBridge Scheduler.

use super::Bench;
use crate::nodes::service::ApiError;
use serde_json::{Value, json};

fn code(result: Result<Value, ApiError>) -> &'static str {
    result.expect_err("a refusal").code
}

/// EVB-090, EVB-093.
#[test]
fn a_schedule_is_made_with_its_target() {
    let mut bench = Bench::new();
    bench.add("sqs-standard", "queue", &[]);
    let create = |expression: &str, target: &str, window: serde_json::Value| {
        json!({
            "Name": "job",
            "ScheduleExpression": expression,
            "FlexibleTimeWindow": window,
            "Target": { "Arn": target, "Input": "{\"a\":1}" },
        })
    };
    let off = json!({ "Mode": "OFF" });
    let mut call = |input: serde_json::Value| bench.call("scheduler", "CreateSchedule", input);
    assert_eq!(
        code(call(create("rate(1 minutes)", "queue", off.clone()))),
        "ValidationException"
    );
    assert_eq!(
        code(call(create("rate(1 minute)", "nothing", off.clone()))),
        "ResourceNotFoundException"
    );
    assert_eq!(
        code(call(create("rate(1 minute)", "queue", json!({ "Mode": "FLEXIBLE" })))),
        "ValidationException"
    );
    call(create("rate(1 minute)", "queue", off.clone())).expect("a schedule");
    assert_eq!(code(call(create("rate(1 minute)", "queue", off))), "ConflictException");
    bench.run(62);
    assert_eq!(bench.bodies("queue")[0]["a"], 1);
    let got = bench
        .call("scheduler", "GetSchedule", json!({ "Name": "job" }))
        .expect("the schedule");
    assert_eq!(got["ScheduleExpression"], "rate(1 minute)");
    bench
        .call("scheduler", "DeleteSchedule", json!({ "Name": "job" }))
        .expect("an answer");
    assert_eq!(
        bench.call("scheduler", "ListSchedules", json!({})),
        Ok(json!({ "Schedules": [] }))
    );
}

/// The input of CreateSchedule and UpdateSchedule, with one member changed.
fn job(member: &str, value: Value) -> Value {
    let mut input = json!({
        "Name": "job",
        "ScheduleExpression": "rate(1 minute)",
        "FlexibleTimeWindow": { "Mode": "OFF" },
        "Target": { "Arn": "queue", "Input": "{\"a\":1}" },
    });
    input[member] = value;
    input
}

/// EVB-093.
#[test]
fn an_update_replaces_everything_and_keeps_what_only_the_simulator_knows() {
    let mut bench = Bench::new();
    bench.add("sqs-standard", "queue", &[]);
    bench.add("sqs-standard", "other", &[]);
    let update = |bench: &mut Bench, input: Value| bench.call("scheduler", "UpdateSchedule", input);
    let nobody = update(&mut bench, job("State", json!("ENABLED")));
    assert_eq!(code(nobody), "ResourceNotFoundException");
    let retry = json!({ "Arn": "queue", "RetryPolicy": { "MaximumRetryAttempts": 3 }, "RoleArn": "arn:aws:iam::123456789012:role/r" });
    bench
        .call("scheduler", "CreateSchedule", job("Target", retry))
        .expect("a schedule");
    bench.set("job", &[("Jitter", "0")]);
    let get = |bench: &mut Bench| {
        let got = bench.call("scheduler", "GetSchedule", json!({ "Name": "job" }));
        got.expect("the schedule")
    };
    let made = get(&mut bench);
    assert_eq!(made["Target"]["RetryPolicy"], json!({ "MaximumRetryAttempts": 3 }));
    assert_eq!(made["ActionAfterCompletion"], "NONE");
    for (member, value) in [
        ("State", json!("PAUSED")),
        ("ActionAfterCompletion", json!("KEEP")),
        ("ScheduleExpression", json!("rate(0 minutes)")),
        ("FlexibleTimeWindow", json!({ "Mode": "FLEXIBLE" })),
    ] {
        let refused = update(&mut bench, job(member, value));
        assert_eq!(code(refused), "ValidationException", "{member}");
    }
    let gone = update(&mut bench, job("Target", json!({ "Arn": "nothing" })));
    assert_eq!(code(gone), "ResourceNotFoundException");
    assert_eq!(get(&mut bench), made, "a refused update changes nothing");
    let answer = update(
        &mut bench,
        job("Target", json!({ "Arn": "other", "Input": "{\"b\":2}" })),
    );
    let arn = "arn:aws:scheduler:us-east-1:123456789012:job";
    assert_eq!(answer, Ok(json!({ "ScheduleArn": arn })));
    let got = get(&mut bench);
    assert_eq!(got["Target"]["Arn"], "arn:aws:sqs:us-east-1:123456789012:other");
    assert!(
        got["Target"]["RetryPolicy"].is_null(),
        "what is left out is as at first"
    );
    let jitter = bench
        .world
        .info(bench.id("job"))
        .expect("a node")
        .settings
        .seconds("Jitter");
    assert_eq!(jitter.0, 0, "EVB-094");
    bench.run(62);
    assert_eq!((bench.messages("queue").len(), bench.messages("other").len()), (0, 1));
}

/// EVB-090, EVB-093.
#[test]
fn schedules_are_listed_by_prefix_and_state_and_scheduled_rules_are_none() {
    let mut bench = Bench::new();
    bench.add("sqs-standard", "queue", &[]);
    bench.add("schedule", "nightly", &[("Service", "rule")]);
    for (name, state) in [("job-1", "ENABLED"), ("job-2", "DISABLED"), ("other", "ENABLED")] {
        let mut input = job("State", json!(state));
        input["Name"] = json!(name);
        bench.call("scheduler", "CreateSchedule", input).expect("a schedule");
    }
    let mut names = |input: Value| -> Vec<String> {
        let listed = bench.call("scheduler", "ListSchedules", input).expect("a list");
        let schedules = listed["Schedules"].as_array().expect("a list").iter();
        schedules
            .map(|one| one["Name"].as_str().expect("a name").to_string())
            .collect()
    };
    assert_eq!(names(json!({})), ["job-1", "job-2", "other"]);
    assert_eq!(names(json!({ "NamePrefix": "job" })), ["job-1", "job-2"]);
    assert_eq!(names(json!({ "NamePrefix": "job", "State": "ENABLED" })), ["job-1"]);
}
