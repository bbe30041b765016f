//! The element that takes all events of the board and passes them on to the desk.

use super::desk::Desk;
use super::gesture::Touching;
use super::keyboard::{Answer, Focus, Stroke};
use crate::geometry::Point;
use crate::platform::canvas2d::point_in;
use crate::platform::element;
use crate::session::Action;
use crate::ui::DRAG_TYPE;
use crate::ui::drawn::Drawn;
use crate::ui::palette;
use crate::ui::panels::{Drawer, Panels, use_panels};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use yew::prelude::*;

/// The id of the board's element, to give it the focus.
pub const BOARD_ID: &str = "board";

#[derive(Properties, PartialEq)]
pub struct SurfaceProps {
    /// The canvas's desk.
    pub desk: Desk,
    /// Where to put the reference to the element.
    pub surface: NodeRef,
    /// The layers of the board.
    pub children: Children,
}

/// What events need: the desk, the element, and the pointers that are down.
#[derive(Clone)]
struct Hands {
    desk: Desk,
    surface: NodeRef,
    down: Rc<RefCell<BTreeMap<i32, Point>>>,
}

/// The board's element. It has a name and takes the focus, so that shortcuts work after a click on it.
#[component]
pub fn Surface(props: &SurfaceProps) -> Html {
    let panels = use_panels();
    let down = use_mut_ref(BTreeMap::new);
    let hands = Hands {
        desk: props.desk.clone(),
        surface: props.surface.clone(),
        down,
    };
    let on = |act: fn(&Hands, PointerEvent)| {
        let hands = hands.clone();
        Callback::from(move |event: PointerEvent| act(&hands, event))
    };
    let onwheel = {
        let hands = hands.clone();
        move |event: WheelEvent| hands.wheel(&event)
    };
    let onkeydown = {
        let (hands, panels) = (hands.clone(), panels.clone());
        move |event: KeyboardEvent| hands.key(&event, &panels)
    };
    let ondblclick = {
        let hands = hands.clone();
        move |event: MouseEvent| {
            if hands.desk.write_at(hands.place(&event)) {
                event.prevent_default();
            } else if hands.is_empty_at(&event) {
                panels.show_drawer(Drawer::Palette);
                element::focus(palette::SEARCH_ID);
            }
        }
    };
    let ondrop = {
        let hands = hands.clone();
        move |event: DragEvent| hands.drop_kind(&event)
    };
    html! {
        <div
            ref={props.surface.clone()}
            id={BOARD_ID}
            class="surface"
            tabindex="-1"
            role="region"
            aria-label="Board: Tab walks over nodes and wires, arrows move, Enter opens, Delete removes"
            onpointerdown={on(Hands::press)}
            onpointermove={on(Hands::pull)}
            onpointerup={on(Hands::release)}
            onpointercancel={on(Hands::cancel)}
            onpointerleave={on(Hands::leave)}
            {onwheel}
            {onkeydown}
            {ondblclick}
            ondragover={|event: DragEvent| event.prevent_default()}
            {ondrop}
            oncontextmenu={|event: MouseEvent| event.prevent_default()}
        >
            { props.children.clone() }
        </div>
    }
}

impl Hands {
    fn touching(&self, event: &PointerEvent) -> Touching {
        Touching {
            id: event.pointer_id(),
            at: self.place(event),
            finger: event.pointer_type() == "touch",
            button: event.button(),
            adding: event.shift_key() || event.ctrl_key() || event.meta_key(),
            alt: event.alt_key(),
        }
    }

    fn place(&self, event: &MouseEvent) -> Point {
        point_in(&self.surface, event.client_x(), event.client_y())
    }

    fn press(&self, event: PointerEvent) {
        let pointer = self.touching(&event);
        element::capture(&event, &self.surface);
        self.down.borrow_mut().insert(pointer.id, pointer.at);
        let down = self.down.borrow().clone();
        if down.len() == 2 {
            self.desk.pinch(down)
        } else {
            self.desk.press(pointer)
        }
        if pointer.button == 1 {
            // The middle button would start the browser's own scrolling.
            event.prevent_default();
        }
    }

    fn pull(&self, event: PointerEvent) {
        self.desk.pull(self.touching(&event));
    }

    fn release(&self, event: PointerEvent) {
        self.down.borrow_mut().remove(&event.pointer_id());
        self.desk.release(self.touching(&event));
    }

    fn cancel(&self, event: PointerEvent) {
        self.down.borrow_mut().remove(&event.pointer_id());
        self.desk.cancel();
    }

    fn leave(&self, _: PointerEvent) {
        self.desk.point_at(None);
    }

    /// Scrolling moves the board; with control, as pinching a touchpad also tells, it scales.
    fn wheel(&self, event: &WheelEvent) {
        event.prevent_default();
        // Lines and pages are told in their own units.
        let unit = match event.delta_mode() {
            1 => 16.0,
            2 => 400.0,
            _ => 1.0,
        };
        let (dx, dy) = (event.delta_x() * unit, event.delta_y() * unit);
        let view = self.desk.read(|plan| plan.view);
        self.desk.look(if event.ctrl_key() || event.meta_key() {
            view.zoomed_at(self.place(event), (-dy * 0.004).exp().clamp(0.6, 1.6))
        } else if event.shift_key() {
            view.panned(Point::new(-dx - dy, 0.0))
        } else {
            view.panned(Point::new(-dx, -dy))
        });
    }

    fn key(&self, event: &KeyboardEvent, panels: &Panels) {
        let focus = Focus::of(&element::target_id(event));
        let command = event.ctrl_key() || event.meta_key();
        let stroke = Stroke {
            key: event.key(),
            command,
            shift: event.shift_key(),
            alt: event.alt_key(),
        };
        match self.desk.stroke(&stroke, focus) {
            Answer::Unused => {}
            Answer::Used => event.prevent_default(),
            Answer::Inspect => {
                event.prevent_default();
                panels.inspect();
            }
        }
    }

    fn is_empty_at(&self, event: &MouseEvent) -> bool {
        let at = self.place(event);
        self.desk.read(|plan| {
            let world = plan.view.to_world(at);
            plan.board.node_at(world).is_none() && plan.board.wire_at(world, 8.0).is_none()
        })
    }

    fn drop_kind(&self, event: &DragEvent) {
        event.prevent_default();
        let name = event
            .data_transfer()
            .and_then(|data| data.get_data(DRAG_TYPE).ok())
            .unwrap_or_default();
        let at = self.place(event);
        let place = self.desk.read(|plan| plan.view.to_world(at));
        if let Some(drawn) = Drawn::named(&name) {
            drawn.add(self.desk.store(), place.x as i32, place.y as i32);
        } else if let Some(spec) = crate::nodes::kind(&name) {
            self.desk.store().dispatch(Action::Add {
                kind: spec.kind,
                x: place.x as i32,
                y: place.y as i32,
            });
        }
    }
}
