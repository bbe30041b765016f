//! The element that takes all events of the board and passes them on to the desk.

use super::desk::Desk;
use super::gesture::{Gesture, Touching};
use super::keyboard::{Answer, Focus, Stroke};
use crate::base::MessageId;
use crate::geometry::Point;
use crate::platform::canvas2d::point_in;
use crate::platform::element;
use crate::session::{Action, Selection, Target};
use crate::ui::DRAG_TYPE;
use crate::ui::drawn::Drawn;
use crate::ui::journey::{Journeys, use_journeys};
use crate::ui::palette;
use crate::ui::panels::{Drawer, Panels, use_panels};
use gloo_timers::callback::Timeout;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use yew::prelude::*;

/// The id of the board's element, to give it the focus.
pub const BOARD_ID: &str = "board";

/// How far a pointer may move and still choose the message that it went down on, in pixels.
const PICK: f64 = 4.0;
/// So near to a port the pointer wants the port.
const PORT: f64 = 13.0;

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
    journeys: Journeys,
    /// The message that the pointer went down on, and where.
    picked: Rc<RefCell<Option<(MessageId, Point)>>>,
    held: Rc<RefCell<Option<Held>>>,
}

/// A finger that may be about to ask for a menu.
struct Held {
    at: Point,
    _timeout: Timeout,
}

impl Held {
    /// How long it has to stay, in milliseconds, and how far it may stray, in pixels.
    const LONG: u32 = 500;
    const STILL: f64 = 10.0;
}

/// The board's element. It has a name and takes the focus, so that shortcuts work after a click on it.
#[component]
pub fn Surface(props: &SurfaceProps) -> Html {
    let panels = use_panels();
    let down = use_mut_ref(BTreeMap::new);
    let picked = use_mut_ref(|| None);
    let journeys = use_journeys();
    let hands = Hands {
        desk: props.desk.clone(),
        surface: props.surface.clone(),
        down,
        journeys,
        picked,
        held: use_mut_ref(|| None),
    };
    {
        let (hands, store) = (hands.clone(), props.desk.store().clone());
        use_effect_with((), move |()| {
            let hit = move |(x, y)| hands.desk.hit(point_in(&hands.surface, x, y), false);
            store.set_sight(move |place| match hit(place) {
                Target::Message(message) => Some(message),
                _ => None,
            });
            move || store.drop_sight()
        });
    }
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
    let oncontextmenu = {
        let hands = hands.clone();
        move |event: MouseEvent| hands.menu(&event)
    };
    let onfocusin = {
        let hands = hands.clone();
        move |event: FocusEvent| {
            // The browser scrolls to what has the focus; here the view moves instead.
            element::unscroll(&hands.surface);
            if let Focus::Card(id) | Focus::Port(id, _) = Focus::of(&element::target_id(&event)) {
                // Its ports come at once, so that the next Tab finds them.
                if hands.desk.read(|plan| plan.focused != Some(id)) {
                    hands.desk.change(|plan| plan.focused = Some(id));
                }
                if hands.down.borrow().is_empty() {
                    hands.desk.reveal(id);
                }
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
            {onwheel}
            {onkeydown}
            {ondblclick}
            ondragover={|event: DragEvent| event.prevent_default()}
            {ondrop}
            onpointerleave={on(Hands::leave)}
            {onfocusin}
            {oncontextmenu}
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
        if pointer.button == 2 {
            // The menu comes with an event of its own.
            return;
        }
        element::capture(&event, &self.surface);
        self.down.borrow_mut().insert(pointer.id, pointer.at);
        let down = self.down.borrow().clone();
        *self.picked.borrow_mut() = if down.len() == 1 {
            self.pick(&event, pointer)
        } else {
            None
        };
        if down.len() == 2 {
            self.keep_still();
            self.desk.pinch(down)
        } else {
            self.wait_for_menu(pointer, lane_message(&event));
            self.desk.press(pointer)
        }
        if pointer.button == 1 {
            // The middle button would start the browser's own scrolling.
            event.prevent_default();
        }
    }

    fn pull(&self, event: PointerEvent) {
        let pointer = self.touching(&event);
        if self
            .held
            .borrow()
            .as_ref()
            .is_some_and(|held| held.at.distance(pointer.at) > Held::STILL)
        {
            self.keep_still();
        }
        self.desk.pull(pointer);
    }

    /// The pointer is not over the board any more, unless it drags something.
    fn leave(&self, event: PointerEvent) {
        // What opens under the pointer does not move it away.
        let covered = self.desk.read(|plan| plan.popup.is_some());
        if !covered && !self.down.borrow().contains_key(&event.pointer_id()) {
            self.desk.adjust(|plan| plan.pointer = None);
        }
    }

    /// A finger that stays where it is opens the menu of what lies under it.
    fn wait_for_menu(&self, pointer: Touching, listed: Option<Target>) {
        if !pointer.finger {
            return;
        }
        let hands = self.clone();
        let open = move || {
            // What the finger did so far is given up: it may lift wherever it likes.
            hands.down.borrow_mut().clear();
            hands.picked.borrow_mut().take();
            let target = listed.unwrap_or_else(|| hands.desk.hit(pointer.at, true));
            hands.desk.open_menu(target, pointer.at);
        };
        *self.held.borrow_mut() = Some(Held {
            at: pointer.at,
            _timeout: Timeout::new(Held::LONG, open),
        });
    }

    /// No menu any more: the finger moved, went up, or is not alone.
    fn keep_still(&self) {
        *self.held.borrow_mut() = None;
    }

    /// The mouse asks for a menu; the keyboard's request is a stroke, a finger's is its patience.
    fn menu(&self, event: &MouseEvent) {
        event.prevent_default();
        if self.held.borrow().is_none() && self.down.borrow().is_empty() {
            let at = self.place(event);
            let target = lane_message(event).unwrap_or_else(|| self.desk.hit(at, false));
            self.desk.open_menu(target, at);
        }
    }

    fn release(&self, event: PointerEvent) {
        self.keep_still();
        if self.down.borrow_mut().remove(&event.pointer_id()).is_none() {
            return;
        }
        let pointer = self.touching(&event);
        self.desk.release(pointer);
        if let Some((message, at)) = self.picked.borrow_mut().take()
            && pointer.at.distance(at) < PICK
        {
            self.journeys.show(message);
        }
    }

    /// The message under a pointer that may become a click on it.
    fn pick(&self, event: &PointerEvent, pointer: Touching) -> Option<(MessageId, Point)> {
        let busy = self.desk.read(|plan| {
            let world = plan.view.to_world(pointer.at);
            plan.gesture == Gesture::ClickedWire || plan.board.port_at(world, PORT / plan.view.zoom).is_some()
        });
        if pointer.button != 0 || pointer.adding || busy || self.desk.end_at(pointer).is_some() {
            return None;
        }
        let glyph = match lane_message(event) {
            Some(Target::Message(message)) => Some(message),
            _ => None,
        };
        let on_board = || match self.desk.hit(pointer.at, pointer.finger) {
            Target::Message(message) => Some(message),
            _ => None,
        };
        glyph.or_else(on_board).map(|message| (message, pointer.at))
    }

    fn cancel(&self, event: PointerEvent) {
        self.keep_still();
        self.picked.borrow_mut().take();
        self.down.borrow_mut().remove(&event.pointer_id());
        self.desk.cancel();
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
        let view = self.desk.read(|plan| plan.goal());
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
        match event.key().as_str() {
            "F10" if !event.shift_key() => return,
            "ContextMenu" | "F10" => {
                event.prevent_default();
                return self.desk.open_menu_of(focus);
            }
            "F2" => {
                event.prevent_default();
                if let Focus::Card(id) | Focus::Port(id, _) = focus {
                    self.desk.store().dispatch(Action::Select(Selection::node(id)));
                    self.desk.rename(panels);
                } else {
                    self.desk.write(focus);
                }
                return;
            }
            _ => {}
        }
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
            plan.board.node_at(world).is_none()
                && plan.board.wire_at(world, 8.0).is_none()
                && plan.board.note_at(world).is_none()
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

/// The message whose glyph in a card's lane an event is about.
fn lane_message(event: &Event) -> Option<Target> {
    let text = element::data(event, "data-message")?;
    text.parse().ok().map(|id| Target::Message(MessageId(id)))
}
