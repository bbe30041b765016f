//! Whether effects happen in the order in which their messages were made.

use crate::base::{MessageId, NodeId};
use std::collections::BTreeMap;
use std::rc::Rc;

/// The newest root that had its effect, for each stream of messages: those of one message group or, without a group, of
/// one producer, as handed out by one node.
///
/// An effect is *reordered* when an effect of a younger root of the same stream has happened already. Of two effects that
/// changed places one is reordered, the later one. Repeated effects don't count.
#[derive(Clone, Debug, Default)]
pub struct Order {
    newest: Rc<BTreeMap<u64, MessageId>>,
}

impl Order {
    /// With more streams than this the half that has been quiet for longest is forgotten, and with it what would have
    /// been reordered there.
    const KEPT: usize = 4_096;

    /// An effect happens for the first time. True when it is reordered.
    pub fn effect(&mut self, holder: NodeId, tint: u32, root: MessageId) -> bool {
        let newest = Rc::make_mut(&mut self.newest);
        let stream = (u64::from(holder.0) << 32) | u64::from(tint);
        if let Some(known) = newest.get_mut(&stream) {
            let reordered = root < *known;
            *known = root.max(*known);
            return reordered;
        }
        newest.insert(stream, root);
        if newest.len() > Self::KEPT {
            let mut roots: Vec<MessageId> = newest.values().copied().collect();
            let (_, median, _) = roots.select_nth_unstable(Self::KEPT / 2);
            let median = *median;
            newest.retain(|_, root| *root > median);
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_effects_that_changed_places_the_later_one_is_reordered() {
        let (mut order, queue) = (Order::default(), NodeId(1));
        let told = [1, 3, 2, 4].map(|root| order.effect(queue, 7, MessageId(root)));
        assert_eq!(told, [false, false, true, false]);
        assert!(
            !order.effect(queue, 8, MessageId(1)),
            "another stream has its own order"
        );
        assert!(!order.effect(NodeId(2), 7, MessageId(1)), "and so has another queue");
    }

    #[test]
    fn many_streams_take_bounded_memory() {
        let mut order = Order::default();
        for root in 1..=50_000 {
            order.effect(NodeId(1), root, MessageId(u64::from(root)));
        }
        assert!(order.newest.len() <= Order::KEPT);
        assert!(
            order.effect(NodeId(1), 50_000, MessageId(3)),
            "the busy streams are remembered"
        );
    }
}
