//! Looking into a node: the messages that it holds, by where it keeps them, with a search. Looking consumes nothing.

use super::run::Session;
use super::view::MessageRow;
use crate::base::{NodeId, SimTime};
use crate::nodes::AnyNode;
use crate::sim::{Attribute, AttributeValue, Holding, Kinds, Place};

/// What a look into a node finds.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Peek {
    /// The first messages that fit.
    pub rows: Vec<MessageRow>,
    /// How many fit.
    pub found: usize,
    /// How many match the search in each place that has any, in the order of [`Place`].
    pub places: Vec<(Place, usize)>,
}

/// What a place is called: `waiting`, `in flight` …
pub fn place_name(place: Place) -> &'static str {
    match place {
        Place::Waiting => "waiting",
        Place::InFlight => "in flight",
        Place::Delayed => "delayed",
        Place::Ghost => "deleted, one copy left",
        Place::Outbox => "to be sent",
        Place::Working => "in work",
    }
}

const PLACES: [Place; 6] = [
    Place::Waiting,
    Place::InFlight,
    Place::Delayed,
    Place::Ghost,
    Place::Outbox,
    Place::Working,
];

impl Session {
    /// The messages of a node whose number, body, group or attributes contain `search`, kept at `place` if one is given:
    /// the first `most`, and how many there are.
    pub fn peek(&self, id: NodeId, place: Option<Place>, search: &str, most: usize) -> Peek {
        let world = self.timeline.world();
        let Some(node) = world.node(id) else {
            return Peek::default();
        };
        let needle = search.trim().to_lowercase();
        let (mut rows, mut counts) = (Vec::new(), [0usize; PLACES.len()]);
        node.holdings(world.now(), &mut |holding| {
            if !needle.is_empty() && !matches(&holding, &needle) {
                return;
            }
            counts[holding.place as usize] += 1;
            if rows.len() < most && place.is_none_or(|place| place == holding.place) {
                rows.push(message_row(node, &holding, world.now()));
            }
        });
        let places: Vec<(Place, usize)> = PLACES.into_iter().zip(counts).filter(|(_, count)| *count > 0).collect();
        let fits = |(at, _): &&(Place, usize)| place.is_none_or(|place| place == *at);
        Peek {
            found: places.iter().filter(fits).map(|(_, count)| count).sum(),
            rows,
            places,
        }
    }
}

/// `needle` is in lower case.
fn matches(holding: &Holding<'_>, needle: &str) -> bool {
    let draft = &holding.message.draft;
    let holds = |text: &str| contains(text, needle);
    let said = |attribute: &Attribute| match &attribute.value {
        AttributeValue::Text(text) => holds(text),
        AttributeValue::Binary(_) => false,
    };
    holds(&draft.body)
        || draft.group.as_deref().is_some_and(holds)
        || draft
            .attributes
            .iter()
            .any(|attribute| holds(&attribute.name) || said(attribute))
        || holding.message.id.to_string() == needle
}

/// Whether a text contains another one, in capitals or not. Most texts are ASCII and need no copy.
fn contains(text: &str, needle: &str) -> bool {
    if !text.is_ascii() || !needle.is_ascii() {
        return text.to_lowercase().contains(needle);
    }
    let (text, needle) = (text.as_bytes(), needle.as_bytes());
    let Some(first) = needle.first() else { return true };
    text.windows(needle.len())
        .any(|window| window[0].to_ascii_lowercase() == *first && window.eq_ignore_ascii_case(needle))
}

fn message_row(node: &AnyNode, holding: &Holding<'_>, now: SimTime) -> MessageRow {
    let draft = &holding.message.draft;
    let attribute = |attribute: &Attribute| match &attribute.value {
        AttributeValue::Text(text) => format!("{} ({}) = {text}", attribute.name, attribute.data_type),
        AttributeValue::Binary(bytes) => {
            format!("{} ({}) = {} bytes", attribute.name, attribute.data_type, bytes.len())
        }
    };
    let verb = match holding.place {
        Place::Waiting => "changes in",
        Place::InFlight | Place::Ghost | Place::Working => "visible again in",
        Place::Delayed => "available in",
        Place::Outbox => "sent in",
    };
    let timer = holding
        .until
        .map_or_else(String::new, |until| format!("{verb} {}", until.since(now)));
    MessageRow {
        id: holding.message.id,
        place: holding.place,
        state: place_name(holding.place),
        body: draft.body.to_string(),
        attributes: draft.attributes.iter().map(attribute).collect(),
        group: draft.group.as_deref().unwrap_or("").to_string(),
        receives: holding.receives,
        sent: holding.sent,
        timer,
        expires: holding
            .expires
            .map_or_else(String::new, |expires| format!("expires in {}", expires.since(now))),
        handle: holding
            .handle
            .and_then(|handle| node.receipt(handle))
            .unwrap_or_default(),
        tint: holding.message.tint,
    }
}
