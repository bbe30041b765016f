//! What may be done on a page that somebody shares for looking at. Whoever looks may play, seek, step, select and inspect;
//! everything that changes the design or the run is refused unless the link allows it.
//!
//! Never refused: [`Action::Play`], [`Action::Pause`], [`Action::TogglePlay`], [`Action::StepForward`],
//! [`Action::StepBack`], [`Action::SkipToNext`], [`Action::Seek`], [`Action::SeekEvent`], [`Action::Travel`],
//! [`Action::Bookmark`], [`Action::Stop`], [`Action::ChangeRate`], [`Action::Search`], [`Action::Restart`],
//! [`Action::SetRate`], [`Action::Select`], [`Action::SelectAll`], [`Action::Focus`], [`Action::Recall`],
//! [`Action::Measure`], [`Action::SetOutput`], [`Action::ClearConsole`], [`Action::ShowLines`], [`Action::CopyLines`],
//! [`Action::FollowSelection`], [`Action::Notify`], [`Action::Dismiss`]. Allowed with a setting: [`Action::SetField`],
//! [`Action::ResetField`], [`Edit::Set`] of that setting, the same for wires by the name of either end, and Undo and Redo
//! of them. Allowed with the word `commands`:
//! [`Action::Run`], [`Action::Type`], [`Action::Strike`] at once. Allowed with the word `load`: [`Action::Open`] and
//! [`Action::OpenRecording`].
//! Everything else is an edit, also what is added to the program later on.

use super::action::Action;
use crate::base::{NodeId, WireId};
use crate::scenario::{Edit, Scenario};

/// What may be done.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Access {
    /// Everything.
    #[default]
    Full,
    /// Looking, and what is listed.
    View(Allowed),
}

/// What may still be changed on a page for looking at.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Allowed {
    /// As they stand in the link. Names of FIFO queues and of settings may have dots themselves.
    settings: Vec<String>,
    commands: bool,
    load: bool,
}

impl Allowed {
    /// From the items of a link: `orders.VisibilityTimeout`, `worker.*`, `*.DelaySeconds`, `*`; `commands`, `load`. What
    /// names nothing allows nothing.
    pub fn of(items: &[String]) -> Allowed {
        let mut allowed = Allowed::default();
        for item in items {
            match item.as_str() {
                "commands" => allowed.commands = true,
                "load" => allowed.load = true,
                other if other == "*" || other.contains('.') => allowed.settings.push(other.to_string()),
                _ => {}
            }
        }
        allowed
    }

    fn setting(&self, node: &str, field: &str) -> bool {
        let fits = |pattern: &str, name: &str| pattern == "*" || pattern == name;
        let splits = |item: &str| {
            let mut dots = item.match_indices('.').map(|(dot, _)| item.split_at(dot));
            item == "*" || dots.any(|(nodes, fields)| fits(nodes, node) && fits(&fields[1..], field))
        };
        self.settings.iter().any(|item| splits(item))
    }
}

const REFUSED: &str = "This page is for looking at. Open it in Decouple to change the design.";

impl Access {
    /// Whether everything may be done.
    pub fn is_full(&self) -> bool {
        *self == Access::Full
    }

    /// Whether any setting may be changed.
    pub fn has_settings(&self) -> bool {
        match self {
            Access::Full => true,
            Access::View(allowed) => !allowed.settings.is_empty(),
        }
    }

    /// Whether command lines may be run.
    pub fn has_commands(&self) -> bool {
        match self {
            Access::Full => true,
            Access::View(allowed) => allowed.commands,
        }
    }

    /// Whether this setting of this node may be changed.
    pub fn may_set(&self, doc: &Scenario, node: NodeId, field: &str) -> bool {
        match self {
            Access::Full => true,
            Access::View(allowed) => doc.nodes.contains_key(&node) && allowed.setting(doc.name(node), field),
        }
    }

    /// Whether this setting of this wire may be changed: the name of either of its ends stands for it.
    pub fn may_set_term(&self, doc: &Scenario, wire: WireId, field: &str) -> bool {
        match self {
            Access::Full => true,
            Access::View(allowed) => doc.wires.get(&wire).is_some_and(|wire| {
                let ends = [wire.from.0, wire.to.0];
                ends.iter().any(|end| allowed.setting(doc.name(*end), field))
            }),
        }
    }

    /// Why an action may not be done; None when it may.
    pub fn refusal(&self, action: &Action, doc: &Scenario) -> Option<String> {
        let Access::View(allowed) = self else { return None };
        let permitted = match action {
            Action::Play
            | Action::Pause
            | Action::TogglePlay
            | Action::StepForward
            | Action::StepBack
            | Action::SkipToNext
            | Action::Seek(_)
            | Action::SeekEvent(_)
            | Action::Travel(_)
            | Action::Bookmark(_)
            | Action::Stop(_)
            | Action::ChangeRate { .. }
            | Action::Search(..)
            | Action::ShowLines { .. }
            | Action::CopyLines(_)
            | Action::FollowSelection(_)
            | Action::SetOutput(_)
            | Action::ClearConsole
            | Action::Restart
            | Action::SetRate(_)
            | Action::Select(_)
            | Action::SelectAll
            | Action::Focus(_)
            | Action::Recall(_)
            | Action::Measure(_)
            | Action::Notify { .. }
            | Action::Dismiss(_) => true,
            Action::SetField { node, field, .. } | Action::ResetField { node, field } => {
                if !self.may_set(doc, *node, field) {
                    let name = doc.name(*node);
                    return Some(format!("{field} of {name} can't be changed on this page. {REFUSED}"));
                }
                true
            }
            Action::SetTerm { wire, field, .. } | Action::ResetTerm { wire, field } => {
                if !self.may_set_term(doc, *wire, field) {
                    return Some(format!("{field} of this wire can't be changed on this page. {REFUSED}"));
                }
                true
            }
            Action::Edit { edit, .. } => self.may_edit(edit, doc),
            Action::Undo | Action::Redo | Action::Unfork(_) => self.has_settings(),
            // A line for later would be a step of the design.
            Action::Run(_) | Action::Type(_) | Action::Strike { at: None, .. } => allowed.commands,
            Action::Open(_) | Action::OpenRecording(..) => allowed.load,
            _ => false,
        };
        (!permitted).then(|| REFUSED.to_string())
    }

    fn may_edit(&self, edit: &Edit, doc: &Scenario) -> bool {
        match edit {
            Edit::Set { node, field, .. } => self.may_set(doc, *node, field),
            Edit::SetTerm { wire, field, .. } => self.may_set_term(doc, *wire, field),
            Edit::Batch(edits) => edits.iter().all(|edit| self.may_edit(edit, doc)),
            _ => false,
        }
    }
}
