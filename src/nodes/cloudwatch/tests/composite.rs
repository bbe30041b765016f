//! Composite alarms (CWA-040).

use crate::nodes::alarm_state::State;
use crate::nodes::bench::yard::Yard;
use crate::nodes::cloudwatch::rule_text::AlarmRule;

/// Alarms on two queues, and one that combines them.
fn combined(rule: &str) -> Yard {
    let mut yard = Yard::new();
    for name in ["a", "b"] {
        yard.add("sqs-standard", &format!("queue-{name}"), &[]);
        yard.add(
            "alarm",
            name,
            &[("Watches", &format!("queue-{name}")), ("Threshold", "5")],
        );
    }
    yard.add("alarm", "both", &[("AlarmRule", rule)]);
    for name in ["a", "b"] {
        yard.wire(&format!("{name}.states"), "both.in", &[]);
    }
    yard
}

/// CWA-040.
#[test]
fn cwa_040_it_alarms_when_its_rule_is_true() {
    let mut yard = combined("ALARM(a) AND ALARM(b)");
    yard.send("queue-a", 10);
    yard.run(100);
    assert_eq!(yard.states("both"), [(60, "OK")]);
    yard.send("queue-b", 10);
    yard.run(130);
    assert_eq!(
        yard.states("both"),
        [(60, "OK"), (120, "ALARM")],
        "at the instant of the second alarm"
    );
}

/// CWA-040.
#[test]
fn cwa_040_not_keeps_it_quiet() {
    let mut yard = combined("ALARM(a) AND NOT ALARM(b)");
    yard.send("queue-a", 10);
    yard.run(100);
    yard.send("queue-b", 10);
    yard.run(130);
    assert_eq!(yard.states("both").last(), Some(&(120, "OK")));
}

/// CWA-040.
#[test]
fn cwa_040_it_does_not_scale_groups() {
    let mut yard = combined("ALARM(a)");
    yard.add("auto-scaling-group", "fleet", &[]);
    yard.wire("both.alarm", "fleet.scale", &[]);
    yard.send("queue-a", 10);
    yard.run(130);
    assert_eq!(yard.sizes("fleet"), []);
    assert!(yard.rules("both").contains(&(60, "CWA-040")));
}

#[test]
fn rules_are_read_with_and_before_or() {
    let state = |name: &str| if name == "x" { State::Alarm } else { State::Ok };
    for (text, holds) in [
        ("ALARM(x)", true),
        ("ALARM(y)", false),
        ("OK(y) AND ALARM(x)", true),
        ("ALARM(y) AND ALARM(y) OR ALARM(x)", true),
        ("ALARM(y) AND (ALARM(y) OR ALARM(x))", false),
        ("NOT ALARM(y) AND NOT INSUFFICIENT_DATA(y)", true),
        ("FALSE OR TRUE", true),
        ("ALARM(\"x\")", true),
    ] {
        assert_eq!(
            AlarmRule::parse(text).map(|rule| rule.holds(&state)),
            Ok(holds),
            "{text}"
        );
    }
}

#[test]
fn a_rule_that_can_not_be_read_says_how_to_write_it() {
    for (text, part) in [
        ("ALARM", "stands no name"),
        ("ALARM(x", "one name stands in parentheses"),
        ("(ALARM(x)", "Close it"),
        ("ALARM(x) ALARM(y)", "is too much"),
        ("BROKEN(x)", "no state of an alarm"),
        ("ALARM(\"x)", "has no end"),
        (&"NOT ".repeat(50), "nested too deep"),
    ] {
        let wrong = AlarmRule::parse(text).unwrap_err();
        assert!(wrong.contains(part), "{text}: {wrong}");
    }
}
