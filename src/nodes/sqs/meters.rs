//! What a queue counts, and what its calls cost.

use super::limits;
use super::store::State;

/// Counters since the queue was created.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Meters {
    /// Stored messages by state.
    by_state: [u64; 8],
    /// Accepted sends (SQS-174).
    pub sent: u64,
    /// Bytes of accepted sends (SQS-178).
    pub sent_bytes: u64,
    /// Messages returned by receives (SQS-175).
    pub received: u64,
    /// Successful deletes (SQS-176).
    pub deleted: u64,
    /// Receives that returned nothing (SQS-177).
    pub empty: u64,
    /// Sends dropped as duplicates (SQS-179).
    pub deduplicated: u64,
    /// Calls refused because of the quota (SQS-067).
    pub throttled: u64,
    /// Calls refused for another reason.
    pub refused: u64,
    /// Messages that became visible again after a receive (SQS-084).
    pub returned: u64,
    /// Messages moved to the dead-letter queue (SQS-111).
    pub moved: u64,
    /// Messages whose retention ended (SQS-041).
    pub expired: u64,
    /// Second deliveries of a copy that missed the lock (SQS-155).
    pub copies: u64,
    /// Billed requests (SQS-200).
    pub requests: u64,
    /// Billed send requests with a group id, on a standard queue (SQS-202).
    pub group_requests: u64,
}

impl Meters {
    /// A message enters a state.
    #[inline]
    pub fn enter(&mut self, state: State) {
        self.by_state[state as usize] += 1;
    }

    /// A message leaves a state.
    #[inline]
    pub fn leave(&mut self, state: State) {
        self.by_state[state as usize] -= 1;
    }

    /// How many messages are in a state.
    #[inline]
    pub fn count(&self, state: State) -> u64 {
        self.by_state[state as usize]
    }

    /// All messages that count as available, also those that some receives can't find.
    #[inline]
    pub fn visible(&self) -> u64 {
        [State::Visible, State::Unreachable, State::Stranded, State::Late]
            .iter()
            .map(|state| self.count(*state))
            .sum()
    }

    /// Counts a call with so many bytes of payload in or out, which is one request for each started chunk (SQS-200,
    /// SQS-203: also for none), and returns how many.
    #[inline]
    pub fn bill(&mut self, bytes: u64) -> u64 {
        let requests = bytes.div_ceil(limits::BILLED_CHUNK).max(1);
        self.requests += requests;
        requests
    }

    /// What the requests cost by the tiers of the price list, in billionths of a dollar, without the free tier (SQS-201).
    pub fn nano_dollars(&self, prices: [u64; 3]) -> u64 {
        let first = self.requests.min(limits::TIER);
        let second = (self.requests - first).min(limits::TIER);
        let rest = self.requests - first - second;
        first * prices[0] + second * prices[1] + rest * prices[2]
    }
}
