//! Who is let in, and what a KMS key stops.

use super::super::access::Wanted;
use super::*;
use crate::nodes::access::Who;
use crate::nodes::kms::Key;
use crate::sim::Node;

const KEY: NodeId = NodeId(9);
const SNS: Who<'static> = Who::Service("sns.amazonaws.com");

fn add_key(bench: &mut Bench, changes: Changes<'_>) {
    let add = Input::Add {
        id: KEY,
        name: Rc::from("vault"),
        settings: settings(Key::SPEC, changes),
        place: Location::default(),
    };
    bench.world.apply(add).expect("a new node");
}

fn set_key(bench: &mut Bench, changes: Changes<'_>) {
    let settings = settings(Key::SPEC, changes);
    bench.world.apply(Input::Configure(KEY, settings)).expect("a key");
}

/// What becomes of a service's call.
fn as_service(bench: &mut Bench, wanted: Wanted) -> Result<(), SqsError> {
    bench.call::<S, _>(Q, |queue, cx| queue.admit_as((KEY, SNS), wanted, cx))
}

fn deny(action: &str) -> String {
    format!(r#"{{"Statement": [{{"Effect": "Deny", "Principal": "*", "Action": "sqs:{action}"}}]}}"#)
}

/// SQS-195, END-100
#[test]
fn a_deny_in_the_policy_stops_the_account_s_own_calls() {
    let mut bench = Bench::new::<S>(&[("Policy", &deny("SendMessage").as_str())]);
    assert_eq!(refusal(bench.send::<S>(text("a"))), ("AccessDenied", "SQS-195"));
    assert_eq!(bench.counts(Q), [0, 0, 0]);
    bench.set::<S>(Q, &[("Policy", &deny("DeleteMessage").as_str())]);
    bench.send_ok::<S>(text("a"));
    let handle = bench.short::<S>(Q, 1).expect("receiving is allowed")[0].handle;
    assert_eq!(refusal(bench.delete::<S>(handle)), ("AccessDenied", "SQS-195"));
    bench.hide::<S>(handle, 0).expect("hiding is allowed");
    bench.set::<S>(Q, &[("Policy", &deny("Change*").as_str())]);
    let handle = bench.short::<S>(Q, 1).expect("receiving is allowed")[0].handle;
    assert_eq!(refusal(bench.hide::<S>(handle, 9)), ("AccessDenied", "SQS-195"));
    bench.set::<S>(Q, &[("Policy", &deny("Receive*").as_str())]);
    assert_eq!(refusal(bench.short::<S>(Q, 1)), ("AccessDenied", "SQS-195"));
}

/// SQS-195, END-105: without a statement a service is not let in, unless the console sees to it.
#[test]
fn a_service_needs_a_statement_where_only_the_policy_counts() {
    let allow = r#"{"Statement": {"Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}, "Action": "sqs:SendMessage"}}"#;
    let mut bench = Bench::new::<S>(&[("AccessPolicy", &"policy")]);
    let error = as_service(&mut bench, Wanted::Send).unwrap_err();
    assert_eq!(
        error.message,
        "sns.amazonaws.com is not authorized to perform: sqs:SendMessage on resource: \
         arn:aws:sqs:us-east-1:123456789012:queue because no resource-based policy allows the sqs:SendMessage action"
    );
    assert!(!error.refusal().retryable, "SNS takes it for a client-side error");
    bench.send_ok::<S>(text("the account needs no statement"));
    bench.set::<S>(Q, &[("AccessPolicy", &"policy"), ("Policy", &allow)]);
    assert_eq!(as_service(&mut bench, Wanted::Send), Ok(()));
    assert!(as_service(&mut bench, Wanted::Receive).is_err());
    bench.set::<S>(Q, &[]);
    assert_eq!(as_service(&mut bench, Wanted::Send), Ok(()));
}

/// SQS-191, END-092: each state of the key has its own error; what is stored waits.
#[test]
fn a_key_that_can_t_be_used_stops_sends_and_receives() {
    let key: Changes<'_> = &[("KmsMasterKeyId", &"alias/vault")];
    let mut bench = Bench::new::<S>(key);
    assert_eq!(refusal(bench.send::<S>(text("a"))), ("KmsNotFound", "SQS-191"));
    add_key(&mut bench, &[("KeyState", &"PendingImport")]);
    assert_eq!(refusal(bench.send::<S>(text("a"))), ("KmsInvalidState", "SQS-191"));
    set_key(&mut bench, &[("Throttled", &true)]);
    let error = bench.send::<S>(text("a")).unwrap_err();
    assert_eq!(
        (error.code.wire(), error.refusal().retryable),
        ("KMS.ThrottlingException", true)
    );
    let denied = r#"{"Statement": {"Effect": "Deny", "Principal": "*", "Action": "kms:GenerateDataKey*"}}"#;
    set_key(&mut bench, &[("Policy", &denied)]);
    assert_eq!(refusal(bench.send::<S>(text("a"))), ("KmsAccessDenied", "SQS-192"));
    set_key(&mut bench, &[]);
    bench.send_ok::<S>(text("a"));
    set_key(&mut bench, &[("KeyState", &"Disabled")]);
    assert_eq!(refusal(bench.short::<S>(Q, 1)), ("KmsDisabled", "SQS-191"));
    bench.at_secs(60);
    assert_eq!(bench.counts(Q), [1, 0, 0]);
    assert_eq!(bench.metric(Q, "ApproximateAgeOfOldestMessage"), 60);
    set_key(&mut bench, &[]);
    assert_eq!(bench.bodies::<S>(1), ["a"]);
}

/// SQS-193, END-093: a data key serves until the reuse period ends; only then the key is asked again.
#[test]
fn a_data_key_outlives_its_key_for_the_reuse_period() {
    let key: Changes<'_> = &[("KmsMasterKeyId", &"vault"), ("KmsDataKeyReusePeriodSeconds", &60)];
    let mut bench = Bench::new::<S>(key);
    add_key(&mut bench, &[]);
    let asked = |bench: &Bench| {
        let meter = bench.world.meter().node(Q).expect("a node");
        let lines = meter.charged.iter().filter(|charged| charged.spec.id == "kms-requests");
        lines.map(|charged| charged.units).sum::<u64>()
    };
    bench.send_ok::<S>(text("a"));
    bench.send_ok::<S>(text("b"));
    assert_eq!(asked(&bench), 1);
    set_key(&mut bench, &[("KeyState", &"Disabled")]);
    bench.at_secs(59);
    bench.send_ok::<S>(text("c"));
    bench.at_secs(60);
    assert_eq!(refusal(bench.send::<S>(text("d"))), ("KmsDisabled", "SQS-191"));
    assert_eq!(asked(&bench), 2);
}

/// SQS-192, END-097, END-091: the AWS managed key serves the account only; a customer's key serves whom its policy names.
#[test]
fn a_service_needs_a_key_whose_policy_names_it() {
    let mut bench = Bench::new::<S>(&[("KmsMasterKeyId", &"alias/aws/sqs")]);
    bench.send_ok::<S>(text("a"));
    let error = as_service(&mut bench, Wanted::Send).unwrap_err();
    assert_eq!((error.code.name(), error.rule.id), ("KmsAccessDenied", "SQS-192"));
    bench.set::<S>(Q, &[("KmsMasterKeyId", &"vault")]);
    add_key(&mut bench, &[]);
    assert!(as_service(&mut bench, Wanted::Send).is_err());
    let names_sns = r#"{"Statement": {"Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"},
        "Action": ["kms:GenerateDataKey*", "kms:Decrypt"]}}"#;
    set_key(&mut bench, &[("Policy", &names_sns)]);
    assert_eq!(as_service(&mut bench, Wanted::Send), Ok(()));
    bench.set::<S>(Q, &[]);
    assert_eq!(
        as_service(&mut bench, Wanted::Send),
        Ok(()),
        "END-090: SQS's own key asks nobody"
    );
}
