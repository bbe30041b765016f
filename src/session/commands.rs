//! Everything that can be done by name: one list for whoever types instead of looking for a button.

use super::action::{Action, Selection};
use super::menu::{MenuEntry, Show};
use super::run::Session;
use super::view::SpecRef;
use crate::nodes::KINDS;
use crate::scenario::Scenario;
use crate::scenario::examples::EXAMPLES;
use crate::sim::NodeSpec;

impl Session {
    /// The kinds that can be added with their middle at this place of the board, as entries. Those that fit the loose
    /// end of a wire are joined with it at once.
    pub fn kinds_to_add(&self, x: i32, y: i32, from: Option<(crate::base::NodeId, u8)>) -> Vec<MenuEntry> {
        let kinds = KINDS.iter().copied();
        let entry = |spec: &'static NodeSpec| {
            let action = match from {
                None => Action::Add { kind: spec.kind, x, y },
                Some(from) => Action::AddJoined {
                    kind: spec.kind,
                    x,
                    y,
                    from,
                },
            };
            MenuEntry {
                kind: Some(SpecRef(spec)),
                ..MenuEntry::new("Add", spec.label)
            }
            .words(format!("add {} {} {}", spec.subtitle, spec.keywords, spec.summary))
            .act(action)
        };
        let fitting = kinds.filter(|spec| from.is_none_or(|from| self.joint(spec, from).is_some()));
        self.permitted(fitting.map(entry).collect())
    }

    /// The commands of the page, those of the run first.
    pub fn commands(&self) -> Vec<MenuEntry> {
        let mut entries = self.commands_of_run();
        entries.extend(self.commands_of_edit());
        entries.extend(commands_of_view());
        entries.extend(self.scenario.nodes.iter().map(|(id, node)| {
            MenuEntry {
                kind: Some(SpecRef(node.settings.spec())),
                ..MenuEntry::new("Go to", format!("Go to {}", node.name))
            }
            .act(Action::Select(Selection::node(*id)))
            .show(Show::Selected)
        }));
        entries.extend(EXAMPLES.iter().filter_map(|example| {
            // Only the title is needed here, but a file that can't be read must not be offered.
            let scenario = Scenario::from_toml(example.toml).ok()?;
            let text = format!("“{}” is open. Undo brings back what was here before.", scenario.title);
            let notice = Action::Notify {
                text,
                refusal: false,
                undoable: true,
            };
            let entry = MenuEntry::new("Examples", format!("Open example: {}", scenario.title));
            let opened = entry.act(Action::Open(Box::new(scenario)));
            Some(opened.act(Action::Play).act(notice).show(Show::Everything))
        }));
        self.permitted(entries)
    }

    fn commands_of_run(&self) -> Vec<MenuEntry> {
        let play = if self.playback.playing { "Pause" } else { "Play" };
        vec![
            MenuEntry::new("Run", play).keys("Space").act(Action::TogglePlay),
            MenuEntry::new("Run", "One event forward")
                .keys(".")
                .act(Action::StepForward),
            MenuEntry::new("Run", "One event back").keys(",").act(Action::StepBack),
            MenuEntry::new("Run", "Skip to the next event")
                .keys("N")
                .act(Action::SkipToNext),
            MenuEntry::new("Run", "Restart").keys("R").act(Action::Restart),
            MenuEntry::new("Run", "Show the events").keys("E").show(Show::Events),
            MenuEntry::new("Run", "Show the console")
                .keys("`")
                .words("command line aws terminal")
                .show(Show::Console),
            MenuEntry::new("Run", "Show a message's journey")
                .words("passport why")
                .show(Show::Journey),
            MenuEntry::new("Run", "Twin run…")
                .words("compare side by side")
                .show(Show::Twin),
            MenuEntry::new("Run", "Stop when…")
                .words("breakpoint condition")
                .show(Show::Stops),
            MenuEntry::new("Run", "Bookmarks and marks…").show(Show::Moments),
            MenuEntry::new("Run", "Show the charts")
                .keys("C")
                .words("metrics latency outcomes cost price quotas")
                .show(Show::Charts),
        ]
    }

    fn commands_of_edit(&self) -> Vec<MenuEntry> {
        let some = !self.selection.is_empty();
        vec![
            MenuEntry::new("Edit", "Undo")
                .keys("Ctrl+Z")
                .act(Action::Undo)
                .only_if(self.can_undo()),
            MenuEntry::new("Edit", "Redo")
                .keys("Ctrl+Shift+Z")
                .act(Action::Redo)
                .only_if(self.can_redo()),
            MenuEntry::new("Edit", "Select all")
                .keys("Ctrl+A")
                .act(Action::SelectAll),
            MenuEntry::new("Edit", "Duplicate the selection")
                .keys("Ctrl+D")
                .act(Action::DuplicateSelection)
                .only_if(!self.selection.nodes.is_empty()),
            MenuEntry::new("Edit", "Delete the selection")
                .keys("Del")
                .act(Action::DeleteSelection)
                .only_if(some),
            MenuEntry::new("File", "New design")
                .words("empty board blank clear")
                .act(Action::New),
            MenuEntry::new("File", "Open a file…")
                .words("toml load")
                .show(Show::OpenFile),
            MenuEntry::new("File", "Save this run as a scenario…")
                .words("steps checks")
                .show(Show::SaveRun),
            MenuEntry::new("File", "Examples…").show(Show::Examples),
            MenuEntry::new("File", "Share…")
                .words("link download export")
                .show(Show::Share),
        ]
    }
}

fn commands_of_view() -> Vec<MenuEntry> {
    vec![
        MenuEntry::new("View", "Fit")
            .keys("Shift+1")
            .words("whole design")
            .show(Show::Everything),
        MenuEntry::new("View", "Zoom to the selection")
            .keys("Shift+2")
            .show(Show::Selected),
        MenuEntry::new("View", "Natural size")
            .keys("Shift+0")
            .words("100 % zoom")
            .show(Show::NaturalSize),
        MenuEntry::new("View", "Zoom in").keys("+").show(Show::Larger),
        MenuEntry::new("View", "Zoom out").keys("-").show(Show::Smaller),
        MenuEntry::new("View", "Show or hide the minimap")
            .keys("M")
            .words("overview")
            .show(Show::Minimap),
        MenuEntry::new("View", "Find on the board…")
            .keys("Ctrl+F")
            .words("search")
            .show(Show::Finder),
        MenuEntry::new("View", "Light or dark")
            .words("theme")
            .show(Show::OtherTheme),
        MenuEntry::new("Help", "Keyboard shortcuts")
            .keys("?")
            .show(Show::Shortcuts),
    ]
}

/// The entries in which every typed word occurs, the best first: those whose label begins with what was typed, then those
/// with a word that does, then the rest. Nothing typed finds all.
pub fn search(entries: &[MenuEntry], typed: &str) -> Vec<MenuEntry> {
    let typed = typed.trim().to_lowercase();
    let words: Vec<&str> = typed.split_whitespace().collect();
    let mut found: Vec<(u8, &MenuEntry)> = Vec::new();
    for entry in entries {
        let label = entry.label.to_lowercase();
        let more = entry.words.to_lowercase();
        if !words.iter().all(|word| label.contains(word) || more.contains(word)) {
            continue;
        }
        let rank = if label.starts_with(&typed) {
            0
        } else if words.iter().all(|word| {
            label
                .split(|c: char| !c.is_alphanumeric())
                .any(|part| part.starts_with(word))
        }) {
            1
        } else if words.iter().all(|word| label.contains(word)) {
            2
        } else {
            3
        };
        found.push((rank, entry));
    }
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, entry)| entry.clone()).collect()
}
