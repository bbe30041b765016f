//! What is different in a twin: one setting of one node or wire, or a node's kind.

use crate::base::NodeId;
use crate::scenario::{Deed, Edit, Scenario};
use crate::session::Owner;
use crate::sim::{Described, Input, Settings, Value};

/// One thing that is different.
#[derive(Clone, PartialEq, Debug)]
pub enum Variation {
    /// A setting has another value.
    Setting {
        /// Of which node or wire.
        of: Owner,
        /// Which one.
        field: &'static str,
        /// The other value.
        value: Value,
    },
    /// A node is of another kind, with these settings where the kinds have nothing in common.
    Kind {
        /// Which node.
        node: NodeId,
        /// Its other self.
        settings: Settings,
    },
}

impl Variation {
    /// What is different.
    pub fn of(&self) -> Owner {
        match self {
            Variation::Setting { of, .. } => *of,
            Variation::Kind { node, .. } => Owner::Node(*node),
        }
    }

    /// Makes the difference in a document, where what is different is in it.
    pub fn apply(&self, scenario: &mut Scenario) {
        match self.of() {
            Owner::Node(node) => {
                if let Some(doc) = scenario.nodes.get_mut(&node) {
                    doc.settings = self.varied(&doc.settings);
                }
            }
            Owner::Wire(wire) => {
                if let Some(doc) = scenario.wires.get_mut(&wire) {
                    self.set(&mut doc.terms);
                }
            }
        }
    }

    /// Gives settings the other value.
    fn set<S: Described>(&self, settings: &mut Settings<S>) {
        if let Variation::Setting { field, value, .. } = self {
            // Checked when the variation was made; what has become of another kind has no such setting.
            let _ = settings.set(field, value.clone());
        }
    }

    /// The settings of the node with the difference in them.
    fn varied(&self, settings: &Settings) -> Settings {
        let mut varied = settings.clone();
        match self {
            Variation::Setting { .. } => self.set(&mut varied),
            Variation::Kind { settings: other, .. } => {
                varied = other.clone();
                for (name, value) in settings.changed() {
                    // What the kinds do not share, or what the other does not allow, stays as it is there.
                    let _ = varied.set(name, value.clone());
                }
            }
        }
        varied
    }

    /// What is done to the run, as it is done to the twin: the difference stays.
    pub fn translate(&self, deed: &Deed) -> Deed {
        match deed {
            Deed::Run(_) => deed.clone(),
            Deed::Edit(inputs) => Deed::Edit(inputs.iter().map(|input| self.translated(input)).collect()),
        }
    }

    fn translated(&self, input: &Input) -> Input {
        let mut input = input.clone();
        let field = match self {
            Variation::Setting { field, .. } => field,
            Variation::Kind { .. } => "",
        };
        match (self.of(), &mut input) {
            (Owner::Node(node), Input::Configure(id, settings) | Input::Add { id, settings, .. }) if *id == node => {
                *settings = self.varied(settings);
            }
            (Owner::Node(node), Input::Set(id, patch)) if *id == node => patch.spare(field),
            (Owner::Wire(wire), Input::Wire(id, link)) if *id == wire => self.set(&mut link.terms),
            (Owner::Wire(wire), Input::Adjust(id, patch)) if *id == wire => patch.terms.spare(field),
            _ => {}
        }
        input
    }

    /// The edit that makes the difference, where it is one.
    pub fn edit(&self) -> Option<Edit> {
        let Variation::Setting { of, field, value } = self else {
            return None;
        };
        Some(of.edit(field, value.clone()))
    }

    /// What turns the twin's document into this one.
    pub fn inverse(&self, scenario: &Scenario) -> Option<Variation> {
        Some(match self {
            Variation::Setting { of, field, .. } => Variation::Setting {
                of: *of,
                field,
                value: match of {
                    Owner::Node(node) => scenario.nodes.get(node)?.settings.get(field)?,
                    Owner::Wire(wire) => scenario.wires.get(wire)?.terms.get(field)?,
                },
            },
            Variation::Kind { node, .. } => Variation::Kind {
                node: *node,
                settings: scenario.nodes.get(node)?.settings.clone(),
            },
        })
    }
}
