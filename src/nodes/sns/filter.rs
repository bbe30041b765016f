//! The filter of a subscription: compiled when it is set, judged for each publish (SNS-080 to SNS-101).

use super::meters::Meters;
use super::rules::rule;
use crate::base::SimTime;
use crate::nodes::pattern::{Contents, FilteredOut, Policy, Scope, Verdict};
use crate::sim::{Rule, Terms};

/// A filter in force, and perhaps one that is still on its way (SNS-100).
#[derive(Clone, Debug, Default)]
pub struct Filter {
    policy: Option<Policy>,
    incoming: Option<(SimTime, Option<Policy>)>,
}

/// Reads the policy that is set for a subscription; None accepts everything.
///
/// # Errors
/// In AWS's words.
pub fn read(terms: &Terms) -> Result<Option<Policy>, String> {
    let text = terms.text("FilterPolicy");
    if text.trim().is_empty() {
        return Ok(None);
    }
    let scope = match terms.choice("FilterPolicyScope") {
        0 => Scope::MessageAttributes,
        _ => Scope::MessageBody,
    };
    let extended = terms.flag("ExtendedOperators"); // SNS-094
    Policy::read(scope, &text, extended)
        .map(Some)
        .map_err(|error| error.message())
}

/// Whether a text can be a policy at all. What the scope permits shows when both are known.
pub fn valid(text: &str) -> Result<(), String> {
    Policy::read(Scope::MessageBody, text.trim(), true)
        .map(|_| ())
        .map_err(|error| error.message())
}

impl Filter {
    /// The filter of a new subscription, which counts at once.
    pub fn new(terms: &Terms) -> Filter {
        Filter {
            policy: read(terms).unwrap_or_default(),
            incoming: None,
        }
    }

    /// SNS-100: another filter, which counts from then on.
    pub fn change(&mut self, terms: &Terms, from: SimTime) {
        self.incoming = Some((from, read(terms).unwrap_or_default()));
    }

    /// Whether there is a filter at all.
    pub fn is_set(&self) -> bool {
        self.policy.is_some() || self.incoming.is_some()
    }

    /// Whether it looks into bodies (SNS-182).
    pub fn scans_bodies(&self) -> bool {
        self.policy
            .as_ref()
            .is_some_and(|policy| policy.scope() == Scope::MessageBody)
    }

    /// Why a message would not be delivered, with the key of the policy that decides.
    pub fn verdict(&self, contents: &Contents<'_>) -> Option<(FilteredOut, &str)> {
        match self.policy.as_ref()?.judge(contents) {
            Verdict::Accepted => None,
            Verdict::FilteredOut { because, key } => Some((because, key)),
        }
    }

    /// Why a message is not delivered; None when it is.
    pub fn rejects(&mut self, contents: &Contents<'_>, now: SimTime) -> Option<FilteredOut> {
        if let Some((_, policy)) = self.incoming.take_if(|(from, _)| *from <= now) {
            self.policy = policy;
        }
        match self.policy.as_ref()?.judge(contents) {
            Verdict::Accepted => None,
            Verdict::FilteredOut { because, .. } => Some(because),
        }
    }
}

impl Meters {
    /// SNS-101: counts a message that was filtered out, and names the rule that says why.
    pub fn filter_out(&mut self, because: FilteredOut) -> &'static Rule {
        self.filtered += 1;
        match because {
            FilteredOut::NoMessageAttributes => self.filtered_no_attributes += 1,
            FilteredOut::MessageAttributes => self.filtered_attributes += 1,
            FilteredOut::InvalidAttributes => self.filtered_bad_attributes += 1,
            FilteredOut::MessageBody => self.filtered_body += 1,
            FilteredOut::InvalidMessageBody => self.filtered_bad_body += 1,
        }
        why(because)
    }
}

/// The rule that says why a message was filtered out.
pub fn why(because: FilteredOut) -> &'static Rule {
    match because {
        FilteredOut::NoMessageAttributes => const { rule("SNS-082") },
        FilteredOut::InvalidMessageBody => const { rule("SNS-084") },
        _ => const { rule("SNS-101") },
    }
}
