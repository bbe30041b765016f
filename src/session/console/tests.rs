//! The console as a person uses it.

use super::super::{Action, Session};
use super::{Console, Outcome};
use crate::api::Output;
use crate::base::SimTime;
use crate::scenario::{Edit, Scenario};

fn typed(session: &mut Session, text: &str) -> Outcome {
    session.dispatch(Action::Type(text.into()));
    session.console().entries().last().expect("an entry").outcome.clone()
}

/// A queue that nobody sends to.
fn quiet() -> Session {
    let mut session = Session::new(Scenario::default());
    typed(&mut session, "add sqs-standard orders");
    session
}

fn lines(session: &Session) -> Vec<(String, bool)> {
    session
        .console()
        .entries()
        .map(|entry| (entry.line.clone(), entry.by_hand))
        .collect()
}

#[test]
fn answers_are_printed_as_asked_and_refusals_in_the_words_of_aws() {
    let mut session = quiet();
    let asked = "aws sqs get-queue-attributes --queue-url orders --attribute-names DelaySeconds";
    let Outcome::Done(json) = typed(&mut session, asked) else {
        panic!("refused")
    };
    assert!(json.starts_with("{\n    \"Attributes\""), "{json}");
    session.dispatch(Action::SetOutput(Output::Table));
    let Outcome::Done(table) = typed(&mut session, asked) else {
        panic!("refused")
    };
    assert!(table.starts_with("+--"), "{table}");
    let Outcome::Done(text) = typed(&mut session, &format!("{asked} --output text")) else {
        panic!("refused")
    };
    assert!(text.starts_with("ATTRIBUTES"), "{text}");
    let Outcome::Refused(error) = typed(&mut session, "aws sqs purge-queue --queue-url nope") else {
        panic!("done")
    };
    assert!(error.starts_with("An error occurred ("), "{error}");
    assert!(error.contains("when calling the PurgeQueue operation"), "{error}");
    assert!(session.notices().is_empty(), "the console says it below the line");
}

#[test]
fn a_long_poll_shows_its_answer_when_it_comes_and_leaves_the_run_as_it_is() {
    let mut session = quiet();
    let poll = "aws sqs receive-message --queue-url orders --wait-time-seconds 20";
    assert_eq!(typed(&mut session, poll), Outcome::Waiting);
    session.dispatch(Action::Seek(SimTime::from_secs(5)));
    let entry = |session: &Session| session.console().entries().nth(1).expect("the poll").clone();
    assert_eq!(entry(&session).outcome, Outcome::Waiting);
    typed(
        &mut session,
        "aws sqs send-message --queue-url orders --message-body hello",
    );
    session.dispatch(Action::Seek(SimTime::from_secs(6)));
    let Outcome::Done(text) = entry(&session).outcome else {
        panic!("{:?}", entry(&session))
    };
    assert!(text.contains("\"Body\": \"hello\""), "{text}");
    assert!(entry(&session).answered.is_some_and(|at| at >= SimTime::from_secs(5)));
    let hash = session.trace_hash();
    session.dispatch(Action::Seek(SimTime::ZERO));
    session.dispatch(Action::Seek(SimTime::from_secs(6)));
    assert_eq!(session.trace_hash(), hash);
}

#[test]
fn a_long_poll_of_a_run_that_went_another_way_ends() {
    let mut session = quiet();
    session.dispatch(Action::Seek(SimTime::from_secs(3)));
    assert_eq!(
        typed(
            &mut session,
            "aws sqs receive-message --queue-url orders --wait-time-seconds 20"
        ),
        Outcome::Waiting
    );
    session.dispatch(Action::Restart);
    session.dispatch(Action::Seek(SimTime::from_secs(4)));
    assert!(
        session
            .console()
            .entries()
            .all(|entry| entry.outcome != Outcome::Waiting)
    );
}

#[test]
fn what_is_done_by_hand_shows_the_command_that_it_stands_for() {
    let mut session = quiet();
    session.dispatch(Action::Seek(SimTime::from_secs(1)));
    let orders = session.scenario().find("orders").expect("a queue");
    for text in ["40", "45"] {
        session.dispatch(Action::SetField {
            node: orders,
            field: "VisibilityTimeout",
            text: text.into(),
        });
    }
    session.dispatch(Action::Add {
        kind: "worker",
        x: 0,
        y: 0,
    });
    session.dispatch(Action::Edit {
        edit: Edit::Move(vec![(orders, 1, 2)]),
        key: "move".into(),
    });
    session.dispatch(Action::Run("fail worker".into()));
    session.dispatch(Action::Undo);
    let all = lines(&session);
    assert_eq!(all[0], ("add sqs-standard orders".to_string(), false));
    assert_eq!(all[1], ("set orders VisibilityTimeout=45".to_string(), true));
    assert!(all[2].0.starts_with("add worker worker") && all[2].1, "{all:?}");
    assert_eq!(all[3], ("fail worker".to_string(), true));
}

#[test]
fn lines_pasted_together_run_one_by_one_without_comments() {
    let mut session = quiet();
    typed(
        &mut session,
        "# first\nadd worker billing\n\nconnect orders \\\n  billing\n",
    );
    let all: Vec<String> = lines(&session).into_iter().map(|(line, _)| line).collect();
    assert_eq!(
        all[1..],
        [
            "add worker billing".to_string(),
            "connect orders    billing".to_string()
        ]
    );
    assert_eq!(session.scenario().wires.len(), 1);
}

#[test]
fn help_and_clear_change_nothing_of_the_run() {
    let mut session = quiet();
    let hash = session.trace_hash();
    assert!(matches!(typed(&mut session, "help"), Outcome::Done(text) if text.contains("aws sqs")));
    session.dispatch(Action::Type("clear".into()));
    assert_eq!(session.console().entries().len(), 0);
    assert_eq!(session.trace_hash(), hash);
}

#[test]
fn words_are_completed_from_where_they_begin() {
    let session = quiet();
    assert_eq!(session.completion("he", 2).1, ["heal", "help"]);
    let line = "aws sqs send-message --queue-url or";
    assert_eq!(session.completion(line, line.len()), (33, vec!["orders".to_string()]));
}

#[test]
fn the_transcript_is_bounded() {
    let mut session = quiet();
    for _ in 0..Console::MOST + 5 {
        session.dispatch(Action::Type("help clear".into()));
    }
    assert_eq!(session.console().entries().len(), Console::MOST);
}

#[test]
fn a_script_has_the_calls_and_everything_else_as_comments() {
    let mut session = quiet();
    session.dispatch(Action::Seek(SimTime::from_secs(2)));
    typed(&mut session, "aws sqs purge-queue --queue-url orders");
    typed(&mut session, "help");
    let script = session.script();
    assert!(script.starts_with("#!/bin/bash\n"), "{script}");
    assert!(
        script.contains("\n# at 0:00:02.000\naws sqs purge-queue --queue-url orders\n"),
        "{script}"
    );
    assert!(script.contains("# decouple: add sqs-standard orders\n"), "{script}");
    assert!(!script.contains("help"), "{script}");
    let only: Vec<&str> = script
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .collect();
    assert_eq!(only, ["aws sqs purge-queue --queue-url orders"]);
}
