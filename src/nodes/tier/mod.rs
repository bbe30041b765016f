//! The synchronous world: services that call each other and wait, and the load balancer in front of them.
//!
//! A service works on a request, calls what is wired to its output, waits for that, and answers. While it waits its
//! thread is taken, so that a chain is as fast as its slowest part and fails together (END-080). A load balancer spreads
//! requests over targets and leaves out those that fail its health checks (END-081); its callers wait all the same.
//!
//! Left out: connections, keep-alive, TLS, slow start, sticky sessions, start-up time, and retries of a service's own
//! calls.

mod balancer;
mod balancer_spec;
mod config;
mod explain;
mod rules;
mod serving;
mod showing;
mod spec;
mod targets;
#[cfg(test)]
mod tests;

pub use balancer::LoadBalancer;
pub use serving::Service;
