//! The wires as buttons, for keyboards and screen readers: the canvas below shows them, these name them.

use super::desk::{use_desk, use_the_desk};
use crate::base::WireId;
use crate::session::{Action, Changed, Hit, Selection};
use crate::ui::faults::wire_trouble;
use crate::ui::use_slice;
use yew::prelude::*;

/// One button in the middle of each wire, visible while it has the focus.
#[component]
pub fn WireHandles() -> Html {
    let desk = use_the_desk();
    let names = use_slice(Changed::DOCUMENT | Changed::SELECTION, |session| {
        let doc = session.scenario();
        let name = |(id, wire): (&WireId, &crate::scenario::WireDoc)| {
            let selected = if session.selection().wires.contains(id) {
                ", selected"
            } else {
                ""
            };
            let cut = if wire.on { "" } else { ", cut" };
            let settings: String = session
                .wire_settings(*id)
                .iter()
                .map(|text| format!(", {text}"))
                .collect();
            (*id, format!("{}{cut}{settings}{selected}", session.wire_title(*id)))
        };
        doc.wires.iter().map(name).collect::<Vec<_>>()
    });
    use_desk(|plan| plan.laid);
    let troubles = use_slice(Changed::RUN | Changed::DOCUMENT, |session| session.troubles_of_wires());
    let cut: Vec<Hit> = troubles.iter().map(|trouble| trouble.at).collect();
    {
        let desk = desk.clone();
        use_effect_with(cut, move |_| {
            desk.adjust(|plan| plan.stale = true);
            desk.settle();
        });
    }
    let place = |id: &WireId| {
        let middle = desk.read(|plan| {
            plan.board
                .wire_index(*id)
                .map(|index| plan.board.wires()[index].curve.at(0.5))
        });
        middle.unwrap_or_default()
    };
    let handle = |(id, name): &(WireId, String)| {
        let at = place(id);
        let onclick = {
            let (desk, id) = (desk.clone(), *id);
            move |_| desk.store().dispatch(Action::Select(Selection::wire(id)))
        };
        let cut = troubles.iter().find(|trouble| trouble.at == Hit::Wire(*id));
        html! {
            <div key={id.0} class="wire-place" style={format!("left:{:.1}px;top:{:.1}px", at.x, at.y)}>
            <button
                type="button"
                id={format!("wire-{}", id.0)}
                class="wire-handle"
                aria-label={format!("{name}; Delete removes it")}
                {onclick}
            />
            { for cut.map(|cut| wire_trouble(desk.store(), cut, name)) }
            </div>
        }
    };
    html! { <>{ for names.iter().map(handle) }</> }
}
