//! Acting in the past forks the run. The branch that was left is kept, so that Undo brings it back as it was.

use super::action::{Action, Changed, Notice};
use super::chain::Recalled;
use super::density::Density;
use super::marks::Bookmarks;
use super::notable::Notable;
use super::run::Session;
use super::track::Track;
use crate::nodes::AnyNode;
use crate::scenario::{Deed, History, Scenario};
use crate::sim::Timeline;

/// A run that was left, at the moment at which it was left, with its document.
#[derive(Clone, Debug)]
pub struct Branch {
    number: u64,
    timeline: Timeline<AnyNode, Deed>,
    scenario: Scenario,
    history: History,
    density: Density,
    bookmarks: Bookmarks,
    furthest: u64,
}

/// The document before the action that is being done.
pub type Eve = Box<(Scenario, History)>;

impl Session {
    /// Remembers the document before an action that may change the past.
    pub(super) fn remember_eve(&mut self, action: &Action) {
        let looks_only = matches!(
            action,
            Action::Travel(_)
                | Action::Seek(_)
                | Action::SeekEvent(_)
                | Action::Search(..)
                | Action::ShowLines { .. }
                | Action::CopyLines(_)
                | Action::FollowSelection(_)
                | Action::SetOutput(_)
                | Action::ClearConsole
                | Action::Play
                | Action::Pause
                | Action::TogglePlay
                | Action::Select(_)
                | Action::Focus(_)
                | Action::Recall(_)
                | Action::Notify { .. }
                | Action::Dismiss(_)
        );
        if !looks_only && self.in_the_past() {
            self.eve = Some(Box::new((self.scenario.clone(), self.history.clone())));
        }
    }

    /// Does something to the run at this instant. A notice says when that forks it, and takes it back.
    pub(super) fn act(&mut self, deed: Deed) {
        let left = self.in_the_past().then(|| self.present_branch());
        let events = self.timeline.world().trace().len();
        let forked = self.timeline.act(deed);
        if let Some(left) = left.filter(|_| forked) {
            let number = left.number;
            self.branch += 1;
            self.furthest = events;
            self.track.fork(events);
            self.recalled.fork(events);
            self.left = Some(Box::new(left));
            self.density.fork(self.timeline.world());
            self.bookmarks.fork(self.timeline.moment());
            self.notices.retain(|notice| notice.unforks.is_none());
            let text = "You changed the past: what had happened after this moment is forgotten, and the run goes on from here.";
            self.notify(text.to_string(), false, false);
            if let Some(notice) = self.notices.last_mut() {
                notice.unforks = Some(number);
            }
        }
        self.follow();
        self.stops.look_afresh(self.timeline.world());
    }

    fn present_branch(&self) -> Branch {
        let (scenario, history) = match self.eve.as_deref() {
            Some((scenario, history)) => (scenario.clone(), history.clone()),
            None => (self.scenario.clone(), self.history.clone()),
        };
        Branch {
            number: self.next_notice,
            timeline: self.timeline.clone(),
            scenario,
            history,
            density: self.density.clone(),
            bookmarks: self.bookmarks.clone(),
            furthest: self.furthest,
        }
    }

    /// Brings back the run that was left, with its document and its playhead.
    pub(super) fn unfork(&mut self, number: u64) -> Changed {
        let Some(left) = self.left.take_if(|left| left.number == number) else {
            return Changed::NOTHING;
        };
        self.timeline = left.timeline;
        self.scenario = left.scenario;
        self.history = left.history;
        self.density = left.density;
        self.bookmarks = left.bookmarks;
        self.notable = Notable::default();
        self.track = Track::of(self.track.message, self.timeline.world());
        self.recalled = Recalled::default();
        self.branch += 1;
        self.furthest = left.furthest;
        self.stopped = None;
        self.drop_branch();
        let (nodes, wires) = (&self.scenario.nodes, &self.scenario.wires);
        self.selection.nodes.retain(|id| nodes.contains_key(id));
        self.selection.wires.retain(|id| wires.contains_key(id));
        self.jumped();
        Changed::ALL
    }

    /// Forgets the branch that was left, and the notice that would bring it back.
    pub(super) fn drop_branch(&mut self) {
        self.left = None;
        self.notices.retain(|notice: &Notice| notice.unforks.is_none());
    }
}
