//! What a topic counts.

/// Counters since the topic was made (SNS-123).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Meters {
    /// Accepted publishes.
    pub published: u64,
    /// Bytes of accepted publishes.
    pub published_bytes: u64,
    /// Refused publish calls.
    pub refused: u64,
    /// Publishes dropped as duplicates.
    pub deduplicated: u64,
    /// Deliveries begun, confirmations included.
    pub begun: u64,
    /// Calls of subscribers.
    pub attempts: u64,
    /// Accepted notifications.
    pub delivered: u64,
    /// Accepted confirmations.
    pub confirmations: u64,
    /// Notifications given up.
    pub failed: u64,
    /// Confirmations given up.
    pub unconfirmed: u64,
    /// Forgotten with their subscription.
    pub dropped: u64,
    /// Taken by a dead-letter queue.
    pub redriven: u64,
    /// Refused by a dead-letter queue.
    pub not_redriven: u64,
    /// Filtered out.
    pub filtered: u64,
    /// Of these, for want of attributes.
    pub filtered_no_attributes: u64,
    /// Of these, since attributes do not match.
    pub filtered_attributes: u64,
    /// Of these, since attributes can't be read.
    pub filtered_bad_attributes: u64,
    /// Of these, since the body does not match.
    pub filtered_body: u64,
    /// Of these, since the body is no JSON object.
    pub filtered_bad_body: u64,
}
