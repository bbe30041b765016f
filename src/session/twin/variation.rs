//! What is different in a twin: one setting of one node, or its kind.

use crate::base::NodeId;
use crate::nodes;
use crate::scenario::{Deed, Edit, Scenario};
use crate::session::run::Session;
use crate::sim::{FieldSpec, FieldType, Input, SettingError, Settings, Value};

/// One thing that is different.
#[derive(Clone, PartialEq, Debug)]
pub enum Variation {
    /// A setting has another value.
    Setting {
        /// Of which node.
        node: NodeId,
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

/// A variation with words for it.
#[derive(Clone, PartialEq, Debug)]
pub struct VariationRow {
    /// `VisibilityTimeout of orders: 60 s instead of 30 s`.
    pub text: String,
    /// What it is.
    pub variation: Variation,
}

impl Variation {
    /// Which node is different.
    pub fn node(&self) -> NodeId {
        match self {
            Variation::Setting { node, .. } | Variation::Kind { node, .. } => *node,
        }
    }

    /// Makes the difference in a document, where the node is in it.
    pub fn apply(&self, scenario: &mut Scenario) {
        if let Some(doc) = scenario.nodes.get_mut(&self.node()) {
            doc.settings = self.varied(&doc.settings);
        }
    }

    /// The settings of the node with the difference in them.
    fn varied(&self, settings: &Settings) -> Settings {
        match self {
            Variation::Setting { field, value, .. } => {
                let mut varied = settings.clone();
                // Checked when the variation was made; a node that has become another kind has no such setting.
                let _ = varied.set(field, value.clone());
                varied
            }
            Variation::Kind { settings: other, .. } => {
                let mut varied = other.clone();
                for (name, value) in settings.changed() {
                    // What the kinds do not share, or what the other does not allow, stays as it is there.
                    let _ = varied.set(name, value.clone());
                }
                varied
            }
        }
    }

    /// What is done to the run, as it is done to the twin.
    pub fn translate(&self, deed: &Deed) -> Deed {
        let Deed::Edit(inputs) = deed else {
            return deed.clone();
        };
        let translate = |input: &Input| match input {
            Input::Configure(id, settings) if *id == self.node() => Input::Configure(*id, self.varied(settings)),
            Input::Add {
                id,
                name,
                settings,
                place,
            } if *id == self.node() => Input::Add {
                id: *id,
                name: name.clone(),
                settings: self.varied(settings),
                place: place.clone(),
            },
            other => other.clone(),
        };
        Deed::Edit(inputs.iter().map(translate).collect())
    }

    /// The edit that makes the difference, where it is one.
    pub fn edit(&self) -> Option<Edit> {
        match self {
            Variation::Setting { node, field, value } => Some(Edit::Set {
                node: *node,
                field: (*field).into(),
                value: value.clone(),
            }),
            Variation::Kind { .. } => None,
        }
    }

    /// What turns the twin's document into this one.
    pub fn inverse(&self, scenario: &Scenario) -> Option<Variation> {
        let settings = &scenario.nodes.get(&self.node())?.settings;
        Some(match self {
            Variation::Setting { node, field, .. } => Variation::Setting {
                node: *node,
                field,
                value: settings.get(field)?,
            },
            Variation::Kind { node, .. } => Variation::Kind {
                node: *node,
                settings: settings.clone(),
            },
        })
    }
}

impl Session {
    /// Reads what was typed for the other value of a setting.
    ///
    /// # Errors
    /// What can't be read, and the same value.
    pub fn vary(&self, node: NodeId, field: &str, text: &str) -> Result<Variation, SettingError> {
        let value = self.read_field(node, field, text)?;
        let settings = &self.scenario.nodes[&node].settings;
        let wrong = |hint: &str| SettingError {
            field: field.to_string(),
            hint: hint.to_string(),
        };
        if settings.get(field).as_ref() == Some(&value) {
            return Err(wrong("this is the value that it has. Choose another one."));
        }
        let (_, spec) = settings
            .spec()
            .field(field)
            .ok_or_else(|| wrong("there is no such setting."))?;
        Ok(Variation::Setting {
            node,
            field: spec.name,
            value,
        })
    }

    /// The other kinds that a node could be: those of the same service and category.
    pub fn other_kinds(&self, node: NodeId) -> Vec<VariationRow> {
        let Some(doc) = self.scenario.nodes.get(&node) else {
            return Vec::new();
        };
        let spec = doc.settings.spec();
        let alike = |other: &&&'static crate::sim::NodeSpec| {
            other.kind != spec.kind
                && !spec.service.is_empty()
                && other.service == spec.service
                && other.ports.len() == spec.ports.len()
        };
        let others = nodes::KINDS.iter().filter(alike);
        let row = |other: &&'static crate::sim::NodeSpec| {
            let settings = Settings::new(*other);
            let variation = Variation::Kind { node, settings };
            VariationRow {
                text: self.variation_text(&variation),
                variation,
            }
        };
        others.map(row).collect()
    }

    /// A few variations of a node that are worth a look.
    pub fn variations(&self, node: NodeId) -> Vec<VariationRow> {
        const MOST: usize = 5;
        let Some(doc) = self.scenario.nodes.get(&node) else {
            return Vec::new();
        };
        let settings = &doc.settings;
        let telling = |field: &&&FieldSpec| settings.is_changed(field.name) || !field.rule.is_empty();
        let vary = |field: &FieldSpec| {
            let value = another(field, &settings.get(field.name)?)?;
            let field = settings.spec().field(field.name)?.1.name;
            let variation = Variation::Setting { node, field, value };
            Some(VariationRow {
                text: self.variation_text(&variation),
                variation,
            })
        };
        let fields: Vec<&FieldSpec> = settings.spec().fields.iter().collect();
        let mut rows: Vec<VariationRow> = fields
            .iter()
            .filter(telling)
            .filter_map(|field| vary(field))
            .take(MOST)
            .collect();
        rows.extend(self.other_kinds(node));
        rows
    }

    /// A variation in words, against the document as it is.
    pub fn variation_text(&self, variation: &Variation) -> String {
        let name = self.name_of(variation.node());
        let settings = self.scenario.nodes.get(&variation.node()).map(|doc| &doc.settings);
        match variation {
            Variation::Setting { field, value, .. } => {
                let shown = |value: &Value| match (settings.and_then(|settings| settings.spec().field(field)), value) {
                    (_, Value::Node(None)) => "none".to_string(),
                    (_, Value::Node(Some(id))) => self.name_of(*id),
                    (Some((_, spec)), value) => format!("{} {}", spec.show(value), spec.unit.sign())
                        .trim_end()
                        .to_string(),
                    (None, _) => String::new(),
                };
                let now = settings.and_then(|settings| settings.get(field));
                let now = now.map_or_else(String::new, |now| format!(" instead of {}", shown(&now)));
                format!("{field} of {name}: {}{now}", shown(value))
            }
            Variation::Kind { settings: other, .. } => {
                let now = settings.map_or("", |settings| settings.spec().subtitle);
                format!("{name} as {} instead of {now}", other.spec().subtitle)
            }
        }
    }
}

/// Another value of a setting that makes a difference one can see: the double, the other one, the next one.
fn another(field: &FieldSpec, value: &Value) -> Option<Value> {
    match (value, field.ty) {
        (Value::Number(0), FieldType::Number { max, .. }) => Some(Value::Number(max.min(20))),
        (Value::Number(number), FieldType::Number { min, max, .. }) => {
            let other = if number.saturating_mul(2) <= max {
                number * 2
            } else {
                (number / 2).max(min)
            };
            (other != *number).then_some(Value::Number(other))
        }
        (Value::Bool(on), _) => Some(Value::Bool(!on)),
        (Value::Choice(index), FieldType::Choice(choices)) => {
            let next = (usize::from(*index) + 1) % choices.len();
            u16::try_from(next).ok().filter(|next| next != index).map(Value::Choice)
        }
        _ => None,
    }
}
