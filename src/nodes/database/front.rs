//! Amazon DynamoDB behind the AWS front.

use super::spec;
use crate::base::NodeId;
use crate::nodes::World;
use crate::nodes::access::source_arn;
use crate::nodes::service::making::add_node;
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
    let known = tables(world)
        .find(|(_, info)| info.name.as_ref() == name)
        .map(|(id, _)| id);
    if action.name == "CreateTable" {
        if known.is_some() {
            let message = format!("Table already exists: {name}");
            return Err(ApiError::new("ResourceInUseException", message));
        }
        let description = create(world, name, input)?;
        return Ok(Begun::Answer(json!({ "TableDescription": description })));
    }
    let id = known.ok_or_else(not_found)?;
    let answer = match action.name {
        "UpdateTable" => {
            update(world, id, input)?;
            json!({ "TableDescription": describe(world, id)? })
        }
        "DeleteTable" => {
            let mut last = describe(world, id)?;
            last["TableStatus"] = json!("DELETING");
            world.apply(Input::Remove(id)).map_err(|_| not_found())?;
            json!({ "TableDescription": last })
        }
        _ => json!({ "Table": describe(world, id)? }),
    };
    Ok(Begun::Answer(answer))
}

/// CreateTable (END-045).
fn create(world: &mut World, name: &str, input: &Members) -> Result<Value, ApiError> {
    spec::TABLE.check_name(name).map_err(invalid)?;
    let mut settings = Settings::new(&spec::TABLE);
    capacity(&mut settings, input)?;
    if settings.choice("BillingMode") == 0 && input.get("ProvisionedThroughput").is_none() {
        return Err(invalid(
            "No provisioned throughput specified for the table. Name ReadCapacityUnits and WriteCapacityUnits, or \
             PAY_PER_REQUEST.",
        ));
    }
    let id = add_node(world, name, settings).map_err(|error| invalid(error.to_string()))?;
    describe(world, id)
}

/// UpdateTable: another way of billing, or other capacity (END-045).
fn update(world: &mut World, id: NodeId, input: &Members) -> Result<(), ApiError> {
    let mut settings: Settings = world.info(id).ok_or_else(not_found)?.settings.clone();
    capacity(&mut settings, input)?;
    world
        .apply(Input::Configure(id, settings))
        .map_err(|error| invalid(error.to_string()))
}

/// Takes the billing mode and the capacity that the input names.
fn capacity(settings: &mut Settings, input: &Members) -> Result<(), ApiError> {
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
    Ok(())
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
        "TableArn": source_arn(info),
        "BillingModeSummary": { "BillingMode": mode },
    }))
}
