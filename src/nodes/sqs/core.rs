//! What both kinds of queue have: settings, messages, clocks, counters, waiting polls, tasks.

use super::config::Config;
use super::discipline::Discipline;
use super::error::SqsError;
use super::limits;
use super::meters::Meters;
use super::polling::Waiters;
use super::redrive::Tasks;
use super::sorted::{ENQUEUED, STATE, Sorted};
use super::store::{State, Store};
use crate::base::{NodeId, SimTime};
use crate::nodes::access::DataKeys;
use crate::sim::{Ctx, Gate, Message, Phase, Settings, Timer};
use std::collections::VecDeque;
use std::rc::Rc;

/// The alarm for visibility, delay, retention and settings.
pub const CLOCKS: u32 = 0;
/// The alarm for long polls whose time is over.
pub const POLLS: u32 = 1;
/// The alarm for message move tasks.
pub const TASKS: u32 = 2;

/// The instants of the alarms that are set, so that there is one of each kind and not one for each message.
#[derive(Clone, Copy, Debug)]
pub struct Alarms {
    pub clocks: SimTime,
    pub polls: SimTime,
    pub tasks: SimTime,
}

/// The common part.
#[derive(Clone, Debug)]
pub struct Core {
    /// The queue itself.
    pub me: NodeId,
    /// The seed of the run, from which texts are derived.
    pub seed: u64,
    /// The settings in force.
    pub config: Config,
    /// Settings under way (SQS-017).
    pub incoming: VecDeque<(SimTime, Config)>,
    /// The messages.
    pub store: Store,
    /// Messages by state, except the visible ones; by the end of the state where it has one, else by order.
    pub lists: [Sorted<STATE>; 8],
    /// All messages by enqueue time.
    pub retention: Sorted<ENQUEUED>,
    /// The counters.
    pub meters: Meters,
    /// The waiting long polls.
    pub waiters: Waiters,
    /// The message move tasks.
    pub tasks: Tasks,
    /// See [`Alarms`].
    pub alarms: Alarms,
    /// When the queue was created.
    pub born: SimTime,
    /// When its settings last changed.
    pub modified: SimTime,
    /// When it was last purged.
    pub purged: Option<SimTime>,
    /// When a deleted queue stops answering.
    pub gone: Option<SimTime>,
    /// The last call.
    pub used: SimTime,
    /// The last number in the order of messages.
    pub last_order: u64,
    /// A body that has been found to be fine; producers often send the same text again and again.
    pub fine_body: Rc<str>,
    /// Calls that are refused because someone said so.
    pub gate: Gate,
    /// What its KMS key has given out.
    pub data_keys: DataKeys,
}

impl Core {
    fn new(me: NodeId, seed: u64, settings: &Settings) -> Core {
        Core {
            me,
            seed,
            config: Config::new(me, settings),
            incoming: VecDeque::new(),
            store: Store::default(),
            lists: Default::default(),
            retention: Sorted::default(),
            meters: Meters::default(),
            waiters: Waiters::default(),
            tasks: Tasks::default(),
            alarms: Alarms {
                clocks: SimTime::NEVER,
                polls: SimTime::NEVER,
                tasks: SimTime::NEVER,
            },
            born: SimTime::ZERO,
            modified: SimTime::ZERO,
            purged: None,
            gone: None,
            used: SimTime::ZERO,
            last_order: 0,
            fine_body: Rc::from(""),
            gate: Gate::new(seed, me),
            data_keys: DataKeys::default(),
        }
    }

    /// The next number in the order of messages.
    #[inline]
    pub fn next_order(&mut self) -> u64 {
        self.last_order += 1;
        self.last_order
    }

    /// The first message in a state that ends by itself, if it ends by `now`.
    #[inline]
    pub fn due(&self, state: State, now: SimTime) -> Option<u32> {
        self.lists[state as usize]
            .first(&self.store.slots)
            .filter(|(until, _)| *until <= now.0)
            .map(|(_, at)| at)
    }

    /// Whether calls are answered: the queue exists, and is old enough under strict timing.
    #[inline]
    pub fn open(&self, now: SimTime) -> Result<(), SqsError> {
        let gone = self.gone.is_some_and(|gone| gone <= now); // SQS-015
        let young = self.config.strict_timing && now < self.born + limits::SETTLING; // SQS-016
        if gone || young {
            Err(SqsError::no_queue())
        } else {
            Ok(())
        }
    }

    /// When the next message or setting changes by itself.
    #[inline]
    fn next_clock(&self) -> SimTime {
        let slots = &self.store.slots;
        let mut next = self.retention.first(slots).map_or(SimTime::NEVER, |(enqueued, _)| {
            SimTime(enqueued) + self.config.retention
        });
        for state in [State::InFlight, State::Delayed, State::Late, State::Ghost] {
            if self.meters.count(state) > 0
                && let Some((until, _)) = self.lists[state as usize].first(slots)
            {
                next = next.min(SimTime(until));
            }
        }
        if let Some((at, _)) = self.incoming.front() {
            next = next.min(*at);
        }
        match self.gone {
            Some(gone) if self.store.len > 0 || !self.waiters.is_empty() => next.min(gone),
            _ => next,
        }
    }

    /// Sets the alarm for messages and settings if none rings early enough.
    #[inline]
    pub fn arm(&mut self, cx: &mut Ctx<'_>) {
        let next = self.next_clock();
        if next < self.alarms.clocks {
            self.alarms.clocks = next;
            cx.wake(next, Phase::Timers, Timer { tag: CLOCKS, key: 0 });
        }
    }
}

/// A queue: what both kinds have, and what makes the difference.
#[derive(Clone, Debug)]
pub struct Queue<D> {
    pub(super) core: Core,
    pub(super) order: D,
}

impl<D: Discipline> Queue<D> {
    pub(super) fn create(me: NodeId, seed: u64, settings: &Settings) -> Queue<D> {
        let core = Core::new(me, seed, settings);
        let order = D::new(&core);
        Queue { core, order }
    }

    /// Stores a message, in no state yet.
    #[inline]
    pub(super) fn store(&mut self, message: Rc<Message>, sent: SimTime, enqueued: SimTime, now: SimTime) -> u32 {
        let order = self.core.next_order();
        let at = self.core.store.insert(message, sent, order);
        let core = &mut self.core;
        core.retention.push(&mut core.store.slots, at, enqueued.0);
        self.order.enter(core, at, now);
        at
    }

    /// Brings a message into a state, which ends by itself at `until`.
    #[inline]
    pub(super) fn set_state(&mut self, at: u32, to: State, until: SimTime, now: SimTime) {
        let core = &mut self.core;
        let from = core.store.slot(at).state;
        match from {
            State::Gone => {}
            State::Visible => self.order.hide(core, at),
            state => core.lists[state as usize].remove(&mut core.store.slots, at),
        }
        if from != State::Gone {
            core.meters.leave(from);
        }
        let slot = core.store.slot_mut(at);
        slot.state = to;
        slot.until = until;
        let order = slot.order;
        if to != State::Gone {
            core.meters.enter(to);
        }
        match to {
            State::Gone => {}
            State::Visible => self.order.show(core, at),
            State::Unreachable | State::Stranded => core.lists[to as usize].push(&mut core.store.slots, at, order),
            _ => core.lists[to as usize].push(&mut core.store.slots, at, until.0),
        }
        if from != to {
            self.order.changed(core, at, from, to, now);
        }
    }

    /// Makes a message visible, unless all hosts that have it are down (SQS-227).
    #[inline]
    pub(super) fn reveal(&mut self, at: u32, now: SimTime) {
        let to = if self.order.reachable(&self.core, at) {
            State::Visible
        } else {
            State::Unreachable
        };
        self.set_state(at, to, SimTime::NEVER, now);
    }

    /// Takes a message out of the queue. What became of it is for the caller to record.
    #[inline]
    pub(super) fn discard(&mut self, at: u32, now: SimTime) -> Rc<Message> {
        self.set_state(at, State::Gone, SimTime::NEVER, now);
        let core = &mut self.core;
        self.order.leave(core, at);
        core.retention.remove(&mut core.store.slots, at);
        core.store.remove(at)
    }
}
