//! Who may publish, and whether the topic's key lets them (SNS-040, SNS-041, SNS-164).

use super::error::SnsError;
use super::rules::rule;
use super::topic::Topic;
use crate::base::{NodeId, SimDuration};
use crate::nodes::access::{Because, Denial, KeyError, KeyUse, PolicyLimits, ResourcePolicy, Unfit, Who, who};
use crate::sim::{Ctx, Settings};
use std::rc::Rc;

/// For how long a data key serves: fixed for topics, while queues have a setting for it (END-093).
const DATA_KEY_REUSE: SimDuration = SimDuration::from_secs(300);

/// The part of the settings that is about access.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Access {
    /// SNS-015.
    policy: ResourcePolicy,
    /// SNS-017.
    key: Option<Rc<str>>,
}

impl Access {
    /// Reads the settings of a topic of either kind.
    pub fn new(settings: &Settings) -> Access {
        let key = settings.text("KmsMasterKeyId");
        Access {
            policy: ResourcePolicy::new(settings, PolicyLimits::SNS),
            key: (!key.is_empty()).then_some(key),
        }
    }
}

impl Topic {
    /// Lets a publisher pass that its identity, the topic's policy and its key let pass.
    pub(super) fn allow(&mut self, caller: NodeId, arn: &str, cx: &mut Ctx<'_>) -> Result<(), SnsError> {
        let access = &self.config.access;
        let who = cx.info(caller).map_or(Who::Account, |info| who(info.spec.kind));
        let allowed = access
            .policy
            .allow(cx, (caller, who), "sns:Publish", || arn.to_string());
        allowed.map_err(|denial| denied(denial, arn))?;
        let Some(key) = &access.key else { return Ok(()) };
        let unlocked = self
            .data_keys
            .unlock(cx, key, (caller, who), KeyUse::Encrypt, DATA_KEY_REUSE);
        unlocked.map_err(refused)
    }
}

fn denied(denial: Denial, arn: &str) -> SnsError {
    if denial.because == Because::Identity(Unfit::Http) {
        let message = "Your call must be made over HTTPS and signed with Signature Version 4.";
        return SnsError::new("InvalidSecurity", message, const { rule("SNS-041") });
    }
    let why = match denial.who {
        Who::Account => const { rule("SNS-041") },
        Who::Service(_) => const { rule("SNS-164") },
    };
    let caller = denial.caller();
    let message = format!("{caller} is not authorized to perform: SNS:Publish on resource: {arn}");
    SnsError::new("AuthorizationError", message, why)
}

/// SNS-040: each state of a key has its own error.
fn refused(error: KeyError) -> SnsError {
    let (code, message) = match error {
        KeyError::NotFound => ("KMSNotFound", "The KMS key does not exist."),
        KeyError::Disabled => ("KMSDisabled", "The KMS key is disabled."),
        KeyError::InvalidState => ("KMSInvalidState", "The KMS key is pending deletion or import."),
        KeyError::AccessDenied => ("KMSAccessDenied", "The key policy does not allow this caller."),
        KeyError::Throttled => ("KMSThrottling", "KMS answers that the rate is exceeded."),
    };
    SnsError::new(code, message, const { rule("SNS-040") })
}
