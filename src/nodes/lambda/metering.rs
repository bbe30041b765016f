//! What a function costs, and how near it comes to its quotas.

use super::{Function, limits};
use crate::base::SimDuration;
use crate::sim::{Basis, ChargeSpec, Ctx, Message, QuotaSpec, Unit};

/// A request (LAM-130).
pub static REQUESTS: ChargeSpec = ChargeSpec {
    id: "lambda-requests",
    service: "AWS Lambda",
    label: "Requests",
    basis: Basis::Used,
    micro_dollars: 200_000,
    per: 1_000_000,
    unit: "requests",
    source: "us-east-1, without the free tier; as commonly described. Polls of a mapping are billed by the queue (LAM-130, LAM-131).",
};

/// Run time by memory (LAM-130).
pub static RUN_TIME: ChargeSpec = ChargeSpec {
    id: "lambda-run-time",
    service: "AWS Lambda",
    label: "Run time",
    basis: Basis::Used,
    micro_dollars: 16_666_700,
    per: 1_024_000_000,
    unit: "MB-seconds",
    source: "$0.0000166667 for a GB-second on x86, us-east-1, in steps of 1 ms, without the free tier; as commonly described. Cold starts are not billed here (LAM-130).",
};

/// Invocations at once (LAM-012, LAM-013).
pub static CONCURRENCY: QuotaSpec = QuotaSpec::new(
    "Concurrent executions",
    Unit::None,
    "LAM-013",
    "Beyond it calls are throttled with TooManyRequestsException. It is the reservation, or what the account has left.",
);

/// Bytes of a payload (LAM-030, LAM-040).
pub static PAYLOAD: QuotaSpec = QuotaSpec::new(
    "Payload",
    Unit::Bytes,
    "LAM-030",
    "Longer payloads are refused with RequestTooLargeException: 6 MB synchronously, 1 MB asynchronously.",
);

impl Function {
    /// LAM-130, LAM-121: a request that was let in.
    pub(super) fn bill_request(&mut self, cx: &mut Ctx<'_>) {
        cx.charge(&REQUESTS, 1);
    }

    /// LAM-130: run time in started milliseconds, times memory.
    pub(super) fn bill_time(&mut self, span: SimDuration, cx: &mut Ctx<'_>) {
        self.counts.run_micros += span.0;
        let millis = span.0.div_ceil(1_000);
        self.unbilled += millis.saturating_mul(self.config.memory);
        cx.charge(&RUN_TIME, self.unbilled / 1_000);
        self.unbilled %= 1_000;
    }

    /// A call of the API, with its payload.
    pub(super) fn bill_call(&mut self, message: &Message, most: u64, cx: &mut Ctx<'_>) {
        cx.called("Invoke");
        cx.touch(&PAYLOAD, message.draft.bytes(), most);
    }

    /// Invocations in progress, and so many more that were asked for in vain.
    pub(super) fn touch_concurrency(&self, more: u64, cx: &mut Ctx<'_>) {
        let limit = match self.config.reserved {
            Some(reserved) => u64::from(reserved),
            None => self.config.account.saturating_sub(cx.held(limits::RESERVED_POOL)),
        };
        cx.touch(&CONCURRENCY, u64::from(self.environments.busy()) + more, limit);
    }
}
