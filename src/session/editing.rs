//! Edits: the document changes, the running world is told, and the person hears why when it can't be.

use super::action::{Action, Changed, Selection};
use super::fields::Owner;
use super::run::Session;
use crate::base::{NodeId, SimTime};
use crate::nodes;
use crate::scenario::{Deed, Edit, NodeDoc, Scenario};
use crate::sim::{Input, Settings};

impl Session {
    pub(super) fn dispatch_edit(&mut self, action: Action) -> Changed {
        let edited = Changed::DOCUMENT | Changed::RUN | Changed::NOTICES;
        match action {
            Action::Add { kind, x, y } => return self.add(kind, x, y),
            Action::AddJoined { kind, x, y, from } => return self.add_joined(kind, x, y, from),
            Action::Connect { from, to } => match self.scenario.connect(from, to) {
                Ok(edit) => drop(self.edit(edit, "")),
                Err(reason) => self.notify(reason, true, false),
            },
            Action::Edit { edit, key } => drop(self.edit(edit, &key)),
            Action::SetField { node, field, text } => match self.read_field(node, field, &text) {
                Ok(value) => drop(self.give(Owner::Node(node), field, value)),
                Err(error) => self.notify(error.to_string(), true, false),
            },
            Action::ResetField { node, field } => {
                let spec = self
                    .scenario
                    .nodes
                    .get(&node)
                    .and_then(|node| node.settings.spec().field(field));
                if let Some((_, spec)) = spec {
                    self.edit(
                        Edit::Set {
                            node,
                            field: field.into(),
                            value: spec.default_value(),
                        },
                        "",
                    );
                }
            }
            Action::SetTerm { wire, field, text } => match self.read_term(wire, field, &text) {
                Ok(value) => drop(self.give(Owner::Wire(wire), field, value)),
                Err(error) => self.notify(error.to_string(), true, false),
            },
            Action::ResetTerm { wire, field } => self.reset_term(wire, field),
            Action::OpenRecording(scenario, recording) => return self.open_recording(scenario, *recording),
            Action::DeleteSelection => self.delete_selection(),
            Action::DuplicateSelection => self.duplicate(40, 40),
            Action::DuplicateInPlace => self.duplicate(0, 0),
            Action::AddArea(area) => {
                let id = self.scenario.next_area();
                if self.edit(Edit::AddArea(id, area), "") {
                    self.selection = Selection::area(id);
                }
            }
            Action::AddNote(note) => {
                let id = self.scenario.next_note();
                if self.edit(Edit::AddNote(id, note), "") {
                    self.selection = Selection::note(id);
                }
            }
            Action::Paste { text, at } => return self.paste(&text, at),
            Action::Undo => self.travel(|session| session.history.undo(&mut session.scenario)),
            Action::Redo => self.travel(|session| session.history.redo(&mut session.scenario)),
            Action::New => {
                self.playback.playing = false;
                self.dispatch_edit(Action::Open(Box::default()));
                let text = "An empty board. Undo brings back what was here before.";
                self.notify(text.to_string(), false, true);
                return Changed::ALL;
            }
            Action::Open(scenario) => {
                let rate = scenario.rate;
                if self.edit(Edit::Replace(scenario), "") {
                    self.selection = Selection::default();
                    self.playback.rate = rate;
                    self.begin_another();
                }
                return Changed::ALL;
            }
            _ => return Changed::NOTHING,
        }
        edited | Changed::SELECTION
    }

    /// Changes the document and tells the running world. False, with a notice, when it can't be.
    pub(super) fn edit(&mut self, edit: Edit, key: &str) -> bool {
        let before = self.scenario.clone();
        let key = if key.is_empty() { None } else { Some(key) };
        match self.history.apply(&mut self.scenario, edit, key) {
            Ok(()) => {
                self.follow_document(&before);
                true
            }
            Err(error) => {
                self.notify(error.to_string(), true, false);
                false
            }
        }
    }

    fn travel(&mut self, go: impl FnOnce(&mut Session) -> bool) {
        let before = self.scenario.clone();
        if go(self) {
            self.follow_document(&before);
            self.selection.keep_known(&self.scenario);
        }
    }

    /// Makes the run fit the document after a change: a run that has not begun starts afresh, a running one is told.
    fn follow_document(&mut self, before: &Scenario) {
        let unstarted = self.timeline.frontier().at == SimTime::ZERO && self.timeline.world().trace().is_empty();
        let mut inputs = Scenario::difference(before, &self.scenario);
        self.keep_cuts(before, &mut inputs);
        let now = &self.scenario;
        let replaced = before.title != now.title && before.nodes != now.nodes;
        let distances = (before.cross_region, before.cross_zone) != (now.cross_region, now.cross_zone);
        if replaced {
            self.playback.rate = now.rate;
            self.remark(&format!("Opened {}", self.scenario.title));
            self.begin_another();
            return;
        }
        let planned = before.steps != now.steps;
        let afresh = unstarted || distances || before.seed != now.seed || (planned && !self.replan(before));
        if !inputs.is_empty() {
            self.transcribe_edit(before);
        }
        if afresh {
            self.restart();
            return;
        }
        if !inputs.is_empty() {
            self.tell_unfit(&inputs);
            self.act(Deed::Edit(inputs));
        }
    }

    /// Says what the design has from now on and the run has not, with the reason.
    fn tell_unfit(&mut self, inputs: &[Input]) {
        let world = self.timeline.world();
        let unfit: Vec<String> = inputs.iter().filter_map(|input| world.unfit(input)).collect();
        for reason in unfit {
            let text = format!("The design is changed; this run can't follow until it is restarted: {reason}");
            self.notify(text, false, true);
        }
    }

    /// Takes over another plan for the time after the playhead. False when what lies behind it would differ.
    fn replan(&mut self, before: &Scenario) -> bool {
        let now = self.now();
        let past = |doc: &Scenario| {
            let steps = doc.steps.iter().filter(|step| step.at <= now);
            steps.cloned().collect::<Vec<_>>()
        };
        if past(before) != past(&self.scenario) {
            return false;
        }
        self.timeline.replan(self.scenario.program());
        self.base.steps.clone_from(&self.scenario.steps);
        self.density.fork(self.timeline.world());
        true
    }

    fn add(&mut self, kind: &'static str, x: i32, y: i32) -> Changed {
        let Some(spec) = nodes::kind(kind) else {
            return Changed::NOTHING;
        };
        let id = self.scenario.next_node();
        let name = self.scenario.auto_name(spec);
        let (width, height) = NodeDoc::SIZE;
        let node = NodeDoc {
            name,
            x: x - width / 2,
            y: y - height / 2,
            settings: Settings::new(spec),
        };
        if self.edit(Edit::AddNode(id, node), "") {
            self.selection = Selection::node(id);
        }
        Changed::DOCUMENT | Changed::RUN | Changed::SELECTION | Changed::NOTICES
    }

    fn delete_selection(&mut self) {
        let nodes: Vec<NodeId> = self.selection.nodes.iter().copied().collect();
        let gone = |wire: &crate::scenario::WireDoc| nodes.contains(&wire.from.0) || nodes.contains(&wire.to.0);
        let wires = self
            .selection
            .wires
            .iter()
            .filter(|id| self.scenario.wires.get(id).is_some_and(|wire| !gone(wire)));
        let mut edits: Vec<Edit> = wires.map(|id| Edit::RemoveWire(*id)).collect();
        if !nodes.is_empty() {
            edits.push(Edit::RemoveNodes(nodes));
        }
        let (areas, notes) = (&self.selection.areas, &self.selection.notes);
        edits.extend(areas.iter().map(|id| Edit::RemoveArea(*id)));
        edits.extend(notes.iter().map(|id| Edit::RemoveNote(*id)));
        if !edits.is_empty() && self.edit(Edit::Batch(edits), "") {
            self.selection = Selection::default();
        }
    }
}
