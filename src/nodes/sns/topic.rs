//! The state of a topic and how it reacts.

use super::archive::Archive;
use super::config::Config;
use super::dedup::Dedup;
use super::meters::Meters;
use super::quota::Quota;
use super::rules::rule;
use super::spec::PORT_OUT;
use super::subscription::{Delivery, Subscription};
use crate::base::{MessageId, NodeId, SimTime, Stream, WireId};
use crate::nodes::access::DataKeys;
use crate::nodes::service::arn::{arn, region};
use crate::sim::{Ctx, Fate, Fault, Gate, Happening, Message, Request, Response, Settings, Stimulus, Timer};
use std::collections::BTreeMap;
use std::rc::Rc;

/// The alarm for retries.
pub const RETRY: u32 = 0;
/// The alarm for deliveries that wait for their time.
pub const HELD: u32 = 1;
/// The alarm for endpoints that take too long to answer.
pub const TIMEOUT: u32 = 2;
/// The alarm for confirmations that nobody made.
pub const EXPIRY: u32 = 3;
/// The alarm for replays.
pub const REPLAY: u32 = 4;

/// A delivery that waits until then: for its rate, by chance, or after a failure.
#[derive(Clone, Debug)]
pub struct Later {
    pub delivery: Delivery,
    pub until: SimTime,
}

/// A topic of either kind.
#[derive(Clone, Debug)]
pub struct Topic {
    /// The topic itself.
    pub me: NodeId,
    /// The seed of the run.
    pub seed: u64,
    /// Whether it keeps groups in order.
    pub fifo: bool,
    pub(super) config: Rc<Config>,
    pub(super) started: bool,
    /// By wire.
    pub(super) subscriptions: Vec<Subscription>,
    /// Deliveries that are not answered yet, by call.
    pub(super) flights: BTreeMap<u64, Delivery>,
    /// Messages handed to dead-letter queues, by call.
    pub(super) redriven: BTreeMap<u64, Delivery>,
    /// Deliveries that wait for their time.
    pub(super) held: BTreeMap<u64, Later>,
    /// Deliveries that failed and will be tried again. Their messages have met their fate.
    pub(super) resting: BTreeMap<u64, Later>,
    pub(super) next: u64,
    pub(super) dedup: Dedup,
    pub(super) archive: Archive,
    pub(super) sequence: u64,
    pub(super) quota: Quota,
    pub(super) meters: Meters,
    pub(super) gate: Gate,
    /// What its KMS key has given out.
    pub(super) data_keys: DataKeys,
    pub(super) jitter: Stream,
    pub(super) luck: Stream,
}

impl Topic {
    pub(super) fn new(me: NodeId, seed: u64, settings: &Settings, fifo: bool) -> Topic {
        let stream = |purpose| Stream::new(seed, u64::from(me.0), purpose);
        Topic {
            me,
            seed,
            fifo,
            config: Rc::new(Config::new(settings)),
            started: false,
            subscriptions: Vec::new(),
            flights: BTreeMap::new(),
            redriven: BTreeMap::new(),
            held: BTreeMap::new(),
            resting: BTreeMap::new(),
            next: 0,
            dedup: Dedup::default(),
            archive: Archive::default(),
            sequence: 0,
            quota: Quota::default(),
            meters: Meters::default(),
            gate: Gate::new(seed, me),
            data_keys: DataKeys::default(),
            jitter: stream("retry jitter"),
            luck: stream("delivery"),
        }
    }

    pub(super) fn react(&mut self, stimulus: Stimulus, cx: &mut Ctx<'_>) {
        match stimulus {
            Stimulus::Start => {
                self.started = true;
                self.rewire(cx);
            }
            Stimulus::Rewired if self.started => self.rewire(cx),
            Stimulus::Request {
                from,
                request: Request::Put { messages, batch, .. },
            } => self.put(from, messages, batch, cx),
            // Its ports speak nothing else.
            Stimulus::Request { from, .. } => cx.reply(from, Response::Unreachable),
            Stimulus::Response { call, response, .. } => self.answered(call, response, cx),
            Stimulus::Timer(Timer { tag: RETRY, key }) => self.retry(key, cx),
            Stimulus::Timer(Timer { tag: HELD, key }) => self.release(key, cx),
            Stimulus::Timer(Timer { tag: TIMEOUT, key }) => self.timed_out(key, cx),
            Stimulus::Timer(Timer { tag: EXPIRY, .. }) => self.expire(cx),
            Stimulus::Timer(Timer { tag: REPLAY, key }) => self.replay(key, cx),
            Stimulus::Reconfigure(settings) => self.reconfigure(&settings, cx),
            Stimulus::Fault(Fault::Throttle(limit)) => {
                self.gate.set(limit);
                cx.tell(MessageId::NONE, Happening::Noted, Some(const { rule("SNS-039") }));
            }
            // A topic has no machine that could crash or slow down, and acts on no trigger.
            _ => {}
        }
    }

    fn reconfigure(&mut self, settings: &Settings, cx: &mut Ctx<'_>) {
        let old = std::mem::replace(&mut self.config, Rc::new(Config::new(settings)));
        if old.access != self.config.access {
            self.data_keys.clear();
        }
        self.archive.keep(self.config.archive, cx.now());
        let config = Rc::clone(&self.config);
        for subscription in &mut self.subscriptions {
            subscription.settle(&config);
        }
        cx.tell(MessageId::NONE, Happening::Reconfigured, None);
    }

    /// The subscription of a wire.
    pub(super) fn subscription(&self, wire: WireId) -> Option<usize> {
        self.subscriptions
            .binary_search_by_key(&wire, |subscription| subscription.wire)
            .ok()
    }

    /// Takes up new subscriptions, changes of what is set, and the end of others.
    fn rewire(&mut self, cx: &mut Ctx<'_>) {
        let wires = cx.wires(PORT_OUT);
        let mut before = std::mem::take(&mut self.subscriptions).into_iter().peekable();
        let mut fresh = Vec::new();
        for wire in wires {
            while before.peek().is_some_and(|old| old.wire < wire) {
                before.next().into_iter().for_each(|old| self.unsubscribe(old, cx));
            }
            let Some((peer, kind)) = cx.peer(wire).and_then(|peer| Some((peer, cx.info(peer)?.spec.kind))) else {
                continue;
            };
            let Some(terms) = cx.terms(wire) else { continue };
            match before.next_if(|old| old.wire == wire && old.peer == peer) {
                Some(old) if *old.terms == *terms => self.subscriptions.push(old),
                Some(mut old) => {
                    old.filter.change(terms, cx.now() + self.config.filter_propagation);
                    old.terms = Rc::new(terms.clone());
                    if old.compile(kind, &self.config) {
                        fresh.push((wire, false));
                        self.subscriptions.push(old);
                    } else {
                        self.unsubscribe(old, cx);
                    }
                }
                None => {
                    let new = Subscription::new(wire, (peer, kind), terms, &self.config);
                    if let Some(new) = new {
                        fresh.push((wire, true));
                        self.subscriptions.push(new);
                    }
                }
            }
        }
        before.for_each(|old| self.unsubscribe(old, cx));
        let cause = cx.cause();
        for (wire, new) in fresh {
            cx.because(cause);
            self.subscribed(wire, new, cx);
        }
        self.touch_subscriptions(cx);
    }

    /// A subscription is gone, and with it what waits for it.
    fn unsubscribe(&mut self, old: Subscription, cx: &mut Ctx<'_>) {
        let waiting = old.lanes.into_values().flatten();
        let held = self.held.extract_if(.., |_, later| later.delivery.wire == old.wire);
        let ends: Vec<Delivery> = waiting.chain(held.map(|(_, later)| later.delivery)).collect();
        self.resting.retain(|_, later| {
            let stays = later.delivery.wire != old.wire;
            self.meters.dropped += u64::from(!stays);
            stays
        });
        let cause = cx.cause();
        for delivery in ends {
            self.meters.dropped += 1;
            self.discard(&delivery.message, cx);
            cx.because(cause);
        }
    }

    /// Ends a message that is held, because its subscription is gone (SNS-119).
    pub(super) fn discard(&mut self, message: &Message, cx: &mut Ctx<'_>) {
        cx.end(message.id, Fate::Purged);
        let what = Happening::Ended(Fate::Purged);
        cx.tell(message.id, what, Some(const { rule("SNS-119") }));
    }

    /// The topic's ARN and region.
    pub(super) fn address(&self, cx: &Ctx<'_>) -> (String, String) {
        cx.info(self.me)
            .map_or_else(Default::default, |info| (arn("sns", info), region(info).to_string()))
    }

    /// A number for something that an alarm rings for.
    pub(super) fn next_key(&mut self) -> u64 {
        self.next += 1;
        self.next
    }
}
