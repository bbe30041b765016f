//! What a KMS key says to somebody who needs it. A key is a node of its own; its settings are all that is asked.

use super::identity::{Unfit, check_identity};
use super::policy::{Ask, Decision, Policy, PolicyLimits};
use super::principal::{Who, source_arn};
use crate::base::{NodeId, SimDuration, SimTime};
use crate::sim::{Basis, ChargeSpec, Ctx, NodeInfo};
use std::collections::BTreeMap;

/// The kind of the nodes that are keys.
pub const KEY_KIND: &str = "kms-key";

/// What somebody needs a key for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum KeyUse {
    /// To encrypt a new message: `kms:GenerateDataKey` and `kms:Decrypt` (END-091).
    Encrypt,
    /// To read one: `kms:Decrypt`.
    Decrypt,
}

impl KeyUse {
    /// The actions that this takes (END-091).
    const fn actions(self) -> &'static [&'static str] {
        match self {
            KeyUse::Encrypt => &["kms:GenerateDataKey", "kms:Decrypt"],
            KeyUse::Decrypt => &["kms:Decrypt"],
        }
    }
}

/// A request to KMS for a data key (SQS-193).
pub static KMS_REQUESTS: ChargeSpec = ChargeSpec {
    id: "kms-requests",
    service: "AWS KMS",
    label: "Requests for data keys",
    basis: Basis::Used,
    micro_dollars: 30_000,
    per: 10_000,
    unit: "requests",
    source: "One for each principal in each reuse period (SQS-193); the 20,000 free ones of a month are not deducted.",
};

/// Until when which data keys of a resource serve whom (END-093), by service; the account is "".
#[derive(Clone, Default, Debug)]
pub struct DataKeys(BTreeMap<(&'static str, KeyUse), SimTime>);

impl DataKeys {
    /// Forgets them all: the resource has another key.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Asks a key, at most once in the reuse period for each principal (SQS-193, END-093). A role that may not use keys is
    /// not helped by a data key that others have fetched.
    pub fn unlock(
        &mut self,
        cx: &mut Ctx<'_>,
        key: &str,
        (caller, who): (NodeId, Who<'static>),
        wanted: KeyUse,
        reuse: SimDuration,
    ) -> Result<(), KeyError> {
        let name = match who {
            Who::Account => "",
            Who::Service(service) => service,
        };
        let now = cx.now();
        let kept = self.0.get(&(name, wanted)).is_some_and(|until| now < *until);
        if kept && role_uses_keys(cx, caller, wanted) {
            return Ok(());
        }
        cx.charge(&KMS_REQUESTS, 1);
        check_key(cx, key, (caller, who), wanted)?;
        self.0.insert((name, wanted), now + reuse);
        Ok(())
    }
}

/// Whether the role of a node lets it use keys for this, whatever their policies say.
fn role_uses_keys(cx: &Ctx<'_>, caller: NodeId, wanted: KeyUse) -> bool {
    let actions = wanted.actions().iter();
    actions
        .map(|action| check_identity(cx, caller, action))
        .all(|said| said != Err(Unfit::Role))
}

/// Why a key can't be used (END-092).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum KeyError {
    /// There is no such key.
    NotFound,
    /// It is switched off.
    Disabled,
    /// It waits for its deletion or its import.
    InvalidState,
    /// Its policy does not allow it.
    AccessDenied,
    /// More requests than KMS answers.
    Throttled,
}

/// Asks a key, named by its alias, name or ARN as `KmsMasterKeyId` has it. Ok carries the key's node, None for a key that AWS
/// manages.
pub fn check_key(
    cx: &Ctx<'_>,
    id: &str,
    (caller, who): (NodeId, Who<'_>),
    wanted: KeyUse,
) -> Result<Option<NodeId>, KeyError> {
    if !role_uses_keys(cx, caller, wanted) {
        return Err(KeyError::AccessDenied);
    }
    let name = id
        .strip_prefix("arn:aws:kms:")
        .map_or(id, |rest| rest.rsplit(':').next().unwrap_or(rest));
    let name = name
        .strip_prefix("key/")
        .or_else(|| name.strip_prefix("alias/"))
        .unwrap_or(name);
    if name.starts_with("aws/") {
        // SQS-192, SNS-163: the policy of a key that AWS manages names the account only, and nobody can edit it.
        return match who {
            Who::Account => Ok(None),
            Who::Service(_) => Err(KeyError::AccessDenied),
        };
    }
    let key = cx.find(name, &[KEY_KIND]).ok_or(KeyError::NotFound)?;
    let info = cx.info(key).ok_or(KeyError::NotFound)?;
    match info.settings.choice("KeyState") {
        0 => {}
        1 => return Err(KeyError::Disabled),
        _ => return Err(KeyError::InvalidState),
    }
    if info.settings.flag("Throttled") {
        return Err(KeyError::Throttled);
    }
    if allows(info, who, wanted) {
        Ok(Some(key))
    } else {
        Err(KeyError::AccessDenied)
    }
}

/// END-091: the account may use its keys unless the policy leaves it out or denies it; a service needs a statement.
fn allows(info: &NodeInfo, who: Who<'_>, wanted: KeyUse) -> bool {
    let policy = Policy::read(&info.settings.text("Policy"), PolicyLimits::OTHER).unwrap_or_default();
    let resource = source_arn(info);
    let grants = info.settings.choice("Grants");
    let may = |action| {
        let said = policy.decide(&Ask {
            who,
            action,
            resource: &resource,
            source: None,
        });
        match who {
            _ if said == Decision::Denied => false,
            _ if said == Decision::Allowed => true,
            Who::Account => grants != 2,
            Who::Service(_) => grants == 1,
        }
    };
    wanted.actions().iter().all(|action| may(action))
}
