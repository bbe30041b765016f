//! Who may call a queue, and whether its key lets them read and write (SQS-191 to SQS-195).

use super::core::{Core, Queue};
use super::discipline::Discipline;
use super::error::{ErrorCode, SqsError};
use super::rules::rule;
use crate::base::{NodeId, SimDuration};
use crate::nodes::access::{Because, Denial, KeyError, KeyUse, PolicyLimits, ResourcePolicy, Unfit, Who, who};
use crate::nodes::service::arn::arn;
use crate::sim::{Ctx, Settings};
use std::rc::Rc;

/// The part of the settings that is about access.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Access {
    /// The queue's own policy (SQS-028).
    policy: ResourcePolicy,
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
            policy: ResourcePolicy::new(settings, PolicyLimits::SQS),
            key: (!key.is_empty()).then_some(key),
            reuse: settings.seconds("KmsDataKeyReusePeriodSeconds"),
        }
    }
}

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

impl Core {
    /// The queue's ARN.
    fn arn(&self, cx: &Ctx<'_>) -> String {
        cx.info(self.me).map_or_else(String::new, |info| arn("sqs", info))
    }
}

impl<D: Discipline> Queue<D> {
    /// Lets a caller pass that its identity, the queue's policy and its key let pass.
    #[inline]
    pub(super) fn admit(&mut self, caller: NodeId, wanted: Wanted, cx: &mut Ctx<'_>) -> Result<(), SqsError> {
        let who = cx.info(caller).map_or(Who::Account, |info| who(info.spec.kind));
        self.admit_as((caller, who), wanted, cx)
    }

    /// The same for somebody who comes as this principal.
    pub(super) fn admit_as(
        &mut self,
        (caller, who): (NodeId, Who<'static>),
        wanted: Wanted,
        cx: &mut Ctx<'_>,
    ) -> Result<(), SqsError> {
        let access = &self.core.config.access;
        let allowed = access
            .policy
            .allow(cx, (caller, who), wanted.action(), || self.core.arn(cx))
            .map_err(|denial| self.denied(denial, wanted, cx));
        allowed?;
        self.unlock((caller, who), wanted, cx)
    }

    /// SQS-195, END-112: who is not let in is told what is missing.
    fn denied(&self, denial: Denial, wanted: Wanted, cx: &Ctx<'_>) -> SqsError {
        let (action, resource, caller) = (wanted.action(), self.core.arn(cx), denial.caller());
        let because = match denial.because {
            Because::Identity(Unfit::Http) => {
                let message = "Access denied. Your call must be made over HTTPS and signed with Signature Version 4.";
                return SqsError::new(ErrorCode::InvalidSecurity, message, const { rule("SQS-195") });
            }
            Because::Identity(Unfit::Role) => format!("because no identity-based policy allows the {action} action"),
            Because::Deny => "with an explicit deny in a resource-based policy".to_string(),
            Because::Silence => format!("because no resource-based policy allows the {action} action"),
        };
        SqsError::new(
            ErrorCode::AccessDenied,
            format!("{caller} is not authorized to perform: {action} on resource: {resource} {because}"),
            const { rule("SQS-195") },
        )
    }

    /// SQS-191: asks the key, at most once in the reuse period for each principal (SQS-193, END-093).
    fn unlock(
        &mut self,
        (caller, who): (NodeId, Who<'static>),
        wanted: Wanted,
        cx: &mut Ctx<'_>,
    ) -> Result<(), SqsError> {
        let (Some(key), Some(key_use)) = (self.core.config.access.key.clone(), wanted.key_use()) else {
            return Ok(());
        };
        let reuse = self.core.config.access.reuse;
        let unlocked = self.core.data_keys.unlock(cx, &key, (caller, who), key_use, reuse);
        unlocked.map_err(|error| refused(error, &key))
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
