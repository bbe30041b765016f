//! What a worker counts.

use super::limits;
use crate::sim::Metrics;

/// What a worker has counted since it began.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    pub received: u64,
    pub done: u64,
    pub distinct: u64,
    pub twice: u64,
    pub skipped: u64,
    pub failed: u64,
    pub abandoned: u64,
    pub deletes: u64,
    pub deletes_refused: u64,
    pub settles_lost: u64,
    pub settle_calls: u64,
    pub receive_calls: u64,
    pub empty: u64,
    pub receives_refused: u64,
    pub extensions: u64,
    pub forwarded: u64,
    pub order_breaks: u64,
    pub wait_micros: u64,
    pub wait_count: u64,
    pub turns: u64,
}

impl Counts {
    /// Tells all but the gauges, in the order of the description.
    pub fn tell(&self, out: &mut Metrics) {
        let counts = self;
        out.set("Received", counts.received);
        out.set("Done", counts.done);
        out.set("DoneDistinct", counts.distinct);
        out.set("EffectsTwice", counts.twice);
        out.set("Skipped", counts.skipped);
        out.set("Failed", counts.failed);
        out.set("Abandoned", counts.abandoned);
        out.set("Deletes", counts.deletes);
        out.set("DeletesRefused", counts.deletes_refused);
        out.set("SettlesLost", counts.settles_lost);
        out.set("SettleCalls", counts.settle_calls);
        out.set("ReceiveCalls", counts.receive_calls);
        out.set("EmptyReceives", counts.empty);
        out.set("ReceivesRefused", counts.receives_refused);
        out.set("Extensions", counts.extensions);
        out.set("Forwarded", counts.forwarded);
        out.set("OrderBreaks", counts.order_breaks);
        out.set("WaitMillisSum", counts.wait_micros / 1_000);
        out.set("WaitCount", counts.wait_count);
        out.set("Turns", counts.turns);
        // SQS-228: every answered receive costs the same CPU, waiting costs none.
        out.set("CpuMillis", counts.turns * limits::POLL_CPU_MILLIS);
    }

    /// Adds what somebody else has counted.
    pub fn add(&mut self, other: &Counts) {
        self.received += other.received;
        self.done += other.done;
        self.distinct += other.distinct;
        self.twice += other.twice;
        self.skipped += other.skipped;
        self.failed += other.failed;
        self.abandoned += other.abandoned;
        self.deletes += other.deletes;
        self.deletes_refused += other.deletes_refused;
        self.settles_lost += other.settles_lost;
        self.settle_calls += other.settle_calls;
        self.receive_calls += other.receive_calls;
        self.empty += other.empty;
        self.receives_refused += other.receives_refused;
        self.extensions += other.extensions;
        self.forwarded += other.forwarded;
        self.order_breaks += other.order_breaks;
        self.wait_micros += other.wait_micros;
        self.wait_count += other.wait_count;
        self.turns += other.turns;
    }
}
