//! Publish and PublishBatch: from a call to the deliveries that follow from it.

use super::check;
use super::dedup::{Key, Published, content_id};
use super::envelope::{Forms, Issue, Sender};
use super::error::SnsError;
use super::limits;
use super::quota::Allowance;
use super::rules::rule;
use super::subscription::{Delivery, Notice};
use super::topic::Topic;
use crate::base::{MessageId, NodeId};
use crate::nodes::pattern::Contents;
use crate::sim::{Caller, Ctx, Draft, Fate, Happening, Message, Receipt, Response};
use smallvec::SmallVec;
use std::rc::Rc;

/// What a publisher at the console writes.
#[derive(Clone, Debug, Default)]
pub struct Publication {
    /// The message.
    pub draft: Draft,
    /// Its subject (SNS-030).
    pub subject: Option<Rc<str>>,
    /// Whether the body is a structure of bodies by protocol (SNS-033).
    pub structured: bool,
}

/// What became of one entry of a batch, under its `Id` (SNS-038).
pub type Entry = (String, Result<Published, SnsError>);

/// A message on its way to all subscribers, read once for all filters (SNS-080) and rendered once for each form.
pub(super) struct Fan<'a> {
    issue: &'a Issue,
    contents: Contents<'a>,
    forms: Forms,
    arn: String,
    region: String,
}

/// What has passed all checks.
struct Checked {
    bytes: u64,
    structure: Option<Rc<check::Structure>>,
}

impl Topic {
    /// Publish. What is refused never becomes a message.
    pub fn publish(&mut self, publication: Publication, cx: &mut Ctx<'_>) -> Result<Published, SnsError> {
        let checked = self
            .check(&publication)
            .and_then(|checked| {
                let drafts = std::iter::once(&publication.draft);
                self.admit(NodeId::OPERATOR, drafts, cx).map(|()| checked)
            })
            .map_err(|error| self.refuse(error, MessageId::NONE, cx))?;
        self.bill_publish("Publish", std::iter::once(checked.bytes), cx);
        let message = cx.make_message(publication.draft, None);
        Ok(self.accept(message, publication.subject, checked, cx))
    }

    /// PublishBatch: refused as a whole, or one result for each entry, in the order of the list (SNS-038).
    pub fn publish_batch(
        &mut self,
        entries: Vec<(String, Publication)>,
        cx: &mut Ctx<'_>,
    ) -> Result<Vec<Entry>, SnsError> {
        let bytes = entries.iter().map(|(_, entry)| entry.draft.bytes()).sum();
        self.touch_batch(entries.len(), cx);
        check::batch_ids(entries.iter().map(|(id, _)| id.as_str()))
            .and_then(|()| check::batch_bytes(bytes))
            .and_then(|()| self.admit(NodeId::OPERATOR, entries.iter().map(|(_, entry)| &entry.draft), cx))
            .map_err(|error| self.refuse(error, MessageId::NONE, cx))?;
        self.bill_publish("PublishBatch", entries.iter().map(|(_, entry)| entry.draft.bytes()), cx);
        let cause = cx.cause();
        let mut results = Vec::new();
        for (id, entry) in entries {
            cx.because(cause);
            let result = match self.check(&entry) {
                Ok(checked) => {
                    let message = cx.make_message(entry.draft, None);
                    Ok(self.accept(message, entry.subject, checked, cx))
                }
                Err(error) => Err(self.refuse(error, MessageId::NONE, cx)),
            };
            results.push((id, result));
        }
        Ok(results)
    }

    /// A publish by another node.
    pub(super) fn put(&mut self, from: Caller, messages: SmallVec<[Rc<Message>; 1]>, batch: bool, cx: &mut Ctx<'_>) {
        let bytes = messages.iter().map(|message| message.draft.bytes()).sum();
        let batch = batch || messages.len() > 1;
        let mut verdict = check::batch_len(messages.len());
        if batch {
            self.touch_batch(messages.len(), cx);
            verdict = verdict.and_then(|()| check::batch_bytes(bytes)); // SNS-038
        }
        let verdict = verdict.and_then(|()| self.admit(from.node, messages.iter().map(|message| &message.draft), cx));
        if let Err(error) = verdict {
            for message in &messages {
                cx.end(message.id, Fate::Refused);
                self.refuse(error.clone(), message.id, cx);
            }
            cx.reply(from, Response::Refused(error.refusal()));
            return;
        }
        let action = if batch { "PublishBatch" } else { "Publish" };
        self.bill_publish(action, messages.iter().map(|message| message.draft.bytes()), cx);
        let cause = cx.cause();
        let mut results = SmallVec::new();
        for message in messages {
            cx.because(cause);
            let publication = Publication {
                draft: message.draft.clone(),
                ..Publication::default()
            };
            results.push(match self.check(&publication) {
                Ok(checked) => Ok(Receipt::of(self.accept(message, None, checked, cx).message)),
                Err(error) => {
                    cx.end(message.id, Fate::Refused);
                    Err(self.refuse(error, message.id, cx).refusal())
                }
            });
        }
        cx.because(cause);
        cx.reply(from, Response::Put(results));
    }

    /// Everything about one message (SNS-030 to SNS-037).
    fn check(&self, publication: &Publication) -> Result<Checked, SnsError> {
        let draft = &publication.draft;
        let bytes = check::message(draft)?;
        if let Some(subject) = &publication.subject {
            check::subject(subject)?;
        }
        let structure = publication
            .structured
            .then(|| check::structure(&draft.body).map(Rc::new))
            .transpose()?;
        if self.fifo {
            check::fifo(draft, self.config.content_based)?;
        } else {
            check::standard(draft)?;
        }
        Ok(Checked { bytes, structure })
    }

    /// Whether somebody may publish (SNS-164), and whether there is room for the messages in this second (SNS-007,
    /// SNS-039).
    fn admit<'a>(
        &mut self,
        caller: NodeId,
        drafts: impl Iterator<Item = &'a Draft> + Clone,
        cx: &mut Ctx<'_>,
    ) -> Result<(), SnsError> {
        let throttled = |why| Err(SnsError::new("Throttled", "Rate exceeded", why));
        let now = cx.now();
        if self.gate.refuses(now) {
            return throttled(const { rule("SNS-039") });
        }
        let (arn, region) = self.address(cx);
        self.allow(caller, &arn, cx)?;
        let bytes = drafts.clone().map(Draft::bytes).sum();
        let allowed = if self.fifo {
            Allowance::fifo(&region, self.config.per_group, self.config.classic)
        } else {
            Allowance::standard(&region)
        };
        let count = drafts.clone().count() as u64;
        let groups = drafts.map(|draft| draft.group.as_deref());
        let fits = self.quota.take(now, allowed, bytes, groups);
        let asked = if fits { 0 } else { count };
        self.touch_publishes(u64::from(self.quota.used()) + asked, allowed.messages.into(), cx);
        match (fits, self.fifo) {
            (true, _) => Ok(()),
            (false, true) => throttled(const { rule("SNS-007") }),
            (false, false) => throttled(const { rule("SNS-039") }),
        }
    }

    /// Shows and counts a refused call.
    pub(super) fn refuse(&mut self, error: SnsError, message: MessageId, cx: &mut Ctx<'_>) -> SnsError {
        self.meters.refused += 1;
        cx.tell(message, Happening::Refused { code: error.code }, Some(error.rule));
        error
    }

    /// Takes a message that has passed all checks: SNS stores it and begins to deliver at once (SNS-032).
    fn accept(
        &mut self,
        message: Rc<Message>,
        subject: Option<Rc<str>>,
        checked: Checked,
        cx: &mut Ctx<'_>,
    ) -> Published {
        let (now, id) = (cx.now(), message.id);
        let deduplication = self.fifo.then(|| match &message.draft.deduplication {
            Some(id) => Rc::clone(id),
            None => content_id(&message.draft.body), // SNS-140
        });
        let key: Option<Key> = deduplication.clone().map(|id| {
            let group = message.draft.group.clone().filter(|_| self.config.per_group);
            (group, id)
        });
        if let Some(original) = key.as_ref().and_then(|key| self.dedup.original(key, now)) {
            // SNS-141: the publisher hears of success, and nothing is delivered.
            let original_message = original.message;
            let what = Happening::Deduplicated {
                original: original_message,
            };
            cx.tell(id, what, Some(const { rule("SNS-141") }));
            cx.end(id, Fate::Duplicate);
            self.meters.deduplicated += 1;
            return original;
        }
        self.sequence += 1;
        let published = Published {
            message: id,
            sequence: self.fifo.then_some(self.sequence),
        };
        if let Some(key) = key {
            self.dedup.remember(key, published, now);
        }
        self.meters.published += 1;
        self.meters.published_bytes += checked.bytes;
        let issue = Issue {
            message,
            subject,
            structure: checked.structure,
            sequence: published.sequence,
            deduplication,
            at: now,
            replayed: false,
        };
        cx.tell(id, Happening::Stored { visible: now }, Some(const { rule("SNS-032") }));
        self.archive.add(&issue, self.config.archive, now); // SNS-146
        self.fan_out(&issue, cx);
        published
    }

    /// SNS-121, SNS-229, SNS-230: a copy for each subscription, each on its own from here on.
    fn fan_out(&mut self, issue: &Issue, cx: &mut Ctx<'_>) {
        let cause = cx.cause();
        let mut fan = self.fan(issue, cx);
        let mut reached = 0u64;
        for index in 0..self.subscriptions.len() {
            let subscription = &self.subscriptions[index];
            // SNS-053: nothing for who has not confirmed. A replay brings what it brings (SNS-147).
            if !subscription.is_confirmed() || !subscription.is_live() {
                continue;
            }
            reached += 1;
            cx.because(cause);
            self.offer(index, &mut fan, cx);
        }
        cx.because(cause);
        // SNS-025: accepted, and lost when nobody has subscribed.
        let (fate, why) = if reached > 0 {
            (Fate::Done, None)
        } else {
            (Fate::Lost, Some(const { rule("SNS-025") }))
        };
        cx.end(issue.message.id, fate);
        cx.tell(issue.message.id, Happening::Ended(fate), why);
    }

    /// A message with what all its copies share.
    pub(super) fn fan<'a>(&self, issue: &'a Issue, cx: &Ctx<'_>) -> Fan<'a> {
        let (arn, region) = self.address(cx);
        Fan {
            issue,
            contents: Contents::of(&issue.message.draft),
            forms: Forms::default(),
            arn,
            region,
        }
    }

    /// One copy for one subscription, unless its filter leaves the message out (SNS-101).
    pub(super) fn offer(&mut self, index: usize, fan: &mut Fan<'_>, cx: &mut Ctx<'_>) {
        let issue = fan.issue;
        if self.subscriptions[index].filter.is_set() {
            let rejected = self.subscriptions[index].filter.rejects(&fan.contents, cx.now());
            if self.subscriptions[index].filter.scans_bodies() {
                self.bill_filter(issue.message.draft.body.len(), cx);
            }
            if let Some(because) = rejected {
                let why = self.meters.filter_out(because);
                cx.tell(issue.message.id, Happening::Noted, Some(why));
                return;
            }
        }
        let config = Rc::clone(&self.config);
        let sender = Sender {
            seed: self.seed,
            arn: &fan.arn,
            region: &fan.region,
            config: &config,
        };
        let subscription = &self.subscriptions[index];
        let draft = fan.forms.draft(subscription.form, issue, sender);
        let message = cx.make_message(draft, Some(&issue.message));
        self.meters.begun += 1;
        let delivery = Delivery {
            wire: subscription.wire,
            message,
            retries: 0,
            notice: Notice::Notification,
            leads: false,
        };
        self.hand_over(index, delivery, cx);
    }

    /// SNS-001: how many subscriptions there may be.
    pub(super) fn most_subscriptions(&self) -> u64 {
        match (self.fifo, self.config.classic) {
            (true, _) => limits::SUBSCRIPTIONS_FIFO,
            (false, true) => limits::SUBSCRIPTIONS_CLASSIC,
            (false, false) => limits::SUBSCRIPTIONS,
        }
    }
}
