//! DescribeAlarmHistory.

use super::described::{all, asks_for, kind_of};
use super::refuse;
use crate::base::SimTime;
use crate::nodes::World;
use crate::nodes::alarm_state::State;
use crate::nodes::calendar;
use crate::nodes::cloudwatch::history::Event;
use crate::nodes::cloudwatch::notice::Change;
use crate::nodes::cloudwatch::rules::rule;
use crate::nodes::service::members::{number, text, text_or_empty};
use crate::nodes::service::{ApiError, Members};
use serde_json::{Value, json};

/// A time in the input, if it is there.
pub fn time(input: &Members, name: &str) -> Result<Option<SimTime>, ApiError> {
    let Some(written) = text(input, name) else {
        return Ok(None);
    };
    let read = calendar::read_timestamp(written).ok_or_else(|| {
        let message = format!("{name} is a time such as 2026-01-01T00:05:00Z.");
        refuse("InvalidParameterValue", message, const { rule("CWA-027") })
    });
    read.map(Some)
}

/// DescribeAlarmHistory: newest first, unless ScanBy says otherwise.
pub fn history(world: &World, input: &Members) -> Result<Value, ApiError> {
    let (from, to) = (time(input, "StartDate")?, time(input, "EndDate")?);
    let (name, kind) = (
        text_or_empty(input, "AlarmName"),
        text_or_empty(input, "HistoryItemType"),
    );
    if !["", "ConfigurationUpdate", "StateUpdate", "Action"].contains(&kind) {
        let message = "HistoryItemType is ConfigurationUpdate, StateUpdate or Action.";
        return Err(refuse("InvalidParameterValue", message, const { rule("CWA-027") }));
    }
    let mut found = Vec::new();
    for (id, alarm) in all(world) {
        let Some(info) = world.info(id) else { continue };
        let wanted = match name {
            "" => asks_for(input, kind_of(alarm)),
            name => info.name.as_ref() == name,
        };
        if !wanted {
            continue;
        }
        for (at, event) in alarm.history.items() {
            let told = told(&info.name, event, *at);
            let in_time = from.is_none_or(|from| *at >= from) && to.is_none_or(|to| *at <= to);
            if in_time && (kind.is_empty() || kind == told.0) {
                let item = json!({
                    "AlarmName": info.name.as_ref(),
                    "AlarmType": kind_of(alarm),
                    "Timestamp": calendar::timestamp(*at),
                    "HistoryItemType": told.0,
                    "HistorySummary": told.1,
                    "HistoryData": told.2.to_string(),
                });
                found.push((*at, item));
            }
        }
    }
    // Sorting keeps the order of what happened at one instant.
    found.sort_by_key(|(at, _)| *at);
    if text_or_empty(input, "ScanBy") != "TimestampAscending" {
        found.reverse();
    }
    let most = number(input, "MaxRecords").and_then(|most| usize::try_from(most).ok());
    found.truncate(most.unwrap_or(usize::MAX));
    let items: Vec<Value> = found.into_iter().map(|(_, item)| item).collect();
    Ok(json!({ "AlarmHistoryItems": items }))
}

/// The type of an item, its summary and its data.
fn told(name: &str, event: &Event, at: SimTime) -> (&'static str, String, Value) {
    match event {
        Event::Created => (
            "ConfigurationUpdate",
            format!("Alarm \"{name}\" created"),
            json!({ "version": "1.0", "type": "Create" }),
        ),
        Event::Updated => (
            "ConfigurationUpdate",
            format!("Alarm \"{name}\" updated"),
            json!({ "version": "1.0", "type": "Update" }),
        ),
        Event::Turned(change) => turned(change),
        Event::Acted(arn, done) => acted(arn, *done, at),
    }
}

fn turned(change: &Change) -> (&'static str, String, Value) {
    let name = |state: State| state.name();
    (
        "StateUpdate",
        format!("Alarm updated from {} to {}", name(change.from), name(change.to)),
        json!({
            "version": "1.0",
            "oldState": { "stateValue": name(change.from) },
            "newState": { "stateValue": name(change.to), "stateReason": change.reason.as_ref() },
        }),
    )
}

/// CWA-042: here, and nowhere else, stands what became of an action.
fn acted(arn: &str, done: bool, at: SimTime) -> (&'static str, String, Value) {
    let (state, text) = match done {
        true => ("Succeeded", "Successfully executed"),
        false => ("Failed", "Failed to execute"),
    };
    (
        "Action",
        format!("{text} action {arn}"),
        json!({ "actionState": state, "notificationResource": arn, "stateUpdateTimestamp": calendar::timestamp(at) }),
    )
}
