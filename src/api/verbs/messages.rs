//! Faults of a single message.

use super::Ran;
use super::reading::{apply, duration, message};
use crate::nodes::World;
use crate::sim::{Input, Tamper};

pub(super) fn drop_message(world: &mut World, arguments: &[&str]) -> Ran {
    let [text] = arguments else { return None };
    let said = |id| format!("{id} will be lost on the wire it is on, or on its next one.");
    Some(message(text).and_then(|id| apply(world, Input::Tamper(id, Tamper::Drop)).map(|()| said(id))))
}

pub(super) fn duplicate(world: &mut World, arguments: &[&str]) -> Ran {
    let [text] = arguments else { return None };
    let said = |id| format!("{id} will come twice over the wire it is on, or over its next one.");
    Some(message(text).and_then(|id| apply(world, Input::Tamper(id, Tamper::Duplicate)).map(|()| said(id))))
}

pub(super) fn delay(world: &mut World, arguments: &[&str]) -> Ran {
    let [text, span] = arguments else { return None };
    let delayed = message(text).and_then(|id| {
        let span = duration(span)?;
        apply(world, Input::Tamper(id, Tamper::Delay(span)))?;
        Ok(format!(
            "{id} will take {span} longer on the wire it is on, or on its next one."
        ))
    });
    Some(delayed)
}
