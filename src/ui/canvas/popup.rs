//! What opens over the board: menus at the thing they are about, and the list of kinds and commands.

use super::desk::Desk;
use super::keyboard::Focus;
use super::surface::BOARD_ID;
use crate::base::NodeId;
use crate::geometry::{Point, Rect};
use crate::platform::{element, theme};
use crate::scene::{WireRef, traveller_at};
use crate::session::{Action, MenuEntry, Selection, Show, Target};
use crate::ui::panels::{Dialog, DockTab, NodeTab, Panels};
use crate::ui::{FILE_FIELD_ID, RENAME_ID, THEME_ID};
use std::rc::Rc;

/// More messages than this are not searched for the one under the pointer.
const SEARCHED: usize = 4_000;

/// Something open, compared by identity.
#[derive(Clone, Debug)]
pub struct Popup(pub Rc<Opened>);

impl PartialEq for Popup {
    fn eq(&self, other: &Popup) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// What is in it.
#[derive(Debug)]
pub struct Opened {
    /// Whether it is a menu; else a list with a field to search it.
    pub menu: bool,
    /// Its upper left corner in the window, where there is room.
    pub at: Point,
    /// What it is about.
    pub title: String,
    /// What can be chosen.
    pub entries: Vec<MenuEntry>,
}

/// What the keys said that were pressed before a list was there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ended {
    /// Enter: the first of what is found.
    Chosen,
    /// Escape: nothing.
    GivenUp,
}

impl Desk {
    /// What lies under a point of the canvas.
    pub fn hit(&self, at: Point, finger: bool) -> Target {
        self.settle();
        let reach = if finger { 18.0 } else { 9.0 };
        let (world, zoom) = self.read(|plan| (plan.view.to_world(at), plan.view.zoom));
        if let Some(node) = self.read(|plan| plan.board.node_at(world)) {
            return Target::Node(node);
        }
        if let Some(note) = self.read(|plan| plan.board.note_at(world)) {
            return Target::Note(note);
        }
        let message = self.store().read(|session| {
            let flow = session.flow(SEARCHED);
            self.read(|plan| traveller_at(&plan.board, &flow, world, reach / zoom))
        });
        if let Some(message) = message {
            return Target::Message(message);
        }
        match self.read(|plan| plan.board.wire_at(world, reach / zoom)) {
            Some(WireRef::Wire(wire)) => Target::Wire(wire),
            Some(WireRef::Reference(node, field)) => Target::Reference(node, field),
            Some(WireRef::Term(wire, field)) => Target::Term(wire, field),
            None => match self.read(|plan| plan.board.area_at(world, reach / zoom, 1.0 / zoom)) {
                Some(area) => Target::Area(area),
                None => Target::Board(world.x as i32, world.y as i32),
            },
        }
    }

    /// Opens the menu of something at a point of the canvas, and selects it, so that one sees what it is about.
    pub fn open_menu(&self, target: Target, at: Point) {
        self.cancel();
        let selection = self.selection();
        let wanted = match target {
            Target::Node(id) if !selection.nodes.contains(&id) => Some(Selection::node(id)),
            Target::Wire(id) if !selection.wires.contains(&id) => Some(Selection::wire(id)),
            Target::Area(id) => Some(Selection::area(id)),
            Target::Note(id) => Some(Selection::note(id)),
            Target::Reference(node, field) => {
                self.change(|plan| plan.reference = Some(WireRef::Reference(node, field)));
                None
            }
            Target::Term(wire, field) => {
                self.change(|plan| plan.reference = Some(WireRef::Term(wire, field)));
                None
            }
            _ => None,
        };
        if let Some(wanted) = wanted {
            self.store().dispatch(Action::Select(wanted));
        }
        let (title, entries) = self
            .store()
            .read(|session| (session.menu_title(target), session.menu(target)));
        if !entries.is_empty() {
            self.open(true, element::corner(BOARD_ID) + at, title, entries);
        }
    }

    /// Opens the menu of what has the focus.
    pub fn open_menu_of(&self, focus: Focus) {
        let place = |rect: Rect| {
            self.read(|plan| {
                let rect = plan.view.rect_to_screen(rect);
                Point::new(rect.x + 24.0, (rect.y + 40.0).min(rect.bottom()))
            })
        };
        self.settle();
        let node = |id: NodeId| {
            let rect = self.read(|plan| plan.board.node(id).map(|node| node.rect));
            (Target::Node(id), place(rect.unwrap_or_default()))
        };
        let (target, at) = match focus {
            Focus::Card(id) | Focus::Port(id, _) => node(id),
            Focus::Wire(id) => {
                let middle = self.read(|plan| {
                    let index = plan.board.wire_index(id)?;
                    Some(plan.view.to_screen(plan.board.wires()[index].curve.at(0.5)))
                });
                (Target::Wire(id), middle.unwrap_or_default())
            }
            Focus::Area(id) => (
                Target::Area(id),
                place(self.read(|plan| plan.board.area(id)).unwrap_or_default()),
            ),
            Focus::Note(id) => (
                Target::Note(id),
                place(self.read(|plan| plan.board.note(id)).unwrap_or_default()),
            ),
            Focus::Canvas => match self.selection().nodes.first() {
                Some(id) => node(*id),
                None => {
                    let (at, world) = self.read(|plan| (plan.size * 0.5, plan.view.to_world(plan.size * 0.5)));
                    (Target::Board(world.x as i32, world.y as i32), at)
                }
            },
        };
        self.open_menu(target, at);
    }

    /// Opens the list of kinds for where the pointer is, or for the middle of what the canvas shows.
    pub fn open_kinds(&self) {
        let at = self.read(|plan| plan.pointer.map_or(plan.size * 0.5, |pointer| pointer.at));
        let world = self.read(|plan| plan.view.to_world(at));
        self.open_kinds_at(at, (world.x as i32, world.y as i32));
    }

    fn open_kinds_at(&self, at: Point, world: (i32, i32)) {
        let entries = self.store().read(|session| {
            let (x, y) = session.place_beside(world.0, world.1);
            let mut entries = session.kinds_to_add(x, y, None);
            entries.extend(session.commands());
            entries
        });
        self.open(false, element::corner(BOARD_ID) + at, "Add or do".to_string(), entries);
    }

    /// Opens the list of the kinds that fit the loose end of the wire that is being drawn; false when none does.
    pub fn open_kinds_for_wire(&self) -> bool {
        let Some((from, world, at)) = self.read(|plan| {
            let wiring = plan.wiring.as_ref()?;
            Some((wiring.from, wiring.loose, plan.view.to_screen(wiring.loose)))
        }) else {
            return false;
        };
        // The new card lies to the right of a wire that goes out, to the left of one that comes in, so that it ends at its edge.
        let (mut x, y) = (world.x as i32, world.y as i32);
        let start = self.read(|plan| plan.board.port(from).map(|port| port.side.outwards().x));
        x += (start.unwrap_or(0.0) * 118.0) as i32;
        let entries = self.store().read(|session| session.kinds_to_add(x, y, Some(from)));
        if entries.is_empty() {
            return false;
        }
        self.open(
            false,
            element::corner(BOARD_ID) + at,
            "Add and join".to_string(),
            entries,
        );
        true
    }

    /// Opens the list of commands.
    pub fn open_commands(&self) {
        let entries = self.store().read(|session| {
            let centre = self.store().view_centre();
            let (x, y) = session.place_beside(centre.0, centre.1);
            let mut entries = session.commands();
            entries.extend(session.kinds_to_add(x, y, None));
            entries
        });
        let middle = self.read(|plan| Point::new(plan.size.x / 2.0 - 180.0, 48.0));
        self.open(
            false,
            element::corner(BOARD_ID) + middle,
            "Commands".to_string(),
            entries,
        );
    }

    fn open(&self, menu: bool, at: Point, title: String, entries: Vec<MenuEntry>) {
        let opened = Opened {
            menu,
            at,
            title,
            entries,
        };
        self.change(|plan| {
            plan.ahead = (!menu).then(Vec::new);
            plan.popup = Some(Popup(Rc::new(opened)));
        });
    }

    /// The list is there: what was typed before, up to the Enter or Escape that ended it. From now on the field has the keys.
    pub fn take_ahead(&self) -> (String, Option<Ended>) {
        let keys = self.adjust(|plan| plan.ahead.take()).unwrap_or_default();
        let mut text = String::new();
        for key in keys {
            match key.as_str() {
                "Enter" => return (text, Some(Ended::Chosen)),
                "Escape" => return (text, Some(Ended::GivenUp)),
                "Backspace" => drop(text.pop()),
                letter if letter.chars().count() == 1 => text += letter,
                _ => {}
            }
        }
        (text, None)
    }

    /// Takes away what is open, if it is still this; and the wire that waited for an answer.
    pub fn close_popup(&self, popup: &Popup) {
        if self.read(|plan| plan.popup.as_ref() == Some(popup)) {
            self.change(|plan| {
                plan.popup = None;
                plan.ahead = None;
                plan.wiring = None;
            });
        }
    }

    /// Does what an entry says.
    pub fn perform(&self, entry: &MenuEntry, panels: &Panels) {
        for action in &entry.actions {
            self.store().dispatch(action.clone());
            if matches!(action, Action::Add { .. } | Action::AddJoined { .. }) {
                let added = self.selection().only_node();
                self.adjust(|plan| plan.added = added);
            }
        }
        let Some(show) = entry.show else { return };
        match show {
            Show::Settings => panels.inspect(),
            Show::Messages => panels.show_node_tab(NodeTab::Messages),
            Show::Name => self.rename(panels),
            Show::Events => panels.show_dock(Some(DockTab::Events)),
            Show::Journey => panels.show_dock(Some(DockTab::Journey)),
            Show::Charts => panels.show_dock(Some(DockTab::Charts)),
            Show::Console => panels.show_dock(Some(DockTab::Console)),
            Show::Twin => panels.open(Dialog::Twin),
            Show::Stops => panels.open(Dialog::Stops),
            Show::Moments => panels.open(Dialog::Moments),
            Show::SaveRun => panels.open(Dialog::SaveRun),
            Show::Everything => self.show_everything(),
            Show::Selected => self.show_selection(),
            Show::NaturalSize => self.natural_size(),
            Show::Larger => self.zoom(1.25),
            Show::Smaller => self.zoom(0.8),
            Show::Minimap => self.toggle_minimap(),
            Show::Finder => self.change(|plan| plan.finder = true),
            Show::Arrange(how) => self.arrange(how),
            Show::Paste(x, y) => self.paste_at((x, y)),
            Show::Kinds(x, y) => {
                let at = self.read(|plan| plan.view.to_screen(Point::new(f64::from(x), f64::from(y))));
                self.open_kinds_at(at, (x, y));
            }
            Show::Commands => self.open_commands(),
            Show::Examples => panels.open(Dialog::Examples),
            Show::Share => panels.open(Dialog::Share),
            Show::Shortcuts => panels.open(Dialog::Shortcuts),
            Show::OpenFile => element::press(FILE_FIELD_ID),
            Show::OtherTheme => element::press(THEME_ID),
        }
        if theme::matches("(max-width: 720px)") && matches!(show, Show::Selected | Show::Everything) {
            panels.show_drawer(crate::ui::panels::Drawer::None);
        }
    }

    /// Brings the name of the selected node into a field, with all of it selected.
    pub fn rename(&self, panels: &Panels) {
        panels.inspect();
        element::focus(RENAME_ID);
        element::select_text(RENAME_ID);
    }
}
