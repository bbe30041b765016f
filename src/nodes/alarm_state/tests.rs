//! The tables of states, and exact numbers.

use super::*;

const ALL: [Missing; 4] = [
    Missing::Missing,
    Missing::Ignore,
    Missing::Breaching,
    Missing::NotBreaching,
];

fn points(text: &str) -> Vec<Option<bool>> {
    text.split(' ')
        .map(|point| match point {
            "X" => Some(true),
            "0" => Some(false),
            _ => None,
        })
        .collect()
}

/// The states under the four treatments; "keep" for one that stays what it was.
fn row(text: &str, m_of_n: (usize, usize)) -> String {
    let states = ALL.map(|missing| {
        let from = [State::Ok, State::Alarm].map(|now| judge(&points(text), m_of_n, missing, now));
        if from == [State::Ok, State::Alarm] {
            "keep"
        } else {
            assert_eq!(from[0], from[1], "{text}");
            from[0].name()
        }
    });
    states.join(" ")
}

/// CWA-034, CWA-036.
#[test]
fn cwa_036_three_of_three() {
    for (text, expected) in [
        ("0 - X - X", "OK OK OK OK"),
        ("- - - - 0", "OK OK OK OK"),
        ("- - - - -", "INSUFFICIENT_DATA keep ALARM OK"),
        ("0 X X - X", "ALARM ALARM ALARM ALARM"),
        ("- - X - -", "ALARM keep ALARM OK"),
    ] {
        assert_eq!(row(text, (3, 3)), expected, "{text}");
    }
}

/// CWA-037.
#[test]
fn cwa_037_two_of_three() {
    for (text, expected) in [
        ("0 - X - X", "ALARM ALARM ALARM ALARM"),
        ("0 - X - -", "OK OK ALARM OK"),
        ("- - - - 0", "OK OK ALARM OK"),
        ("- - - X -", "ALARM keep ALARM OK"),
    ] {
        assert_eq!(row(text, (3, 2)), expected, "{text}");
    }
}

/// CWA-035.
#[test]
fn cwa_035_the_first_point_of_all_does_not_alarm_where_three_are_needed() {
    let state = judge(&points("- - - - X"), (3, 3), Missing::Missing, State::InsufficientData);
    assert_eq!(state, State::InsufficientData);
    let state = judge(&points("- - X X X"), (3, 3), Missing::Missing, State::InsufficientData);
    assert_eq!(state, State::Alarm);
}

/// CWA-120.
#[test]
fn cwa_120_two_of_three_need_not_be_neighbours() {
    let values = [50, 150, 90, 150];
    let mut state = State::InsufficientData;
    let states: Vec<State> = (1..=4)
        .map(|count| {
            let seen = values[..count].iter();
            let breach =
                |value: &i64| Comparison::Greater.breaches(Quotient::whole(*value), Quotient::thousandths(100_000));
            let seen: Vec<Option<bool>> = seen.map(|value| Some(breach(value))).collect();
            state = judge(&seen, (3, 2), Missing::Missing, state);
            state
        })
        .collect();
    assert_eq!(states[2..], [State::Ok, State::Alarm]);
}

/// CWA-033.
#[test]
fn cwa_033_the_threshold_itself_is_no_breach_of_greater() {
    let (value, threshold) = (Quotient::whole(100), Quotient::thousandths(100_000));
    let breaches = [
        Comparison::AtLeast,
        Comparison::Greater,
        Comparison::Less,
        Comparison::AtMost,
    ]
    .map(|comparison| comparison.breaches(value, threshold));
    assert_eq!(breaches, [true, false, false, true]);
}

#[test]
fn quotients_are_exact() {
    let third = Quotient::whole(1).over(Quotient::whole(3)).expect("a number");
    assert_eq!(third.plus(third).plus(third), Quotient::whole(1));
    assert_eq!((third.ceil(), third.in_thousandths()), (1, 333));
    assert_eq!(
        Quotient::whole(-5).over(Quotient::whole(2)).map(Quotient::ceil),
        Some(-2)
    );
    assert!(Quotient::whole(1).over(Quotient::whole(0)).is_none());
}
