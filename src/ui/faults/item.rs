//! A fault in the palette: drag it to where it shall happen, or click to choose.

use super::drag::{Landing, SLOP, land, landing, light};
use crate::platform::element;
use crate::session::FaultKind;
use crate::ui::kit::{Glyph, Icon};
use crate::ui::panels::{Dialog, Drawer, use_panels};
use crate::ui::use_store;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct FaultItemProps {
    pub kind: FaultKind,
}

/// A drag under way: where it began, where it is, and where it would land.
#[derive(Clone, PartialEq)]
struct Drag {
    from: (i32, i32),
    at: (i32, i32),
    moved: bool,
    landing: Landing,
}

/// A button that can be dragged by mouse, pen and finger.
#[component]
pub fn FaultItem(props: &FaultItemProps) -> Html {
    let kind = props.kind;
    let (store, panels) = (use_store(), use_panels());
    let button = use_node_ref();
    let drag = use_state_eq(|| None::<Drag>);
    // A click follows a drag that ends over its own button; it was no click.
    let dragged = use_mut_ref(|| false);
    let onpointerdown = {
        let (drag, button, dragged) = (drag.clone(), button.clone(), dragged.clone());
        move |event: PointerEvent| {
            if event.button() != 0 {
                return;
            }
            *dragged.borrow_mut() = false;
            element::capture(&event, &button);
            let at = (event.client_x(), event.client_y());
            drag.set(Some(Drag {
                from: at,
                at,
                moved: false,
                landing: Landing::Nowhere,
            }));
        }
    };
    let onpointermove = {
        let (drag, store, panels, dragged) = (drag.clone(), store.clone(), panels.clone(), dragged.clone());
        move |event: PointerEvent| {
            let Some(before) = (*drag).clone() else { return };
            let at = (event.client_x(), event.client_y());
            let far = (at.0 - before.from.0).abs().max((at.1 - before.from.1).abs()) >= SLOP;
            let moved = before.moved || far;
            if moved && !before.moved {
                *dragged.borrow_mut() = true;
                light(Some(kind.aim()));
                // On a phone the palette lies over the canvas.
                if kind.aim() != crate::session::Aim::Message {
                    panels.show_drawer(Drawer::None);
                }
            }
            let landing = if moved {
                landing(&store, kind, at)
            } else {
                Landing::Nowhere
            };
            drag.set(Some(Drag {
                at,
                moved,
                landing,
                ..before
            }));
        }
    };
    let onpointerup = {
        let (drag, store, panels) = (drag.clone(), store, panels.clone());
        move |event: PointerEvent| {
            // What is lit can be hit, so the lights go out last.
            if (*drag).as_ref().is_some_and(|drag| drag.moved) {
                let at = (event.client_x(), event.client_y());
                land(&store, &panels, kind, landing(&store, kind, at));
            }
            light(None);
            drag.set(None);
        }
    };
    let onpointercancel = {
        let drag = drag.clone();
        move |_: PointerEvent| {
            light(None);
            drag.set(None);
        }
    };
    let onclick = move |_: MouseEvent| {
        if !std::mem::take(&mut *dragged.borrow_mut()) {
            panels.show_drawer(Drawer::None);
            panels.open(Dialog::Fault { kind, at: None });
        }
    };
    html! {
        <li>
            <button ref={button} type="button" class="kind fault" title={kind.help()} data-fault={kind.verb()}
                {onpointerdown} {onpointermove} {onpointerup} {onpointercancel} {onclick}>
                <span class="tile" aria-hidden="true"><Icon glyph={Glyph::of_fault(kind)} size={15} /></span>
                <span>{ kind.label() }</span>
            </button>
            if let Some(drag) = (*drag).as_ref().filter(|drag| drag.moved) {
                { ghost(kind, drag) }
            }
        </li>
    }
}

/// What follows the pointer.
fn ghost(kind: FaultKind, drag: &Drag) -> Html {
    let words = match &drag.landing {
        Landing::Target(target) => format!("{} {target}", kind.label()),
        Landing::Time(at) => format!("{} at {at}", kind.label()),
        Landing::Nowhere => kind.label().to_string(),
    };
    let fits = drag.landing != Landing::Nowhere;
    html! {
        <div class={classes!("fault-ghost", fits.then_some("fits"))} aria-hidden="true" style={format!("left:{}px;top:{}px", drag.at.0, drag.at.1)}>
            <Icon glyph={Glyph::of_fault(kind)} size={15} />{ words }
        </div>
    }
}
