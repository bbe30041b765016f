//! Why an alarm is in its state.

use crate::nodes::bench::yard::Yard;

/// An alarm on a queue, 2 out of 3 above 5.
fn yard(changes: &[(&str, &str)]) -> Yard {
    let mut yard = Yard::new();
    yard.add("sqs-standard", "orders", &[]);
    let basic = [
        ("Watches", "orders"),
        ("Threshold", "5"),
        ("EvaluationPeriods", "3"),
        ("DatapointsToAlarm", "2"),
    ];
    let all: Vec<(&str, &str)> = basic.into_iter().chain(changes.iter().copied()).collect();
    yard.add("alarm", "backlog", &all);
    yard
}

/// CWA-022, CWA-031, CWA-032.
#[test]
fn cwa_032_it_says_how_many_points_breach_and_how_many_are_needed() {
    let mut yard = yard(&[]);
    yard.run(30);
    let before = yard.why("backlog");
    assert_eq!(before[0].1, "CWA-031");
    assert!(
        before[0].0.contains("INSUFFICIENT_DATA") && before[0].0.contains("0:01:00"),
        "{before:?}"
    );
    yard.run(130);
    yard.send("orders", 10);
    yard.run(190);
    let why = yard.why("backlog");
    assert_eq!((why.len(), why[0].1), (1, "CWA-032"));
    let text = &why[0].0;
    assert!(
        text.starts_with("is in OK. Threshold Crossed: 1 out of the last 3 datapoints [10, 0, 0]"),
        "{text}"
    );
    assert!(text.contains("2 of 3 are needed. It looks again at 0:04:00"), "{text}");
}

/// CWA-024, CWA-035.
#[test]
fn cwa_024_cwa_035_it_says_what_missing_points_count_for() {
    for (treatment, state, part) in [
        ("missing", "INSUFFICIENT_DATA", "for nothing: what is there decides"),
        ("breaching", "ALARM", "as if they breached"),
        ("notBreaching", "OK", "as good points"),
        ("ignore", "INSUFFICIENT_DATA", "the state stays"),
    ] {
        let mut yard = yard(&[("TreatMissingData", treatment), ("MetricName", "NoSuchMetric")]);
        yard.run(70);
        let why = yard.why("backlog");
        let rules: Vec<&str> = why.iter().map(|(_, rule)| *rule).collect();
        assert_eq!(rules, ["CWA-035", "CWA-024"], "{treatment}");
        assert!(why[0].0.contains(state) && why[1].0.contains(part), "{why:?}");
    }
}

/// CWA-015, CWA-020, CWA-025, CWA-039, CWA-040, CWA-043.
#[test]
fn it_says_what_else_keeps_it_from_telling_anybody() {
    let mut yard = yard(&[("ActionsEnabled", "false"), ("Period", "90")]);
    yard.run(70);
    let rules = |yard: &Yard, name: &str| -> Vec<&str> { yard.why(name).iter().map(|(_, rule)| *rule).collect() };
    assert_eq!(rules(&yard, "backlog"), ["CWA-020", "CWA-035", "CWA-024", "CWA-025"]);
    let force = serde_json::json!({ "AlarmName": "backlog", "StateValue": "ALARM", "StateReason": "x" });
    yard.call("cloudwatch", "SetAlarmState", force).unwrap();
    assert_eq!(rules(&yard, "backlog"), ["CWA-020", "CWA-039", "CWA-025"]);
    yard.add("alarm", "blind", &[]);
    yard.add("alarm", "half", &[("Watches", "orders"), ("Expression", "m1/m2")]);
    yard.add("alarm", "any", &[("AlarmRule", "ALARM(backlog)")]);
    yard.run(80);
    assert_eq!(rules(&yard, "blind")[0], "CWA-043");
    assert_eq!(rules(&yard, "half")[0], "CWA-015");
    yard.run(130);
    assert_eq!(rules(&yard, "any"), ["CWA-040"]);
}
