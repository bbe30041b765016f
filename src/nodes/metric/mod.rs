//! Metrics as CloudWatch names them: namespaces, dimensions, and queries with metric math. No kind of node of its own;
//! alarms ask here, and groups that track a target.

mod expression;
mod query;

pub use expression::Expression;
pub use query::{Query, Series, check_ids, returned};

use super::World;
use super::service::Members;
use super::service::members::{structures, text, text_or_empty};
use crate::base::NodeId;
use crate::sim::NodeSpec;
use serde_json::{Value, json};

/// CloudWatch's namespace for a kind's metrics.
pub fn namespace(spec: &NodeSpec) -> &'static str {
    match spec.kind {
        "sqs-standard" | "sqs-fifo" => "AWS/SQS",
        "sns-standard" | "sns-fifo" => "AWS/SNS",
        "lambda" => "AWS/Lambda",
        "auto-scaling-group" => "AWS/AutoScaling",
        "event-bus" | "event-rule" => "AWS/Events",
        "dynamodb-table" => "AWS/DynamoDB",
        "rds-database" => "AWS/RDS",
        "s3-bucket" => "AWS/S3",
        "load-balancer" => "AWS/ApplicationELB",
        _ => "Decouple",
    }
}

/// The name of the dimension that tells nodes of a kind apart.
pub fn dimension(spec: &NodeSpec) -> &'static str {
    match namespace(spec) {
        "AWS/SQS" => "QueueName",
        "AWS/SNS" => "TopicName",
        "AWS/Lambda" => "FunctionName",
        "AWS/AutoScaling" => "AutoScalingGroupName",
        "AWS/Events" => "RuleName",
        "AWS/DynamoDB" => "TableName",
        "AWS/RDS" => "DBInstanceIdentifier",
        "AWS/S3" => "BucketName",
        "AWS/ApplicationELB" => "LoadBalancer",
        _ => "Name",
    }
}

/// The dimensions of a node's metrics, as answers show them.
pub fn dimensions(world: &World, id: NodeId) -> Value {
    match world.info(id) {
        Some(info) => json!([{ "Name": dimension(info.spec), "Value": info.name.as_ref() }]),
        None => json!([]),
    }
}

/// The node whose metric is meant by Namespace and Dimensions. A real account takes any names; here the node must stand on
/// the canvas.
///
/// # Errors
/// A sentence that says what is wrong.
pub fn find(world: &World, metric: &Members) -> Result<NodeId, String> {
    let wanted = text_or_empty(metric, "Namespace");
    let fits = |id: &NodeId| {
        let info = world.info(*id);
        info.is_some_and(|info| wanted.is_empty() || namespace(info.spec) == wanted)
    };
    let names = structures(metric, "Dimensions").filter_map(|dimension| text(dimension, "Value"));
    names.filter_map(|name| world.find(name)).find(fits).ok_or_else(|| {
        "Dimensions name no node of this Namespace. Write for example Name=QueueName,Value=orders.".to_string()
    })
}
