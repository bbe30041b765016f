//! What a node shows of itself at a glance: lanes of messages, a few figures, a status. Filled by the node,
//! drawn by whoever has a screen.

use super::decimal;
use super::message::Message;
use crate::base::{MessageId, SimTime};

/// How a message stands in its lane.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TokenStyle {
    /// Waiting: filled.
    Filled,
    /// In somebody's hands: outlined.
    Outlined,
    /// Not yet available: dimmed.
    Dimmed,
}

/// One message in a lane.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LaneToken {
    /// Which message.
    pub message: MessageId,
    /// Its identity for colour and shape: [`Message::tint`](super::Message::tint).
    pub tint: u32,
    /// How it stands here.
    pub style: TokenStyle,
    /// When this ends, if it does.
    pub until: Option<SimTime>,
}

impl LaneToken {
    /// This message.
    pub fn of(message: &Message, style: TokenStyle, until: Option<SimTime>) -> LaneToken {
        LaneToken {
            message: message.id,
            tint: message.tint,
            style,
            until,
        }
    }
}

/// A row of messages in one state.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lane {
    /// `waiting`, `in flight`, `delayed` …
    pub label: &'static str,
    /// The first few, in the order in which they will leave.
    pub tokens: Vec<LaneToken>,
    /// How many there are in all.
    pub total: u64,
}

/// The feeling of a figure or a status. Never shown by colour alone.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Tone {
    /// Nothing special.
    #[default]
    Plain,
    /// As it should be.
    Good,
    /// Worth a look.
    Warning,
    /// Something was lost, refused or done twice.
    Bad,
}

/// A number with its word, for example **4** visible.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Figure {
    /// Formatted value with its unit.
    pub value: String,
    /// What it counts.
    pub label: &'static str,
    /// How to feel about it.
    pub tone: Tone,
}

/// A bar from empty to full, for example the busy share of a worker.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Bar {
    /// What it measures.
    pub label: &'static str,
    /// Filled part.
    pub filled: u32,
    /// The whole.
    pub whole: u32,
}

/// Everything a node card shows.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Card {
    /// At most three lanes.
    pub lanes: Vec<Lane>,
    /// At most one bar.
    pub bar: Option<Bar>,
    /// The course of the kind's main metric up to now, in some tens of points; None for a kind without one. Filled by
    /// the session, which knows the run.
    pub spark: Option<Vec<i64>>,
    /// At most three figures, the most telling first.
    pub figures: Vec<Figure>,
    /// Two or three words, for example "down" or "2 of 4 busy".
    pub status: String,
    /// How to feel about the status.
    pub tone: Tone,
    /// Whether the status says that a wire is missing. Before its first instant a run has told no node of its wires.
    pub unwired: bool,
}

impl Card {
    /// How many tokens a lane lists at most.
    pub const LANE_TOKENS: usize = 8;

    /// Adds a figure. A whole number gets its thousands apart.
    pub fn figure(&mut self, value: impl ToString, label: &'static str, tone: Tone) {
        let text = value.to_string();
        let value = text.parse::<i64>().map_or(text, |number| decimal(number, 0));
        self.figures.push(Figure { value, label, tone });
    }

    /// Adds a count, with its word for one and for any other number.
    pub fn count(&mut self, number: u64, (one, many): (&'static str, &'static str), tone: Tone) {
        self.figure(number, if number == 1 { one } else { many }, tone);
    }

    /// Says that a wire is missing, and to what.
    pub fn misses(&mut self, what: &str) {
        (self.status, self.tone) = (format!("no {what}"), Tone::Warning);
        self.unwired = true;
    }
}
