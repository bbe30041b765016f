//! The canvas by keyboard: walk over cards, move, join, remove.

use super::desk::Desk;
use super::gesture::Gesture;
use super::surface::BOARD_ID;
use crate::base::{NodeId, WireId};
use crate::geometry::{GRID, Point};
use crate::platform::element;
use crate::scene::{WireRef, Wiring};
use crate::session::{Action, Selection};

/// What has the keyboard's focus on the canvas.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Focus {
    /// Nothing, or the canvas as a whole.
    Canvas,
    /// A card.
    Card(NodeId),
    /// A port of a card.
    Port(NodeId, u8),
    /// A wire.
    Wire(WireId),
    /// A box.
    Area(u32),
    /// A note.
    Note(u32),
}

impl Focus {
    /// Reads the id that the element carries: `card-3`, `port-3-0`, `wire-2`, `box-1`, `sticky-4`.
    pub fn of(id: &str) -> Focus {
        let mut parts = id.split('-');
        let kind = parts.next();
        let mut number = || parts.next().and_then(|part| part.parse::<u32>().ok());
        match (kind, number(), number()) {
            (Some("card"), Some(node), _) => Focus::Card(NodeId(node)),
            (Some("port"), Some(node), Some(port)) => Focus::Port(NodeId(node), port as u8),
            (Some("wire"), Some(wire), _) => Focus::Wire(WireId(wire)),
            (Some("box"), Some(area), _) => Focus::Area(area),
            (Some("sticky"), Some(note), _) => Focus::Note(note),
            _ => Focus::Canvas,
        }
    }
}

/// A key press.
#[derive(Clone, Debug)]
pub struct Stroke {
    /// As the browser names it.
    pub key: String,
    /// Control, or the command key of a Mac.
    pub command: bool,
    /// Shift.
    pub shift: bool,
    /// Alt.
    pub alt: bool,
}

/// What the stage should do itself after a stroke.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answer {
    /// Leave the stroke to the browser.
    Unused,
    /// It is used up.
    Used,
    /// It is used up, and the inspector should open.
    Inspect,
}

impl Desk {
    /// Takes a key press.
    pub fn stroke(&self, stroke: &Stroke, focus: Focus) -> Answer {
        if self.read(|plan| plan.wiring.is_some()) {
            return self.stroke_wiring(stroke);
        }
        let key = stroke.key.as_str();
        match (stroke.command, key) {
            (true, "a" | "A") => self.act(Action::SelectAll),
            (true, "d" | "D") => self.act_on(focus, Action::DuplicateSelection),
            (true, _) => Answer::Unused,
            (_, "g" | "G") => self.group(focus),
            (_, "t" | "T") => self.add_note_here(),
            (_, "w" | "W") => self.wire_from(focus),
            (_, "Delete" | "Backspace") => self.remove(focus),
            (_, "Escape") => self.clear(),
            (_, "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown") => self.arrow(key, stroke, focus),
            (_, "Enter") => match focus {
                Focus::Card(node) => {
                    self.store().dispatch(Action::Select(Selection::node(node)));
                    Answer::Inspect
                }
                Focus::Wire(wire) => {
                    self.store().dispatch(Action::Select(Selection::wire(wire)));
                    Answer::Inspect
                }
                Focus::Area(_) | Focus::Note(_) => self.write(focus),
                _ => Answer::Unused,
            },
            _ => Answer::Unused,
        }
    }

    fn stroke_wiring(&self, stroke: &Stroke) -> Answer {
        match stroke.key.as_str() {
            "Escape" => {
                self.cancel();
                self.say("The wire was given up.".to_string());
            }
            "Enter" | " " => self.finish_wire(),
            "Tab" | "ArrowRight" | "ArrowDown" | "ArrowLeft" | "ArrowUp" => {
                let back = stroke.shift || matches!(stroke.key.as_str(), "ArrowLeft" | "ArrowUp");
                self.aim_next(back);
            }
            _ => return Answer::Unused,
        }
        Answer::Used
    }

    fn aim_next(&self, back: bool) {
        let store = self.store().clone();
        let aimed = self.change(|plan| {
            let wiring = plan.wiring.as_mut()?;
            let next = wiring.next_target(back)?;
            store.read(|session| wiring.aim(session.scenario(), Some(next)));
            Some(next)
        });
        if let Some(end) = aimed {
            let name = self.end_name(end);
            self.say(format!("{name}. Press Enter to join, Escape to give up."));
        }
    }

    /// Begins a wire by keyboard, on the first place where it may end.
    pub fn begin_wire_by_key(&self, from: (NodeId, u8)) {
        self.begin_wire(from, Gesture::ClickedWire);
        let count = self.read(|plan| plan.wiring.as_ref().map_or(0, |wiring: &Wiring| wiring.targets.len()));
        if count == 0 {
            self.cancel();
            return self.say("There is nothing that this port can be joined with. Add another node first.".to_string());
        }
        self.aim_next(false);
        let name = self
            .read(|plan| plan.wiring.as_ref().and_then(|wiring| wiring.over))
            .map(|end| self.end_name(end));
        let places = if count == 1 {
            "one place".to_string()
        } else {
            format!("{count} places")
        };
        let name = name.unwrap_or_default();
        self.say(format!(
            "A wire from {} can go to {places}. Tab chooses, Enter joins, Escape gives up. {name}.",
            self.end_name(from)
        ));
    }

    fn end_name(&self, (node, port): (NodeId, u8)) -> String {
        self.store().read(|session| {
            let doc = session.scenario().nodes.get(&node);
            let port = doc.and_then(|doc| doc.settings.spec().ports.get(usize::from(port)));
            format!(
                "{}, {}",
                session.scenario().name(node),
                port.map_or("", |port| port.label)
            )
        })
    }

    fn act(&self, action: Action) -> Answer {
        self.store().dispatch(action);
        Answer::Used
    }

    /// Acts on the selection, which is what has the focus when it is not among what is selected.
    pub(super) fn act_on(&self, focus: Focus, action: Action) -> Answer {
        self.select_focused(focus);
        if self.selection().is_empty() {
            Answer::Unused
        } else {
            self.act(action)
        }
    }

    pub(super) fn select_focused(&self, focus: Focus) {
        let selection = self.selection();
        let wanted = match focus {
            Focus::Card(node) if !selection.nodes.contains(&node) => Selection::node(node),
            Focus::Wire(wire) if !selection.wires.contains(&wire) => Selection::wire(wire),
            Focus::Area(area) if !selection.areas.contains(&area) => Selection::area(area),
            Focus::Note(note) if !selection.notes.contains(&note) => Selection::note(note),
            _ => return,
        };
        self.store().dispatch(Action::Select(wanted));
    }

    fn remove(&self, focus: Focus) -> Answer {
        let reset = match self.change(|plan| plan.reference.take()) {
            Some(WireRef::Reference(node, field)) => Some(Action::ResetField { node, field }),
            Some(WireRef::Term(wire, field)) => Some(Action::ResetTerm { wire, field }),
            _ => None,
        };
        if let Some(reset) = reset {
            self.say("The reference was removed.".to_string());
            return self.act(reset);
        }
        self.select_focused(focus);
        let selection = self.selection();
        if selection.is_empty() {
            return Answer::Unused;
        }
        let count = selection.count();
        self.store().dispatch(Action::DeleteSelection);
        // What had the focus is gone; the next stroke is for the board.
        element::focus(BOARD_ID);
        let what = if count == 1 {
            "One thing was removed.".to_string()
        } else {
            format!("{count} things were removed.")
        };
        self.say(format!("{what} Control+Z brings it back."));
        Answer::Used
    }

    fn clear(&self) -> Answer {
        self.cancel();
        self.change(|plan| plan.reference = None);
        if self.selection().is_empty() {
            Answer::Unused
        } else {
            self.act(Action::Select(Selection::default()))
        }
    }

    /// Arrows move what is selected, boxes with what stands in them; without anything selected they move the board. With
    /// Shift a box or note in focus is resized, anything else moves five times as far. Alt moves a box alone.
    fn arrow(&self, key: &str, stroke: &Stroke, focus: Focus) -> Answer {
        let (x, y) = match key {
            "ArrowLeft" => (-GRID, 0),
            "ArrowRight" => (GRID, 0),
            "ArrowUp" => (0, -GRID),
            _ => (0, GRID),
        };
        self.select_focused(focus);
        if stroke.shift && matches!(focus, Focus::Area(_) | Focus::Note(_)) {
            return self.resize_by_key(focus, x, y);
        }
        let far = if stroke.shift { 5 } else { 1 };
        let (dx, dy) = (x * far, y * far);
        let carried = self
            .store()
            .read(|session| session.carried(session.selection(), stroke.alt));
        let Some((x, y)) = carried.corner() else {
            let view = self.read(|plan| plan.view.panned(Point::new(f64::from(-dx) * 5.0, f64::from(-dy) * 5.0)));
            self.look(view);
            return Answer::Used;
        };
        self.store().dispatch(Action::Edit {
            edit: carried.moved(dx, dy),
            key: "nudge".to_string(),
        });
        self.say(format!("Moved to {}, {}.", x + dx, y + dy));
        Answer::Used
    }
}
