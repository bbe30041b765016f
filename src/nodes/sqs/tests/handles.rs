//! Receipt handles: deleting and changing visibility, in time, late and wrongly.

use super::*;
use crate::nodes::sqs::wire_names;

fn first<D: Kind>(bench: &mut Bench) -> Delivery {
    bench.short::<D>(Q, 1).expect("a poll")[0].clone()
}

/// SQS-090, SQS-091
#[test]
fn visibility_counts_from_the_change() {
    let mut bench = Bench::new::<S>(&[("VisibilityTimeout", &60)]);
    bench.send_ok::<S>(text("a"));
    let got = first::<S>(&mut bench);
    bench.at_secs(15);
    bench.hide::<S>(got.handle, 10).expect("a change");
    bench.at_secs(24);
    assert_eq!(bench.counts(Q), [0, 1, 0]);
    bench.at_secs(25);
    assert_eq!(bench.counts(Q), [1, 0, 0]);
    let again = first::<S>(&mut bench);
    bench.hide::<S>(again.handle, 0).expect("a change");
    assert_eq!(bench.counts(Q), [1, 0, 0], "SQS-091");
    assert_eq!(first::<S>(&mut bench).receives, 3, "SQS-091: the count stays");
}

/// SQS-092
#[test]
fn one_receive_hides_a_message_for_twelve_hours_at_most() {
    let mut bench = Bench::new::<S>(&[("VisibilityTimeout", &43_200)]);
    bench.send_ok::<S>(text("a"));
    let got = first::<S>(&mut bench);
    bench.at_secs(6 * 3_600);
    assert_eq!(
        refusal(bench.hide::<S>(got.handle, 43_200)),
        ("InvalidParameterValue", "SQS-092")
    );
    bench.hide::<S>(got.handle, 21_600).expect("the time left");
}

/// SQS-094
#[test]
fn foreign_and_made_up_handles_are_invalid() {
    let mut bench = Bench::new::<S>(&[]);
    bench.add::<S>(DLQ, "other", &[]);
    bench.send_ok::<S>(text("a"));
    let got = first::<S>(&mut bench);
    let wrong = bench.call::<S, _>(DLQ, |queue, cx| queue.delete(got.handle, cx));
    assert_eq!(refusal(wrong), ("ReceiptHandleIsInvalid", "SQS-094"));
    let wrong = bench.call::<S, _>(DLQ, |queue, cx| queue.change_visibility(got.handle, secs(1), cx));
    assert_eq!(refusal(wrong), ("ReceiptHandleIsInvalid", "SQS-094"));
    let seed = bench.world.seed();
    let good = wire_names::receipt_handle(seed, got.handle);
    let parse = |bench: &mut Bench, id, text: &str| {
        let text = text.to_string();
        bench.call::<S, _>(id, |queue, _| queue.parse_handle(&text))
    };
    assert_eq!(parse(&mut bench, Q, &good), Ok(got.handle));
    assert!(good.starts_with("AQEB"));
    assert_eq!(refusal(parse(&mut bench, DLQ, &good)).1, "SQS-094");
    let message = parse(&mut bench, Q, "X").expect_err("not a handle").message;
    assert_eq!(message, "The input receipt handle \"X\" is not a valid receipt handle.");
    let mut broken = good.into_bytes();
    broken[8] ^= 1;
    assert_eq!(
        refusal(parse(&mut bench, Q, &String::from_utf8(broken).expect("text"))).1,
        "SQS-094"
    );
}

/// SQS-095, SQS-096, SQS-097
#[test]
fn visibility_changes_after_the_end_are_ignored_or_refused() {
    let mut bench = Bench::new::<S>(&[("VisibilityTimeout", &1)]);
    bench.send_ok::<S>(text("a"));
    let old = first::<S>(&mut bench);
    bench.at_secs(2);
    bench.hide::<S>(old.handle, 30).expect("SQS-096: accepted");
    assert_eq!(bench.counts(Q), [1, 0, 0], "SQS-096: without effect");
    let new = first::<S>(&mut bench);
    bench.hide::<S>(old.handle, 0).expect("SQS-097: accepted");
    assert_eq!(bench.counts(Q), [0, 1, 0], "SQS-097: without effect");
    bench.delete::<S>(new.handle).expect("a delete");
    assert_eq!(
        refusal(bench.hide::<S>(new.handle, 5)),
        ("InvalidParameterValue", "SQS-095")
    );

    let mut fifo = Bench::new::<F>(&[("VisibilityTimeout", &1)]);
    fifo.send_ok::<F>(grouped("g", "a"));
    let old = first::<F>(&mut fifo);
    fifo.at_secs(2);
    assert_eq!(
        refusal(fifo.hide::<F>(old.handle, 5)),
        ("InvalidParameterValue", "SQS-096")
    );
}

/// SQS-101
#[test]
fn a_late_delete_works_if_nobody_has_received_the_message_since() {
    let mut bench = Bench::new::<S>(&[("VisibilityTimeout", &1)]);
    bench.send_ok::<S>(text("a"));
    let got = first::<S>(&mut bench);
    bench.at_secs(2);
    bench.delete::<S>(got.handle).expect("a delete");
    assert_eq!(bench.counts(Q), [0, 0, 0]);
}

/// SQS-102, PAT-005
#[test]
fn a_delete_with_an_old_handle_does_what_the_knob_says() {
    for (knob, chance, left) in [
        ("ignore", 50, 1),
        ("delete", 50, 0),
        ("random", 100, 0),
        ("random", 0, 1),
    ] {
        let chance = chance * 100;
        let mut bench = Bench::new::<S>(&[
            ("VisibilityTimeout", &1),
            ("old_handle_delete", &knob),
            ("old_handle_delete_chance", &chance),
        ]);
        bench.send_ok::<S>(text("a"));
        let old = first::<S>(&mut bench);
        bench.at_secs(2);
        first::<S>(&mut bench);
        bench.delete::<S>(old.handle).expect("it always succeeds");
        assert_eq!(bench.counts(Q), [0, left, 0], "{knob} {chance}");
    }
}

/// SQS-103, SQS-146, SQS-222
#[test]
fn a_fifo_handle_expires_with_its_visibility_timeout() {
    let mut bench = Bench::new::<F>(&[("VisibilityTimeout", &1)]);
    bench.send_ok::<F>(grouped("g", "a"));
    let got = first::<F>(&mut bench);
    bench.at_secs(1);
    let error = bench.delete::<F>(got.handle).expect_err("expired");
    assert_eq!(error.rule.id, "SQS-103");
    assert!(error.message.ends_with("Reason: The receipt handle has expired."));
    let again = first::<F>(&mut bench);
    assert_eq!(again.receives, 2, "SQS-146");
    bench.hide::<F>(again.handle, 10).expect("in time");
    bench.at_secs(5);
    bench.delete::<F>(again.handle).expect("SQS-103: extended");
    assert_eq!(bench.counts(Q), [0, 0, 0]);
}

/// SQS-104
#[test]
fn batches_of_deletes_and_changes_answer_entry_by_entry() {
    let mut bench = Bench::new::<S>(&[]);
    bench.send_ok::<S>(text("a"));
    bench.send_ok::<S>(text("b"));
    let got = bench.short::<S>(Q, 2).expect("a poll");
    let empty = bench.call::<S, _>(Q, |queue, cx| queue.delete_batch(Vec::new(), cx));
    assert_eq!(refusal(empty).0, "EmptyBatchRequest");
    let foreign = Handle {
        holder: DLQ,
        ..got[0].handle
    };
    let changes = vec![
        ("1".to_string(), Ok((got[0].handle, secs(0)))),
        ("2".to_string(), Ok((foreign, secs(0)))),
    ];
    let results = bench
        .call::<S, _>(Q, |queue, cx| queue.change_visibility_batch(changes, cx))
        .expect("a batch");
    assert!(results[0].1.is_ok());
    assert_eq!(results[1].1.as_ref().map_err(|error| error.rule.id), Err("SQS-094"));
    let deletes = got
        .iter()
        .enumerate()
        .map(|(n, got)| (n.to_string(), Ok(got.handle)))
        .collect();
    let results = bench
        .call::<S, _>(Q, |queue, cx| queue.delete_batch(deletes, cx))
        .expect("a batch");
    assert!(results.iter().all(|(_, result)| result.is_ok()));
    assert_eq!(bench.counts(Q), [0, 0, 0]);
    let twice = vec![
        ("1".to_string(), Ok(got[0].handle)),
        ("1".to_string(), Ok(got[0].handle)),
    ];
    let result = bench.call::<S, _>(Q, |queue, cx| queue.delete_batch(twice, cx));
    assert_eq!(refusal(result).0, "BatchEntryIdsNotDistinct");
}

/// SQS-210, SQS-211
#[test]
fn a_heartbeat_in_time_keeps_a_long_job_to_one_delivery() {
    let mut bench = Bench::new::<S>(&[]);
    bench.send_ok::<S>(text("a"));
    let got = first::<S>(&mut bench);
    for beat in 1..5 {
        bench.at_secs(beat * 20);
        bench.hide::<S>(got.handle, 30).expect("a heartbeat");
    }
    bench.at_secs(100);
    assert_eq!(bench.metric(Q, "MessagesVisibleAgain"), 0);
    bench.delete::<S>(got.handle).expect("a delete");
    assert_eq!(bench.metric(Q, "NumberOfMessagesReceived"), 1);
}
