//! The actions of EventBridge as tables: exact names, members and order, for the console and for the API front.

use crate::sim::ParamType::{Structures, Text, Texts};
use crate::sim::{Action, Param};

const fn required(name: &'static str, ty: crate::sim::ParamType) -> Param {
    Param::required(name, ty)
}

const fn optional(name: &'static str, ty: crate::sim::ParamType) -> Param {
    Param::optional(name, ty)
}

/// An entry of PutEvents: what is required is checked for each entry alone (EVB-022).
const ENTRY: &[Param] = &[
    optional("Time", Text),
    optional("Source", Text),
    optional("Resources", Texts),
    optional("DetailType", Text),
    optional("Detail", Text),
    optional("EventBusName", Text),
    optional("TraceHeader", Text),
];

/// All actions of the service `events`, by name.
pub static EVENTS: &[Action] = &[
    Action {
        name: "PutEvents",
        params: &[required("Entries", Structures(ENTRY))],
        answer: &["FailedEntryCount", "Entries", "EventId", "ErrorCode", "ErrorMessage"],
        help: "Puts up to ten events on buses.",
    },
    Action {
        name: "TestEventPattern",
        params: &[required("EventPattern", Text), required("Event", Text)],
        answer: &["Result"],
        help: "Tells whether an event matches a pattern.",
    },
];

/// All actions of the service `scheduler`, by name.
pub static SCHEDULER: &[Action] = &[Action {
    name: "GetSchedule",
    params: &[required("Name", Text)],
    answer: &[
        "Arn",
        "EndDate",
        "FlexibleTimeWindow",
        "MaximumWindowInMinutes",
        "Mode",
        "Name",
        "ScheduleExpression",
        "ScheduleExpressionTimezone",
        "StartDate",
        "State",
    ],
    help: "Tells how a schedule is set.",
}];

const PIPE: &[&str] = &["Arn", "CurrentState", "DesiredState", "Enrichment", "Name", "Source", "Target"];

const NAMED: &[Param] = &[required("Name", Text)];

/// All actions of the service `pipes`, by name.
pub static PIPES: &[Action] = &[
    Action {
        name: "DescribePipe",
        params: NAMED,
        answer: PIPE,
        help: "Tells what a pipe joins, and whether it runs.",
    },
    Action {
        name: "ListPipes",
        params: &[],
        answer: &["Pipes", "Arn", "CurrentState", "DesiredState", "Enrichment", "Name", "Source", "Target"],
        help: "Lists all pipes.",
    },
    Action {
        name: "StartPipe",
        params: NAMED,
        answer: PIPE,
        help: "Lets a stopped pipe take messages again.",
    },
    Action {
        name: "StopPipe",
        params: NAMED,
        answer: PIPE,
        help: "Stops a pipe: it takes no further message.",
    },
];
