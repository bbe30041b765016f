//! Events in words.

use super::noted;
use crate::base::{MessageId, NodeId, SimDuration};
use crate::sim::{Event, Fate, Happening, Tone};

/// What names a node has, for sentences.
pub type NameOf<'a> = &'a dyn Fn(NodeId) -> String;

/// What happened, as a sentence without the place: `m-12 received by worker, 2nd time, hidden for 30 s`.
pub fn sentence(event: &Event, name: NameOf<'_>) -> String {
    let m = event.message;
    let for_ = |until: crate::base::SimTime| until.since(event.at);
    match event.what {
        Happening::Made {
            parent: MessageId::NONE,
        } => format!("{m} made"),
        Happening::Made { parent } => format!("{m} made from {parent}"),
        Happening::Departed { arrives, .. } => match for_(arrives) {
            SimDuration::ZERO => format!("{m} sets out"),
            span => format!("{m} sets out, arrives in {span}"),
        },
        Happening::LostOnWire { .. } if m == MessageId::NONE => "a request is lost on the wire".to_string(),
        Happening::LostOnWire { .. } => format!("{m} is lost on the wire"),
        Happening::AnswerLost { .. } => {
            "an answer is lost on the wire: the caller can't know what happened".to_string()
        }
        Happening::Stored { visible } if visible > event.at => format!("{m} accepted, available in {}", for_(visible)),
        Happening::Stored { .. } => format!("{m} accepted"),
        Happening::Deduplicated { original } => format!("{m} accepted but dropped: it repeats {original}"),
        Happening::Available => format!("{m} is available now"),
        Happening::Received { by, receives, until } => {
            let who = if by == NodeId::OPERATOR || by == event.node {
                "the console".to_string()
            } else {
                name(by)
            };
            format!(
                "{m} received by {who}, {} time, hidden for {}",
                ordinal(receives),
                for_(until)
            )
        }
        Happening::VisibleAgain { receives } => format!("{m} is visible again after {}", receives_words(receives)),
        Happening::Extended { until } if until <= event.at => format!("{m} given back at once"),
        Happening::Extended { until } => format!("{m} stays hidden for {} from now", for_(until)),
        Happening::Deleted { effective: true } => format!("{m} deleted"),
        Happening::Deleted { effective: false } => format!("delete of {m} succeeds but removes nothing"),
        Happening::Moved { to, .. } => format!("{m} moves to {}", name(to)),
        Happening::Redriven { new, to } => format!("{m} goes back to {} as {new}", name(to)),
        Happening::Ended(fate) => format!("{m} {}", ended(fate)),
        Happening::Polled { max } => format!("asks for up to {max} message{}", if max == 1 { "" } else { "s" }),
        Happening::Answered { messages: 0 } => "empty receive".to_string(),
        Happening::Answered { messages } => format!("gets {messages} message{}", if messages == 1 { "" } else { "s" }),
        Happening::Refused { code } if m == MessageId::NONE => format!("call refused: {code}"),
        Happening::Refused { code } => format!("{m} refused: {code}"),
        Happening::WorkBegan { until } => format!("begins work on {m}, done in {}", for_(until)),
        Happening::WorkDone { again: false } => format!("done with {m}"),
        Happening::WorkDone { again: true } => format!("done with {m} again: its effect happens twice"),
        Happening::WorkSkipped if is_filtered(event) => format!("{m} is left out by the filter"),
        Happening::WorkSkipped => format!("skips {m}: its effect has happened already"),
        Happening::WorkFailed => format!("fails on {m}"),
        Happening::WorkAbandoned => format!("drops {m} in the middle of the work"),
        Happening::WentDown => "goes down".to_string(),
        Happening::CameBack => "is back".to_string(),
        Happening::Reconfigured => "has new settings".to_string(),
        Happening::TaskBegan => "a task of the service begins".to_string(),
        Happening::TaskEnded { status } => format!("the task of the service ends: {status}"),
        Happening::Noted => noted::sentence(event),
        Happening::StateChanged { part: 0, state: "OK" } => "is OK now".to_string(),
        Happening::StateChanged { part: 0, state } => format!("is in {state} now"),
        Happening::StateChanged { part, state } => format!("instance i-{part} is {state}"),
        Happening::Scaled { from, to } => format!("capacity goes from {from} to {to}"),
    }
}

/// What happened at a place, as a sentence that stands alone: `depth is in ALARM now`.
pub fn headline(event: &Event, place: &str, name: NameOf<'_>) -> String {
    let said = sentence(event, name);
    match event.what {
        Happening::Refused { code } if event.message == MessageId::NONE => format!("a call is refused: {code}"),
        Happening::Refused { code } => format!("{} is refused: {code}", event.message),
        Happening::WorkDone { .. } => format!("{place} is {said}"),
        Happening::WorkSkipped if is_filtered(event) => said,
        Happening::Answered { messages: 0 } | Happening::StateChanged { part: 1.., .. } => said,
        Happening::Noted if noted::has_subject(event) => said,
        Happening::Noted
        | Happening::Polled { .. }
        | Happening::Answered { .. }
        | Happening::WorkBegan { .. }
        | Happening::WorkSkipped
        | Happening::WorkFailed
        | Happening::WorkAbandoned
        | Happening::WentDown
        | Happening::CameBack
        | Happening::Reconfigured
        | Happening::StateChanged { .. } => format!("{place} {said}"),
        _ => said,
    }
}

/// How to feel about an event.
pub fn tone(event: &Event) -> Tone {
    match event.what {
        Happening::Refused { .. }
        | Happening::LostOnWire { .. }
        | Happening::AnswerLost { .. }
        | Happening::WorkFailed
        | Happening::WorkAbandoned
        | Happening::WentDown
        | Happening::WorkDone { again: true }
        | Happening::Ended(Fate::Expired | Fate::Lost | Fate::Refused) => Tone::Bad,
        Happening::StateChanged { state: "ALARM", .. } => Tone::Bad,
        Happening::StateChanged {
            state: "OK" | "InService",
            ..
        } => Tone::Good,
        Happening::WorkSkipped if is_filtered(event) => Tone::Plain,
        Happening::Noted if noted::is_ordinary(event) => Tone::Plain,
        Happening::VisibleAgain { .. }
        | Happening::Scaled { .. }
        | Happening::Moved { .. }
        | Happening::Deduplicated { .. }
        | Happening::Deleted { effective: false }
        | Happening::WorkSkipped
        | Happening::Ended(Fate::Purged)
        | Happening::Noted => Tone::Warning,
        Happening::WorkDone { again: false } | Happening::CameBack | Happening::Deleted { effective: true } => {
            Tone::Good
        }
        _ => Tone::Plain,
    }
}

/// Whether an event deserves a note where it happened: it surprises, and a rule says why.
pub fn is_noteworthy(event: &Event) -> bool {
    event.rule.is_some() && matches!(tone(event), Tone::Bad | Tone::Warning)
}

/// Whether a pipe skipped the message because its filter wants others, and not because it had it before.
fn is_filtered(event: &Event) -> bool {
    event.rule.is_some_and(|rule| rule.id == "EVB-111")
}

fn ended(fate: Fate) -> &'static str {
    match fate {
        Fate::Done => "is finished",
        Fate::Expired => "expires: its retention period is over",
        Fate::Purged => "is purged",
        Fate::Refused => "is refused",
        Fate::Lost => "is lost",
        Fate::Duplicate => "is dropped as a duplicate",
        Fate::Redriven => "is replaced by a new message",
    }
}

fn receives_words(receives: u32) -> String {
    match receives {
        1 => "1 receive".to_string(),
        more => format!("{more} receives"),
    }
}

/// `1st`, `2nd`, `3rd`, `4th`, `11th`.
pub fn ordinal(number: u32) -> String {
    let suffix = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{suffix}")
}
