//! The conditions as data, and what one can do with them.

use crate::base::{MessageId, NodeId};
use crate::nodes::World;
use crate::scenario::Condition;
use crate::session::explain;
use crate::sim::{Event, Happening};
use std::rc::Rc;

/// When the run is to stop.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum When {
    /// A message is received, and how often that makes it meets the condition.
    Receives {
        /// Which message; None for any.
        message: Option<MessageId>,
        /// How often.
        is: Condition,
    },
    /// Work on a message has its effect a second time.
    DuplicateEffect,
    /// A metric of a node begins to meet a condition.
    Metric {
        /// Which node.
        node: NodeId,
        /// The metric's name.
        metric: &'static str,
        /// What it must be.
        is: Condition,
    },
    /// A rule shows.
    Rule(&'static str),
    /// A message is accepted or received by a node.
    Reaches {
        /// Which message.
        message: MessageId,
        /// Which node.
        node: NodeId,
    },
    /// A call is refused.
    Refusal(Option<Rc<str>>),
    /// A node goes down, or a wire is cut.
    Down(Option<NodeId>),
}

impl When {
    /// Whether an event is what is waited for.
    pub fn is_met_by(&self, event: &Event) -> bool {
        match (self, event.what) {
            (When::Receives { message, is }, Happening::Received { receives, .. }) => {
                message.is_none_or(|wanted| wanted == event.message) && is.holds(i64::from(receives))
            }
            (When::DuplicateEffect, Happening::WorkDone { again }) => again,
            (When::Rule(id), _) => event.rule.is_some_and(|rule| rule.id == *id),
            (When::Reaches { message, node }, Happening::Stored { .. }) => {
                event.message == *message && event.node == *node
            }
            (When::Reaches { message, node }, Happening::Received { by, .. }) => {
                event.message == *message && by == *node
            }
            (When::Refusal(code), Happening::Refused { code: given }) => {
                code.as_deref().is_none_or(|wanted| wanted == given)
            }
            (When::Down(node), Happening::WentDown) => node.is_none_or(|wanted| wanted == event.node),
            _ => false,
        }
    }

    /// Whether a metric meets the condition at an instant at which nothing else happens any more. False for conditions that
    /// wait for events, and for nodes that are gone.
    pub fn holds_at(&self, world: &World, at: crate::base::SimTime) -> bool {
        self.measured(world, at).is_some_and(|(value, is)| is.holds(value))
    }

    /// The value of the metric that is waited for.
    pub fn measured(&self, world: &World, at: crate::base::SimTime) -> Option<(i64, Condition)> {
        let When::Metric { node, metric, is } = self else {
            return None;
        };
        let mut metrics = crate::sim::Metrics::default();
        crate::sim::Kinds::metrics(world.node(*node)?, at, &mut metrics);
        Some((metrics.get(metric)?, *is))
    }

    /// Whether it must be looked at between events, too.
    pub fn is_measured(&self) -> bool {
        matches!(self, When::Metric { .. })
    }

    /// Why the run stopped, as a sentence without the full stop.
    pub(super) fn reason(&self, event: &Event, name: &dyn Fn(NodeId) -> String) -> String {
        match (self, event.what) {
            (When::Receives { .. }, Happening::Received { receives, by, .. }) if by != NodeId::OPERATOR => {
                let (message, times) = (event.message, explain::ordinal(receives));
                format!("{message} was received the {times} time, by {}", name(by))
            }
            (When::Rule(id), _) => {
                format!("{id} at {}: {}", name(event.node), explain::sentence(event, name))
            }
            (When::Reaches { message, node }, _) => format!("{message} has reached {}", name(*node)),
            _ => format!("{}: {}", name(event.node), explain::sentence(event, name)),
        }
    }
}

/// What can be done with stops.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum StopAction {
    /// Add one.
    Add(When),
    /// Have it work, or not.
    Switch(u32, bool),
    /// Take it away.
    Remove(u32),
}

/// A stop as the list shows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StopRow {
    /// Its number.
    pub id: u32,
    /// Its condition in the form that can be typed.
    pub text: String,
    /// Whether it works.
    pub on: bool,
    /// For a metric: what it is now.
    pub now: Option<i64>,
}
