//! The actions of EventBridge as tables: exact names, members and order, for the console and for the API front.

mod pipes;
mod scheduler;

pub use pipes::PIPES;
pub use scheduler::SCHEDULER;

use crate::sim::ParamType::{Map, Number, Structure, Structures, Text, Texts};
use crate::sim::{Action, Param};

/// An entry of PutEvents: what is required is checked for each entry alone (EVB-022).
const ENTRY: &[Param] = &[
    Param::optional("Time", Text),
    Param::optional("Source", Text),
    Param::optional("Resources", Texts),
    Param::optional("DetailType", Text),
    Param::optional("Detail", Text),
    Param::optional("EventBusName", Text),
    Param::optional("TraceHeader", Text),
];

/// A target of a rule (EVB-060 to EVB-073).
const TARGET: &[Param] = &[
    Param::required("Id", Text),
    Param::required("Arn", Text),
    Param::optional("RoleArn", Text),
    Param::optional("Input", Text),
    Param::optional("InputPath", Text),
    Param::optional("InputTransformer", Structure(TRANSFORMER)),
    Param::optional("SqsParameters", Structure(&[Param::optional("MessageGroupId", Text)])),
    Param::optional("RetryPolicy", Structure(RETRY)),
    Param::optional("DeadLetterConfig", Structure(&[Param::optional("Arn", Text)])),
];

const TRANSFORMER: &[Param] = &[
    Param::optional("InputPathsMap", Map),
    Param::required("InputTemplate", Text),
];

const RETRY: &[Param] = &[
    Param::optional("MaximumRetryAttempts", Number),
    Param::optional("MaximumEventAgeInSeconds", Number),
];

const BUS: Param = Param::optional("EventBusName", Text);
const NAME: Param = Param::required("Name", Text);
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

/// All actions of the service `events`, by name.
pub static EVENTS: &[Action] = &[
    Action::new(
        "CancelReplay",
        &[Param::required("ReplayName", Text)],
        REPLAY,
        "Stops a replay; what it has sent stays sent.",
    ),
    Action::new(
        "CreateArchive",
        &[
            Param::required("ArchiveName", Text),
            Param::required("EventSourceArn", Text),
            Param::optional("EventPattern", Text),
            Param::optional("RetentionDays", Number),
            Param::optional("Description", Text),
        ],
        ARCHIVE,
        "Lets a bus keep its events.",
    ),
    Action::new("CreateEventBus", &[NAME], &["EventBusArn"], "Makes a bus."),
    Action::new(
        "DeleteArchive",
        &[Param::required("ArchiveName", Text)],
        &[],
        "Ends an archive.",
    ),
    Action::new("DeleteEventBus", &[NAME], &[], "Deletes a bus without rules."),
    Action::new("DeleteRule", &[NAME, BUS], &[], "Deletes a rule without targets."),
    Action::new(
        "DescribeArchive",
        &[Param::required("ArchiveName", Text)],
        ARCHIVE,
        "Tells what an archive keeps.",
    ),
    Action::new(
        "DescribeReplay",
        &[Param::required("ReplayName", Text)],
        REPLAY,
        "Tells how far a replay is.",
    ),
    Action::new("DescribeRule", &[NAME, BUS], RULE, "Tells how a rule is set."),
    Action::new("DisableRule", &[NAME, BUS], &[], "Lets a rule match nothing."),
    Action::new("EnableRule", &[NAME, BUS], &[], "Lets a rule match again."),
    Action::new(
        "ListEventBuses",
        &[],
        &["EventBuses", "Name", "Arn"],
        "Lists all buses.",
    ),
    Action::new(
        "ListRules",
        &[BUS, Param::optional("NamePrefix", Text)],
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
    Action::new(
        "ListTargetsByRule",
        &[Param::required("Rule", Text), BUS],
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
    Action::new(
        "PutEvents",
        &[Param::required("Entries", Structures(ENTRY))],
        &["FailedEntryCount", "Entries", "EventId", "ErrorCode", "ErrorMessage"],
        "Puts up to ten events on buses.",
    ),
    Action::new(
        "PutRule",
        &[
            NAME,
            Param::optional("EventPattern", Text),
            Param::optional("ScheduleExpression", Text),
            Param::optional("State", Text),
            Param::optional("Description", Text),
            BUS,
        ],
        &["RuleArn"],
        "Makes a rule of a bus, or replaces all that is set for it.",
    ),
    Action::new(
        "PutTargets",
        &[
            Param::required("Rule", Text),
            BUS,
            Param::required("Targets", Structures(TARGET)),
        ],
        FAILED,
        "Adds targets to a rule, or replaces those with the same Id.",
    ),
    Action::new(
        "RemoveTargets",
        &[Param::required("Rule", Text), BUS, Param::required("Ids", Texts)],
        FAILED,
        "Takes targets from a rule.",
    ),
    Action::new(
        "StartReplay",
        &[
            Param::required("ReplayName", Text),
            Param::required("EventSourceArn", Text),
            Param::required("EventStartTime", Text),
            Param::required("EventEndTime", Text),
            Param::required(
                "Destination",
                Structure(&[Param::required("Arn", Text), Param::optional("FilterArns", Texts)]),
            ),
        ],
        REPLAY,
        "Sends what an archive keeps to its bus again.",
    ),
    Action::new(
        "TestEventPattern",
        &[Param::required("EventPattern", Text), Param::required("Event", Text)],
        &["Result"],
        "Tells whether an event matches a pattern.",
    ),
];
