//! Partial batch responses in all their forms.

use super::*;

const REPORTS: (&str, &str) = ("FunctionResponseTypes", "ReportBatchItemFailures");

/// How many of three messages are deleted after the function returned this.
fn deleted(output: &str, terms: Changes<'_>) -> i64 {
    let mut bench = Bench::mapped(
        &[("Duration", "1"), ("Output", output)],
        &[("VisibilityTimeout", "30")],
        terms,
    );
    bench.send_many("orders", 3);
    bench.run(2_000);
    assert_eq!(bench.metric(F, "Invocations"), 1);
    bench.metric(Q, "NumberOfMessagesDeleted")
}

#[test]
fn the_named_messages_come_back_and_the_others_are_deleted() {
    // LAM-053, LAM-080
    let code = [
        ("Duration", "1"),
        ("Poison", "body = m1 and receives = 1"),
        ("OnRecordFailure", "report"),
    ];
    let mut bench = Bench::mapped(&code, &[("VisibilityTimeout", "30")], &[REPORTS]);
    bench.send_many("orders", 3);
    bench.run(1_000);
    assert_eq!(
        (bench.metric(Q, "NumberOfMessagesDeleted"), bench.metric(F, "Errors")),
        (2, 0)
    );
    assert!(bench.told("LAM-080"));
    bench.run(29_999);
    assert_eq!(bench.visible(Q), 0);
    bench.run(31_000);
    assert_eq!(
        (bench.metric(Q, "NumberOfMessagesDeleted"), bench.metric(F, "Done")),
        (3, 3)
    );
}

#[test]
fn these_responses_mean_that_all_is_done() {
    // LAM-081
    for output in [
        "",
        "null",
        "{}",
        "{\"batchItemFailures\": []}",
        "{\"batchItemFailures\": null}",
    ] {
        assert_eq!(deleted(output, &[REPORTS]), 3, "{output}");
    }
}

#[test]
fn these_responses_mean_that_all_has_failed() {
    // LAM-082
    for output in [
        "no JSON",
        "{\"batchItemFailures\": [",
        "{\"foo\": []}",
        "[]",
        "\"text\"",
        "{\"batchItemFailures\": {}}",
        "{\"batchItemFailures\": [{\"itemIdentifier\": \"\"}]}",
        "{\"batchItemFailures\": [{\"itemIdentifier\": null}]}",
        "{\"batchItemFailures\": [{\"id\": \"m-1\"}]}",
        "{\"batchItemFailures\": [{\"itemIdentifier\": \"m-999\"}]}",
        "{\"batchItemFailures\": [{\"itemIdentifier\": \"m-1\"}, {\"itemIdentifier\": \"nobody\"}]}",
    ] {
        assert_eq!(deleted(output, &[REPORTS]), 0, "{output}");
    }
    assert_eq!(
        deleted(
            "{\"batchItemFailures\": [{\"itemIdentifier\": \"{{id}}\"}]}",
            &[REPORTS]
        ),
        2
    );
}

#[test]
fn without_the_setting_the_response_is_ignored() {
    // LAM-083
    for output in [
        "no JSON",
        "{\"foo\": 1}",
        "{\"batchItemFailures\": [{\"itemIdentifier\": \"m-1\"}]}",
    ] {
        assert_eq!(deleted(output, &[]), 3, "{output}");
    }
    // So code that reports without it loses what failed.
    let code = [
        ("Duration", "1"),
        ("Poison", "body = m1"),
        ("OnRecordFailure", "report"),
    ];
    let mut bench = Bench::mapped(&code, &[], &[]);
    bench.send_many("orders", 3);
    bench.run(2_000);
    assert_eq!(
        (bench.metric(Q, "NumberOfMessagesDeleted"), bench.metric(F, "Done")),
        (3, 2)
    );
}

#[test]
fn an_error_fails_all_whatever_else_is_set() {
    // LAM-082
    let code = [("Duration", "1"), ("Poison", "body = m1"), ("OnRecordFailure", "throw")];
    let mut bench = Bench::mapped(&code, &[], &[REPORTS]);
    bench.send_many("orders", 3);
    bench.run(2_000);
    assert_eq!(
        (bench.metric(Q, "NumberOfMessagesDeleted"), bench.metric(F, "Errors")),
        (0, 1)
    );
}
