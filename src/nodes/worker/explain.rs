//! What a worker does with a message it has, and why it asks for others or doesn't.

use super::Worker;
use super::rules::rule;
use super::thread::{Stage, Thread};
use crate::base::{MessageId, SimTime, WireId};
use crate::sim::{Asking, Place, Standing};

impl Worker {
    /// What it does with a message; None when it has nothing to do with it.
    pub(super) fn standing(&self, message: MessageId) -> Option<Standing> {
        let working = |text: String| Standing::new(Place::Working, text);
        for thread in &self.threads {
            if let Some(index) = thread.hand.iter().position(|delivery| delivery.message.id == message) {
                let first = thread.hand[0].message.id;
                let standing = match (index, thread.stage) {
                    (0, Stage::Working) => working(format!("works on it until {}.", thread.until)).until(thread.until),
                    (0, Stage::Fetching) => working("fetches the payload that it points to.".to_string()),
                    (0, Stage::Forwarding { .. }) => {
                        working("has sent its result on and waits until that is accepted.".to_string())
                    }
                    (0, _) => working("has it in hand.".to_string()),
                    (ahead, _) => Standing {
                        blocker: Some(first),
                        ..working(format!(
                            "has it in hand behind {first}{}: a thread works on one message after another.",
                            if ahead == 1 {
                                String::new()
                            } else {
                                format!(" and {} more", ahead - 1)
                            }
                        ))
                        .by(const { rule("PAT-002") })
                    },
                };
                return Some(standing.of(&thread.hand[index].message));
            }
            if thread.settling.iter().any(|(handle, _)| handle.message == message) {
                return Some(working(
                    "is done with it and waits for the answer to its delete.".to_string(),
                ));
            }
            if thread.finished.iter().any(|handle| handle.message == message) {
                let text = "is done with it and deletes it together with the rest of the batch.";
                return Some(working(text.to_string()));
            }
        }
        None
    }

    /// Whether it waits for messages over a wire right now.
    pub(super) fn polls(&self, wire: WireId) -> bool {
        let mut mine = self.threads.iter().filter(|thread| thread.wire == wire);
        mine.any(|thread| matches!(thread.stage, Stage::Polling(_)))
    }

    /// Whether it asks for messages over a wire.
    pub(super) fn asks(&self, now: SimTime, wire: WireId) -> Asking {
        let told = |text: &str, until: Option<SimTime>| Asking {
            text: text.to_string(),
            rule: None,
            until,
        };
        if self.down {
            return Asking {
                rule: Some(const { rule("SQS-083") }),
                ..told("is down and asks for nothing.", None)
            };
        }
        if self.is_stopped(now) {
            return told("has reached the end of its working time and asks no more.", None);
        }
        let mine = |thread: &&Thread| thread.wire == wire && !thread.retiring && thread.stage != Stage::Free;
        let threads: Vec<&Thread> = self.threads.iter().filter(mine).collect();
        if threads.iter().any(|thread| matches!(thread.stage, Stage::Polling(_))) {
            return told("is asking right now.", None);
        }
        let resting = threads.iter().filter(|thread| thread.stage == Stage::Resting);
        if let Some(next) = resting.map(|thread| thread.until).min() {
            let text = if now < self.config.start {
                "begins to receive at"
            } else {
                "asks next at"
            };
            return Asking {
                text: format!("{text} {next}."),
                rule: Some(const { rule("SQS-228") }),
                until: Some(next),
            };
        }
        let working = threads.iter().filter(|thread| thread.stage == Stage::Working);
        let free = working.map(|thread| thread.until).min();
        let busy = match threads.len() {
            0 => return told("has no thread for this wire.", None),
            1 => "is busy: its only thread works on another message".to_string(),
            count => format!("is busy: all its {count} threads work on other messages"),
        };
        let text = match free {
            Some(free) => format!("{busy}, the first until {free}."),
            None => format!("{busy}."),
        };
        Asking {
            text: if threads.len() == 1 {
                text.replace(", the first", "")
            } else {
                text
            },
            rule: Some(const { rule("PAT-002") }),
            until: free,
        }
    }
}
