//! Who may publish, and whether the topic's key lets them (SNS-040, SNS-041, SNS-164).

use super::error::SnsError;
use super::rules::rule;
use super::topic::Topic;
use crate::base::NodeId;
use crate::nodes::access::{Ask, Decision, KeyError, KeyUse, Policy, PolicyLimits, Who, check_key, source_arn, who};
use crate::sim::{Ctx, Settings};
use std::rc::Rc;

/// The part of the settings that is about access.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Access {
    /// SNS-015.
    policy: Rc<Policy>,
    /// Whether services need a statement of it; otherwise whoever is wired may publish.
    as_written: bool,
    /// SNS-017.
    key: Option<Rc<str>>,
}

impl Access {
    /// Reads the settings of a topic of either kind.
    pub fn new(settings: &Settings) -> Access {
        let key = settings.text("KmsMasterKeyId");
        Access {
            policy: Rc::new(Policy::read(&settings.text("Policy"), PolicyLimits::SNS).unwrap_or_default()),
            as_written: settings.choice("AccessPolicy") == 1,
            key: (!key.is_empty()).then_some(key),
        }
    }
}

impl Topic {
    /// Lets a publisher pass that the topic's policy and its key let pass.
    pub(super) fn allow(&self, caller: NodeId, arn: &str, cx: &Ctx<'_>) -> Result<(), SnsError> {
        let access = &self.config.access;
        if access.key.is_none() && !access.as_written && access.policy.is_empty() {
            return Ok(());
        }
        let who = cx.info(caller).map_or(Who::Account, |info| who(info.spec.kind));
        let source = match who {
            Who::Account => None,
            Who::Service(_) => cx.info(caller).map(source_arn),
        };
        let said = access.policy.decide(&Ask {
            who,
            action: "sns:Publish",
            resource: arn,
            source: source.as_deref(), // SNS-165
        });
        let allowed = match who {
            Who::Service(_) if access.as_written => said == Decision::Allowed, // SNS-164
            _ => said != Decision::Denied,
        };
        if !allowed {
            let caller = match who {
                Who::Account => "User",
                Who::Service(service) => service,
            };
            let message = format!("{caller} is not authorized to perform: SNS:Publish on resource: {arn}");
            let why = match who {
                Who::Account => const { rule("SNS-041") },
                Who::Service(_) => const { rule("SNS-164") },
            };
            return Err(SnsError::new("AuthorizationError", message, why));
        }
        match &access.key {
            None => Ok(()),
            Some(key) => check_key(cx, key, who, KeyUse::Encrypt).map(|_| ()).map_err(refused),
        }
    }
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
