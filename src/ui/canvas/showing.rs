//! What a menu and a list over the board have in common: Escape, a press beside them and a choice close them.

use super::desk::{Desk, use_the_desk};
use super::popup::Popup;
use crate::platform::element;
use crate::session::MenuEntry;
use crate::ui::panels::{Panels, use_panels};
use yew::prelude::*;

/// Something open, and the dialog that shows it.
#[derive(Clone)]
pub struct Showing {
    /// The board's desk.
    pub desk: Desk,
    panels: Panels,
    popup: Popup,
    dialog: NodeRef,
}

/// The dialog of what is open.
#[hook]
pub fn use_showing(popup: &Popup) -> Showing {
    Showing {
        desk: use_the_desk(),
        panels: use_panels(),
        popup: popup.clone(),
        dialog: use_node_ref(),
    }
}

impl Showing {
    /// Opens the dialog, once it is in the page.
    pub fn open(&self) {
        element::show_modal(&self.dialog);
    }

    /// Closes it. The browser tells of a closed dialog only after the next keys, and these are not meant for it.
    pub fn close(&self) {
        element::close_modal(&self.dialog);
        self.desk.close_popup(&self.popup);
    }

    /// Closes it and does what an entry says.
    pub fn choose(&self, entry: &MenuEntry) {
        self.close();
        self.desk.perform(entry, &self.panels);
    }

    /// The dialog around what it shows. The style says how much room that takes.
    pub fn frame(&self, class: &'static str, room: &str, content: Html) -> Html {
        let opened = &self.popup.0;
        let onclose = {
            let showing = self.clone();
            move |_: Event| showing.close()
        };
        let onkeydown = {
            let showing = self.clone();
            move |event: KeyboardEvent| {
                if event.key() == "Escape" && !event.is_composing() {
                    event.prevent_default();
                    showing.close();
                }
            }
        };
        // A press, not a click: a finger that is held down to open a menu is let go over it.
        let onpointerdown = {
            let showing = self.clone();
            move |event: PointerEvent| {
                if element::is_backdrop(&event) {
                    event.prevent_default();
                    showing.close();
                }
            }
        };
        let menu = opened.menu;
        let oncontextmenu = move |event: MouseEvent| {
            if menu {
                event.prevent_default();
            }
        };
        let style = format!("--x:{:.0}px;--y:{:.0}px;{room}", opened.at.x, opened.at.y);
        html! {
            <dialog ref={self.dialog.clone()} class={classes!("popup", class)} {style} aria-label={opened.title.clone()} {onclose} {onkeydown} {onpointerdown} {oncontextmenu}>
                { content }
            </dialog>
        }
    }
}
