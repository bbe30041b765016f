//! The actions of EventBridge Scheduler.

use super::{NAME, RETRY, action, optional, required};
use crate::sim::ParamType::{Number, Structure, Text};
use crate::sim::{Action, Param};

const WINDOW: &[Param] = &[required("Mode", Text), optional("MaximumWindowInMinutes", Number)];

/// The target of a schedule.
const TARGET: &[Param] = &[
    required("Arn", Text),
    optional("RoleArn", Text),
    optional("Input", Text),
    optional("SqsParameters", Structure(&[optional("MessageGroupId", Text)])),
    optional("RetryPolicy", Structure(RETRY)),
    optional("DeadLetterConfig", Structure(&[optional("Arn", Text)])),
];

const SCHEDULE: &[Param] = &[
    NAME,
    required("ScheduleExpression", Text),
    optional("ScheduleExpressionTimezone", Text),
    optional("StartDate", Text),
    optional("EndDate", Text),
    optional("State", Text),
    optional("ActionAfterCompletion", Text),
    required("FlexibleTimeWindow", Structure(WINDOW)),
    required("Target", Structure(TARGET)),
];

/// All actions of the service `scheduler`, by name.
pub static SCHEDULER: &[Action] = &[
    action(
        "CreateSchedule",
        SCHEDULE,
        &["ScheduleArn"],
        "Makes a schedule with its target.",
    ),
    action("DeleteSchedule", &[NAME], &[], "Deletes a schedule."),
    action(
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
    action(
        "ListSchedules",
        &[optional("NamePrefix", Text), optional("State", Text)],
        &["Schedules", "Arn", "Name", "State", "Target"],
        "Lists schedules.",
    ),
    action(
        "UpdateSchedule",
        SCHEDULE,
        &["ScheduleArn"],
        "Replaces all that is set for a schedule; what is left out is as for a new one.",
    ),
];
