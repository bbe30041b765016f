//! What has happened to an alarm, as DescribeAlarmHistory tells it.

use super::notice::Change;
use crate::base::SimTime;
use std::collections::VecDeque;
use std::rc::Rc;

/// As many items as DescribeAlarmHistory gives on one page.
const KEPT: usize = 100;

/// What happened.
#[derive(Clone, Debug)]
pub enum Event {
    /// The alarm was made.
    Created,
    /// Its settings changed.
    Updated,
    /// Its state changed.
    Turned(Change),
    /// An action was answered: its ARN, and whether it was taken.
    Acted(Rc<str>, bool),
}

/// The newest items, oldest first. Copies of it share them.
#[derive(Clone, Debug, Default)]
pub struct History(Rc<VecDeque<(SimTime, Event)>>);

impl History {
    /// Adds an item, and forgets the oldest when there are too many.
    pub fn add(&mut self, at: SimTime, event: Event) {
        let items = Rc::make_mut(&mut self.0);
        if items.len() == KEPT {
            items.pop_front();
        }
        items.push_back((at, event));
    }

    /// The items, oldest first.
    pub fn items(&self) -> impl Iterator<Item = &(SimTime, Event)> {
        self.0.iter()
    }
}
