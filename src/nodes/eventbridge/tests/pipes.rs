//! Pipes from a queue to a target.

use super::Bench;
use crate::base::Ratio;
use serde_json::json;

const FILTER: &str = r#"{"body":{"total":[{"numeric":[">=",100]}]}}"#;

/// A producer of orders, a queue, a pipe and a target queue.
fn bench(source: &[(&str, &str)], target: &[(&str, &str)]) -> Bench {
    let mut bench = Bench::new();
    bench.add("sqs-standard", "orders", &[]);
    bench.add("pipe", "pipe", &[]);
    bench.add("sqs-standard", "large", &[]);
    bench.wire("orders", "pipe", source);
    bench.wire("pipe", "large", target);
    bench
}

fn send(bench: &mut Bench, queue: &str, body: &str, group: Option<&str>) {
    let url = format!("https://sqs.us-east-1.amazonaws.com/123456789012/{queue}");
    let mut input = json!({ "QueueUrl": url, "MessageBody": body });
    if let Some(group) = group {
        input["MessageGroupId"] = json!(group);
    }
    bench.call("sqs", "SendMessage", input).expect("an accepted message");
}

/// EVB-105, EVB-110, EVB-111.
#[test]
fn a_pipe_delivers_what_passes_its_filter_and_deletes_the_rest() {
    let template = [("InputTemplate", r#"{"sum": <$.body.total>}"#)];
    let mut bench = bench(&[("FilterCriteria", FILTER)], &template);
    for total in [50, 150, 99, 100] {
        send(&mut bench, "orders", &format!("{{\"total\":{total}}}"), None);
    }
    bench.run(60);
    let mut sums: Vec<i64> = bench
        .bodies("large")
        .iter()
        .filter_map(|body| body["sum"].as_i64())
        .collect();
    sums.sort_unstable();
    assert_eq!(sums, [100, 150]);
    assert_eq!(bench.messages("orders").len(), 0);
    assert_eq!(
        (
            bench.metric("pipe", "FilteredCount"),
            bench.metric("pipe", "EventCount")
        ),
        (2, 4)
    );
}

#[test]
fn without_a_template_the_target_gets_the_record() {
    let mut bench = bench(&[], &[]);
    send(&mut bench, "orders", "hello", None);
    bench.run(5);
    let record = &bench.bodies("large")[0];
    assert_eq!(
        (record["body"].as_str(), record["eventSource"].as_str()),
        (Some("hello"), Some("aws:sqs"))
    );
    assert_eq!(record["eventSourceARN"], "arn:aws:sqs:us-east-1:123456789012:orders");
}

/// EVB-111: what the target does not take is not deleted.
#[test]
fn what_the_target_refuses_comes_again() {
    let mut bench = bench(&[], &[]);
    let wire = crate::base::WireId(2);
    bench.lose(wire, Ratio::ALWAYS);
    send(&mut bench, "orders", "hello", None);
    bench.run(10);
    assert_eq!(
        (bench.messages("orders").len(), bench.metric("pipe", "TargetFailed")),
        (1, 1)
    );
    bench.lose(wire, Ratio::NEVER);
    bench.run(60);
    assert_eq!((bench.messages("orders").len(), bench.messages("large").len()), (0, 1));
}

/// EVB-112: the order of each group is kept.
#[test]
fn a_fifo_source_keeps_its_order() {
    let mut bench = Bench::new();
    bench.add("sqs-fifo", "orders.fifo", &[("ContentBasedDeduplication", "true")]);
    bench.add("pipe", "pipe", &[]);
    bench.add("sqs-fifo", "out.fifo", &[("ContentBasedDeduplication", "true")]);
    bench.wire("orders.fifo", "pipe", &[("BatchSize", "3")]);
    bench.wire("pipe", "out.fifo", &[("InputTemplate", "<$.body>")]);
    for n in 0..20 {
        send(&mut bench, "orders.fifo", &n.to_string(), Some("g"));
    }
    bench.run(60);
    let bodies: Vec<i64> = bench
        .bodies("out.fifo")
        .iter()
        .filter_map(serde_json::Value::as_i64)
        .collect();
    assert_eq!(bodies, (0..20).collect::<Vec<i64>>());
    assert_eq!(bench.messages("orders.fifo").len(), 0);
}

/// EVB-111: a batching window collects.
#[test]
fn a_window_collects_messages_for_a_batch() {
    let mut bench = bench(&[("BatchSize", "100"), ("MaximumBatchingWindowInSeconds", "10")], &[]);
    for n in 0..25 {
        send(&mut bench, "orders", &n.to_string(), None);
        bench.run_micros(100_000);
    }
    bench.run(5);
    assert_eq!(bench.messages("large").len(), 0);
    bench.run(30);
    assert_eq!(
        (bench.messages("large").len(), bench.metric("pipe", "ExecutionCount")),
        (25, 1)
    );
}

#[test]
fn a_stopped_pipe_takes_nothing() {
    let mut bench = bench(&[], &[]);
    bench.run(1);
    let stopped = bench
        .call("pipes", "StopPipe", json!({ "Name": "pipe" }))
        .expect("an answer");
    assert_eq!(stopped["CurrentState"], "STOPPED");
    send(&mut bench, "orders", "hello", None);
    bench.run(60);
    assert_eq!((bench.messages("orders").len(), bench.messages("large").len()), (1, 0));
    bench
        .call("pipes", "StartPipe", json!({ "Name": "pipe" }))
        .expect("an answer");
    bench.run(60);
    assert_eq!((bench.messages("orders").len(), bench.messages("large").len()), (0, 1));
    let described = bench
        .call("pipes", "DescribePipe", json!({ "Name": "pipe" }))
        .expect("an answer");
    assert_eq!(described["Target"], "arn:aws:sqs:us-east-1:123456789012:large");
    let refused = bench
        .call("pipes", "DescribePipe", json!({ "Name": "none" }))
        .expect_err("a refusal");
    assert_eq!(refused.code, "NotFoundException");
}

/// EVB-110: the enrichment's answer takes the place of the batch, and a failed one lets it come again.
#[test]
fn an_enrichment_changes_what_the_target_gets() {
    for (failure, expected) in [("0", vec![json!({ "rich": true })]), ("100", Vec::new())] {
        let mut bench = bench(&[], &[]);
        bench.add(
            "lambda",
            "enrich",
            &[("Output", r#"{"rich":true}"#), ("FailureRate", failure)],
        );
        let port = crate::nodes::eventbridge::pipe::spec::PORT_ENRICHMENT;
        bench.wire_port("pipe", port, "enrich");
        send(&mut bench, "orders", "hello", None);
        bench.run(10);
        assert_eq!(bench.bodies("large"), expected);
        assert_eq!(bench.metric("pipe", "EnrichmentFailed"), i64::from(failure == "100"));
        assert_eq!(bench.messages("orders").len(), usize::from(failure == "100"));
    }
}
