//! A mailbox.

use super::medium::{Confirms, Medium};
use super::rules::rule;
use super::spec;
use crate::base::{SimDuration, Stream};
use crate::sim::{Card, Ctx, Message, NodeSpec, Refusal, Rule, Settings, Tone};

/// Its settings in the form in which they are used.
#[derive(Clone, Debug)]
pub struct Mail {
    reachable: bool,
    latency: SimDuration,
    confirms: Confirms,
}

impl Medium for Mail {
    const SPEC: &'static NodeSpec = &spec::EMAIL;
    const BUSY: &'static str = "arriving";
    const TAKEN: &'static str = "mails";
    const TOO_MANY: &'static str = "Throttled";
    const TOO_MANY_RULE: &'static Rule = rule("END-064");

    fn new(settings: &Settings) -> Mail {
        Mail {
            reachable: settings.flag("Reachable"),
            latency: settings.millis("Latency"),
            confirms: match settings.choice("Confirms") {
                0 => Confirms::AtOnce,
                1 => Confirms::After(settings.seconds("ConfirmAfter")),
                _ => Confirms::Never,
            },
        }
    }

    fn latency(&self) -> (SimDuration, u64) {
        (self.latency, 0)
    }

    /// END-064: a full or unknown mailbox; the sender tries again (END-063).
    fn judge(&mut self, _message: &Message, _luck: &mut Stream, _cx: &mut Ctx<'_>) -> Result<(), Refusal> {
        let refusal = Refusal {
            code: "MailboxUnavailable",
            rule: Some(const { rule("END-064") }),
            retryable: true,
        };
        if self.reachable { Ok(()) } else { Err(refusal) }
    }

    /// END-060: nobody but the owner of the mailbox confirms.
    fn confirms(&self) -> Confirms {
        self.confirms
    }

    fn card(&self, _now: crate::base::SimTime, card: &mut Card) {
        if !self.reachable {
            (card.status, card.tone) = ("mails bounce".to_string(), Tone::Bad);
        }
    }
}
