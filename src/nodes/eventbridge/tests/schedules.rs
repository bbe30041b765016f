//! Schedules by the calendar.

use super::Bench;
use crate::sim::Fault;

/// A schedule without jitter and a queue.
fn bench(changes: &[(&str, &str)]) -> Bench {
    let mut bench = Bench::new();
    let changes = [&[("Jitter", "0")], changes].concat();
    bench.add("schedule", "job", &changes);
    bench.add("sqs-standard", "queue", &[]);
    bench.wire("job", "queue", &[]);
    bench
}

/// When the events came, in seconds.
fn times(bench: &Bench) -> Vec<u64> {
    let created = |message: &std::rc::Rc<crate::sim::Message>| message.created.0 / 1_000_000;
    bench.messages("queue").iter().map(created).collect()
}

/// EVB-091, EVB-090: one interval after it was made.
#[test]
fn a_rate_runs_first_one_interval_after_it_was_made() {
    let mut bench = bench(&[("ScheduleExpression", "rate(5 minutes)")]);
    bench.run(901);
    assert_eq!(times(&bench), [300, 600, 900]);
}

/// EVB-092, EVB-094: minute by minute of the calendar, plus up to a second.
#[test]
fn cron_runs_by_the_calendar_and_a_little_later() {
    let mut bench = bench(&[
        ("ScheduleExpression", "cron(0/15 * * * ? *)"),
        ("StartsAt", "2026-11-20T10:07:00Z"),
        ("Jitter", "1"),
    ]);
    bench.run(3_600);
    assert_eq!(bench.metric("job", "Runs"), 4);
    for (message, nominal) in bench.messages("queue").iter().zip([480, 1_380, 2_280, 3_180]) {
        let late = message.created.0 - nominal * 1_000_000;
        assert!(late > 0 && late <= 1_000_000, "{late}");
    }
}

/// EVB-093: once, in a zone, and then it is over.
#[test]
fn a_single_date_runs_once_in_its_zone() {
    let mut bench = bench(&[
        ("ScheduleExpression", "at(2026-01-01T01:00:30)"),
        ("ScheduleExpressionTimezone", "Europe/Berlin"),
    ]);
    bench.run(3_600);
    assert_eq!(times(&bench), [30]);
}

/// EVB-093: a start and an end.
#[test]
fn nothing_runs_before_the_start_and_after_the_end() {
    let mut bench = bench(&[
        ("ScheduleExpression", "rate(1 minute)"),
        ("StartDate", "2026-01-01T00:10:00Z"),
        ("EndDate", "2026-01-01T00:12:00Z"),
    ]);
    bench.run(3_600);
    assert_eq!(times(&bench), [600, 660]);
}

/// EVB-096.
#[test]
fn a_flexible_window_spreads_invocations() {
    let mut bench = bench(&[("ScheduleExpression", "rate(1 hour)"), ("FlexibleTimeWindow", "15")]);
    bench.run(10 * 3_600 + 901);
    let late: Vec<u64> = times(&bench).iter().map(|time| time % 3_600).collect();
    assert_eq!(late.len(), 10);
    assert!(late.iter().all(|late| *late <= 900), "{late:?}");
    assert!(
        late.iter().any(|late| *late > 450) && late.iter().any(|late| *late < 450),
        "{late:?}"
    );
}

/// EVB-090: a scheduled rule is in UTC and knows no single date.
#[test]
fn a_scheduled_rule_sends_a_scheduled_event() {
    let mut rule = bench(&[
        ("Service", "rule"),
        ("ScheduleExpression", "cron(1 0 * * ? *)"),
        ("ScheduleExpressionTimezone", "Asia/Tokyo"),
    ]);
    rule.run(61);
    let event = &rule.bodies("queue")[0];
    assert_eq!(
        (event["source"].as_str(), event["detail-type"].as_str()),
        (Some("aws.events"), Some("Scheduled Event"))
    );
    let mut once = bench(&[("Service", "rule"), ("ScheduleExpression", "at(2026-01-01T00:01:00)")]);
    once.run(120);
    assert_eq!(times(&once), [0; 0]);
}

#[test]
fn a_disabled_schedule_runs_only_by_hand() {
    let mut bench = bench(&[("State", "DISABLED")]);
    bench.run(300);
    assert_eq!(times(&bench), [0; 0]);
    bench.fault("job", Fault::Trigger(2));
    bench.run(1);
    assert_eq!(times(&bench), [300, 300]);
    bench.set("job", &[("Jitter", "0")]);
    bench.run(60);
    assert_eq!(bench.metric("job", "Runs"), 3);
}

/// EVB-035, EVB-036, EVB-090: a rule that has a schedule fires by itself, and for events of its bus too.
#[test]
fn a_rule_with_a_pattern_and_a_schedule_fires_for_both() {
    let mut bench = Bench::with_rules(&[r#"{"source":["shop"]}"#]);
    bench.add("sqs-standard", "queue", &[]);
    bench.wire("rule-1", "queue", &[]);
    let schedule = [
        ("EventPattern", r#"{"source":["shop"]}"#),
        ("ScheduleExpression", "rate(1 minute)"),
    ];
    bench.set("rule-1", &schedule);
    bench.run(30);
    bench.put("shop", "{}");
    bench.run(95);
    let sources: Vec<String> = bench
        .bodies("queue")
        .iter()
        .map(|body| body["source"].to_string())
        .collect();
    assert_eq!(sources, ["\"shop\"", "\"aws.events\"", "\"aws.events\""]);
    assert_eq!(times(&bench), [30, 60, 120]);
    assert_eq!(
        (
            bench.metric("rule-1", "MatchedEvents"),
            bench.metric("rule-1", "TriggeredRules")
        ),
        (1, 3)
    );
    bench.set(
        "rule-1",
        &[("State", "DISABLED"), ("ScheduleExpression", "rate(1 minute)")],
    );
    bench.run(600);
    assert_eq!(bench.messages("queue").len(), 3, "EVB-034");
}

/// EVB-035, EVB-090: a date in at(…) belongs to EventBridge Scheduler.
#[test]
fn a_rule_knows_rate_and_cron_only() {
    let (_, field) = crate::nodes::kind("event-rule")
        .expect("a kind")
        .field("ScheduleExpression")
        .expect("a field");
    assert!((field.valid)("rate(5 minutes)").is_ok() && (field.valid)("").is_ok());
    let wrong = (field.valid)("at(2026-01-01T00:00:00)").expect_err("a refusal");
    assert!(wrong.contains("EVB-090"), "{wrong}");
    assert!((field.valid)("rate(1 minutes)").is_err());
}
