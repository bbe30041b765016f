//! What a front end can ask for, and what may look different afterwards.

use super::filter::Filter;
use super::listing::Format;
use super::marks::BookmarkAction;
use super::metrics::{ChartId, Prices};
use super::saving::SavedRun;
use super::scan::Searcher;
use super::stops::StopAction;
use super::travel::Travel;
use crate::api::Output;
use crate::base::{MessageId, NodeId, SimTime, WireId};
use crate::scenario::{Area, Edit, Scenario, Sticky};
use crate::share::Recording;
use crate::sim::EventId;
use std::collections::BTreeSet;
use std::ops::{BitOr, BitOrAssign};

/// What is selected: any number of nodes, wires, boxes and notes.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Selection {
    /// Selected nodes.
    pub nodes: BTreeSet<NodeId>,
    /// Selected wires.
    pub wires: BTreeSet<WireId>,
    /// Selected boxes.
    pub areas: BTreeSet<u32>,
    /// Selected notes.
    pub notes: BTreeSet<u32>,
}

impl Selection {
    /// Just this node.
    pub fn node(id: NodeId) -> Selection {
        Selection {
            nodes: BTreeSet::from([id]),
            ..Selection::default()
        }
    }

    /// Just this wire.
    pub fn wire(id: WireId) -> Selection {
        Selection {
            wires: BTreeSet::from([id]),
            ..Selection::default()
        }
    }

    /// Just this box.
    pub fn area(id: u32) -> Selection {
        Selection {
            areas: BTreeSet::from([id]),
            ..Selection::default()
        }
    }

    /// Just this note.
    pub fn note(id: u32) -> Selection {
        Selection {
            notes: BTreeSet::from([id]),
            ..Selection::default()
        }
    }

    /// How many things are selected.
    pub fn count(&self) -> usize {
        self.nodes.len() + self.wires.len() + self.areas.len() + self.notes.len()
    }

    /// Whether nothing is selected.
    pub fn is_empty(&self) -> bool {
        self.count() == 0
    }

    /// The only selected node, if it is the only selected thing.
    pub fn only_node(&self) -> Option<NodeId> {
        self.nodes.first().copied().filter(|_| self.count() == 1)
    }

    /// The only selected wire, if it is the only selected thing.
    pub fn only_wire(&self) -> Option<WireId> {
        self.wires.first().copied().filter(|_| self.count() == 1)
    }

    /// The only selected box, if it is the only selected thing.
    pub fn only_area(&self) -> Option<u32> {
        self.areas.first().copied().filter(|_| self.count() == 1)
    }

    /// The only selected note, if it is the only selected thing.
    pub fn only_note(&self) -> Option<u32> {
        self.notes.first().copied().filter(|_| self.count() == 1)
    }
}

/// What the panels below the canvas are about, beside the selection: an event, a message, both or neither. Zero means
/// none.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Focus {
    /// The event that was chosen.
    pub event: EventId,
    /// The message that was chosen.
    pub message: MessageId,
}

/// Something a person wants.
#[derive(Clone, Debug)]
pub enum Action {
    /// Let time pass.
    Play,
    /// Stop time.
    Pause,
    /// One or the other.
    TogglePlay,
    /// Pause and go on by one event.
    StepForward,
    /// Pause and go back by one event.
    StepBack,
    /// Jump over idle time to the next thing that happens.
    SkipToNext,
    /// Go to an instant, forwards or backwards.
    Seek(SimTime),
    /// Other ways through time.
    Travel(Travel),
    /// Make, change or visit a bookmark.
    Bookmark(BookmarkAction),
    /// Say when the run is to stop by itself.
    Stop(StopAction),
    /// Bring back the run that was left by acting in its past: the number is that of the notice.
    Unfork(u64),
    /// Go to the moment right after an event, forwards or backwards.
    SeekEvent(EventId),
    /// Search all events for those that fit; None ends the search.
    Search(Searcher, Option<Filter>),
    /// Tell which lines of the list of events are visible, so that forgotten ones among them are computed again.
    ShowLines {
        /// The first, counted from 0.
        first: u64,
        /// How many.
        count: u64,
    },
    /// Copy the newest lines of the list up to the playhead; None ends that.
    CopyLines(Option<Format>),
    /// Whether the list shows only what happens at the selected nodes, whichever these are.
    FollowSelection(bool),
    /// Begin the run again, with the design as it is now.
    Restart,
    /// The next higher of the usual speeds, or the next lower one.
    ChangeRate {
        /// Whether it becomes faster.
        faster: bool,
    },
    /// Change the speed, in hundredths of real time (100 is 1×).
    SetRate(u32),
    /// Add a node of a kind, with its middle at this place, and select it.
    Add {
        /// The kind's name.
        kind: &'static str,
        /// Horizontal place.
        x: i32,
        /// Vertical place.
        y: i32,
    },
    /// Add a node of a kind at the loose end of a wire and join the two.
    AddJoined {
        /// The kind's name.
        kind: &'static str,
        /// Horizontal place.
        x: i32,
        /// Vertical place.
        y: i32,
        /// The port where the wire begins.
        from: (NodeId, u8),
    },
    /// Join two ports.
    Connect {
        /// One end.
        from: (NodeId, u8),
        /// The other.
        to: (NodeId, u8),
    },
    /// Change the document. Edits with the same key that follow each other are undone together.
    Edit {
        /// The change.
        edit: Edit,
        /// For example `move` during one drag; "" keeps it apart.
        key: String,
    },
    /// Give a node's setting what was typed into its field; refused with a notice when it can't be read.
    SetField {
        /// Which node.
        node: NodeId,
        /// Which setting.
        field: &'static str,
        /// As typed; for choices the name, for references the other node's name or "".
        text: String,
    },
    /// Put a setting back to its default.
    ResetField {
        /// Which node.
        node: NodeId,
        /// Which setting.
        field: &'static str,
    },
    /// Give a wire's setting what was typed into its field; refused with a notice when it can't be read.
    SetTerm {
        /// Which wire.
        wire: WireId,
        /// Which setting.
        field: &'static str,
        /// As typed; for choices the name, for references the other node's name or "".
        text: String,
    },
    /// Put a wire's setting back to its default.
    ResetTerm {
        /// Which wire.
        wire: WireId,
        /// Which setting.
        field: &'static str,
    },
    /// Remove what is selected.
    DeleteSelection,
    /// Copy what is selected, beside itself.
    DuplicateSelection,
    /// Copy what is selected onto itself, to be dragged away, and select the copies.
    DuplicateInPlace,
    /// Add a box and select it.
    AddArea(Area),
    /// Add a sticky note and select it.
    AddNote(Sticky),
    /// Put in what a text from the clipboard holds: a piece of a design, a scenario file, or a link.
    Paste {
        /// The text.
        text: String,
        /// Where the middle of it goes, in pixels of the board.
        at: (i32, i32),
    },
    /// Take back the last edit.
    Undo,
    /// Do it again.
    Redo,
    /// Change the selection.
    Select(Selection),
    /// Select everything but the wires.
    SelectAll,
    /// Look at an event or a message.
    Focus(Focus),
    /// Compute an event again that is too old to be remembered, so that the chain of causes can go on.
    Recall(EventId),
    /// Begin with an empty board. A notice says that Undo brings the old design back.
    New,
    /// Replace the document. Undo brings the old one back.
    Open(Box<Scenario>),
    /// Replace the document and do a recorded run of it again, up to its moment. Undo brings the old document back.
    OpenRecording(Box<Scenario>, Box<Recording>),
    /// Do what a command line says, at this instant: `aws …` or an own verb. For buttons.
    Run(String),
    /// Do what a line says and tell the person, or plan it as a step of the scenario.
    Strike {
        /// The command line.
        line: String,
        /// When; None is now.
        at: Option<SimTime>,
    },
    /// Do what was typed into the console: one or more lines.
    Type(String),
    /// How the console prints answers where a line does not say it.
    SetOutput(Output),
    /// Forget the console's transcript.
    ClearConsole,
    /// Change what the charts and the bill show.
    Measure(Measure),
    /// Open what was done to this run as a scenario of its own.
    SaveRun(Box<SavedRun>),
    /// Tell the person something that happened outside of the session, for example that a link was damaged.
    Notify {
        /// One or two sentences.
        text: String,
        /// Whether something did not work.
        refusal: bool,
        /// Whether Undo takes back what it speaks of.
        undoable: bool,
    },
    /// Take a notice away.
    Dismiss(u64),
}

impl Action {
    /// Whether it takes the run elsewhere. Play and pause only say what follows once it is where it should be.
    pub(super) fn moves_the_run(&self) -> bool {
        !matches!(
            self,
            Action::Play
                | Action::Pause
                | Action::TogglePlay
                | Action::Search(..)
                | Action::Select(_)
                | Action::SelectAll
                | Action::Focus(_)
                | Action::Recall(_)
                | Action::Measure(_)
                | Action::Notify { .. }
                | Action::Dismiss(_)
                | Action::SetRate(_)
        )
    }
}

/// What can be changed about charts and the bill. None of it changes the run.
#[derive(Clone, Debug)]
pub enum Measure {
    /// Show a chart, or take it away.
    ToggleChart(ChartId),
    /// Show the charts that follow the selection again.
    SuggestCharts,
    /// Give something another price, in dollars as typed; refused with a notice when it can't be read.
    SetPrice {
        /// The name under which the price is kept.
        charge: &'static str,
        /// As typed.
        text: String,
    },
    /// Replace all changed prices; none are the stated ones.
    SetPrices(Prices),
}

/// Which parts of the session may look different: a set of slices.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Changed(u16);

impl Changed {
    /// Nothing.
    pub const NOTHING: Changed = Changed(0);
    /// The document: nodes, wires, settings, title.
    pub const DOCUMENT: Changed = Changed(1);
    /// The state of the run: clock, cards, messages, events.
    pub const RUN: Changed = Changed(2);
    /// Playing, speed.
    pub const PLAYBACK: Changed = Changed(4);
    /// What is selected, and what is in focus.
    pub const SELECTION: Changed = Changed(8);
    /// Notices came or went.
    pub const NOTICES: Changed = Changed(16);
    /// A search through the events has gone on.
    pub const SEARCH: Changed = Changed(32);
    /// The transcript of the console.
    pub const CONSOLE: Changed = Changed(64);
    /// Everything.
    pub const ALL: Changed = Changed(127);

    /// The set without these slices.
    pub fn without(self, slices: Changed) -> Changed {
        Changed(self.0 & !slices.0)
    }

    /// Whether any of these slices is in the set.
    pub fn touches(self, slices: Changed) -> bool {
        self.0 & slices.0 != 0
    }
}

impl BitOr for Changed {
    type Output = Changed;
    fn bitor(self, other: Changed) -> Changed {
        Changed(self.0 | other.0)
    }
}

impl BitOrAssign for Changed {
    fn bitor_assign(&mut self, other: Changed) {
        self.0 |= other.0;
    }
}

/// A message to the person: what happened, what it means, how to mend or undo it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notice {
    /// Its number.
    pub id: u64,
    /// One or two sentences.
    pub text: String,
    /// Whether something did not work.
    pub refusal: bool,
    /// Whether Undo takes back what it speaks of.
    pub undoable: bool,
    /// Its number when [`Action::Unfork`] takes back what it speaks of.
    pub unforks: Option<u64>,
}
