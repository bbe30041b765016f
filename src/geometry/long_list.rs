//! Which lines of a long list are visible.

/// Browsers can't scroll further than some ten million pixels. In longer lists a pixel of the scroll bar stands for more
/// than a pixel of lines.
const MOST: u64 = 8_000_000;
/// Lines above and below what is visible.
const MARGIN: u64 = 8;

/// A list and how far it is scrolled; lengths in pixels.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LongList {
    /// The height of one line.
    pub line: u64,
    /// How many lines there are.
    pub lines: u64,
    /// How far the list is scrolled down.
    pub top: u64,
    /// The height of what is visible.
    pub height: u64,
}

impl LongList {
    /// The height of what is scrolled.
    pub fn track(self) -> u64 {
        (self.lines * self.line).min(MOST)
    }

    /// How many whole lines are visible.
    pub fn page(self) -> u64 {
        (self.height / self.line).max(1)
    }

    fn squeezed(self) -> bool {
        self.lines * self.line > MOST
    }

    /// The first visible line.
    pub fn first(self) -> u64 {
        if !self.squeezed() {
            return self.top / self.line;
        }
        let room = self.track().saturating_sub(self.height).max(1);
        self.top.min(room) * self.lines.saturating_sub(self.page()) / room
    }

    /// The lines to render, the first and how many.
    pub fn rendered(self) -> (u64, u64) {
        let first = self.first().saturating_sub(MARGIN).min(self.lines);
        (first, (self.page() + 2 * MARGIN + 2).min(self.lines - first))
    }

    /// Where a line stands.
    pub fn place(self, line: u64) -> i64 {
        let px = |lines: u64| i64::try_from(lines * self.line).unwrap_or(i64::MAX);
        if !self.squeezed() {
            return px(line);
        }
        let top = i64::try_from(self.top).unwrap_or(i64::MAX);
        top + px(line) - px(self.first())
    }

    /// Whether a line is wholly visible.
    pub fn shows(self, line: u64) -> bool {
        if self.squeezed() {
            return (self.first()..self.first() + self.page()).contains(&line);
        }
        line * self.line >= self.top && (line + 1) * self.line <= self.top + self.height
    }

    /// How far to scroll so that a line is visible, with as little movement as possible.
    pub fn scroll_for(self, line: u64) -> u64 {
        if self.shows(line) {
            return self.top;
        }
        let below = line > self.first();
        if !self.squeezed() {
            let end = ((line + 1) * self.line).saturating_sub(self.height);
            return if below { end } else { line * self.line };
        }
        let room = self.track().saturating_sub(self.height);
        let most = self.lines.saturating_sub(self.page()).max(1);
        // In the middle, since a pixel stands for more than a line and so the way is not exact.
        line.saturating_sub(self.page() / 2).min(most) * room / most
    }
}

#[cfg(test)]
mod tests {
    use super::LongList;

    fn list(lines: u64) -> LongList {
        LongList {
            line: 26,
            lines,
            top: 0,
            height: 260,
        }
    }

    #[test]
    fn a_short_list_scrolls_line_by_line() {
        let short = list(1_000);
        assert_eq!(short.scroll_for(5), 0, "it is visible already");
        assert_eq!(short.scroll_for(10), 26, "one line further");
        let scrolled = LongList { top: 2_600, ..short };
        assert_eq!((scrolled.first(), scrolled.place(100)), (100, 2_600));
        assert_eq!(scrolled.scroll_for(3), 78);
    }

    #[test]
    fn every_line_of_a_huge_list_can_be_scrolled_to() {
        let huge = list(10_000_000);
        assert!(huge.track() <= 8_000_000);
        for line in [0, 1, 77, 4_999_999, 9_999_990, 9_999_998, 9_999_999] {
            for from in [0, 3_000_000, huge.track() - huge.height] {
                let before = LongList { top: from, ..huge };
                let after = LongList {
                    top: before.scroll_for(line),
                    ..huge
                };
                assert!(after.shows(line), "{line} from {from}: {}", after.first());
                let place = after.place(line) - after.top as i64;
                assert!((0..260).contains(&place), "{line} stands at {place}");
            }
        }
    }
}
