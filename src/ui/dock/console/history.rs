//! The lines that were typed before, kept from visit to visit.

use crate::platform::storage;

/// At most so many lines are kept.
const MOST: usize = 200;

/// The typed lines, oldest first, and which of them stands in the prompt.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct History {
    lines: Vec<String>,
    /// How many lines back; 0 is what is being written.
    back: usize,
    draft: String,
}

impl History {
    /// What this browser has kept.
    pub fn remembered() -> History {
        let kept = storage::read(storage::CONSOLE).unwrap_or_default();
        History {
            lines: kept.lines().map(str::to_string).collect(),
            ..History::default()
        }
    }

    /// Remembers what was run.
    pub fn add(&mut self, text: &str) {
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            self.lines.retain(|known| known != line);
            self.lines.push(line.to_string());
        }
        self.lines.drain(..self.lines.len().saturating_sub(MOST));
        (self.back, self.draft) = (0, String::new());
        // A browser that keeps nothing forgets the history with the page.
        storage::write(storage::CONSOLE, &self.lines.join("\n"));
    }

    /// The line before the one that stands in the prompt now.
    pub fn earlier(&mut self, present: &str) -> Option<String> {
        if self.back == 0 {
            self.draft = present.to_string();
        }
        let index = self.lines.len().checked_sub(self.back + 1)?;
        self.back += 1;
        self.lines.get(index).cloned()
    }

    /// The line after it, at last what was being written.
    pub fn later(&mut self) -> Option<String> {
        self.back = self.back.checked_sub(1)?;
        if self.back == 0 {
            return Some(std::mem::take(&mut self.draft));
        }
        self.lines.get(self.lines.len() - self.back).cloned()
    }
}
