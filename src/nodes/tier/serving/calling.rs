//! The calls of a service to the services behind it.

use super::{Failure, Job, Service, Stage};
use crate::base::{Scope, WireId};
use crate::sim::{Awaits, Ctx, Draft, Request, Response};
use smallvec::SmallVec;
use std::rc::Rc;

impl Service {
    /// Calls every service behind this one, and keeps the thread until all have answered.
    pub(super) fn call_on(&mut self, number: u64, cx: &mut Ctx<'_>) {
        let Some(job) = self.jobs.get_mut(&number) else { return };
        job.stage = Stage::Calling {
            left: self.outs.len(),
            failed: false,
            result: None,
        };
        let message = Rc::clone(&job.message);
        let scope = Scope {
            n: self.counts.done,
            now: cx.now(),
            values: &[&message.draft.body],
        };
        let draft = Draft {
            body: self.config.forward.render(scope, &mut self.payload_luck),
            deduplication: None,
            delay: None,
            ..message.draft.clone()
        };
        let cause = cx.cause();
        for wire in self.outs.clone() {
            cx.because(cause);
            let child = cx.make_message(draft.clone(), Some(&message));
            let request = Request::Put {
                messages: SmallVec::from_buf([child]),
                batch: false,
                awaits: Awaits::Result,
            };
            let call = cx.call(wire, request);
            self.calls.insert(call, (number, wire));
        }
    }

    /// END-080: what fails behind a service makes it fail.
    pub(super) fn answered(&mut self, call: u64, response: Response, cx: &mut Ctx<'_>) {
        let Some((number, _)) = self.calls.remove(&call) else {
            return;
        };
        let Some(Job {
            stage: Stage::Calling { left, failed, result },
            ..
        }) = self.jobs.get_mut(&number)
        else {
            return;
        };
        *left -= 1;
        match response {
            Response::Put(results) if results.iter().all(Result::is_ok) => {
                let bodies = results.into_iter().flatten().filter_map(|receipt| receipt.result);
                *result = result.take().or(bodies.last());
            }
            _ => *failed = true,
        }
        if *left == 0 {
            let outcome = if *failed {
                Err(Failure::BadGateway)
            } else {
                Ok(result.take())
            };
            self.finish(number, outcome, cx);
        }
    }

    /// A request that took too long is answered all the same, and its thread is free.
    pub(super) fn too_late(&mut self, number: u64, cx: &mut Ctx<'_>) {
        let Some(job) = self.jobs.get(&number) else { return };
        if matches!(job.stage, Stage::Waiting) {
            self.queue.retain(|waiting| *waiting != number);
        }
        self.hang_up(number, cx);
        self.finish(number, Err(Failure::TimedOut), cx);
    }

    /// The answers to a request's calls are not awaited any more.
    fn hang_up(&mut self, number: u64, cx: &mut Ctx<'_>) {
        let calls = self.calls.iter().filter(|(_, (job, _))| *job == number);
        let calls: Vec<(u64, WireId)> = calls.map(|(call, (_, wire))| (*call, *wire)).collect();
        for (call, wire) in calls {
            self.calls.remove(&call);
            cx.hang_up(wire, call);
        }
    }
}
