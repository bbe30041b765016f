//! What the timeline marks: bookmarks, faults, refusals, what was done by hand, and planned steps.

use super::action::Changed;
use super::density::Tally;
use super::run::Session;
use crate::base::SimTime;
use crate::scenario::Deed;
use crate::sim::Moment;

/// What a mark is about. The first is the most important where several meet.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum MarkKind {
    /// Something went down, or was lost on a wire.
    Fault,
    /// A call was refused.
    Refusal,
    /// Done by hand while the run went on.
    Deed,
    /// A step of the scenario.
    Planned,
}

impl MarkKind {
    /// The word in style names and lists.
    pub const fn name(self) -> &'static str {
        match self {
            MarkKind::Fault => "fault",
            MarkKind::Refusal => "refusal",
            MarkKind::Deed => "by hand",
            MarkKind::Planned => "planned",
        }
    }
}

/// A place on the timeline where something deserves a mark.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mark {
    /// What it is about.
    pub kind: MarkKind,
    /// When the first of them happened.
    pub at: SimTime,
    /// How many there are.
    pub count: u32,
    /// The first of them in words.
    pub text: String,
}

/// A moment with a name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bookmark {
    /// Its number.
    pub id: u32,
    /// What the person calls it.
    pub name: String,
    /// When it is.
    pub at: SimTime,
    /// The exact point, as long as the run is the same one.
    pub(super) moment: Option<Moment>,
}

/// The bookmarks of a session, in order of time.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Bookmarks {
    list: Vec<Bookmark>,
    made: u32,
}

/// What can be done with bookmarks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BookmarkAction {
    /// Marks the present moment.
    Add,
    /// Gives one another name.
    Rename(u32, String),
    /// Takes one away.
    Remove(u32),
    /// Goes to one.
    Go(u32),
}

impl Bookmarks {
    /// More than this nobody finds anything in.
    const MOST: usize = 100;
    /// Longer names are cut.
    const LONGEST: usize = 80;

    /// Those after this moment are of a run that is forgotten.
    pub(super) fn fork(&mut self, moment: Moment) {
        self.list
            .retain(|bookmark| bookmark.moment.map_or(bookmark.at <= moment.at, |own| own <= moment));
    }

    /// The run begins again and may differ: only the instants stay.
    pub(super) fn loosen(&mut self) {
        self.list.iter_mut().for_each(|bookmark| bookmark.moment = None);
    }
}

impl Session {
    /// The bookmarks, in order of time.
    pub fn bookmarks(&self) -> &[Bookmark] {
        &self.bookmarks.list
    }

    pub(super) fn dispatch_bookmark(&mut self, action: BookmarkAction) -> Changed {
        match action {
            BookmarkAction::Add => return self.add_bookmark(),
            BookmarkAction::Rename(id, name) => {
                let name: String = name.trim().chars().take(Bookmarks::LONGEST).collect();
                let found = self.bookmarks.list.iter_mut().find(|bookmark| bookmark.id == id);
                if let Some(bookmark) = found.filter(|_| !name.is_empty()) {
                    bookmark.name = name;
                }
            }
            BookmarkAction::Remove(id) => self.bookmarks.list.retain(|bookmark| bookmark.id != id),
            BookmarkAction::Go(id) => {
                let found = self.bookmarks.list.iter().find(|bookmark| bookmark.id == id);
                let Some((at, moment)) = found.map(|bookmark| (bookmark.at, bookmark.moment)) else {
                    return Changed::NOTHING;
                };
                match moment {
                    Some(moment) => {
                        self.timeline.seek_moment(moment);
                        return self.jumped();
                    }
                    None => return self.seek(at),
                }
            }
        }
        Changed::PLAYBACK
    }

    fn add_bookmark(&mut self) -> Changed {
        let moment = self.timeline.moment();
        let bookmarks = &mut self.bookmarks;
        if bookmarks.list.iter().any(|bookmark| bookmark.moment == Some(moment)) {
            self.notify("There is a bookmark at this moment already.".into(), false, false);
            return Changed::NOTICES;
        }
        if bookmarks.list.len() >= Bookmarks::MOST {
            let text = format!("There are {} bookmarks. Remove one first.", Bookmarks::MOST);
            self.notify(text, true, false);
            return Changed::NOTICES;
        }
        bookmarks.made += 1;
        bookmarks.list.push(Bookmark {
            id: bookmarks.made,
            name: format!("Bookmark {}", bookmarks.made),
            at: moment.at,
            moment: Some(moment),
        });
        bookmarks.list.sort_by_key(|bookmark| (bookmark.at, bookmark.moment));
        let text = format!("Bookmark {} is at {}.", bookmarks.made, moment.at);
        self.notify(text, false, false);
        Changed::PLAYBACK | Changed::NOTICES
    }

    /// Everything that deserves a mark between two instants, in order of time: in each of so many slots the marks of one
    /// kind are one.
    pub fn marks(&self, from: SimTime, to: SimTime, slots: u64) -> Vec<Mark> {
        let mut marks = Vec::new();
        let slot = |at: SimTime| at.since(from).0 as u128 * u128::from(slots) / u128::from(to.since(from).0.max(1));
        let inside = |at: SimTime| (from..=to).contains(&at);
        let mut add = |kind: MarkKind, at: SimTime, count: u32, text: &dyn Fn() -> String| {
            if !inside(at) {
                return;
            }
            let same = |mark: &&mut Mark| mark.kind == kind && slot(mark.at) == slot(at);
            match marks.last_mut().filter(same) {
                Some(mark) => mark.count += count,
                None => marks.push(Mark {
                    kind,
                    at,
                    count,
                    text: text(),
                }),
            }
        };
        let said = |tally: &Tally| {
            let event = &tally.first;
            format!("{}: {}", self.name_of(event.node), self.sentence(event))
        };
        for tally in self.density.faults() {
            add(MarkKind::Fault, tally.first.at, tally.count, &|| said(tally));
        }
        for tally in self.density.refusals() {
            add(MarkKind::Refusal, tally.first.at, tally.count, &|| said(tally));
        }
        for (moment, deed) in self.timeline.journal() {
            add(MarkKind::Deed, moment.at, 1, &|| match deed {
                Deed::Run(line) => line.to_string(),
                Deed::Edit(_) => "the design was changed".to_string(),
            });
        }
        for step in &self.scenario.steps {
            add(MarkKind::Planned, step.at, 1, &|| step.run.to_string());
        }
        marks.sort_by_key(|mark| (mark.at, mark.kind));
        marks
    }
}
