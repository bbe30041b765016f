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
        Place::Kept => "received",
    }
}

const PLACES: [Place; 7] = [
    Place::Waiting,
    Place::InFlight,
    Place::Delayed,
    Place::Ghost,
    Place::Outbox,
    Place::Working,
    Place::Kept,
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
        let number = needle.strip_prefix("m-").and_then(|digits| digits.parse().ok());
        let (mut rows, mut counts) = (Vec::new(), [0usize; PLACES.len()]);
        node.holdings(world.now(), &mut |holding| {
            if !needle.is_empty() && number != Some(holding.message.id.0) && !matches(&holding, &needle) {
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
        Place::Kept => "kept for",
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;
    use crate::scenario::examples::EXAMPLES;
    use crate::session::Action;

    #[test]
    fn messages_are_found_by_place_number_and_text() {
        let example = EXAMPLES
            .iter()
            .find(|example| example.slug == "fifo-groups")
            .expect("an example");
        let mut session = Session::new(Scenario::from_toml(example.toml).expect("a valid example"));
        session.dispatch(Action::Seek(SimTime::from_secs(1)));
        let queue = session.scenario().find("orders.fifo").expect("the queue");
        let all = session.peek(queue, None, "", 10);
        assert_eq!(all.places, [(Place::Waiting, 27), (Place::InFlight, 3)]);
        assert_eq!((all.rows.len(), all.found), (10, 30));
        let in_flight = session.peek(queue, Some(Place::InFlight), "", 10);
        assert_eq!(
            (in_flight.rows.len(), in_flight.found, in_flight.places.len()),
            (3, 3, 2)
        );
        assert!(
            in_flight.rows.iter().all(|row| !row.handle.is_empty()),
            "each with its receipt handle"
        );
        let one = session.peek(queue, None, " M-12 ", 10);
        assert_eq!(one.rows.iter().map(|row| row.id.0).collect::<Vec<_>>(), [12]);
        assert_eq!(session.peek(queue, None, "CUSTOMER-1", 100).found, 10);
    }

    #[test]
    fn capitals_make_no_difference_whatever_the_script() {
        assert!(contains("Größe: XL", "größe") && contains("Order", "order") && contains("abc", ""));
        assert!(!contains("ab", "abc"));
    }
}
