//! What a service shows of itself: metrics, card, requests, and its own check.

use super::serving::{Failure, Job, Service, Stage};
use crate::sim::{Bar, Card, Holding, Lane, LaneToken, Metrics, Place, TokenStyle, Tone};

impl Service {
    /// Adds the present values, in the order of the description.
    pub(super) fn measure(&self, out: &mut Metrics) {
        let counts = &self.counts;
        let failures = |failure: Failure| counts.failures[failure as usize];
        out.set("RequestCount", counts.came);
        out.set("Done", counts.done);
        out.set("EffectsTwice", counts.done - counts.distinct);
        out.set("Failed", failures(Failure::Error));
        out.set("BadGateway", failures(Failure::BadGateway));
        out.set("Rejected", failures(Failure::Rejected));
        out.set("TimedOut", failures(Failure::TimedOut));
        out.set("Lost", counts.lost);
        out.set("ResponseMillisSum", counts.response_micros / 1_000);
        out.set("Busy", self.busy());
        out.set("Waiting", self.queue.len());
    }

    /// Shows what waits and what is worked on.
    pub(super) fn show(&self, card: &mut Card) {
        card.bar = Some(Bar {
            label: "working",
            filled: self.busy() as u32,
            whole: self.config.concurrency as u32,
        });
        let token = |job: &Job, style, until| LaneToken::of(&job.message, style, until);
        let waiting = self.queue.iter().filter_map(|number| self.jobs.get(number));
        card.lanes.push(Lane {
            label: "waiting",
            tokens: waiting
                .map(|job| token(job, TokenStyle::Filled, None))
                .take(Card::LANE_TOKENS)
                .collect(),
            total: self.queue.len() as u64,
        });
        let working = self.jobs.values().filter_map(|job| match job.stage {
            Stage::Waiting => None,
            Stage::Working { until, .. } => Some(token(job, TokenStyle::Outlined, Some(until))),
            Stage::Calling { .. } => Some(token(job, TokenStyle::Outlined, None)),
        });
        card.lanes.push(Lane {
            label: "in work",
            tokens: working.take(Card::LANE_TOKENS).collect(),
            total: self.busy() as u64,
        });
        card.figure(self.counts.done, "done", Tone::Plain);
        let failed: u64 = self.counts.failures.iter().sum();
        if failed > 0 {
            card.figure(failed, "failed", Tone::Bad);
        }
        if self.counts.lost > 0 {
            card.figure(self.counts.lost, "lost", Tone::Bad);
        }
        let (status, tone) = if self.down {
            ("down".to_string(), Tone::Bad)
        } else if let Some(problem) = self.config.problem() {
            (problem, Tone::Warning)
        } else if self.queue.len() >= self.config.queue.max(1) {
            ("full".to_string(), Tone::Bad)
        } else if self.slow > 100 {
            ("slow".to_string(), Tone::Warning)
        } else {
            (String::new(), Tone::Plain)
        };
        card.status = status;
        card.tone = tone;
    }

    /// Visits every request that is not answered.
    pub(super) fn visit(&self, visit: &mut dyn FnMut(Holding<'_>)) {
        for job in self.jobs.values() {
            let (place, until) = match job.stage {
                Stage::Waiting => (Place::Waiting, None),
                Stage::Working { until, .. } => (Place::InFlight, Some(until)),
                Stage::Calling { .. } => (Place::InFlight, None),
            };
            visit(Holding::of(&job.message, place, until, job.since));
        }
    }

    /// Every request is somewhere, and no thread is idle while one waits.
    pub(super) fn check(&self, wrong: &mut Vec<String>) {
        let counts = &self.counts;
        let met = counts.done + counts.failures.iter().sum::<u64>() + counts.lost;
        if counts.came != met + self.jobs.len() as u64 {
            wrong.push(format!(
                "{} requests came and {met} were answered, but {} are here",
                counts.came,
                self.jobs.len()
            ));
        }
        let waiting = self.jobs.values().filter(|job| matches!(job.stage, Stage::Waiting));
        if waiting.count() != self.queue.len() {
            wrong.push("the queue is not what waits".to_string());
        }
        if !self.queue.is_empty() && self.busy() < self.config.concurrency {
            wrong.push("requests wait although a thread is free".to_string());
        }
        if self.answers.len() > self.jobs.len() || self.down && !self.jobs.is_empty() {
            wrong.push("a call is open that nobody will answer".to_string());
        }
    }
}
