//! Identities. All are small integers, so they order, copy and serialise the same everywhere.

use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident($inner:ty), $prefix:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug, Serialize, Deserialize)]
        pub struct $name(pub $inner);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($prefix, "{}"), self.0)
            }
        }
    };
}

id!(
    /// A node of the design. Given by the document, kept for the node's whole life.
    NodeId(u32), "n-"
);
id!(
    /// A wire of the design. Given by the document.
    WireId(u32), "w-"
);
id!(
    /// A message, counted from 1 in the order of creation. 0 means "no message".
    MessageId(u64), "m-"
);

impl MessageId {
    /// Stands for "no message" in trace events.
    pub const NONE: MessageId = MessageId(0);
}

impl NodeId {
    /// The person at the console: calls, but is no node of the design.
    pub const OPERATOR: NodeId = NodeId(u32::MAX);
}
