//! The "why" notes: what a rule made happen, said where it happened, while it happens.

use super::card::tone_class;
use super::desk::{Desk, use_desk, use_the_desk};
use crate::base::NodeId;
use crate::geometry::{Point, Rect, free_spot};
use crate::session::{Action, Focus, Note, Selection};
use crate::sim::EventId;
use crate::ui::journey::Journeys;
use crate::ui::panels::{Panels, use_panels};
use yew::prelude::*;

/// A note stays at least this long while the run plays, so that one can begin to read it; microseconds of wall time.
const LEAST_SHOWN: u64 = 1_800_000;
/// More notes than this at once are noise.
const MOST: usize = 3;
/// The buttons at the bottom of the board take so much of it, in pixels of the screen.
const BUTTONS: f64 = 48.0;
/// The whole board.
const ANYWHERE: Rect = Rect::new(-1e9, -1e9, 2e9, 2e9);
/// The room that a note takes, in pixels of the screen.
const SIZE: Point = Point::new(264.0, 152.0);

impl Desk {
    /// A node has a note to show, or none any more.
    pub fn report_note(&self, id: NodeId, note: Option<Note>) {
        self.adjust(|plan| plan.waiting.insert(id, note));
    }

    /// Shows the notes that are due and takes away those that are over.
    pub fn turn_notes(&self, wall: u64) {
        let playing = self.store().read(|session| session.playback().playing);
        let turn = self.read(|plan| {
            let due = |id: &NodeId| {
                plan.notes
                    .get(id)
                    .is_none_or(|(_, since)| !playing || wall >= since + LEAST_SHOWN)
            };
            plan.waiting.keys().copied().filter(due).collect::<Vec<_>>()
        });
        if turn.is_empty() {
            return;
        }
        self.change(|plan| {
            for id in turn {
                match plan.waiting.remove(&id).flatten() {
                    Some(note) if plan.dismissed.contains(&note.event) => {}
                    Some(note) => {
                        plan.notes.insert(id, (note, wall));
                    }
                    None => {
                        plan.notes.remove(&id);
                    }
                }
            }
        });
    }

    fn dismiss_note(&self, id: NodeId, event: EventId) {
        self.change(|plan| {
            plan.notes.remove(&id);
            plan.dismissed.insert(event);
        });
    }
}

/// The newest notes, each beside its node.
#[component]
pub fn Notes() -> Html {
    let (desk, panels) = (use_the_desk(), use_panels());
    let placed = use_desk(|plan| {
        let mut newest: Vec<&(Note, u64)> = plan.notes.values().collect();
        newest.sort_by_key(|(note, since)| std::cmp::Reverse((*since, note.event)));
        let scale = (0.85 / plan.view.zoom).max(1.0);
        let mut taken: Vec<Rect> = plan.board.nodes().map(|node| node.rect).collect();
        let margin = 8.0 / plan.view.zoom;
        let seen = plan
            .view
            .seen(Point::new(plan.size.x, plan.size.y - BUTTONS))
            .grown(-margin);
        if let Some(map) = plan.map() {
            taken.push(map);
        }
        let mut placed = Vec::new();
        for (note, _) in newest.into_iter().take(MOST) {
            let Some(node) = plan.board.node(note.node) else {
                continue;
            };
            // Beside a node that one sees, a note is seen too, even over another card.
            let within = if seen.touches(node.rect) { seen } else { ANYWHERE };
            let spot = free_spot(node.rect, SIZE * scale, 14.0, &taken, within);
            taken.push(spot);
            placed.push((note.clone(), spot, scale));
        }
        placed
    });
    html! {
        <>{ for placed.iter().map(|(note, spot, scale)| note_box(note, *spot, *scale, &desk, &panels)) }</>
    }
}

fn note_box(note: &Note, spot: Rect, scale: f64, desk: &Desk, panels: &Panels) -> Html {
    let (node, event) = (note.node, note.event);
    let why = {
        let (desk, panels) = (desk.clone(), panels.clone());
        let focus = Focus {
            event,
            message: note.message,
        };
        move |_| {
            desk.store().dispatch(Action::Select(Selection::node(node)));
            Journeys::new(desk.store().clone(), panels.clone()).why(focus);
        }
    };
    let dismiss = {
        let desk = desk.clone();
        move |_| desk.dismiss_note(node, event)
    };
    let stop = |event: PointerEvent| event.stop_propagation();
    html! {
        <div
            role="note"
            key={node.0}
            class={classes!("note", tone_class(note.tone))}
            style={format!("transform:translate({:.1}px,{:.1}px) scale({scale:.3})", spot.x, spot.y)}
            aria-label={note.title.clone()}
            onpointerdown={stop}
        >
            <b>{ &note.title }</b>
            <p>{ &note.sentence }</p>
            <div class="note-foot">
                if !note.rule.is_empty() {
                    <button type="button" class="note-why" title={note.source} onclick={why}>{ format!("{} · why?", note.rule) }</button>
                }
                <button type="button" class="note-close" onclick={dismiss}>{ "Dismiss" }</button>
            </div>
        </div>
    }
}
