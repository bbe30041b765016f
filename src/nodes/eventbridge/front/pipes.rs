//! EventBridge Pipes behind the AWS front (EVB-110).

use super::joined_pipes as joined;
use super::{all, plain_name, refused, remove, text};
use crate::base::NodeId;
use crate::nodes::access::source_arn;
use crate::nodes::eventbridge::pipe::spec::SPEC;
use crate::nodes::eventbridge::rules::rule;
use crate::nodes::service::{ApiError, Begun, Members};
use crate::nodes::{AnyNode, World};
use crate::sim::{Action, Input, Settings, Value as Setting};
use serde_json::{Value, json};

/// Calls an action.
pub fn begin(world: &mut World, action: &'static Action, input: &Members) -> Result<Begun, ApiError> {
    let answer = match action.name {
        "CreatePipe" => create(world, input),
        "DeletePipe" => delete(world, input),
        "DescribePipe" => pipe(world, input).map(|id| joined::described(world, id)),
        "ListPipes" => Ok(list(world, input)),
        "StartPipe" => switch(world, input, RUNNING),
        "StopPipe" => switch(world, input, STOPPED),
        "UpdatePipe" => update(world, input),
        other => unreachable!("{other} is not in the table of actions"),
    };
    answer.map(Begun::Answer)
}

/// The states, as the setting has them.
const RUNNING: u16 = 0;
const STOPPED: u16 = 1;

/// Something is wrong with the input (EVB-110).
pub fn invalid(message: impl Into<String>) -> ApiError {
    refused("ValidationException", message, const { rule("EVB-110") })
}

/// There is no such thing (EVB-110).
pub fn not_found(message: impl Into<String>) -> ApiError {
    refused("NotFoundException", message, const { rule("EVB-110") }).with_http(404)
}

fn pipes(world: &World) -> Vec<NodeId> {
    all(world, |node| matches!(node, AnyNode::Pipe(_)))
}

fn pipe(world: &World, input: &Members) -> Result<NodeId, ApiError> {
    let name = plain_name(text(input, "Name").unwrap_or_default(), "pipes");
    let named = |id: &NodeId| world.info(*id).is_some_and(|info| info.name.as_ref() == name);
    let found = pipes(world).into_iter().find(named);
    found.ok_or_else(|| not_found(format!("Pipe {name} does not exist.")))
}

/// DesiredState, if it is there.
fn desired(input: &Members) -> Result<Option<u16>, ApiError> {
    match text(input, "DesiredState") {
        None => Ok(None),
        Some("RUNNING") => Ok(Some(RUNNING)),
        Some("STOPPED") => Ok(Some(STOPPED)),
        Some(other) => Err(invalid(format!("DesiredState is RUNNING or STOPPED, not {other}."))),
    }
}

/// CreatePipe: the pipe with its wires, or nothing at all.
fn create(world: &mut World, input: &Members) -> Result<Value, ApiError> {
    let name = text(input, "Name").unwrap_or_default();
    let letters = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    if name.is_empty() || name.len() > 64 || !name.bytes().all(letters) {
        return Err(invalid(
            "The name of a pipe has 1 to 64 letters, digits, dots, hyphens and underscores.",
        ));
    }
    if world.find(name).is_some() {
        let message = match pipe(world, input) {
            Ok(_) => format!("Pipe {name} already exists."),
            Err(_) => format!("The name {name} is taken by another node. Choose another one."),
        };
        let taken = refused("ConflictException", message, const { rule("EVB-110") });
        return Err(taken.with_http(409));
    }
    let mut settings = Settings::new(&SPEC);
    let state = desired(input)?.unwrap_or(RUNNING);
    settings
        .set("State", Setting::Choice(state))
        .map_err(|error| invalid(error.to_string()))?;
    let id = super::add(world, name, settings)?;
    if let Err(error) = joined::join(world, id, input) {
        remove(world, id)?;
        return Err(error);
    }
    Ok(short(world, id))
}

/// UpdatePipe: what is not named stays.
fn update(world: &mut World, input: &Members) -> Result<Value, ApiError> {
    let id = pipe(world, input)?;
    let state = desired(input)?;
    joined::join(world, id, input)?;
    if let Some(state) = state {
        set_state(world, id, state)?;
    }
    Ok(short(world, id))
}

/// DeletePipe.
fn delete(world: &mut World, input: &Members) -> Result<Value, ApiError> {
    let id = pipe(world, input)?;
    let mut answer = short(world, id);
    answer["CurrentState"] = json!("DELETING");
    answer["DesiredState"] = json!("DELETED");
    remove(world, id)?;
    Ok(answer)
}

/// StartPipe and StopPipe.
fn switch(world: &mut World, input: &Members, state: u16) -> Result<Value, ApiError> {
    let id = pipe(world, input)?;
    set_state(world, id, state)?;
    Ok(short(world, id))
}

fn set_state(world: &mut World, id: NodeId, state: u16) -> Result<(), ApiError> {
    let Some(mut settings) = world.info(id).map(|info| info.settings.clone()) else {
        return Err(super::gone());
    };
    let changed = settings.set("State", Setting::Choice(state)).is_ok();
    if !changed || world.apply(Input::Configure(id, settings)).is_err() {
        return Err(super::gone());
    }
    Ok(())
}

/// What most actions answer.
pub fn short(world: &World, id: NodeId) -> Value {
    let Some(info) = world.info(id) else {
        return json!({});
    };
    let running = info.settings.choice("State") == RUNNING;
    let state = if running { "RUNNING" } else { "STOPPED" };
    json!({
        "Arn": source_arn(info),
        "CurrentState": state,
        "DesiredState": state,
        "Name": info.name.as_ref(),
    })
}

/// ListPipes: those that fit everything that is asked for.
fn list(world: &World, input: &Members) -> Value {
    let wanted = |pipe: &Value| {
        let begins = |member: &str, name: &str| {
            let value = pipe[name].as_str().unwrap_or_default();
            text(input, member).is_none_or(|prefix| value.starts_with(prefix))
        };
        let is = |name: &str| text(input, name).is_none_or(|state| pipe[name] == state);
        begins("NamePrefix", "Name")
            && begins("SourcePrefix", "Source")
            && begins("TargetPrefix", "Target")
            && is("CurrentState")
            && is("DesiredState")
    };
    let shown = pipes(world).into_iter().map(|id| joined::listed(world, id));
    let pipes: Vec<Value> = shown.filter(wanted).collect();
    json!({ "Pipes": pipes })
}
