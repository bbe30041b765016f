//! The rules of CloudWatch alarms, one sentence each.

use crate::sim::Rule;
use crate::sim::rule::{DOC, OWN, SAID, r};

/// The rule with this id. Used in `const` blocks, so that a wrong id does not compile.
pub const fn rule(id: &str) -> &'static Rule {
    Rule::of(RULES, id)
}

/// Every rule, in the order of its number.
#[rustfmt::skip]
pub static RULES: &[Rule] = &[
    r("CWA-001", DOC, "The metric of a queue's depth is ApproximateNumberOfMessagesVisible; ApproximateNumberOfMessages is the name of the queue attribute."),
    r("CWA-003", DOC, "A dead-letter queue is watched by an alarm on ApproximateNumberOfMessagesVisible above 0."),
    r("CWA-004", DOC, "An alarm acts on SNS topics, Lambda functions and Auto Scaling groups, and tells each change of state to EventBridge."),
    r("CWA-010", OWN, "A metric's point for a minute can be read when the minute is over, plus the set metric delay."),
    r("CWA-011", OWN, "Gauges are sampled at the end of a minute; counters are summed up over the minute."),
    r("CWA-012", DOC, "The statistic says how the points of a period become one value; Sum is right for counters only."),
    r("CWA-013", SAID, "A period combines the minute points that lie in it."),
    r("CWA-014", SAID, "A queue that nobody used for six hours sends no points; for its alarms they are missing."),
    r("CWA-015", SAID, "Metric math makes one series of several metrics, for example m1/m2, and the alarm watches that."),
    r("CWA-020", DOC, "A period is a multiple of 60 seconds; 10, 20 and 30 seconds need a high-resolution metric, which SQS has not."),
    r("CWA-021", DOC, "An alarm looks at one or more periods, together at most a day."),
    r("CWA-022", DOC, "M out of N: so many of the evaluated points must breach; without M it is all of them."),
    r("CWA-023", DOC, "A threshold is compared with greater, greater or equal, less, or less or equal."),
    r("CWA-024", DOC, "TreatMissingData says what a missing point counts for: missing, breaching, notBreaching or ignore."),
    r("CWA-025", DOC, "With ActionsEnabled off an alarm changes its state and does nothing else."),
    r("CWA-026", DOC, "An alarm has at most five actions for each of its states."),
    r("CWA-027", SAID, "Settings that do not go together are refused with InvalidParameterCombination, missing ones with MissingParameter, bad ones with InvalidParameterValue."),
    r("CWA-030", DOC, "An alarm is in OK, ALARM or INSUFFICIENT_DATA, and begins with INSUFFICIENT_DATA."),
    r("CWA-031", SAID, "An alarm is evaluated once a minute."),
    r("CWA-032", DOC, "An alarm goes to ALARM when M of the last N points breach, and back to OK when fewer do."),
    r("CWA-033", OWN, "The value is compared with the threshold as it is: 100 is not greater than 100."),
    r("CWA-034", DOC, "CloudWatch looks at more points than needed and takes the most recent real ones, so a single gap does not matter."),
    r("CWA-035", DOC, "Only when there are too few real points does the treatment of missing data decide; with none at all the state is INSUFFICIENT_DATA unless set otherwise."),
    r("CWA-036", SAID, "The table of states of a 3 out of 3 alarm with missing points."),
    r("CWA-037", SAID, "The table of states of a 2 out of 3 alarm with missing points."),
    r("CWA-038", SAID, "Actions happen once, when the state changes; only Auto Scaling actions are repeated every minute while the state lasts."),
    r("CWA-039", SAID, "SetAlarmState forces a state until the next evaluation, with all its actions."),
    r("CWA-040", DOC, "A composite alarm combines the states of other alarms with AND, OR and NOT; it can't act on Auto Scaling groups."),
    r("CWA-041", SAID, "The message of an alarm is JSON with its name, the old and the new state, the reason, the time and the trigger."),
    r("CWA-042", SAID, "A topic must let cloudwatch.amazonaws.com publish, and its key must admit CloudWatch; else the action fails and nobody hears of it."),
    r("CWA-043", SAID, "Typical alarms: backlog, age of the oldest message, a dead-letter queue that is not empty, messages in flight, empty receives."),
    r("CWA-044", DOC, "For queues that may be idle notBreaching is right; for a heartbeat breaching is."),
    r("CWA-045", DOC, "The age metric hides poison messages; an alarm on the dead-letter queue finds them."),
    r("CWA-110", SAID, "An alarm costs $0.10 a month; the metrics of SQS are free."),
    r("CWA-121", OWN, "A dead-letter queue's alarm with notBreaching is OK while the queue is idle, and in ALARM within a minute of the first message."),
    r("CWA-122", OWN, "The same alarm with missing is in INSUFFICIENT_DATA while there are no points."),
];
