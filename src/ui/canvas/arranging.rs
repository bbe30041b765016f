//! The menu's entries that arrange things, carried out where the board is known.

use super::desk::Desk;
use super::keyboard::Focus;
use crate::geometry::Align;
use crate::scene::{Arrange, arrange, tidy};
use crate::session::{Action, Arranging};

impl Desk {
    /// Arranges what is selected, or the whole design, in one step of undo.
    pub(super) fn arrange(&self, how: Arranging) {
        let how = match how {
            Arranging::Left => Arrange::Align(Align::Left),
            Arranging::Centre => Arrange::Align(Align::Centre),
            Arranging::Right => Arrange::Align(Align::Right),
            Arranging::Top => Arrange::Align(Align::Top),
            Arranging::Middle => Arrange::Align(Align::Middle),
            Arranging::Bottom => Arrange::Align(Align::Bottom),
            Arranging::Across => Arrange::SpreadAcross,
            Arranging::Down => Arrange::SpreadDown,
            Arranging::Group => {
                self.group(Focus::Canvas);
                return;
            }
            Arranging::Tidy => return self.tidy(),
        };
        self.settle();
        let edit = self
            .store()
            .read(|session| self.read(|plan| arrange(&plan.board, session.scenario(), session.selection(), how)));
        let Some(edit) = edit else {
            return self.say("They stand so already.".to_string());
        };
        self.adjust(|plan| plan.stale = true);
        let key = String::new();
        self.store().dispatch(Action::Edit { edit, key });
    }

    fn tidy(&self) {
        self.settle();
        let edit = self
            .store()
            .read(|session| self.read(|plan| tidy(&plan.board, session.scenario())));
        let Some(edit) = edit else {
            return self.store().dispatch(Action::Notify {
                text: "Everything stands in order already.".to_string(),
                refusal: false,
                undoable: false,
            });
        };
        self.adjust(|plan| plan.stale = true);
        let key = String::new();
        self.store().dispatch(Action::Edit { edit, key });
    }
}
