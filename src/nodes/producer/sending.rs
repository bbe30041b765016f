//! From made to accepted: batches, calls, answers, retries. Every message in it is accounted for.

use super::config::Config;
use super::in_flight::InFlight;
use super::{FLUSH, RETRY, TIMEOUT};
use crate::base::{SimDuration, SimTime, Stream, WireId};
use crate::sim::{Awaits, Ctx, Fate, Happening, Message, Metrics, Phase, Refusal, Request, Response, Timer};
use smallvec::SmallVec;
use std::collections::BTreeMap;
use std::rc::Rc;

type Messages = SmallVec<[Rc<Message>; 1]>;

/// The longest pause before a retry, as in AWS's SDKs.
const MAX_BACKOFF: SimDuration = SimDuration::from_secs(20);

/// Messages that are sent together.
#[derive(Clone, Debug)]
pub(super) struct Shipment {
    pub(super) wire: WireId,
    pub(super) messages: Messages,
    batch: bool,
    /// How often the messages have been sent again, this time included.
    pub(super) retry: u32,
    /// When a failed attempt is made again.
    pub(super) again: SimTime,
    /// When this attempt was made.
    sent: SimTime,
}

/// A batch that is being collected for a wire.
#[derive(Clone, Debug)]
pub(super) struct Open {
    pub(super) wire: WireId,
    pub(super) messages: Messages,
    /// Old alarms carry an older number.
    number: u64,
    /// When it is sent at the latest.
    pub(super) ends: SimTime,
}

/// What became of messages. All but `calls` and `retries` count pieces of work or attempts as the metrics say.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    pub added: u64,
    pub sent: u64,
    pub calls: u64,
    pub refused: u64,
    pub throttled: u64,
    pub lost: u64,
    pub deduplicated: u64,
    pub retries: u64,
    pub given_up: u64,
    /// From the call to its answer, summed up over what was sent.
    pub response_micros: u64,
    /// Forgotten in a crash or with a wire.
    pub dropped: u64,
}

/// The sending side of a producer.
#[derive(Clone, Debug)]
pub struct Outbox {
    pub counts: Counts,
    pub(super) open: Vec<Open>,
    in_flight: InFlight<Shipment>,
    /// Attempts that failed and will be made again, by alarm. Their messages have met their fate.
    pub(super) resting: BTreeMap<u64, Shipment>,
    next: u64,
    luck: Stream,
}

impl Outbox {
    /// Nothing to send yet. `luck` draws the jitter of retries.
    pub fn new(luck: Stream) -> Outbox {
        Outbox {
            counts: Counts::default(),
            open: Vec::new(),
            in_flight: InFlight::default(),
            resting: BTreeMap::new(),
            next: 0,
            luck,
        }
    }

    /// Takes a new message: sends it at once, or when its batch is full or has waited long enough.
    #[inline]
    pub fn add(&mut self, wire: WireId, message: Rc<Message>, config: &Config, cx: &mut Ctx<'_>) {
        self.counts.added += 1;
        if config.batch_size == 1 {
            let messages = SmallVec::from_buf([message]);
            self.send(
                Shipment {
                    wire,
                    messages,
                    batch: false,
                    retry: 0,
                    again: SimTime::NEVER,
                    sent: cx.now(),
                },
                config,
                cx,
            );
            return;
        }
        let index = match self.open.iter().position(|open| open.wire == wire) {
            Some(index) => index,
            None => {
                self.next += 1;
                let (number, ends) = (self.next, cx.now() + config.batch_window);
                self.open.push(Open {
                    wire,
                    messages: SmallVec::new(),
                    number,
                    ends,
                });
                cx.wake(
                    ends,
                    Phase::Sends,
                    Timer {
                        tag: FLUSH,
                        key: number,
                    },
                );
                self.open.len() - 1
            }
        };
        self.open[index].messages.push(message);
        if self.open[index].messages.len() >= config.batch_size {
            self.flush(index, config, cx);
        }
    }

    /// A message failed before it could be sent: what it needs was refused, for now or for good.
    pub fn fails(&mut self, for_now: bool) {
        self.counts.added += 1;
        self.counts.given_up += 1;
        self.counts.throttled += u64::from(for_now);
        self.counts.refused += u64::from(!for_now);
    }

    /// A batch has waited long enough.
    pub fn window_ended(&mut self, number: u64, config: &Config, cx: &mut Ctx<'_>) {
        if let Some(index) = self.open.iter().position(|open| open.number == number) {
            self.flush(index, config, cx);
        }
    }

    /// Sends every batch as it is.
    pub fn flush_all(&mut self, config: &Config, cx: &mut Ctx<'_>) {
        while !self.open.is_empty() {
            self.flush(0, config, cx);
        }
    }

    fn flush(&mut self, index: usize, config: &Config, cx: &mut Ctx<'_>) {
        let open = self.open.remove(index);
        let shipment = Shipment {
            wire: open.wire,
            messages: open.messages,
            batch: true,
            retry: 0,
            again: SimTime::NEVER,
            sent: cx.now(),
        };
        self.send(shipment, config, cx);
    }

    #[inline]
    fn send(&mut self, mut shipment: Shipment, config: &Config, cx: &mut Ctx<'_>) {
        self.counts.calls += 1;
        let request = Request::Put {
            messages: shipment.messages.clone(),
            batch: shipment.batch,
            awaits: Awaits::Result,
        };
        let call = cx.call(shipment.wire, request);
        shipment.sent = cx.now();
        if let Some(timeout) = config.timeout {
            let timer = Timer {
                tag: TIMEOUT,
                key: call,
            };
            cx.wake(cx.now() + timeout, Phase::Deadlines, timer);
        }
        self.in_flight.push(call, shipment);
    }

    /// An answer has taken too long: the call counts as lost, although it may have its effect all the same (END-071).
    pub fn gave_up_waiting(&mut self, call: u64, config: &Config, cx: &mut Ctx<'_>) {
        if let Some(shipment) = self.in_flight.get(call) {
            cx.hang_up(shipment.wire, call);
            self.answered(call, Response::Unreachable, config, cx);
        }
    }

    /// Takes the answer to a call. Answers to calls from before a crash are unknown and ignored.
    #[inline]
    pub fn answered(&mut self, call: u64, response: Response, config: &Config, cx: &mut Ctx<'_>) {
        let Some(shipment) = self.in_flight.take(call) else {
            return;
        };
        let mut again = Messages::new();
        match response {
            Response::Put(results) => {
                for (message, result) in shipment.messages.iter().zip(results) {
                    match result {
                        Ok(receipt) => {
                            self.counts.sent += 1;
                            self.counts.response_micros += cx.now().since(shipment.sent).0;
                            self.counts.deduplicated += u64::from(receipt.message != message.id);
                        }
                        Err(refusal) if self.may_retry(refusal, shipment.retry, config) => {
                            again.push(Rc::clone(message))
                        }
                        Err(_) => self.counts.given_up += 1,
                    }
                }
            }
            Response::Refused(refusal) => {
                for message in &shipment.messages {
                    if self.may_retry(refusal, shipment.retry, config) {
                        again.push(Rc::clone(message));
                    } else {
                        self.counts.given_up += 1;
                    }
                }
            }
            _ => {
                self.counts.lost += shipment.messages.len() as u64;
                if shipment.retry < config.retries {
                    again = shipment.messages;
                } else {
                    self.counts.given_up += shipment.messages.len() as u64;
                }
            }
        }
        if !again.is_empty() {
            let shipment = Shipment {
                messages: again,
                retry: shipment.retry + 1,
                ..shipment
            };
            self.rest(shipment, config, cx);
        }
    }

    fn may_retry(&mut self, refusal: Refusal, retry: u32, config: &Config) -> bool {
        if refusal.retryable {
            self.counts.throttled += 1;
        } else {
            self.counts.refused += 1;
        }
        refusal.retryable && retry < config.retries
    }

    /// END-070: waits before the next attempt: twice as long each time.
    fn rest(&mut self, mut shipment: Shipment, config: &Config, cx: &mut Ctx<'_>) {
        let doubled = config.retry_base.times(1u64 << (shipment.retry - 1).min(32));
        let mut pause = doubled.min(MAX_BACKOFF);
        if config.retry_jitter {
            pause = self.luck.uniform(pause);
        }
        self.next += 1;
        shipment.again = cx.now() + pause;
        cx.wake(
            shipment.again,
            Phase::Sends,
            Timer {
                tag: RETRY,
                key: self.next,
            },
        );
        self.resting.insert(self.next, shipment);
    }

    /// END-071: a pause before a retry is over: new messages say the same as the old ones.
    pub fn retry(&mut self, number: u64, config: &Config, cx: &mut Ctx<'_>) {
        let Some(mut shipment) = self.resting.remove(&number) else {
            return;
        };
        let cause = cx.cause();
        for message in &mut shipment.messages {
            cx.because(cause);
            *message = cx.make_message(message.draft.clone(), Some(&**message));
        }
        self.counts.retries += shipment.messages.len() as u64;
        self.send(shipment, config, cx);
    }

    /// The process dies: what was not sent is lost, and no answer or retry is awaited any more.
    pub fn lose_everything(&mut self, cx: &mut Ctx<'_>) {
        let cause = cx.cause();
        for message in self.without(&[]) {
            cx.end(message.id, Fate::Lost);
            cx.tell_because(cause, message.id, Happening::Ended(Fate::Lost), None);
        }
        let forgotten = self.in_flight.iter().chain(self.resting.values());
        self.counts.dropped += forgotten.map(|shipment| shipment.messages.len() as u64).sum::<u64>();
        self.in_flight.clear();
        self.resting.clear();
    }

    /// Takes out the unsent messages of wires that are not in the list.
    pub fn without(&mut self, wires: &[WireId]) -> Vec<Rc<Message>> {
        let mut gone = Vec::new();
        self.open.retain(|open| {
            let stays = wires.contains(&open.wire);
            if !stays {
                gone.extend(open.messages.iter().cloned());
            }
            stays
        });
        self.counts.dropped += gone.len() as u64;
        gone
    }

    /// Visits the messages that are made and not sent.
    pub fn held(&self, visit: &mut dyn FnMut(&Rc<Message>)) {
        self.open.iter().flat_map(|open| &open.messages).for_each(visit);
    }

    /// Adds the present values, in the order of the description.
    pub fn metrics(&self, out: &mut Metrics) {
        let Counts {
            sent,
            calls,
            refused,
            throttled,
            lost,
            deduplicated,
            retries,
            given_up,
            ..
        } = self.counts;
        out.set("MessagesSent", sent);
        out.set("Calls", calls);
        out.set("Refused", refused);
        out.set("Throttled", throttled);
        out.set("Lost", lost);
        out.set("Deduplicated", deduplicated);
        out.set("Retries", retries);
        out.set("GivenUp", given_up);
        out.set(
            "Outbox",
            self.open.iter().map(|open| open.messages.len()).sum::<usize>(),
        );
        out.set("ResponseMillisSum", self.counts.response_micros / 1_000);
    }

    /// Every message that came in is somewhere: waiting, under way, or counted by its outcome.
    pub fn audit(&self, wrong: &mut Vec<String>) {
        let open = self.open.iter().map(|open| open.messages.len());
        let pending = self.in_flight.iter().chain(self.resting.values());
        let present: usize = open.chain(pending.map(|shipment| shipment.messages.len())).sum();
        let counts = &self.counts;
        let accounted = counts.sent + counts.given_up + counts.dropped + present as u64;
        if counts.added != accounted {
            wrong.push(format!(
                "{} messages were made and {accounted} are accounted for",
                counts.added
            ));
        }
    }
}
