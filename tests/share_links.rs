//! Links: small, exact, kept for ever, and harmless whoever made them.

use decouple::base::{MessageId, NodeId, Ratio, SimDuration, SimTime, Stream};
use decouple::nodes::KINDS;
use decouple::scenario::{
    Area, AreaKind, Check, Condition, Course, EVENTS, Edit, Fact, NodeDoc, Paper, Scenario, Step, Sticky, WireLook,
    apply, sole_ports,
};
use decouple::share::{ENGINE, LinkError, MAX_BODY, MAX_TEXT, decode, encode};
use decouple::sim::{Fate, FieldSpec, FieldType, Settings, Value};

mod designs;

use designs::web_shop;

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

fn add(doc: &mut Scenario, edit: Edit) {
    apply(doc, edit).expect("a possible change");
}

fn node(doc: &mut Scenario, kind: &str, name: Option<&str>, at: (i32, i32)) -> NodeId {
    let spec = decouple::nodes::kind(kind).expect("a known kind");
    let id = doc.next_node();
    let name = name.map_or_else(|| doc.auto_name(spec), Into::into);
    add(
        doc,
        Edit::AddNode(
            id,
            NodeDoc {
                name,
                x: at.0,
                y: at.1,
                settings: Settings::new(spec),
            },
        ),
    );
    id
}

/// A value of a field's type, drawn from its whole range.
fn value(field: &FieldSpec, doc: &Scenario, luck: &mut Stream) -> Value {
    match field.ty {
        FieldType::Number { min, max, .. } => {
            let span = max.abs_diff(min).saturating_add(1);
            Value::Number(min.saturating_add_unsigned(luck.below(span)))
        }
        FieldType::Bool => Value::Bool(luck.below(2) == 1),
        FieldType::Choice(choices) => Value::Choice(luck.below(choices.len() as u64) as u16),
        FieldType::Text { max, .. } => {
            let length = luck.below(u64::from(max.min(40)) + 1);
            let letters: Vec<char> = "ab{}\"'\\\n\0\u{1}ü→ 漢".chars().collect();
            let text: String = (0..length)
                .map(|_| letters[luck.below(letters.len() as u64) as usize])
                .collect();
            Value::Text(text.into())
        }
        FieldType::Node(kinds) => {
            let fits = |(id, node): (&NodeId, &NodeDoc)| kinds.contains(&node.settings.spec().kind).then_some(*id);
            let fitting: Vec<NodeId> = doc.nodes.iter().filter_map(fits).collect();
            Value::Node(fitting.get(luck.below(fitting.len() as u64 + 1) as usize).copied())
        }
    }
}

/// A document drawn from everything that a document can be.
fn random(seed: u64) -> Scenario {
    let mut luck = Stream::new(seed, 0, "document");
    let mut doc = Scenario {
        seed: luck.next_u64() >> (seed % 64),
        ..Scenario::default()
    };
    for index in 0..luck.below(30) {
        let spec = KINDS[luck.below(KINDS.len() as u64) as usize];
        let name = format!(
            "{}-{index}{}",
            ["orders", "x", "Aa_9"][luck.below(3) as usize],
            spec.name_suffix
        );
        let name = (luck.below(3) > 0).then_some(name);
        let place = |luck: &mut Stream| luck.below(4_000) as i32 - 2_000;
        let at = (place(&mut luck), place(&mut luck));
        node(&mut doc, spec.kind, name.as_deref(), at);
    }
    let ids: Vec<NodeId> = doc.nodes.keys().copied().collect();
    for id in &ids {
        for field in doc.nodes[id].settings.spec().fields {
            if luck.below(4) == 0 {
                let value = value(field, &doc, &mut luck);
                let set = Edit::Set {
                    node: *id,
                    field: field.name.into(),
                    value,
                };
                // A node can't refer to itself: that draw is passed over.
                let _ = apply(&mut doc, set);
            }
        }
    }
    wires(&mut doc, &ids, &mut luck);
    plan(&mut doc, &ids, &mut luck);
    // Some numbers are skipped.
    for id in ids.iter().filter(|_| luck.below(8) == 0) {
        add(&mut doc, Edit::RemoveNodes(vec![*id]));
    }
    doc
}

fn wires(doc: &mut Scenario, ids: &[NodeId], luck: &mut Stream) {
    for from in ids {
        for to in ids {
            let Some((out, into)) = sole_ports(doc, *from, *to).filter(|_| luck.below(3) == 0) else {
                continue;
            };
            let Ok(Edit::AddWire(id, mut wire)) = doc.connect((*from, out), (*to, into)) else {
                continue;
            };
            if luck.below(3) == 0 {
                let bits = luck.below(40);
                wire.latency = SimDuration(luck.below(1 << bits));
                wire.jitter = SimDuration::from_millis(luck.below(100));
                wire.loss = Ratio(luck.below(1_000_001) as u32);
                wire.on = luck.below(2) == 0;
            }
            let fields = wire.terms.spec().fields;
            add(doc, Edit::AddWire(id, wire));
            for field in fields {
                if luck.below(3) > 0 {
                    continue;
                }
                let value = value(field, doc, luck);
                let field = field.name.into();
                // What the ends refuse is passed over.
                let _ = apply(doc, Edit::SetTerm { wire: id, field, value });
            }
        }
    }
}

fn plan(doc: &mut Scenario, ids: &[NodeId], luck: &mut Stream) {
    if luck.below(2) == 0 {
        add(doc, Edit::Title("A title: ü\0\u{1}".into()));
        add(doc, Edit::About("Several\nlines.".repeat(luck.below(20) as usize)));
        add(doc, Edit::Rate(1 + luck.below(1_000_000) as u32));
        add(doc, Edit::Until(Some(SimTime(luck.next_u64() >> 20))));
        add(
            doc,
            Edit::Distances(SimDuration(luck.below(1_000_000)), SimDuration::ZERO),
        );
    }
    for id in 1..=luck.below(4) as u32 {
        let side = |luck: &mut Stream| 16 + luck.below(100) as i32 * 8;
        let kind = AreaKind::ALL[luck.below(3) as usize];
        let (x, y, w, h) = (side(luck) - 400, side(luck), side(luck), side(luck));
        add(
            doc,
            Edit::AddArea(
                id * 3,
                Area {
                    name: format!("zone {id}").into(),
                    kind,
                    x,
                    y,
                    w,
                    h,
                },
            ),
        );
    }
    drawing(doc, luck);
    for index in 0..luck.below(5) as usize {
        let at = SimTime(luck.below(10_000_000_000));
        add(
            doc,
            Edit::AddStep(
                index,
                Step {
                    at,
                    run: format!("fail worker-{index}").into(),
                },
            ),
        );
    }
    for index in 0..luck.below(8) as usize {
        let is = Condition::Between(-5, luck.below(1_000) as i64);
        let nodes: Vec<NodeId> = ids.iter().copied().filter(|_| luck.below(4) == 0).collect();
        let fact = match luck.below(4) {
            0 => Fact::Fate {
                fate: Fate::ALL[luck.below(7) as usize],
                is,
            },
            1 => Fact::Made(Condition::Not(-1)),
            2 => {
                let event = EVENTS[luck.below(EVENTS.len() as u64) as usize];
                Fact::Event {
                    event,
                    nodes,
                    message: Some(MessageId(luck.below(9) + 1)),
                    is,
                }
            }
            _ => Fact::Refused("OverLimit".into()),
        };
        add(
            doc,
            Edit::AddCheck(
                index,
                Check {
                    at: SimTime(luck.below(1 << 40)),
                    fact,
                    why: "why".into(),
                },
            ),
        );
    }
}

/// Notes, and looks of wires.
fn drawing(doc: &mut Scenario, luck: &mut Stream) {
    for id in 1..=luck.below(4) as u32 {
        let side = |luck: &mut Stream| 80 + luck.below(100) as i32 * 8;
        let colour = Paper::ALL[luck.below(5) as usize];
        let (x, y, w, h) = (side(luck) - 400, side(luck), side(luck), side(luck));
        let text = "ü\nA line.\0".repeat(luck.below(4) as usize).into();
        let note = Sticky {
            text,
            colour,
            x,
            y,
            w,
            h,
        };
        add(doc, Edit::AddNote(id * 2, note));
    }
    let wires: Vec<_> = doc.wires.keys().copied().filter(|_| luck.below(3) == 0).collect();
    for id in wires {
        let look = WireLook {
            label: ["", "orders ü"][luck.below(2) as usize].into(),
            course: Course::ALL[luck.below(3) as usize],
            dashed: luck.below(2) == 0,
        };
        add(doc, Edit::Look(id, look));
    }
}

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
