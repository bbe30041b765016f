//! The values of settings in deeds: how many follow, and each as its field's place and its value.

use super::bytes::{Reader, Writer, unzigzag, zigzag};
use super::deeds::Ends;
use super::write::{negative, scale};
use crate::base::NodeId;
use crate::sim::{Described, FieldType, Value};
use std::collections::BTreeMap;

/// Writes the values that settings of this kind have.
pub fn write<S: Described>(spec: &S, values: &BTreeMap<&'static str, Value>, out: &mut Writer) {
    out.number(values.len() as u64);
    for (index, field) in (0u32..).zip(spec.fields()) {
        let Some(value) = values.get(field.name) else {
            continue;
        };
        out.number(index);
        match value {
            Value::Number(number) if negative(field) => out.number(zigzag(*number)),
            Value::Number(number) => {
                // Whole numbers leave their zeros out.
                let whole = number % scale(field) == 0;
                let short = if whole { number / scale(field) } else { *number };
                out.number(u128::from(short.unsigned_abs()) << 1 | u128::from(whole));
            }
            Value::Bool(on) => out.number(u8::from(*on)),
            Value::Choice(choice) => out.number(*choice),
            Value::Text(text) => out.text(text),
            Value::Node(node) => out.number(node.map_or(0, |id| u64::from(id.0) + 1)),
        }
    }
}

/// Reads values that settings of this kind can have and gives each to `take`. `own` is the node that they belong to: none
/// refers to itself. None when there are others than a person could have given, or when `take` refuses one.
pub fn read<S: Described>(
    reader: &mut Reader<'_>,
    spec: &S,
    own: NodeId,
    ends: &Ends,
    mut take: impl FnMut(&'static str, Value) -> Option<()>,
) -> Option<()> {
    for _ in 0..reader.number()? {
        let field = spec.fields().get(reader.small::<usize>()?)?;
        let value = match field.ty {
            FieldType::Number { .. } if negative(field) => Value::Number(unzigzag(reader.small()?)),
            FieldType::Number { .. } => {
                let number = reader.number()?;
                let factor = if number & 1 == 1 { scale(field) } else { 1 };
                Value::Number(i64::try_from(number >> 1).ok()?.checked_mul(factor)?)
            }
            FieldType::Bool => Value::Bool(reader.number()? == 1),
            FieldType::Choice(_) => Value::Choice(reader.small()?),
            FieldType::Text { .. } => Value::Text(reader.text()?.into()),
            FieldType::Node(_) => {
                let number: u32 = reader.small()?;
                let to = number.checked_sub(1).map(NodeId);
                if to.is_some_and(|to| to == own || !ends.may_refer(field, to)) {
                    return None;
                }
                Value::Node(to)
            }
        };
        take(field.name, value)?;
    }
    Some(())
}
