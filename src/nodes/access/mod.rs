//! Who may do what: resource policies, the principals that AWS's services are, and what a KMS key allows. It is no kind of
//! its own; queues, topics and functions ask here.

mod identity;
mod keys;
mod pattern;
mod permission;
mod policy;
mod principal;
mod resource;

#[cfg(test)]
mod tests;

pub use identity::{HTTPS, ROLE_LACKS, Unfit, check_identity};
pub use keys::{DataKeys, KEY_KIND, KMS_REQUESTS, KeyError, KeyUse, check_key};
pub use permission::{Permission, count_statements, has_statement, with_permission, without_permission};
pub use policy::{Ask, Decision, Policy, PolicyError, PolicyLimits, valid_policy};
pub use principal::{Who, source_arn, who};
pub use resource::{Because, Denial, ResourcePolicy, access_policy};
