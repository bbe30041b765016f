//! What stands in the prompt, for all parts of the console.

use super::history::History;
use crate::ui::Store;
use crate::ui::shared::Shared;

/// The words that could stand at the cursor.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Offer {
    /// Where the word begins that they replace, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// The words.
    pub words: Vec<String>,
    /// Which of them Enter takes.
    pub chosen: usize,
}

/// The line.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Written {
    /// The text.
    pub text: String,
    /// The words that are offered; none while the list is closed.
    pub offer: Offer,
    /// Whether Tab leaves the prompt, because Escape was pressed.
    pub leaving: bool,
    /// The lines typed before.
    pub history: History,
}

/// A handle to the line.
pub type Line = Shared<Written>;

impl Line {
    /// An empty line with the history of this browser.
    pub fn with_history() -> Line {
        Shared::new(Written {
            history: History::remembered(),
            ..Written::default()
        })
    }

    /// Writes something else.
    pub fn write(&self, text: String) {
        self.change(|line| {
            line.text = text;
            line.offer = Offer::default();
            line.leaving = false;
        });
    }

    /// Completes the word before the cursor as far as it is clear, and offers the words that remain. None when there are
    /// no words; else where the cursor stands then.
    pub fn complete(&self, store: &Store, cursor: usize) -> Option<usize> {
        let text = self.read(|line| line.text.clone());
        let (start, words) = store.read(|session| session.completion(&text, cursor));
        let common = common_start(&words)?;
        let typed = text.get(start..cursor).unwrap_or("").len();
        if words.len() == 1 {
            return Some(self.insert(start, cursor, &words[0]));
        }
        let end = if common.len() > typed {
            self.replace(start, cursor, &common)
        } else {
            cursor
        };
        self.change(|line| {
            line.offer = Offer {
                start,
                end,
                words,
                chosen: 0,
            }
        });
        Some(end)
    }

    /// Takes an offered word. Where the cursor stands then.
    pub fn take(&self, index: usize) -> usize {
        let offer = self.read(|line| line.offer.clone());
        let word = offer.words.get(index).cloned().unwrap_or_default();
        self.insert(offer.start, offer.end, &word)
    }

    /// Moves the choice among the offered words.
    pub fn choose(&self, step: isize) {
        self.change(|line| {
            let count = line.offer.words.len().max(1);
            let step = step.rem_euclid(isize::try_from(count).unwrap_or(1)).unsigned_abs();
            line.offer.chosen = (line.offer.chosen + step) % count;
        });
    }

    /// Closes the list of words.
    pub fn close(&self) {
        self.change(|line| line.offer = Offer::default());
    }

    /// Puts a word in place of a part, with a space behind it where it is complete.
    fn insert(&self, start: usize, end: usize, word: &str) -> usize {
        let space = if word.ends_with('=') { "" } else { " " };
        self.replace(start, end, &format!("{word}{space}"))
    }

    fn replace(&self, start: usize, end: usize, with: &str) -> usize {
        self.change(|line| {
            let (before, after) = (line.text.get(..start).unwrap_or(""), line.text.get(end..).unwrap_or(""));
            line.text = format!("{before}{with}{}", after.trim_start());
            line.offer = Offer::default();
        });
        start + with.len()
    }
}

/// What all the words begin with. None when there are none.
fn common_start(words: &[String]) -> Option<String> {
    let (first, rest) = words.split_first()?;
    let same = |index: usize, letter: char| {
        rest.iter()
            .all(|word| word[index.min(word.len())..].starts_with(letter))
    };
    let end = first
        .char_indices()
        .find(|(index, letter)| !rest.iter().all(|word| word.is_char_boundary(*index)) || !same(*index, *letter));
    Some(first[..end.map_or(first.len(), |(index, _)| index)].to_string())
}
