//! The actions of EventBridge as tables: exact names, members and order, for the console and for the API front.

mod pipes;
mod scheduler;

pub use pipes::PIPES;
pub use scheduler::SCHEDULER;

use crate::sim::ParamType::{Map, Number, Structure, Structures, Text, Texts};
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

/// A target of a rule (EVB-060 to EVB-073).
const TARGET: &[Param] = &[
    required("Id", Text),
    required("Arn", Text),
    optional("RoleArn", Text),
    optional("Input", Text),
    optional("InputPath", Text),
    optional("InputTransformer", Structure(TRANSFORMER)),
    optional("SqsParameters", Structure(&[optional("MessageGroupId", Text)])),
    optional("RetryPolicy", Structure(RETRY)),
    optional("DeadLetterConfig", Structure(&[optional("Arn", Text)])),
];

const TRANSFORMER: &[Param] = &[optional("InputPathsMap", Map), required("InputTemplate", Text)];

const RETRY: &[Param] = &[
    optional("MaximumRetryAttempts", Number),
    optional("MaximumEventAgeInSeconds", Number),
];

const BUS: Param = optional("EventBusName", Text);
const NAME: Param = required("Name", Text);
const FAILED: &[&str] = &[
    "FailedEntryCount",
    "FailedEntries",
    "TargetId",
    "ErrorCode",
    "ErrorMessage",
];
const RULE: &[&str] = &[
    "Name",
    "Arn",
    "EventPattern",
    "ScheduleExpression",
    "State",
    "EventBusName",
];
const ARCHIVE: &[&str] = &[
    "ArchiveArn",
    "ArchiveName",
    "EventSourceArn",
    "EventPattern",
    "State",
    "RetentionDays",
    "SizeBytes",
    "EventCount",
];
const REPLAY: &[&str] = &[
    "ReplayName",
    "ReplayArn",
    "State",
    "StateReason",
    "EventSourceArn",
    "EventStartTime",
    "EventEndTime",
    "ReplayStartTime",
];

const fn action(
    name: &'static str,
    params: &'static [Param],
    answer: &'static [&'static str],
    help: &'static str,
) -> Action {
    Action {
        name,
        params,
        answer,
        help,
    }
}

/// All actions of the service `events`, by name.
pub static EVENTS: &[Action] = &[
    action(
        "CancelReplay",
        &[required("ReplayName", Text)],
        REPLAY,
        "Stops a replay; what it has sent stays sent.",
    ),
    action(
        "CreateArchive",
        &[
            required("ArchiveName", Text),
            required("EventSourceArn", Text),
            optional("EventPattern", Text),
            optional("RetentionDays", Number),
            optional("Description", Text),
        ],
        ARCHIVE,
        "Lets a bus keep its events.",
    ),
    action("CreateEventBus", &[NAME], &["EventBusArn"], "Makes a bus."),
    action(
        "DeleteArchive",
        &[required("ArchiveName", Text)],
        &[],
        "Ends an archive.",
    ),
    action("DeleteEventBus", &[NAME], &[], "Deletes a bus without rules."),
    action("DeleteRule", &[NAME, BUS], &[], "Deletes a rule without targets."),
    action(
        "DescribeArchive",
        &[required("ArchiveName", Text)],
        ARCHIVE,
        "Tells what an archive keeps.",
    ),
    action(
        "DescribeReplay",
        &[required("ReplayName", Text)],
        REPLAY,
        "Tells how far a replay is.",
    ),
    action("DescribeRule", &[NAME, BUS], RULE, "Tells how a rule is set."),
    action("DisableRule", &[NAME, BUS], &[], "Lets a rule match nothing."),
    action("EnableRule", &[NAME, BUS], &[], "Lets a rule match again."),
    action(
        "ListEventBuses",
        &[],
        &["EventBuses", "Name", "Arn"],
        "Lists all buses.",
    ),
    action(
        "ListRules",
        &[BUS, optional("NamePrefix", Text)],
        &[
            "Rules",
            "Name",
            "Arn",
            "EventPattern",
            "ScheduleExpression",
            "State",
            "EventBusName",
        ],
        "Lists the rules of a bus.",
    ),
    action(
        "ListTargetsByRule",
        &[required("Rule", Text), BUS],
        &[
            "Targets",
            "Id",
            "Arn",
            "Input",
            "InputPath",
            "InputTransformer",
            "InputPathsMap",
            "InputTemplate",
            "SqsParameters",
            "DeadLetterConfig",
            "RetryPolicy",
            "MaximumRetryAttempts",
            "MaximumEventAgeInSeconds",
        ],
        "Lists the targets of a rule.",
    ),
    action(
        "PutEvents",
        &[required("Entries", Structures(ENTRY))],
        &["FailedEntryCount", "Entries", "EventId", "ErrorCode", "ErrorMessage"],
        "Puts up to ten events on buses.",
    ),
    action(
        "PutRule",
        &[
            NAME,
            optional("EventPattern", Text),
            optional("ScheduleExpression", Text),
            optional("State", Text),
            optional("Description", Text),
            BUS,
        ],
        &["RuleArn"],
        "Makes a rule of a bus, or replaces all that is set for it.",
    ),
    action(
        "PutTargets",
        &[required("Rule", Text), BUS, required("Targets", Structures(TARGET))],
        FAILED,
        "Adds targets to a rule, or replaces those with the same Id.",
    ),
    action(
        "RemoveTargets",
        &[required("Rule", Text), BUS, required("Ids", Texts)],
        FAILED,
        "Takes targets from a rule.",
    ),
    action(
        "StartReplay",
        &[
            required("ReplayName", Text),
            required("EventSourceArn", Text),
            required("EventStartTime", Text),
            required("EventEndTime", Text),
            required(
                "Destination",
                Structure(&[required("Arn", Text), optional("FilterArns", Texts)]),
            ),
        ],
        REPLAY,
        "Sends what an archive keeps to its bus again.",
    ),
    action(
        "TestEventPattern",
        &[required("EventPattern", Text), required("Event", Text)],
        &["Result"],
        "Tells whether an event matches a pattern.",
    ),
];
