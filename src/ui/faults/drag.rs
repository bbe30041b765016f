//! Dragging a fault: what lies under the pointer, and what letting go there does.

use crate::base::{MessageId, NodeId, SimTime, WireId};
use crate::platform::element;
use crate::session::{Action, Aim, FaultKind, Hit};
use crate::ui::Store;
use crate::ui::panels::{Dialog, Panels};

/// A pointer that has moved less than this many pixels has not dragged.
pub const SLOP: i32 = 6;
/// The attribute of the page that lights up what a dragged fault fits.
const AIM: &str = "data-aim";

/// Where a fault would land.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Landing {
    /// On something that it fits, as its line names it.
    Target(String),
    /// On the timeline, at this time.
    Time(SimTime),
    /// Nowhere.
    Nowhere,
}

/// Lights up what a fault fits; None puts the lights out.
pub fn light(aim: Option<Aim>) {
    element::mark_page(AIM, aim.map(Aim::name));
}

/// What lies there.
pub fn landing(store: &Store, kind: FaultKind, place: (i32, i32)) -> Landing {
    if let Some(at) = time(place) {
        return Landing::Time(at);
    }
    let target = hit(store, kind.aim(), place).and_then(|hit| store.read(|session| session.fault_target(kind, hit)));
    target.map_or(Landing::Nowhere, Landing::Target)
}

/// Does the fault where it was let go, with its usual amount; on the timeline the rest is asked.
pub fn land(store: &Store, panels: &Panels, kind: FaultKind, landing: Landing) {
    match landing {
        Landing::Target(target) => {
            let amount = kind.amount().map_or("", |(_, amount)| amount);
            let line = kind.line(&target, amount);
            store.dispatch(Action::Strike { line, at: None });
        }
        Landing::Time(at) => panels.open(Dialog::Fault { kind, at: Some(at) }),
        Landing::Nowhere => {}
    }
}

fn hit(store: &Store, aim: Aim, place: (i32, i32)) -> Option<Hit> {
    let number = |selector: &str, attribute: &str, prefix: &str| {
        let text = element::attribute_at(place, selector, attribute)?;
        // Lists write a message as `m-12`, lanes as `12`.
        text.strip_prefix(prefix).unwrap_or(&text).parse::<u64>().ok()
    };
    let small = |number: u64| u32::try_from(number).ok();
    match aim {
        Aim::Message => {
            let listed = number("[data-message]", "data-message", "m-").map(MessageId);
            let on_board = || element::attribute_at(place, ".surface", "id").is_some();
            let drawn = || store.message_at(place).filter(|_| on_board());
            listed.or_else(drawn).map(Hit::Message)
        }
        Aim::Wire => number(".wire-handle", "id", "wire-")
            .and_then(small)
            .map(|id| Hit::Wire(WireId(id))),
        _ => number(".card", "id", "card-")
            .and_then(small)
            .map(|id| Hit::Node(NodeId(id))),
    }
}

/// The time at a place of the timeline.
fn time(place: (i32, i32)) -> Option<SimTime> {
    let edge = |name: &str| element::attribute_at(place, ".timeline", name)?.parse::<u64>().ok();
    let (from, to) = (edge("data-from")?, edge("data-to")?);
    let share = element::share_along(place, ".timeline")?;
    let span = u128::from(to.saturating_sub(from)) * u128::from(share) / 1_000_000;
    // A hand is not more exact than a tenth of a second.
    let micros = from + u64::try_from(span).ok()?;
    Some(SimTime(micros - micros % 100_000))
}
