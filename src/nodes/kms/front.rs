//! AWS KMS behind the AWS front.

use super::spec;
use crate::base::NodeId;
use crate::nodes::World;
use crate::nodes::access::{KEY_KIND, Policy, PolicyLimits, source_arn};
use crate::nodes::service::arn::ACCOUNT;
use crate::nodes::service::members::{number, text_or_empty};
use crate::nodes::service::{ApiError, Begun, Members, Service, Ticket};
use crate::sim::{Action, Input, NodeInfo, Response, Settings, Value as Setting};
use serde_json::{Value, json};
use std::rc::Rc;

/// The service, as the registry names it.
pub static SERVICE: Service = Service {
    name: "kms",
    actions: super::api::ACTIONS,
    begin,
    finish,
    gone: || not_found("It is gone"),
};

/// No action of KMS waits.
fn finish(_: &World, _: &Ticket, _: Response) -> Result<Value, ApiError> {
    Err(not_found("It is gone"))
}

fn not_found(what: &str) -> ApiError {
    ApiError::new(
        "NotFoundException",
        format!("{what}. Name a KMS key of this design by its name or alias."),
    )
}

fn begin(world: &mut World, action: &'static Action, input: &Members) -> Result<Begun, ApiError> {
    if action.name == "ListKeys" {
        let keys = world
            .nodes()
            .filter_map(|(id, _)| world.info(id))
            .filter(|info| info.spec.kind == KEY_KIND);
        let keys: Vec<Value> = keys
            .map(|info| json!({ "KeyId": info.name.as_ref(), "KeyArn": source_arn(info) }))
            .collect();
        return Ok(Begun::Answer(json!({ "Keys": keys })));
    }
    let (id, info) = key(world, input)?;
    let (name, arn, settings) = (Rc::clone(&info.name), source_arn(info), info.settings.clone());
    let state = usize::from(settings.choice("KeyState"));
    let answer = match action.name {
        "DescribeKey" => json!({ "KeyMetadata": {
            "AWSAccountId": ACCOUNT,
            "KeyId": name.as_ref(),
            "Arn": arn,
            "Enabled": state == 0,
            "KeyState": spec::STATES[state].name,
            "KeyManager": "CUSTOMER",
        } }),
        "EnableKey" | "DisableKey" if state > 1 => {
            let message = format!("{arn} is {}.", spec::STATES[state].label);
            return Err(ApiError::new("KMSInvalidStateException", message));
        }
        "EnableKey" => set(world, id, settings, "KeyState", Setting::Choice(0), json!({}))?,
        "DisableKey" => set(world, id, settings, "KeyState", Setting::Choice(1), json!({}))?,
        "ScheduleKeyDeletion" => {
            let days = number(input, "PendingWindowInDays").unwrap_or(30);
            if !(7..=30).contains(&days) {
                let message = "PendingWindowInDays must be from 7 to 30.";
                return Err(ApiError::new("ValidationException", message));
            }
            let answer = json!({ "KeyId": arn, "KeyState": "PendingDeletion", "PendingWindowInDays": days });
            set(world, id, settings, "KeyState", Setting::Choice(2), answer)?
        }
        "CancelKeyDeletion" => set(
            world,
            id,
            settings,
            "KeyState",
            Setting::Choice(1),
            json!({ "KeyId": arn }),
        )?,
        "GetKeyPolicy" => json!({ "Policy": settings.text("Policy").as_ref(), "PolicyName": "default" }),
        "PutKeyPolicy" => {
            let text = text_or_empty(input, "Policy");
            Policy::read(text, PolicyLimits::OTHER)
                .map_err(|error| ApiError::new("MalformedPolicyDocumentException", error.0))?;
            set(world, id, settings, "Policy", Setting::Text(Rc::from(text)), json!({}))?
        }
        other => unreachable!("{other} is not in the table of actions"),
    };
    Ok(Begun::Answer(answer))
}

fn set(
    world: &mut World,
    id: NodeId,
    mut settings: Settings,
    name: &str,
    value: Setting,
    answer: Value,
) -> Result<Value, ApiError> {
    let wrong = |hint: String| ApiError::new("ValidationException", hint);
    settings.set(name, value).map_err(|error| wrong(error.hint))?;
    world
        .apply(Input::Configure(id, settings))
        .map_err(|error| wrong(error.to_string()))?;
    Ok(answer)
}

/// The key that `KeyId` names: by its name, its alias or its ARN.
fn key<'w>(world: &'w World, input: &Members) -> Result<(NodeId, &'w NodeInfo), ApiError> {
    let text = text_or_empty(input, "KeyId");
    let name = text.rsplit(':').next().unwrap_or(text);
    let name = name
        .strip_prefix("key/")
        .or_else(|| name.strip_prefix("alias/"))
        .unwrap_or(name);
    let found = world.find(name).and_then(|id| Some((id, world.info(id)?)));
    found
        .filter(|(_, info)| info.spec.kind == KEY_KIND)
        .ok_or_else(|| not_found(&format!("Key '{text}' does not exist")))
}
