//! Archives and replays (EVB-080 to EVB-082). A bus has one archive, which is part of its settings.

use super::rules::{bus_arn, set};
use super::{all, bus, configure, is_bus, missing, plain_name, quota, refused, text, texts};
use crate::base::NodeId;
use crate::nodes::access::source_arn;
use crate::nodes::calendar::Civil;
use crate::nodes::eventbridge::EventBus;
use crate::nodes::eventbridge::bus::archive::Replay;
use crate::nodes::eventbridge::rules::rule;
use crate::nodes::service::members::number;
use crate::nodes::service::{ApiError, Members};
use crate::nodes::{AnyNode, World};
use crate::sim::{Ctx, Value as Setting};
use serde_json::{Value, json};
use std::rc::Rc;

/// Most replays at once (EVB-082).
const REPLAYS: usize = 10;

fn of(world: &World, id: NodeId) -> Option<&EventBus> {
    match world.node(id) {
        Some(AnyNode::EventBus(bus)) => Some(bus),
        _ => None,
    }
}

fn with<R>(world: &mut World, id: NodeId, act: impl FnOnce(&mut EventBus, &mut Ctx<'_>) -> R) -> Option<R> {
    let acted = world.poke(id, |node, cx| match node {
        AnyNode::EventBus(bus) => Some(act(bus, cx)),
        _ => None,
    });
    acted.flatten()
}

/// The bus with an archive of this name.
fn keeper(world: &World, name: &str) -> Option<NodeId> {
    let has = |id: &NodeId| {
        world
            .info(*id)
            .is_some_and(|info| info.settings.text("ArchiveName").as_ref() == name)
    };
    all(world, is_bus).into_iter().find(has)
}

fn found(world: &World, name: &str) -> Result<NodeId, ApiError> {
    let name = plain_name(name, "events");
    keeper(world, name)
        .filter(|_| !name.is_empty())
        .ok_or_else(|| missing("Archive", name))
}

/// CreateArchive.
pub fn create(world: &mut World, input: &Members) -> Result<Value, ApiError> {
    let name = text(input, "ArchiveName").unwrap_or_default();
    let id = bus(world, text(input, "EventSourceArn"))?;
    if name.is_empty() || name.chars().count() > 48 {
        let message = "The name of an archive has 1 to 48 characters.";
        return Err(refused("ValidationException", message, const { rule("EVB-080") }));
    }
    if keeper(world, name).is_some() {
        let message = format!("Archive {name} already exists.");
        return Err(refused(
            "ResourceAlreadyExistsException",
            message,
            const { rule("EVB-080") },
        ));
    }
    let mut settings = world.info(id).ok_or_else(super::gone)?.settings.clone();
    if !settings.text("ArchiveName").is_empty() {
        return Err(quota("A bus has one archive here.", const { rule("EVB-080") }));
    }
    set(&mut settings, "ArchiveName", Setting::Text(Rc::from(name)))?;
    set(
        &mut settings,
        "ArchivePattern",
        Setting::Text(Rc::from(text(input, "EventPattern").unwrap_or_default())),
    )
    .map_err(|error| refused("InvalidEventPatternException", error.message, const { rule("EVB-039") }))?;
    let days = number(input, "RetentionDays").unwrap_or(0);
    set(&mut settings, "RetentionDays", Setting::Number(days))?;
    configure(world, id, settings)?;
    Ok(describe(world, id))
}

/// DescribeArchive.
pub fn describe_one(world: &World, input: &Members) -> Result<Value, ApiError> {
    let id = found(world, text(input, "ArchiveName").unwrap_or_default())?;
    Ok(describe(world, id))
}

fn describe(world: &World, id: NodeId) -> Value {
    let (Some(info), Some(bus)) = (world.info(id), of(world, id)) else {
        return json!({});
    };
    let name = info.settings.text("ArchiveName");
    let arn = source_arn(info).replace(&format!(":{}", info.name), &format!(":archive/{name}"));
    let mut answer = json!({
        "ArchiveArn": arn,
        "ArchiveName": name.as_ref(),
        "EventSourceArn": bus_arn(info),
        "State": "ENABLED",
        "RetentionDays": info.settings.number("RetentionDays"),
        "EventCount": bus.archived(),
    });
    let pattern = info.settings.text("ArchivePattern");
    if !pattern.is_empty() {
        answer["EventPattern"] = Value::from(pattern.as_ref());
    }
    answer
}

/// DeleteArchive.
pub fn delete(world: &mut World, input: &Members) -> Result<Value, ApiError> {
    let id = found(world, text(input, "ArchiveName").unwrap_or_default())?;
    let mut settings = world.info(id).ok_or_else(super::gone)?.settings.clone();
    for name in ["ArchiveName", "ArchivePattern", "RetentionDays"] {
        settings.reset(name);
    }
    configure(world, id, settings)?;
    with(world, id, |bus, _| bus.forget_archive());
    Ok(json!({}))
}

/// StartReplay (EVB-081).
pub fn start(world: &mut World, input: &Members) -> Result<Value, ApiError> {
    let name = text(input, "ReplayName").unwrap_or_default();
    let id = found(world, text(input, "EventSourceArn").unwrap_or_default())?;
    let destination = input.get("Destination").and_then(Value::as_object);
    let arn = destination.and_then(|members| text(members, "Arn"));
    if bus(world, arn)? != id {
        let message = "A replay goes to the bus that was archived.";
        return Err(refused("ValidationException", message, const { rule("EVB-081") }));
    }
    let date = |member: &str| text(input, member).and_then(Civil::read).map(Civil::secs);
    let (Some(from), Some(to)) = (date("EventStartTime"), date("EventEndTime")) else {
        let message = "EventStartTime and EventEndTime are dates such as 2026-01-01T00:00:00Z.";
        return Err(refused("ValidationException", message, const { rule("EVB-081") }));
    };
    if from >= to {
        let message = "EventEndTime must be after EventStartTime.";
        return Err(refused("ValidationException", message, const { rule("EVB-081") }));
    }
    if find(world, name).is_some() {
        let message = format!("Replay {name} already exists.");
        return Err(refused(
            "ResourceAlreadyExistsException",
            message,
            const { rule("EVB-080") },
        ));
    }
    let running = |id: NodeId| {
        of(world, id).map_or(0, |bus| {
            bus.replays().iter().filter(|replay| replay.is_active()).count()
        })
    };
    if all(world, is_bus).into_iter().map(running).sum::<usize>() >= REPLAYS {
        return Err(quota("10 replays run already.", const { rule("EVB-082") }));
    }
    let filters = destination.map_or_else(Vec::new, |members| {
        texts(members, "FilterArns").map(String::from).collect()
    });
    let filters: Rc<[Rc<str>]> = filters.iter().map(|arn| Rc::from(plain_name(arn, "events"))).collect();
    with(world, id, |bus, cx| {
        bus.start_replay(Rc::from(name), (from, to), filters, cx)
    });
    shown(world, name)
}

fn find(world: &World, name: &str) -> Option<(NodeId, Replay)> {
    all(world, is_bus).into_iter().find_map(|id| {
        let replay = of(world, id)?
            .replays()
            .iter()
            .find(|replay| replay.name.as_ref() == name)?;
        Some((id, replay.clone()))
    })
}

fn shown(world: &World, name: &str) -> Result<Value, ApiError> {
    let (id, replay) = find(world, name).ok_or_else(|| missing("Replay", name))?;
    let info = world.info(id).ok_or_else(super::gone)?;
    let date = |secs: i64| format!("{}Z", Civil::of(secs.clamp(0, Civil::midnight(9_999, 1, 1).secs())));
    Ok(json!({
        "ReplayName": name,
        "ReplayArn": source_arn(info).replace(&format!(":{}", info.name), &format!(":replay/{name}")),
        "State": replay.state.name(),
        "EventStartTime": date(replay.from),
        "EventEndTime": date(replay.to),
        "ReplayStartTime": date(replay.began),
    }))
}

/// DescribeReplay.
pub fn describe_replay(world: &World, input: &Members) -> Result<Value, ApiError> {
    shown(world, text(input, "ReplayName").unwrap_or_default())
}

/// CancelReplay (EVB-082).
pub fn cancel(world: &mut World, input: &Members) -> Result<Value, ApiError> {
    let name = text(input, "ReplayName").unwrap_or_default();
    let (id, _) = find(world, name).ok_or_else(|| missing("Replay", name))?;
    if with(world, id, |bus, cx| bus.cancel_replay(name, cx)) != Some(true) {
        let message = "The replay is over already.";
        return Err(refused("IllegalStatusException", message, const { rule("EVB-082") }));
    }
    shown(world, name)
}
