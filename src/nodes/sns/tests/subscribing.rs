//! Who may subscribe, and who has to confirm.

use super::super::spec::{may_subscribe, may_subscribe_fifo};
use super::*;
use crate::nodes::kind;

fn spec(name: &str) -> &'static NodeSpec {
    endpoint::spec(name).or_else(|| kind(name)).expect("a kind")
}

/// SNS-003, SNS-009, SNS-057, SNS-058.
#[test]
fn sns_003_sns_009_sns_057_sns_058_who_may_subscribe() {
    for name in ["sqs-standard", "lambda", "http-endpoint", "email", "sms", "mobile-push"] {
        assert_eq!(may_subscribe(spec(name)), Ok(()), "{name}");
    }
    for (name, why) in [("sqs-fifo", "SNS-057"), ("worker", "SNS-009")] {
        assert!(
            may_subscribe(spec(name)).is_err_and(|text| text.contains(why)),
            "{name}"
        );
    }
    for name in ["sqs-standard", "sqs-fifo"] {
        assert_eq!(may_subscribe_fifo(spec(name)), Ok(()), "{name}");
    }
    for name in ["lambda", "http-endpoint", "email", "sms", "mobile-push"] {
        assert!(
            may_subscribe_fifo(spec(name)).is_err_and(|text| text.contains("SNS-058")),
            "{name}"
        );
    }
}

/// SNS-052, SNS-053, SNS-238.
#[test]
fn sns_052_sns_053_sns_238_before_it_is_confirmed_a_subscriber_gets_only_the_question() {
    let mut bench = Bench::standard(&[]);
    let mail = bench.endpoint(2, "email", &[], &[]);
    let queue = bench.queue(3, "sqs-standard", &[]);
    bench.publish_many(5);
    assert_eq!((bench.calls(mail).len(), bench.depth(queue)), (1, 5));
    bench.call(|topic, cx| topic.confirmed(WireId(1), cx));
    bench.publish_many(5);
    assert_eq!((bench.calls(mail).len(), bench.depth(queue)), (6, 10));
}

/// SNS-054.
#[test]
fn sns_054_a_web_server_is_sent_a_token() {
    let mut bench = Bench::standard(&[]);
    let server = bench.endpoint(2, "http-endpoint", &[("Confirms", "true")], &[]);
    let question = bench.calls(server)[0].1.clone();
    let body = json(&question.body);
    assert_eq!(body["Type"], "SubscriptionConfirmation");
    assert_eq!(body["Token"].as_str().map(str::len), Some(128));
    assert!(
        body["SubscribeURL"]
            .as_str()
            .is_some_and(|url| url.contains("ConfirmSubscription"))
    );
    assert_eq!(question.attributes[0].name.as_ref(), "x-amz-sns-message-type");
    bench.publish_ok("x");
    assert_eq!(bench.calls(server).len(), 2);
}

/// SNS-053.
#[test]
fn sns_053_after_two_days_an_unconfirmed_subscription_is_gone() {
    let mut bench = Bench::standard(&[]);
    bench.endpoint(2, "email", &[], &[]);
    bench.at_secs(48 * 3_600);
    bench.call(|topic, cx| topic.confirmed(WireId(1), cx));
    bench.publish_ok("x");
    assert_eq!(bench.metric(T, "NumberOfNotificationsDelivered"), 0);
}

/// SNS-061.
#[test]
fn sns_061_more_than_ten_mails_in_a_second_suspend_the_subscription() {
    let mut bench = Bench::standard(&[]);
    let mail = bench.endpoint(2, "email", &[("Confirms", "true")], &[]);
    bench.publish_many(12);
    bench.at_secs(10);
    bench.publish_ok("x");
    assert_eq!(bench.calls(mail).len(), 11, "the question and ten mails");
    assert!(bench.rules().contains(&"SNS-061"));
}

/// SNS-014.
#[test]
fn sns_014_a_mail_has_a_sender_and_a_subject() {
    let mut bench = Bench::standard(&[("DisplayName", "Shop")]);
    let mail = bench.endpoint(2, "email", &[("Confirms", "true")], &[]);
    bench.publish_ok("hello");
    let letter = bench.calls(mail)[1].1.clone();
    assert_eq!(letter.body.as_ref(), "hello");
    let told: Vec<String> = letter
        .attributes
        .iter()
        .map(|known| format!("{:?}", known.value))
        .collect();
    assert_eq!(told, ["Text(\"Shop\")", "Text(\"AWS Notification Message\")"]);
}

/// SNS-050.
#[test]
fn sns_050_email_json_is_the_notification_itself() {
    let mut bench = Bench::standard(&[]);
    let mail = bench.endpoint(2, "email", &[("Confirms", "true")], &[("Protocol", "email-json")]);
    bench.publish_ok("hello");
    assert_eq!(json(&bench.calls(mail)[1].1.body)["Message"], "hello");
}

/// SNS-071, SNS-237.
#[test]
fn sns_071_sns_237_settings_that_do_not_fit_the_endpoint_are_refused() {
    let wire = spec("sns-standard").ports[1].wire;
    let check = |to: &str, name: &str, value: &str| {
        let mut terms = Terms::new(wire);
        let field = wire.fields.iter().find(|field| field.name == name).expect("a field");
        terms.set(name, field.parse(value).expect("a value")).expect("a value");
        (wire.check)(&terms, spec("sns-standard"), spec(to))
    };
    assert!(check("sqs-standard", "RawMessageDelivery", "true").is_ok());
    assert!(check("lambda", "RawMessageDelivery", "true").is_err_and(|text| text.contains("SNS-071")));
    let policy = r#"{"healthyRetryPolicy": {"numRetries": 1}}"#;
    assert!(check("http-endpoint", "DeliveryPolicy", policy).is_ok());
    assert!(check("sqs-standard", "DeliveryPolicy", policy).is_err_and(|text| text.contains("SNS-237")));
    assert!(check("sqs-standard", "Protocol", "https").is_err());
    assert!(check("http-endpoint", "Protocol", "http").is_ok());
}
