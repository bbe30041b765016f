//! Copy, cut and paste on the board, through the system's clipboard: also from tab to tab.

use super::desk::Desk;
use super::surface::BOARD_ID;
use crate::platform::clipboard::{self, Wish};
use crate::platform::element;
use crate::session::Action;
use yew::prelude::*;

/// Listens while the canvas is in the page.
#[hook]
pub fn use_clipboard(desk: &Desk) {
    use_effect_with(desk.clone(), |desk| {
        let desk = desk.clone();
        let listeners = clipboard::listen(move |wish| desk.clipboard(wish));
        move || drop(listeners)
    });
}

impl Desk {
    fn clipboard(&self, wish: Wish) -> Option<String> {
        match wish {
            Wish::Copy => self.copied("copied"),
            Wish::Cut => {
                let text = self.copied("cut out")?;
                self.store().dispatch(Action::DeleteSelection);
                element::focus(BOARD_ID);
                Some(text)
            }
            Wish::Paste(text) => {
                let at = self.read(|plan| plan.pointer.map(|pointer| plan.view.to_world(pointer.at)));
                let at = at.map_or_else(|| self.store().view_centre(), |at| (at.x as i32, at.y as i32));
                self.put_pasted(text, at);
                Some(String::new())
            }
        }
    }

    /// Asks for what the clipboard holds and puts it there. Browsers may refuse that to anything but keys.
    pub(super) fn paste_at(&self, at: (i32, i32)) {
        let desk = self.clone();
        clipboard::read(move |text| match text {
            Some(text) => desk.put_pasted(text, at),
            None => desk.store().dispatch(Action::Notify {
                text: "The browser keeps its clipboard to itself. Press Ctrl+V to paste.".to_string(),
                refusal: true,
                undoable: false,
            }),
        });
    }

    fn put_pasted(&self, text: String, at: (i32, i32)) {
        self.adjust(|plan| plan.stale = true);
        self.store().dispatch(Action::Paste { text, at });
        let count = self.selection().count();
        self.say(format!("Pasted. Selected: {count}."));
    }

    fn copied(&self, how: &str) -> Option<String> {
        let text = self.store().read(|session| session.piece_text())?;
        let count = self.selection().count();
        self.say(match count {
            1 => format!("One thing was {how}."),
            _ => format!("{count} things were {how}."),
        });
        Some(text)
    }
}
