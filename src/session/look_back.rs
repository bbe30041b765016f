//! Looking further back for the beginning of a journey, a bounded piece per frame: the events that the trace has forgotten
//! are computed again, chunk by chunk, from new to old, until the first ancestor's making is found.

use super::run::Session;
use crate::nodes::AnyNode;
use crate::scenario::Deed;
use crate::sim::{Cursor, Event, EventId};

/// So many events are computed again before they are looked through.
const CHUNK: u64 = 16_384;

/// A chunk that is being computed: the events `begin .. end`.
#[derive(Clone, Debug)]
pub struct LookBack {
    cursor: Cursor<AnyNode, Deed>,
    begin: u64,
    end: u64,
    events: Vec<Event>,
}

impl Session {
    /// Goes on with at most `budget` pieces of work. True when there is more to look for.
    pub(super) fn look_back(&mut self, budget: u64) -> bool {
        let Some(EventId(last)) = self.track.missing() else {
            return false;
        };
        let mut chunk = self.track.older.take().unwrap_or_else(|| {
            let begin = (last + 1).saturating_sub(CHUNK).max(1);
            Box::new(LookBack {
                cursor: self.timeline.cursor(EventId(begin)),
                begin,
                end: last + 1,
                events: Vec::new(),
            })
        });
        let wanted = chunk.begin..chunk.end;
        let events = &mut chunk.events;
        let more = chunk.cursor.read(budget, &mut |event| {
            if wanted.contains(&event.id.0) {
                events.push(*event);
            }
        });
        if more && chunk.cursor.next().0 < chunk.end {
            self.track.older = Some(chunk);
        } else {
            self.track.prepend(&chunk.events);
        }
        true
    }
}
