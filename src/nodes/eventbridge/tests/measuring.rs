//! What CloudWatch counts, and what it costs.

use super::{ALL, Bench};
use crate::base::Ratio;
use serde_json::json;

fn units(bench: &Bench, name: &str, charge: &str) -> u64 {
    let meter = bench.world.meter().node(bench.id(name)).expect("a node");
    let charged = meter.charged.iter().find(|charged| charged.spec.id == charge);
    charged.map_or(0, |charged| charged.units)
}

/// EVB-120.
#[test]
fn metrics_have_the_names_of_cloudwatch() {
    let mut bench = Bench::with_rules(&[ALL]);
    bench.add("sqs-standard", "queue", &[]);
    bench.add("sqs-standard", "dlq", &[]);
    bench.wire("rule-1", "queue", &[]);
    let lost = bench.wire(
        "rule-1",
        "dlq",
        &[("MaximumRetryAttempts", "0"), ("DeadLetterConfig.Arn", "dlq")],
    );
    bench.lose(lost, Ratio::ALWAYS);
    bench.put("shop", "{}");
    bench.put("shop", "{}");
    bench.run(5);
    for (metric, expected) in [
        ("MatchedEvents", 2),
        ("TriggeredRules", 2),
        ("Invocations", 4),
        ("FailedInvocations", 2),
        ("InvocationsSentToDlq", 2),
        ("InvocationsFailedToBeSentToDlq", 0),
        ("ThrottledRules", 0),
    ] {
        assert_eq!(bench.metric("rule-1", metric), expected, "{metric}");
    }
    let entry = json!({ "Source": "a", "DetailType": "t", "Detail": "{}", "EventBusName": "bus" });
    let wrong = json!({ "Source": "a", "DetailType": "t", "Detail": "x", "EventBusName": "bus" });
    bench
        .call("events", "PutEvents", json!({ "Entries": [entry, wrong] }))
        .expect("an answer");
    assert_eq!(bench.metric("bus", "PutEventsFailedEntriesCount"), 1);
}

/// EVB-121: each started 64 KB is an event, a replay costs as much, and so does an invocation of Scheduler.
#[test]
fn events_are_billed() {
    let mut bench = Bench::with_rules(&[ALL]);
    bench.set("bus", &[("ArchiveName", "all"), ("Latency", "0")]);
    bench.put("shop", "{}");
    bench.put("shop", &format!("{{\"a\":\"{}\"}}", "x".repeat(65_536)));
    assert_eq!(units(&bench, "bus", "events-custom"), 3);
    assert_eq!(units(&bench, "bus", "events-archived"), 1 + 66);
    bench.fault("bus", crate::sim::Fault::Trigger(1));
    bench.run(2);
    assert_eq!(units(&bench, "bus", "events-replayed"), 2);
    bench.add("sqs-standard", "queue", &[]);
    bench.add("schedule", "job", &[]);
    bench.wire("job", "queue", &[]);
    bench.run(125);
    assert_eq!(units(&bench, "job", "scheduler-invocations"), 2);
    bench.add("sqs-standard", "out", &[]);
    bench.add("pipe", "pipe", &[]);
    bench.wire("queue", "pipe", &[]);
    bench.wire("pipe", "out", &[]);
    bench.run(1);
    assert!(units(&bench, "pipe", "pipes-requests") >= 1);
}
