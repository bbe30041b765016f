//! What a user sees of Auto Scaling groups.

mod api;
mod ending;
mod named;
mod policies;
mod sizes;
mod tracking;
mod why;

use crate::nodes::bench::yard::Yard;

/// A queue with a group at it, and an alarm on its depth that calls a policy.
fn scaled(group: &[(&str, &str)], alarm: &[(&str, &str)], policy: &[(&str, &str)]) -> Yard {
    let mut yard = fleet(group);
    let watch = [("Watches", "orders")].into_iter().chain(alarm.iter().copied());
    yard.add("alarm", "backlog", &watch.collect::<Vec<_>>());
    yard.wire("backlog.alarm", "fleet.scale", policy);
    yard
}

/// A queue with a group at it.
fn fleet(group: &[(&str, &str)]) -> Yard {
    let mut yard = Yard::new();
    yard.add("sqs-standard", "orders", &[]);
    yard.add("auto-scaling-group", "fleet", group);
    yard.wire("orders.out", "fleet.in", &[]);
    yard
}

/// Work that never ends within a test, so that the depth of the queue stays what it is.
const STUCK: (&str, &str) = ("Work", "100000");
