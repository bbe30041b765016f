//! What AddPermission writes into the policy of a queue or topic, and RemovePermission takes out of it: statements that are
//! known by their label, which is their Sid.

use serde_json::{Value, json};

/// A statement that lets accounts do something with a resource.
#[derive(Clone, Copy, Debug)]
pub struct Permission<'a> {
    /// Its Sid.
    pub label: &'a str,
    /// The accounts that may, by their numbers.
    pub accounts: &'a [&'a str],
    /// What they may, without the service: `SendMessage`.
    pub actions: &'a [&'a str],
}

/// A policy as text: an empty one, or what the editor has taken.
fn read(policy: &str) -> Value {
    let read: Value = serde_json::from_str(policy).unwrap_or_default();
    if read.is_object() { read } else { json!({}) }
}

/// A policy may also have one statement as it is.
fn statements(policy: &Value) -> Vec<Value> {
    match policy.get("Statement") {
        Some(Value::Array(list)) => list.clone(),
        Some(one @ Value::Object(_)) => vec![one.clone()],
        _ => Vec::new(),
    }
}

fn is_labelled(statement: &Value, label: &str) -> bool {
    statement.get("Sid").and_then(Value::as_str) == Some(label)
}

/// Whether a policy has a statement with this label.
pub fn has_statement(policy: &str, label: &str) -> bool {
    statements(&read(policy))
        .iter()
        .any(|statement| is_labelled(statement, label))
}

/// How many statements a policy has.
pub fn count_statements(policy: &str) -> usize {
    statements(&read(policy)).len()
}

/// One as it is, several as a list, as AWS writes them.
fn one_or_all(texts: Vec<String>) -> Value {
    match texts.as_slice() {
        [one] => json!(one),
        _ => json!(texts),
    }
}

/// A policy with one statement more. `id` names a policy that has none yet; `service` stands before the actions: `SQS`.
pub fn with_permission(policy: &str, id: &str, service: &str, resource: &str, new: Permission<'_>) -> String {
    let mut policy = read(policy);
    if policy.get("Version").is_none() {
        policy["Version"] = json!("2008-10-17");
        policy["Id"] = json!(id);
    }
    let mut all = statements(&policy);
    let accounts = new
        .accounts
        .iter()
        .map(|account| format!("arn:aws:iam::{account}:root"));
    let actions = new.actions.iter().map(|action| format!("{service}:{action}"));
    all.push(json!({
        "Sid": new.label,
        "Effect": "Allow",
        "Principal": { "AWS": one_or_all(accounts.collect()) },
        "Action": one_or_all(actions.collect()),
        "Resource": resource,
    }));
    policy["Statement"] = Value::Array(all);
    policy.to_string()
}

/// A policy without the statement of this label: an empty text when nothing else is in it, None when there is none such.
pub fn without_permission(policy: &str, label: &str) -> Option<String> {
    let mut policy = read(policy);
    let mut all = statements(&policy);
    let before = all.len();
    all.retain(|statement| !is_labelled(statement, label));
    if all.len() == before {
        return None;
    }
    if all.is_empty() {
        return Some(String::new());
    }
    policy["Statement"] = Value::Array(all);
    Some(policy.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nodes::access::valid_policy;

    #[test]
    fn statements_come_and_go_by_their_label() {
        let new = |label| Permission {
            label,
            accounts: &["111122223333", "444455556666"],
            actions: &["Publish"],
        };
        let resource = "arn:aws:sns:us-east-1:123456789012:orders";
        let written = r#"{"Statement": {"Sid": "mine", "Effect": "Deny", "Principal": "*", "Action": "sns:Publish"}}"#;
        let policy = with_permission(written, "id", "SNS", resource, new("theirs"));
        assert_eq!(valid_policy(&policy), Ok(()));
        let read: Value = serde_json::from_str(&policy).expect("JSON");
        assert_eq!(
            read["Statement"][1],
            json!({
                "Sid": "theirs",
                "Effect": "Allow",
                "Principal": { "AWS": ["arn:aws:iam::111122223333:root", "arn:aws:iam::444455556666:root"] },
                "Action": "SNS:Publish",
                "Resource": resource,
            })
        );
        assert_eq!((has_statement(&policy, "mine"), count_statements(&policy)), (true, 2));
        assert_eq!(without_permission(&policy, "nobody's"), None);
        let rest = without_permission(&policy, "mine").expect("it was there");
        assert_eq!(without_permission(&rest, "theirs").as_deref(), Some(""));
        let first = with_permission("", "id", "SQS", "r", new("a"));
        assert!(
            first.contains(r#""Id":"id""#) && first.contains("2008-10-17"),
            "{first}"
        );
    }
}
