//! The part of a run that the timeline shows: all of it, or as much as a person has zoomed to.

use crate::base::{SimDuration, SimTime};

/// From one instant to another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Span {
    /// The left end.
    pub from: SimTime,
    /// The right end, later than the left one.
    pub to: SimTime,
}

/// Where the timeline may end, in seconds: what a person would draw on paper. Later ends are whole days.
const ENDS: [u64; 14] = [
    10, 30, 60, 120, 300, 600, 1_200, 3_600, 7_200, 14_400, 28_800, 43_200, 86_400, 172_800,
];
/// Closer than this there is nothing to see.
const SHORTEST: SimDuration = SimDuration::from_millis(200);

impl Span {
    /// From the start to a round end, so that the picture stands still for a while as time goes on.
    pub fn whole(horizon: SimTime) -> Span {
        const DAY: u64 = 86_400;
        let seconds = horizon.0 / 1_000_000 + 1;
        let round = ENDS.into_iter().find(|end| *end >= seconds);
        Span {
            from: SimTime::ZERO,
            to: SimTime::from_secs(round.unwrap_or_else(|| seconds.div_ceil(DAY) * DAY)),
        }
    }

    /// How long it is.
    pub fn length(self) -> SimDuration {
        self.to.since(self.from)
    }

    /// The instant at so many millionths of its length.
    pub fn at(self, share: u64) -> SimTime {
        let gone = u128::from(self.length().0) * u128::from(share) / 1_000_000;
        self.from + SimDuration(gone as u64)
    }

    /// How far into it an instant is, in millionths; None outside of it.
    pub fn share(self, at: SimTime) -> Option<u64> {
        let inside = (self.from..=self.to).contains(&at);
        inside.then(|| (u128::from(at.since(self.from).0) * 1_000_000 / u128::from(self.length().0.max(1))) as u64)
    }

    /// As long as before times `hundredths`, with this instant at the same place, within `all`. None once everything is
    /// shown.
    pub fn zoomed(self, around: SimTime, hundredths: u64, all: Span) -> Option<Span> {
        let length = (u128::from(self.length().0) * u128::from(hundredths) / 100) as u64;
        let length = length.max(SHORTEST.0);
        if length >= all.length().0 {
            return None;
        }
        let share = u128::from(self.share(around).unwrap_or(500_000));
        let before = (u128::from(length) * share / 1_000_000) as u64;
        Some(Span::within(around.0.saturating_sub(before), length, all))
    }

    /// Moved by so many hundredths of its length, to the left where they are negative.
    pub fn moved(self, hundredths: i64, all: Span) -> Span {
        let length = self.length().0;
        let way = (u128::from(length) * u128::from(hundredths.unsigned_abs()) / 100) as u64;
        let from = if hundredths < 0 {
            self.from.0.saturating_sub(way)
        } else {
            self.from.0.saturating_add(way)
        };
        Span::within(from, length, all)
    }

    /// Turned over like a page, by halves of its length, until this instant is in it.
    pub fn following(self, at: SimTime, all: Span) -> Span {
        let half = (self.length().0 / 2).max(1);
        if self.share(at).is_some() {
            return Span::within(self.from.0, self.length().0, all);
        }
        Span::within((at.0 / half).saturating_sub(1).saturating_mul(half), half * 2, all)
    }

    fn within(from: u64, length: u64, all: Span) -> Span {
        let from = from.min(all.to.0.saturating_sub(length));
        Span {
            from: SimTime(from),
            to: SimTime(from.saturating_add(length)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn span(from: u64, to: u64) -> Span {
        Span {
            from: SimTime::from_secs(from),
            to: SimTime::from_secs(to),
        }
    }

    #[test]
    fn zooming_keeps_what_is_under_the_pointer_in_its_place_until_everything_is_shown() {
        let all = Span::whole(SimTime::from_secs(3_000));
        assert_eq!(all, span(0, 3_600));
        let at = SimTime::from_secs(900);
        let near = all.zoomed(at, 50, all).expect("half of it");
        assert_eq!(near, span(450, 2_250));
        assert_eq!((all.share(at), near.share(at)), (Some(250_000), Some(250_000)));
        assert_eq!(near.zoomed(at, 200, all), None);
        let closest = near.zoomed(at, 0, all).expect("the closest look");
        assert_eq!(closest.length(), SHORTEST);
    }

    #[test]
    fn it_never_leaves_the_run() {
        let all = Span::whole(SimTime::from_secs(59));
        assert_eq!(span(10, 20).moved(-500, all), span(0, 10));
        assert_eq!(span(10, 20).moved(900, all), span(50, 60));
        assert_eq!(span(10, 20).moved(50, all), span(15, 25));
    }

    #[test]
    fn it_turns_the_page_when_the_playhead_leaves_it() {
        let all = Span::whole(SimTime::from_secs(100));
        let page = span(10, 20);
        assert_eq!(page.following(SimTime::from_secs(20), all), page);
        for at in [21, 47, 3, 0, 119] {
            let at = SimTime::from_secs(at);
            let turned = page.following(at, all);
            assert!(
                turned.share(at).is_some() && turned.length() == page.length(),
                "{turned:?}"
            );
        }
    }

    #[test]
    fn shares_and_instants_are_each_others_inverse() {
        assert_eq!(span(10, 20).at(250_000), SimTime(12_500_000));
        assert_eq!(span(10, 20).share(SimTime(12_500_000)), Some(250_000));
        assert_eq!(span(10, 20).share(SimTime::from_secs(21)), None);
    }
}
