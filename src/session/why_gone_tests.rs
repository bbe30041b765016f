//! The questions that a person asks of the push side: where is it, why has it not come, why is it gone?

use super::*;
use crate::base::{MessageId, SimTime};
use crate::scenario::Scenario;

/// A design in short: nodes as `name kind Setting=value`, wires as `from -> to Setting=value`, steps as `at 2s command`.
fn design(lines: &[&str]) -> Session {
    let mut nodes = String::new();
    let mut wires = String::new();
    let mut steps = String::new();
    for (index, line) in lines.iter().enumerate() {
        let settings = |words: &str| {
            let pairs = words.split(';').map(str::trim).filter(|pair| !pair.is_empty());
            pairs
                .map(|pair| format!("{}\n", pair.replacen('=', " = ", 1)))
                .collect::<String>()
        };
        if let Some((at, run)) = line.strip_prefix("at ").and_then(|rest| rest.split_once(' ')) {
            steps += &format!("[[steps]]\nat = \"{at}\"\nrun = '''{run}'''\n");
        } else if line.contains("->") {
            let (join, rest) = line.split_once(';').unwrap_or((line, ""));
            wires += &format!("[[wires]]\njoin = \"{}\"\n{}", join.trim(), settings(rest));
        } else {
            let (head, rest) = line.split_once(';').unwrap_or((line, ""));
            let (name, kind) = head.trim().split_once(' ').expect("a name and a kind");
            nodes += &format!(
                "[nodes.{name}]\nkind = \"{kind}\"\nat = [{}, 0]\n{}",
                index * 320,
                settings(rest)
            );
        }
    }
    let text = format!("version = 1\n{nodes}{wires}{steps}");
    Session::new(Scenario::from_toml(&text).unwrap_or_else(|problems| panic!("{problems:?}\n{text}")))
}

/// What is said of a message at an instant: its state, then each reason with its rule.
fn said(session: &mut Session, at: SimTime, message: u64) -> Vec<String> {
    session.dispatch(Action::Seek(at));
    let message = MessageId(message);
    session.dispatch(Action::Focus(Focus {
        message,
        ..Focus::default()
    }));
    let found = session.whereabouts(message).or_else(|| session.aftermath());
    let passport = session.passport().expect("a passport");
    let reasons = found
        .map(|found| found.reasons)
        .unwrap_or_default()
        .into_iter()
        .map(|reason| {
            let rule = reason.rule.map_or(String::new(), |rule| format!(" {}", rule.0.id));
            format!("{}: {}{rule}", reason.name, reason.text)
        });
    std::iter::once(passport.state).chain(reasons).collect()
}

/// Asserts what is said of a message after so many seconds.
fn says(session: &mut Session, secs: u64, message: u64, expected: &[&str]) {
    assert_eq!(said(session, SimTime::from_secs(secs), message), expected);
}

const WEB: &str = "web producer; Rate=1";

#[test]
fn a_filtered_message_names_the_subscription_and_the_key() {
    let publish = |attributes: &str| format!("at 1s aws sns publish --topic-arn topic --message hi{attributes}");
    let policy = r#"topic -> bills; FilterPolicy='{"kind":["bill"]}'"#;
    let order = publish(r#" --message-attributes '{"kind":{"DataType":"String","StringValue":"order"}}'"#);
    let mut session = design(&[
        "topic sns-standard",
        "bills sqs-standard",
        "all sqs-standard",
        policy,
        "topic -> all",
        &order,
        &publish(""),
    ]);
    let wrong = "topic: bills does not get it: the attribute kind is not as its filter policy wants it. SNS-101";
    says(
        &mut session,
        3,
        1,
        &["done", wrong, "topic: What was made from it, m-2: waiting in all."],
    );
    let none =
        "topic: bills does not get it: its filter policy asks for kind, and the message has no attributes. SNS-082";
    says(
        &mut session,
        3,
        3,
        &["done", none, "topic: What was made from it, m-4: waiting in all."],
    );
}

#[test]
fn a_filter_on_the_body_names_the_part_of_it() {
    let policy = r#"topic -> bills; FilterPolicyScope="MessageBody"; FilterPolicy='{"order":{"kind":["bill"]}}'"#;
    let publish = |body: &str| format!("at 1s aws sns publish --topic-arn topic --message '{body}'");
    let lines = [publish(r#"{"order":{"kind":"order"}}"#), publish("no JSON")];
    let mut session = design(&["topic sns-standard", "bills sqs-standard", policy, &lines[0], &lines[1]]);
    let wrong = "topic: bills does not get it: order.kind of the body is not as its filter policy wants it. SNS-101";
    says(&mut session, 3, 1, &["done", wrong]);
    let text = "topic: bills does not get it: its filter policy looks into the body, which is no JSON object. SNS-084";
    says(&mut session, 3, 2, &["done", text]);
}

#[test]
fn what_is_published_to_nobody_is_lost_and_says_why() {
    let mut session = design(&[WEB, "topic sns-standard", "web -> topic"]);
    let nobody = "topic: Nobody has subscribed to the topic: what is published is accepted and lost. SNS-025";
    says(&mut session, 3, 1, &["lost", nobody]);
    let mut session = design(&[
        WEB,
        "topic sns-standard",
        "page http-endpoint",
        "web -> topic",
        "topic -> page",
        "at 0s fail page",
    ]);
    let pending = "topic: page has not confirmed its subscription, and gets nothing before. It may until 2d 00:00:00.000. SNS-053";
    let lost = "topic: It was lost at 0:00:01.000: nobody had a confirmed subscription then. SNS-025";
    says(&mut session, 3, 3, &["lost", lost, pending]);
}

#[test]
fn a_delivery_that_is_given_up_without_a_dead_letter_queue_says_so() {
    let example = crate::scenario::examples::example("missing-queue-policy").expect("an example");
    let mut session = Session::new(Scenario::from_toml(example.toml).expect("a valid example"));
    let found = said(&mut session, SimTime::from_secs(3), 2);
    assert_eq!(found[0], "refused");
    let gone = "orders: No dead-letter queue took it, so nothing is left of it. SNS-119";
    let denied = "audit: It was refused with AccessDenied at 0:00:00.000. SQS-195";
    assert!(found.iter().any(|line| line == gone), "{found:?}");
    assert!(found.iter().any(|line| line == denied), "{found:?}");
    let other = said(&mut session, SimTime::from_secs(3), 3);
    assert!(
        other.iter().any(|line| line.ends_with("m-4: waiting in undelivered.")),
        "{other:?}"
    );
    assert!(!other.contains(&gone.to_string()), "{other:?}");
}

#[test]
fn a_function_tells_of_throttles_and_of_its_filters() {
    let work = "work lambda; ReservedConcurrentExecutions=0";
    let mut session = design(&[WEB, "topic sns-standard", work, "web -> topic", "topic -> work"]);
    let throttled =
        "work: It was throttled 3 times and is tried again at 0:00:07.000, until it is too old at 6:00:00.000. LAM-042";
    says(&mut session, 5, 2, &["waiting in work", throttled]);
    let mapping = r#"orders -> work; FilterCriteria='{"body":{"kind":["bill"]}}'"#;
    let mut session = design(&[WEB, "orders sqs-standard", "work lambda", "web -> orders", mapping]);
    let filtered = "work: The mapping from orders deleted it: its filter does not accept body.kind. LAM-095";
    says(
        &mut session,
        5,
        1,
        &["deleted", "orders: It was deleted at 0:00:00.000.", filtered],
    );
}

#[test]
fn an_event_that_no_rule_wants_names_the_field_of_each_pattern() {
    let bills = r#"bills event-rule; EventPattern='{"detail":{"kind":["bill"]}}'"#;
    let others = r#"others event-rule; EventPattern='{"source":["other"]}'"#;
    let off = r#"off event-rule; EventPattern='{"source":["shop"]}'; State="DISABLED""#;
    let web = r#"web -> bus; Source="shop"; DetailType="order""#;
    let mut session = design(&[
        WEB,
        "bus event-bus",
        bills,
        others,
        off,
        "box sqs-standard",
        web,
        "bus -> bills",
        "bus -> others",
        "bus -> off",
        "bills -> box",
    ]);
    says(
        &mut session,
        3,
        1,
        &[
            "done",
            "bus: At 0:00:00.300 it matches no rule and is gone. EVB-013",
            "bus: bills does not match detail.kind. EVB-034",
            "bus: others does not match source. EVB-034",
            "bus: off is disabled. EVB-034",
        ],
    );
    let mut session = design(&[WEB, "bus event-bus", web]);
    says(
        &mut session,
        3,
        1,
        &["done", "bus: The bus had no rule, so the event was gone. EVB-013"],
    );
}

#[test]
fn a_pipe_names_what_its_filter_does_not_accept() {
    let source = r#"orders -> carry; FilterCriteria='{"body":{"kind":["bill"]}}'"#;
    let mut session = design(&[
        WEB,
        "orders sqs-standard",
        "carry pipe",
        "bills sqs-standard",
        "web -> orders",
        source,
        "carry -> bills",
    ]);
    let filtered = "carry: The pipe deleted it: its filter does not accept body.kind. EVB-111";
    says(
        &mut session,
        5,
        1,
        &["deleted", "orders: It was deleted at 0:00:00.000.", filtered],
    );
}

#[test]
fn a_bucket_names_who_is_not_told_of_an_object() {
    let told = r#"photos -> bills; Prefix="bills/""#;
    let mut session = design(&[WEB, "photos s3-bucket", "bills sqs-standard", "web -> photos", told]);
    let not =
        "photos: bills is not told of uploads/0.json: its notification is about keys that begin with bills/. END-012";
    says(&mut session, 3, 1, &["stored in photos", not]);
    let mut session = design(&[WEB, "photos s3-bucket", "web -> photos"]);
    let nobody = "photos: Nobody is told of objects: no notification is wired to the bucket. END-010";
    says(&mut session, 3, 1, &["stored in photos", nobody]);
}

#[test]
fn what_is_called_synchronously_says_who_was_down_or_full() {
    let mut session = design(&[WEB, "page http-endpoint", "web -> page", "at 0s fail page"]);
    let lost = "page: It was lost at 0:00:01.000: the endpoint was down, and nobody answered. END-050";
    says(&mut session, 5, 2, &["lost", lost]);
    let mut session = design(&[WEB, "shop service", "web -> shop", "at 0s fail shop"]);
    let lost = "shop: It was lost at 0:00:01.000: the service was down, and nobody answered. END-080";
    says(&mut session, 5, 2, &["lost", lost]);
    let mut session = design(&[WEB, "front load-balancer", "web -> front"]);
    says(
        &mut session,
        5,
        1,
        &["refused", "front: It was refused with 503 at 0:00:00.000. END-081"],
    );
    let items = "items rds-database; MaxConnections=1";
    let mut session = design(&["web producer; Rate=1000", items, "web -> items"]);
    let full = "items: It was refused with 1040 at 0:00:00.899. END-046";
    says(&mut session, 1, 900, &["refused", full]);
}

#[test]
fn a_cut_wire_says_so() {
    let mut session = design(&[
        WEB,
        "orders sqs-standard",
        r#"web -> orders; latency="5s""#,
        "at 1s partition web orders",
    ]);
    let cut = "web: It set out for orders, but the wire is cut: nothing arrives there.";
    says(&mut session, 3, 1, &["on its way to orders", cut]);
    says(
        &mut session,
        3,
        2,
        &["lost", "web: At 0:00:01.000 it is lost on the wire."],
    );
}

#[test]
fn what_a_message_said_is_known_when_it_is_gone_too() {
    let mut session = design(&[
        "topic sns-standard",
        "at 1s aws sns publish --topic-arn topic --message hello",
    ]);
    said(&mut session, SimTime::from_secs(3), 1);
    let facts = session.passport().and_then(|passport| passport.facts);
    assert_eq!(facts.map(|facts| facts.body), Some("hello".to_string()));
}
