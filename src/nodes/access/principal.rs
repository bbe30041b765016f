//! As whom a node calls.

use crate::nodes::service::arn::{ACCOUNT, arn, region};
use crate::sim::NodeInfo;

/// A principal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Who<'a> {
    /// Somebody of the account that owns everything, whose identity allows what the account may do.
    Account,
    /// An AWS service that acts on its own: `sns.amazonaws.com`.
    Service(&'a str),
}

/// As whom a node calls (END-100): topics, rules, buckets and alarms come as their service and need the other side's
/// policy; applications, functions, pipes and schedules come with an identity or a role of the account.
pub fn who(kind: &str) -> Who<'static> {
    match kind {
        "sns-standard" | "sns-fifo" => Who::Service("sns.amazonaws.com"),
        "event-rule" => Who::Service("events.amazonaws.com"),
        "s3-bucket" => Who::Service("s3.amazonaws.com"),
        "alarm" => Who::Service("cloudwatch.amazonaws.com"),
        _ => Who::Account,
    }
}

/// The ARN of a node, which is also what a service names as the source of its call (`aws:SourceArn`).
pub fn source_arn(info: &NodeInfo) -> String {
    match info.spec.kind {
        "event-rule" => format!("arn:aws:events:{}:{ACCOUNT}:rule/{}", region(info), info.name),
        "s3-bucket" => format!("arn:aws:s3:::{}", info.name),
        "alarm" => format!("arn:aws:cloudwatch:{}:{ACCOUNT}:alarm:{}", region(info), info.name),
        "kms-key" => format!("arn:aws:kms:{}:{ACCOUNT}:key/{}", region(info), info.name),
        "dynamodb-table" => format!("arn:aws:dynamodb:{}:{ACCOUNT}:table/{}", region(info), info.name),
        _ => arn(info.spec.service, info),
    }
}
