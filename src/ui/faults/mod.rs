//! Faults on screen: things to drop on nodes, wires, messages and the timeline, and what is wrong right now.

mod dialog;
mod drag;
mod item;
mod mend;

pub use dialog::FaultDialog;
pub use mend::{node_troubles, wire_trouble};

use crate::session::{Aim, FaultKind};
use item::FaultItem;
use yew::prelude::*;

/// The part of the palette with the faults.
#[component]
pub fn Faults() -> Html {
    let part = |name: &'static str, kinds: Vec<FaultKind>| {
        html! {
            <section key={name} aria-label={name}>
                <h2 class="heading">{ name }</h2>
                <ul class="faults">{ for kinds.into_iter().map(|kind| html! { <FaultItem key={kind.verb()} {kind} /> }) }</ul>
            </section>
        }
    };
    let (messages, others): (Vec<FaultKind>, Vec<FaultKind>) =
        FaultKind::ALL.into_iter().partition(|kind| kind.aim() == Aim::Message);
    html! { <>{ part("Faults", others) }{ part("Faults of a message", messages) }</> }
}
