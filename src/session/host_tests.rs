//! What a page around this one may do, and what it is told.

use super::host::VERBS;
use super::*;
use crate::base::{SimTime, Stream};
use crate::scenario::Scenario;
use crate::scenario::examples::EXAMPLES;

fn session() -> Session {
    Session::new(Scenario::from_toml(EXAMPLES[0].toml).expect("an example"))
}

fn message(verb: &str) -> HostMessage {
    HostMessage {
        verb: verb.to_string(),
        ..HostMessage::default()
    }
}

fn act(session: &mut Session, message: &HostMessage) -> Result<Option<HostAnswer>, String> {
    match message.plan(session)? {
        HostStep::Do(action) => {
            session.dispatch(action);
            Ok(None)
        }
        HostStep::Tell(answer) => Ok(Some(answer)),
        HostStep::Subscribe | HostStep::Unsubscribe => Ok(None),
    }
}

#[test]
fn a_host_seeks_reads_and_changes() {
    let mut session = session();
    let seek = HostMessage {
        ms: 20_000.0,
        ..message("seek")
    };
    act(&mut session, &seek).expect("a possible seek");
    assert_eq!(session.host_state().ms, 20_000.0);
    let metrics = HostMessage {
        node: "orders".to_string(),
        ..message("metrics")
    };
    let Some(HostAnswer::Metrics(values)) = act(&mut session, &metrics).expect("metrics") else {
        panic!("no metrics");
    };
    // One a second, the first at once.
    assert_eq!(values["NumberOfMessagesSent"], 21);
    let events = HostMessage {
        from: 1.0,
        count: 5.0,
        ..message("events")
    };
    let Some(HostAnswer::Events(rows)) = act(&mut session, &events).expect("events") else {
        panic!("no events");
    };
    assert_eq!((rows.len(), rows[0].id), (5, 1.0));
    let set = HostMessage {
        node: "orders".to_string(),
        field: "VisibilityTimeout".to_string(),
        value: "5".to_string(),
        ..message("set")
    };
    act(&mut session, &set).expect("a possible value");
    let wrong = HostMessage {
        value: "a lot".to_string(),
        ..set
    };
    assert!(act(&mut session, &wrong).is_err_and(|why| why.contains("VisibilityTimeout")));
}

#[test]
fn a_host_of_a_page_for_looking_at_stays_within_what_is_allowed() {
    let mut session = session().with_access(Access::View(Allowed::of(&[])));
    let load = HostMessage {
        text: EXAMPLES[1].toml.to_string(),
        ..message("load")
    };
    assert!(act(&mut session, &load).is_err_and(|why| why.contains("for looking at")));
    let run = HostMessage {
        text: "aws sqs purge-queue --queue-url orders".to_string(),
        ..message("run")
    };
    assert!(act(&mut session, &run).is_err());
    assert!(act(&mut session, &message("play")).is_ok());
}

fn topic() -> Session {
    let text = "version = 1\n[nodes.topic]\nkind = \"sns-standard\"\nat = [0, 0]\n[nodes.orders]\nkind = \"sqs-standard\"\n\
                at = [320, 0]\n[nodes.bills]\nkind = \"sqs-standard\"\nat = [320, 200]\n[[wires]]\n\
                join = \"topic -> orders\"\n[[wires]]\njoin = \"topic -> bills\"\n";
    Session::new(Scenario::from_toml(text).unwrap_or_else(|problems| panic!("{problems:?}")))
}

fn raw(wire: &str) -> HostMessage {
    HostMessage {
        wire: wire.to_string(),
        field: "RawMessageDelivery".to_string(),
        value: "true".to_string(),
        ..message("set")
    }
}

#[test]
fn a_host_sets_what_a_wire_has() {
    let mut session = topic();
    let named = session.host_state().wires;
    assert_eq!(named.len(), 2);
    for name in &named {
        act(&mut session, &raw(name)).unwrap_or_else(|why| panic!("{name}: {why}"));
    }
    assert!(
        session
            .scenario()
            .wires
            .values()
            .all(|wire| wire.terms.flag("RawMessageDelivery"))
    );
    act(&mut session, &raw("topic->orders")).expect("the same with fewer spaces");
    let wrong = [
        (raw("topic -> nobody"), "nobody"),
        (raw("orders -> topic"), "There is no wire"),
        (raw("topic"), "with an arrow between"),
        (
            HostMessage {
                node: "topic".to_string(),
                ..raw("topic -> orders")
            },
            "not both",
        ),
        (
            HostMessage {
                field: "Delay".to_string(),
                ..raw("topic -> orders")
            },
            "no such setting",
        ),
        (
            HostMessage {
                value: "7".to_string(),
                ..raw("topic -> orders")
            },
            "can't be read",
        ),
    ];
    for (message, part) in wrong {
        let why = act(&mut session, &message).expect_err(part);
        assert!(why.contains(part), "{why}");
    }
}

#[test]
fn a_host_sets_of_a_wire_only_what_the_link_allows() {
    let allowed = |item: &str| Access::View(Allowed::of(&[item.to_string()]));
    for (item, may) in [
        ("topic.RawMessageDelivery", true),
        ("orders.*", true),
        ("*.RawMessageDelivery", true),
        ("bills.RawMessageDelivery", false),
        ("topic.FilterPolicy", false),
        ("commands", false),
    ] {
        let mut session = topic().with_access(allowed(item));
        assert_eq!(act(&mut session, &raw("topic -> orders")).is_ok(), may, "{item}");
    }
    let dead = HostMessage {
        field: "RedrivePolicy.deadLetterTargetArn".to_string(),
        value: "bills".to_string(),
        ..raw("topic -> orders")
    };
    let mut session = topic().with_access(allowed("orders.RedrivePolicy.deadLetterTargetArn"));
    act(&mut session, &dead).expect("names of settings may have dots");
}

#[test]
fn whatever_a_host_sends_nothing_panics_and_errors_are_sentences() {
    let mut luck = Stream::new(3, 0, "host");
    let numbers = [f64::NAN, f64::INFINITY, -1.0, 0.0, 1e300, 0.5, 3.0, 1e9, -0.0];
    let texts = [
        "",
        "orders",
        "\0",
        "#s=",
        "#s=AAAA&m=BB",
        "s=%",
        "[[[",
        "nodes = 3",
        "aws",
        "aws sqs",
        "ü→漢",
        "web -> orders",
        "->",
        "restart worker",
    ];
    let pick = |luck: &mut Stream, of: usize| luck.below(of as u64) as usize;
    let mut session = session();
    for _ in 0..3_000 {
        let number = |luck: &mut Stream| numbers[pick(luck, numbers.len())];
        let text = |luck: &mut Stream| texts[pick(luck, texts.len())].to_string();
        let verb = match pick(&mut luck, VERBS.len() + 1) {
            0 => text(&mut luck),
            index => VERBS[index - 1].to_string(),
        };
        let message = HostMessage {
            verb,
            text: text(&mut luck),
            ms: number(&mut luck),
            rate: number(&mut luck),
            node: text(&mut luck),
            wire: text(&mut luck),
            field: text(&mut luck),
            value: text(&mut luck),
            from: number(&mut luck),
            count: number(&mut luck),
        };
        if let Err(why) = act(&mut session, &message) {
            assert!(why.ends_with(['.', ')', '"', '\'']) || why.contains(' '), "{why}");
        }
        // What is far away is left there; the next message begins near the start again.
        session = session_near(session);
    }
}

fn session_near(session: Session) -> Session {
    if session.now() > SimTime::from_secs(60) || session.scenario().nodes.is_empty() {
        self::session()
    } else {
        session
    }
}
