//! The menu of several things: what brings them into order, and what is done with all of them.

use super::action::Action;
use super::menu::{MenuEntry, Show};
use super::run::Session;

/// How things are arranged. Where they stand and how large they are is the front end's to know.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "each name says what comes into line")]
pub enum Arranging {
    Left,
    Centre,
    Right,
    Top,
    Middle,
    Bottom,
    /// Even gaps from left to right.
    Across,
    /// Even gaps from top to bottom.
    Down,
    /// A box goes around what is selected.
    Group,
    /// The whole design is laid out anew.
    Tidy,
}

impl Session {
    pub(super) fn menu_of_many(&self) -> Vec<MenuEntry> {
        let count = self.selection.nodes.len();
        let lines = [
            ("Align left", Arranging::Left),
            ("Align centre", Arranging::Centre),
            ("Align right", Arranging::Right),
            ("Align top", Arranging::Top),
            ("Align middle", Arranging::Middle),
            ("Align bottom", Arranging::Bottom),
        ];
        let gaps = [
            ("Distribute horizontally", Arranging::Across),
            ("Distribute vertically", Arranging::Down),
        ];
        let mut entries = vec![
            MenuEntry::new("view", "Zoom to them")
                .keys("Shift+2")
                .show(Show::Selected),
        ];
        let entry = |(label, how)| MenuEntry::new("arrange", label).show(Show::Arrange(how));
        entries.extend(lines.map(entry));
        // Gaps are between three things at least.
        entries.extend(gaps.map(|gap| entry(gap).only_if(self.selection.count() > 2)));
        entries.extend([
            MenuEntry::new("arrange", "Group in a box")
                .keys("G")
                .show(Show::Arrange(Arranging::Group)),
            MenuEntry::new("edit", format!("Duplicate {count} nodes"))
                .keys("Ctrl+D")
                .act(Action::DuplicateSelection),
            MenuEntry::new("edit", format!("Delete {count} nodes"))
                .keys("Del")
                .act(Action::DeleteSelection),
        ]);
        entries
    }
}
