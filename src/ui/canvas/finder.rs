//! Search on the board: Enter goes through what is called so, and shows it.

use super::desk::{use_desk, use_the_desk};
use super::surface::BOARD_ID;
use crate::platform::element;
use crate::session::{Action, Changed, Place, Selection};
use crate::ui::kit::{Glyph, Icon, use_typed};
use crate::ui::panels::{Drawer, use_panels};
use crate::ui::use_slice;
use yew::prelude::*;

/// The id of the field.
const FIELD_ID: &str = "board-search";

/// The search field above the board, while it is open.
#[component]
pub fn Finder() -> Html {
    if use_desk(|plan| plan.finder) {
        html! { <FinderBar /> }
    } else {
        Html::default()
    }
}

#[component]
fn FinderBar() -> Html {
    let desk = use_the_desk();
    let text = use_state_eq(String::new);
    let at = use_state_eq(|| None::<usize>);
    let tell = {
        let (text, at) = (text.clone(), at.clone());
        Callback::from(move |typed: String| {
            text.set(typed);
            at.set(None);
        })
    };
    let typed = use_typed(&text, tell);
    let found = {
        let text = (*text).clone();
        use_slice(Changed::DOCUMENT, move |session| session.find_on_board(&text))
    };
    // On narrow screens a drawer lies over the board, and so over this field and what it finds.
    let panels = use_panels();
    use_effect_with((), move |()| {
        panels.show_drawer(Drawer::None);
        element::focus(FIELD_ID);
    });
    let go = {
        let (desk, typed, at) = (desk.clone(), typed.clone(), at.clone());
        Callback::from(move |back: bool| {
            // Enter may come before it is shown what the last letter has found.
            let found = desk.store().read(|session| session.find_on_board(&typed.now()));
            let count = found.len();
            if count == 0 {
                return;
            }
            let next = match (*at, back) {
                (None, false) => 0,
                (None, true) => count - 1,
                (Some(now), false) => (now + 1) % count,
                (Some(now), true) => (now + count - 1) % count,
            };
            at.set(Some(next));
            let what = found[next].what;
            if let Place::Node(id) = what {
                desk.store().dispatch(Action::Select(Selection::node(id)));
            }
            desk.show_place(what);
        })
    };
    let close = {
        let desk = desk.clone();
        Callback::from(move |()| {
            desk.change(|plan| plan.finder = false);
            element::focus(BOARD_ID);
        })
    };
    let onkeydown = {
        let (go, close) = (go.clone(), close.clone());
        move |event: KeyboardEvent| match event.key().as_str() {
            "Enter" => go.emit(event.shift_key()),
            "Escape" => {
                event.prevent_default();
                close.emit(());
            }
            _ => {}
        }
    };
    let count = found.len();
    let says = match (text.trim().is_empty(), *at) {
        (true, _) => String::new(),
        (_, Some(index)) if index < count => format!("{} of {count}: {}", index + 1, found[index].name),
        _ if count == 0 => "Nothing found".to_string(),
        _ => format!("{count} found"),
    };
    let stop = |event: PointerEvent| event.stop_propagation();
    html! {
        <div class="finder" role="search" aria-label="Find on the board" onpointerdown={stop}>
            <input ref={typed.field.clone()} id={FIELD_ID} class="input" type="text" placeholder="Find a node, a box or a note…" aria-label="Find on the board" autocomplete="off" spellcheck="false"
                oninput={typed.oninput()} {onkeydown} />
            <span class="quiet finder-says" role="status">{ says }</span>
            <button type="button" class="btn ghost icon" aria-label="Previous" disabled={count == 0} onclick={go.reform(|_| true)}>
                <Icon glyph={Glyph::StepBack} size={16} />
            </button>
            <button type="button" class="btn ghost icon" aria-label="Next" disabled={count == 0} onclick={go.reform(|_| false)}>
                <Icon glyph={Glyph::StepForward} size={16} />
            </button>
            <button type="button" class="btn ghost icon" aria-label="Close the search" onclick={close.reform(|_| ())}>
                <Icon glyph={Glyph::Close} size={16} />
            </button>
        </div>
    }
}
