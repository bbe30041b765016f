//! What a role that lacks an action, or a call over plain HTTP, meets at each service.

use crate::nodes::bench::town::{Town, number, text};
use crate::sim::{Input, Location, Value};

/// An application that calls one node once, at 0 s, and does not try again.
fn calling(kind: &str, callee: &[(&str, Value)], app: &[(&str, Value)]) -> Town {
    let mut settings = vec![("Count", number(1)), ("Retries", number(0))];
    settings.extend_from_slice(app);
    let mut town = Town::new()
        .add("app", "producer", &settings)
        .add("callee", kind, callee)
        .wire(&[("app", "callee")])
        .start();
    town.run(1_000);
    town
}

/// How the only call was refused: the code and the rule.
fn refused(town: &Town) -> (&'static str, &'static str) {
    let refusals = town.refusals("callee");
    assert_eq!(refusals.len(), 1, "one call, and not again");
    let rules = town.rules("callee");
    assert_eq!(rules.len(), 1, "{rules:?}");
    (refusals[0].1, rules[0])
}

fn lacks(action: &str) -> [(&'static str, Value); 1] {
    [("RoleLacks", text(action))]
}

#[test]
fn each_service_refuses_a_role_that_lacks_its_action_in_its_own_words() {
    // END-112, END-102
    for (kind, action, code, rule) in [
        ("sqs-standard", "sqs:SendMessage", "AccessDenied", "SQS-195"),
        ("sns-standard", "sns:Publish", "AuthorizationError", "SNS-041"),
        ("lambda", "lambda:InvokeFunction", "AccessDeniedException", "END-112"),
        ("event-bus", "events:PutEvents", "AccessDeniedException", "END-112"),
        ("dynamodb-table", "dynamodb:PutItem", "AccessDeniedException", "END-112"),
    ] {
        assert_eq!(refused(&calling(kind, &[], &lacks(action))), (code, rule), "{kind}");
        let other = calling(kind, &[], &lacks("sqs:DeleteMessage"));
        assert_eq!(other.refusals("callee"), [], "{kind}: another action is no matter");
        assert_eq!(other.metric("app", "MessagesSent"), 1, "{kind}");
    }
}

#[test]
fn plain_http_is_refused_but_by_dynamodb() {
    // END-112, SQS-195
    let plain = [("Https", Value::Bool(false))];
    for (kind, code) in [
        ("sqs-standard", "InvalidSecurity"),
        ("sns-standard", "InvalidSecurity"),
        ("lambda", "AccessDeniedException"),
        ("event-bus", "AccessDeniedException"),
    ] {
        assert_eq!(refused(&calling(kind, &[], &plain)).0, code, "{kind}");
    }
    let table = calling("dynamodb-table", &[], &plain);
    assert_eq!(
        (table.refusals("callee").len(), table.metric("app", "MessagesSent")),
        (0, 1)
    );
}

#[test]
fn an_encrypted_queue_or_topic_also_needs_the_key_s_actions() {
    // END-091, SQS-192, SNS-040: to write takes both actions.
    let encrypted = [("KmsMasterKeyId", text("alias/aws/sqs"))];
    for action in ["kms:GenerateDataKey", "kms:Decrypt"] {
        let queue = calling("sqs-standard", &encrypted, &lacks(action));
        assert_eq!(refused(&queue), ("KmsAccessDenied", "SQS-192"), "{action}");
        let topic = calling(
            "sns-standard",
            &[("KmsMasterKeyId", text("alias/aws/sns"))],
            &lacks(action),
        );
        assert_eq!(refused(&topic), ("KMSAccessDenied", "SNS-040"), "{action}");
    }
}

#[test]
fn a_data_key_that_others_use_does_not_help_a_role_without_the_right() {
    // SQS-193, END-093, END-091
    let mut town = Town::new()
        .add("app", "producer", &[("Count", number(2))])
        .add("jobs", "sqs-standard", &[("KmsMasterKeyId", text("alias/aws/sqs"))])
        .add("worker", "worker", &lacks("kms:Decrypt"))
        .wire(&[("app", "jobs"), ("jobs", "worker")])
        .start();
    town.run(5_000);
    assert_eq!(town.metric("app", "MessagesSent"), 2);
    let codes = town.refusals("jobs");
    assert!(
        !codes.is_empty() && codes.iter().all(|(_, code)| *code == "KmsAccessDenied"),
        "{codes:?}"
    );
    assert_eq!(town.metric("jobs", "ApproximateNumberOfMessagesVisible"), 2);
}

#[test]
fn a_refused_delete_shows_at_each_message_that_it_was_about() {
    // SQS-229, SQS-195
    for mode in [0, 1] {
        let worker = [
            ("Work", number(0)),
            ("StartAt", number(1_000)),
            ("MaxNumberOfMessages", number(10)),
            ("DeleteMode", Value::Choice(mode)),
            ("RoleLacks", text("sqs:DeleteMessage")),
        ];
        let mut town = Town::new()
            .add("app", "producer", &[("Count", number(3)), ("Rate", number(1_000_000))])
            .add("jobs", "sqs-standard", &[])
            .add("worker", "worker", &worker)
            .wire(&[("app", "jobs"), ("jobs", "worker")])
            .start();
        town.run(5_000);
        assert_eq!(town.refusals("jobs"), [(1_000, "AccessDenied"); 3]);
        let calls = if mode == 0 { 3 } else { 1 };
        assert_eq!(town.metric("jobs", "RefusedRequests"), calls);
        assert_eq!(town.metric("worker", "DeletesRefused"), 3);
    }
}

#[test]
fn a_key_s_policy_names_it_by_the_arn_of_its_region() {
    // END-091: the ARN that DescribeKey shows is the one that a statement's Resource has to match.
    let publishes = |region: &str| {
        let policy = format!(
            r#"{{"Statement": {{"Effect": "Deny", "Principal": "*", "Action": "kms:*",
                "Resource": "arn:aws:kms:{region}:123456789012:key/vault"}}}}"#
        );
        let mut town = Town::new()
            .add("app", "producer", &[("Count", number(1)), ("Retries", number(0))])
            .add("callee", "sqs-standard", &[("KmsMasterKeyId", text("vault"))])
            .add("vault", "kms-key", &[("Policy", text(&policy))])
            .wire(&[("app", "callee")]);
        let (key, place) = (
            town.id("vault"),
            Location {
                region: "eu-west-1".into(),
                ..Location::default()
            },
        );
        town.world.apply(Input::Relocate(key, place)).expect("a node");
        let mut town = town.start();
        town.run(1_000);
        town.metric("app", "MessagesSent")
    };
    assert_eq!([publishes("us-east-1"), publishes("eu-west-1")], [1, 0]);
}
