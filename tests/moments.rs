//! Links to a moment: whoever opens one stands where the sender stood, with the same run behind and ahead.

use decouple::base::{NodeId, SimTime, Stream};
use decouple::scenario::{Deed, Edit, Scenario, examples::EXAMPLES};
use decouple::session::{Access, Action, Allowed, Session};
use decouple::share::{Gaze, Recording, decode, decode_moment, encode, encode_moment};
use decouple::sim::{Input, Settings, Value};

mod designs;

fn example() -> Scenario {
    Scenario::from_toml(EXAMPLES[0].toml).expect("an example that can be read")
}

fn queue_of(session: &Session) -> NodeId {
    let nodes = &session.scenario().nodes;
    let queue = nodes
        .iter()
        .find(|(_, node)| node.settings.spec().kind == "sqs-standard");
    *queue.expect("a queue").0
}

fn set(session: &mut Session, field: &'static str, text: &str) {
    let (node, text) = (queue_of(session), text.to_string());
    session.dispatch(Action::SetField { node, field, text });
}

/// A run with edits, commands, a fork, and something that went and came.
fn lively() -> Session {
    let mut session = Session::new(example());
    session.dispatch(Action::Seek(SimTime::from_secs(20)));
    set(&mut session, "VisibilityTimeout", "5");
    session.dispatch(Action::Seek(SimTime::from_secs(30)));
    let queue = session.scenario().name(queue_of(&session)).to_string();
    session.dispatch(Action::Run(format!(
        "aws sqs send-message --queue-url {queue} --message-body by-hand"
    )));
    session.dispatch(Action::Seek(SimTime::from_secs(60)));
    session.dispatch(Action::Seek(SimTime::from_secs(40)));
    set(&mut session, "DelaySeconds", "2");
    session.dispatch(Action::Add {
        kind: "producer",
        x: 0,
        y: 600,
    });
    let from = session.selection().only_node().expect("the new node");
    let to = queue_of(&session);
    session.dispatch(Action::Connect {
        from: (from, 0),
        to: (to, 0),
    });
    session.dispatch(Action::Seek(SimTime::from_secs(55)));
    for _ in 0..3 {
        session.dispatch(Action::StepForward);
    }
    session
}

fn link_of(session: &Session) -> String {
    encode_moment(session.scenario(), &session.recording())
}

fn open(link: &str) -> Session {
    let scenario = decode(link).expect("a design").scenario;
    let recording = decode_moment(link).expect("a moment").expect("a whole one");
    let mut session = Session::new(Scenario::default());
    session.dispatch(Action::OpenRecording(Box::new(scenario), Box::new(recording)));
    while session.is_replaying() {
        session.begin_frame(16_000);
        session.work(1_000);
        session.end_frame(16_000);
    }
    session
}

#[test]
fn a_moment_is_the_same_wherever_it_is_opened() {
    let sent = lively();
    let link = link_of(&sent);
    let opened = open(&link);
    assert_eq!(opened.scenario(), sent.scenario());
    assert_eq!(opened.now(), sent.now());
    assert_eq!(opened.events_total(), sent.events_total());
    assert_eq!(opened.trace_hash(), sent.trace_hash());
    assert_eq!(opened.selection(), sent.selection());
    assert_eq!(opened.flow(1_000), sent.flow(1_000));
    assert!(!opened.playback().playing);
    assert_eq!(link_of(&opened), link, "and the link to it is the same again");
}

#[test]
fn what_comes_after_the_moment_is_the_same_too() {
    let mut sent = lively();
    sent.dispatch(Action::Seek(SimTime::from_secs(35)));
    let mut opened = open(&link_of(&sent));
    assert_eq!(opened.trace_hash(), sent.trace_hash());
    assert!(opened.in_the_past(), "what was done later still lies ahead");
    for session in [&mut sent, &mut opened] {
        session.dispatch(Action::Seek(SimTime::from_secs(120)));
    }
    assert_eq!(opened.trace_hash(), sent.trace_hash());
}

#[test]
fn undo_brings_back_what_was_open_before_a_moment() {
    let mut session = Session::new(example());
    let link = link_of(&lively());
    let recording = decode_moment(&link).expect("a moment").expect("a whole one");
    let scenario = decode(&link).expect("a design").scenario;
    session.dispatch(Action::OpenRecording(Box::new(scenario), Box::new(recording)));
    session.dispatch(Action::Undo);
    assert_eq!(session.scenario(), &example());
}

#[test]
fn a_long_run_is_done_again_from_frame_to_frame_and_gives_way_to_the_person() {
    let mut sent = Session::new(designs::web_shop(50));
    sent.dispatch(Action::Seek(SimTime::from_secs(3_000)));
    let link = link_of(&sent);
    assert_eq!(open(&link).trace_hash(), sent.trace_hash());
    let mut session = Session::new(Scenario::default());
    let recording = decode_moment(&link).expect("a moment").expect("a whole one");
    let scenario = decode(&link).expect("a design").scenario;
    session.dispatch(Action::OpenRecording(Box::new(scenario), Box::new(recording)));
    assert!(session.is_replaying(), "{} steps", sent.recording().moment.steps);
    session.dispatch(Action::Seek(SimTime::from_secs(1)));
    assert!(!session.is_replaying());
    assert_eq!(session.now(), SimTime::from_secs(1));
}

#[test]
fn a_damaged_moment_leaves_the_design() {
    let sent = lively();
    let link = link_of(&sent);
    let plain = encode(sent.scenario());
    assert!(link.starts_with(&plain), "the design stands in front, as in any link");
    assert!(
        decode_moment(&plain).is_none(),
        "a link without a moment speaks of none"
    );
    let mark = link.find("&m=").expect("a moment") + 3;
    for cut in mark..link.len() {
        assert!(decode_moment(&link[..cut]).expect("a mark").is_err(), "cut at {cut}");
        assert_eq!(decode(&link[..cut]).expect("a design").scenario, *sent.scenario());
    }
    for index in mark..link.len() {
        let mut letters = link.clone().into_bytes();
        letters[index] = if letters[index] == b'A' { b'B' } else { b'A' };
        let damaged = String::from_utf8(letters).expect("letters");
        // Bits of the last letter that nothing reads may differ.
        if let Ok(read) = decode_moment(&damaged).expect("a mark") {
            assert_eq!(read.moment, sent.recording().moment, "changed at {index}");
        }
        assert!(decode(&damaged).expect("a design").dropped.is_empty());
    }
    let other = encode(&example());
    let wrong = format!("{other}{}", &link[mark - 3..]);
    assert!(
        decode_moment(&wrong).expect("a mark").is_err(),
        "a moment belongs to its design"
    );
}

/// Deeds that nobody could have done by hand: whatever they say, nothing panics and time goes on.
#[test]
fn hostile_deeds_do_no_harm() {
    let mut luck = Stream::new(7, 0, "deeds");
    for round in 0..60u64 {
        let mut sent = lively().recording();
        for (moment, deed) in &mut sent.deeds {
            moment.at = SimTime(luck.below(90_000_000));
            if let Deed::Edit(inputs) = deed {
                let id = NodeId(luck.below(6) as u32);
                inputs.push(Input::Remove(id));
                inputs.push(Input::Start(NodeId(luck.below(6) as u32)));
                inputs.push(Input::Configure(
                    id,
                    Settings::new(decouple::nodes::KINDS[round as usize % 3]),
                ));
            }
        }
        sent.moment.steps = luck.below(1 << 40);
        sent.moment.at = SimTime::from_secs(luck.below(100));
        let link = encode_moment(&example(), &sent);
        let Some(Ok(recording)) = decode_moment(&link) else {
            continue;
        };
        let mut session = Session::new(Scenario::default());
        session.dispatch(Action::OpenRecording(Box::new(example()), Box::new(recording)));
        for _ in 0..40 {
            session.begin_frame(16_000);
            session.work(5_000);
            session.end_frame(16_000);
        }
        session.dispatch(Action::Seek(SimTime::from_secs(90)));
    }
}

#[test]
fn speed_selection_and_view_travel() {
    let mut session = lively();
    session.dispatch(Action::SetRate(1_000));
    session.dispatch(Action::SelectAll);
    let gaze = Some(Gaze {
        x: -120,
        y: 340,
        zoom: 1_500,
    });
    let recording = Recording {
        gaze,
        ..session.recording()
    };
    let link = encode_moment(session.scenario(), &recording);
    let read = decode_moment(&link).expect("a moment").expect("a whole one");
    assert_eq!((read.rate, read.gaze), (1_000, gaze));
    assert_eq!(read.selection.0.len(), session.scenario().nodes.len());
}

#[test]
fn a_moment_of_fifty_nodes_and_twenty_deeds_stays_small() {
    let mut session = Session::new(designs::web_shop(50));
    for second in 0..20 {
        session.dispatch(Action::Seek(SimTime::from_secs(10 + second * 7)));
        if second % 2 == 0 {
            set(&mut session, "VisibilityTimeout", &(20 + second).to_string());
        } else {
            let queue = session.scenario().name(queue_of(&session)).to_string();
            session.dispatch(Action::Run(format!(
                "aws sqs send-message --queue-url {queue} --message-body {second}"
            )));
        }
    }
    assert_eq!(session.recording().deeds.len(), 20);
    let (plain, link) = (encode(session.scenario()).len(), link_of(&session).len());
    println!("50 nodes: {plain} characters; with 20 deeds and the moment: {link}");
    assert!(link - plain < 700, "{plain} and {link}");
    assert_eq!(open(&link_of(&session)).trace_hash(), session.trace_hash());
}

#[test]
fn a_page_for_looking_at_refuses_every_edit_but_what_is_allowed() {
    let allowed = |items: &[&str]| Allowed::of(&items.iter().map(ToString::to_string).collect::<Vec<String>>());
    let name = example().name(queue_of(&Session::new(example()))).to_string();
    let access = Access::View(allowed(&[&format!("{name}.VisibilityTimeout")]));
    let mut session = Session::new(example()).with_access(access);
    let before = session.scenario().clone();
    let hash = session.trace_hash();
    let queue = queue_of(&session);
    let edits = [
        Action::Add {
            kind: "sqs-standard",
            x: 0,
            y: 0,
        },
        Action::Connect {
            from: (NodeId(1), 0),
            to: (NodeId(2), 0),
        },
        Action::Edit {
            edit: Edit::Title("mine".into()),
            key: String::new(),
        },
        Action::Edit {
            edit: Edit::Move(vec![(queue, 8, 8)]),
            key: String::new(),
        },
        Action::SetField {
            node: queue,
            field: "DelaySeconds",
            text: "9".into(),
        },
        Action::ResetField {
            node: queue,
            field: "DelaySeconds",
        },
        Action::DeleteSelection,
        Action::DuplicateSelection,
        Action::Open(Box::default()),
        Action::Run(format!("aws sqs purge-queue --queue-url {name}")),
    ];
    session.dispatch(Action::SelectAll);
    for action in edits {
        session.dispatch(action.clone());
        assert_eq!(
            (session.scenario(), session.trace_hash()),
            (&before, hash),
            "{action:?}"
        );
        let notice = session.notices().last().expect("a word about it");
        assert!(
            notice.refusal && notice.text.contains("for looking at"),
            "{}",
            notice.text
        );
        session.dispatch(Action::Dismiss(notice.id));
    }
    session.dispatch(Action::Seek(SimTime::from_secs(9)));
    assert_eq!(session.now(), SimTime::from_secs(9), "time is free");
    set(&mut session, "VisibilityTimeout", "77");
    let value = session.scenario().nodes[&queue].settings.get("VisibilityTimeout");
    assert_ne!(value, before.nodes[&queue].settings.get("VisibilityTimeout"));
    session.dispatch(Action::Undo);
    assert_eq!(session.scenario(), &before);
    let rows = session.fields(queue);
    let open: Vec<&str> = rows
        .iter()
        .filter(|row| row.editable)
        .map(|row| row.spec.0.name)
        .collect();
    assert_eq!(open, ["VisibilityTimeout"]);
    assert!(matches!(value, Some(Value::Number(_))));

    let mut open_to_all = Session::new(example()).with_access(Access::View(allowed(&["*", "commands", "load"])));
    set(&mut open_to_all, "DelaySeconds", "3");
    assert_ne!(open_to_all.scenario(), &before);
    open_to_all.dispatch(Action::Open(Box::default()));
    assert!(open_to_all.scenario().nodes.is_empty());
}
