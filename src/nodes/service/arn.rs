//! Where resources live, and the addresses that name them.

use crate::sim::NodeInfo;

/// The account that owns everything.
pub const ACCOUNT: &str = "123456789012";
/// Where a node stands that stands in no region box.
pub const DEFAULT_REGION: &str = "us-east-1";

/// The region of a node.
pub fn region(info: &NodeInfo) -> &str {
    match info.place.region.as_ref() {
        "" => DEFAULT_REGION,
        region => region,
    }
}

/// `arn:aws:sqs:us-east-1:123456789012:orders`, `arn:aws:lambda:us-east-1:123456789012:function:resize`: the ARN of a node of
/// a service.
pub fn arn(service: &str, info: &NodeInfo) -> String {
    let sort = if service == "lambda" { "function:" } else { "" };
    format!("arn:aws:{service}:{}:{ACCOUNT}:{sort}{}", region(info), info.name)
}

/// What a person may write to mean a resource.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Address<'a> {
    /// The region, when the address names one.
    pub region: Option<&'a str>,
    /// The resource's name.
    pub name: &'a str,
}

/// Reads an ARN of a service's resource. None when it is none of this account.
pub fn read_arn<'a>(text: &'a str, service: &str) -> Option<Address<'a>> {
    let mut parts = text.strip_prefix("arn:aws:")?.splitn(4, ':');
    let (of, region, account, name) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    (of == service && account == ACCOUNT && !region.is_empty() && !name.is_empty()).then_some(Address {
        region: Some(region),
        name,
    })
}
