//! The session: its state, and what each action does.

use super::access::Access;
use super::action::{Action, Changed, Focus, Notice, Selection};
use super::chain::Recalled;
use super::console::Console;
use super::density::Density;
use super::fork::{Branch, Eve};
use super::listing::Listing;
use super::marks::Bookmarks;
use super::metrics::{ChartId, Prices};
use super::notable::Notable;
use super::playback::Playback;
use super::scan::{Scan, Searcher};
use super::stops::Stops;
use super::track::Track;
use super::travel::{Scope, Travel};
use crate::base::{MessageId, NodeId, SimTime};
use crate::nodes::{AnyNode, World};
use crate::scenario::{Deed, History, Scenario};
use crate::sim::{Moment, Timeline};
use std::collections::{BTreeMap, BTreeSet};

/// The running app without a screen.
#[derive(Clone, Debug)]
pub struct Session {
    pub(super) scenario: Scenario,
    /// The document as it was when this run began.
    pub(super) base: Scenario,
    pub(super) history: History,
    pub(super) timeline: Timeline<AnyNode, Deed>,
    pub(super) playback: Playback,
    pub(super) selection: Selection,
    pub(super) focus: Focus,
    pub(super) notices: Vec<Notice>,
    pub(super) next_notice: u64,
    pub(super) stopped: Option<String>,
    pub(super) density: Density,
    pub(super) notable: Notable,
    pub(super) track: Track,
    pub(super) recalled: Recalled,
    pub(super) answer: Option<String>,
    /// The moment up to which a recorded run is being done again.
    pub(super) replaying: Option<Moment>,
    pub(super) access: Access,
    pub(super) charted: Option<Vec<ChartId>>,
    pub(super) prices: Prices,
    pub(super) bookmarks: Bookmarks,
    pub(super) stops: Stops,
    pub(super) scope: Scope,
    pub(super) scrubbed: Option<SimTime>,
    pub(super) left: Option<Box<Branch>>,
    pub(super) eve: Option<Eve>,
    pub(super) differing: BTreeSet<NodeId>,
    /// Counts forks and restarts: what was computed about another branch no longer holds.
    pub(super) branch: u64,
    /// Counts the documents that took the place of another one.
    pub(super) openings: u64,
    pub(super) scans: BTreeMap<Searcher, Scan>,
    pub(super) searched: bool,
    pub(super) listing: Listing,
    pub(super) console: Console,
    /// The number of the last event of this branch, behind the playhead or not.
    pub(super) furthest: u64,
    pub(super) frame_began: SimTime,
    pub(super) since_audit: u64,
    pub(super) just_stopped: bool,
    /// Whether a recorded run was being done again in the last frame.
    pub(super) replayed: bool,
}

impl Session {
    /// A paused session at the start of a scenario's run.
    pub fn new(scenario: Scenario) -> Session {
        let timeline = Timeline::new(scenario.world(), scenario.program());
        let playback = Playback::new(scenario.rate);
        Session {
            base: scenario.clone(),
            scenario,
            history: History::default(),
            timeline,
            playback,
            selection: Selection::default(),
            focus: Focus::default(),
            notices: Vec::new(),
            next_notice: 1,
            stopped: None,
            density: Density::default(),
            notable: Notable::default(),
            track: Track::default(),
            recalled: Recalled::default(),
            answer: None,
            replaying: None,
            access: Access::Full,
            charted: None,
            prices: Prices::default(),
            bookmarks: Bookmarks::default(),
            stops: Stops::default(),
            scope: Scope::default(),
            scrubbed: None,
            left: None,
            eve: None,
            differing: BTreeSet::new(),
            branch: 0,
            openings: 0,
            scans: BTreeMap::new(),
            searched: false,
            listing: Listing::default(),
            console: Console::default(),
            furthest: 0,
            frame_began: SimTime::ZERO,
            since_audit: 0,
            just_stopped: false,
            replayed: false,
        }
    }

    /// The same session, where only this may be done. What was dispatched before stays done.
    pub fn with_access(self, access: Access) -> Session {
        Session { access, ..self }
    }

    /// What may be done.
    pub fn access(&self) -> &Access {
        &self.access
    }

    /// Does what a person wants and tells what may look different now.
    pub fn dispatch(&mut self, action: Action) -> Changed {
        if let Some(sentence) = self.access.refusal(&action, &self.scenario) {
            self.notify(sentence, true, false);
            return Changed::NOTICES;
        }
        if self.replaying.is_some() && action.moves_the_run() {
            self.replaying = None;
        }
        let waits = matches!(
            action,
            Action::Travel(Travel::Scrub(_))
                | Action::Search(..)
                | Action::ShowLines { .. }
                | Action::Select(_)
                | Action::Focus(_)
                | Action::Notify { .. }
                | Action::Dismiss(_)
        );
        if !waits {
            self.arrive();
        }
        self.remember_eve(&action);
        let changed = self.perform(action);
        self.eve = None;
        changed
    }

    fn perform(&mut self, action: Action) -> Changed {
        match action {
            Action::Play => self.set_playing(true),
            Action::Pause => self.set_playing(false),
            Action::TogglePlay => self.set_playing(!self.playback.playing),
            Action::StepForward => self.step_forward(),
            Action::StepBack => {
                self.timeline.step_back();
                self.jumped()
            }
            Action::Travel(travel) => self.dispatch_travel(travel),
            Action::Bookmark(action) => self.dispatch_bookmark(action),
            Action::Stop(action) => self.dispatch_stop(action),
            Action::Unfork(number) => self.unfork(number),
            Action::SkipToNext => self.skip_to_next(),
            Action::Seek(at) => self.seek(at),
            Action::SeekEvent(event) => self.seek_event(event),
            Action::Search(who, filter) => self.search(who, filter),
            Action::ShowLines { first, count } => self.show_lines(first, count),
            Action::CopyLines(format) => self.copy_lines(format),
            Action::FollowSelection(on) => self.follow_selection(on),
            Action::Restart => {
                self.remark("Restarted");
                self.restart()
            }
            Action::ChangeRate { faster } => self.set_rate(self.playback.next_rate(faster)),
            Action::SetRate(rate) => self.set_rate(rate),
            Action::Select(selection) => {
                self.scope = selection.only_node().map_or(Scope::Everything, Scope::Node);
                self.selection = selection;
                Changed::SELECTION
            }
            Action::SelectAll => {
                self.selection = Selection::everything(&self.scenario);
                Changed::SELECTION
            }
            Action::Focus(focus) => {
                self.set_focus(focus);
                if focus.message != MessageId::NONE {
                    self.scope = Scope::Message(focus.message);
                }
                Changed::SELECTION
            }
            Action::Recall(event) => {
                self.recall(event);
                Changed::SELECTION
            }
            Action::Notify {
                text,
                refusal,
                undoable,
            } => {
                self.notify(text, refusal, undoable);
                Changed::NOTICES
            }
            Action::Dismiss(id) => self.dismiss(id),
            Action::Strike { line, at } => self.strike(&line, at),
            Action::Run(line) => self.run_line(&line, true),
            Action::Type(text) => self.type_lines(&text),
            Action::SetOutput(output) => self.set_output(output),
            Action::ClearConsole => self.clear_console(),
            Action::Measure(measure) => self.measure(measure),
            Action::SaveRun(saved) => self.save_run(*saved),
            edit => self.dispatch_edit(edit),
        }
    }

    /// Begins the run again with the design as it is now.
    pub(super) fn restart(&mut self) -> Changed {
        self.base = self.scenario.clone();
        self.timeline = Timeline::new(self.scenario.world(), self.scenario.program());
        self.replaying = None;
        self.branch += 1;
        self.furthest = 0;
        self.density = Density::default();
        self.notable = Notable::default();
        self.track = Track::default();
        self.recalled = Recalled::default();
        self.focus = Focus::default();
        self.scope = self.selection.only_node().map_or(Scope::Everything, Scope::Node);
        self.stopped = None;
        self.answer = None;
        self.scrubbed = None;
        self.drop_branch();
        self.bookmarks.loosen();
        self.stops.look_afresh(self.timeline.world());
        self.playback.target = SimTime::ZERO;
        self.playback.reset_measure();
        Changed::RUN | Changed::PLAYBACK | Changed::NOTICES
    }

    /// Begins the run of another document: what was noted about the old one is of no use.
    pub(super) fn begin_another(&mut self) -> Changed {
        self.openings += 1;
        self.bookmarks = Bookmarks::default();
        self.clear_stops();
        // What they offer to undo is no longer the last edit.
        self.notices.retain(|notice| !notice.undoable);
        self.restart()
    }

    /// Takes note of what has happened since the last time.
    pub(super) fn follow(&mut self) {
        self.furthest = self.furthest.max(self.timeline.world().trace().len());
        self.hear_answers();
        self.density.follow(self.timeline.world());
        self.notable.follow(self.timeline.world());
        self.track.follow(self.timeline.world());
    }

    /// The document.
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// What is selected.
    pub fn selection(&self) -> &Selection {
        &self.selection
    }

    /// Which event and which message are looked at.
    pub fn focus(&self) -> Focus {
        self.focus
    }

    /// Playing or not, and how fast.
    pub fn playback(&self) -> &Playback {
        &self.playback
    }

    /// Where the playhead is.
    pub fn now(&self) -> SimTime {
        self.timeline.moment().at
    }

    /// The furthest instant reached so far.
    pub fn frontier(&self) -> SimTime {
        self.timeline.frontier().at
    }

    /// How many events have happened up to the playhead.
    pub fn events_total(&self) -> u64 {
        self.timeline.world().trace().len()
    }

    /// Whether there is an edit to take back.
    pub fn can_undo(&self) -> bool {
        self.history.can_undo()
    }

    /// Whether there is an edit to do again.
    pub fn can_redo(&self) -> bool {
        self.history.can_redo()
    }

    /// Why the run can't go on, if it can't.
    pub fn stopped_because(&self) -> Option<&str> {
        self.stopped.as_deref()
    }

    /// What the last command line answered.
    pub fn answer(&self) -> Option<&str> {
        self.answer.as_deref()
    }

    /// A fingerprint of everything that has happened up to the playhead.
    pub fn trace_hash(&self) -> u64 {
        self.timeline.world().trace().hash()
    }

    /// The world at the playhead, for a host page or a test that wants to ask more than the views tell.
    pub fn world(&self) -> &World {
        self.timeline.world()
    }

    /// Whether something that happened lies after the playhead.
    pub fn in_the_past(&self) -> bool {
        self.timeline.frontier() > self.timeline.moment()
    }

    /// The nodes in the order in which they were made.
    pub fn node_ids(&self) -> Vec<NodeId> {
        self.scenario.nodes.keys().copied().collect()
    }
}
