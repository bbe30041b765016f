//! A phone that gets text messages.

use super::medium::Medium;
use super::rules::rule;
use super::spec;
use crate::base::{SimDuration, SimTime, Stream};
use crate::sim::{Card, Ctx, Message, Metrics, NodeSpec, Refusal, Rule, Settings, Tone};

/// The characters of the GSM alphabet besides ASCII's letters and digits, each of 7 bits.
const GSM: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà";
/// Those that take two places.
const GSM_TWICE: &str = "^{}\\[~]|€";
/// The most characters of a text message (END-061).
const MOST: usize = 1_600;
/// What a part costs in millionths of a dollar.
pub const PART_MICRO_DOLLARS: u64 = 6_450;
/// A budget counts for so long.
const MONTH: SimDuration = SimDuration::from_secs(30 * 86_400);

/// Its settings in the form in which they are used, and what was spent.
#[derive(Clone, Debug)]
pub struct Sms {
    reachable: bool,
    opted_out: bool,
    verified: bool,
    latency: SimDuration,
    limit_micros: u64,
    spent_micros: u64,
    month: u64,
    parts: u64,
}

/// How many parts a text makes (END-061).
pub fn parts(text: &str) -> u64 {
    let width = |c: char| match c {
        c if c.is_ascii_alphanumeric() || GSM.contains(c) => Some(1),
        c if GSM_TWICE.contains(c) => Some(2),
        _ => None,
    };
    // A text of several parts spends some of each on saying which one it is.
    let (places, alone, joined) = match text.chars().map(width).sum::<Option<u64>>() {
        Some(places) => (places, 160, 153),
        None => (text.encode_utf16().count() as u64, 70, 67),
    };
    if places <= alone { 1 } else { places.div_ceil(joined) }
}

impl Sms {
    /// END-061: what keeps a text message from being sent.
    fn obstacle(&self, message: &Message, cost: u64) -> Option<(&'static str, bool)> {
        if message.draft.body.chars().count() > MOST {
            Some(("InvalidParameter", false))
        } else if self.opted_out {
            Some(("OptedOut", false))
        } else if !self.verified {
            Some(("NotVerified", false))
        } else if self.spent_micros + cost > self.limit_micros {
            Some(("NoQuotaLeft", false))
        } else if !self.reachable {
            Some(("PhoneUnreachable", true))
        } else {
            None
        }
    }
}

impl Medium for Sms {
    const SPEC: &'static NodeSpec = &spec::SMS;
    const BUSY: &'static str = "arriving";
    const TAKEN: &'static str = "texts";
    const TOO_MANY: &'static str = "Throttled";
    const TOO_MANY_RULE: &'static Rule = rule("END-064");

    fn new(settings: &Settings) -> Sms {
        Sms {
            reachable: settings.flag("Reachable"),
            opted_out: settings.flag("OptedOut"),
            verified: settings.flag("Verified") || !settings.flag("Sandbox"),
            latency: settings.millis("Latency"),
            limit_micros: settings.number("MonthlySpendLimit").max(0) as u64 * 10_000,
            spent_micros: 0,
            month: 0,
            parts: 0,
        }
    }

    fn go_on(&mut self, before: &Sms) {
        (self.spent_micros, self.month, self.parts) = (before.spent_micros, before.month, before.parts);
    }

    fn latency(&self) -> (SimDuration, u64) {
        (self.latency, 0)
    }

    fn judge(&mut self, message: &Message, _luck: &mut Stream, cx: &mut Ctx<'_>) -> Result<(), Refusal> {
        let month = cx.now().0 / MONTH.0;
        if month != self.month {
            (self.month, self.spent_micros) = (month, 0);
        }
        let parts = parts(&message.draft.body);
        let cost = parts * PART_MICRO_DOLLARS;
        if let Some((code, retryable)) = self.obstacle(message, cost) {
            let rule = if retryable {
                const { rule("END-064") }
            } else {
                const { rule("END-061") }
            };
            return Err(Refusal {
                code,
                rule: Some(rule),
                retryable,
            });
        }
        self.spent_micros += cost;
        self.parts += parts;
        cx.charge(&spec::SMS_PARTS, parts);
        cx.touch(
            &spec::SMS_BUDGET,
            self.spent_micros / 10_000,
            self.limit_micros / 10_000,
        );
        Ok(())
    }

    fn metrics(&self, out: &mut Metrics) {
        out.set("Parts", self.parts);
        out.set("SMSMonthToDateSpentCents", self.spent_micros / 10_000);
    }

    fn card(&self, _now: SimTime, card: &mut Card) {
        let (status, tone) = if self.opted_out {
            ("opted out", Tone::Warning)
        } else if !self.verified {
            ("not verified", Tone::Warning)
        } else if !self.reachable {
            ("out of reach", Tone::Bad)
        } else if self.spent_micros + PART_MICRO_DOLLARS > self.limit_micros {
            ("budget spent", Tone::Bad)
        } else {
            ("", Tone::Plain)
        };
        (card.status, card.tone) = (status.to_string(), tone);
    }
}
