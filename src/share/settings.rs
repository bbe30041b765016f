//! Settings out of a link, be it those of a node or those of a wire.

use super::bytes::{Reader, unzigzag};
use super::read::Opening;
use super::write::{negative, scale};
use crate::base::NodeId;
use crate::sim::{Described, FieldSpec, FieldType, NodeSpec, Settings, Terms, Value, WireSpec};

impl Opening {
    /// The settings of a node. Its references wait until all nodes are there.
    pub(super) fn settings(&mut self, id: NodeId, spec: &'static NodeSpec, block: &mut Reader<'_>) -> Settings {
        let mut settings = Settings::new(spec);
        for (field, place) in self.values(&mut settings, spec.subtitle, block) {
            self.references.push((id, field, place));
        }
        settings
    }

    /// The settings of a wire, for which all nodes are there.
    pub(super) fn terms(&mut self, spec: &'static WireSpec, block: &mut Reader<'_>) -> Terms {
        let mut terms = Terms::new(spec);
        for (field, place) in self.values(&mut terms, spec.label, block) {
            let to = self.places.get(place).copied().flatten();
            if to.is_none_or(|to| terms.set(field, Value::Node(Some(to))).is_err()) {
                self.drop_it(format!("{field} was dropped: the node that it names is missing."));
            }
        }
        terms
    }

    /// Fills settings out of a block, and returns what refers to nodes, by the places of these.
    fn values<S: Described>(
        &mut self,
        settings: &mut Settings<S>,
        owner: &str,
        block: &mut Reader<'_>,
    ) -> Vec<(&'static str, usize)> {
        let mut references = Vec::new();
        let mut next = 0usize;
        while !block.is_empty() {
            let index = block.small::<usize>().and_then(|gap| next.checked_add(gap));
            let Some(field) = index.and_then(|index| settings.spec().fields().get(index)) else {
                let owner = if owner.is_empty() { "wire" } else { owner };
                self.drop_it(format!(
                    "Settings of a {owner} were dropped: this page does not know them."
                ));
                break;
            };
            next = index.map_or(next, |index| index + 1);
            match setting(field, block) {
                Some(Said::Value(value)) => {
                    if let Err(error) = settings.set(field.name, value) {
                        self.drop_it(format!("A setting was dropped. {error}"));
                    }
                }
                Some(Said::Place(place)) => references.push((field.name, place)),
                Some(Said::Nothing) => {}
                None => {
                    self.drop_it(format!("The value of {} is missing.", field.name));
                    break;
                }
            }
        }
        references
    }
}

/// What is said of a setting.
enum Said {
    Value(Value),
    /// A reference to the node at this place.
    Place(usize),
    Nothing,
}

fn setting(field: &'static FieldSpec, block: &mut Reader<'_>) -> Option<Said> {
    Some(Said::Value(match field.ty {
        FieldType::Number { .. } => {
            let code = block.number()?;
            let magnitude = u64::try_from(code >> 1).ok()?;
            let number = if negative(field) {
                Some(unzigzag(magnitude))
            } else {
                i64::try_from(magnitude).ok()
            };
            let factor = if code & 1 == 1 { scale(field) } else { 1 };
            Value::Number(number.and_then(|number| number.checked_mul(factor)).unwrap_or(i64::MAX))
        }
        FieldType::Bool => Value::Bool(field.default_value() == Value::Bool(false)),
        FieldType::Choice(_) => Value::Choice(block.small()?),
        FieldType::Text { .. } => Value::Text(block.text()?.into()),
        FieldType::Node(_) => {
            let place = block.small::<usize>()?;
            return Some(place.checked_sub(1).map_or(Said::Nothing, Said::Place));
        }
    }))
}
