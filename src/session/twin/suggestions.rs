//! What a twin may do differently: what a person types, and what is worth a look.

use super::variation::Variation;
use crate::base::NodeId;
use crate::nodes;
use crate::scenario;
use crate::session::Owner;
use crate::session::run::Session;
use crate::session::wire_words::shortened;
use crate::sim::{Described, FieldSpec, FieldType, NodeSpec, SettingError, Settings, Value};

/// Not more suggestions of other values are made for one owner.
const MOST: usize = 5;

/// A variation with words for it.
#[derive(Clone, PartialEq, Debug)]
pub struct VariationRow {
    /// `VisibilityTimeout of orders: 60 s instead of 30 s`.
    pub text: String,
    /// What it is.
    pub variation: Variation,
}

/// What can be different in a twin, by name.
#[derive(Clone, PartialEq, Debug)]
pub struct Variable {
    /// The node or wire.
    pub of: Owner,
    /// `orders`, or `Subscription from topic to orders`.
    pub name: String,
}

impl Session {
    /// Reads what was typed for the other value of a setting.
    ///
    /// # Errors
    /// What can't be read, and the same value.
    pub fn vary(&self, of: Owner, field: &str, text: &str) -> Result<Variation, SettingError> {
        let value = self.read_setting(of, field, text)?;
        let wrong = |hint: &str| SettingError {
            field: field.to_string(),
            hint: hint.to_string(),
        };
        let (spec, now) = self
            .setting(of, field)
            .ok_or_else(|| wrong("there is no such setting."))?;
        if now == value {
            return Err(wrong("this is the value that it has. Choose another one."));
        }
        Ok(Variation::Setting {
            of,
            field: spec.name,
            value,
        })
    }

    /// What a setting is, and its value in the document.
    fn setting(&self, of: Owner, field: &str) -> Option<(&'static FieldSpec, Value)> {
        fn of_settings<S: Described>(settings: &Settings<S>, field: &str) -> Option<(&'static FieldSpec, Value)> {
            let spec = settings.spec().fields().iter().find(|spec| spec.name == field)?;
            Some((spec, settings.get(field)?))
        }
        match of {
            Owner::Node(node) => of_settings(&self.scenario.nodes.get(&node)?.settings, field),
            Owner::Wire(wire) => of_settings(&self.scenario.wires.get(&wire)?.terms, field),
        }
    }

    /// The nodes, and the wires that have settings.
    pub fn variables(&self) -> Vec<Variable> {
        let nodes = self.node_ids().into_iter().map(|id| Variable {
            of: Owner::Node(id),
            name: self.name_of(id),
        });
        let wires = self.scenario.wires.iter();
        let wires = wires.filter(|(_, wire)| !wire.terms.spec().fields.is_empty());
        let wires = wires.map(|(id, _)| Variable {
            of: Owner::Wire(*id),
            name: self.wire_title(*id),
        });
        nodes.chain(wires).collect()
    }

    /// The other kinds that a node could be: those of the same service and category.
    pub fn other_kinds(&self, node: NodeId) -> Vec<VariationRow> {
        let Some(doc) = self.scenario.nodes.get(&node) else {
            return Vec::new();
        };
        let spec = doc.settings.spec();
        let alike = |other: &&&'static NodeSpec| {
            other.kind != spec.kind
                && !spec.service.is_empty()
                && other.service == spec.service
                && other.ports.len() == spec.ports.len()
        };
        let others = nodes::KINDS.iter().filter(alike);
        let settings = others.map(|other| Settings::new(*other));
        settings
            .map(|settings| self.row(Variation::Kind { node, settings }))
            .collect()
    }

    fn row(&self, variation: Variation) -> VariationRow {
        VariationRow {
            text: self.variation_text(&variation),
            variation,
        }
    }

    /// A few variations of a node or wire that are worth a look.
    pub fn variations(&self, of: Owner) -> Vec<VariationRow> {
        let Some(fields) = self.telling(of) else {
            return Vec::new();
        };
        let varied = fields.into_iter().filter_map(|field| {
            let (spec, now) = self.setting(of, field)?;
            let value = another(spec, &now)?;
            let edit = of.edit(field, value.clone());
            scenario::apply(&mut self.scenario.clone(), edit).ok()?;
            Some(self.row(Variation::Setting { of, field, value }))
        });
        let mut rows: Vec<VariationRow> = varied.take(MOST).collect();
        if let Owner::Node(node) = of {
            rows.extend(self.other_kinds(node));
        }
        rows
    }

    /// The settings that were changed or that a rule is about; on a wire all of them, since they are few.
    fn telling(&self, of: Owner) -> Option<Vec<&'static str>> {
        Some(match of {
            Owner::Node(node) => {
                let settings = &self.scenario.nodes.get(&node)?.settings;
                let fields = settings.spec().fields.iter();
                let told = fields.filter(|field| settings.is_changed(field.name) || !field.rule.is_empty());
                told.map(|field| field.name).collect()
            }
            Owner::Wire(wire) => {
                let spec = self.scenario.wires.get(&wire)?.terms.spec();
                spec.fields.iter().map(|field| field.name).collect()
            }
        })
    }

    /// A variation in words, against the document as it is.
    pub fn variation_text(&self, variation: &Variation) -> String {
        let name = match variation.of() {
            Owner::Node(node) => self.name_of(node),
            Owner::Wire(wire) => match self.scenario.wires.get(&wire) {
                Some(doc) => format!("{} → {}", self.name_of(doc.from.0), self.name_of(doc.to.0)),
                None => "a wire".to_string(),
            },
        };
        match variation {
            Variation::Setting { of, field, value } => {
                let known = self.setting(*of, field);
                let shown = |value: &Value| match (known.as_ref(), value) {
                    (_, Value::Node(None)) => "none".to_string(),
                    (_, Value::Node(Some(id))) => self.name_of(*id),
                    (_, Value::Text(text)) if text.is_empty() => "nothing".to_string(),
                    (_, Value::Text(text)) => shortened(text),
                    (Some((spec, _)), value) => format!("{} {}", spec.show(value), spec.unit.sign())
                        .trim_end()
                        .to_string(),
                    (None, _) => String::new(),
                };
                let now = known
                    .as_ref()
                    .map_or_else(String::new, |(_, now)| format!(" instead of {}", shown(now)));
                format!("{field} of {name}: {}{now}", shown(value))
            }
            Variation::Kind { node, settings: other } => {
                let settings = self.scenario.nodes.get(node).map(|doc| &doc.settings);
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
