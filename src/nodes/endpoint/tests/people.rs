//! Where people are at the other end: mailboxes, phones, apps.

use super::{CONFIRMATION, sender, town};
use crate::nodes::bench::town::{number, text};
use crate::nodes::endpoint::sms::parts;
use crate::sim::{Fate, Fault, Value};

#[test]
fn a_mail_is_confirmed_when_its_owner_clicks() {
    // END-060: after a minute; by hand before that.
    let mail = [("Confirms", Value::Choice(1)), ("ConfirmAfter", number(60_000))];
    let sending = [("Body", text(CONFIRMATION)), ("Count", number(1))];
    let mut waiting = sender(&sending, "email", &mail);
    waiting.run(59_999);
    assert_eq!(
        (waiting.status("end").as_str(), waiting.metric("end", "Confirmed")),
        ("not confirmed", 0)
    );
    let standing = waiting.explain("end", 1).expect("it is there");
    assert_eq!(
        standing.text,
        "It asks to confirm a subscription, which happens at 0:01:00.000."
    );
    waiting.run(60_000);
    assert_eq!(
        (waiting.status("end").as_str(), waiting.metric("end", "Confirmed")),
        ("", 1)
    );
    let mut clicked = sender(&sending, "email", &mail);
    clicked.run(30_000);
    clicked.set("end", "Confirms", Value::Choice(0));
    clicked.run(30_000);
    assert_eq!(clicked.metric("end", "Confirmed"), 1);
    let mut never = sender(&sending, "email", &[("Confirms", Value::Choice(2))]);
    never.run(600_000);
    assert_eq!(
        (
            never.metric("end", "Confirmed"),
            never.metric("end", "ConfirmationRequests")
        ),
        (0, 1)
    );
}

#[test]
fn a_crash_loses_a_request_to_confirm() {
    let mail = [("Confirms", Value::Choice(1))];
    let mut town = sender(&[("Body", text(CONFIRMATION)), ("Count", number(1))], "email", &mail);
    town.run(10_000);
    town.fault("end", Fault::Crash);
    town.run(90_000);
    assert_eq!(
        (
            town.fate(Fate::Lost),
            town.metric("sender", "Lost"),
            town.metric("end", "Confirmed")
        ),
        (1, 1, 0)
    );
}

#[test]
fn a_text_message_is_cut_into_parts() {
    // END-061: 160 GSM characters or 70 others fit in one; of several parts each has less room.
    let cases = [
        ("hello".to_string(), 1),
        ("x".repeat(160), 1),
        ("x".repeat(161), 2),
        ("x".repeat(306), 2),
        ("x".repeat(307), 3),
        ("€".repeat(80), 1),
        ("€".repeat(81), 2),
        ("ж".repeat(70), 1),
        ("ж".repeat(71), 2),
        ("🦀".repeat(35), 1),
        ("🦀".repeat(36), 2),
    ];
    for (text, expected) in cases {
        assert_eq!(parts(&text), expected, "{text}");
    }
}

#[test]
fn a_phone_refuses_what_it_must_not_get() {
    // END-061, END-064
    let on = Value::Bool(true);
    let cases = [
        (vec![("OptedOut", on.clone())], "OptedOut", false),
        (vec![("Sandbox", on.clone())], "NotVerified", false),
        (vec![("MonthlySpendLimit", number(0))], "NoQuotaLeft", false),
        (vec![("Reachable", Value::Bool(false))], "PhoneUnreachable", true),
    ];
    for (changes, code, passes) in cases {
        let mut town = town("sms", &changes);
        town.run(1_500);
        assert_eq!(town.refusals("end")[0], (1_000, code));
        assert_eq!(
            town.metric("sender", if passes { "Throttled" } else { "Refused" }),
            1,
            "{code}"
        );
        assert!(!town.status("end").is_empty());
    }
    let mut verified = town("sms", &[("Sandbox", on.clone()), ("Verified", on)]);
    verified.run(1_500);
    assert_eq!(verified.metric("end", "Received"), 1);
    let mut long = sender(&[("Body", text(&"x".repeat(1_601)))], "sms", &[]);
    long.run(1_500);
    assert_eq!(long.refusals("end"), [(1_000, "InvalidParameter")]);
}

#[test]
fn the_budget_for_text_messages_lasts_for_so_many_and_a_change_does_not_refill_it() {
    // END-061: 0.645 cents each, so a dollar is enough for 155.
    let mut town = sender(&[("Count", number(210))], "sms", &[]);
    town.run(200_000);
    assert_eq!(
        (
            town.metric("end", "Received"),
            town.metric("end", "SMSMonthToDateSpentCents")
        ),
        (155, 99)
    );
    assert_eq!(town.status("end"), "budget spent");
    town.set("end", "Latency", number(10));
    town.run(210_000);
    assert_eq!(town.metric("end", "Received"), 155);
    // A new month, a new budget.
    town.rush(30 * 86_400);
    town.fault("sender", Fault::Trigger(3));
    town.rush(30 * 86_400 + 5);
    assert_eq!(town.metric("end", "Received"), 158);
}

#[test]
fn numbers_are_written_with_their_country() {
    let field = crate::nodes::endpoint::spec::SMS
        .field("PhoneNumber")
        .expect("a field")
        .1;
    let says = |number: &str| field.check(&text(number));
    assert!(says("+12065550100").is_ok() && says("").is_ok());
    for wrong in ["12065550100", "+0123", "+1206555010012345", "+1 206"] {
        assert!(
            says(wrong).is_err_and(|error| error.hint.contains("END-061")),
            "{wrong}"
        );
    }
}

#[test]
fn a_rejected_token_disables_the_endpoint_until_it_is_mended() {
    // END-062, SNS-173; END-006: the platform is still called GCM.
    let mut town = town("mobile-push", &[("TokenValid", Value::Bool(false))]);
    town.run(2_500);
    let codes: Vec<&str> = town.refusals("end").iter().map(|(_, code)| *code).collect();
    assert_eq!(codes, ["InvalidToken", "EndpointDisabled", "EndpointDisabled"]);
    assert_eq!(
        (town.metric("end", "Enabled"), town.status("end").as_str()),
        (0, "disabled")
    );
    assert_eq!(town.metric("sender", "Refused"), 3, "no retry would help");
    town.set("end", "TokenValid", Value::Bool(true));
    town.run(3_500);
    assert_eq!((town.metric("end", "Enabled"), town.metric("end", "Received")), (1, 1));
    let (_, platform) = crate::nodes::endpoint::spec::MOBILE_PUSH
        .field("Platform")
        .expect("a field");
    assert!(
        platform
            .parse("GCM")
            .is_ok_and(|value| platform.show(&value).starts_with("FCM"))
    );
}

#[test]
fn what_cannot_be_reached_may_be_tried_again() {
    // END-063, END-064: the sender's retries bring it through later.
    for kind in ["email", "sms", "mobile-push"] {
        let mut town = sender(
            &[
                ("Count", number(1)),
                ("Retries", number(3)),
                ("RetryBase", number(10_000)),
            ],
            kind,
            &[("Reachable", Value::Bool(false))],
        );
        town.run(5_000);
        assert_eq!(
            (town.metric("sender", "Throttled"), town.metric("end", "Received")),
            (1, 0),
            "{kind}"
        );
        town.set("end", "Reachable", Value::Bool(true));
        town.run(60_000);
        assert_eq!(town.metric("end", "Received"), 1, "{kind}");
    }
}

#[test]
fn mail_text_and_push_come_from_a_standard_topic() {
    // END-060, SNS-058: a FIFO topic only knows queues.
    let producer = crate::nodes::kind("producer").expect("a kind");
    for spec in [
        &crate::nodes::endpoint::spec::EMAIL,
        &crate::nodes::endpoint::spec::SMS,
        &crate::nodes::endpoint::spec::MOBILE_PUSH,
    ] {
        assert!((spec.ports[0].accepts)(producer).is_err_and(|why| why.contains("topic")));
    }
    assert!((crate::nodes::endpoint::spec::HTTP.ports[0].accepts)(producer).is_ok());
}
