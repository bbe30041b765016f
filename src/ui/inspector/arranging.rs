//! The arrange toolbar: in line, at even distances, around with a box; and tidying the whole design.

use crate::geometry::Align;
use crate::scenario::{Area, AreaKind, Edit};
use crate::scene::{Arrange, Board, arrange, card_shape, frame_around, tidy};
use crate::session::{Action, Session};
use crate::ui::flags::use_access;
use crate::ui::kit::{Glyph, Icon};
use crate::ui::{Store, use_store};
use yew::prelude::*;

/// What the toolbar offers for several things.
const TOOLS: [(Arrange, Glyph, &str); 8] = [
    (Arrange::Align(Align::Left), Glyph::AlignLeft, "Align left"),
    (Arrange::Align(Align::Centre), Glyph::AlignCentre, "Align centre"),
    (Arrange::Align(Align::Right), Glyph::AlignRight, "Align right"),
    (Arrange::Align(Align::Top), Glyph::AlignTop, "Align top"),
    (Arrange::Align(Align::Middle), Glyph::AlignMiddle, "Align middle"),
    (Arrange::Align(Align::Bottom), Glyph::AlignBottom, "Align bottom"),
    (Arrange::SpreadAcross, Glyph::SpreadAcross, "Distribute horizontally"),
    (Arrange::SpreadDown, Glyph::SpreadDown, "Distribute vertically"),
];

/// Where everything is, as the canvas has it.
fn board(session: &Session) -> Board {
    Board::new(session.scenario(), |id| {
        let view = session.node_view(id);
        card_shape(view.as_ref().and_then(|view| view.card.as_ref()))
    })
}

fn make(store: &Store, edit: Option<Edit>) {
    if let Some(edit) = edit {
        store.dispatch(Action::Edit {
            edit,
            key: String::new(),
        });
    }
}

/// Buttons that arrange what is selected.
#[component]
pub fn ArrangeBar() -> Html {
    let store = use_store();
    let tool = |(how, glyph, label): (Arrange, Glyph, &'static str)| {
        let store = store.clone();
        let onclick = move |_| {
            let edit = store.read(|session| arrange(&board(session), session.scenario(), session.selection(), how));
            make(&store, edit);
        };
        html! {
            <button key={label} type="button" class="btn icon" aria-label={label} title={label} {onclick}><Icon {glyph} /></button>
        }
    };
    let group = {
        let store = store.clone();
        move |_| {
            let rect = store.read(|session| frame_around(&board(session), session.selection()));
            let Some([x, y, w, h]) = rect else { return };
            let kind = AreaKind::Plain;
            let name = store.read(|session| session.scenario().area_name(kind));
            store.dispatch(Action::AddArea(Area { name, kind, x, y, w, h }));
        }
    };
    html! {
        <>
            <h3 class="heading" id="arrange">{ "Arrange" }</h3>
            <div class="arrange" role="toolbar" aria-labelledby="arrange">{ for TOOLS.into_iter().map(tool) }</div>
            <div class="row"><button type="button" class="btn" onclick={group}><Icon glyph={Glyph::Frame} size={16} />{ "Group in a box" }</button></div>
        </>
    }
}

/// A button that lays the whole design out anew.
#[component]
pub fn TidyButton() -> Html {
    let (store, access) = (use_store(), use_access());
    if !access.is_full() {
        return Html::default();
    }
    let onclick = move |_| {
        let edit = store.read(|session| tidy(&board(session), session.scenario()));
        if edit.is_none() {
            return store.dispatch(Action::Notify {
                text: "Everything stands in order already.".to_string(),
                refusal: false,
                undoable: false,
            });
        }
        make(&store, edit);
    };
    html! {
        <button type="button" class="btn small" title="Lay everything out from left to right" {onclick}><Icon glyph={Glyph::Tidy} size={16} />{ "Tidy up" }</button>
    }
}
