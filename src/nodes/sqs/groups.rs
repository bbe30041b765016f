//! Message groups of a FIFO queue (SQS-138 to SQS-145): each a line of messages, and whose turn it is.

use super::core::Core;
use super::discipline::Hindrance;
use super::sorted::{LINE, Sorted};
use super::store::{NONE, Slot, State};
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

#[derive(Clone, Debug)]
struct Group {
    name: Rc<str>,
    line: Sorted<LINE>,
    stored: u64,
    in_flight: u64,
    /// Whether it stands in the queue of turns, or is being served.
    queued: bool,
}

/// All groups with messages.
#[derive(Clone, Debug)]
pub struct Groups {
    names: BTreeMap<Rc<str>, u32>,
    list: Vec<Group>,
    free: Vec<u32>,
    turns: VecDeque<u32>,
    /// The last message within the scan limit; [`NONE`] while all are within.
    edge: u32,
    /// Groups with messages in flight (SQS-179).
    pub busy: u64,
}

/// The group that a receive is taking from, and the last message it took from it.
#[derive(Debug)]
pub struct Turn {
    group: u32,
    last: u32,
}

impl Turn {
    /// The receive has taken this message.
    pub fn took(&mut self, at: u32) {
        self.last = at;
    }
}

impl Groups {
    /// No groups.
    pub fn new() -> Groups {
        Groups {
            names: BTreeMap::new(),
            list: Vec::new(),
            free: Vec::new(),
            turns: VecDeque::new(),
            edge: NONE,
            busy: 0,
        }
    }

    /// A receive begins.
    pub fn begin() -> Turn {
        Turn {
            group: NONE,
            last: NONE,
        }
    }

    /// A message joins the end of its group's line.
    pub fn enter(&mut self, core: &mut Core, at: u32) {
        let slot = core.store.slot(at);
        let order = slot.order;
        let name = slot.message().draft.group.clone().unwrap_or_else(|| Rc::from(""));
        let group = match self.names.get(&name) {
            Some(group) => *group,
            None => self.add(name),
        };
        core.store.slot_mut(at).group = group;
        let entry = &mut self.list[group as usize];
        entry.stored += 1;
        entry.line.push(&mut core.store.slots, at, order);
        if core.store.len == core.config.in_flight {
            self.edge = at;
        }
    }

    fn add(&mut self, name: Rc<str>) -> u32 {
        let fresh = Group {
            name: Rc::clone(&name),
            line: Sorted::default(),
            stored: 0,
            in_flight: 0,
            queued: false,
        };
        let group = match self.free.pop() {
            Some(group) => {
                self.list[group as usize] = fresh;
                group
            }
            None => {
                self.list.push(fresh);
                (self.list.len() - 1) as u32
            }
        };
        self.names.insert(name, group);
        group
    }

    /// A message leaves the store; the scan limit reaches one message further.
    pub fn leave(&mut self, core: &mut Core, at: u32) {
        let group = core.store.slot(at).group;
        let slots = &mut core.store.slots;
        let entry = &mut self.list[group as usize];
        entry.line.remove(slots, at);
        entry.stored -= 1;
        if self.edge != NONE && slots[at as usize].order <= slots[self.edge as usize].order {
            self.edge = core.retention.after(slots, self.edge);
            if self.edge != NONE {
                self.offer(slots, slots[self.edge as usize].group);
            }
        }
        self.offer(&core.store.slots, group);
        self.forget_if_empty(group);
    }

    fn forget_if_empty(&mut self, group: u32) {
        let entry = &self.list[group as usize];
        if entry.stored == 0 && !entry.queued && self.names.remove(&entry.name).is_some() {
            self.free.push(group);
        }
    }

    /// SQS-145: the scan limit has changed.
    pub fn measure(&mut self, core: &Core) {
        let limit = usize::try_from(core.config.in_flight).unwrap_or(usize::MAX);
        let edge = core.retention.iter(&core.store.slots).nth(limit - 1);
        self.edge = edge.map_or(NONE, |(_, at)| at);
        let groups: Vec<u32> = self.names.values().copied().collect();
        for group in groups {
            self.offer(&core.store.slots, group);
        }
    }

    /// A message has changed its state.
    pub fn changed(&mut self, slots: &[Slot], at: u32, from: State, to: State) {
        let group = slots[at as usize].group;
        let entry = &mut self.list[group as usize];
        if to == State::InFlight {
            self.busy += u64::from(entry.in_flight == 0);
            entry.in_flight += 1;
        }
        if from == State::InFlight {
            entry.in_flight -= 1;
            self.busy -= u64::from(entry.in_flight == 0);
        }
        self.offer(slots, group);
    }

    /// Whether a message may be given out as far as itself is concerned.
    fn free_to_go(&self, slots: &[Slot], at: u32) -> bool {
        let within = self.edge == NONE || slots[at as usize].order <= slots[self.edge as usize].order; // SQS-145
        within && slots[at as usize].state == State::Visible
    }

    /// Whether the first message of a group's line can be received; if it can't, nothing behind it can (SQS-138).
    fn ready(&self, slots: &[Slot], group: u32) -> bool {
        let first = self.list[group as usize].line.first(slots);
        first.is_some_and(|(_, at)| self.free_to_go(slots, at))
    }

    /// What stands before a visible message in the line of its group.
    pub fn hindrance(&self, slots: &[Slot], at: u32) -> Option<Hindrance> {
        let slot = &slots[at as usize];
        if self.edge != NONE && slot.order > slots[self.edge as usize].order {
            return Some(Hindrance::OutOfSight);
        }
        let line = self.list[slot.group as usize].line.iter(slots);
        let mut earlier = line.map(|(_, earlier)| earlier).take_while(|earlier| *earlier != at);
        let first = earlier.next()?;
        let mut count = 0;
        for earlier in std::iter::once(first).chain(earlier) {
            if slots[earlier as usize].state != State::Visible {
                return Some(Hindrance::Blocked(earlier));
            }
            count += 1;
        }
        Some(Hindrance::Behind(first, count))
    }

    /// SQS-143: a group that becomes available goes to the end of the queue of turns.
    #[inline]
    fn offer(&mut self, slots: &[Slot], group: u32) {
        if !self.list[group as usize].queued && self.ready(slots, group) {
            self.list[group as usize].queued = true;
            self.turns.push_back(group);
        }
    }

    /// SQS-142: the next message of the group being served, else the first of the group whose turn it is.
    pub fn next(&mut self, slots: &[Slot], turn: &mut Turn) -> Option<u32> {
        loop {
            if turn.group == NONE {
                turn.group = self.turns.pop_front()?;
                turn.last = NONE;
            }
            let line = &self.list[turn.group as usize].line;
            let at = match turn.last {
                NONE => line.first(slots).map_or(NONE, |(_, at)| at),
                last => line.after(slots, last),
            };
            if at != NONE && self.free_to_go(slots, at) {
                return Some(at);
            }
            let group = turn.group;
            turn.group = NONE;
            self.list[group as usize].queued = false;
            self.forget_if_empty(group);
        }
    }

    /// The receive is over: a group from which it took nothing keeps its turn.
    pub fn end(&mut self, slots: &[Slot], turn: Turn) {
        if turn.group == NONE {
            return;
        }
        if turn.last == NONE && self.ready(slots, turn.group) {
            self.turns.push_front(turn.group);
            return;
        }
        self.list[turn.group as usize].queued = false;
        self.offer(slots, turn.group);
        self.forget_if_empty(turn.group);
    }

    /// Visible messages in the order in which they will leave, the blocked ones left out.
    pub fn first(&self, slots: &[Slot], most: usize) -> Vec<u32> {
        let mut found = Vec::new();
        for group in &self.turns {
            let line = self.list[*group as usize].line.iter(slots).map(|(_, at)| at);
            found.extend(
                line.take_while(|at| self.free_to_go(slots, *at))
                    .take(most - found.len()),
            );
            if found.len() >= most {
                break;
            }
        }
        found
    }

    /// Checks that every group that could be served has its turn, and that lines are in order.
    pub fn audit(&self, slots: &[Slot], wrong: &mut Vec<String>) {
        for (name, group) in &self.names {
            let entry = &self.list[*group as usize];
            let line: Vec<u64> = entry.line.iter(slots).map(|(order, _)| order).collect();
            if !line.is_sorted() || line.len() as u64 != entry.stored {
                wrong.push(format!("group {name} is out of order or miscounted"));
            }
            if self.ready(slots, *group) && !entry.queued {
                wrong.push(format!("group {name} could be served but has no turn"));
            }
        }
    }
}
