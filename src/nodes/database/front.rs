//! Amazon DynamoDB behind the AWS front.

use super::spec;
use crate::base::NodeId;
use crate::nodes::World;
use crate::nodes::service::arn::{ACCOUNT, region};
use crate::nodes::service::members::{text, text_or_empty};
use crate::nodes::service::{ApiError, Begun, Members, Service, Ticket};
use crate::sim::{Action, Input, NodeInfo, Response, Settings, Value as Setting};
use serde_json::{Value, json};

/// The service, as the registry names it.
pub static SERVICE: Service = Service {
    name: "dynamodb",
    actions: super::api::ACTIONS,
    begin,
    finish,
    gone: not_found,
};

/// No action waits.
fn finish(_: &World, _: &Ticket, _: Response) -> Result<Value, ApiError> {
    Err(not_found())
}

fn not_found() -> ApiError {
    ApiError::new("ResourceNotFoundException", "Requested resource not found")
}

fn invalid(message: impl Into<String>) -> ApiError {
    ApiError::new("ValidationException", message)
}

fn tables(world: &World) -> impl Iterator<Item = (NodeId, &NodeInfo)> {
    let known = world.nodes().filter_map(|(id, _)| Some((id, world.info(id)?)));
    known.filter(|(_, info)| info.spec.kind == spec::TABLE.kind)
}

fn begin(world: &mut World, action: &'static Action, input: &Members) -> Result<Begun, ApiError> {
    if action.name == "ListTables" {
        let names: Vec<&str> = tables(world).map(|(_, info)| info.name.as_ref()).collect();
        return Ok(Begun::Answer(json!({ "TableNames": names })));
    }
    let name = text_or_empty(input, "TableName");
    let name = name.rsplit('/').next().unwrap_or(name);
    let id = tables(world)
        .find(|(_, info)| info.name.as_ref() == name)
        .map(|(id, _)| id);
    let id = id.ok_or_else(not_found)?;
    if action.name == "UpdateTable" {
        update(world, id, input)?;
        return Ok(Begun::Answer(json!({ "TableDescription": describe(world, id)? })));
    }
    Ok(Begun::Answer(json!({ "Table": describe(world, id)? })))
}

/// UpdateTable: another way of billing, or other capacity (END-045).
fn update(world: &mut World, id: NodeId, input: &Members) -> Result<(), ApiError> {
    let mut settings: Settings = world.info(id).ok_or_else(not_found)?.settings.clone();
    let mut set = |name: &str, value| settings.set(name, value).map_err(|error| invalid(error.hint));
    if let Some(mode) = text(input, "BillingMode") {
        let on_demand = match mode {
            "PROVISIONED" => 0,
            "PAY_PER_REQUEST" => 1,
            _ => return Err(invalid("BillingMode must be PROVISIONED or PAY_PER_REQUEST.")),
        };
        set("BillingMode", Setting::Choice(on_demand))?;
    }
    if let Some(throughput) = input.get("ProvisionedThroughput") {
        let units = throughput
            .get("WriteCapacityUnits")
            .and_then(Value::as_i64)
            .unwrap_or_default();
        set("WriteCapacityUnits", Setting::Number(units))?;
    }
    world
        .apply(Input::Configure(id, settings))
        .map_err(|error| invalid(error.to_string()))
}

fn describe(world: &World, id: NodeId) -> Result<Value, ApiError> {
    let info = world.info(id).ok_or_else(not_found)?;
    let items = world
        .metrics(id)
        .and_then(|metrics| metrics.get("ItemCount"))
        .unwrap_or_default();
    let mode = if info.settings.choice("BillingMode") == 1 {
        "PAY_PER_REQUEST"
    } else {
        "PROVISIONED"
    };
    Ok(json!({
        "TableName": info.name.as_ref(),
        "TableStatus": "ACTIVE",
        "ProvisionedThroughput": { "WriteCapacityUnits": info.settings.number("WriteCapacityUnits") },
        "ItemCount": items,
        "TableArn": format!("arn:aws:dynamodb:{}:{ACCOUNT}:table/{}", region(info), info.name),
        "BillingModeSummary": { "BillingMode": mode },
    }))
}
