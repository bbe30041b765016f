//! What the identity of an application lets it do: the settings that producers and workers share, and what follows.

use crate::base::NodeId;
use crate::sim::{Ctx, FieldSpec, NodeInfo};

const ROLE: &str = "Identity";

/// What the role of an application does not allow.
pub const ROLE_LACKS: FieldSpec = FieldSpec::text("RoleLacks", 256, false).told(
    ROLE,
    "END-104",
    "Actions that its role does not allow, with commas between: sqs:DeleteMessage, sns:Publish, lambda:InvokeFunction, \
     events:PutEvents, dynamodb:PutItem, s3:PutObject, kms:Decrypt. Empty: it may do all it needs.",
);
/// Whether it calls over HTTPS.
pub const HTTPS: FieldSpec =
    FieldSpec::flag("Https", true).told(ROLE, "SQS-195", "Off: it calls over plain HTTP, and AWS refuses that.");

/// Why an identity does not get through.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unfit {
    /// Its role lacks the action.
    Role,
    /// It calls over plain HTTP.
    Http,
}

/// Whether a caller may do something as far as its own identity goes (END-100, END-103, END-104). Kinds without these
/// settings have every right: the roles of functions (END-108) and of redrives (END-110).
pub fn check_identity(cx: &Ctx<'_>, caller: NodeId, action: &str) -> Result<(), Unfit> {
    cx.info(caller).map_or(Ok(()), |info| check(info, action))
}

fn check(info: &NodeInfo, action: &str) -> Result<(), Unfit> {
    if info.settings.is_changed(ROLE_LACKS.name) {
        let lacks = info.settings.text(ROLE_LACKS.name);
        if lacks
            .split(',')
            .any(|lacked| lacked.trim().eq_ignore_ascii_case(action))
        {
            return Err(Unfit::Role);
        }
    }
    if info.settings.is_changed(HTTPS.name) {
        Err(Unfit::Http)
    } else {
        Ok(())
    }
}
