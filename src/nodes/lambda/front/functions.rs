//! Functions: make, change, list, delete, reserve concurrency.

use super::super::{limits, spec};
use super::*;
use crate::nodes::service::making::add_node;
use crate::sim::Node;
use serde_json::json;

/// CreateFunction: the errors in this order — name, settings, another function of this name.
pub fn create(world: &mut World, input: &Members) -> Result<Value, ApiError> {
    let name = text(input, "FunctionName").unwrap_or_default();
    let fine = (1..=64).contains(&name.len())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    if !fine {
        let message =
            format!("Value {name:?} at 'functionName' must have 1 to 64 letters, digits, hyphens and underscores.");
        return Err(invalid(message, const { rule("LAM-140") }));
    }
    let mut settings = Settings::new(super::super::Function::SPEC);
    let changes = changes(world, input)?;
    assign(&mut settings, changes)?;
    if named(world, name).is_some() {
        return Err(conflict(
            format!("Function already exist: {name}"),
            const { rule("LAM-140") },
        ));
    }
    let id = add_node(world, name, settings).map_err(|error| invalid(error.to_string(), const { rule("LAM-140") }))?;
    describe(world, id)
}

/// What CreateFunction and UpdateFunctionConfiguration set (LAM-010, LAM-011, LAM-015).
fn changes<'a>(world: &World, input: &Members) -> Result<Vec<(&'a str, Setting)>, ApiError> {
    let mut changes = Vec::new();
    for name in ["Timeout", "MemorySize"] {
        if let Some(value) = number(input, name) {
            changes.push((name, Setting::Number(value)));
        }
    }
    if let Some(config) = input.get("DeadLetterConfig") {
        let arn = config.get("TargetArn").and_then(Value::as_str).unwrap_or_default();
        let field = "DeadLetterConfig.TargetArn";
        changes.push((field, target(world, arn, field, const { rule("LAM-015") })?));
    }
    Ok(changes)
}

/// UpdateFunctionConfiguration.
pub fn update(world: &mut World, input: &Members) -> Result<Value, ApiError> {
    let id = function(world, input)?;
    let changes = changes(world, input)?;
    configure(world, id, changes)?;
    describe(world, id)
}

/// DeleteFunction.
pub fn delete(world: &mut World, input: &Members) -> Result<Value, ApiError> {
    let id = function(world, input)?;
    let removed = world.apply(Input::Remove(id));
    removed.map_err(|_| no_function(""))?;
    Ok(json!({}))
}

/// GetFunctionConfiguration.
pub fn configuration(world: &World, input: &Members) -> Result<Value, ApiError> {
    describe(world, function(world, input)?)
}

/// GetFunction.
pub fn get(world: &World, input: &Members) -> Result<Value, ApiError> {
    let id = function(world, input)?;
    let mut answer = json!({ "Configuration": describe(world, id)? });
    if let Some(reserved) = reserved(info(world, id)?) {
        answer["Concurrency"] = json!({ "ReservedConcurrentExecutions": reserved });
    }
    Ok(answer)
}

/// ListFunctions.
pub fn list(world: &World) -> Result<Value, ApiError> {
    let functions: Result<Vec<Value>, ApiError> = all(world).map(|(id, _)| describe(world, id)).collect();
    Ok(json!({ "Functions": functions? }))
}

fn describe(world: &World, id: NodeId) -> Result<Value, ApiError> {
    let info = info(world, id)?;
    let mut answer = json!({
        "FunctionName": info.name.as_ref(),
        "FunctionArn": arn::arn("lambda", info),
        "Timeout": info.settings.number("Timeout"),
        "MemorySize": info.settings.number("MemorySize"),
        "Version": "$LATEST",
        "State": "Active",
        "LastUpdateStatus": "Successful",
        "PackageType": "Zip",
    });
    if let Some(letters) = info.settings.node("DeadLetterConfig.TargetArn") {
        answer["DeadLetterConfig"] = json!({ "TargetArn": arn_of(world, Some(letters)) });
    }
    Ok(answer)
}

fn reserved(info: &NodeInfo) -> Option<u64> {
    u64::try_from(info.settings.number("ReservedConcurrentExecutions")).ok()
}

/// What the account has, and what of it functions other than one reserve.
fn account_of(world: &World, but: Option<NodeId>) -> (u64, u64) {
    let limit = all(world)
        .map(|(_, info)| info.settings.number("AccountConcurrency"))
        .min();
    let others = all(world).filter(|(id, _)| Some(*id) != but);
    let taken = others.filter_map(|(_, info)| reserved(info)).sum();
    let (_, field) = spec::SPEC.field("AccountConcurrency").unzip();
    let usual = match field.map(|field| field.initial) {
        Some(crate::sim::Initial::Number(number)) => number,
        _ => 0,
    };
    (limit.unwrap_or(usual).unsigned_abs(), taken)
}

/// PutFunctionConcurrency (LAM-012, LAM-022).
pub fn reserve(world: &mut World, input: &Members) -> Result<Value, ApiError> {
    let id = function(world, input)?;
    let wanted = number(input, "ReservedConcurrentExecutions").unwrap_or_default();
    let Ok(reserved) = u64::try_from(wanted) else {
        let message = format!("Value {wanted} at 'reservedConcurrentExecutions' must be 0 or more.");
        return Err(invalid(message, const { rule("LAM-012") }));
    };
    let (limit, taken) = account_of(world, Some(id));
    if taken.saturating_add(reserved).saturating_add(limits::UNRESERVED) > limit {
        let message = format!(
            "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [{}].",
            limits::UNRESERVED
        );
        return Err(invalid(message, const { rule("LAM-022") }));
    }
    configure(
        world,
        id,
        vec![("ReservedConcurrentExecutions", Setting::Number(wanted))],
    )?;
    Ok(json!({ "ReservedConcurrentExecutions": reserved }))
}

/// DeleteFunctionConcurrency.
pub fn unreserve(world: &mut World, input: &Members) -> Result<Value, ApiError> {
    let id = function(world, input)?;
    configure(world, id, vec![("ReservedConcurrentExecutions", Setting::Number(-1))])?;
    Ok(json!({}))
}

/// GetFunctionConcurrency.
pub fn concurrency(world: &World, input: &Members) -> Result<Value, ApiError> {
    let reserved = reserved(info(world, function(world, input)?)?);
    Ok(reserved.map_or_else(
        || json!({}),
        |reserved| json!({ "ReservedConcurrentExecutions": reserved }),
    ))
}

/// GetAccountSettings (LAM-013).
pub fn account(world: &World) -> Result<Value, ApiError> {
    let (limit, taken) = account_of(world, None);
    Ok(json!({
        "AccountLimit": {
            "ConcurrentExecutions": limit,
            "UnreservedConcurrentExecutions": limit.saturating_sub(taken),
        },
        "AccountUsage": { "FunctionCount": all(world).count() },
    }))
}
