//! What could stand at the cursor: for the console's Tab key.

use super::names::kebab;
use super::verbs::{VERBS, connections, wires_between};
use super::words::{End, quote, scan};
use crate::nodes::World;
use crate::nodes::service::arn::DEFAULT_REGION;
use crate::nodes::service::{self, services};
use crate::sim::{Action, NodeSpec, ParamType, WireSpec};

/// The words that could stand where the cursor (a byte offset) is, each to replace the word before the cursor, in
/// alphabetical order. Names of nodes come from the world.
pub fn complete(world: &World, line: &str, cursor: usize) -> Vec<String> {
    completion(world, line, cursor).1
}

/// The same, with where the word before the cursor begins, in bytes.
pub fn completion(world: &World, line: &str, cursor: usize) -> (usize, Vec<String>) {
    let mut cursor = cursor.min(line.len());
    while !line.is_char_boundary(cursor) {
        cursor -= 1;
    }
    let (mut words, end, _) = scan(line.get(..cursor).unwrap_or(""));
    let last = if end == End::Between { None } else { words.pop() };
    let (start, typed) = last.map_or((cursor, String::new()), |word| (word.start, word.text));
    let before: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    let mut found: Vec<String> = candidates(world, &before);
    found.retain(|word| word.starts_with(&typed) && *word != typed);
    found.sort_unstable();
    found.dedup();
    let quoted = |word: String| if word.starts_with("--") { word } else { quote(&word) };
    (start, found.into_iter().map(quoted).collect())
}

fn candidates(world: &World, before: &[&str]) -> Vec<String> {
    match before {
        [] => VERBS
            .iter()
            .map(|verb| verb.name.to_string())
            .chain(["aws".to_string()])
            .collect(),
        ["aws"] => services().map(|service| service.name.to_string()).collect(),
        ["aws", service, rest @ ..] => {
            let Some(service) = service::service(service) else {
                return Vec::new();
            };
            match rest {
                [] => service.actions.iter().map(|action| kebab(action.name)).collect(),
                [name, rest @ ..] => {
                    let action = service.actions.iter().find(|action| kebab(action.name) == *name);
                    action.map_or_else(Vec::new, |action| of_action(world, service.name, action, rest))
                }
            }
        }
        [verb, rest @ ..] => of_verb(world, verb, rest),
    }
}

fn of_action(world: &World, service: &str, action: &Action, before: &[&str]) -> Vec<String> {
    let option = before.last().filter(|word| word.starts_with("--")).copied();
    let expects = action
        .params
        .iter()
        .find(|param| option == Some(&format!("--{}", kebab(param.name))));
    match (option, expects) {
        (Some("--output"), _) => ["json", "text", "table"].map(str::to_string).to_vec(),
        (_, Some(param)) if param.name == "QueueUrl" => names(world, |kind_service| kind_service == service),
        (_, Some(param)) if param.ty != ParamType::Flag => Vec::new(),
        _ => {
            let options = action.params.iter().map(|param| format!("--{}", kebab(param.name)));
            let general = ["--cli-input-json", "--output", "--region"].map(str::to_string);
            options
                .filter(|option| !before.contains(&option.as_str()))
                .chain(general)
                .collect()
        }
    }
}

fn of_verb(world: &World, verb: &str, before: &[&str]) -> Vec<String> {
    let Some(verb) = VERBS.iter().find(|known| known.name == verb) else {
        return Vec::new();
    };
    match (verb.name, before) {
        ("add", []) => crate::nodes::KINDS.iter().map(|spec| spec.kind.to_string()).collect(),
        ("add", [kind, _, ..]) => crate::nodes::kind(kind).map_or_else(Vec::new, settings),
        ("drop" | "duplicate" | "delay" | "after", _) => Vec::new(),
        ("region-down" | "region-up", []) => regions(world),
        ("throttle", [_]) => ["20%", "5/s", "off"].map(str::to_string).to_vec(),
        ("wire", [one, other, ..]) => of_wire(
            wires_between(world, one, other)
                .unwrap_or_default()
                .into_iter()
                .filter_map(|wire| world.network().get(wire))
                .map(|link| link.terms.spec()),
        ),
        ("connect", [one, other, ..]) => of_wire(connections(world, one, other).into_iter()),
        ("place", [_, ..]) => ["region=", "zone="].map(str::to_string).to_vec(),
        (_, []) | ("partition" | "heal" | "connect" | "disconnect" | "wire", [_]) => names(world, |_| true),
        ("zone-down" | "zone-up", [_]) => ["a", "b", "c"].map(str::to_string).to_vec(),
        ("set", [name]) => {
            let info = world.find(name).and_then(|id| world.info(id));
            info.map_or_else(Vec::new, |info| settings(info.spec))
        }
        _ => Vec::new(),
    }
}

fn settings(spec: &'static NodeSpec) -> Vec<String> {
    spec.fields.iter().map(|field| format!("{}=", field.name)).collect()
}

/// The properties of a wire, and what can be set for these connections.
fn of_wire(connections: impl Iterator<Item = &'static WireSpec>) -> Vec<String> {
    let properties = ["latency=", "jitter=", "loss=", "on="].map(str::to_string);
    let fields = connections.flat_map(|spec| spec.fields);
    properties
        .into_iter()
        .chain(fields.map(|field| format!("{}=", field.name)))
        .collect()
}

/// The regions in which nodes stand.
fn regions(world: &World) -> Vec<String> {
    let infos = world.nodes().filter_map(|(id, _)| world.info(id));
    infos
        .map(|info| match info.place.region.as_ref() {
            "" => DEFAULT_REGION.to_string(),
            region => region.to_string(),
        })
        .collect()
}

fn names(world: &World, of_service: impl Fn(&str) -> bool) -> Vec<String> {
    let infos = world.nodes().filter_map(|(id, _)| world.info(id));
    infos
        .filter(|info| of_service(info.spec.service))
        .map(|info| info.name.to_string())
        .collect()
}
