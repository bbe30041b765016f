//! Filters of mappings.

use super::super::mapping::MAPPING as SPEC;
use super::*;

fn filtered(bodies: &[&str], criteria: &str) -> Bench {
    let mut bench = Bench::mapped(&[("Duration", "0")], &[], &[("FilterCriteria", criteria)]);
    for body in bodies {
        bench.send("orders", body);
    }
    bench.run(1_000);
    bench
}

#[test]
fn what_no_filter_lets_through_is_deleted_without_an_invocation() {
    // LAM-095, LAM-155, LAM-120
    let mut bench = Bench::mapped(
        &[("Duration", "0")],
        &[],
        &[("FilterCriteria", "{\"body\": {\"n\": [0]}}")],
    );
    for index in 0..100 {
        bench.send("orders", &format!("{{\"n\": {}}}", index % 5));
    }
    bench.run(1_000);
    assert_eq!(
        (bench.metric(F, "Done"), bench.metric(F, "FilteredOutEventCount")),
        (20, 80)
    );
    assert_eq!((bench.metric(Q, "NumberOfMessagesDeleted"), bench.visible(Q)), (100, 0));
    assert_eq!(
        (
            bench.metric(F, "InvokedEventCount"),
            bench.metric(F, "DeletedEventCount")
        ),
        (20, 20)
    );
    assert!(bench.told("LAM-095"));
}

#[test]
fn one_of_several_filters_is_enough() {
    // LAM-054, LAM-095
    let criteria =
        "{\"Filters\": [{\"Pattern\": \"{\\\"body\\\": {\\\"n\\\": [1]}}\"}, {\"Pattern\": {\"body\": {\"n\": [2]}}}]}";
    let bench = filtered(&["{\"n\": 1}", "{\"n\": 2}", "{\"n\": 3}"], criteria);
    assert_eq!(
        (bench.metric(F, "Done"), bench.metric(F, "FilteredOutEventCount")),
        (2, 1)
    );
}

#[test]
fn two_mappings_of_one_queue_delete_what_was_meant_for_the_other() {
    // LAM-095
    let mut bench = filtered(&[], "{\"body\": {\"for\": [\"a\"]}}");
    bench.add(OTHER, "lambda", "other", &[("Duration", "0")]);
    bench.wire(
        WireId(2),
        (Q, 1),
        (OTHER, 1),
        &[("FilterCriteria", "{\"body\": {\"for\": [\"b\"]}}")],
    );
    bench.run(30_000);
    for index in 0..40 {
        bench.send(
            "orders",
            if index % 2 == 0 {
                "{\"for\": \"a\"}"
            } else {
                "{\"for\": \"b\"}"
            },
        );
        bench.run(30_000 + index * 100);
    }
    bench.run(60_000);
    let seen = bench.metric(F, "Done") + bench.metric(OTHER, "Done");
    let lost = bench.metric(F, "FilteredOutEventCount") + bench.metric(OTHER, "FilteredOutEventCount");
    assert!(lost > 0, "{lost}");
    assert_eq!((seen + lost, bench.visible(Q)), (40, 0));
}

#[test]
fn a_body_of_the_wrong_form_is_dropped() {
    // LAM-096
    let json = filtered(&["plain text", "{\"n\": 1}"], "{\"body\": {\"n\": [1]}}");
    assert_eq!(
        (json.metric(F, "Done"), json.metric(F, "FilteredOutEventCount")),
        (1, 1)
    );
    let plain = filtered(&["plain text", "{\"n\": 1}"], "{\"body\": [\"plain text\"]}");
    assert_eq!(
        (plain.metric(F, "Done"), plain.metric(F, "FilteredOutEventCount")),
        (1, 1)
    );
}

#[test]
fn bad_filters_are_refused_with_what_is_wrong() {
    // LAM-054, LAM-097, LAM-098
    let field = SPEC.fields.iter().find(|field| field.name == "FilterCriteria").unwrap();
    let check = |text: &str| {
        field
            .check(&crate::sim::Value::Text(text.into()))
            .map_err(|error| error.hint)
    };
    let one = "{\"Pattern\": \"{\\\"body\\\": [\\\"a\\\"]}\"}";
    let six = format!("{{\"Filters\": [{}]}}", [one; 6].join(","));
    let five = format!("{{\"Filters\": [{}]}}", [one; 5].join(","));
    let long = format!("{{\"body\": [\"{}\"]}}", "x".repeat(4_096));
    assert_eq!(check(&five), Ok(()));
    for (text, says) in [
        ("no JSON", "no JSON"),
        ("{\"body\": \"a\"}", "Invalid filter pattern definition"),
        (
            "{\"body\": [{\"wildcard\": \"a*\"}]}",
            "Invalid filter pattern definition",
        ),
        (
            "{\"body\": [{\"anything-but\": {\"prefix\": \"a\"}}]}",
            "Invalid filter pattern definition",
        ),
        ("{\"Filters\": [{\"Rule\": 1}]}", "has a Pattern"),
        (&six, "LAM-054"),
        (&long, "LAM-054"),
    ] {
        let refused = check(text).unwrap_err();
        assert!(refused.contains(says), "{text}: {refused}");
    }
}
