use super::{join, node, set, small_shop};
use crate::base::{SimDuration, SimTime};
use crate::nodes::AnyNode;
use crate::scenario::{Check, Condition, Deed, Edit, Fact, Scenario, Step, apply, check, verdict};
use crate::sim::{Fate, Timeline};

fn claim(at: u64, fact: Fact) -> Check {
    Check {
        at: SimTime::from_secs(at),
        fact,
        why: "PAT-001".into(),
    }
}

/// A producer that sends ten messages, one a second, and a queue: PAT-001 says they are sent at 0, 1 … 9.
fn ten() -> Scenario {
    let mut doc = Scenario::default();
    let (web, queue) = (node(&mut doc, "producer"), node(&mut doc, "sqs-standard"));
    set(&mut doc, web, "Count", 10);
    set(&mut doc, web, "Rate", 1_000);
    join(&mut doc, web, queue);
    doc
}

#[test]
fn claims_that_hold_are_silent_and_others_say_what_was_found() {
    let mut doc = ten();
    let made = |is| Fact::Made(is);
    doc.checks = vec![
        claim(9, made(Condition::Equal(10))),
        claim(4, made(Condition::Equal(5))),
        claim(4, made(Condition::Equal(6))),
        claim(
            9,
            Fact::Event {
                event: "made",
                nodes: Vec::new(),
                message: None,
                is: Condition::Equal(10),
            },
        ),
        claim(
            9,
            Fact::Fate {
                fate: Fate::Done,
                is: Condition::Equal(0),
            },
        ),
    ];
    let failures: Vec<String> = check(&doc).iter().map(ToString::to_string).collect();
    assert_eq!(
        failures,
        ["at 0:00:04.000: messages made should be = 6 but is 5. (PAT-001)"]
    );
}

#[test]
fn the_run_of_the_checks_is_the_run_of_the_timeline() {
    let mut doc = small_shop();
    doc.steps = [5, 0, 5]
        .map(|at| Step {
            at: SimTime::from_secs(at),
            run: "send web".into(),
        })
        .to_vec();
    doc.checks = vec![
        claim(3, Fact::Made(Condition::AtLeast(0))),
        claim(20, Fact::Made(Condition::AtLeast(0))),
    ];
    let mut timeline: Timeline<AnyNode, Deed> = Timeline::new(doc.world(), doc.program());
    timeline.advance(SimTime::from_secs(20), u64::MAX);
    let verdict = verdict(&doc);
    assert_eq!(verdict.hash, timeline.world().trace().hash());
    assert!(verdict.events > 0);
}

/// PAT-048, SQS-037: a delay of more than 900 seconds is refused with `InvalidAttributeValue`.
#[test]
fn a_refused_step_must_be_claimed_and_a_claimed_refusal_must_happen() {
    let mut doc = ten();
    let at = SimTime::from_secs(3);
    let run = "aws sqs set-queue-attributes --queue-url queue --attributes DelaySeconds=901".into();
    doc.steps.push(Step { at, run });
    let unclaimed = check(&doc);
    assert_eq!(unclaimed.len(), 1, "{unclaimed:?}");
    let code = unclaimed[0]
        .text
        .split("refused = \"")
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    let code = code.expect("the failure names the code").to_string();
    assert_eq!(code, "InvalidAttributeValue");
    doc.checks = vec![claim(3, Fact::Refused(code.as_str().into()))];
    assert_eq!(check(&doc), []);
    doc.steps[0].run = "aws sqs set-queue-attributes --queue-url queue --attributes DelaySeconds=900".into();
    assert_eq!(check(&doc).len(), 1, "the claimed refusal did not happen");
}

#[test]
fn a_document_runs_to_its_end_and_does_what_its_edits_did() {
    let mut doc = ten();
    doc.until = Some(SimTime::from_secs(100));
    doc.checks = vec![claim(1, Fact::Made(Condition::Equal(2)))];
    assert_eq!(check(&doc), []);
    let mut timeline: Timeline<AnyNode, Deed> = Timeline::new(doc.world(), doc.program());
    timeline.advance(SimTime::from_secs(5), u64::MAX);
    let before = doc.clone();
    let remove = Edit::RemoveNodes(doc.nodes.keys().copied().collect());
    apply(&mut doc, remove.clone()).expect("known nodes");
    timeline.act(Deed::Edit(remove.inputs(&before, &doc)));
    assert_eq!(timeline.world().nodes().count(), 0);
    assert_eq!(before.cross_region, SimDuration::from_millis(80));
}
