//! The keys that move the view and open lists, wherever the focus is; and Space, which plays when it is pressed and moves
//! the board when it is held during a drag.

use super::desk::Desk;
use crate::platform::keys::{self, Press};
use crate::session::Action;
use yew::prelude::*;

/// What the space bar is doing.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum SpaceBar {
    /// Nothing.
    #[default]
    Up,
    /// It is down; let go now it plays or pauses.
    Down,
    /// The board was moved while it was down.
    Moved,
}

/// Listens while the canvas is there.
#[hook]
pub fn use_view_keys(desk: &Desk) {
    use_effect_with(desk.clone(), |desk| {
        let (ahead, down, up, away) = (desk.clone(), desk.clone(), desk.clone(), desk.clone());
        let listeners = (
            keys::listen_first(move |press| ahead.type_ahead(&press)),
            keys::listen(move |press| down.view_key(&press)),
            keys::listen_up(move |key| {
                if key == " " && up.adjust(|plan| std::mem::take(&mut plan.space)) == SpaceBar::Down {
                    up.store().dispatch(Action::TogglePlay);
                }
            }),
            keys::listen_away(move || away.adjust(|plan| plan.space = SpaceBar::Up)),
        );
        move || drop(listeners)
    });
}

impl Desk {
    /// Whoever types at once after asking for a list means its field, which may take a moment to be there.
    fn type_ahead(&self, press: &Press) -> bool {
        self.adjust(|plan| {
            let Some(ahead) = plan.ahead.as_mut().filter(|_| !press.command) else {
                return false;
            };
            ahead.push(press.key.clone());
            true
        })
    }

    /// Does what a key stands for; false when it stands for nothing here.
    fn view_key(&self, press: &Press) -> bool {
        let key = press.key.to_lowercase();
        match (press.command, key.as_str()) {
            (true, "k") => self.open_commands(),
            (true, "f") => self.change(|plan| plan.finder = true),
            (true, _) => return false,
            _ if press.writing => return false,
            (_, " ") if press.pressing => return false,
            (_, " ") => {
                if !press.again {
                    self.adjust(|plan| plan.space = SpaceBar::Down);
                }
            }
            (_, "/") => self.open_kinds(),
            (_, "m") => self.toggle_minimap(),
            (_, "+" | "=") => self.zoom(1.25),
            (_, "-") => self.zoom(0.8),
            _ if press.shift && press.code == "Digit1" => self.show_everything(),
            _ if press.shift && press.code == "Digit2" => self.show_selection(),
            _ if press.shift && press.code == "Digit0" => self.natural_size(),
            _ => return false,
        }
        true
    }
}
