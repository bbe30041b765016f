//! The targets of a load balancer and their health.

use crate::base::WireId;

/// Where requests can go.
#[derive(Clone, Debug)]
pub struct Target {
    /// The wire to it.
    pub wire: WireId,
    /// Whether it gets requests.
    pub healthy: bool,
    /// Checks in a row that say the opposite.
    against: u32,
    /// The health check that is not answered yet.
    pub probe: Option<u64>,
    /// Requests that it has not answered yet.
    pub open: u64,
}

impl Target {
    /// A new target gets requests at once.
    pub fn new(wire: WireId) -> Target {
        Target {
            wire,
            healthy: true,
            against: 0,
            probe: None,
            open: 0,
        }
    }

    /// END-081: takes the outcome of a health check; true when that changes whether it gets requests.
    pub fn checked(&mut self, good: bool, healthy_after: u32, unhealthy_after: u32) -> bool {
        if good == self.healthy {
            self.against = 0;
            return false;
        }
        self.against += 1;
        let enough = if good { healthy_after } else { unhealthy_after };
        let changes = self.against >= enough;
        if changes {
            self.healthy = good;
            self.against = 0;
        }
        changes
    }
}

/// Chooses a target: the next one in turn, or the one with the fewest open requests. `turn` remembers whose turn it is.
pub fn choose(targets: &[Target], turn: &mut usize, least: bool) -> Option<usize> {
    let count = targets.len();
    let in_turn = |step: usize| (*turn + step) % count;
    let healthy = (0..count).map(in_turn).filter(|index| targets[*index].healthy);
    let chosen = if least {
        healthy.min_by_key(|index| targets[*index].open)
    } else {
        healthy.into_iter().next()
    }?;
    *turn = (chosen + 1) % count;
    Some(chosen)
}
