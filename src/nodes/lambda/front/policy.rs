//! The resource policy of a function, statement by statement (END-109, LAM-140).

use super::*;
use crate::nodes::access::{Policy, PolicyLimits};
use serde_json::json;
use std::rc::Rc;

/// AddPermission.
pub fn add(world: &mut World, input: &Members) -> Result<Value, ApiError> {
    let id = function(world, input)?;
    let said = |name: &str| text(input, name).unwrap_or_default();
    let label = said("StatementId");
    let fine = (1..=100).contains(&label.len())
        && label
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    if !fine {
        let message =
            format!("Value {label:?} at 'statementId' must have 1 to 100 letters, digits, hyphens and underscores.");
        return Err(invalid(message, const { rule("LAM-140") }));
    }
    let mut statements = statements(world, id)?;
    if statements.iter().any(|statement| statement["Sid"] == label) {
        let message = format!(
            "The statement id ({label}) provided already exists. Please provide a new statement id, or remove the existing \
             statement."
        );
        return Err(conflict(message, const { rule("LAM-140") }));
    }
    let principal = match said("Principal") {
        "*" => json!("*"),
        service if service.ends_with(".amazonaws.com") => json!({ "Service": service }),
        account => json!({ "AWS": account }),
    };
    let mut statement = json!({
        "Sid": label,
        "Effect": "Allow",
        "Principal": principal,
        "Action": said("Action"),
        "Resource": arn::arn("lambda", info(world, id)?),
    });
    if let Some(source) = text(input, "SourceArn") {
        statement["Condition"]["ArnLike"]["AWS:SourceArn"] = json!(source);
    }
    if let Some(account) = text(input, "SourceAccount") {
        statement["Condition"]["StringEquals"]["AWS:SourceAccount"] = json!(account);
    }
    let answer = statement.to_string();
    statements.push(statement);
    write(world, id, statements)?;
    Ok(json!({ "Statement": answer }))
}

/// RemovePermission.
pub fn remove(world: &mut World, input: &Members) -> Result<Value, ApiError> {
    let id = function(world, input)?;
    let label = text(input, "StatementId").unwrap_or_default();
    let mut statements = statements(world, id)?;
    let before = statements.len();
    statements.retain(|statement| statement["Sid"] != label);
    if statements.len() == before {
        return Err(missing(format!("Statement {label} is not found in resource policy.")));
    }
    write(world, id, statements)?;
    Ok(json!({}))
}

/// GetPolicy.
pub fn get(world: &World, input: &Members) -> Result<Value, ApiError> {
    let policy = info(world, function(world, input)?)?.settings.text("Policy");
    if policy.is_empty() {
        return Err(missing("The resource you requested does not exist.".to_string()));
    }
    Ok(json!({ "Policy": policy.as_ref() }))
}

fn missing(message: String) -> ApiError {
    ApiError::new("ResourceNotFoundException", message)
        .with_http(404)
        .because(Some(const { rule("LAM-140") }))
}

/// The statements that the function's policy has.
fn statements(world: &World, id: NodeId) -> Result<Vec<Value>, ApiError> {
    let policy: Value = serde_json::from_str(&info(world, id)?.settings.text("Policy")).unwrap_or_default();
    Ok(match &policy["Statement"] {
        Value::Array(statements) => statements.clone(),
        Value::Null => Vec::new(),
        one => vec![one.clone()],
    })
}

fn write(world: &mut World, id: NodeId, statements: Vec<Value>) -> Result<(), ApiError> {
    let policy = if statements.is_empty() {
        String::new()
    } else {
        json!({ "Version": "2012-10-17", "Id": "default", "Statement": statements }).to_string()
    };
    if policy.len() > PolicyLimits::LAMBDA.bytes {
        let message = "The final policy size is bigger than the limit (20480).";
        return Err(ApiError::new("PolicyLengthExceededException", message).because(Some(const { rule("LAM-140") })));
    }
    Policy::read(&policy, PolicyLimits::LAMBDA).map_err(|error| invalid(error.0, const { rule("END-109") }))?;
    configure(world, id, vec![("Policy", Setting::Text(Rc::from(policy)))])
}
