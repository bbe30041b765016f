//! The actions of EventBridge Pipes.

use super::Bench;
use serde_json::{Value, json};

/// Two queues, a function and a pipe's name; nothing is joined.
fn bench() -> Bench {
    let mut bench = Bench::new();
    bench.add("sqs-standard", "orders", &[]);
    bench.add("sqs-standard", "large", &[]);
    bench.add("sqs-fifo", "ordered.fifo", &[("ContentBasedDeduplication", "true")]);
    bench.add("lambda", "enrich", &[]);
    bench.add("worker", "worker", &[]);
    bench
}

fn arn(queue: &str) -> String {
    format!("arn:aws:sqs:us-east-1:123456789012:{queue}")
}

/// The input of a good CreatePipe with more members; null takes one away.
fn pipe_and(more: Value) -> Value {
    let mut input = json!({
        "Name": "pipe",
        "RoleArn": "arn:aws:iam::123456789012:role/pipe",
        "Source": arn("orders"),
        "Target": arn("large"),
    });
    for (name, value) in more.as_object().expect("members") {
        input[name] = value.clone();
        if value.is_null() {
            input.as_object_mut().expect("members").remove(name);
        }
    }
    input
}

fn call(bench: &mut Bench, action: &str, input: Value) -> Result<Value, (&'static str, &'static str)> {
    let answer = bench.call("pipes", action, input);
    answer.map_err(|error| (error.code, error.rule.map_or("", |rule| rule.id)))
}

fn send(bench: &mut Bench, body: &str) {
    let input = json!({ "QueueUrl": "orders", "MessageBody": body });
    bench.call("sqs", "SendMessage", input).expect("an accepted message");
}

const MADE: &str = "arn:aws:pipes:us-east-1:123456789012:pipe";

/// EVB-110, EVB-111.
#[test]
fn a_pipe_is_made_with_its_wires_described_and_deleted() {
    let mut bench = bench();
    let filters = json!({ "Filters": [
        { "Pattern": "{\"body\":{\"total\":[{\"numeric\":[\">=\",100]}]}}" },
        { "Pattern": "{\"body\":{\"vip\":[true]}}" },
    ] });
    let source = json!({
        "FilterCriteria": filters,
        "SqsQueueParameters": { "BatchSize": 5, "MaximumBatchingWindowInSeconds": 2 },
    });
    let input = pipe_and(json!({
        "SourceParameters": source,
        "TargetParameters": { "InputTemplate": "{\"sum\": <$.body.total>}" },
    }));
    let made = call(&mut bench, "CreatePipe", input.clone()).expect("a pipe");
    let running = json!({ "Arn": MADE, "CurrentState": "RUNNING", "DesiredState": "RUNNING", "Name": "pipe" });
    assert_eq!(made, running);
    assert_eq!(
        call(&mut bench, "CreatePipe", input),
        Err(("ConflictException", "EVB-110"))
    );
    let described = call(&mut bench, "DescribePipe", json!({ "Name": "pipe" })).expect("the pipe");
    assert_eq!(
        (&described["Source"], &described["Target"]),
        (&json!(arn("orders")), &json!(arn("large")))
    );
    assert_eq!(described["SourceParameters"], source);
    assert_eq!(
        described["TargetParameters"],
        json!({ "InputTemplate": "{\"sum\": <$.body.total>}" })
    );
    for body in ["{\"total\":50}", "{\"total\":150}", "{\"total\":7,\"vip\":true}"] {
        send(&mut bench, body);
    }
    bench.run(30);
    let mut sums: Vec<i64> = bench
        .bodies("large")
        .iter()
        .filter_map(|body| body["sum"].as_i64())
        .collect();
    sums.sort_unstable();
    assert_eq!(sums, [7, 150], "one of the filters is enough");
    assert_eq!(bench.metric("pipe", "FilteredCount"), 1);
    let gone = call(&mut bench, "DeletePipe", json!({ "Name": "pipe" })).expect("an answer");
    assert_eq!(
        (&gone["CurrentState"], &gone["DesiredState"]),
        (&json!("DELETING"), &json!("DELETED"))
    );
    assert!(bench.world.find("pipe").is_none());
    let missing = call(&mut bench, "DescribePipe", json!({ "Name": "pipe" }));
    assert_eq!(missing, Err(("NotFoundException", "EVB-110")));
}

/// EVB-060, EVB-110, EVB-111.
#[test]
fn what_a_pipe_can_not_join_is_refused_and_nothing_is_left() {
    let mut bench = bench();
    let pattern = |text: &str| json!({ "FilterCriteria": { "Filters": [{ "Pattern": text }] } });
    for (more, refusal) in [
        (json!({ "Name": "a b" }), ("ValidationException", "EVB-110")),
        (json!({ "Name": "orders" }), ("ConflictException", "EVB-110")),
        (json!({ "DesiredState": "PAUSED" }), ("ValidationException", "EVB-110")),
        (json!({ "Source": arn("nobody") }), ("NotFoundException", "EVB-110")),
        (json!({ "Source": "worker" }), ("ValidationException", "EVB-110")),
        (json!({ "Target": arn("nobody") }), ("NotFoundException", "EVB-110")),
        (json!({ "Target": "worker" }), ("ValidationException", "EVB-110")),
        (
            json!({ "Enrichment": arn("large") }),
            ("ValidationException", "EVB-110"),
        ),
        (
            json!({ "SourceParameters": pattern("{\"body\": 1}") }),
            ("ValidationException", "EVB-111"),
        ),
        (
            json!({ "SourceParameters": { "SqsQueueParameters": { "BatchSize": 10_001 } } }),
            ("ValidationException", "EVB-111"),
        ),
        (
            json!({ "TargetParameters": { "InputTemplate": "x".repeat(8_193) } }),
            ("ValidationException", "EVB-063"),
        ),
    ] {
        assert_eq!(
            call(&mut bench, "CreatePipe", pipe_and(more.clone())),
            Err(refusal),
            "{more}"
        );
        assert!(bench.world.find("pipe").is_none(), "{more}");
    }
    let refused = call(&mut bench, "CreatePipe", pipe_and(json!({ "Target": null })));
    assert_eq!(refused, Err(("MissingParameter", "")));
}

/// EVB-110, EVB-111.
#[test]
fn an_update_changes_only_what_it_names() {
    let mut bench = bench();
    let source = json!({
        "FilterCriteria": { "Filters": [{ "Pattern": "{\"body\":{\"a\":[1]}}" }] },
        "SqsQueueParameters": { "BatchSize": 5, "MaximumBatchingWindowInSeconds": 2 },
    });
    let input = pipe_and(json!({ "SourceParameters": source, "Enrichment": "enrich", "DesiredState": "STOPPED" }));
    call(&mut bench, "CreatePipe", input).expect("a pipe");
    let update = |bench: &mut Bench, more: Value| {
        let input = pipe_and(json!({ "Source": null, "Target": null }));
        let mut input = input.as_object().expect("members").clone();
        input.extend(more.as_object().expect("members").clone());
        call(bench, "UpdatePipe", Value::from(input))
    };
    let described = |bench: &mut Bench| call(bench, "DescribePipe", json!({ "Name": "pipe" })).expect("the pipe");
    let before = described(&mut bench);
    assert_eq!(
        before["Enrichment"],
        "arn:aws:lambda:us-east-1:123456789012:function:enrich"
    );
    update(&mut bench, json!({})).expect("an answer");
    let refused = update(&mut bench, json!({ "Enrichment": "", "Target": arn("nobody") }));
    assert_eq!(refused, Err(("NotFoundException", "EVB-110")));
    assert_eq!(described(&mut bench), before, "nothing was named, or it was refused");
    let window = json!({ "SqsQueueParameters": { "MaximumBatchingWindowInSeconds": 9 } });
    update(&mut bench, json!({ "SourceParameters": window })).expect("an answer");
    let after = described(&mut bench)["SourceParameters"].clone();
    assert_eq!(
        (&after["FilterCriteria"], &after["SqsQueueParameters"]),
        (
            &source["FilterCriteria"],
            &json!({ "BatchSize": 10, "MaximumBatchingWindowInSeconds": 9 })
        ),
        "the queue's own settings are replaced together"
    );
    let fifo = json!({
        "SourceParameters": { "FilterCriteria": {} },
        "Enrichment": "",
        "Target": arn("ordered.fifo"),
        "TargetParameters": { "SqsQueueParameters": { "MessageGroupId": "g" } },
        "DesiredState": "RUNNING",
    });
    let answer = update(&mut bench, fifo).expect("an answer");
    assert_eq!(answer["CurrentState"], "RUNNING");
    let after = described(&mut bench);
    assert!(after["Enrichment"].is_null() && after["SourceParameters"]["FilterCriteria"].is_null());
    assert_eq!(
        after["TargetParameters"],
        json!({ "SqsQueueParameters": { "MessageGroupId": "g" } })
    );
    send(&mut bench, "hello");
    bench.run(30);
    assert_eq!(bench.messages("ordered.fifo").len(), 1);
}

/// EVB-110.
#[test]
fn pipes_are_listed_started_and_stopped() {
    let mut bench = bench();
    for (name, state) in [("first", "RUNNING"), ("second", "STOPPED")] {
        let input = pipe_and(json!({ "Name": name, "DesiredState": state }));
        call(&mut bench, "CreatePipe", input).expect("a pipe");
    }
    let names = |bench: &mut Bench, input: Value| -> Vec<String> {
        let listed = call(bench, "ListPipes", input).expect("a list");
        let pipes = listed["Pipes"].as_array().expect("a list").iter();
        pipes
            .map(|one| one["Name"].as_str().expect("a name").to_string())
            .collect()
    };
    assert_eq!(names(&mut bench, json!({})), ["first", "second"]);
    assert_eq!(names(&mut bench, json!({ "CurrentState": "STOPPED" })), ["second"]);
    assert_eq!(
        names(&mut bench, json!({ "NamePrefix": "f", "SourcePrefix": arn("o") })),
        ["first"]
    );
    assert_eq!(names(&mut bench, json!({ "TargetPrefix": arn("orders") })), [""; 0]);
    let started = call(&mut bench, "StartPipe", json!({ "Name": "second" })).expect("an answer");
    assert_eq!(started["CurrentState"], "RUNNING");
    let stopped = call(&mut bench, "StopPipe", json!({ "Name": "first" })).expect("an answer");
    assert_eq!(
        (
            &stopped["CurrentState"],
            stopped.as_object().map(|members| members.len())
        ),
        (&json!("STOPPED"), Some(4))
    );
}
