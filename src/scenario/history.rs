//! Undo and redo of document edits.

use super::document::Scenario;
use super::edit::{Edit, EditError, apply};
use std::collections::VecDeque;

#[derive(Clone, PartialEq, Debug)]
struct Done {
    /// What takes it back.
    inverse: Edit,
    /// Changes with the same key that overwrite each other become one step of undo.
    key: Option<String>,
}

/// What was changed, and what was taken back.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct History {
    done: VecDeque<Done>,
    undone: Vec<Edit>,
}

impl History {
    /// Changes older than this many can't be taken back.
    pub const KEPT: usize = 200;

    /// Makes a change and remembers how to take it back. Changes in a row with the same `key` that overwrite each
    /// other (a drag, typing into one field) are taken back together.
    pub fn apply(&mut self, doc: &mut Scenario, edit: Edit, key: Option<&str>) -> Result<(), EditError> {
        let same_gesture = |last: &Done| key.is_some() && last.key.as_deref() == key && edit.overwrites(&last.inverse);
        let joins = self.undone.is_empty() && self.done.back().is_some_and(same_gesture);
        let inverse = apply(doc, edit)?;
        self.undone.clear();
        if joins {
            return Ok(());
        }
        self.done.push_back(Done {
            inverse,
            key: key.map(str::to_string),
        });
        if self.done.len() > Self::KEPT {
            self.done.pop_front();
        }
        Ok(())
    }

    /// Takes the last change back. False when there is none.
    pub fn undo(&mut self, doc: &mut Scenario) -> bool {
        let Some(done) = self.done.pop_back() else {
            return false;
        };
        match apply(doc, done.inverse) {
            Ok(again) => {
                self.undone.push(again);
                true
            }
            Err(error) => unreachable!("an inverse fits the document that it came from: {error}"),
        }
    }

    /// Makes the last change that was taken back once more. False when there is none.
    pub fn redo(&mut self, doc: &mut Scenario) -> bool {
        let Some(edit) = self.undone.pop() else {
            return false;
        };
        match apply(doc, edit) {
            Ok(inverse) => {
                self.done.push_back(Done { inverse, key: None });
                true
            }
            Err(error) => unreachable!("a change that was taken back can be made again: {error}"),
        }
    }

    /// Whether there is something to take back.
    pub fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    /// Whether there is something to make again.
    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    /// Ends a gesture: the next change begins a new step of undo, whatever its key.
    pub fn seal(&mut self) {
        if let Some(done) = self.done.back_mut() {
            done.key = None;
        }
    }
}
