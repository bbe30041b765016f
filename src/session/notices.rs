//! Messages to the person.

use super::action::{Changed, Notice};
use super::run::Session;

impl Session {
    /// Shows a notice to the person.
    pub(super) fn notify(&mut self, text: String, refusal: bool, undoable: bool) {
        self.notices.retain(|notice| notice.text != text);
        let id = self.next_notice;
        self.next_notice += 1;
        self.notices.push(Notice {
            id,
            text,
            refusal,
            undoable,
            unforks: None,
        });
        if self.notices.len() > 4 {
            self.notices.remove(0);
        }
    }

    /// Takes a notice away, and with it the way back to the branch that it offered.
    pub(super) fn dismiss(&mut self, id: u64) -> Changed {
        let unforks = |notice: &Notice| notice.id == id && notice.unforks.is_some();
        if self.notices.iter().any(unforks) {
            self.left = None;
        }
        self.notices.retain(|notice| notice.id != id);
        Changed::NOTICES
    }

    /// Messages to the person, newest last.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }
}
