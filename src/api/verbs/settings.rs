//! Any setting of any node.

use super::Ran;
use super::reading::{apply, find};
use crate::api::error::CommandError;
use crate::api::nearest::did_you_mean;
use crate::nodes::World;
use crate::sim::{Change, Described, FieldSpec, FieldType, Input, Settings, Value};

pub(super) fn set(world: &mut World, arguments: &[&str]) -> Ran {
    let [name, assignments @ ..] = arguments else {
        return None;
    };
    if assignments.is_empty() || assignments.iter().any(|text| !text.contains('=')) {
        return None;
    }
    Some(set_all(world, name, assignments))
}

fn set_all(world: &mut World, name: &str, assignments: &[&str]) -> Result<String, CommandError> {
    let id = find(world, name)?;
    let Some(info) = world.info(id) else {
        return Err(CommandError::new(format!("There is no node {name}.")));
    };
    let mut settings = info.settings.clone();
    for assignment in assignments {
        let (field, text) = assignment.split_once('=').unwrap_or((assignment, ""));
        assign(world, &mut settings, (field, text), false)?;
    }
    apply(world, Input::Configure(id, settings))?;
    Ok(format!("{name} has {}.", assignments.join(", ")))
}

/// Gives a setting what is written; `fresh` tells whether its owner is still being made.
pub(super) fn assign<S: Described>(
    world: &World,
    settings: &mut Settings<S>,
    (name, text): (&str, &str),
    fresh: bool,
) -> Result<(), CommandError> {
    let (fields, called) = (settings.spec().fields(), settings.spec().called());
    let Some(field) = fields.iter().find(|field| field.name == name) else {
        let meant = did_you_mean(name, fields.iter().map(|field| field.name));
        let all: Vec<&str> = fields.iter().map(|field| field.name).collect();
        let help = if meant.is_empty() {
            format!(" It has: {}.", all.join(", "))
        } else {
            meant
        };
        return Err(CommandError::new(format!("{called} has no setting {name}.{help}")));
    };
    if field.change == Change::AtCreation && !fresh {
        return Err(CommandError::new(format!(
            "{name} is fixed when the {} is made. Make a new one with the value you need.",
            called
        )));
    }
    let value = read_setting(world, field, text)?;
    settings
        .set(field.name, value)
        .map_err(|error| CommandError::new(error.to_string()))
}

fn read_setting(world: &World, field: &FieldSpec, text: &str) -> Result<Value, CommandError> {
    let FieldType::Node(kinds) = field.ty else {
        return field.parse(text).map_err(|error| CommandError::new(error.to_string()));
    };
    if text.is_empty() || text == "none" {
        return Ok(Value::Node(None));
    }
    let id = find(world, text)?;
    match world.info(id) {
        Some(info) if kinds.contains(&info.spec.kind) => Ok(Value::Node(Some(id))),
        _ => Err(CommandError::new(format!(
            "{}: {text} is of another kind. Use {}.",
            field.name,
            field.range()
        ))),
    }
}
