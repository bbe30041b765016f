//! Decisions as a person expects them of a policy.

mod roles;

use super::{Ask, Decision, Policy, PolicyLimits, Who, valid_policy};

const QUEUE: &str = "arn:aws:sqs:us-east-1:123456789012:orders";
const TOPIC: &str = "arn:aws:sns:us-east-1:123456789012:news";
const SNS: Who<'_> = Who::Service("sns.amazonaws.com");

const LETS_SNS_SEND: &str = r#"{"Statement": [{
    "Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}, "Action": "sqs:SendMessage", "Resource": "*",
    "Condition": {"ArnEquals": {"aws:SourceArn": "arn:aws:sns:us-east-1:123456789012:news"}}
}]}"#;

fn decide(policy: &str, who: Who<'_>, action: &str, source: Option<&str>) -> Decision {
    let policy = Policy::read(policy, PolicyLimits::SQS).unwrap();
    policy.decide(&Ask {
        who,
        action,
        resource: QUEUE,
        source,
    })
}

#[test]
fn a_topic_may_send_where_the_policy_names_it() {
    // SNS-160, END-105
    assert_eq!(
        decide(LETS_SNS_SEND, SNS, "sqs:SendMessage", Some(TOPIC)),
        Decision::Allowed
    );
    let other = "arn:aws:sns:us-east-1:123456789012:gossip";
    assert_eq!(
        decide(LETS_SNS_SEND, SNS, "sqs:SendMessage", Some(other)),
        Decision::Silent
    );
    assert_eq!(
        decide(LETS_SNS_SEND, SNS, "sqs:ReceiveMessage", Some(TOPIC)),
        Decision::Silent
    );
    let s3 = Who::Service("s3.amazonaws.com");
    assert_eq!(
        decide(LETS_SNS_SEND, s3, "sqs:SendMessage", Some(TOPIC)),
        Decision::Silent
    );
    assert_eq!(decide("", SNS, "sqs:SendMessage", Some(TOPIC)), Decision::Silent);
}

#[test]
fn a_deny_wins_over_every_allow() {
    // END-100
    let policy = r#"{"Statement": [
        {"Effect": "Allow", "Principal": "*", "Action": "sqs:*", "Resource": "*"},
        {"Effect": "Deny", "Principal": {"AWS": "123456789012"}, "Action": ["sqs:Delete*"]}
    ]}"#;
    assert_eq!(decide(policy, Who::Account, "sqs:SendMessage", None), Decision::Allowed);
    assert_eq!(
        decide(policy, Who::Account, "sqs:DeleteMessage", None),
        Decision::Denied
    );
    assert_eq!(decide(policy, SNS, "sqs:DeleteMessage", Some(TOPIC)), Decision::Allowed);
}

#[test]
fn conditions_compare_arns_with_wildcards_accounts_and_transport() {
    // END-101, SNS-165, END-096
    let with = |condition: &str| {
        let policy = format!(
            r#"{{"Statement": {{"Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Condition": {condition}}}}}"#
        );
        decide(&policy, SNS, "sqs:SendMessage", Some(TOPIC)) == Decision::Allowed
    };
    assert!(with(
        r#"{"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:123456789012:n?ws"}}"#
    ));
    assert!(!with(
        r#"{"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:123456789012:n?"}}"#
    ));
    assert!(with(
        r#"{"StringEquals": {"AWS:SourceAccount": ["1", "123456789012"]}}"#
    ));
    assert!(!with(r#"{"StringEquals": {"aws:SourceAccount": "210987654321"}}"#));
    assert!(!with(r#"{"Bool": {"aws:SecureTransport": "false"}}"#));
    assert!(with(
        r#"{"ArnNotLike": {"aws:SourceArn": "arn:aws:s3:::*"}, "Bool": {"aws:SecureTransport": true}}"#
    ));
}

#[test]
fn strangers_have_no_rights_from_the_account_s_statements() {
    // END-114: another account needs a statement of its own, and nobody on the canvas is in another account.
    let policy = r#"{"Statement": {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::210987654321:root"}, "Action": "sqs:*"}}"#;
    assert_eq!(decide(policy, Who::Account, "sqs:SendMessage", None), Decision::Silent);
}

#[test]
fn a_bad_policy_is_refused_with_a_sentence_that_helps() {
    for (text, start) in [
        ("{", "The policy is no JSON object."),
        ("[]", "The policy is no JSON object."),
        ("{}", "The policy has no Statement."),
        (r#"{"Statement": [1]}"#, "A statement is no JSON object."),
        (
            r#"{"Statement": {"Effect": "allow"}}"#,
            "A statement's Effect is neither",
        ),
        (
            r#"{"Statement": {"Effect": "Allow"}}"#,
            "A statement names no Principal.",
        ),
        (
            r#"{"Statement": {"Effect": "Allow", "Principal": "*"}}"#,
            "A statement names no Action",
        ),
        (
            r#"{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "*", "Condition": {"IpAddress": {}}}}"#,
            "The condition IpAddress is not evaluated here.",
        ),
        (
            r#"{"Statement": {"Effect": "Allow", "NotPrincipal": "*", "Action": "*"}}"#,
            "NotPrincipal is not evaluated here.",
        ),
    ] {
        let sentence = valid_policy(text).unwrap_err();
        assert!(sentence.starts_with(start), "{text}: {sentence}");
    }
    assert_eq!(valid_policy("  "), Ok(()));
}

#[test]
fn a_policy_has_a_size() {
    // END-113: 8,192 bytes and 20 statements for a queue.
    let statement = r#"{"Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage"}"#;
    let policy = |count: usize| format!(r#"{{"Statement": [{}]}}"#, vec![statement; count].join(","));
    assert!(Policy::read(&policy(20), PolicyLimits::SQS).is_ok());
    let error = Policy::read(&policy(21), PolicyLimits::SQS).unwrap_err();
    assert_eq!(error.0, "The policy has 21 statements. Use at most 20.");
    assert!(Policy::read(&policy(100), PolicyLimits::SNS).is_ok());
    let long = format!("{{\"Id\": \"{}\"}}", "x".repeat(8_192));
    assert!(
        Policy::read(&long, PolicyLimits::SQS)
            .unwrap_err()
            .0
            .ends_with("Use at most 8192.")
    );
}

#[test]
fn a_pattern_of_many_stars_is_not_slow() {
    let pattern = "*a".repeat(200) + "b";
    assert!(!super::pattern::fits(&pattern, &"a".repeat(2_000)));
}

#[test]
fn a_service_needs_a_statement_that_names_it() {
    // END-102, END-105, END-106, END-107, END-109, END-111: who delivers, with which action, from where.
    let flows = [
        (
            "sns-standard",
            "sqs:SendMessage",
            "arn:aws:sns:us-east-1:123456789012:news",
        ),
        ("s3-bucket", "sqs:SendMessage", "arn:aws:s3:::photos"),
        (
            "event-rule",
            "sns:Publish",
            "arn:aws:events:us-east-1:123456789012:rule/r",
        ),
        (
            "sns-fifo",
            "lambda:InvokeFunction",
            "arn:aws:sns:us-east-1:123456789012:news.fifo",
        ),
        (
            "alarm",
            "sns:Publish",
            "arn:aws:cloudwatch:us-east-1:123456789012:alarm:deep",
        ),
    ];
    for (kind, action, source) in flows {
        let Who::Service(service) = super::who(kind) else {
            panic!("{kind} comes as a service");
        };
        let policy = format!(
            r#"{{"Statement": {{"Effect": "Allow", "Principal": {{"Service": "{service}"}}, "Action": "{action}", "Condition": {{"ArnEquals": {{"aws:SourceArn": "{source}"}}}}}}}}"#
        );
        let asks = |policy: &str| decide(policy, super::who(kind), action, Some(source));
        assert_eq!(
            (asks(&policy), asks("")),
            (Decision::Allowed, Decision::Silent),
            "{kind}"
        );
    }
}

#[test]
fn applications_mappings_and_redrives_come_with_a_role_of_the_account() {
    // END-103, END-104, END-108, END-110: their rights are in their roles. END-115: there is one account only, so that a
    // dead-letter queue is always in its source's.
    for kind in ["producer", "worker", "lambda", "pipe", "sqs-standard"] {
        assert_eq!(super::who(kind), Who::Account, "{kind}");
    }
}
