//! EventBridge Pipes behind the AWS front (EVB-110).

use super::{all, plain_name, refused, text};
use crate::base::NodeId;
use crate::nodes::access::source_arn;
use crate::nodes::eventbridge::pipe::spec::{PORT_ENRICHMENT, PORT_IN, PORT_OUT};
use crate::nodes::eventbridge::rules::rule;
use crate::nodes::service::{ApiError, Begun, Members};
use crate::nodes::{AnyNode, World};
use crate::sim::{Action, Input, Value as Setting};
use serde_json::{Map, Value, json};

/// Calls an action.
pub fn begin(world: &mut World, action: &'static Action, input: &Members) -> Result<Begun, ApiError> {
    let answer = match action.name {
        "DescribePipe" => pipe(world, input).map(|id| describe(world, id)),
        "ListPipes" => {
            let pipes: Vec<Value> = pipes(world).into_iter().map(|id| describe(world, id)).collect();
            Ok(json!({ "Pipes": pipes }))
        }
        "StartPipe" => switch(world, input, 0),
        "StopPipe" => switch(world, input, 1),
        other => unreachable!("{other} is not in the table of actions"),
    };
    answer.map(Begun::Answer)
}

fn pipes(world: &World) -> Vec<NodeId> {
    all(world, |node| matches!(node, AnyNode::Pipe(_)))
}

fn pipe(world: &World, input: &Members) -> Result<NodeId, ApiError> {
    let name = plain_name(text(input, "Name").unwrap_or_default(), "pipes");
    let named = |id: &NodeId| world.info(*id).is_some_and(|info| info.name.as_ref() == name);
    pipes(world).into_iter().find(named).ok_or_else(|| {
        let message = format!("Pipe {name} does not exist.");
        refused("NotFoundException", message, const { rule("EVB-110") }).with_http(404)
    })
}

fn switch(world: &mut World, input: &Members, state: u16) -> Result<Value, ApiError> {
    let id = pipe(world, input)?;
    let Some(mut settings) = world.info(id).map(|info| info.settings.clone()) else {
        return Err(super::gone());
    };
    let changed = settings.set("State", Setting::Choice(state)).is_ok();
    if !changed || world.apply(Input::Configure(id, settings)).is_err() {
        return Err(super::gone());
    }
    Ok(describe(world, id))
}

fn describe(world: &World, id: NodeId) -> Value {
    let mut answer = Map::new();
    if let Some(info) = world.info(id) {
        let state = if info.settings.choice("State") == 0 {
            "RUNNING"
        } else {
            "STOPPED"
        };
        for (name, value) in [
            ("Arn", source_arn(info)),
            ("Name", info.name.to_string()),
            ("CurrentState", state.to_string()),
            ("DesiredState", state.to_string()),
        ] {
            answer.insert(name.to_string(), Value::from(value));
        }
        for (name, port) in [
            ("Source", PORT_IN),
            ("Enrichment", PORT_ENRICHMENT),
            ("Target", PORT_OUT),
        ] {
            let link = info.wires_at(port).next().and_then(|wire| world.network().get(wire));
            let peer = link.and_then(|link| world.info(link.peer_of(id)));
            if let Some(peer) = peer {
                answer.insert(name.to_string(), Value::from(source_arn(peer)));
            }
        }
    }
    Value::from(answer)
}
