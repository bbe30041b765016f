//! A rule as its bus sees it: the wire to it, whether it is enabled, and its compiled pattern.

use crate::base::{NodeId, WireId};
use crate::nodes::pattern::{Dialect, Json, Pattern};
use crate::sim::{NodeInfo, Settings};
use std::rc::Rc;

/// A rule of a bus.
#[derive(Clone, Debug)]
pub struct Link {
    pub wire: WireId,
    pub node: NodeId,
    name: Rc<str>,
    enabled: bool,
    text: Option<Rc<str>>,
    pattern: Option<Pattern>,
}

impl Link {
    /// A rule that nothing is known of yet.
    pub fn new(wire: WireId, node: NodeId) -> Link {
        Link {
            wire,
            node,
            name: Rc::from(""),
            enabled: false,
            text: None,
            pattern: None,
        }
    }

    /// Whether the rule has other settings than those that were read.
    pub fn is_stale(&self, settings: &Settings) -> bool {
        let text = settings.text("EventPattern");
        let same = self
            .text
            .as_ref()
            .is_some_and(|own| Rc::ptr_eq(own, &text) || *own == text);
        !same || self.enabled != is_enabled(settings)
    }

    /// Reads what the rule says now (EVB-037: at once).
    pub fn follow(&mut self, info: &NodeInfo) {
        let text = info.settings.text("EventPattern");
        self.name = Rc::clone(&info.name);
        self.enabled = is_enabled(&info.settings);
        self.pattern = Pattern::read(Dialect::Rules, &text).ok();
        self.text = Some(text);
    }

    /// Whether a replay's choice of rules lets it have an event (EVB-081).
    pub fn may_get(&self, only: &[Rc<str>]) -> bool {
        only.is_empty() || only.contains(&self.name)
    }

    /// EVB-034, EVB-036: whether the rule wants an event.
    pub fn matches(&self, event: &Json<'_>) -> bool {
        self.enabled && self.pattern.as_ref().is_some_and(|pattern| pattern.matches(event))
    }

    /// The sentence part that tells why it does not want an event.
    pub fn why_not(&self, event: &Json<'_>) -> Option<String> {
        let name = &self.name;
        match &self.pattern {
            _ if !self.enabled => Some(format!("{name} is disabled")),
            None => Some(format!("{name} has no pattern")),
            Some(pattern) => pattern
                .mismatch(event)
                .map(|key| format!("{name} does not match {key}")),
        }
    }

    pub fn name(&self) -> &str {
        &self.name
    }
}

fn is_enabled(settings: &Settings) -> bool {
    settings.choice("State") == 0
}

/// How many rules a sentence names.
const NAMED: usize = 3;

/// Why no rule wants an event.
pub fn why_none(links: &[Link], event: &Json<'_>) -> Option<String> {
    if links.is_empty() {
        return Some("the bus has no rule".to_string());
    }
    let reasons: Vec<String> = links
        .iter()
        .take(NAMED)
        .filter_map(|link| link.why_not(event))
        .collect();
    Some(reasons.join(", ")).filter(|text| !text.is_empty())
}
