//! Why a message waits here, and whether a mapping asks for others.

use super::Function;
use super::invocation::{Origin, Record, Stage};
use super::mapping::Mapping;
use super::rules::rule;
use crate::base::{SimTime, WireId};
use crate::sim::{Asking, Inquiry, Message, Place, Standing, Verdict};

impl Function {
    /// Why a message stands where it stands here; None when it is not here.
    pub(super) fn standing(&self, inquiry: Inquiry<'_>) -> Option<Standing> {
        let has = |records: &[Record]| records.iter().any(|record| record.message.id == inquiry.message);
        let copy = |records: &[Record], standing: Standing| {
            let found = records.iter().find(|record| record.message.id == inquiry.message);
            found.map(|record| standing.clone().of(&record.message))
        };
        if let Some(run) = self.invocations.values().find(|run| has(&run.records)) {
            let place = match run.origin {
                Origin::Batch { .. } => Place::Working,
                _ => Place::InFlight,
            };
            let text = match run.stage {
                Stage::Fetching(_) => "The function fetches its payload from the bucket.".to_string(),
                Stage::Running if inquiry.now < run.began => {
                    format!("A new environment starts for it, which takes until {}.", run.began)
                }
                Stage::Running => format!("The function works on it until {}.", run.until),
                Stage::Calling(left) => format!(
                    "The function waits for {left} of its calls, at most until {}.",
                    run.until
                ),
            };
            return copy(&run.records, Standing::new(place, text).until(run.until));
        }
        if let Some(event) = self.events.values().find(|event| event.message.id == inquiry.message) {
            let expires = event.accepted + self.config.max_age;
            let next = event.next.unwrap_or(inquiry.now);
            let (text, why) = if event.throttles > 0 {
                (
                    format!(
                        "It was throttled {} and is tried again at {next}, until it is too old at {expires}.",
                        times(event.throttles)
                    ),
                    const { rule("LAM-042") },
                )
            } else {
                (
                    format!(
                        "The function failed on it {}. Lambda tries again at {next}.",
                        times(event.failures)
                    ),
                    const { rule("LAM-041") },
                )
            };
            let standing = Standing::new(Place::Waiting, text)
                .by(why)
                .of(&event.message)
                .until(next);
            return Some(Standing {
                expires: Some(expires),
                ..standing
            });
        }
        if let Some((_, batch)) = self.held.in_line().find(|(_, batch)| has(&batch.records)) {
            let ends = batch.expires();
            let text = if batch.tries > 0 {
                format!(
                    "Its batch was throttled {}: no concurrency is free. Lambda holds it until its visibility timeout ends at {ends}, then it is back in the queue.",
                    times(batch.tries)
                )
            } else {
                format!("Its batch waits for another one of the mapping, at most until {ends}.")
            };
            return copy(
                &batch.records,
                Standing::new(Place::Working, text)
                    .by(const { rule("LAM-070") })
                    .until(ends),
            );
        }
        let opens = self
            .mappings
            .values()
            .filter_map(|mapping| Some((mapping, mapping.open.as_ref()?)));
        let (mapping, open) = opens.into_iter().find(|(_, open)| has(&open.records))?;
        let text = format!(
            "It waits for its batch: {} of {} are collected, and the function is invoked at {} at the latest.",
            open.records.len(),
            mapping.plan.size,
            open.ends
        );
        copy(
            &open.records,
            Standing::new(Place::Working, text)
                .by(const { rule("LAM-064") })
                .until(open.ends),
        )
    }

    /// LAM-095: what the filters of the mappings don't let through.
    pub(super) fn sifted(&self, message: &Message, inquiry: Inquiry<'_>) -> Vec<Verdict> {
        let mappings = self.mappings.values();
        let verdict = |mapping: &Mapping| {
            let key = mapping.plan.filters.mismatch(&message.draft.body)?;
            let queue = (inquiry.name)(mapping.queue);
            let text = format!("The mapping from {queue} deleted it: its filter does not accept {key}.");
            Some(Verdict::told(text, const { rule("LAM-095") }))
        };
        mappings.filter_map(verdict).collect()
    }

    /// Whether a mapping asks its queue for messages; None for a wire that is no mapping.
    pub(super) fn asks(&self, now: SimTime, wire: WireId) -> Option<Asking> {
        let mapping = self.mappings.get(&wire)?;
        let allowed = mapping.allowed(self.config.classic, now);
        let (text, why, until) = if self.down {
            (
                "is down and asks for nothing.".to_string(),
                Some(const { rule("LAM-140") }),
                None,
            )
        } else if mapping.refused {
            (
                "does not poll: the mapping is refused while the queue's visibility timeout is less than the function's Timeout.".to_string(),
                Some(const { rule("LAM-060") }),
                None,
            )
        } else if !mapping.plan.enabled {
            (
                "does not poll: the mapping is not enabled.".to_string(),
                Some(const { rule("LAM-055") }),
                None,
            )
        } else if now < mapping.rests {
            (
                format!("asks next at {}, after a refusal.", mapping.rests),
                Some(const { rule("LAM-061") }),
                Some(mapping.rests),
            )
        } else if !mapping.polls.is_empty() {
            let polls = mapping.polls.len();
            let s = if polls == 1 { "" } else { "s" };
            (
                format!("is asking right now, with {polls} poll{s}."),
                Some(const { rule("LAM-062") }),
                None,
            )
        } else {
            let batches = match mapping.in_hand() {
                1 => "1 batch".to_string(),
                more => format!("{more} batches"),
            };
            let text = format!("has {batches} in progress and may have {allowed}.");
            (text, Some(const { rule("LAM-063") }), mapping.growth(now))
        };
        Some(Asking { text, rule: why, until })
    }
}

fn times(count: u32) -> String {
    match count {
        1 => "once".to_string(),
        2 => "twice".to_string(),
        more => format!("{more} times"),
    }
}
