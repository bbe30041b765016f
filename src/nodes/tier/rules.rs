//! The rules of synchronous calls, one sentence each.

use crate::sim::Rule;
use crate::sim::rule::{DERIVED, OWN, SAID, r};

/// The rule with this id. Used in `const` blocks, so that a wrong id does not compile.
pub const fn rule(id: &str) -> &'static Rule {
    Rule::of(RULES, id)
}

/// Every rule, in the order of its number.
#[rustfmt::skip]
pub static RULES: &[Rule] = &[
    r("END-004", SAID, "Between servers stands a load balancer or a queue; a server that calls another one directly fails with it."),
    r("END-080", OWN, "A synchronous call fails when the service at its other end is down or its queue is full; a chain of services is as fast and as available as its weakest part."),
    r("END-081", SAID, "A load balancer stops sending to a target that fails two health checks in a row and resumes after five good ones; without a healthy target it answers 503, for a target that does not accept 502, and for one that takes too long 504."),
    r("END-084", OWN, "A chain of n services that are each there a share a of the time works a share of a to the power of n; in front of a queue only the queue counts."),
    r("END-085", OWN, "Under too much load a synchronous service rejects requests, where a queue grows."),
    r("END-086", DERIVED, "While a target is down, a direct caller loses everything, a load balancer of two loses half until the health checks notice, and a queue loses nothing."),
];
