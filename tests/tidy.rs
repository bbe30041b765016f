//! The house rules that a compiler does not know: which room may use which, that rules in code are rules in a table, that
//! no test is skipped, no file too long, no style unused and nothing is left for later.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each room with the rooms it may use. `session` and what stands above it may use everything below.
const ROOMS: &[(&str, &[&str])] = &[
    ("base", &[]),
    ("sim", &["base"]),
    ("nodes", &["base", "sim"]),
    ("api", &["base", "sim", "nodes"]),
    ("scenario", &["base", "sim", "nodes", "api"]),
    ("share", &["base", "sim", "nodes", "api", "scenario"]),
    ("session", &["base", "sim", "nodes", "api", "scenario", "share"]),
    ("geometry", &["base", "sim", "session"]),
    ("scene", &["base", "sim", "geometry", "scenario", "session"]),
    ("export", &["base", "sim", "geometry", "scenario", "scene", "session"]),
    ("platform", &["base", "geometry", "scene"]),
    (
        "ui",
        &[
            "api", "base", "export", "geometry", "nodes", "platform", "scenario", "scene", "session", "share", "sim",
        ],
    ),
];

fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a readable folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).expect("a readable file")
}

fn is_test(path: &Path) -> bool {
    let name = path.to_string_lossy();
    name.ends_with("tests.rs") || name.contains("/tests/")
}

/// The code of a file without its comments and its inline tests.
fn code(path: &Path) -> String {
    let text = text(path);
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn rooms_use_only_what_the_map_allows() {
    let mut wrong = Vec::new();
    for (room, allowed) in ROOMS {
        for path in files(&format!("src/{room}"), ".rs") {
            let code = code(&path);
            for (index, _) in code.match_indices("crate::") {
                let used: String = code[index + 7..]
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .collect();
                let known = ROOMS.iter().any(|(name, _)| *name == used);
                if known && used != *room && !allowed.contains(&used.as_str()) {
                    wrong.push(format!("{} uses {used}, which {room} must not", path.display()));
                }
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn one_kind_of_node_never_uses_another() {
    let kinds: Vec<String> = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/nodes"))
        .expect("the folder of kinds")
        .flatten()
        // A folder with a description is a kind; the others are what kinds share.
        .filter(|entry| entry.path().join("spec.rs").is_file())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    assert!(kinds.len() >= 3, "{kinds:?}");
    for kind in &kinds {
        for path in files(&format!("src/nodes/{kind}"), ".rs")
            .iter()
            .filter(|path| !is_test(path))
        {
            for other in kinds.iter().filter(|other| *other != kind) {
                let used = [
                    format!("nodes::{other}"),
                    format!("super::{other}::"),
                    format!("super::super::{other}"),
                ];
                assert!(
                    !used.iter().any(|name| code(path).contains(name)),
                    "{} uses {other}",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn only_the_browser_rooms_know_a_browser() {
    for (room, _) in ROOMS.iter().filter(|(room, _)| !["platform", "ui"].contains(room)) {
        for path in files(&format!("src/{room}"), ".rs") {
            for word in ["web_sys", "js_sys", "wasm_bindgen::", "gloo_", "yew::"] {
                assert!(!code(&path).contains(word), "{} uses {word}", path.display());
            }
        }
    }
}

#[test]
fn time_order_and_chance_have_no_floats() {
    for room in ["base", "sim", "nodes"] {
        for path in files(&format!("src/{room}"), ".rs")
            .iter()
            .filter(|path| !is_test(path))
        {
            for word in ["f32", "f64"] {
                assert!(!code(path).contains(word), "{} uses {word}", path.display());
            }
        }
    }
}

/// Ids such as SQS-017 in a text.
fn rule_ids(text: &str) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for (index, _) in text.match_indices('-') {
        let digits: String = text[index + 1..].chars().take(3).collect();
        let letters: String = text[..index]
            .chars()
            .rev()
            .take_while(char::is_ascii_uppercase)
            .collect::<String>()
            .chars()
            .rev()
            .collect();
        let after = text[index + 1..].chars().nth(3);
        if digits.len() == 3
            && digits.bytes().all(|b| b.is_ascii_digit())
            && ["SQS", "PAT", "SNS", "LAM", "EVB", "END", "CWA"].contains(&letters.as_str())
            && after.is_none_or(|c| !c.is_alphanumeric())
        {
            ids.insert(format!("{letters}-{digits}"));
        }
    }
    ids
}

#[test]
fn every_rule_of_a_table_is_named_by_a_test_or_explained() {
    let mut tested = BTreeSet::new();
    for path in files("src", ".rs").into_iter().filter(|path| is_test(path)) {
        tested.extend(rule_ids(&text(&path)));
    }
    for folder in ["tests", "static/scenarios"] {
        for ending in [".rs", ".toml"] {
            files(folder, ending)
                .iter()
                .for_each(|path| tested.extend(rule_ids(&text(path))));
        }
    }
    let mut missing = Vec::new();
    for spec in decouple::nodes::KINDS {
        for rule in spec.rules {
            let explained = spec.fidelity.iter().any(|fidelity| fidelity.rule.contains(rule.id));
            if !tested.contains(rule.id) && !explained {
                missing.push(rule.id);
            }
        }
    }
    assert_eq!(missing, Vec::<&str>::new());
}

#[test]
fn rule_sentences_and_sources_are_there() {
    for spec in decouple::nodes::KINDS {
        for rule in spec.rules {
            assert!(
                rule.sentence.ends_with(['.', '!', ')']) && rule.sentence.len() > 20,
                "{}: {}",
                rule.id,
                rule.sentence
            );
            assert!(!rule.source.is_empty(), "{} has no source", rule.id);
        }
    }
}

#[test]
fn nothing_is_skipped_or_left_for_later() {
    let later = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("todo", "!("),
        concat!("unimplemented", "!("),
    ];
    for path in files("src", ".rs").into_iter().chain(files("tests", ".rs")) {
        let text = text(&path);
        for word in later
            .iter()
            .chain(&[concat!("#[", "ignore"), concat!("thread::", "sleep")])
        {
            assert!(!text.contains(word), "{} has {word}", path.display());
        }
    }
}

/// What is longer is about more than one thing.
const LINES: usize = 400;

#[test]
fn no_file_is_too_long_to_read_at_once() {
    let mut long = Vec::new();
    for path in files("src", ".rs").into_iter().chain(files("tests", ".rs")) {
        let lines = text(&path).lines().count();
        if lines > LINES {
            long.push(format!("{} has {lines} lines", path.display()));
        }
    }
    assert_eq!(long, Vec::<String>::new());
}

/// The names of classes in the selectors of a style sheet.
fn classes(styles: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    // What stands before a brace is a selector; what stands in it is not.
    for selector in styles
        .split('}')
        .filter_map(|rule| rule.rsplit_once('{').map(|(before, _)| before))
    {
        let selector = selector.rsplit("*/").next().unwrap_or_default();
        for part in selector.split('.').skip(1) {
            let name: String = part
                .chars()
                .take_while(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
                .collect();
            if name.starts_with(char::is_alphabetic) {
                names.insert(name);
            }
        }
    }
    names
}

#[test]
fn every_class_of_the_styles_is_used() {
    let mut code = text(&Path::new(env!("CARGO_MANIFEST_DIR")).join("index.html"));
    for path in &files("src", ".rs") {
        code += &text(path);
    }
    // The colours of categories: `c-` and the name of one.
    let made = |name: &str| name.starts_with("c-");
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let words: BTreeSet<&str> = code.split(|c| !is_word(c)).collect();
    for path in files("static/styles", ".css") {
        for name in classes(&text(&path)) {
            let used = made(&name) || words.contains(name.as_str());
            assert!(used, "nothing has the class {name} of {}", path.display());
        }
    }
}

#[test]
fn connections_have_names_of_their_own_and_their_settings_have_help() {
    let ports = decouple::nodes::KINDS.iter().flat_map(|spec| spec.ports);
    let mut known: Vec<&decouple::sim::WireSpec> = Vec::new();
    // What stands beside the settings in files and on command lines.
    let properties = [
        "id", "join", "latency", "jitter", "loss", "on", "label", "course", "line",
    ];
    for wire in ports.map(|port| port.wire).filter(|wire| !wire.fields.is_empty()) {
        if known.iter().any(|other| std::ptr::eq(*other, wire)) {
            continue;
        }
        assert!(!wire.label.is_empty(), "settings of wires need a name");
        assert!(
            known.iter().all(|other| other.label != wire.label),
            "{} is there twice",
            wire.label
        );
        for field in wire.fields {
            let name = field.name;
            assert!(!field.help.is_empty(), "{}.{name} has no help", wire.label);
            assert!(field.check(&field.default_value()).is_ok(), "{}.{name}", wire.label);
            let same = wire.fields.iter().filter(|other| other.name == name).count();
            assert!(
                same == 1 && !properties.contains(&name),
                "{}.{name} is taken",
                wire.label
            );
        }
        known.push(wire);
    }
}

#[test]
fn codes_and_names_of_kinds_are_unique() {
    let kinds = decouple::nodes::KINDS;
    let codes: BTreeSet<u8> = kinds.iter().map(|spec| spec.code).collect();
    let names: BTreeSet<&str> = kinds.iter().map(|spec| spec.kind).collect();
    assert_eq!((codes.len(), names.len()), (kinds.len(), kinds.len()));
    for spec in kinds {
        let fields: BTreeSet<&str> = spec.fields.iter().map(|field| field.name).collect();
        assert_eq!(fields.len(), spec.fields.len(), "{} has a field twice", spec.kind);
        for field in spec.fields {
            assert!(!field.help.is_empty(), "{}.{} has no help", spec.kind, field.name);
            assert!(
                field.check(&field.default_value()).is_ok(),
                "{}.{} refuses its own default",
                spec.kind,
                field.name
            );
        }
    }
}
