//! The console: what was typed and what was done by hand, as command lines with their answers.

use super::action::Changed;
use super::run::Session;
use crate::api::{self, ApiError, Output, Performed, Ticket, Usage, completion, render};
use crate::base::SimTime;
use crate::scenario::{Scenario, lines};
use crate::sim::Action as Call;
use serde_json::Value;
use std::collections::VecDeque;

/// What became of a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// It was done; this is the answer, maybe "".
    Done(String),
    /// It was not done, or the service refused it.
    Refused(String),
    /// It is a call that waits for its answer.
    Waiting,
}

/// A line of the transcript.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// Its number, counted from 1.
    pub number: u64,
    /// The clock when it was done.
    pub at: SimTime,
    /// The command line.
    pub line: String,
    /// Whether it stands for something done with mouse or keys elsewhere.
    pub by_hand: bool,
    /// What became of it.
    pub outcome: Outcome,
    /// The clock when a call that waited got its answer.
    pub answered: Option<SimTime>,
}

/// A call that waits.
#[derive(Clone, Debug)]
struct Waiting {
    entry: u64,
    branch: u64,
    ticket: Ticket,
    output: Output,
}

/// The transcript.
#[derive(Clone, Debug, Default)]
pub struct Console {
    entries: VecDeque<Entry>,
    counted: u64,
    revision: u64,
    waiting: Vec<Waiting>,
    output: Output,
}

impl Console {
    /// At most so many lines are kept, the newest ones.
    pub const MOST: usize = 1_000;
    /// Longer answers are cut after so many bytes.
    const LONGEST: usize = 20_000;

    /// The lines, oldest first.
    pub fn entries(&self) -> impl ExactSizeIterator<Item = &Entry> {
        self.entries.iter()
    }

    /// Another number after each change.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// How answers are printed where the line does not say.
    pub fn output(&self) -> Output {
        self.output
    }

    fn add(&mut self, at: SimTime, line: &str, by_hand: bool, outcome: Outcome) -> u64 {
        self.counted += 1;
        self.revision += 1;
        self.entries.push_back(Entry {
            number: self.counted,
            at,
            line: line.to_string(),
            by_hand,
            outcome,
            answered: None,
        });
        if self.entries.len() > Console::MOST {
            self.entries.pop_front();
        }
        self.counted
    }

    /// A line that was done by hand. One that says the same as the last with another value, as while a slider is
    /// dragged, takes its place.
    pub(super) fn add_by_hand(&mut self, at: SimTime, line: &str) {
        let subject = |line: &str| line.rsplit_once('=').map(|(subject, _)| subject.to_string());
        let again = self.entries.back().is_some_and(|last| {
            last.by_hand && last.at == at && subject(line).is_some() && subject(&last.line) == subject(line)
        });
        if again {
            self.entries.pop_back();
        }
        self.add(at, line, true, Outcome::Done(String::new()));
    }

    fn settle(&mut self, number: u64, outcome: Outcome, at: SimTime) {
        self.revision += 1;
        if let Some(entry) = self.entries.iter_mut().find(|entry| entry.number == number) {
            entry.outcome = outcome;
            entry.answered = Some(at);
        }
    }

    fn in_words(&self, line: &str, action: &Call, answer: &Value, output: Output) -> String {
        let says = line.split_whitespace().any(|word| word.starts_with("--output"));
        let output = if says { output } else { self.output };
        let mut text = render(action, answer, output);
        if text.len() > Console::LONGEST {
            let end = (0..=Console::LONGEST).rev().find(|end| text.is_char_boundary(*end));
            text.truncate(end.unwrap_or(0));
            text += "\n… (cut here)";
        }
        text
    }
}

impl Session {
    /// The transcript of this session.
    pub fn console(&self) -> &Console {
        &self.console
    }

    /// The words that could stand at the cursor (a byte offset), and where the word begins that they replace.
    pub fn completion(&self, line: &str, cursor: usize) -> (usize, Vec<String>) {
        let (start, mut words) = completion(self.timeline.world(), line, cursor);
        let typed = line.get(start..cursor).unwrap_or("");
        if line.get(..start).is_some_and(|before| before.trim().is_empty()) {
            let own = ["clear", "help"].into_iter();
            words.extend(
                own.filter(|word| word.starts_with(typed) && *word != typed)
                    .map(str::to_string),
            );
            words.sort_unstable();
        }
        (start, words)
    }

    /// How the line that is being written goes on.
    pub fn usage(&self, line: &str) -> Option<Usage> {
        api::usage(line)
    }

    /// Prints the answers of later lines so, where they don't say it themselves.
    pub(super) fn set_output(&mut self, output: Output) -> Changed {
        self.console.output = output;
        self.console.revision += 1;
        Changed::CONSOLE
    }

    /// Forgets the transcript. Calls that wait go on, but nobody hears of their answers.
    pub(super) fn clear_console(&mut self) -> Changed {
        self.console.entries.clear();
        self.console.waiting.clear();
        self.console.revision += 1;
        Changed::CONSOLE
    }

    /// Does what was typed into the console, each line after the other.
    pub(super) fn type_lines(&mut self, text: &str) -> Changed {
        let mut changed = Changed::CONSOLE | Changed::RUN;
        // A backslash at the end of a line goes on with the next one, as in a shell.
        let joined = text.replace("\\\r\n", " ").replace("\\\n", " ");
        for line in joined
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
        {
            let now = self.now();
            if line == "clear" {
                changed |= self.clear_console();
            } else if let Some(text) = api::help(line) {
                self.answer = Some(text.clone());
                self.console.add(now, line, false, Outcome::Done(text));
            } else {
                changed |= self.run_line(line, false);
            }
        }
        changed
    }

    /// Writes down a line that was tried, and what became of it.
    pub(super) fn transcribe(&mut self, at: SimTime, line: &str, by_hand: bool, tried: Result<Performed, String>) {
        let outcome = match &tried {
            Err(error) => Outcome::Refused(error.clone()),
            Ok(Performed::Done(sentence)) => Outcome::Done(sentence.clone()),
            Ok(Performed::Answered { action, answer, output }) => {
                Outcome::Done(self.console.in_words(line, action, answer, *output))
            }
            Ok(Performed::Waiting { .. }) => Outcome::Waiting,
        };
        let entry = self.console.add(at, line, by_hand, outcome);
        if let Ok(Performed::Waiting { ticket, output }) = tried {
            let branch = self.branch;
            self.console.waiting.push(Waiting {
                entry,
                branch,
                ticket,
                output,
            });
        }
    }

    /// Writes down the lines that a change of the document stands for.
    pub(super) fn transcribe_edit(&mut self, before: &Scenario) {
        let now = self.now();
        for line in lines(before, &self.scenario) {
            self.console.add_by_hand(now, &line);
        }
    }

    /// Writes down something that has no command, as a comment.
    pub(super) fn remark(&mut self, text: &str) {
        let now = self.now();
        self.console
            .add(now, &format!("# {text}"), true, Outcome::Done(String::new()));
    }

    /// Tells the answers of calls that waited for them.
    pub(super) fn hear_answers(&mut self) {
        if self.console.waiting.is_empty() {
            return;
        }
        let now = self.now();
        for waiting in std::mem::take(&mut self.console.waiting) {
            if waiting.branch != self.branch {
                let text = "No answer: the run went another way before it came.".to_string();
                self.console.settle(waiting.entry, Outcome::Refused(text), now);
                continue;
            }
            match self.answer_to(&waiting.ticket) {
                None => self.console.waiting.push(waiting),
                Some(Err(error)) => self
                    .console
                    .settle(waiting.entry, Outcome::Refused(error.to_string()), now),
                Some(Ok(answer)) => {
                    let line = self.console.entries.iter().find(|entry| entry.number == waiting.entry);
                    let line = line.map_or_else(String::new, |entry| entry.line.clone());
                    let text = self
                        .console
                        .in_words(&line, waiting.ticket.action, &answer, waiting.output);
                    self.console.settle(waiting.entry, Outcome::Done(text), now);
                }
            }
        }
    }

    /// The answer that the world has for a call, read from a copy: reading it must not change the run.
    fn answer_to(&self, ticket: &Ticket) -> Option<Result<Value, ApiError>> {
        let world = self.timeline.world();
        if !world.has_answer(ticket.call) && world.info(ticket.node).is_some() {
            return None;
        }
        api::answer(&mut world.checkpoint(), ticket)
    }

    /// The session as a shell script: the calls as they were, everything else as comments, with the simulated times.
    pub fn script(&self) -> String {
        let mut out = String::from("#!/bin/bash\n");
        out += &format!(
            "# {}: what was done in Decouple, with the simulated times.\n",
            self.scenario.title
        );
        out += "# Queues stand with their plain names where AWS wants their URLs.\n";
        let mut last = None;
        for entry in &self.console.entries {
            if api::help(&entry.line).is_some() {
                continue;
            }
            if last != Some(entry.at) {
                out += &format!("\n# at {}\n", entry.at);
                last = Some(entry.at);
            }
            let comment = if entry.line.starts_with("aws ") || entry.line.starts_with('#') {
                ""
            } else {
                "# decouple: "
            };
            out += &format!("{comment}{}\n", entry.line);
            if let Outcome::Refused(why) = &entry.outcome {
                out += &format!("# ^ {}\n", why.replace('\n', " "));
            }
        }
        out
    }
}

#[cfg(test)]
mod tests;
