//! The playhead: playing or not, how fast, and how fast really.

use crate::base::{SimDuration, SimTime};

/// How time passes on screen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Playback {
    /// Whether time passes.
    pub playing: bool,
    /// Asked speed in hundredths of real time.
    pub rate: u32,
    /// Speed of the last second in hundredths of real time; below `rate` when the machine can't keep up.
    pub true_rate: u32,
    /// Where the playhead wants to be at the end of this frame.
    pub(super) target: SimTime,
    /// Parts of a simulated microsecond that are still owed, in hundredths.
    remainder: u64,
    window_wall: u64,
    window_sim: u64,
}

impl Playback {
    /// The slowest speed: a tenth of real time.
    pub const SLOWEST: u32 = 10;
    /// The fastest: ten thousand times real time.
    pub const FASTEST: u32 = 1_000_000;
    /// The steps of the speed control, in hundredths.
    pub const RATES: [u32; 11] = [10, 25, 50, 100, 200, 500, 1_000, 5_000, 10_000, 100_000, 1_000_000];

    /// Paused at the start.
    pub fn new(rate: u32) -> Playback {
        let rate = rate.clamp(Self::SLOWEST, Self::FASTEST);
        Playback {
            playing: false,
            rate,
            true_rate: rate,
            target: SimTime::ZERO,
            remainder: 0,
            window_wall: 0,
            window_sim: 0,
        }
    }

    /// The next of the usual speeds above or below this one.
    pub fn next_rate(&self, faster: bool) -> u32 {
        let next = if faster {
            Self::RATES.into_iter().find(|rate| *rate > self.rate)
        } else {
            Self::RATES.into_iter().rev().find(|rate| *rate < self.rate)
        };
        next.unwrap_or(self.rate)
    }

    /// Whether the machine can't keep up with the asked speed.
    pub fn lags(&self) -> bool {
        self.playing && u64::from(self.true_rate) * 10 < u64::from(self.rate) * 9
    }

    /// Simulated time that `wall` microseconds stand for, with the rest carried over.
    pub(super) fn simulated(&mut self, wall: u64) -> SimDuration {
        let hundredths = wall.saturating_mul(u64::from(self.rate)) + self.remainder;
        self.remainder = hundredths % 100;
        SimDuration(hundredths / 100)
    }

    /// Tells how much simulated time really passed in so much wall time.
    pub(super) fn measure(&mut self, wall: u64, simulated: SimDuration) {
        self.window_wall += wall;
        self.window_sim += simulated.0;
        if self.window_wall >= 1_000_000 {
            self.true_rate = u32::try_from(self.window_sim * 100 / self.window_wall).unwrap_or(u32::MAX);
            self.window_wall = 0;
            self.window_sim = 0;
        }
    }

    /// Forgets the measurements, as after a change of speed or a jump.
    pub(super) fn reset_measure(&mut self) {
        self.true_rate = self.rate;
        self.window_wall = 0;
        self.window_sim = 0;
        self.remainder = 0;
    }
}

/// `10×`, `0.25×`, `10,000×`.
pub fn rate_label(rate: u32) -> String {
    format!("{}×", crate::sim::decimal(i64::from(rate), 2))
}
