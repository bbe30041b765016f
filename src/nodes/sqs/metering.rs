//! What the calls of a queue cost, and how near it comes to its quotas.

use super::core::Queue;
use super::discipline::Discipline;
use super::limits;
use super::store::State;
use crate::nodes::access::KMS_REQUESTS;
use crate::sim::{Basis, ChargeSpec, Ctx, Measures, QuotaSpec, Unit};

/// A request to a standard queue (SQS-201).
pub static STANDARD_REQUESTS: ChargeSpec = requests("sqs-standard-requests", "Standard queue requests", 400_000);
/// A request to a FIFO queue (SQS-201, SQS-226).
pub static FIFO_REQUESTS: ChargeSpec = requests("sqs-fifo-requests", "FIFO queue requests", 500_000);

const fn requests(id: &'static str, label: &'static str, micro_dollars: u64) -> ChargeSpec {
    ChargeSpec {
        id,
        service: "Amazon SQS",
        label,
        basis: Basis::Used,
        micro_dollars,
        per: 1_000_000,
        unit: "requests",
        source: "First tier, up to 100 billion a month. Each call counts, empty receives too, and each started 64 KB of \
                 payload is one more request (SQS-200, SQS-201, SQS-203).",
    }
}

static IN_FLIGHT: QuotaSpec = QuotaSpec::new(
    "Messages in flight",
    Unit::Messages,
    "SQS-005",
    "At the limit short polls of a standard queue get OverLimit, and other receives get nothing.",
);
static CALLS: QuotaSpec = QuotaSpec::new(
    "Calls of one action",
    Unit::CallsPerSecond,
    "SQS-067",
    "Beyond it calls are refused with RequestThrottled. A batch of 10 is one call.",
);
static SIZE: QuotaSpec = QuotaSpec::new(
    "Message size",
    Unit::Bytes,
    "SQS-053",
    "Longer messages, attributes included, are refused. The limit is MaximumMessageSize.",
);
static BATCH: QuotaSpec = QuotaSpec::new(
    "Messages in a batch",
    Unit::Messages,
    "SQS-062",
    "Batches of more are refused as a whole.",
);
static BATCH_BYTES: QuotaSpec = QuotaSpec::new(
    "Bytes in a batch",
    Unit::Bytes,
    "SQS-062",
    "Batches of more bytes are refused as a whole.",
);

static STANDARD_QUOTAS: [&QuotaSpec; 4] = [&IN_FLIGHT, &SIZE, &BATCH, &BATCH_BYTES];
static FIFO_QUOTAS: [&QuotaSpec; 5] = [&IN_FLIGHT, &CALLS, &SIZE, &BATCH, &BATCH_BYTES];

const CHARTED: &[&str] = &[
    "ApproximateNumberOfMessagesVisible",
    "ApproximateNumberOfMessagesNotVisible",
    "ApproximateAgeOfOldestMessage",
    "NumberOfMessagesReceived",
];

/// Of the standard queue.
pub const STANDARD: Measures = Measures {
    headline: "ApproximateNumberOfMessagesVisible",
    charted: CHARTED,
    charges: &[&STANDARD_REQUESTS, &KMS_REQUESTS],
    quotas: &STANDARD_QUOTAS,
};

/// Of the FIFO queue.
pub const FIFO: Measures = Measures {
    headline: "ApproximateNumberOfMessagesVisible",
    charted: CHARTED,
    charges: &[&FIFO_REQUESTS, &KMS_REQUESTS],
    quotas: &FIFO_QUOTAS,
};

impl<D: Discipline> Queue<D> {
    /// Bills a call with so many bytes of payload, and returns how many requests that is (SQS-200).
    #[inline]
    pub(super) fn bill(&mut self, action: &'static str, bytes: u64, cx: &mut Ctx<'_>) -> u64 {
        let requests = self.core.meters.bill(bytes);
        cx.called(action);
        cx.charge(D::REQUESTS, requests);
        requests
    }

    /// SQS-005: messages in flight, and so many more that were asked for in vain.
    #[inline]
    pub(super) fn touch_in_flight(&self, more: u64, cx: &mut Ctx<'_>) {
        let used = self.core.meters.count(State::InFlight) + more;
        cx.touch(&IN_FLIGHT, used, self.core.config.in_flight);
    }

    /// SQS-067: calls of the last call's action in this second, that call included.
    #[inline]
    pub(super) fn touch_calls(&self, cx: &mut Ctx<'_>) {
        if let Some((used, limit)) = self.order.calls() {
            cx.touch(&CALLS, used, limit);
        }
    }

    /// SQS-053: bytes of a message.
    #[inline]
    pub(super) fn touch_size(&self, bytes: u64, cx: &mut Ctx<'_>) {
        cx.touch(&SIZE, bytes, self.core.config.max_bytes);
    }

    /// SQS-062: entries of a batch.
    pub(super) fn touch_batch(&self, entries: usize, cx: &mut Ctx<'_>) {
        cx.touch(&BATCH, entries as u64, limits::BATCH as u64);
    }

    /// SQS-062: bytes of a batch.
    pub(super) fn touch_batch_bytes(&self, bytes: u64, cx: &mut Ctx<'_>) {
        cx.touch(&BATCH_BYTES, bytes, limits::BATCH_BYTES);
    }
}
