//! Texts with `*` for any characters, and how much work they would be for AWS.

use std::collections::BTreeSet;

/// EVB-053: in how many places of its wildcards an input may be at once. AWS names no number; this is the smallest with
/// which `*:*:*:*:*:event-bus/*` is too complex.
const MOST_PLACES: usize = 10;
/// How many situations of a whole pattern are looked at. An honest one of the size that AWS allows has some thousands.
pub const MOST_SITUATIONS: usize = 20_000;

/// Up to this many comparisons of bytes a search is simple.
const SHORT: usize = 1_024;

/// A text with wildcards.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Wildcard {
    /// What stands between the wildcards; one part where there is none.
    parts: Box<[Box<str>]>,
}

impl Wildcard {
    /// `*` stands for any characters, `\*` for itself and `\\` for a backslash.
    ///
    /// # Errors
    /// What is wrong, in AWS's words. Positions count the opening quote.
    pub fn read(text: &str) -> Result<Wildcard, String> {
        let mut parts = Vec::new();
        let mut part = String::new();
        let mut letters = text.char_indices().peekable();
        while let Some((index, letter)) = letters.next() {
            let next = letters.peek().map(|(_, next)| *next);
            match letter {
                '*' if next == Some('*') => {
                    return Err(format!("Consecutive wildcard characters at pos {}", index + 1));
                }
                '*' => parts.push(std::mem::take(&mut part).into_boxed_str()),
                '\\' => match next.filter(|next| ['*', '\\'].contains(next)) {
                    Some(next) => {
                        part.push(next);
                        letters.next();
                    }
                    None => return Err(format!("Invalid escape character at pos {}", index + 1)),
                },
                letter => part.push(letter),
            }
        }
        parts.push(part.into_boxed_str());
        Ok(Wildcard { parts: parts.into() })
    }

    /// Takes the first fit of each part, which is enough: a later fit leaves less for the rest. So time is linear.
    pub fn matches(&self, text: &str) -> bool {
        let [first, middle @ .., last] = &*self.parts else {
            return *self.parts[0] == *text;
        };
        let rest = text.strip_prefix(&**first).and_then(|rest| rest.strip_suffix(&**last));
        let Some(mut rest) = rest else {
            return false;
        };
        for part in middle {
            let Some(index) = find(rest, part) else {
                return false;
            };
            rest = &rest[index + part.len()..];
        }
        true
    }

    /// Its letters and wildcards, with the closing quote.
    fn places(&self) -> Vec<Option<u8>> {
        let mut places = Vec::new();
        for (index, part) in self.parts.iter().enumerate() {
            if index > 0 {
                places.push(None);
            }
            places.extend(part.bytes().map(Some));
        }
        places.push(Some(b'"'));
        places
    }
}

/// Where a part begins. The library's search is linear, but takes longer to begin than a short text takes to look through.
fn find(text: &str, part: &str) -> Option<usize> {
    if text.len() * part.len() > SHORT {
        return text.find(part);
    }
    let mut windows = text.as_bytes().windows(part.len().max(1));
    windows.position(|window| window == part.as_bytes())
}

/// One letter or wildcard of one of the texts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    text: usize,
    index: usize,
}

/// Whether some input could be in too many places of the alternatives of one field at once (EVB-053): each wildcard that
/// was reached, and each letter behind one, is a place. Every situation that is looked at is taken from the budget; what
/// exceeds it is too complex as well.
pub fn too_complex(wildcards: &[&Wildcard], budget: &mut usize) -> bool {
    let unique: BTreeSet<&Wildcard> = wildcards.iter().copied().collect();
    let texts: Vec<Vec<Option<u8>>> = unique.iter().map(|wildcard| wildcard.places()).collect();
    let mut seen = BTreeSet::new();
    let mut open = vec![None];
    while let Some(situation) = open.pop() {
        for letter in letters(&texts, situation.as_ref()) {
            let next = step(&texts, situation.as_ref(), letter);
            if next.is_empty() || seen.contains(&next) {
                continue;
            }
            if weight(&texts, &next) >= MOST_PLACES || *budget == 0 {
                return true;
            }
            *budget -= 1;
            seen.insert(next.clone());
            open.push(Some(next));
        }
    }
    false
}

/// The letters that make a difference: those that are wanted next, and one that nobody wants, which stands for all others.
fn letters(texts: &[Vec<Option<u8>>], from: Option<&BTreeSet<Place>>) -> BTreeSet<Option<u8>> {
    // A letter may be wanted right away, or behind a wildcard that stands for nothing.
    let wanted = |text: usize, index: usize| (index..index + 3).filter_map(move |index| *texts[text].get(index)?);
    let mut letters: BTreeSet<Option<u8>> = match from {
        None => (0..texts.len()).flat_map(|text| wanted(text, 0)).map(Some).collect(),
        Some(places) => places
            .iter()
            .flat_map(|place| wanted(place.text, place.index))
            .map(Some)
            .collect(),
    };
    letters.insert(None);
    letters
}

/// Where one can be after one more letter. The beginning, before any letter, is None.
fn step(texts: &[Vec<Option<u8>>], from: Option<&BTreeSet<Place>>, letter: Option<u8>) -> BTreeSet<Place> {
    let mut next = BTreeSet::new();
    let mut enter = |text: usize, index: usize| match texts[text].get(index) {
        Some(None) => {
            next.insert(Place { text, index });
            // A wildcard may stand for nothing.
            if texts[text]
                .get(index + 1)
                .is_some_and(|after| after.is_some() && *after == letter)
            {
                next.insert(Place { text, index: index + 1 });
            }
        }
        Some(wanted) if *wanted == letter => {
            next.insert(Place { text, index });
        }
        _ => {}
    };
    match from {
        None => (0..texts.len()).for_each(|text| enter(text, 0)),
        Some(places) => {
            for place in places {
                if texts[place.text][place.index].is_none() {
                    enter(place.text, place.index);
                } else {
                    enter(place.text, place.index + 1);
                }
            }
        }
    }
    next
}

/// The places of a situation; a wildcard that comes next counts as reached.
fn weight(texts: &[Vec<Option<u8>>], situation: &BTreeSet<Place>) -> usize {
    let upcoming = situation.iter().filter(|place| {
        let next = Place {
            text: place.text,
            index: place.index + 1,
        };
        texts[next.text].get(next.index) == Some(&None) && !situation.contains(&next)
    });
    situation.len() + upcoming.count()
}
