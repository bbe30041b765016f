//! A twin is the run it would be if one thing were different, and nothing else.

use super::*;
use crate::base::NodeId;
use crate::base::SimTime;
use crate::scenario::examples;
use crate::session::{Action, Owner};
use crate::sim::Value;

fn example(slug: &str) -> Session {
    let toml = examples::example(slug).expect("an example").toml;
    Session::new(Scenario::from_toml(toml).expect("a valid example"))
}

fn catch_up(twin: &mut Twin, session: &mut Session, run: &Session) {
    while !twin.follow(session, run, 500) {}
    assert_eq!(session.now(), run.now());
}

fn vary(run: &Session, node: &str, field: &str, text: &str) -> Variation {
    let node = run.scenario().find(node).expect("a node");
    run.vary(Owner::Node(node), field, text).expect("another value")
}

fn node_of(variation: &Variation) -> NodeId {
    match variation.of() {
        Owner::Node(node) => node,
        Owner::Wire(wire) => panic!("{wire} is no node"),
    }
}

/// A run of its own with the setting from the start.
fn alone(slug: &str, variation: &Variation, at: SimTime) -> Session {
    let mut scenario = example(slug).scenario().clone();
    variation.apply(&mut scenario);
    let mut session = Session::new(scenario);
    session.dispatch(Action::Seek(at));
    session
}

#[test]
fn a_twin_is_the_run_with_the_other_setting_from_the_start() {
    let mut run = example("visibility-too-short");
    let variation = vary(&run, "orders", "VisibilityTimeout", "60");
    let (mut twin, mut session) = Twin::new(&run, variation.clone());
    for at in [200, 50, 400] {
        run.dispatch(Action::Seek(SimTime::from_secs(at)));
        catch_up(&mut twin, &mut session, &run);
        let expected = alone("visibility-too-short", &variation, run.now());
        assert_eq!(session.trace_hash(), expected.trace_hash());
    }
    let found = differences(&run, &session);
    let received = found
        .iter()
        .find(|found| found.name == "orders" && found.metric == "NumberOfMessagesReceived");
    let received = received.expect("the short timeout has messages received twice");
    assert!(received.this > received.twin, "{received:?}");
}

#[test]
fn a_twin_in_which_nothing_differs_shows_no_differences() {
    let mut run = example("decoupling");
    let node = run.scenario().find("orders").expect("a queue");
    let settings = &run.scenario().nodes[&node].settings;
    let value = settings.get("VisibilityTimeout").expect("it has one");
    let variation = Variation::Setting {
        of: Owner::Node(node),
        field: "VisibilityTimeout",
        value,
    };
    let (mut twin, mut session) = Twin::new(&run, variation);
    run.dispatch(Action::Seek(SimTime::from_secs(70)));
    catch_up(&mut twin, &mut session, &run);
    assert_eq!(differences(&run, &session), Vec::new());
    assert_eq!(session.trace_hash(), run.trace_hash());
}

#[test]
fn what_is_done_by_hand_is_done_to_both_and_edits_leave_the_difference() {
    let mut run = example("decoupling");
    let variation = vary(&run, "worker", "Concurrency", "3");
    let worker = node_of(&variation);
    let (mut twin, mut session) = Twin::new(&run, variation);
    run.dispatch(Action::Seek(SimTime::from_secs(20)));
    run.dispatch(Action::SetField {
        node: worker,
        field: "MaxNumberOfMessages",
        text: "2".into(),
    });
    run.dispatch(Action::Run("fail worker".into()));
    catch_up(&mut twin, &mut session, &run);
    let set = |session: &Session, field: &str| session.world().info(worker).expect("a worker").settings.get(field);
    assert_eq!(set(&session, "MaxNumberOfMessages"), Some(Value::Number(2)));
    assert_eq!(set(&session, "Concurrency"), Some(Value::Number(3)));
    assert_eq!(
        session.scenario().nodes[&worker].settings.get("Concurrency"),
        Some(Value::Number(3))
    );
    assert_ne!(set(&run, "Concurrency"), Some(Value::Number(3)));
    assert_eq!(
        session.marks(SimTime::ZERO, run.now(), 60).len(),
        run.marks(SimTime::ZERO, run.now(), 60).len()
    );
    run.dispatch(Action::Seek(SimTime::from_secs(5)));
    run.dispatch(Action::Run("fail worker".into()));
    run.dispatch(Action::Seek(SimTime::from_secs(9)));
    catch_up(&mut twin, &mut session, &run);
    assert_eq!(
        session.timeline.journal().count(),
        1,
        "the twin follows when the past was changed"
    );
    run.dispatch(Action::Restart);
    catch_up(&mut twin, &mut session, &run);
    assert_eq!(session.events_total(), run.events_total());
}

#[test]
fn keeping_the_twin_makes_it_the_run_and_undo_takes_the_setting_back() {
    let mut run = example("visibility-too-short");
    let variation = vary(&run, "orders", "VisibilityTimeout", "60");
    let (mut twin, mut session) = Twin::new(&run, variation.clone());
    run.dispatch(Action::Seek(SimTime::from_secs(100)));
    catch_up(&mut twin, &mut session, &run);
    let before = run.scenario().clone();
    let back = twin.turned(&before).expect("a way back");
    run.keep_twin(&session, &variation);
    assert_eq!((run.now(), run.trace_hash()), (session.now(), session.trace_hash()));
    assert_eq!(
        run.scenario().nodes[&node_of(&variation)]
            .settings
            .get("VisibilityTimeout"),
        Some(Value::Number(60))
    );
    let (mut twin, mut session) = Twin::new(&run, back);
    catch_up(&mut twin, &mut session, &run);
    assert_eq!(
        session.trace_hash(),
        alone("visibility-too-short", &vary_none(&before, &variation), run.now()).trace_hash()
    );
    run.dispatch(Action::Undo);
    assert_eq!(run.scenario(), &before);
}

/// The variation that leaves the document as it is.
fn vary_none(scenario: &Scenario, variation: &Variation) -> Variation {
    variation.inverse(scenario).expect("the node is there")
}

#[test]
fn a_queue_can_be_compared_with_its_other_kind_wires_and_all() {
    let mut run = example("decoupling");
    let node = run.scenario().find("orders").expect("a queue");
    let kinds = run.other_kinds(node);
    assert_eq!(kinds.len(), 1, "{kinds:?}");
    assert!(kinds[0].text.contains("FIFO"), "{}", kinds[0].text);
    let (mut twin, mut session) = Twin::new(&run, kinds[0].variation.clone());
    run.dispatch(Action::Seek(SimTime::from_secs(40)));
    catch_up(&mut twin, &mut session, &run);
    assert_eq!(session.scenario().wires, run.scenario().wires);
    assert_eq!(session.world().info(node).expect("a queue").spec.kind, "sqs-fifo");
    assert!(session.events_total() > 0);
    run.keep_twin(&session, &kinds[0].variation);
    assert_eq!(
        run.scenario().name(node),
        "orders.fifo",
        "the document follows the rules of names"
    );
    assert_eq!(
        crate::scenario::Scenario::from_toml(&run.scenario().to_toml()).as_ref(),
        Ok(run.scenario())
    );
}

#[test]
fn suggestions_differ_from_what_is_and_say_so() {
    let run = example("visibility-too-short");
    let node = run.scenario().find("orders").expect("a queue");
    let rows = run.variations(Owner::Node(node));
    assert!(
        rows.iter()
            .any(|row| row.text == "VisibilityTimeout of orders: 60 s instead of 30 s"),
        "{rows:?}"
    );
    for row in &rows {
        let mut varied = run.scenario().clone();
        row.variation.apply(&mut varied);
        assert_ne!(&varied, run.scenario(), "{}", row.text);
    }
    let same = run
        .vary(Owner::Node(node), "VisibilityTimeout", "30")
        .expect_err("nothing would differ");
    assert!(same.hint.contains("Choose another"), "{same}");
}

/// A topic with a filtered subscriber; every second message passes its policy.
fn shop() -> Session {
    let text = "version = 1\n[nodes.shop]\nkind = \"producer\"\nat = [0, 0]\n[nodes.topic]\nkind = \"sns-standard\"\n\
                at = [320, 0]\n[nodes.bills]\nkind = \"sqs-standard\"\nat = [640, 0]\n[[wires]]\njoin = \"shop -> topic\"\n\
                [[wires]]\njoin = \"topic -> bills\"\n";
    Session::new(Scenario::from_toml(text).unwrap_or_else(|problems| panic!("{problems:?}")))
}

#[test]
fn a_twin_can_differ_in_a_setting_of_a_wire() {
    let mut run = shop();
    let subscription = Owner::Wire(crate::base::WireId(2));
    let names: Vec<String> = run.variables().into_iter().map(|variable| variable.name).collect();
    assert!(
        names.contains(&"Subscription from topic to bills".to_string()),
        "{names:?}"
    );
    assert!(
        !names.iter().any(|name| name.contains("shop to")),
        "a plain wire has nothing to vary: {names:?}"
    );

    let none = r#"{"kind": ["nothing"]}"#;
    let variation = run.vary(subscription, "FilterPolicy", none).expect("a policy");
    let words = run.variation_text(&variation);
    assert_eq!(
        words,
        r#"FilterPolicy of topic → bills: {"kind": ["nothing"]} instead of nothing"#
    );
    assert!(
        run.vary(subscription, "FilterPolicy", "{").is_err(),
        "what a person could not set is refused"
    );

    let (mut twin, mut session) = Twin::new(&run, variation.clone());
    run.dispatch(Action::Seek(SimTime::from_secs(20)));
    catch_up(&mut twin, &mut session, &run);
    let sent = |session: &Session| {
        session
            .world()
            .metrics(NodeId(3))
            .and_then(|metrics| metrics.get("NumberOfMessagesSent"))
    };
    assert_eq!((sent(&run), sent(&session)), (Some(21), Some(0)));

    // Another setting of the same wire is changed in both; the difference stays.
    run.dispatch(Action::SetTerm {
        wire: crate::base::WireId(2),
        field: "RawMessageDelivery",
        text: "on".into(),
    });
    run.dispatch(Action::Seek(SimTime::from_secs(30)));
    catch_up(&mut twin, &mut session, &run);
    let terms = &session
        .world()
        .network()
        .get(crate::base::WireId(2))
        .expect("the wire")
        .terms;
    assert!(terms.flag("RawMessageDelivery"));
    assert_eq!(terms.text("FilterPolicy").as_ref(), none);
    assert_eq!(sent(&session), Some(0));

    let back = twin.turned(run.scenario()).expect("a way back");
    assert!(run.variation_text(&back).ends_with("nothing instead of nothing"));
    run.keep_twin(&session, &variation);
    assert_eq!(run.trace_hash(), session.trace_hash());
    assert_eq!(
        run.scenario().wires[&crate::base::WireId(2)]
            .terms
            .text("FilterPolicy")
            .as_ref(),
        none
    );
    run.dispatch(Action::Undo);
    assert_eq!(
        run.scenario().wires[&crate::base::WireId(2)]
            .terms
            .text("FilterPolicy")
            .as_ref(),
        ""
    );
}

#[test]
fn suggestions_for_a_wire_are_settings_that_its_ends_take() {
    let run = shop();
    let rows = run.variations(Owner::Wire(crate::base::WireId(2)));
    assert!(
        rows.iter().any(|row| row
            .text
            .contains("RawMessageDelivery of topic → bills: on instead of off")),
        "{rows:?}"
    );
    for row in &rows {
        let edit = row.variation.edit().expect("a setting");
        crate::scenario::apply(&mut run.scenario().clone(), edit).unwrap_or_else(|why| panic!("{}: {why}", row.text));
    }
}
