//! Every scenario file is a test: it is valid, its claims hold, and it runs the same twice.

use decouple::scenario::examples::EXAMPLES;
use decouple::scenario::{Scenario, verdict};
use decouple::scene::{Board, card_shape};
use decouple::session::{Action, Session};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Every file of the folder with its name.
fn files() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("static/scenarios");
    let paths = fs::read_dir(folder)
        .expect("a readable folder")
        .flatten()
        .map(|entry| entry.path());
    let mut files: Vec<(String, String)> = paths
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .map(|path| {
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            (name, fs::read_to_string(&path).expect("a readable file"))
        })
        .collect();
    files.sort();
    files
}

fn read(name: &str, text: &str) -> Result<Scenario, String> {
    Scenario::from_toml(text).map_err(|problems| {
        let lines: Vec<String> = problems
            .iter()
            .map(|problem| format!("{name}.toml: {problem}"))
            .collect();
        lines.join("\n")
    })
}

#[test]
fn every_file_is_valid_and_reads_back_as_it_was_written() {
    let mut wrong = Vec::new();
    for (name, text) in files() {
        match read(&name, &text) {
            Ok(doc) => assert_eq!(read(&name, &doc.to_toml()), Ok(doc)),
            Err(problems) => wrong.push(problems),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_claim_of_every_file_holds_and_a_second_run_is_the_same() {
    let mut wrong = Vec::new();
    for (name, text) in files() {
        let Ok(doc) = read(&name, &text) else {
            wrong.push(format!("{name}.toml can't be read"));
            continue;
        };
        assert!(!doc.checks.is_empty(), "{name}.toml claims nothing");
        let first = verdict(&doc);
        wrong.extend(first.failures.iter().map(|failure| format!("{name}.toml {failure}")));
        let second = verdict(&doc);
        assert_eq!(
            (first.hash, first.events),
            (second.hash, second.events),
            "{name}.toml runs the same twice"
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_is_an_example_of_the_page() {
    let files: BTreeSet<String> = files().into_iter().map(|(name, _)| name).collect();
    let examples: BTreeSet<String> = EXAMPLES.iter().map(|example| example.slug.to_string()).collect();
    assert_eq!(files, examples);
}

#[test]
fn no_card_of_an_example_lies_over_another() {
    let mut wrong = Vec::new();
    for (name, text) in files() {
        let doc = read(&name, &text).unwrap_or_else(|problems| panic!("{problems}"));
        let mut session = Session::new(doc);
        session.dispatch(Action::SetRate(2_000));
        session.dispatch(Action::Play);
        for _ in 0..30 {
            session.begin_frame(16_667);
            while session.work(2_000) {}
            session.end_frame(16_667);
        }
        let shape = |id| card_shape(session.node_view(id).and_then(|view| view.card).as_ref());
        let board = Board::new(session.scenario(), shape);
        let cards: Vec<_> = board.nodes().collect();
        for (index, card) in cards.iter().enumerate() {
            let over = cards[..index].iter().filter(|other| other.rect.touches(card.rect));
            wrong.extend(over.map(|other| {
                let names = [other.id, card.id].map(|id| session.name_of(id));
                format!("{name}.toml: {} lies over {}", names[1], names[0])
            }));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_example_fits_in_a_link() {
    for (name, text) in files() {
        let doc = read(&name, &text).unwrap_or_else(|problems| panic!("{problems}"));
        let decoded = decouple::share::decode(&decouple::share::encode(&doc)).expect("a link");
        assert_eq!((decoded.scenario, decoded.dropped), (doc, Vec::new()), "{name}");
    }
}
