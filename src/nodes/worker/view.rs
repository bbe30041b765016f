//! What a worker shows of itself.

use super::Worker;
use super::thread::Stage;
use crate::sim::{Bar, Card, Lane, LaneToken, TokenStyle, Tone};

impl Worker {
    pub(super) fn fill_card(&self, card: &mut Card) {
        let threads = self.threads.iter().filter(|thread| thread.stage != Stage::Free).count();
        card.bar = Some(Bar {
            label: "working",
            filled: self.busy() as u32,
            whole: threads as u32,
        });
        card.lanes.push(Lane {
            label: "in hand",
            tokens: self.hand_tokens().take(Card::LANE_TOKENS).collect(),
            total: self.in_hand(),
        });
        card.figure(self.counts.done, "done", Tone::Plain);
        if self.counts.twice > 0 {
            card.figure(self.counts.twice, "done twice", Tone::Bad);
        }
        if self.counts.failed > 0 {
            card.figure(self.counts.failed, "failed", Tone::Warning);
        } else if self.counts.skipped > 0 {
            card.figure(self.counts.skipped, "skipped", Tone::Good);
        }
        let (status, tone) = if self.down {
            ("down".to_string(), Tone::Bad)
        } else if let Some(problem) = self.config.problem() {
            (problem, Tone::Warning)
        } else if threads == 0 && self.started {
            ("no queue".to_string(), Tone::Warning)
        } else if self.slow > 100 {
            ("slow".to_string(), Tone::Warning)
        } else {
            (String::new(), Tone::Plain)
        };
        card.status = status;
        card.tone = tone;
    }

    /// The messages in hand as tokens of a lane.
    pub(super) fn hand_tokens(&self) -> impl Iterator<Item = LaneToken> {
        self.threads.iter().flat_map(|thread| {
            let first = (thread.stage == Stage::Working).then_some(thread.until);
            thread.hand.iter().enumerate().map(move |(index, delivery)| {
                LaneToken::of(&delivery.message, TokenStyle::Outlined, first.filter(|_| index == 0))
            })
        })
    }
}
