//! The settings of an Auto Scaling group: its own, then those of the worker that runs on each instance.

use super::schedule::Schedule;
use crate::nodes::worker::config::FIELDS as WORK;
use crate::sim::{Choice, FieldSpec, FieldType, Initial, Unit, joined};

const CAPACITY: &str = "Capacity";
const INSTANCES: &str = "Instances";
const TRACKING: &str = "Target tracking";
const ENDING: &str = "Scaling in";

/// Which instance goes first.
pub const POLICIES: &[Choice] = &[
    Choice::named("Default", "Default"),
    Choice::named("OldestInstance", "Oldest instance"),
    Choice::named("NewestInstance", "Newest instance"),
    Choice::named("ClosestToNextInstanceHour", "Closest to next instance hour"),
];
/// What a lifecycle hook says when nobody has told it before its time is over.
pub const RESULTS: &[Choice] = &[
    Choice::named("ABANDON", "Abandon"),
    Choice::named("CONTINUE", "Continue"),
];
/// What target tracking can keep near its target.
pub const TARGETS: &[Choice] = &[
    Choice::named("none", "Off"),
    Choice::named("BacklogPerInstance", "Backlog per instance"),
    Choice::named("ApproximateNumberOfMessagesVisible", "Queue depth"),
    Choice::named("ASGAverageCPUUtilization", "CPU utilization"),
];

/// How many instances a group has at most: more than any design needs.
pub const MOST: i64 = 1_000;
const OWN: usize = 19;

/// The settings of its own. New ones come behind those of the work, since the order is the code in links.
const FLEET: [FieldSpec; OWN] = [
    FieldSpec::whole("MinSize", Unit::None, (0, MOST), 1).told(CAPACITY, "CWA-050", "The fewest instances."),
    FieldSpec::whole("MaxSize", Unit::None, (0, MOST), 10).told(
        CAPACITY,
        "CWA-050",
        "The most instances. Without it an error can scale without end, and so can the bill.",
    ),
    FieldSpec::whole("DesiredCapacity", Unit::None, (0, MOST), 1).told(
        CAPACITY,
        "CWA-050",
        "How many instances there are at the start. Policies change it between MinSize and MaxSize.",
    ),
    FieldSpec::whole("DefaultCooldown", Unit::Seconds, (0, 86_400), 300).told(
        CAPACITY,
        "CWA-051",
        "After an activity of a simple policy, how long other simple policies wait.",
    ),
    FieldSpec::whole("DefaultInstanceWarmup", Unit::Seconds, (-1, 86_400), -1).told(
        CAPACITY,
        "CWA-052",
        "How long a new instance does not count for step and target tracking policies; -1 takes the cooldown.",
    ),
    FieldSpec::plain(
        "BootTime",
        Unit::Seconds,
        FieldType::Number {
            min: 0,
            max: 86_400_000,
            places: 3,
        },
        Initial::Number(60_000),
    )
    .told(INSTANCES, "CWA-057", "From launch to in service."),
    FieldSpec::choice("TerminationPolicies", POLICIES, 0).told(
        ENDING,
        "CWA-054",
        "Which instance goes first. Default: the oldest in the zone that has the most.",
    ),
    FieldSpec::flag("NewInstancesProtectedFromScaleIn", false).told(
        ENDING,
        "CWA-055",
        "New instances are never scaled in, until their protection is taken away.",
    ),
    FieldSpec::flag("ProtectWhileBusy", false).told(
        ENDING,
        "CWA-093",
        "A worker protects its instance from being scaled in while it has messages in hand.",
    ),
    FieldSpec::flag("TerminatingHook", false).told(
        ENDING,
        "CWA-092",
        "A lifecycle hook lets an instance finish what it has in hand before it ends. Without it that comes back after \
         the visibility timeout.",
    ),
    FieldSpec::whole("HeartbeatTimeout", Unit::Seconds, (30, 7_200), 3_600).told(
        ENDING,
        "CWA-056",
        "How long the hook waits for the instance to finish.",
    ),
    FieldSpec::choice("DefaultResult", RESULTS, 0).told(
        ENDING,
        "CWA-056",
        "What the hook says when its time is over. A terminating instance ends either way: with one hook the result makes no \
         difference.",
    ),
    FieldSpec::plain(
        "SpotInterruptionEvery",
        Unit::Seconds,
        FieldType::whole(0, 86_400),
        Initial::Number(0),
    )
    .told(
        INSTANCES,
        "CWA-094",
        "Spot instances: so often the oldest one gets its notice and is taken away two minutes later. 0: on demand, never.",
    ),
    FieldSpec::choice("TargetMetric", TARGETS, 0).told(
        TRACKING,
        "CWA-080",
        "What is kept near the target. Queue depth does not move with the number of instances; backlog per instance does. CPU \
         utilization is the share of busy threads, in percent.",
    ),
    FieldSpec::reference("TargetQueue", &["sqs-standard", "sqs-fifo"]).told(
        TRACKING,
        "CWA-082",
        "The queue whose depth counts.",
    ),
    FieldSpec::plain(
        "TargetValue",
        Unit::None,
        FieldType::Number {
            min: 1,
            max: 1_000_000_000_000,
            places: 3,
        },
        Initial::Number(100_000),
    )
    .told(
        TRACKING,
        "CWA-081",
        "The target. For backlog per instance: the wait you accept, divided by the time for one message.",
    ),
    FieldSpec::flag("DisableScaleIn", false).told(TRACKING, "CWA-079", "Target tracking only adds instances."),
    FieldSpec::text("ScheduledActions", 2_000, true)
        .told(
            CAPACITY,
            "CWA-086",
            "Changes of size at set times, one on each line: 600 s: min=2 max=20 desired=4.",
        )
        .checked(Schedule::check),
    FieldSpec::whole("ScaleInStep", Unit::None, (1, MOST), 1).told(
        TRACKING,
        "CWA-078",
        "How many instances target tracking takes away at most in one evaluation.",
    ),
];

/// All settings.
pub static FIELDS: [FieldSpec; OWN + WORK.len()] = joined(&FLEET, &WORK);
