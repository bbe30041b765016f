//! The rules of Auto Scaling groups, one sentence each.

use crate::sim::Rule;
use crate::sim::rule::{DOC, OWN, SAID, r};

/// The rule with this id. Used in `const` blocks, so that a wrong id does not compile.
pub const fn rule(id: &str) -> &'static Rule {
    Rule::of(RULES, id)
}

/// Every rule, in the order of its number.
#[rustfmt::skip]
pub static RULES: &[Rule] = &[
    r("CWA-002", DOC, "Queue depth, an alarm and a group scale consumers; AWS recommends target tracking on the backlog per instance."),
    r("CWA-050", SAID, "A group keeps its desired capacity, which lies between its minimum and its maximum."),
    r("CWA-051", DOC, "The default cooldown is 300 seconds and counts for simple policies only."),
    r("CWA-052", DOC, "Without a default warm-up a new instance warms up as long as the cooldown."),
    r("CWA-053", DOC, "A group checks the health of its instances and may give new ones a grace period."),
    r("CWA-054", DOC, "The termination policy says which instance is scaled in first."),
    r("CWA-055", DOC, "New instances can be protected from being scaled in."),
    r("CWA-056", DOC, "A lifecycle hook waits up to its heartbeat timeout, an hour unless set; a terminating instance ends in any case."),
    r("CWA-057", OWN, "An instance boots for a while, then works as a worker with its threads does."),
    r("CWA-058", SAID, "An instance is Pending, InService, perhaps Terminating:Wait, and Terminated."),
    r("CWA-059", SAID, "A group replaces an instance that has died, without any policy."),
    r("CWA-060", OWN, "By default the oldest instance in the zone with the most instances is scaled in."),
    r("CWA-070", DOC, "There are simple, step and target tracking policies, scheduled actions and changes by hand."),
    r("CWA-071", SAID, "An adjustment is a change, an exact capacity or a percentage, which is rounded toward zero but is at least one instance."),
    r("CWA-072", DOC, "A simple policy waits until its activity has ended and the cooldown has passed; alarms in between are ignored."),
    r("CWA-073", DOC, "A step policy chooses its step by how far the metric is beyond the threshold, and has no cooldown."),
    r("CWA-074", SAID, "Steps must not overlap or leave gaps, and are open toward the ends that they reach."),
    r("CWA-075", SAID, "While instances warm up a step policy counts them, so the same step adds nothing more and a higher one only the difference."),
    r("CWA-076", SAID, "Nothing is scaled in while an instance of a scale-out is warming up."),
    r("CWA-077", SAID, "Target tracking scales out when the metric was above its target for 3 minutes, and in when it was below 90 % of it for 15."),
    r("CWA-078", OWN, "Target tracking sets the capacity to its present one times metric by target, rounded up; inwards one step at a time."),
    r("CWA-079", DOC, "With DisableScaleIn target tracking only scales out; without data it does nothing."),
    r("CWA-080", DOC, "Queue depth is a poor target: it does not move with the size of the group. Backlog per instance does."),
    r("CWA-081", DOC, "The target backlog is the wait that is acceptable, divided by the time that one message takes."),
    r("CWA-082", DOC, "Backlog per instance is queue depth divided by instances in service; without an instance there is no value and no scaling."),
    r("CWA-083", DOC, "When several policies decide at once, the one with the largest capacity wins."),
    r("CWA-084", DOC, "An instance that is warming up does not count as one that shares the backlog."),
    r("CWA-085", OWN, "Predictive scaling, which learns from weeks of load, is not simulated."),
    r("CWA-086", SAID, "A scheduled action sets minimum, maximum and desired capacity at a time."),
    r("CWA-090", OWN, "Each thread of an instance receives up to ten messages by long polling, works on them and deletes them."),
    r("CWA-091", DOC, "When an instance is killed, its messages stay hidden until their visibility timeout ends and come back with a higher receive count."),
    r("CWA-092", SAID, "A terminating hook lets an instance finish its messages before it ends."),
    r("CWA-093", DOC, "A protected instance is never scaled in; a worker can protect its own while it is busy."),
    r("CWA-094", SAID, "A Spot instance gets a notice two minutes before it is taken away."),
    r("CWA-095", OWN, "Scaling on visible messages alone ignores work in flight, so a busy instance may be scaled in."),
    r("CWA-096", DOC, "On a FIFO queue, instances beyond the number of active groups add nothing."),
    r("CWA-097", OWN, "Scaling out too fast can overload the database behind the workers."),
    r("CWA-098", OWN, "Each kill raises receive counts; with a low maxReceiveCount good messages end in the dead-letter queue."),
    r("CWA-100", OWN, "An alarm of 3 minutes, a step of 2, 60 s of boot and 120 s of warm-up: alarm after 3 minutes, in service after 4, the next step after 6."),
    r("CWA-101", OWN, "1,000 messages, 2 instances and a target of 100 each make 10 instances."),
    r("CWA-102", OWN, "When the load ends, target tracking scales in after 15 minutes at the earliest."),
    r("CWA-103", OWN, "A simple policy with a cooldown of 300 s and 60 s of boot adds the next instance 6 minutes after the first."),
    r("CWA-111", SAID, "An instance is paid from its launch to its end, in seconds."),
    r("CWA-123", OWN, "10 % of 5 is one instance, -50 % of 3 is one less, 25 % of 10 is two more."),
    r("CWA-124", OWN, "Each step of a step policy begins at its lower bound and ends before its upper one."),
    r("CWA-125", OWN, "Below the threshold a step ends at its upper bound and begins after its lower one."),
    r("CWA-126", OWN, "A capacity beyond the maximum or below the minimum is brought back to it."),
    r("CWA-127", OWN, "The messages of a killed instance are not visible until their visibility timeout ends, and their age grows."),
];
