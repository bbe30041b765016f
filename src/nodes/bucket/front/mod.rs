//! Amazon S3 behind the AWS front: buckets by name, objects by key, refusals in S3's words.

mod configuration;
mod objects;

use crate::base::NodeId;
use crate::nodes::bucket::{Bucket, api, spec};
use crate::nodes::service::making::add_node;
use crate::nodes::service::members::text_or_empty;
use crate::nodes::service::{ApiError, Begun, Members, Service, Ticket};
use crate::nodes::{AnyNode, World};
use crate::sim::{Action, Ctx, NodeInfo, Response, Settings};
use serde_json::{Value, json};

/// The service, as the registry names it.
pub static SERVICE: Service = Service {
    name: "s3api",
    actions: api::ACTIONS,
    begin,
    finish,
    gone: no_bucket,
};

/// No action waits.
fn finish(_: &World, _: &Ticket, _: Response) -> Result<Value, ApiError> {
    Err(no_bucket())
}

fn no_bucket() -> ApiError {
    ApiError::new("NoSuchBucket", "The specified bucket does not exist").with_http(404)
}

fn begin(world: &mut World, action: &'static Action, input: &Members) -> Result<Begun, ApiError> {
    let answer = match action.name {
        "ListBuckets" => Ok(list(world)),
        "CreateBucket" => create(world, input),
        other => {
            let id = bucket(world, text_or_empty(input, "Bucket")).ok_or_else(no_bucket)?;
            match other {
                "CopyObject" => objects::copy(world, id, input),
                "DeleteObject" => objects::delete(world, id, input),
                "GetBucketNotificationConfiguration" => Ok(configuration::get(world, id)),
                "GetObject" => objects::get(world, id, input),
                "ListObjectsV2" => objects::list(world, id, input),
                "PutBucketNotificationConfiguration" => configuration::put(world, id, input),
                "PutObject" => objects::put(world, id, input),
                other => unreachable!("{other} is not in the table of actions"),
            }
        }
    };
    answer.map(Begun::Answer)
}

fn buckets(world: &World) -> impl Iterator<Item = (NodeId, &NodeInfo)> {
    let known = world.nodes().filter_map(|(id, _)| Some((id, world.info(id)?)));
    known.filter(|(_, info)| info.spec.kind == spec::SPEC.kind)
}

fn bucket(world: &World, name: &str) -> Option<NodeId> {
    buckets(world)
        .find(|(_, info)| info.name.as_ref() == name)
        .map(|(id, _)| id)
}

/// Acts on a bucket.
fn on<T>(world: &mut World, id: NodeId, act: impl FnOnce(&mut Bucket, &mut Ctx<'_>) -> T) -> Result<T, ApiError> {
    let done = world.poke(id, |node, cx| match node {
        AnyNode::S3Bucket(bucket) => Some(act(bucket, cx)),
        _ => None,
    });
    done.flatten().ok_or_else(no_bucket)
}

fn list(world: &World) -> Value {
    let names: Vec<Value> = buckets(world)
        .map(|(_, info)| json!({ "Name": info.name.as_ref() }))
        .collect();
    json!({ "Buckets": names })
}

fn create(world: &mut World, input: &Members) -> Result<Value, ApiError> {
    let name = text_or_empty(input, "Bucket");
    let fine = (3..=63).contains(&name.len())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-.".contains(&byte));
    if !fine {
        return Err(ApiError::new("InvalidBucketName", "The specified bucket is not valid."));
    }
    if bucket(world, name).is_some() {
        let message = "Your previous request to create the named bucket succeeded and you already own it.";
        return Err(ApiError::new("BucketAlreadyOwnedByYou", message).with_http(409));
    }
    let added = add_node(world, name, Settings::new(&spec::SPEC));
    added.map_err(|error| ApiError::new("InternalError", error.to_string()))?;
    Ok(json!({ "Location": format!("/{name}") }))
}
