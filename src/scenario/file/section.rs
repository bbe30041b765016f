//! One table of a file, read key by key: what is asked for is taken, what is left over is a mistake.

use crate::api::did_you_mean;
use crate::base::parse_duration;
use crate::base::{SimDuration, SimTime};
use std::fmt;
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// Something wrong in a file: where, what, and how to mend it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Problem {
    /// The line, counted from 1.
    pub line: usize,
    /// A sentence or two.
    pub text: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.text)
    }
}

/// Collects what is wrong, so that one reading shows all of it.
pub struct Problems<'i> {
    input: &'i str,
    /// What was found so far.
    pub found: Vec<Problem>,
    /// Names of nodes that could not be read. That they are missing elsewhere is no further mistake.
    pub unread: Vec<String>,
}

impl<'i> Problems<'i> {
    /// Nothing found yet in this text.
    pub fn new(input: &'i str) -> Problems<'i> {
        Problems {
            input,
            found: Vec::new(),
            unread: Vec::new(),
        }
    }

    /// Notes that a text names something that is missing, unless that could not be read itself.
    pub fn missing(&mut self, span: &Range<usize>, naming: &str, text: impl Into<String>) {
        if !self.unread.iter().any(|name| naming.contains(name.as_str())) {
            self.add(span, text);
        }
    }

    /// Notes what is wrong at a place of the text.
    pub fn add(&mut self, span: &Range<usize>, text: impl Into<String>) {
        let before = &self.input.as_bytes()[..span.start.min(self.input.len())];
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        self.found.push(Problem {
            line,
            text: text.into(),
        });
    }
}

/// A value with its place in the text.
#[derive(Debug)]
pub struct Cell<'i> {
    /// What stands there.
    pub value: DeValue<'i>,
    /// Where.
    pub span: Range<usize>,
}

/// A key of a table with its place in the text, and its value.
pub type Entry<'i> = (String, Range<usize>, Cell<'i>);

/// A table whose keys are taken one by one.
#[derive(Debug)]
pub struct Section<'i> {
    /// What it is, for messages: `the node "web"`.
    pub what: String,
    /// Where it begins.
    pub span: Range<usize>,
    entries: Vec<Entry<'i>>,
    asked: Vec<&'static str>,
}

impl<'i> Section<'i> {
    /// A table in the order of the text. Tables within it become dotted keys, so that `A.b = 1` and `"A.b" = 1` are
    /// the same; `flat` is false where the inner tables are things of their own.
    pub fn new(what: impl Into<String>, span: Range<usize>, table: DeTable<'i>, flat: bool) -> Section<'i> {
        let mut entries = Vec::new();
        collect("", table, flat, &mut entries);
        entries.sort_by_key(|(_, span, _)| span.start);
        Section {
            what: what.into(),
            span,
            entries,
            asked: Vec::new(),
        }
    }

    /// All entries in the order of the text.
    pub fn into_entries(self) -> Vec<Entry<'i>> {
        self.entries
    }

    /// The keys that were asked for, whether they were there or not.
    pub fn asked(&self) -> &[&'static str] {
        &self.asked
    }

    /// Takes the value of a key.
    pub fn take(&mut self, key: &'static str) -> Option<Cell<'i>> {
        self.asked.push(key);
        let index = self.entries.iter().position(|(name, _, _)| name == key)?;
        Some(self.entries.remove(index).2)
    }

    /// Takes a text.
    pub fn text(&mut self, key: &'static str, problems: &mut Problems<'_>) -> Option<(String, Range<usize>)> {
        let cell = self.take(key)?;
        match cell.value {
            DeValue::String(text) => Some((text.into_owned(), cell.span)),
            _ => {
                problems.add(
                    &cell.span,
                    format!("{key} is a text. Write it in quotes: {key} = \"…\"."),
                );
                None
            }
        }
    }

    /// Takes a text that must be there.
    pub fn need_text(
        &mut self,
        key: &'static str,
        example: &str,
        problems: &mut Problems<'_>,
    ) -> Option<(String, Range<usize>)> {
        if !self.has(key) {
            self.asked.push(key);
            problems.add(
                &self.span,
                format!("{} needs {key}. Add for example {key} = \"{example}\".", self.what),
            );
            return None;
        }
        self.text(key, problems)
    }

    /// Takes a whole number of a range.
    pub fn whole(
        &mut self,
        key: &'static str,
        range: std::ops::RangeInclusive<i128>,
        problems: &mut Problems<'_>,
    ) -> Option<i128> {
        let cell = self.take(key)?;
        let number = whole_of(&cell.value);
        let taken = number.filter(|number| range.contains(number));
        if taken.is_none() {
            let text = format!("{key} is a whole number from {} to {}.", range.start(), range.end());
            problems.add(&cell.span, text);
        }
        taken
    }

    /// Takes a yes or no.
    pub fn flag(&mut self, key: &'static str, problems: &mut Problems<'_>) -> Option<bool> {
        let cell = self.take(key)?;
        if let DeValue::Boolean(flag) = cell.value {
            return Some(flag);
        }
        problems.add(&cell.span, format!("{key} is true or false, without quotes."));
        None
    }

    /// Takes a span of time such as `"20 ms"`.
    pub fn span_of_time(&mut self, key: &'static str, problems: &mut Problems<'_>) -> Option<SimDuration> {
        let cell = self.take(key)?;
        let parsed = match &cell.value {
            DeValue::String(text) => parse_duration(text),
            _ => None,
        };
        if parsed.is_none() {
            let text =
                format!("{key} is a time with its unit, in quotes: {key} = \"1.5 s\". Units: µs, ms, s, min, h, d.");
            problems.add(&cell.span, text);
        }
        parsed
    }

    /// Takes an instant: the time since the start.
    pub fn instant(&mut self, key: &'static str, problems: &mut Problems<'_>) -> Option<SimTime> {
        self.span_of_time(key, problems).map(|span| SimTime(span.0))
    }

    /// Takes an instant that must be there.
    pub fn need_instant(&mut self, key: &'static str, problems: &mut Problems<'_>) -> Option<SimTime> {
        if !self.has(key) {
            self.asked.push(key);
            problems.add(
                &self.span,
                format!("{} needs {key}. Add for example {key} = \"20 s\".", self.what),
            );
            return None;
        }
        self.instant(key, problems)
    }

    /// Takes a pair of whole pixels such as `[16, 168]`.
    pub fn pair(&mut self, key: &'static str, least: i32, problems: &mut Problems<'_>) -> Option<(i32, i32)> {
        let Some(cell) = self.take(key) else {
            problems.add(
                &self.span,
                format!("{} needs {key}. Add for example {key} = [16, 168].", self.what),
            );
            return None;
        };
        let pixels = |value: &DeValue<'_>| {
            let number = whole_of(value).and_then(|number| i32::try_from(number).ok());
            number.filter(|number| (least..=super::FAR).contains(number))
        };
        if let DeValue::Array(cells) = &cell.value
            && let [first, second] = cells.iter().collect::<Vec<_>>().as_slice()
            && let (Some(first), Some(second)) = (pixels(first.get_ref()), pixels(second.get_ref()))
        {
            return Some((first, second));
        }
        let text = format!(
            "{key} is two whole numbers of pixels from {least} to {}: {key} = [16, 168].",
            super::FAR
        );
        problems.add(&cell.span, text);
        None
    }

    /// Whether a key is there.
    pub fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|(name, _, _)| name == key)
    }

    /// Complains about every key that nobody asked for.
    pub fn finish(self, problems: &mut Problems<'_>) {
        for (name, span, _) in &self.entries {
            problems.add(span, unknown(&self.what, name, &self.asked));
        }
    }
}

/// The sentence about a key that is none of those that are known.
pub fn unknown(what: &str, name: &str, known: &[&str]) -> String {
    let hint = did_you_mean(name, known.iter().copied());
    let hint = if hint.is_empty() {
        format!(" It takes: {}.", known.join(", "))
    } else {
        hint
    };
    format!("{what} has no {name}.{hint}")
}

fn collect<'i>(prefix: &str, table: DeTable<'i>, flat: bool, entries: &mut Vec<Entry<'i>>) {
    for (key, cell) in table {
        let name = format!("{prefix}{}", key.get_ref());
        let (key_span, span) = (key.span(), cell.span());
        match cell.into_inner() {
            DeValue::Table(inner) if flat && !inner.is_empty() => collect(&format!("{name}."), inner, flat, entries),
            value => entries.push((name, key_span, Cell { value, span })),
        }
    }
}

/// A whole number, whatever the base it is written in.
pub fn whole_of(value: &DeValue<'_>) -> Option<i128> {
    let number = value.as_integer()?;
    i128::from_str_radix(number.as_str(), number.radix()).ok()
}
