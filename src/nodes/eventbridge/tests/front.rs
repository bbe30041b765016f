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

const ALL: &str = r#"{"source":["shop"]}"#;

fn code(result: Result<serde_json::Value, crate::nodes::service::ApiError>) -> &'static str {
    result.expect_err("a refusal").code
}

/// EVB-010, EVB-030 to EVB-039.
#[test]
fn a_rule_is_put_described_switched_and_deleted() {
    let mut bench = Bench::new();
    bench
        .call("events", "CreateEventBus", json!({ "Name": "orders" }))
        .expect("a bus");
    assert_eq!(
        code(bench.call("events", "CreateEventBus", json!({ "Name": "orders" }))),
        "ResourceAlreadyExistsException"
    );
    let put = json!({ "Name": "r.1", "EventPattern": ALL, "State": "DISABLED", "EventBusName": "orders" });
    let made = bench.call("events", "PutRule", put).expect("a rule");
    assert_eq!(made["RuleArn"], "arn:aws:events:us-east-1:123456789012:rule/r.1");
    // EVB-036: what is left out is as at first.
    let put = json!({ "Name": "r.1", "EventPattern": ALL, "EventBusName": "orders" });
    bench.call("events", "PutRule", put).expect("the rule");
    let named = json!({ "Name": "r.1", "EventBusName": "orders" });
    let described = bench.call("events", "DescribeRule", named.clone()).expect("the rule");
    assert_eq!(
        (&described["State"], &described["EventPattern"]),
        (&json!("ENABLED"), &json!(ALL))
    );
    bench.call("events", "DisableRule", named.clone()).expect("an answer");
    let rules = bench
        .call("events", "ListRules", json!({ "EventBusName": "orders" }))
        .expect("a list");
    assert_eq!(rules["Rules"][0]["State"], "DISABLED");
    bench.call("events", "EnableRule", named.clone()).expect("an answer");
    assert_eq!(
        code(bench.call("events", "DeleteEventBus", json!({ "Name": "orders" }))),
        "ValidationException"
    );
    bench.call("events", "DeleteRule", named.clone()).expect("an answer");
    assert_eq!(
        code(bench.call("events", "DescribeRule", named)),
        "ResourceNotFoundException"
    );
    bench
        .call("events", "DeleteEventBus", json!({ "Name": "orders" }))
        .expect("an answer");
    assert_eq!(
        bench.call("events", "ListEventBuses", json!({})),
        Ok(json!({ "EventBuses": [] }))
    );
}

/// EVB-030, EVB-031, EVB-033, EVB-035, EVB-036, EVB-039.
#[test]
fn rules_that_can_not_be_are_refused() {
    let mut bench = Bench::new();
    bench.add("event-bus", "default", &[]);
    let long = format!(r#"{{"source":["{}"]}}"#, "x".repeat(2_048));
    let mut put = |name: &str, member: &str, value: &str| {
        let mut input = json!({ "Name": name });
        input[member] = json!(value);
        code(bench.call("events", "PutRule", input))
    };
    assert_eq!(put("a b", "EventPattern", ALL), "ValidationException");
    assert_eq!(put(&"x".repeat(65), "EventPattern", ALL), "ValidationException");
    assert_eq!(put("r", "State", "ENABLED"), "ValidationException");
    assert_eq!(put("r", "EventPattern", "{}x"), "InvalidEventPatternException");
    assert_eq!(put("r", "EventPattern", &long), "LimitExceededException");
    assert_eq!(put("r", "ScheduleExpression", "rate(1 minutes)"), "ValidationException");
    assert_eq!(
        put("r", "ScheduleExpression", "at(2026-01-01T00:00:00)"),
        "ValidationException"
    );
    bench.add("event-bus", "other", &[]);
    let scheduled = json!({ "Name": "r", "ScheduleExpression": "rate(1 minute)", "EventBusName": "other" });
    assert_eq!(code(bench.call("events", "PutRule", scheduled)), "ValidationException");
    let scheduled = json!({ "Name": "nightly", "ScheduleExpression": "rate(1 minute)" });
    let made = bench.call("events", "PutRule", scheduled).expect("a scheduled rule");
    assert_eq!(made["RuleArn"], "arn:aws:events:us-east-1:123456789012:rule/nightly");
    for n in 0..299 {
        let input = json!({ "Name": format!("r{n}"), "EventPattern": ALL });
        bench.call("events", "PutRule", input).expect("a rule");
    }
    assert_eq!(
        code(bench.call("events", "PutRule", json!({ "Name": "one-more", "EventPattern": ALL }))),
        "LimitExceededException"
    );
}

/// EVB-032, EVB-134, EVB-060, EVB-073.
#[test]
fn a_rule_takes_five_targets() {
    let mut bench = Bench::with_rules(&[ALL]);
    bench.add("sqs-standard", "queue", &[]);
    bench.add("sqs-standard", "dlq", &[]);
    bench.add("worker", "worker", &[]);
    let target =
        |id: &str, name: &str| json!({ "Id": id, "Arn": format!("arn:aws:sqs:us-east-1:123456789012:{name}") });
    let put = |bench: &mut Bench, targets: serde_json::Value| {
        bench.call(
            "events",
            "PutTargets",
            json!({ "Rule": "rule-1", "EventBusName": "bus", "Targets": targets }),
        )
    };
    let five: Vec<serde_json::Value> = (0..5).map(|n| target(&n.to_string(), "queue")).collect();
    assert_eq!(put(&mut bench, json!(five)).expect("an answer")["FailedEntryCount"], 0);
    assert_eq!(
        code(put(&mut bench, json!([target("sixth", "queue")]))),
        "LimitExceededException"
    );
    let mut changed = target("4", "queue");
    changed["InputTransformer"] = json!({ "InputPathsMap": { "n": "$.detail.n" }, "InputTemplate": "{\"n\": <n>}" });
    changed["RetryPolicy"] = json!({ "MaximumRetryAttempts": 3 });
    changed["DeadLetterConfig"] = json!({ "Arn": "arn:aws:sqs:us-east-1:123456789012:dlq" });
    let gone = target("3", "nothing");
    let worker = json!({ "Id": "2", "Arn": "worker" });
    let answer = put(&mut bench, json!([changed, gone, worker])).expect("an answer");
    assert_eq!(answer["FailedEntryCount"], 2);
    assert_eq!(answer["FailedEntries"][0]["ErrorCode"], "ResourceNotFoundException");
    let rule = json!({ "Rule": "rule-1", "EventBusName": "bus" });
    let listed = bench.call("events", "ListTargetsByRule", rule).expect("a list");
    assert_eq!(listed["Targets"].as_array().map(Vec::len), Some(5));
    bench.put("shop", r#"{"n": 7}"#);
    bench.run(1);
    assert_eq!(bench.bodies("queue").iter().filter(|body| body["n"] == 7).count(), 1);
    let ids = json!({ "Rule": "rule-1", "EventBusName": "bus", "Ids": ["0", "9"] });
    let answer = bench.call("events", "RemoveTargets", ids).expect("an answer");
    assert_eq!(
        (&answer["FailedEntryCount"], &answer["FailedEntries"][0]["TargetId"]),
        (&json!(1), &json!("9"))
    );
    assert_eq!(
        code(bench.call(
            "events",
            "DeleteRule",
            json!({ "Name": "rule-1", "EventBusName": "bus" })
        )),
        "ValidationException"
    );
}

/// EVB-080 to EVB-082.
#[test]
fn an_archive_is_made_replayed_and_deleted() {
    let mut bench = Bench::with_rules(&[ALL]);
    let arn = "arn:aws:events:us-east-1:123456789012:event-bus/bus";
    let archive = json!({ "ArchiveName": "all", "EventSourceArn": arn });
    bench
        .call("events", "CreateArchive", archive.clone())
        .expect("an archive");
    assert_eq!(
        code(bench.call("events", "CreateArchive", archive)),
        "ResourceAlreadyExistsException"
    );
    for _ in 0..3 {
        bench.put("shop", "{}");
        bench.run(60);
    }
    let described = bench
        .call("events", "DescribeArchive", json!({ "ArchiveName": "all" }))
        .expect("the archive");
    assert_eq!(described["EventCount"], 3);
    let replay = |name: &str, to: &str| {
        json!({
            "ReplayName": name,
            "EventSourceArn": "arn:aws:events:us-east-1:123456789012:archive/all",
            "EventStartTime": "2026-01-01T00:00:00Z",
            "EventEndTime": to,
            "Destination": { "Arn": arn },
        })
    };
    let started = bench
        .call("events", "StartReplay", replay("one", "2026-01-01T00:01:30Z"))
        .expect("a replay");
    assert_eq!(started["State"], "STARTING");
    assert_eq!(
        code(bench.call("events", "StartReplay", replay("one", "2026-01-01T00:01:30Z"))),
        "ResourceAlreadyExistsException"
    );
    assert_eq!(
        code(bench.call("events", "StartReplay", replay("two", "2025-01-01T00:00:00Z"))),
        "ValidationException"
    );
    bench.run(10);
    assert_eq!(bench.metric("bus", "ReplayedEvents"), 2);
    let ended = bench
        .call("events", "DescribeReplay", json!({ "ReplayName": "one" }))
        .expect("the replay");
    assert_eq!(ended["State"], "COMPLETED");
    assert_eq!(
        code(bench.call("events", "CancelReplay", json!({ "ReplayName": "one" }))),
        "IllegalStatusException"
    );
    for n in 0..10 {
        bench
            .call(
                "events",
                "StartReplay",
                replay(&format!("r{n}"), "2026-01-02T00:00:00Z"),
            )
            .expect("a replay");
    }
    assert_eq!(
        code(bench.call("events", "StartReplay", replay("r10", "2026-01-02T00:00:00Z"))),
        "LimitExceededException"
    );
    let cancelled = bench
        .call("events", "CancelReplay", json!({ "ReplayName": "r0" }))
        .expect("an answer");
    assert_eq!(cancelled["State"], "CANCELLED");
    bench
        .call("events", "DeleteArchive", json!({ "ArchiveName": "all" }))
        .expect("an answer");
    assert_eq!(
        code(bench.call("events", "DescribeArchive", json!({ "ArchiveName": "all" }))),
        "ResourceNotFoundException"
    );
}

/// EVB-032, EVB-034, EVB-035, EVB-036, EVB-090.
#[test]
fn a_rule_may_have_a_schedule_alone_or_with_a_pattern() {
    let mut bench = Bench::new();
    bench.add("sqs-standard", "queue", &[]);
    bench.add("schedule", "drawn", &[("Service", "rule"), ("Jitter", "0")]);
    // A schedule needs no bus on the canvas; a pattern does.
    let hourly = json!({ "Name": "hourly", "ScheduleExpression": "cron(0 * * * ? *)" });
    bench.call("events", "PutRule", hourly).expect("a rule");
    let both = json!({ "Name": "both", "EventPattern": ALL, "ScheduleExpression": "rate(1 minute)" });
    assert_eq!(
        code(bench.call("events", "PutRule", both.clone())),
        "ResourceNotFoundException"
    );
    bench.add("event-bus", "default", &[("Latency", "0")]);
    bench.call("events", "PutRule", both).expect("a rule");
    let target =
        |rule: &str| json!({ "Rule": rule, "Targets": [{ "Id": "t", "Arn": "queue", "InputPath": "$.source" }] });
    for rule in ["both", "hourly"] {
        let put = bench.call("events", "PutTargets", target(rule)).expect("an answer");
        assert_eq!(put["FailedEntryCount"], 0, "{put}");
    }
    bench.run(62);
    assert_eq!(bench.bodies("queue"), [json!("aws.events")]);
    let event = json!({ "Entries": [{ "Source": "shop", "DetailType": "t", "Detail": "{}" }] });
    bench.call("events", "PutEvents", event).expect("an answer");
    bench.run(1);
    assert_eq!(bench.messages("queue").len(), 2);
    bench.run(3_600);
    assert_eq!(bench.metric("hourly", "TriggeredRules"), 1);
    let listed = bench.call("events", "ListRules", json!({})).expect("a list");
    let rules = listed["Rules"].as_array().expect("a list");
    let names: Vec<&serde_json::Value> = rules.iter().map(|rule| &rule["Name"]).collect();
    assert_eq!(names, ["both", "drawn", "hourly"]);
    assert_eq!(
        (
            &rules[0]["EventPattern"],
            &rules[0]["ScheduleExpression"],
            &rules[2]["EventPattern"]
        ),
        (&json!(ALL), &json!("rate(1 minute)"), &serde_json::Value::Null)
    );
    // A drawn schedule that is a rule can be switched, and has one target.
    let drawn = json!({ "Name": "drawn" });
    bench.call("events", "DisableRule", drawn.clone()).expect("an answer");
    assert_eq!(
        bench.call("events", "DescribeRule", drawn).expect("a rule")["State"],
        "DISABLED"
    );
    let plain = json!({ "Rule": "drawn", "Targets": [{ "Id": "t", "Arn": "queue" }] });
    assert_eq!(
        bench.call("events", "PutTargets", plain).expect("an answer")["FailedEntryCount"],
        0
    );
    let second = json!({ "Rule": "drawn", "Targets": [{ "Id": "u", "Arn": "queue" }] });
    assert_eq!(
        code(bench.call("events", "PutTargets", second)),
        "LimitExceededException"
    );
    let replaced = json!({ "Name": "drawn", "EventPattern": ALL });
    assert_eq!(code(bench.call("events", "PutRule", replaced)), "ValidationException");
    assert_eq!(
        code(bench.call("events", "DeleteRule", json!({ "Name": "drawn" }))),
        "ValidationException"
    );
    // PutRule replaces everything: without a schedule the rule goes by events only.
    bench
        .call("events", "PutRule", json!({ "Name": "both", "EventPattern": ALL }))
        .expect("the rule");
    let before = bench.metric("both", "TriggeredRules");
    bench.run(600);
    assert_eq!(bench.metric("both", "TriggeredRules"), before);
}
