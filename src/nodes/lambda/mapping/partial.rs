//! What a function's response means to a mapping with ReportBatchItemFailures (LAM-080 to LAM-082).

use super::super::invocation::Record;
use crate::base::MessageId;
use crate::sim::Message;
use serde_json::Value;
use std::collections::BTreeSet;

/// Which messages of a batch are done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// All.
    AllDone,
    /// None.
    AllFailed,
    /// All but these.
    Failed(BTreeSet<MessageId>),
}

impl Outcome {
    /// Whether a message can be deleted.
    pub fn is_done(&self, message: &Message) -> bool {
        match self {
            Outcome::AllDone => true,
            Outcome::AllFailed => false,
            Outcome::Failed(failed) => !failed.contains(&message.id),
        }
    }
}

/// Reads a response.
pub fn read(text: &str, records: &[Record]) -> Outcome {
    // LAM-081: no response, or null.
    if text.trim().is_empty() {
        return Outcome::AllDone;
    }
    let Ok(response) = serde_json::from_str::<Value>(text) else {
        return Outcome::AllFailed; // LAM-082
    };
    let object = match &response {
        Value::Null => return Outcome::AllDone,
        Value::Object(object) if object.is_empty() => return Outcome::AllDone,
        Value::Object(object) => object,
        _ => return Outcome::AllFailed,
    };
    match object.get("batchItemFailures") {
        Some(Value::Null) => Outcome::AllDone,
        Some(Value::Array(items)) if items.is_empty() => Outcome::AllDone,
        Some(Value::Array(items)) => {
            let batch: BTreeSet<MessageId> = records.iter().map(|record| record.message.id).collect();
            let known = |item: &Value| {
                let id = item.get("itemIdentifier")?.as_str()?;
                let id = MessageId(id.strip_prefix("m-")?.parse().ok()?);
                batch.contains(&id).then_some(id)
            };
            let failed: Option<BTreeSet<MessageId>> = items.iter().map(known).collect();
            failed.map_or(Outcome::AllFailed, Outcome::Failed)
        }
        _ => Outcome::AllFailed,
    }
}
