//! An HTTP endpoint: a webhook of somebody.

use super::medium::{Confirms, Medium};
use super::rules::rule;
use super::spec;
use crate::base::{Ratio, Scope, SimDuration, SimTime, Stream, Template};
use crate::nodes::answers::http_refusal;
use crate::sim::{Card, Ctx, Message, NodeSpec, Refusal, Rule, Settings, Tone};
use std::rc::Rc;

/// Its settings in the form in which they are used.
#[derive(Clone, Debug)]
pub struct Http {
    status: u16,
    latency: SimDuration,
    spread: u64,
    failure: Ratio,
    failure_status: u16,
    outage: Outage,
    most: Option<usize>,
    confirms: bool,
    deduplicates: bool,
    answer: Rc<Template>,
}

/// When it is down: once, or again and again.
#[derive(Clone, Copy, Debug)]
struct Outage {
    from: SimDuration,
    span: SimDuration,
    every: SimDuration,
}

impl Outage {
    fn is_on(self, now: SimTime) -> bool {
        let begun = now.0.checked_sub(self.from.0);
        begun.is_some_and(|since| since.checked_rem(self.every.0).unwrap_or(since) < self.span.0)
    }
}

impl Medium for Http {
    const SPEC: &'static NodeSpec = &spec::HTTP;
    const BUSY: &'static str = "answering";
    const TAKEN: &'static str = "requests";
    const TOO_MANY: &'static str = "429";
    const TOO_MANY_RULE: &'static Rule = rule("END-050");

    fn new(settings: &Settings) -> Http {
        let number = |name| settings.number(name).max(0) as u64;
        let most = number("MaxConcurrency") as usize;
        Http {
            status: number("StatusCode") as u16,
            latency: settings.millis("Latency"),
            spread: number("LatencySpread"),
            failure: settings.percent("FailureRate"),
            failure_status: number("FailureStatusCode") as u16,
            outage: Outage {
                from: settings.seconds("DownFrom"),
                span: settings.seconds("DownFor"),
                every: settings.seconds("DownEvery"),
            },
            most: (most > 0).then_some(most),
            confirms: settings.flag("ConfirmSubscription"),
            deduplicates: settings.flag("DeduplicateByMessageId"),
            answer: Rc::new(Template::parse(&settings.text("Answer"), &["body"])),
        }
    }

    fn latency(&self) -> (SimDuration, u64) {
        (self.latency, self.spread)
    }

    fn is_up(&self, now: SimTime) -> bool {
        !self.outage.is_on(now)
    }

    fn most(&self) -> Option<usize> {
        self.most
    }

    /// END-050: its status code, or by chance that of a failure.
    fn judge(&mut self, _message: &Message, luck: &mut Stream, _cx: &mut Ctx<'_>) -> Result<(), Refusal> {
        let status = if luck.chance(self.failure) {
            self.failure_status
        } else {
            self.status
        };
        match status {
            200..300 => Ok(()),
            status => Err(http_refusal(status, const { rule("END-050") })),
        }
    }

    fn answer(&self, message: &Message) -> Option<Rc<str>> {
        let scope = Scope {
            n: message.id.0,
            now: message.created,
            values: &[&message.draft.body],
        };
        // The text of an answer says nothing by chance: what it draws is the same for the same message.
        let mut luck = Stream::new(message.id.0, 0, "answer");
        (!self.answer.is_empty()).then(|| self.answer.render(scope, &mut luck))
    }

    fn confirms(&self) -> Confirms {
        if self.confirms {
            Confirms::AtOnce
        } else {
            Confirms::Never
        }
    }

    fn deduplicates(&self) -> bool {
        self.deduplicates
    }

    fn card(&self, _now: SimTime, card: &mut Card) {
        if let Some(word) = self.answer.unknown().first() {
            (card.status, card.tone) = (format!("{word} is unknown"), Tone::Warning);
        } else if !(200..300).contains(&self.status) {
            (card.status, card.tone) = (format!("answers {}", self.status), Tone::Bad);
        }
    }
}
