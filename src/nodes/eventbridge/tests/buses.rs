//! Events come in, rules match.

use super::{ALL, Bench, draft};
use crate::base::Stream;
use crate::nodes::eventbridge::envelope::Entry;
use crate::sim::{Fate, Fault, Happening, Inquiry, Kinds, Throttling};
use serde_json::json;

/// EVB-130, EVB-038: one event, three rules of which two match, two targets each.
#[test]
fn every_rule_that_matches_gives_the_event_to_all_its_targets() {
    let mut bench = Bench::with_rules(&[
        ALL,
        r#"{"detail":{"total":[{"numeric":[">=",100]}]}}"#,
        r#"{"source":["bank"]}"#,
    ]);
    for (queue, rule) in [
        ("a", "rule-1"),
        ("b", "rule-1"),
        ("c", "rule-2"),
        ("d", "rule-2"),
        ("e", "rule-3"),
        ("f", "rule-3"),
    ] {
        bench.add("sqs-standard", queue, &[]);
        bench.wire(rule, queue, &[]);
    }
    bench.put("shop", r#"{"total": 150}"#);
    bench.run(1);
    let counts: Vec<usize> = ["a", "b", "c", "d", "e", "f"]
        .iter()
        .map(|name| bench.messages(name).len())
        .collect();
    assert_eq!(counts, [1, 1, 1, 1, 0, 0]);
    let event = &bench.bodies("a")[0];
    // EVB-012
    assert_eq!(event["source"], "shop");
    assert_eq!(event["detail-type"], "test");
    assert_eq!(event["detail"]["total"], 150);
    assert_eq!(event["time"], "2026-01-01T00:00:00Z");
    assert_eq!(
        (&event["version"], &event["account"], &event["region"]),
        (&json!("0"), &json!("123456789012"), &json!("us-east-1"))
    );
    assert_eq!(
        (
            bench.metric("rule-1", "Invocations"),
            bench.metric("rule-3", "MatchedEvents")
        ),
        (2, 0)
    );
}

/// EVB-013: an event that matches no rule is gone.
#[test]
fn an_event_that_no_rule_wants_is_gone_and_the_bus_says_why() {
    let mut bench = Bench::with_rules(&[r#"{"detail":{"state":["paid"]}}"#]);
    bench.set("bus", &[("Latency", "300")]);
    bench.put("shop", r#"{"state": "new"}"#);
    let message = bench.messages("bus")[0].id;
    let node = bench.world.node(bench.id("bus")).expect("the bus");
    let name = |_| String::new();
    let standing = node
        .explain(Inquiry {
            now: bench.world.now(),
            message,
            name: &name,
        })
        .expect("a reason");
    assert_eq!(
        standing.text,
        "It is on its way through the bus until 0:00:00.300, and then it is gone: rule-1 does not match detail.state."
    );
    bench.run(1);
    assert_eq!(
        (bench.metric("bus", "UnmatchedEvents"), bench.messages("bus").len()),
        (1, 0)
    );
    assert_eq!(bench.world.ledger().count(Fate::Done), 1);
    let told = bench
        .world
        .trace()
        .window()
        .iter()
        .any(|event| event.what == Happening::Noted && event.rule.is_some_and(|rule| rule.id == "EVB-013"));
    assert!(told);
}

/// EVB-014: 300 ms by default, and at least once.
#[test]
fn an_event_takes_its_time_and_may_come_twice() {
    let mut bench = Bench::with_rules(&[ALL]);
    bench.add("sqs-standard", "queue", &[]);
    bench.wire("rule-1", "queue", &[]);
    bench.set("bus", &[]);
    bench.put("shop", "{}");
    bench.run_micros(299_999);
    assert_eq!(bench.messages("queue").len(), 0);
    bench.run_micros(1);
    assert_eq!(bench.messages("queue").len(), 1);
    bench.set("bus", &[("Latency", "0"), ("Duplicates", "100")]);
    bench.put("shop", "{}");
    bench.run(1);
    assert_eq!(bench.messages("queue").len(), 3);
}

/// EVB-034, EVB-037: a rule that is disabled or changed is so at once.
#[test]
fn changes_of_a_rule_take_effect_at_once() {
    let mut bench = Bench::with_rules(&[ALL]);
    bench.put("shop", "{}");
    bench.set("rule-1", &[("State", "DISABLED")]);
    bench.put("shop", "{}");
    bench.set("rule-1", &[("EventPattern", r#"{"source":["bank"]}"#)]);
    bench.put("shop", "{}");
    bench.put("bank", "{}");
    bench.run(1);
    assert_eq!(
        (
            bench.metric("rule-1", "MatchedEvents"),
            bench.metric("bus", "UnmatchedEvents")
        ),
        (2, 2)
    );
}

/// EVB-020, EVB-022, EVB-023, EVB-026.
#[test]
fn put_events_answers_for_each_entry() {
    let mut bench = Bench::with_rules(&[ALL]);
    let entry = |source: &str, detail: &str| json!({ "Source": source, "DetailType": "t", "Detail": detail, "EventBusName": "bus" });
    let mut put = |entries: serde_json::Value| bench.call("events", "PutEvents", json!({ "Entries": entries }));
    // EVB-026
    let answer = put(json!([entry("a", "{}"), entry("a", "x"), entry("a", "{}")])).expect("an answer");
    assert_eq!(answer["FailedEntryCount"], 1);
    assert!(answer["Entries"][0]["EventId"].is_string() && answer["Entries"][2]["EventId"].is_string());
    assert_eq!(answer["Entries"][1]["ErrorCode"], "MalformedDetail");
    for (source, detail, code) in [
        ("a", "[1]", "MalformedDetail"),
        ("aws.s3", "{}", "NotAuthorizedForSourceException"),
        ("", "{}", "InvalidArgument"),
    ] {
        let answer = put(json!([entry("a", "{}"), entry(source, detail)])).expect("an answer");
        assert_eq!(answer["Entries"][1]["ErrorCode"], code);
    }
    let code = |result: Result<serde_json::Value, crate::nodes::service::ApiError>| result.expect_err("a refusal").code;
    assert_eq!(code(put(json!([entry("", "{}")]))), "ValidationException");
    assert_eq!(code(put(json!([]))), "ValidationException");
    assert_eq!(code(put(json!(vec![entry("a", "{}"); 11]))), "ValidationException");
    let long = format!("{{\"a\":\"{}\"}}", "x".repeat(1_048_576));
    assert_eq!(code(put(json!([entry("a", &long)]))), "ValidationException");
    bench.run(1);
    assert_eq!(bench.metric("bus", "Events"), 5);
}

/// EVB-004, EVB-021: 14 bytes for a time, and those of the texts.
#[test]
fn the_size_of_an_entry_is_that_of_its_texts() {
    let mut entry = Entry {
        source: "shop".into(),
        detail_type: "order".into(),
        detail: "{}".into(),
        resources: vec!["é".to_string()],
        time: None,
    };
    assert_eq!(entry.bytes(), 4 + 5 + 2 + 2);
    entry.time = Some(0);
    assert_eq!(entry.bytes(), 27);
}

/// EVB-025.
#[test]
fn more_entries_than_the_quota_are_throttled() {
    let mut bench = Bench::with_rules(&[ALL]);
    bench.set("bus", &[("PutEventsRate", "2")]);
    let entry = json!({ "Source": "a", "DetailType": "t", "Detail": "{}", "EventBusName": "bus" });
    let answer = bench
        .call("events", "PutEvents", json!({ "Entries": [entry, entry, entry] }))
        .expect("an answer");
    assert_eq!(answer["Entries"][2]["ErrorCode"], "ThrottlingException");
    bench.run(1);
    bench.put("shop", "{}");
    bench.fault("bus", Fault::Throttle(Some(Throttling::Rate(0))));
    let answer = bench
        .call("events", "PutEvents", json!({ "Entries": [entry] }))
        .expect("an answer");
    assert_eq!(answer["Entries"][0]["ErrorCode"], "ThrottlingException");
    assert_eq!(bench.metric("bus", "PutEventsThrottledCount"), 2);
}

/// EVB-012: what plain senders send.
#[test]
fn a_message_becomes_an_event() {
    let wire = Some(("app", "message"));
    let plain = Entry::read(&draft(r#"{"order": 1}"#, &[]), wire);
    assert_eq!(
        (plain.source.as_ref(), plain.detail_type.as_ref(), plain.detail.as_ref()),
        ("app", "message", r#"{"order": 1}"#)
    );
    let named = Entry::read(&draft("{}", &[("source", "shop"), ("detail-type", "paid")]), wire);
    assert_eq!((named.source.as_ref(), named.detail_type.as_ref()), ("shop", "paid"));
    let whole =
        r#"{"source":"shop","detail-type":"paid","detail":{"a":1},"resources":["r"],"time":"2026-01-01T00:00:01Z"}"#;
    let whole = Entry::read(&draft(whole, &[]), wire);
    assert_eq!(
        (whole.source.as_ref(), whole.detail.as_ref(), whole.resources.len()),
        ("shop", r#"{"a":1}"#, 1)
    );
    assert_eq!(whole.time, Some(1_767_225_601));
    assert!(Entry::read(&draft("no JSON", &[]), wire).check(false).is_err());
}

/// EVB-024: AWS services may say that they are.
#[test]
fn only_services_use_a_source_of_aws() {
    let entry = Entry::read(
        &draft(r#"{"source":"aws.s3","detail-type":"t","detail":{}}"#, &[]),
        None,
    );
    assert!(
        entry
            .check(false)
            .is_err_and(|error| error.code == "NotAuthorizedForSourceException")
    );
    assert!(entry.check(true).is_ok());
}

#[test]
fn a_producer_puts_events_over_its_wire() {
    let mut bench = Bench::with_rules(&[r#"{"source":["shop"],"detail-type":["order"]}"#]);
    bench.add(
        "producer",
        "web",
        &[("Count", "3"), ("Body", r#"{"n": {{n}}}"#), ("BatchSize", "10")],
    );
    bench.wire("web", "bus", &[("Source", "shop"), ("DetailType", "order")]);
    bench.run(10);
    assert_eq!(
        (
            bench.metric("bus", "Events"),
            bench.metric("rule-1", "MatchedEvents"),
            bench.metric("web", "MessagesSent")
        ),
        (3, 3, 3)
    );
}

#[test]
fn no_body_whatever_makes_the_bus_panic() {
    let bits = [
        "{",
        "}",
        "[",
        "]",
        "\"",
        ":",
        ",",
        "source",
        "detail",
        "detail-type",
        "null",
        "1",
        "\\",
        "é",
        " ",
    ];
    let mut bench = Bench::with_rules(&[ALL]);
    let mut luck = Stream::new(5, 1, "fuzz");
    for _ in 0..5_000 {
        let body: String = (0..luck.below(16))
            .map(|_| bits[luck.below(bits.len() as u64) as usize])
            .collect();
        let entry = Entry::read(&draft(&body, &[]), Some(("a", "b")));
        if entry.check(false).is_ok() {
            bench.put("shop", &entry.detail);
        }
    }
    bench.run(1);
    assert_eq!(bench.metric("bus", "UnmatchedEvents"), 0);
}

/// EVB-010, EVB-060: a rule may give to another bus, and a pipe and a schedule to a bus.
#[test]
fn a_bus_takes_events_of_other_services() {
    let mut bench = Bench::with_rules(&[ALL]);
    bench.add("event-bus", "other", &[("Latency", "0")]);
    bench.wire("rule-1", "other", &[]);
    bench.put("shop", "{}");
    bench.run(1);
    assert_eq!(bench.metric("other", "Events"), 1);
    bench.add("event-rule", "copy", &[("EventPattern", ALL)]);
    bench.add("sqs-standard", "queue", &[]);
    bench.wire("other", "copy", &[]);
    bench.wire("copy", "queue", &[]);
    bench.add("schedule", "job", &[("Jitter", "0")]);
    bench.wire("job", "other", &[]);
    bench.add("sqs-standard", "in", &[]);
    bench.add("pipe", "pipe", &[]);
    bench.wire("in", "pipe", &[]);
    bench.wire("pipe", "other", &[]);
    let url = "https://sqs.us-east-1.amazonaws.com/123456789012/in";
    bench
        .call("sqs", "SendMessage", json!({ "QueueUrl": url, "MessageBody": "hi" }))
        .expect("a message");
    bench.run(62);
    let sources: Vec<String> = bench
        .bodies("queue")
        .iter()
        .map(|event| event["source"].to_string())
        .collect();
    assert_eq!(sources, ["\"Pipe pipe\"", "\"aws.scheduler\""]);
}
