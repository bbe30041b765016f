//! Archive and replay.

use super::{ALL, Bench};
use crate::sim::Fault;

/// EVB-080, EVB-133: what is archived comes again, and is not archived again.
#[test]
fn a_replay_makes_the_rules_fire_again() {
    let mut bench = Bench::with_rules(&[ALL]);
    bench.add("sqs-standard", "queue", &[]);
    bench.wire("rule-1", "queue", &[]);
    bench.set(
        "bus",
        &[
            ("ArchiveName", "all"),
            ("ArchivePattern", r#"{"source":["shop"]}"#),
            ("Latency", "0"),
        ],
    );
    for source in ["shop", "bank", "shop"] {
        bench.put(source, "{}");
        bench.run(60);
    }
    assert_eq!(
        (bench.metric("bus", "ArchivedEvents"), bench.messages("queue").len()),
        (2, 3)
    );
    bench.fault("bus", Fault::Trigger(1));
    bench.run(1);
    // EVB-081: minute by minute.
    assert_eq!(bench.metric("bus", "ReplayedEvents"), 1);
    bench.run(2);
    assert_eq!(
        (
            bench.metric("bus", "ReplayedEvents"),
            bench.metric("bus", "ArchivedEvents")
        ),
        (2, 2)
    );
    let bodies = bench.bodies("queue");
    assert_eq!(bodies.len(), 5);
    assert_eq!(bodies[4]["replay-name"], "replay-1");
    assert_eq!(bodies[4]["id"], bodies[2]["id"]);
}

/// EVB-080: for some days.
#[test]
fn an_archive_with_a_retention_forgets() {
    use crate::nodes::eventbridge::bus::archive::{Archive, Archived};
    let mut archive = Archive::default();
    for n in 0..1_000 {
        archive.push(
            Archived {
                at: n,
                envelope: "{}".into(),
            },
            n - 500,
        );
    }
    assert!((500..=756).contains(&archive.len()), "{}", archive.len());
    assert_eq!(
        archive.get(archive.first()).map(|event| event.at),
        Some(archive.first() as i64)
    );
    assert_eq!(archive.end(), 1_000);
    for n in 0..40_000 {
        archive.push(
            Archived {
                at: n,
                envelope: "{}".into(),
            },
            i64::MIN,
        );
    }
    assert!(archive.len() <= 20_480);
}
