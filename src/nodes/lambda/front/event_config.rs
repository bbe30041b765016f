//! What is set for asynchronous calls (LAM-016 to LAM-018, LAM-047).

use super::*;
use serde_json::json;

const RETRIES: &str = "MaximumRetryAttempts";
const AGE: &str = "MaximumEventAgeInSeconds";
const SUCCESS: &str = "DestinationConfig.OnSuccess";
const FAILURE: &str = "DestinationConfig.OnFailure";

/// PutFunctionEventInvokeConfig sets what is left out to its default; UpdateFunctionEventInvokeConfig leaves it.
pub fn put(world: &mut World, input: &Members, whole: bool) -> Result<Value, ApiError> {
    let id = function(world, input)?;
    let mut settings: Settings = info(world, id)?.settings.clone();
    if whole {
        [RETRIES, AGE, SUCCESS, FAILURE]
            .iter()
            .for_each(|name| settings.reset(name));
    }
    let mut changes = Vec::new();
    for name in [RETRIES, AGE] {
        if let Some(value) = number(input, name) {
            changes.push((name, Setting::Number(value)));
        }
    }
    if let Some(config) = input.get("DestinationConfig") {
        for (member, field) in [("OnSuccess", SUCCESS), ("OnFailure", FAILURE)] {
            if let Some(destination) = config.get(member) {
                let arn = destination
                    .get("Destination")
                    .and_then(Value::as_str)
                    .unwrap_or_default();
                changes.push((field, target(world, arn, field, const { rule("LAM-018") })?));
            }
        }
    }
    assign(&mut settings, changes)?;
    let changed = world.apply(Input::Configure(id, settings));
    changed.map_err(|error| invalid(error.to_string(), const { rule("LAM-047") }))?;
    get(world, input)
}

/// GetFunctionEventInvokeConfig.
pub fn get(world: &World, input: &Members) -> Result<Value, ApiError> {
    let info = info(world, function(world, input)?)?;
    let arn = |field| arn_of(world, info.settings.node(field));
    let destination = |arn: String| {
        if arn.is_empty() {
            json!({})
        } else {
            json!({ "Destination": arn })
        }
    };
    Ok(json!({
        "FunctionArn": format!("{}:$LATEST", arn::arn("lambda", info)),
        "MaximumRetryAttempts": info.settings.number(RETRIES),
        "MaximumEventAgeInSeconds": info.settings.number(AGE),
        "DestinationConfig": {
            "OnSuccess": destination(arn(SUCCESS)),
            "OnFailure": destination(arn(FAILURE)),
        },
    }))
}

/// DeleteFunctionEventInvokeConfig.
pub fn delete(world: &mut World, input: &Members) -> Result<Value, ApiError> {
    let id = function(world, input)?;
    let mut settings: Settings = info(world, id)?.settings.clone();
    [RETRIES, AGE, SUCCESS, FAILURE]
        .iter()
        .for_each(|name| settings.reset(name));
    let changed = world.apply(Input::Configure(id, settings));
    changed.map_err(|error| invalid(error.to_string(), const { rule("LAM-047") }))?;
    Ok(json!({}))
}
