//! Messages as tests write them.

use crate::base::SimDuration;
use crate::sim::Draft;
use std::rc::Rc;

/// So many seconds.
pub fn secs(secs: u64) -> SimDuration {
    SimDuration::from_secs(secs)
}

/// A message with this body and nothing else.
pub fn text(body: &str) -> Draft {
    Draft {
        body: Rc::from(body),
        ..Draft::default()
    }
}

/// A message of a group, as FIFO queues and topics want it.
pub fn grouped(group: &str, id: &str) -> Draft {
    Draft {
        body: Rc::from(id),
        group: Some(Rc::from(group)),
        deduplication: Some(Rc::from(id)),
        ..Draft::default()
    }
}
