//! Command lines: the world does what they say, and the document follows.

use super::action::Changed;
use super::run::Session;
use crate::api::{Performed, perform, render};
use crate::base::NodeId;
use crate::nodes::World;
use crate::scenario::{Deed, Edit, NodeDoc, WireDoc, apply};
use crate::sim::{LinkPatch, NodeInfo, Patch, Value};
use std::collections::BTreeSet;
use std::rc::Rc;

/// How far apart a new node stands from the one beside it, in pixels.
const STEP: (i32, i32) = (320, 200);

impl Session {
    /// Does what a command line says, at this instant. What it changes in the design shows in the document too. A button
    /// that can't do what it stands for says so with a notice; the console says it below the line.
    pub(super) fn run_line(&mut self, line: &str, by_hand: bool) -> Changed {
        let mut rehearsal = self.timeline.world().checkpoint();
        let rehearsed = perform(&mut rehearsal, line).map_err(|error| error.to_string());
        let rehearsed = rehearsed.and_then(|performed| {
            let edits = self.followed(&rehearsal, line)?;
            let mut scratch = self.scenario.clone();
            let fits = apply(&mut scratch, Edit::Batch(edits.clone()));
            fits.map_err(|error| error.to_string()).map(|_| (performed, edits))
        });
        let now = self.now();
        match rehearsed {
            Err(error) => {
                self.answer = Some(error.clone());
                if by_hand {
                    self.notify(error.clone(), true, false);
                }
                self.transcribe(now, line, by_hand, Err(error));
            }
            Ok((performed, edits)) => {
                self.answer = Some(said(&performed));
                self.act(Deed::Run(Rc::from(line)));
                self.adopt(edits);
                self.transcribe(now, line, by_hand, Ok(performed));
            }
        }
        Changed::ALL
    }

    /// Brings into the document what a command did to the design, without telling the world again.
    fn adopt(&mut self, edits: Vec<Edit>) {
        if edits.is_empty() {
            return;
        }
        if let Err(error) = self.history.apply(&mut self.scenario, Edit::Batch(edits), None) {
            self.notify(error.to_string(), true, false);
        }
    }

    /// The edits that make the document follow what a line has changed in the world. What steps have changed before stays
    /// a matter of the run.
    fn followed(&self, world: &World, line: &str) -> Result<Vec<Edit>, String> {
        let doc = &self.scenario;
        let before = self.timeline.world();
        let mut edits = Vec::new();
        let goes = |id: &NodeId| before.node(*id).is_some() && world.node(*id).is_none();
        for (id, wire) in &doc.wires {
            let gone = before.network().get(*id).is_some() && world.network().get(*id).is_none();
            if gone && !goes(&wire.from.0) && !goes(&wire.to.0) {
                edits.push(Edit::RemoveWire(*id));
            }
        }
        let removed: Vec<NodeId> = doc.nodes.keys().copied().filter(goes).collect();
        if !removed.is_empty() {
            edits.push(Edit::RemoveNodes(removed));
        }
        let mut place = written_place(line);
        let mut missing = BTreeSet::new();
        for (id, _) in world.nodes() {
            let Some(info) = world.info(id) else { continue };
            match (before.info(id), doc.nodes.contains_key(&id)) {
                (None, true) => return Err(taken("node", id.0)),
                (None, false) => edits.push(self.appeared(id, info, place.take())),
                (Some(old), true) => changed(id, old, info, world, &mut edits),
                (Some(old), false) if (&old.name, &old.settings) != (&info.name, &info.settings) => {
                    missing.insert(id);
                }
                (Some(_), false) => {}
            }
        }
        for (id, link) in world.network().iter() {
            // A cut is a fault of the run, not a change of the design.
            let follows = |wire: WireDoc, on: bool| WireDoc { on, ..wire };
            match (before.network().get(id), doc.wires.get(&id)) {
                (None, Some(_)) => return Err(taken("wire", id.0)),
                (Some(old), Some(wire)) => {
                    let patch = LinkPatch::between(old, link);
                    if !patch.is_empty() {
                        edits.push(Edit::ChangeWire(id, follows(patch.onto(wire), wire.on)));
                    }
                }
                (None, None) => {
                    missing.extend([link.from.0, link.to.0]);
                    edits.push(Edit::AddWire(id, link.clone()));
                }
                (Some(_), None) => {}
            }
        }
        Ok(self.with_missing(world, missing, edits))
    }

    /// These edits, after those that bring in what they need: nodes that a step has made.
    fn with_missing(&self, world: &World, mut missing: BTreeSet<NodeId>, edits: Vec<Edit>) -> Vec<Edit> {
        let made = |id: &NodeId| {
            edits
                .iter()
                .any(|edit| matches!(edit, Edit::AddNode(new, _) if new == id))
        };
        missing.extend(edits.iter().filter_map(|edit| match edit {
            Edit::Set {
                value: Value::Node(to), ..
            } => *to,
            _ => None,
        }));
        missing.retain(|id| !self.scenario.nodes.contains_key(id) && !made(id));
        let comes = missing.into_iter().filter_map(|id| Some((id, world.info(id)?)));
        let comes = comes.map(|(id, info)| self.appeared(id, info, None));
        comes.chain(edits).collect()
    }

    /// A node that the document doesn't have yet, at the written place or beside what is selected.
    fn appeared(&self, id: NodeId, info: &NodeInfo, place: Option<(i32, i32)>) -> Edit {
        let (x, y) = place.unwrap_or_else(|| self.free_place());
        let node = NodeDoc {
            name: Rc::clone(&info.name),
            x,
            y,
            settings: info.settings.clone(),
        };
        Edit::AddNode(id, node)
    }

    /// Where a card fits, right of the selected node or of the newest.
    fn free_place(&self) -> (i32, i32) {
        let nodes = &self.scenario.nodes;
        let selected = self.selection.nodes.last().and_then(|id| nodes.get(id));
        let Some(beside) = selected.or_else(|| nodes.values().last()) else {
            return (80, 80);
        };
        let (x, mut y) = (beside.x + STEP.0, beside.y);
        let near = |node: &NodeDoc, y: i32| (node.x - x).abs() < STEP.0 - 40 && (node.y - y).abs() < STEP.1 - 20;
        while nodes.values().any(|node| near(node, y)) {
            y += STEP.1;
        }
        (x, y)
    }
}

/// Why a line can't be followed: a step has taken out of the run what the design has under this number.
fn taken(what: &str, number: u32) -> String {
    format!(
        "The design has another {what} with the number {number}, which is not in this run at present. Give a free number: \
         put id= and a larger one behind the line."
    )
}

/// What a line did to a node that the document has.
fn changed(id: NodeId, old: &NodeInfo, info: &NodeInfo, world: &World, edits: &mut Vec<Edit>) {
    if old.name != info.name {
        edits.push(Edit::Rename(id, Rc::clone(&info.name)));
    }
    if old.settings == info.settings {
        return;
    }
    for (field, value) in Patch::between(&old.settings, &info.settings).values() {
        // What refers to a node that is gone refers to nothing in the document.
        let dangles = matches!(value, Value::Node(Some(to)) if world.node(*to).is_none());
        if !dangles {
            edits.push(Edit::Set {
                node: id,
                field: (*field).into(),
                value: value.clone(),
            });
        }
    }
}

/// The `at=80,120` of an `add` line.
fn written_place(line: &str) -> Option<(i32, i32)> {
    let words = line.split_whitespace();
    let (x, y) = words
        .filter_map(|word| word.strip_prefix("at="))
        .next()?
        .split_once(',')?;
    Some((x.parse().ok()?, y.parse().ok()?))
}

/// What a command line answers, as a person reads it.
fn said(performed: &Performed) -> String {
    match performed {
        Performed::Answered { action, answer, output } => render(action, answer, *output),
        Performed::Waiting { .. } => "The queue is empty: the call waits for a message.".to_string(),
        Performed::Done(sentence) => sentence.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Action, Session};
    use crate::base::SimTime;
    use crate::scenario::Scenario;

    fn ran(lines: &[&str]) -> Session {
        let mut session = Session::new(Scenario::default());
        for line in lines {
            session.dispatch(Action::Run((*line).to_string()));
            assert!(session.notices().is_empty(), "{line}: {:?}", session.notices());
        }
        session
    }

    #[test]
    fn a_design_can_be_typed_and_shows_in_the_document() {
        let mut session = ran(&[
            "add producer shop",
            "add sqs-standard orders VisibilityTimeout=5 at=400,80",
            "add worker billing",
            "connect shop orders latency=50ms",
            "connect orders billing",
            "rename billing invoices",
        ]);
        let doc = session.scenario();
        let names: Vec<&str> = doc.nodes.values().map(|node| node.name.as_ref()).collect();
        assert_eq!(names, ["shop", "orders", "invoices"]);
        let orders = &doc.nodes[&doc.find("orders").expect("a queue")];
        assert_eq!((orders.x, orders.y), (400, 80));
        assert_eq!(orders.settings.number("VisibilityTimeout"), 5);
        assert_eq!(doc.wires.len(), 2);
        session.dispatch(Action::Seek(SimTime(5_000_000)));
        session.dispatch(Action::Run("disconnect orders invoices".into()));
        session.dispatch(Action::Run("remove invoices".into()));
        assert_eq!((session.scenario().nodes.len(), session.scenario().wires.len()), (2, 1));
        session.dispatch(Action::Undo);
        assert!(session.scenario().find("invoices").is_some());
        assert!(session.world().find("invoices").is_some(), "the run follows");
    }

    #[test]
    fn a_line_that_does_not_fit_the_design_changes_nothing_and_says_why() {
        let mut session = ran(&["add producer shop", "add worker billing"]);
        for (line, part) in [
            ("connect shop billing", "have no free ports that fit"),
            ("add worker billing", "is taken"),
            ("add worker 'two words'", "can't be used"),
            ("add kafka k", "There is no kind kafka"),
            ("rename shop billing", "is taken"),
            ("wire shop billing latency=5ms", "There is no wire"),
        ] {
            session.dispatch(Action::Run(line.into()));
            let notice = session.notices().last().expect("a notice").text.clone();
            assert!(notice.contains(part), "{line}: {notice}");
        }
        assert_eq!((session.scenario().nodes.len(), session.scenario().wires.len()), (2, 0));
    }

    #[test]
    fn a_partition_is_a_fault_of_the_run_and_no_change_of_the_design() {
        let mut session = ran(&["add producer shop", "add sqs-standard orders", "connect shop orders"]);
        session.dispatch(Action::Run("partition shop orders".into()));
        assert!(session.world().network().iter().all(|(_, link)| !link.on));
        assert!(session.scenario().wires.values().all(|wire| wire.on));
    }
}
