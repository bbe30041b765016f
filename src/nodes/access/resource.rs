//! Who may use a resource that has a policy of its own: a queue, a topic.

use super::identity::{Unfit, check_identity};
use super::policy::{Ask, Decision, Policy, PolicyLimits};
use super::principal::{Who, source_arn};
use crate::base::NodeId;
use crate::sim::{Choice, Ctx, FieldSpec, Settings};
use std::rc::Rc;

const GRANTS: &[Choice] = &[
    Choice::named("automatic", "wired services"),
    Choice::named("policy", "Policy alone"),
];

/// The setting that tells which AWS services get in: those that are wired, as if the console wrote the policy, or only those
/// that the policy names.
pub const fn access_policy(group: &'static str, rule: &'static str, help: &'static str) -> FieldSpec {
    FieldSpec::choice("AccessPolicy", GRANTS, 0).told(group, rule, help)
}

/// The policy of a resource, as its settings `Policy` and `AccessPolicy` have it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ResourcePolicy {
    policy: Rc<Policy>,
    /// Whether services need a statement of it; otherwise whoever is wired is let in, as the console sees to it (SNS-160).
    as_written: bool,
}

/// Why somebody is not let in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Denial {
    /// As whom it came.
    pub who: Who<'static>,
    /// What keeps it out.
    pub because: Because,
}

/// What keeps somebody out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Because {
    /// Its own identity.
    Identity(Unfit),
    /// A statement of the policy denies it.
    Deny,
    /// No statement of the policy allows it.
    Silence,
}

impl ResourcePolicy {
    /// Reads the settings of a resource.
    pub fn new(settings: &Settings, limits: PolicyLimits) -> ResourcePolicy {
        ResourcePolicy {
            // A policy that can't be read was never taken by an editor or by the API.
            policy: Rc::new(Policy::read(&settings.text("Policy"), limits).unwrap_or_default()),
            as_written: settings.choice("AccessPolicy") == 1,
        }
    }

    /// Lets a node pass that comes as this principal, if its identity lets it and the policy does: a Deny stops everyone, and
    /// a service also needs an Allow (END-100, END-105 to END-107). The resource's ARN is asked for only where statements
    /// have to be read.
    pub fn allow(
        &self,
        cx: &Ctx<'_>,
        (caller, who): (NodeId, Who<'static>),
        action: &str,
        resource: impl FnOnce() -> String,
    ) -> Result<(), Denial> {
        check_identity(cx, caller, action).map_err(|unfit| Denial {
            who,
            because: Because::Identity(unfit),
        })?;
        if !self.as_written && self.policy.is_empty() {
            return Ok(());
        }
        let source = match who {
            Who::Account => None,
            Who::Service(_) => cx.info(caller).map(source_arn),
        };
        let said = self.policy.decide(&Ask {
            who,
            action,
            resource: &resource(),
            source: source.as_deref(), // SNS-165
        });
        let because = match (said, who) {
            (Decision::Denied, _) => Because::Deny,
            (Decision::Silent, Who::Service(_)) if self.as_written => Because::Silence,
            _ => return Ok(()),
        };
        Err(Denial { who, because })
    }
}

impl Denial {
    /// Who it is, in the words of a refusal.
    pub const fn caller(self) -> &'static str {
        match self.who {
            Who::Account => "User",
            Who::Service(service) => service,
        }
    }
}
