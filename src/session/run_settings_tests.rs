//! A change by hand changes one thing: what steps and commands have set otherwise in the run stays.

use super::*;
use crate::base::{NodeId, SimDuration, SimTime, WireId};
use crate::scenario::{Edit, Scenario, WireDoc};
use crate::share;
use crate::sim::Value;

const QUEUE: NodeId = NodeId(2);
const WIRE: WireId = WireId(1);

fn session() -> Session {
    let text = "version = 1\n[nodes.hub]\nkind = \"hub\"\nat = [0, 0]\n[nodes.orders]\nkind = \"sqs-standard\"\n\
                at = [320, 0]\n[[wires]]\njoin = \"hub -> orders\"\nlatency = \"20ms\"\n\
                [[steps]]\nat = \"2s\"\nrun = \"aws sqs set-queue-attributes --queue-url orders --attributes VisibilityTimeout=60\"\n\
                [[steps]]\nat = \"2s\"\nrun = \"wire hub orders latency=50ms Offset=12 on=no\"\n";
    let mut session = Session::new(Scenario::from_toml(text).unwrap_or_else(|problems| panic!("{problems:?}")));
    session.dispatch(Action::Seek(SimTime::from_secs(3)));
    session
}

fn number(session: &Session, field: &str) -> i64 {
    session.world().info(QUEUE).expect("the queue").settings.number(field)
}

fn link(session: &Session) -> &WireDoc {
    session.world().network().get(WIRE).expect("the wire")
}

fn set(session: &mut Session, field: &'static str, text: &str) {
    session.dispatch(Action::SetField {
        node: QUEUE,
        field,
        text: text.to_string(),
    });
}

fn timeout_and_delay(session: &Session) -> (i64, i64) {
    (number(session, "VisibilityTimeout"), number(session, "DelaySeconds"))
}

#[test]
fn a_setting_changed_by_hand_leaves_what_a_step_has_set() {
    let mut session = session();
    set(&mut session, "DelaySeconds", "5");
    assert_eq!(timeout_and_delay(&session), (60, 5));
    let drawn = &session.scenario().nodes[&QUEUE].settings;
    let drawn = (drawn.number("VisibilityTimeout"), drawn.number("DelaySeconds"));
    assert_eq!(drawn, (30, 5), "the design has its own value");
    for (second, expected) in [(1, (30, 0)), (2, (60, 0)), (10, (60, 5))] {
        session.dispatch(Action::Seek(SimTime::from_secs(second)));
        assert_eq!(timeout_and_delay(&session), expected, "at {second} s");
    }
    session.dispatch(Action::Undo);
    assert_eq!(
        timeout_and_delay(&session),
        (60, 0),
        "undo takes back what it is the way back of"
    );
    session.dispatch(Action::Redo);
    assert_eq!(timeout_and_delay(&session), (60, 5));
    session.dispatch(Action::ResetField {
        node: QUEUE,
        field: "DelaySeconds",
    });
    assert_eq!(timeout_and_delay(&session), (60, 0));
}

#[test]
fn what_the_run_has_instead_is_told_and_can_be_set_as_designed() {
    let mut session = session();
    let running = |session: &Session| {
        let told = |rows: Vec<FieldRow>| rows.into_iter().filter_map(|row| Some((row.spec.0.name, row.running?)));
        told(session.fields(QUEUE))
            .chain(told(session.terms(WIRE)))
            .collect::<Vec<_>>()
    };
    let both = [("VisibilityTimeout", "60 s".to_string()), ("Offset", "12".to_string())];
    assert_eq!(running(&session), both);
    set(&mut session, "VisibilityTimeout", "30");
    session.dispatch(Action::SetTerm {
        wire: WIRE,
        field: "Offset",
        text: "0".to_string(),
    });
    assert_eq!(running(&session), []);
    assert_eq!(
        (
            number(&session, "VisibilityTimeout"),
            link(&session).terms.number("Offset")
        ),
        (30, 0)
    );
    let lines: Vec<&str> = session.console().entries().map(|entry| entry.line.as_str()).collect();
    assert_eq!(lines, ["set orders VisibilityTimeout=30", "wire hub orders Offset=0"]);
}

#[test]
fn the_console_shows_the_one_setting_and_its_line_does_the_same() {
    let mut session = session();
    set(&mut session, "DelaySeconds", "5");
    let lines: Vec<&str> = session.console().entries().map(|entry| entry.line.as_str()).collect();
    assert_eq!(lines, ["set orders DelaySeconds=5"]);
    let mut other = self::session();
    other.dispatch(Action::Run("set orders DelaySeconds=5".into()));
    assert_eq!(timeout_and_delay(&other), timeout_and_delay(&session));
}

#[test]
fn a_wire_changed_by_hand_leaves_what_a_step_has_set() {
    let mut session = session();
    session.dispatch(Action::SetTerm {
        wire: WIRE,
        field: "RawMessageDelivery",
        text: "on".to_string(),
    });
    let edit = |session: &mut Session, change: fn(&mut WireDoc)| {
        let mut wire = session.scenario().wires[&WIRE].clone();
        change(&mut wire);
        let edit = Edit::ChangeWire(WIRE, wire);
        let key = String::new();
        session.dispatch(Action::Edit { edit, key });
    };
    edit(&mut session, |wire| wire.jitter = SimDuration::from_millis(3));
    let found = link(&session);
    assert_eq!(
        (found.latency, found.jitter),
        (SimDuration::from_millis(50), SimDuration::from_millis(3))
    );
    assert_eq!(
        (found.terms.number("Offset"), found.terms.flag("RawMessageDelivery")),
        (12, true)
    );
    assert!(!found.on, "what a step has cut stays cut");
    let drawn = &session.scenario().wires[&WIRE];
    assert_eq!(
        (drawn.latency, drawn.terms.number("Offset")),
        (SimDuration::from_millis(20), 0)
    );

    edit(&mut session, |wire| wire.latency = SimDuration::ZERO);
    assert_eq!(link(&session).latency, SimDuration::ZERO);
    session.dispatch(Action::Undo);
    session.dispatch(Action::Undo);
    session.dispatch(Action::Undo);
    let found = link(&session);
    assert_eq!(
        (found.jitter, found.terms.flag("RawMessageDelivery")),
        (SimDuration::ZERO, false)
    );
    assert_eq!(found.terms.number("Offset"), 12);
}

#[test]
fn a_moment_brings_the_one_setting_back() {
    let mut session = session();
    set(&mut session, "DelaySeconds", "5");
    session.dispatch(Action::SetTerm {
        wire: WIRE,
        field: "RawMessageDelivery",
        text: "on".to_string(),
    });
    let mut wire = session.scenario().wires[&WIRE].clone();
    (wire.latency, wire.loss) = (SimDuration::from_millis(7), crate::base::Ratio::from_millionths(30_000));
    session.dispatch(Action::Edit {
        edit: Edit::ChangeWire(WIRE, wire),
        key: String::new(),
    });
    session.dispatch(Action::Seek(SimTime::from_secs(8)));
    let recording = session.recording();
    let text = share::encode_moment(session.scenario(), &recording);
    let opened = share::decode(&text).expect("a link").scenario;
    let read = share::decode_moment(&text).expect("a moment").expect("a whole one");
    assert_eq!(read.deeds.len(), 3);
    let mut other = Session::new(Scenario::default());
    other.dispatch(Action::OpenRecording(Box::new(opened), Box::new(read)));
    other.arrive();
    assert_eq!(other.trace_hash(), session.trace_hash());
    assert_eq!(timeout_and_delay(&other), (60, 5));
    assert_eq!(link(&other), link(&session));
    let terms = &link(&other).terms;
    assert_eq!(terms.get("Offset"), Some(Value::Number(12)));
}

#[test]
fn what_does_not_go_together_with_what_a_step_has_set_is_said_with_its_reason() {
    let text = "version = 1\n[nodes.rule]\nkind = \"event-rule\"\nat = [0, 0]\n[nodes.orders]\nkind = \"sqs-standard\"\n\
                at = [320, 0]\n[[wires]]\njoin = \"rule -> orders\"\n[[steps]]\nat = \"2s\"\n\
                run = \"wire rule orders Input='{}'\"\n";
    let mut session = Session::new(Scenario::from_toml(text).unwrap_or_else(|problems| panic!("{problems:?}")));
    session.dispatch(Action::Seek(SimTime::from_secs(3)));
    session.dispatch(Action::SetTerm {
        wire: WIRE,
        field: "InputPath",
        text: "$.detail".to_string(),
    });
    assert_eq!(
        session.scenario().wires[&WIRE].terms.text("InputPath").as_ref(),
        "$.detail"
    );
    let terms = &link(&session).terms;
    assert_eq!(
        (terms.text("Input").as_ref(), terms.text("InputPath").as_ref()),
        ("{}", "")
    );
    let said = session
        .notices()
        .last()
        .map(|notice| notice.text.as_str())
        .unwrap_or_default();
    assert!(said.contains("can't follow") && said.contains("EVB-063"), "{said}");
}

#[test]
fn a_line_by_hand_brings_into_the_design_what_it_changes_and_no_more() {
    let mut session = session();
    let before = session.scenario().clone();
    session.dispatch(Action::Run("aws sqs list-queues".into()));
    assert_eq!(session.scenario(), &before, "who only reads changes nothing");
    session.dispatch(Action::Run("set orders DelaySeconds=5".into()));
    session.dispatch(Action::Run("wire hub orders loss=3%".into()));
    let queue = &session.scenario().nodes[&QUEUE].settings;
    assert_eq!(
        (queue.number("VisibilityTimeout"), queue.number("DelaySeconds")),
        (30, 5)
    );
    let wire = &session.scenario().wires[&WIRE];
    assert_eq!(
        (wire.latency, wire.terms.number("Offset"), wire.on),
        (SimDuration::from_millis(20), 0, true)
    );
    assert_eq!(wire.loss, crate::base::Ratio::from_millionths(30_000));
    assert_eq!(timeout_and_delay(&session), (60, 5));
    session.dispatch(Action::Undo);
    session.dispatch(Action::Undo);
    assert_eq!(session.scenario(), &before);
    assert_eq!(timeout_and_delay(&session), (60, 0));
    assert_eq!(link(&session).terms.number("Offset"), 12);
}

#[test]
fn what_a_step_has_made_comes_into_the_design_with_the_line_that_needs_it() {
    let text = "version = 1\n[nodes.web]\nkind = \"producer\"\nat = [0, 0]\n[nodes.old]\nkind = \"sqs-standard\"\n\
                at = [320, 0]\n[[steps]]\nat = \"1s\"\nrun = \"add sqs-standard late id=9\"\n\
                [[steps]]\nat = \"1s\"\nrun = \"add sqs-standard later id=8\"\n\
                [[steps]]\nat = \"1s\"\nrun = \"remove old\"\n";
    let mut session = Session::new(Scenario::from_toml(text).unwrap_or_else(|problems| panic!("{problems:?}")));
    session.dispatch(Action::Seek(SimTime::from_secs(3)));
    session.dispatch(Action::Run("connect web late".into()));
    let names = |session: &Session| {
        let nodes = session.scenario().nodes.values();
        nodes.map(|node| node.name.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(names(&session), ["web", "old", "late"]);
    assert_eq!(session.scenario().wires.len(), 1);
    session.dispatch(Action::Run("set late 'RedrivePolicy.deadLetterTargetArn=later'".into()));
    assert_eq!(names(&session), ["web", "old", "later", "late"]);
    session.dispatch(Action::Run("remove late".into()));
    session.dispatch(Action::Run("remove later".into()));
    let before = session.scenario().clone();
    session.dispatch(Action::Run("add worker billing".into()));
    let said = session.answer().unwrap_or_default();
    assert!(said.contains("another node with the number 2"), "{said}");
    assert_eq!(session.scenario(), &before);
    session.dispatch(Action::Run("add worker billing id=3".into()));
    assert_eq!(names(&session), ["web", "old", "billing"]);
}
