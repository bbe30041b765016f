//! Replaying: what the archive kept goes to the rules again, minute by minute (EVB-081, EVB-082).

use super::archive::{Archive, Replay, State};
use super::{EventBus, Pending, REPLAY};
use crate::base::{MessageId, SimDuration};
use crate::nodes::eventbridge::envelope::replayed;
use crate::nodes::eventbridge::metering::REPLAYED;
use crate::sim::{Ctx, Draft, Happening, Phase, Timer};
use std::rc::Rc;

/// One archived minute goes out in so much time.
const STEP: SimDuration = SimDuration::from_secs(1);

impl EventBus {
    /// The replays, oldest first.
    pub fn replays(&self) -> &[Replay] {
        &self.replays
    }

    /// How many events the archive keeps.
    pub fn archived(&self) -> u64 {
        self.archive.len()
    }

    /// The archive is deleted, with what it keeps.
    pub fn forget_archive(&mut self) {
        self.archive = Archive::default();
    }

    /// Begins a replay; what is archived from now on does not belong to it.
    pub fn start_replay(&mut self, name: Rc<str>, span: (i64, i64), rules: Rc<[Rc<str>]>, cx: &mut Ctx<'_>) {
        let replay = Replay {
            name,
            from: span.0,
            to: span.1,
            rules,
            state: State::Starting,
            next: self.archive.first(),
            end: self.archive.end(),
            sent: 0,
            began: self.seconds(cx.now()),
        };
        cx.tell(MessageId::NONE, Happening::TaskBegan, None);
        self.replays.push(replay);
        self.plan_replay(cx);
    }

    /// Stops a replay; what it has sent stays sent. False when it does not run (EVB-082).
    pub fn cancel_replay(&mut self, name: &str, cx: &mut Ctx<'_>) -> bool {
        let running = |replay: &&mut Replay| replay.name.as_ref() == name && replay.is_active();
        let Some(replay) = self.replays.iter_mut().find(running) else {
            return false;
        };
        replay.state = State::Cancelled;
        let status = replay.state.name();
        cx.tell(MessageId::NONE, Happening::TaskEnded { status }, None);
        true
    }

    /// The button: everything that is archived goes out again.
    pub(super) fn replay_everything(&mut self, times: u32, cx: &mut Ctx<'_>) {
        if self.archive.len() == 0 {
            return;
        }
        for _ in 0..times.min(1) {
            let name = format!("replay-{}", self.replays.len() + 1);
            self.start_replay(Rc::from(name), (i64::MIN, i64::MAX), Rc::from([]), cx);
        }
    }

    /// One alarm for all replays: an older one is ignored when it rings.
    fn plan_replay(&mut self, cx: &mut Ctx<'_>) {
        self.turn += 1;
        let timer = Timer {
            tag: REPLAY,
            key: self.turn,
        };
        cx.wake(cx.now() + STEP, Phase::Sends, timer);
    }

    /// Each running replay sends its next minute.
    pub(super) fn replay_on(&mut self, cx: &mut Ctx<'_>) {
        let cause = cx.cause();
        for index in 0..self.replays.len() {
            if self.replays[index].is_active() {
                cx.because(cause);
                self.replay_minute(index, cx);
            }
        }
        cx.because(cause);
        if self.replays.iter().any(Replay::is_active) {
            self.plan_replay(cx);
        }
    }

    fn replay_minute(&mut self, index: usize, cx: &mut Ctx<'_>) {
        let replay = &mut self.replays[index];
        replay.state = State::Running;
        let events = replay.minute(&self.archive);
        replay.sent += events.len() as u64;
        let (name, only) = (Rc::clone(&replay.name), Rc::clone(&replay.rules));
        let through = replay.is_through();
        let cause = cx.cause();
        for event in events {
            cx.because(cause);
            cx.charge(&REPLAYED, 1);
            self.counts.replayed += 1;
            let envelope = replayed(&event.envelope, &name);
            let draft = Draft {
                body: Rc::clone(&envelope),
                ..Draft::default()
            };
            let message = cx.make_message(draft, None);
            let pending = Pending {
                message,
                envelope,
                due: cx.now(),
                only: Rc::clone(&only),
            };
            self.hand_out(&pending, cx);
        }
        if through {
            let replay = &mut self.replays[index];
            replay.state = State::Completed;
            let status = replay.state.name();
            cx.tell_because(cause, MessageId::NONE, Happening::TaskEnded { status }, None);
        }
    }
}
