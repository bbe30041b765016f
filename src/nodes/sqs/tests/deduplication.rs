//! Deduplication on FIFO queues.

use super::*;
use crate::base::MessageId;
use crate::nodes::sqs::digest::content_id;
use crate::sim::Fate;

/// SQS-134
#[test]
fn a_repeated_id_within_five_minutes_adds_nothing() {
    let mut bench = Bench::new::<F>(&[]);
    let first = bench.send_ok::<F>(grouped("g", "d"));
    let got = bench.short::<F>(Q, 1).expect("a poll");
    bench.delete::<F>(got[0].handle).expect("a delete");
    bench.at_secs(299);
    let again = bench.send_ok::<F>(grouped("g", "d"));
    assert_eq!(again, first, "SQS-134, SQS-137: the original's id and sequence number");
    assert_eq!(bench.counts(Q), [0, 0, 0]);
    assert_eq!(bench.metric(Q, "NumberOfDeduplicatedSentMessages"), 1, "SQS-179");
    bench.at_secs(301);
    assert_ne!(bench.send_ok::<F>(grouped("g", "d")), first);
    assert_eq!(bench.counts(Q), [1, 0, 0]);
    assert_eq!(bench.world.ledger().count(Fate::Duplicate), 1);
    assert!(bench.rules().contains(&"SQS-134"));
}

/// SQS-135, SQS-034
#[test]
fn ids_are_compared_as_decided_at_creation() {
    let send_both = |bench: &mut Bench| {
        bench.send_ok::<F>(grouped("g1", "d"));
        bench.send_ok::<F>(grouped("g2", "d"));
        bench.counts(Q)[0]
    };
    let mut queue = Bench::new::<F>(&[]);
    queue.set::<F>(Q, &[("DeduplicationScope", &"messageGroup")]);
    assert_eq!(send_both(&mut queue), 1);
    let mut group = Bench::new::<F>(&[("DeduplicationScope", &"messageGroup")]);
    assert_eq!(send_both(&mut group), 2);
}

/// SQS-136, SQS-033, PAT-058
#[test]
fn the_content_serves_as_id_and_an_explicit_one_wins() {
    let mut bench = Bench::new::<F>(&[("ContentBasedDeduplication", &true)]);
    let plain = Draft {
        body: Rc::from("same"),
        group: Some(Rc::from("g")),
        ..Draft::default()
    };
    for at in [0, 10, 299, 301] {
        bench.at_secs(at);
        bench.send_ok::<F>(plain.clone());
    }
    assert_eq!(bench.counts(Q), [2, 0, 0]);
    let explicit = Draft {
        deduplication: Some(Rc::from("other")),
        ..plain.clone()
    };
    bench.send_ok::<F>(explicit);
    assert_eq!(bench.counts(Q), [3, 0, 0]);
    let hash = Draft {
        body: Rc::from("different"),
        deduplication: Some(Rc::from(content_id("same"))),
        ..plain
    };
    bench.send_ok::<F>(hash);
    assert_eq!(bench.counts(Q), [3, 0, 0], "an explicit id equal to the hash");
    let details = bench
        .call::<F, _>(Q, |queue, _| queue.details(MessageId(1)))
        .expect("stored");
    assert_eq!(details.deduplication.as_deref(), Some(content_id("same").as_str()));
}

/// SQS-106
#[test]
fn a_purge_empties_the_queue_once_a_minute_and_forgets_the_ids() {
    let mut bench = Bench::new::<F>(&[]);
    bench.send_ok::<F>(grouped("g", "d1"));
    bench.send_ok::<F>(grouped("h", "d2"));
    bench.bodies::<F>(1);
    bench.call::<F, _>(Q, |queue, cx| queue.purge(cx)).expect("a purge");
    assert_eq!(bench.counts(Q), [0, 0, 0]);
    assert_eq!(bench.world.ledger().count(Fate::Purged), 2);
    bench.send_ok::<F>(grouped("g", "d1"));
    assert_eq!(bench.bodies::<F>(1), ["d1"]);
    bench.at_secs(59);
    let again = bench.call::<F, _>(Q, |queue, cx| queue.purge(cx));
    assert_eq!(refusal(again), ("PurgeQueueInProgress", "SQS-106"));
    bench.at_secs(60);
    bench.call::<F, _>(Q, |queue, cx| queue.purge(cx)).expect("a purge");
}
