//! What several nodes draw from together, such as the concurrency of an account: each says how much it has, and anyone may
//! ask for the sum.

use super::ctx::Ctx;
use crate::base::NodeId;
use std::collections::BTreeMap;

/// The shares of all pools.
#[derive(Clone, Debug, Default)]
pub(super) struct Pools {
    shares: BTreeMap<(&'static str, NodeId), u64>,
}

impl Pools {
    /// A node has so much of a pool from now on.
    pub(super) fn hold(&mut self, pool: &'static str, node: NodeId, share: u64) {
        if share == 0 {
            self.shares.remove(&(pool, node));
        } else {
            self.shares.insert((pool, node), share);
        }
    }

    /// What all nodes have of a pool together.
    pub(super) fn held(&self, pool: &'static str) -> u64 {
        let all = (pool, NodeId(0))..=(pool, NodeId(u32::MAX));
        self.shares.range(all).map(|(_, share)| share).sum()
    }

    /// A node is gone, and has nothing any more.
    pub(super) fn forget(&mut self, node: NodeId) {
        self.shares.retain(|(_, holder), _| *holder != node);
    }
}

impl Ctx<'_> {
    /// This node has so much of a pool that it shares with others from now on.
    #[inline]
    pub fn hold(&mut self, pool: &'static str, share: u64) {
        self.env.pools.hold(pool, self.me, share);
    }

    /// What all nodes have of a pool together.
    pub fn held(&self, pool: &'static str) -> u64 {
        self.env.pools.held(pool)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_add_up_within_a_pool_and_go_with_their_node() {
        let mut pools = Pools::default();
        pools.hold("a", NodeId(1), 3);
        pools.hold("a", NodeId(2), 4);
        pools.hold("b", NodeId(1), 9);
        assert_eq!((pools.held("a"), pools.held("b"), pools.held("c")), (7, 9, 0));
        pools.hold("a", NodeId(2), 0);
        assert_eq!(pools.held("a"), 3);
        pools.forget(NodeId(1));
        assert_eq!((pools.held("a"), pools.held("b")), (0, 0));
    }
}
