//! Who may call a queue, and whether its key lets them read and write (SQS-191 to SQS-195).

use super::core::Queue;
use super::discipline::Discipline;
use super::error::{ErrorCode, SqsError};
use super::metering::KMS_REQUESTS;
use super::rules::rule;
use crate::base::{NodeId, SimDuration, SimTime};
use crate::nodes::access::{
    Ask, Decision, KeyError, KeyUse, Policy, PolicyLimits, Unfit, Who, check_identity, check_key, source_arn, who,
};
use crate::nodes::service::arn::arn;
use crate::sim::{Ctx, Settings};
use std::collections::BTreeMap;
use std::rc::Rc;

/// The part of the settings that is about access.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Access {
    /// The queue's own policy (SQS-028).
    policy: Rc<Policy>,
    /// Whether services need a statement of it; otherwise whoever is wired may send, as the console sees to it (SNS-160).
    as_written: bool,
    /// The key, if it is neither SQS's own nor none (SQS-029).
    key: Option<Rc<str>>,
    /// For how long a data key serves (SQS-030).
    reuse: SimDuration,
}

impl Access {
    /// Reads the settings of a queue of either kind.
    pub fn new(settings: &Settings) -> Access {
        let key = settings.text("KmsMasterKeyId");
        Access {
            // A policy that can't be read was never taken by the editor or by SetQueueAttributes.
            policy: Rc::new(Policy::read(&settings.text("Policy"), PolicyLimits::SQS).unwrap_or_default()),
            as_written: settings.choice("AccessPolicy") == 1,
            key: (!key.is_empty()).then_some(key),
            reuse: settings.seconds("KmsDataKeyReusePeriodSeconds"),
        }
    }
}

/// Until when which data keys serve whom (END-093), by service; the account is "".
pub type DataKeys = BTreeMap<(&'static str, KeyUse), SimTime>;

/// What somebody wants of the queue, as a policy and a key see it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wanted {
    /// SendMessage and its batch.
    Send,
    /// ReceiveMessage.
    Receive,
    /// DeleteMessage and its batch.
    Delete,
    /// ChangeMessageVisibility and its batch.
    Change,
}

impl Wanted {
    const fn action(self) -> &'static str {
        match self {
            Wanted::Send => "sqs:SendMessage",
            Wanted::Receive => "sqs:ReceiveMessage",
            Wanted::Delete => "sqs:DeleteMessage",
            Wanted::Change => "sqs:ChangeMessageVisibility",
        }
    }

    const fn key_use(self) -> Option<KeyUse> {
        match self {
            Wanted::Send => Some(KeyUse::Encrypt),
            Wanted::Receive => Some(KeyUse::Decrypt),
            _ => None,
        }
    }
}

impl<D: Discipline> Queue<D> {
    /// Lets a caller pass that the queue's policy and its key let pass.
    #[inline]
    pub(super) fn admit(&mut self, caller: NodeId, wanted: Wanted, cx: &mut Ctx<'_>) -> Result<(), SqsError> {
        let info = cx.info(caller);
        if let Some(info) = info {
            check_identity(info, wanted.action()).map_err(|unfit| self.unfit(unfit, wanted, cx))?;
        }
        let access = &self.core.config.access;
        if access.key.is_none() && !access.as_written && access.policy.is_empty() {
            return Ok(());
        }
        let who = info.map_or(Who::Account, |info| who(info.spec.kind));
        self.admit_as(caller, who, wanted, cx)
    }

    /// The same for somebody who comes as this principal.
    pub(super) fn admit_as(
        &mut self,
        caller: NodeId,
        who: Who<'static>,
        wanted: Wanted,
        cx: &mut Ctx<'_>,
    ) -> Result<(), SqsError> {
        self.allow(caller, who, wanted, cx)?;
        self.unlock(who, wanted, cx)
    }

    /// SQS-195, END-112: a role that lacks an action is denied it, and plain HTTP is refused.
    fn unfit(&self, unfit: Unfit, wanted: Wanted, cx: &Ctx<'_>) -> SqsError {
        let resource = cx.info(self.core.me).map_or_else(String::new, |info| arn("sqs", info));
        let action = wanted.action();
        let (code, message) = match unfit {
            Unfit::Role => (
                ErrorCode::AccessDenied,
                format!(
                    "User is not authorized to perform: {action} on resource: {resource} because no identity-based policy \
                     allows the {action} action"
                ),
            ),
            Unfit::Http => (
                ErrorCode::InvalidSecurity,
                "Access denied. Your call must be made over HTTPS and signed with Signature Version 4.".to_string(),
            ),
        };
        SqsError::new(code, message, const { rule("SQS-195") })
    }

    /// SQS-195, END-100: a Deny stops everyone, and a service also needs an Allow.
    fn allow(&self, caller: NodeId, who: Who<'static>, wanted: Wanted, cx: &Ctx<'_>) -> Result<(), SqsError> {
        let access = &self.core.config.access;
        let resource = cx.info(self.core.me).map_or_else(String::new, |info| arn("sqs", info));
        let source = match who {
            Who::Account => None,
            Who::Service(_) => cx.info(caller).map(source_arn),
        };
        let said = access.policy.decide(&Ask {
            who,
            action: wanted.action(),
            resource: &resource,
            source: source.as_deref(),
        });
        let allowed = match who {
            Who::Account => said != Decision::Denied,
            // SNS-160, END-105 to END-107
            Who::Service(_) if access.as_written => said == Decision::Allowed,
            Who::Service(_) => said != Decision::Denied,
        };
        if allowed {
            return Ok(());
        }
        let because = if said == Decision::Denied {
            "with an explicit deny in a resource-based policy".to_string()
        } else {
            format!("because no resource-based policy allows the {} action", wanted.action())
        };
        let caller = match who {
            Who::Account => "User",
            Who::Service(service) => service,
        };
        Err(SqsError::new(
            ErrorCode::AccessDenied,
            format!(
                "{caller} is not authorized to perform: {} on resource: {resource} {because}",
                wanted.action()
            ),
            const { rule("SQS-195") },
        ))
    }

    /// SQS-191: asks the key, at most once in the reuse period for each principal (SQS-193, END-093).
    fn unlock(&mut self, who: Who<'static>, wanted: Wanted, cx: &mut Ctx<'_>) -> Result<(), SqsError> {
        let (Some(key), Some(key_use)) = (self.core.config.access.key.clone(), wanted.key_use()) else {
            return Ok(());
        };
        let name = match who {
            Who::Account => "",
            Who::Service(service) => service,
        };
        let now = cx.now();
        if self
            .core
            .data_keys
            .get(&(name, key_use))
            .is_some_and(|until| now < *until)
        {
            return Ok(());
        }
        cx.charge(&KMS_REQUESTS, 1);
        check_key(cx, &key, who, key_use).map_err(|error| refused(error, &key))?;
        let until = now + self.core.config.access.reuse;
        self.core.data_keys.insert((name, key_use), until);
        Ok(())
    }
}

/// END-092: each state of a key has its own error.
fn refused(error: KeyError, key: &str) -> SqsError {
    let (code, message, rule) = match error {
        KeyError::NotFound => (
            ErrorCode::KmsNotFound,
            format!("The key {key} does not exist. Draw a KMS key of this name, or choose another one."),
            const { rule("SQS-191") },
        ),
        KeyError::Disabled => (
            ErrorCode::KmsDisabled,
            format!("The key {key} is disabled."),
            const { rule("SQS-191") },
        ),
        KeyError::InvalidState => (
            ErrorCode::KmsInvalidState,
            format!("The key {key} is pending deletion or import."),
            const { rule("SQS-191") },
        ),
        KeyError::AccessDenied => (
            ErrorCode::KmsAccessDenied,
            format!("The key policy of {key} does not allow this caller."),
            const { rule("SQS-192") },
        ),
        KeyError::Throttled => (
            ErrorCode::KmsThrottled,
            "KMS answers that the rate is exceeded.".to_string(),
            const { rule("SQS-191") },
        ),
    };
    SqsError::new(code, message, rule)
}
