//! Dates by hand and from the rules.

use super::{Civil, Expression, Zone};

fn secs(text: &str) -> i64 {
    Civil::read(text).expect("a date").secs()
}

fn next(expression: &str, after: &str, from: &str, zone: &str) -> Option<String> {
    let expression = Expression::read(expression).expect("an expression");
    let zone = Zone::named(zone).expect("a zone");
    let found = expression.next(secs(after), secs(from), false, zone)?;
    Some(Civil::of(found).to_string())
}

#[test]
fn dates_are_counted_and_read_back() {
    for (text, expected) in [
        ("1970-01-01T00:00:00", 0),
        ("1970-01-02T00:00:01", 86_401),
        ("2000-03-01T00:00:00", 951_868_800),
        ("2026-01-01T00:00:00Z", 1_767_225_600),
    ] {
        assert_eq!(secs(text), expected, "{text}");
        assert_eq!(Civil::of(expected).to_string(), text.trim_end_matches('Z'));
    }
    for text in [
        "",
        "2026-02-29T00:00:00",
        "2026-1-01T00:00:00",
        "1969-12-31T23:59:59",
        "2026-01-01T24:00:00",
        "é",
    ] {
        assert_eq!(Civil::read(text), None, "{text}");
    }
    // 2026-11-20 is a Friday.
    assert_eq!(Civil::midnight(2026, 11, 20).weekday(), 6);
}

#[test]
fn every_day_of_four_centuries_reads_back() {
    let mut secs = 0;
    while secs < 400 * 366 * 86_400 {
        assert_eq!(Civil::of(secs).secs(), secs);
        secs += 86_400 * 13 + 3_601;
    }
}

/// EVB-152, EVB-092.
#[test]
fn the_next_run_is_found() {
    for (expression, expected) in [
        ("rate(5 minutes)", "2026-11-20T10:10:00"),
        ("cron(0/15 * * * ? *)", "2026-11-20T10:15:00"),
        ("cron(0 9 ? * 2 *)", "2026-11-23T09:00:00"),
        ("cron(0 0 L * ? *)", "2026-11-30T00:00:00"),
        ("cron(0 8 ? * 6#1 *)", "2026-12-04T08:00:00"),
        ("cron(0 20 * * ? *)", "2026-11-20T20:00:00"),
        ("cron(0 8 ? * MON-FRI *)", "2026-11-23T08:00:00"),
        ("cron(0 9 15W * ? *)", "2026-12-15T09:00:00"),
        ("cron(0 9 1W AUG ? 2027)", "2027-08-02T09:00:00"),
        ("cron(0 9 ? * FRIL *)", "2026-11-27T09:00:00"),
        ("cron(0 9 ? * L *)", "2026-11-21T09:00:00"),
        ("cron(0 0 29 FEB ? *)", "2028-02-29T00:00:00"),
        ("at(2026-11-20T10:08:30)", "2026-11-20T10:08:30"),
    ] {
        let found = next(expression, "2026-11-20T10:07:00", "2026-11-20T10:05:00", "UTC");
        assert_eq!(found.as_deref(), Some(expected), "{expression}");
    }
}

#[test]
fn what_is_over_or_never_comes_is_not_due() {
    for expression in [
        "cron(0 0 1 1 ? 2025)",
        "cron(0 0 30 FEB ? *)",
        "at(2026-11-20T10:07:00)",
    ] {
        assert_eq!(
            next(expression, "2026-11-20T10:07:00", "2026-11-20T10:05:00", "UTC"),
            None,
            "{expression}"
        );
    }
}

/// EVB-153, EVB-091.
#[test]
fn what_is_no_expression_is_refused_with_a_sentence() {
    for text in [
        "cron(0 9 * * MON *)",
        "rate(0 minutes)",
        "rate(1 minutes)",
        "rate(5 minute)",
        "cron(0 9 * * ?)",
        "cron(0 9 ? * ? *)",
        "cron(60 9 * * ? *)",
        "cron(0 24 * * ? *)",
        "cron(0 9 32 * ? *)",
        "cron(0 9 ? * 8 *)",
        "cron(0 9 ? * 3#6 *)",
        "cron(0 9 * * ? 1969)",
        "cron(5-1 9 * * ? *)",
        "cron(0/0 9 * * ? *)",
        "rate(5 seconds)",
        "rate(-1 minutes)",
        "rate(99999999999999999999 days)",
        "at(2026-11-20)",
        "at(2026-11-20T10:07:00Z)",
        "every 5 minutes",
        "",
    ] {
        let refused = Expression::read(text).expect_err(text);
        assert!(refused.ends_with('.') && refused.len() > 20, "{text}: {refused}");
    }
}

/// EVB-095: on 2026-03-29 Berlin's clocks go from 02:00 to 03:00, on 2026-10-25 from 03:00 back to 02:00.
#[test]
fn a_time_that_the_clocks_skip_is_not_run_and_one_that_they_show_twice_is_run_once() {
    let berlin = |after| next("cron(30 2 * * ? *)", after, "2026-01-01T00:00:00", "Europe/Berlin");
    assert_eq!(berlin("2026-03-28T12:00:00").as_deref(), Some("2026-03-30T00:30:00"));
    assert_eq!(berlin("2026-10-24T12:00:00").as_deref(), Some("2026-10-25T00:30:00"));
    assert_eq!(berlin("2026-10-25T00:30:00").as_deref(), Some("2026-10-26T01:30:00"));
    let new_york = |after| next("cron(0 9 * * ? *)", after, "2026-01-01T00:00:00", "America/New_York");
    assert_eq!(new_york("2026-03-07T20:00:00").as_deref(), Some("2026-03-08T13:00:00"));
    assert_eq!(new_york("2026-11-01T20:00:00").as_deref(), Some("2026-11-02T14:00:00"));
    let sydney = |after| next("cron(0 9 * * ? *)", after, "2026-01-01T00:00:00", "Australia/Sydney");
    assert_eq!(sydney("2026-01-01T00:00:00").as_deref(), Some("2026-01-01T22:00:00"));
    assert_eq!(sydney("2026-06-01T00:00:00").as_deref(), Some("2026-06-01T23:00:00"));
}

#[test]
fn no_text_whatever_makes_it_panic_or_take_long() {
    let bits = [
        "cron(", "rate(", "at(", ")", "*", "?", "L", "W", "#", "/", "-", ",", " ", "0", "5", "59", "2026", "MON", "é",
    ];
    let mut luck = crate::base::Stream::new(3, 1, "fuzz");
    for _ in 0..20_000 {
        let text: String = (0..luck.below(14))
            .map(|_| bits[luck.below(bits.len() as u64) as usize])
            .collect();
        if let Ok(expression) = Expression::read(&text) {
            expression.next(1_767_225_600, 0, false, Zone::UTC);
        }
    }
}
