//! Menus as data: what can be done with what was hit, in words, with the shortcut that does the same.

use super::action::{Action, Focus, Selection};
use super::arranging::Arranging;
use super::run::Session;
use super::travel::{Scope, Travel};
use super::view::SpecRef;
use crate::base::{MessageId, NodeId, WireId};
use crate::scenario::{Edit, WireDoc};

/// What a menu is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Target {
    /// A node; with others selected beside it, all of them.
    Node(NodeId),
    /// A wire.
    Wire(WireId),
    /// A setting of a node that names another node, drawn as a line.
    Reference(NodeId, &'static str),
    /// A setting of a wire that names a node, drawn as a line.
    Term(WireId, &'static str),
    /// A message under way.
    Message(MessageId),
    /// A box, by its number.
    Area(u32),
    /// A note, by its number.
    Note(u32),
    /// Nothing: this place of the board.
    Board(i32, i32),
}

/// Something that the front end does itself, after the actions of an entry.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "each name says what is shown")]
pub enum Show {
    Settings,
    Messages,
    Name,
    Events,
    Journey,
    Twin,
    Stops,
    Moments,
    SaveRun,
    Charts,
    Console,
    Everything,
    Selected,
    NaturalSize,
    Larger,
    Smaller,
    Minimap,
    Finder,
    /// The list of kinds, for this place of the board.
    Kinds(i32, i32),
    Commands,
    Examples,
    Share,
    Shortcuts,
    OpenFile,
    OtherTheme,
    /// Things come into order.
    Arrange(Arranging),
    /// What the clipboard holds comes to this place of the board.
    Paste(i32, i32),
}

/// A line of a menu or of the list of commands.
#[derive(Clone, Debug)]
pub struct MenuEntry {
    /// Imperative, in sentence case.
    pub label: String,
    /// More words that find it, or "".
    pub words: String,
    /// The keys that do the same, or "".
    pub shortcut: &'static str,
    /// Entries of one group stand together.
    pub group: &'static str,
    /// False where it would do nothing.
    pub enabled: bool,
    /// The kind of node that it is about, for its picture.
    pub kind: Option<SpecRef>,
    /// What it does, in this order.
    pub actions: Vec<Action>,
    /// What is shown then.
    pub show: Option<Show>,
}

impl MenuEntry {
    /// An entry that does nothing yet.
    pub fn new(group: &'static str, label: impl Into<String>) -> MenuEntry {
        MenuEntry {
            label: label.into(),
            words: String::new(),
            shortcut: "",
            group,
            enabled: true,
            kind: None,
            actions: Vec::new(),
            show: None,
        }
    }

    /// It can also be done with these keys.
    #[must_use]
    pub fn keys(self, shortcut: &'static str) -> MenuEntry {
        MenuEntry { shortcut, ..self }
    }

    /// It does this, after what it does already.
    #[must_use]
    pub fn act(mut self, action: Action) -> MenuEntry {
        self.actions.push(action);
        self
    }

    /// It shows this.
    #[must_use]
    pub fn show(self, show: Show) -> MenuEntry {
        MenuEntry {
            show: Some(show),
            ..self
        }
    }

    /// It can be chosen only if this holds.
    #[must_use]
    pub fn only_if(self, enabled: bool) -> MenuEntry {
        MenuEntry { enabled, ..self }
    }

    /// It is found by these words too.
    #[must_use]
    pub fn words(self, words: impl Into<String>) -> MenuEntry {
        MenuEntry {
            words: words.into(),
            ..self
        }
    }
}

impl Session {
    /// What the menu is called, for people who can't see where it opened.
    pub fn menu_title(&self, target: Target) -> String {
        match target {
            Target::Node(id) if self.is_one_of_many(id) => format!("{} nodes", self.selection.nodes.len()),
            Target::Node(id) | Target::Reference(id, _) => self.scenario.name(id).to_string(),
            Target::Wire(id) | Target::Term(id, _) => self.scenario.wires.get(&id).map_or_else(String::new, |wire| {
                let (from, to) = (self.scenario.name(wire.from.0), self.scenario.name(wire.to.0));
                format!("{from} → {to}")
            }),
            Target::Message(id) => id.to_string(),
            Target::Area(id) => {
                let area = self.scenario.areas.get(&id);
                area.map_or_else(String::new, |area| area.name.to_string())
            }
            Target::Note(_) => "Note".to_string(),
            Target::Board(..) => "Board".to_string(),
        }
    }

    /// What can be done with something. Empty when it is not there any more.
    pub fn menu(&self, target: Target) -> Vec<MenuEntry> {
        self.permitted(match target {
            Target::Node(id) if self.is_one_of_many(id) => self.menu_of_many(),
            Target::Node(id) => self.menu_of_node(id),
            Target::Wire(id) => self
                .scenario
                .wires
                .get(&id)
                .map_or_else(Vec::new, |wire| menu_of_wire(id, wire)),
            Target::Reference(node, field) => {
                menu_of_reference(Selection::node(node), Action::ResetField { node, field })
            }
            Target::Term(wire, field) => menu_of_reference(Selection::wire(wire), Action::ResetTerm { wire, field }),
            Target::Message(message) => menu_of_message(message),
            Target::Area(id) if self.scenario.areas.contains_key(&id) => menu_of_drawn(&Selection::area(id)),
            Target::Note(id) if self.scenario.notes.contains_key(&id) => menu_of_drawn(&Selection::note(id)),
            Target::Area(_) | Target::Note(_) => Vec::new(),
            Target::Board(x, y) => self.menu_of_board(x, y),
        })
    }

    /// On a page for looking at, what may not be done can't be chosen.
    pub(super) fn permitted(&self, mut entries: Vec<MenuEntry>) -> Vec<MenuEntry> {
        for entry in &mut entries {
            let mut actions = entry.actions.iter();
            entry.enabled &= actions.all(|action| self.access.refusal(action, &self.scenario).is_none());
            let edits = matches!(entry.show, Some(Show::Name | Show::Arrange(_) | Show::Paste(..)));
            entry.enabled &= !edits || self.access.is_full();
        }
        entries
    }

    fn is_one_of_many(&self, id: NodeId) -> bool {
        self.selection.nodes.len() > 1 && self.selection.nodes.contains(&id)
    }

    fn menu_of_node(&self, id: NodeId) -> Vec<MenuEntry> {
        let Some(doc) = self.scenario.nodes.get(&id) else {
            return Vec::new();
        };
        let select = || Action::Select(Selection::node(id));
        let mut entries = vec![
            settings(select()),
            MenuEntry::new("look", "Messages").act(select()).show(Show::Messages),
            MenuEntry::new("look", "Rename")
                .keys("F2")
                .act(select())
                .show(Show::Name),
        ];
        let spec = doc.settings.spec();
        let run = |button: &crate::sim::Button| {
            let line = button.run.replace("{name}", &doc.name);
            MenuEntry::new("do", button.label)
                .words(button.help)
                .act(select())
                .act(Action::Run(line))
        };
        entries.extend(spec.buttons.iter().map(run));
        let scope = Action::Travel(Travel::Scope(Scope::Node(id)));
        entries.extend([
            MenuEntry::new("step", "Step to its next event")
                .keys(">")
                .act(select())
                .act(scope.clone())
                .act(Action::Travel(Travel::Next)),
            MenuEntry::new("step", "Step to its previous event")
                .keys("<")
                .act(select())
                .act(scope)
                .act(Action::Travel(Travel::Previous)),
            zoom_to(select()),
            duplicate(select()),
            delete(select()),
        ]);
        entries
    }

    fn menu_of_board(&self, x: i32, y: i32) -> Vec<MenuEntry> {
        let any = !self.scenario.nodes.is_empty();
        vec![
            MenuEntry::new("add", "Add here…").keys("/").show(Show::Kinds(x, y)),
            MenuEntry::new("edit", "Undo")
                .keys("Ctrl+Z")
                .act(Action::Undo)
                .only_if(self.can_undo()),
            MenuEntry::new("edit", "Redo")
                .keys("Ctrl+Shift+Z")
                .act(Action::Redo)
                .only_if(self.can_redo()),
            MenuEntry::new("edit", "Paste").keys("Ctrl+V").show(Show::Paste(x, y)),
            MenuEntry::new("edit", "Tidy up")
                .words("layout arrange")
                .show(Show::Arrange(Arranging::Tidy))
                .only_if(any),
            MenuEntry::new("edit", "Select all")
                .keys("Ctrl+A")
                .act(Action::SelectAll)
                .only_if(any),
            MenuEntry::new("view", "Find…")
                .keys("Ctrl+F")
                .show(Show::Finder)
                .only_if(any),
            MenuEntry::new("view", "Fit")
                .keys("Shift+1")
                .show(Show::Everything)
                .only_if(any),
            MenuEntry::new("view", "Natural size")
                .keys("Shift+0")
                .show(Show::NaturalSize),
            MenuEntry::new("more", "All commands…")
                .keys("Ctrl+K")
                .show(Show::Commands),
        ]
    }
}

/// The entries that several menus have. Each first selects what the menu is about.
fn settings(select: Action) -> MenuEntry {
    MenuEntry::new("look", "Settings")
        .keys("Enter")
        .act(select)
        .show(Show::Settings)
}

fn zoom_to(select: Action) -> MenuEntry {
    MenuEntry::new("view", "Zoom to it")
        .keys("Shift+2")
        .act(select)
        .show(Show::Selected)
}

fn duplicate(select: Action) -> MenuEntry {
    MenuEntry::new("edit", "Duplicate")
        .keys("Ctrl+D")
        .act(select)
        .act(Action::DuplicateSelection)
}

fn delete(select: Action) -> MenuEntry {
    MenuEntry::new("edit", "Delete")
        .keys("Del")
        .act(select)
        .act(Action::DeleteSelection)
}

fn menu_of_wire(id: WireId, wire: &WireDoc) -> Vec<MenuEntry> {
    let select = || Action::Select(Selection::wire(id));
    let switched = WireDoc {
        on: !wire.on,
        ..wire.clone()
    };
    let edit = Action::Edit {
        edit: Edit::ChangeWire(id, switched),
        key: String::new(),
    };
    let label = if wire.on { "Cut (partition)" } else { "Join again" };
    vec![
        settings(select()),
        MenuEntry::new("do", label).act(select()).act(edit),
        zoom_to(select()),
        delete(select()),
    ]
}

/// What can be done with a box or a note. A box goes alone: what stands in it stays.
fn menu_of_drawn(drawn: &Selection) -> Vec<MenuEntry> {
    let select = || Action::Select(drawn.clone());
    vec![settings(select()), duplicate(select()), delete(select())]
}

/// What can be done with a line that stands for a setting of `owner`, which `reset` takes away.
fn menu_of_reference(owner: Selection, reset: Action) -> Vec<MenuEntry> {
    vec![
        settings(Action::Select(owner)),
        MenuEntry::new("edit", "Remove").keys("Del").act(reset),
    ]
}

fn menu_of_message(message: MessageId) -> Vec<MenuEntry> {
    let focus = Focus {
        message,
        ..Focus::default()
    };
    vec![
        MenuEntry::new("look", "Follow its journey")
            .act(Action::Focus(focus))
            .show(Show::Journey),
        MenuEntry::new("look", "Pause here").keys("Space").act(Action::Pause),
    ]
}
