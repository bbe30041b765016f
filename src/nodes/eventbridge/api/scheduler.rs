//! The actions of EventBridge Scheduler.

use super::{NAME, RETRY};
use crate::sim::ParamType::{Number, Structure, Text};
use crate::sim::{Action, Param};

const WINDOW: &[Param] = &[
    Param::required("Mode", Text),
    Param::optional("MaximumWindowInMinutes", Number),
];

/// The target of a schedule.
const TARGET: &[Param] = &[
    Param::required("Arn", Text),
    Param::optional("RoleArn", Text),
    Param::optional("Input", Text),
    Param::optional("SqsParameters", Structure(&[Param::optional("MessageGroupId", Text)])),
    Param::optional("RetryPolicy", Structure(RETRY)),
    Param::optional("DeadLetterConfig", Structure(&[Param::optional("Arn", Text)])),
];

const SCHEDULE: &[Param] = &[
    NAME,
    Param::required("ScheduleExpression", Text),
    Param::optional("ScheduleExpressionTimezone", Text),
    Param::optional("StartDate", Text),
    Param::optional("EndDate", Text),
    Param::optional("State", Text),
    Param::optional("ActionAfterCompletion", Text),
    Param::required("FlexibleTimeWindow", Structure(WINDOW)),
    Param::required("Target", Structure(TARGET)),
];

/// All actions of the service `scheduler`, by name.
pub static SCHEDULER: &[Action] = &[
    Action::new(
        "CreateSchedule",
        SCHEDULE,
        &["ScheduleArn"],
        "Makes a schedule with its target.",
    ),
    Action::new("DeleteSchedule", &[NAME], &[], "Deletes a schedule."),
    Action::new(
        "GetSchedule",
        &[NAME],
        &[
            "ActionAfterCompletion",
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
            "Target",
            "DeadLetterConfig",
            "Input",
            "RetryPolicy",
            "MaximumEventAgeInSeconds",
            "MaximumRetryAttempts",
            "SqsParameters",
            "MessageGroupId",
        ],
        "Tells how a schedule is set.",
    ),
    Action::new(
        "ListSchedules",
        &[Param::optional("NamePrefix", Text), Param::optional("State", Text)],
        &["Schedules", "Arn", "Name", "State", "Target"],
        "Lists schedules.",
    ),
    Action::new(
        "UpdateSchedule",
        SCHEDULE,
        &["ScheduleArn"],
        "Replaces all that is set for a schedule; what is left out is as for a new one.",
    ),
];
