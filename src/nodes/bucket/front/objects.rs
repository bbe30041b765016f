//! The actions on objects.

use super::{bucket, no_bucket, on, text_or_empty};
use crate::base::NodeId;
use crate::nodes::World;
use crate::nodes::bucket::notification::Change;
use crate::nodes::bucket::record::{etag, version};
use crate::nodes::service::{ApiError, Members};
use serde_json::{Map, Value, json};
use std::rc::Rc;

fn no_key() -> ApiError {
    ApiError::new("NoSuchKey", "The specified key does not exist.").with_http(404)
}

fn quoted(fingerprint: u64) -> String {
    format!("\"{}\"", etag(fingerprint))
}

/// PutObject.
pub fn put(world: &mut World, id: NodeId, input: &Members) -> Result<Value, ApiError> {
    let (key, body) = (
        Rc::from(text_or_empty(input, "Key")),
        Rc::from(text_or_empty(input, "Body")),
    );
    let object = on(world, id, |bucket, cx| bucket.put(&key, &body, Change::Put, None, cx))?;
    let mut answer = json!({ "ETag": quoted(object.etag) });
    if world.info(id).is_some_and(|info| info.settings.flag("Versioning")) {
        answer["VersionId"] = version(object.sequencer).into();
    }
    Ok(answer)
}

/// CopyObject: from any bucket to this one.
pub fn copy(world: &mut World, id: NodeId, input: &Members) -> Result<Value, ApiError> {
    let source = text_or_empty(input, "CopySource").trim_start_matches('/');
    let (from, source_key) = source.split_once('/').ok_or_else(no_key)?;
    let from = bucket(world, from).ok_or_else(no_bucket)?;
    let found = on(world, from, |bucket, cx| bucket.get(source_key, cx))?.ok_or_else(no_key)?;
    let key = Rc::from(text_or_empty(input, "Key"));
    let object = on(world, id, |bucket, cx| {
        bucket.put(&key, &found.body, Change::Copy, None, cx)
    })?;
    Ok(json!({ "CopyObjectResult": { "ETag": quoted(object.etag) } }))
}

/// GetObject.
pub fn get(world: &mut World, id: NodeId, input: &Members) -> Result<Value, ApiError> {
    let found = on(world, id, |bucket, cx| bucket.get(text_or_empty(input, "Key"), cx))?;
    let object = found.ok_or_else(no_key)?;
    Ok(json!({
        "ContentLength": object.body.len(),
        "ETag": quoted(object.etag),
        "Body": object.body.as_ref(),
    }))
}

/// DeleteObject.
pub fn delete(world: &mut World, id: NodeId, input: &Members) -> Result<Value, ApiError> {
    let marker = on(world, id, |bucket, cx| bucket.delete(text_or_empty(input, "Key"), cx))?;
    let mut answer = Map::new();
    if let Some(version) = marker {
        answer.insert("DeleteMarker".to_string(), true.into());
        answer.insert("VersionId".to_string(), version.into());
    }
    Ok(answer.into())
}

/// ListObjectsV2: at most a thousand at once, by key.
pub fn list(world: &mut World, id: NodeId, input: &Members) -> Result<Value, ApiError> {
    let prefix = text_or_empty(input, "Prefix");
    let asked = input.get("MaxKeys").and_then(Value::as_u64).unwrap_or(1_000);
    let most = asked.min(1_000) as usize;
    let (rows, more) = on(world, id, |bucket, _| {
        let mut found = bucket.objects().filter(|(key, _)| key.starts_with(prefix));
        let row = |(key, object): (&Rc<str>, &crate::nodes::bucket::store::Object)| json!({ "Key": key.as_ref(), "ETag": quoted(object.etag), "Size": object.body.len() });
        let rows: Vec<Value> = found.by_ref().take(most).map(row).collect();
        (rows, found.next().is_some())
    })?;
    let name = world.info(id).map_or_else(String::new, |info| info.name.to_string());
    let count = rows.len();
    Ok(json!({ "Contents": rows, "KeyCount": count, "Name": name, "IsTruncated": more }))
}
