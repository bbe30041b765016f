//! PutEvents (EVB-020 to EVB-026).

use super::{bus, text, texts};
use crate::base::NodeId;
use crate::nodes::calendar::Civil;
use crate::nodes::eventbridge::envelope::{Entry, EntryError};
use crate::nodes::eventbridge::rules::rule;
use crate::nodes::service::{ApiError, Members};
use crate::nodes::{AnyNode, World};
use crate::sim::{Ctx, Draft};
use serde_json::{Value, json};
use std::rc::Rc;

/// PutEvents: one answer for each entry, in order.
pub fn put_events(world: &mut World, input: &Members) -> Result<Value, ApiError> {
    let given = input.get("Entries").and_then(Value::as_array);
    let given: Vec<&Members> = given.into_iter().flatten().filter_map(Value::as_object).collect();
    let entries: Vec<Entry> = given.iter().map(|entry| read(entry)).collect();
    let whole = bus(world, given.first().and_then(|entry| text(entry, "EventBusName")))?;
    on_bus(world, whole, |bus, cx| {
        cx.called("PutEvents");
        bus.check_request(&entries, cx)
    })
    .map_err(|error| ApiError::new(error.code, error.message).because(Some(error.rule)))?;
    let mut results = Vec::new();
    let mut failed = 0;
    for (entry, given) in entries.iter().zip(given) {
        let trace_header = text(given, "TraceHeader").map(Rc::from);
        let result = match bus(world, text(given, "EventBusName")) {
            Ok(id) => on_bus(world, id, |bus, cx| {
                bus.check_entry(entry, false, cx)
                    .inspect_err(|error| bus.count_failure(*error))?;
                let draft = Draft {
                    body: Rc::clone(&entry.detail),
                    trace_header,
                    ..Draft::default()
                };
                let message = cx.make_message(draft, None);
                Ok(bus.accept(message, entry, false, cx))
            }),
            Err(_) => Err(EntryError {
                code: "InvalidArgument",
                message: "Parameter EventBusName is not valid. Reason: The event bus does not exist.",
                rule: const { rule("EVB-022") },
            }),
        };
        results.push(match result {
            Ok(id) => json!({ "EventId": id }),
            Err(error) => {
                failed += 1;
                json!({ "ErrorCode": error.code, "ErrorMessage": error.message })
            }
        });
    }
    Ok(json!({ "FailedEntryCount": failed, "Entries": results }))
}

fn read(entry: &Members) -> Entry {
    let member = |name| Rc::from(text(entry, name).unwrap_or_default());
    Entry {
        source: member("Source"),
        detail_type: member("DetailType"),
        detail: member("Detail"),
        resources: texts(entry, "Resources").map(String::from).collect(),
        time: text(entry, "Time").and_then(Civil::read).map(Civil::secs),
    }
}

/// Acts on a bus that was just found.
fn on_bus<R>(
    world: &mut World,
    id: NodeId,
    act: impl FnOnce(&mut crate::nodes::eventbridge::EventBus, &mut Ctx<'_>) -> Result<R, EntryError>,
) -> Result<R, EntryError> {
    let acted = world.poke(id, |node, cx| match node {
        AnyNode::EventBus(bus) => act(bus, cx),
        other => unreachable!("a bus that was just found is none but {other:?}"),
    });
    acted.unwrap_or(Err(EntryError {
        code: "InternalFailure",
        message: "The bus is gone.",
        rule: const { rule("EVB-039") },
    }))
}
