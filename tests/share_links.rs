//! Links: small, exact, kept for ever, and harmless whoever made them.

use decouple::base::{SimTime, Stream};
use decouple::scenario::{Edit, Fact, Scenario, Step};
use decouple::share::{ENGINE, LinkError, MAX_BODY, MAX_TEXT, decode, encode};

mod designs;
mod random;

use designs::web_shop;
use random::{add, node, random};

/// A link of every version that was ever published, with the file of the document that it holds. Never changed; a new
/// version adds a line.
const GOLDEN: &[(&str, &str)] = &[
    (include_str!("golden/link-1.txt"), include_str!("golden/link-1.toml")),
    (
        include_str!("golden/link-1-queues.txt"),
        include_str!("golden/link-1-queues.toml"),
    ),
    (
        include_str!("golden/link-2-drawing.txt"),
        include_str!("golden/link-2-drawing.toml"),
    ),
    (
        include_str!("golden/link-3-settings.txt"),
        include_str!("golden/link-3-settings.toml"),
    ),
];

#[test]
fn a_link_of_version_1_knows_no_notes_whatever_its_flags_say() {
    use base64::Engine;
    let coder = base64::engine::general_purpose::URL_SAFE_NO_PAD;
    // Two columns; in the first: engine 1, the flag of notes, no nodes, no wires.
    let body = [5, 1, 0x80, 0x08, 0, 0];
    let head = |version: u8| coder.encode([&[version << 1, 0, 0], &body[..]].concat());
    let end = "The link ends too early: what came after this point is missing.";
    let opened = |version: u8| decode(&head(version)).expect("a link").dropped;
    assert!(opened(2).iter().any(|text| text == end));
    assert!(!opened(1).iter().any(|text| text == end));
}

#[test]
fn a_wire_without_settings_costs_what_it_did_before_there_were_any() {
    for (link, file) in &GOLDEN[..3] {
        let doc = Scenario::from_toml(file).expect("a valid file");
        assert_eq!(encode(&doc).len(), link.trim().len(), "{link}");
    }
}

#[test]
fn a_link_opens_as_exactly_what_was_shared() {
    for seed in 0..400 {
        let doc = random(seed);
        let decoded = decode(&encode(&doc)).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        assert_eq!(decoded.dropped, Vec::<String>::new(), "seed {seed}");
        assert_eq!(decoded.scenario, doc, "seed {seed}");
        assert_eq!(decoded.engine, ENGINE);
    }
}

#[test]
fn a_file_says_exactly_what_was_drawn() {
    for seed in 0..400 {
        let mut doc = random(seed);
        // A check of a refusal belongs to a step; a file says so.
        let times: Vec<SimTime> = doc.steps.iter().map(|step| step.at).collect();
        doc.checks
            .retain(|check| !matches!(check.fact, Fact::Refused(_)) || times.contains(&check.at));
        let read = Scenario::from_toml(&doc.to_toml());
        assert_eq!(read.as_ref(), Ok(&doc), "seed {seed}\n{}", doc.to_toml());
    }
}

#[test]
fn ten_nodes_fit_in_three_hundred_characters() {
    let doc = web_shop(10);
    assert_eq!(doc.nodes.len(), 10);
    let link = encode(&doc);
    assert!(link.len() <= 300, "{} characters", link.len());
    assert_eq!(decode(&link).map(|decoded| decoded.scenario), Ok(doc));
}

#[test]
fn fifty_nodes_fit_in_1444_characters() {
    let doc = web_shop(50);
    assert_eq!(doc.nodes.len(), 50);
    let link = encode(&doc);
    assert!(link.len() <= 1_444, "{} characters", link.len());
    assert_eq!(decode(&link).map(|decoded| decoded.scenario), Ok(doc));
}

#[test]
fn a_small_wire_costs_two_bytes_and_a_default_name_nothing() {
    let mut doc = Scenario::default();
    let before = encode(&doc).len();
    let web = node(&mut doc, "producer", None, (16, 16));
    let queue = node(&mut doc, "sqs-standard", None, (304, 16));
    let wire = doc.connect((web, 0), (queue, 0)).expect("a possible wire");
    add(&mut doc, wire);
    // Two nodes of three bytes and a wire of two are eight bytes: eleven characters.
    assert!(
        encode(&doc).len() <= before + 11,
        "{} after {before}",
        encode(&doc).len()
    );
}

#[test]
fn links_of_every_version_are_still_read() {
    for (link, file) in GOLDEN {
        let decoded = decode(link.trim()).expect("a readable link");
        assert_eq!(decoded.dropped, Vec::<String>::new());
        assert_eq!(Ok(decoded.scenario), Scenario::from_toml(file));
    }
}

#[test]
fn the_address_around_a_link_and_line_breaks_in_it_do_not_matter() {
    let doc = web_shop(10);
    let link = encode(&doc);
    let (first, second) = link.split_at(100);
    for text in [
        format!("https://example.org/play/{link}"),
        link.trim_start_matches("#s=").to_string(),
        link.trim_start_matches('#').to_string(),
        format!("{first}\r\n  {second}\n"),
    ] {
        assert_eq!(
            decode(&text).map(|decoded| (decoded.scenario, decoded.dropped)),
            Ok((doc.clone(), Vec::new()))
        );
    }
}

#[test]
fn what_is_no_link_says_so() {
    for (text, error) in [
        ("", LinkError::NoLink),
        ("#s=", LinkError::NoLink),
        ("#s=A", LinkError::Damaged),
        ("#s=AAAA", LinkError::Damaged),
        ("#s=____", LinkError::Newer(127)),
        ("ü", LinkError::Damaged),
    ] {
        assert_eq!(decode(text), Err(error), "{text}");
    }
    assert_eq!(decode(&"A".repeat(MAX_TEXT + 1)), Err(LinkError::TooLong));
}

#[test]
fn a_link_that_was_cut_opens_as_far_as_it_goes() {
    let doc = web_shop(50);
    let link = encode(&doc);
    let mut most = 0;
    for length in (20..link.len()).step_by(7) {
        let Ok(decoded) = decode(&link[..length]) else {
            continue;
        };
        assert!(!decoded.dropped.is_empty(), "a cut at {length} is said");
        most = most.max(decoded.scenario.nodes.len());
    }
    assert!(most >= 40, "{most} nodes of a link that lost its last characters");
}

#[test]
fn a_damaged_link_never_panics_and_what_opens_is_sound() {
    let links: Vec<String> = (0..20)
        .map(|seed| encode(&random(seed)))
        .chain([encode(&web_shop(50))])
        .collect();
    let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_#= ";
    for seed in 0..3_000 {
        let mut luck = Stream::new(seed, 1, "damage");
        let mut link = links[luck.below(links.len() as u64) as usize].clone().into_bytes();
        for _ in 0..=luck.below(4) {
            let at = luck.below(link.len() as u64) as usize;
            let letter = letters[luck.below(letters.len() as u64) as usize];
            match luck.below(4) {
                0 => link.truncate(at.max(4)),
                1 => link.insert(at, letter),
                2 => drop(link.remove(at)),
                _ => link[at] = letter,
            }
        }
        let text = String::from_utf8(link).expect("ASCII stays ASCII");
        if let Ok(decoded) = decode(&text) {
            sound(&decoded.scenario);
        }
    }
}

#[test]
fn made_up_bytes_never_panic() {
    use base64::Engine;
    let coder = base64::engine::general_purpose::URL_SAFE_NO_PAD;
    for seed in 0..3_000 {
        let mut luck = Stream::new(seed, 2, "noise");
        // Version 3, not deflated, any checksum: so that the noise reaches the reader of documents.
        let mut bytes = vec![6, 0, 0];
        let bits = luck.below(8) + 1;
        bytes.extend((0..luck.below(400)).map(|_| luck.below(1 << bits) as u8));
        if let Ok(decoded) = decode(&coder.encode(bytes)) {
            sound(&decoded.scenario);
        }
    }
}

/// What came out of a link can be shared, saved and run like any document.
fn sound(doc: &Scenario) {
    assert!(doc.nodes.len() <= Scenario::MAX_NODES && doc.wires.len() <= Scenario::MAX_WIRES);
    let again = decode(&encode(doc)).expect("a document can be shared");
    assert_eq!((&again.scenario, again.dropped), (doc, Vec::new()));
    assert_eq!(doc.world().nodes().count(), doc.nodes.len());
}

#[test]
fn a_link_that_swells_is_cut_off() {
    let mut doc = Scenario::default();
    for index in 0..200 {
        let run = "fail worker ".repeat(Scenario::MAX_RUN / 12);
        add(
            &mut doc,
            Edit::AddStep(
                index,
                Step {
                    at: SimTime::ZERO,
                    run: run.into(),
                },
            ),
        );
    }
    let link = encode(&doc);
    assert!(
        link.len() > MAX_TEXT
            || decode(&link).is_ok_and(|decoded| {
                let bytes: usize = decoded.scenario.steps.iter().map(|step| step.run.len()).sum();
                bytes <= MAX_BODY && !decoded.dropped.is_empty()
            })
    );
}
