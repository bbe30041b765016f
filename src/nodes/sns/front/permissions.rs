//! AddPermission and RemovePermission: statements of a topic's policy, by their label (SNS-015).

use super::{Members, empty, text, topic, topic_arn};
use crate::base::NodeId;
use crate::nodes::World;
use crate::nodes::access::{Permission, count_statements, has_statement, with_permission, without_permission};
use crate::nodes::service::members::texts;
use crate::nodes::sns::error::SnsError;
use crate::nodes::sns::rules::rule;
use crate::sim::{Input, Value as Setting};
use serde_json::Value;
use std::rc::Rc;

/// What a statement of a topic's policy may be about.
const ACTIONS: [&str; 9] = [
    "AddPermission",
    "DeleteTopic",
    "GetTopicAttributes",
    "ListSubscriptionsByTopic",
    "Publish",
    "Receive",
    "RemovePermission",
    "SetTopicAttributes",
    "Subscribe",
];
/// Statements of a policy at most.
const STATEMENTS: usize = 100;

fn wrong(reason: impl AsRef<str>) -> SnsError {
    SnsError::invalid(reason, const { rule("SNS-015") })
}

fn policy(world: &World, id: NodeId) -> Rc<str> {
    world
        .info(id)
        .map_or_else(|| Rc::from(""), |info| info.settings.text("Policy"))
}

/// AddPermission.
pub fn add(world: &mut World, input: &Members) -> Result<Value, SnsError> {
    let id = topic(world, input)?;
    let label = text(input, "Label").unwrap_or_default();
    let (accounts, actions): (Vec<&str>, Vec<&str>) = (
        texts(input, "AWSAccountId").collect(),
        texts(input, "ActionName").collect(),
    );
    let before = policy(world, id);
    if label.is_empty() {
        return Err(wrong("Label Reason: cannot be empty"));
    }
    if has_statement(&before, label) {
        return Err(wrong("Statement already exists"));
    }
    if actions.is_empty() || actions.iter().any(|action| !ACTIONS.contains(action)) {
        return Err(wrong("Policy statement action out of service scope!"));
    }
    let is_account = |account: &&str| account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
    if accounts.is_empty() || !accounts.iter().all(is_account) {
        return Err(wrong("Invalid principal: an account has twelve digits"));
    }
    if count_statements(&before) >= STATEMENTS {
        return Err(wrong(format!("Policy Reason: it has {STATEMENTS} statements already")));
    }
    let new = Permission {
        label,
        accounts: &accounts,
        actions: &actions,
    };
    let arn = topic_arn(world, id);
    set(
        world,
        id,
        with_permission(&before, "__default_policy_ID", "SNS", &arn, new),
    )
}

/// RemovePermission. A label that is not there is removed too.
pub fn remove(world: &mut World, input: &Members) -> Result<Value, SnsError> {
    let id = topic(world, input)?;
    let label = text(input, "Label").unwrap_or_default();
    match without_permission(&policy(world, id), label) {
        Some(rest) => set(world, id, rest),
        None => Ok(empty()),
    }
}

fn set(world: &mut World, id: NodeId, policy: String) -> Result<Value, SnsError> {
    let mut settings = world.info(id).ok_or_else(SnsError::no_topic)?.settings.clone();
    let taken = settings.set("Policy", Setting::Text(Rc::from(policy)));
    taken.map_err(|error| wrong(format!("Policy Reason: {}", error.hint)))?;
    world
        .apply(Input::Configure(id, settings))
        .map_err(|_| SnsError::no_topic())?;
    Ok(empty())
}
