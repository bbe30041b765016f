//! The minimap: the whole board small, with a frame around what the canvas shows. It is painted again only when the board,
//! the view or the theme changes.

use super::desk::{Desk, Plan, use_desk, use_the_desk};
use crate::geometry::{Corner, Inset, MiniMap, Point, Rect, Viewport};
use crate::platform::canvas2d::{Pen, point_in, style_variable};
use crate::platform::{element, storage, theme};
use std::cell::RefCell;
use yew::prelude::*;

/// The size of the map in pixels, as the style sheet has it.
const SIZE: Point = Point::new(184.0, 120.0);
const PADDING: f64 = 8.0;
/// How far an arrow key moves the view, as a share of what is seen.
const STEP: f64 = 0.2;

/// Whether the minimap was shown at the last visit; before anyone chose, it is where there is room for it.
pub fn shown_at_first() -> bool {
    match storage::read(storage::MINIMAP).as_deref() {
        Some(kept) => kept == "open",
        None => !theme::matches("(max-width: 720px)"),
    }
}

impl Plan {
    /// The corner in which the map is shown, if it is.
    fn map_shown(&self) -> Option<Corner> {
        let whole = self.fitted == Some(self.view);
        let corner = if whole {
            self.map_corner
        } else {
            Some(self.map_corner.unwrap_or_default())
        };
        corner.filter(|_| self.minimap && self.board.bounds().is_some())
    }

    /// What the map covers, in board pixels.
    pub fn map(&self) -> Option<Rect> {
        let map = self.inset().at(self.map_shown()?, self.size);
        let corner = self.view.to_world(Point::new(map.x, map.y));
        Some(Rect::new(
            corner.x,
            corner.y,
            map.w / self.view.zoom,
            map.h / self.view.zoom,
        ))
    }

    /// What the map takes of the canvas, as the style sheet has it: on a narrow one the buttons below it are larger.
    pub fn inset(&self) -> Inset {
        let narrow = self.is_narrow();
        Inset {
            size: Point::new(186.0, 122.0),
            margin: if narrow { 8.0 } else { 12.0 },
            lift: if narrow { 60.0 } else { 54.0 },
            insists: self.map_wanted,
        }
    }
}

impl Desk {
    /// Shows or hides the minimap, and keeps that for the next visit.
    pub fn toggle_minimap(&self) {
        let open = self.change(|plan| {
            plan.minimap = !plan.minimap;
            plan.map_wanted = plan.minimap;
            plan.minimap
        });
        // A design that is shown as a whole makes room for the map, or takes it back.
        if self.read(|plan| plan.fitted == Some(plan.goal())) {
            self.show_everything();
        }
        // A browser that keeps nothing shows it as at the first visit.
        storage::write(storage::MINIMAP, if open { "open" } else { "closed" });
    }

    /// The map's scale and place, if there is anything to show.
    fn map(&self) -> Option<MiniMap> {
        self.read(|plan| {
            let bounds = plan.board.bounds()?;
            Some(MiniMap::new(bounds, plan.view.seen(plan.size), SIZE, PADDING))
        })
    }
}

/// The map, while it is open and there is something on the board.
#[component]
pub fn Minimap() -> Html {
    let corner = use_desk(Plan::map_shown);
    corner.map_or_else(Html::default, |corner| html! { <Map {corner} /> })
}

/// What was painted last.
#[derive(Clone, Copy, PartialEq)]
struct Painted {
    laid: u64,
    view: Viewport,
    size: Point,
    dark: bool,
}

#[derive(Properties, PartialEq)]
struct MapProps {
    corner: Corner,
}

#[component]
fn Map(props: &MapProps) -> Html {
    let desk = use_the_desk();
    let (button, canvas) = (use_node_ref(), use_node_ref());
    // How far the pointer is from the middle of the view, in board pixels, and the map's scale when it went down.
    let held = use_mut_ref(|| None::<(MiniMap, Point)>);
    use_effect_with((desk.clone(), canvas.clone()), |(desk, canvas)| {
        let painter = (desk.clone(), canvas.clone());
        let kept = RefCell::new((None::<Pen>, None::<Painted>));
        let frames = desk
            .store()
            .paint(move |_| paint(&painter.0, &painter.1, &mut kept.borrow_mut()));
        move || drop(frames)
    });
    let onpointerdown = {
        let (desk, button, held) = (desk.clone(), button.clone(), held.clone());
        move |event: PointerEvent| {
            let Some(map) = desk.map() else { return };
            element::capture(&event, &button);
            let at = map.to_world(point_in(&button, event.client_x(), event.client_y()));
            let seen = desk.read(|plan| plan.view.seen(plan.size));
            if seen.contains(at) {
                *held.borrow_mut() = Some((map, seen.centre() - at));
            } else {
                *held.borrow_mut() = Some((map, Point::default()));
                let view = desk.read(|plan| plan.view.centred(at, plan.size));
                desk.glide(view);
            }
        }
    };
    let onpointermove = {
        let (desk, button, held) = (desk.clone(), button.clone(), held.clone());
        move |event: PointerEvent| {
            let Some((map, off)) = *held.borrow() else { return };
            let at = map.to_world(point_in(&button, event.client_x(), event.client_y()));
            let view = desk.read(|plan| plan.view.centred(at + off, plan.size));
            if view != desk.read(|plan| plan.goal()) {
                desk.look(view);
            }
        }
    };
    let let_go = move |_: PointerEvent| *held.borrow_mut() = None;
    let onkeydown = {
        let desk = desk.clone();
        move |event: KeyboardEvent| {
            let (x, y) = match event.key().as_str() {
                "ArrowLeft" => (STEP, 0.0),
                "ArrowRight" => (-STEP, 0.0),
                "ArrowUp" => (0.0, STEP),
                "ArrowDown" => (0.0, -STEP),
                _ => return,
            };
            event.prevent_default();
            let view = desk.read(|plan| plan.goal().panned(Point::new(x * plan.size.x, y * plan.size.y)));
            desk.glide(view);
        }
    };
    let onclick = move |event: MouseEvent| {
        // The keyboard's click: the pointer's has moved the view already.
        if event.detail() == 0 {
            desk.show_everything();
        }
    };
    html! {
        <button ref={button} type="button" class={classes!("minimap", props.corner.style())} aria-label="Minimap: arrows move the view, Enter shows everything"
            {onpointerdown} {onpointermove} onpointerup={let_go.clone()} onpointercancel={let_go} {onkeydown} {onclick}>
            <canvas ref={canvas} aria-hidden="true" />
        </button>
    }
}

fn paint(desk: &Desk, canvas: &NodeRef, (pen, painted): &mut (Option<Pen>, Option<Painted>)) {
    let now = desk.read(|plan| Painted {
        laid: plan.laid,
        view: plan.view,
        size: plan.size,
        dark: theme::is_dark(),
    });
    if painted.replace(now) == Some(now) {
        return;
    }
    if pen.is_none() {
        *pen = Pen::of(canvas);
    }
    let (Some(pen), Some(map)) = (pen, desk.map()) else {
        return;
    };
    pen.clear(SIZE);
    let fill = |rect: Rect, radius: f64, colour: &str| {
        let mark = map.mark(rect);
        pen.begin();
        pen.round_rect(mark.x, mark.y, mark.w, mark.h, radius);
        pen.fill(colour);
    };
    let line = style_variable("--line-strong");
    desk.read(|plan| {
        for (_, area) in plan.board.areas() {
            let rect = Rect::new(
                f64::from(area.x),
                f64::from(area.y),
                f64::from(area.w),
                f64::from(area.h),
            );
            let mark = map.mark(rect);
            pen.begin();
            pen.round_rect(mark.x, mark.y, mark.w, mark.h, 2.0);
            pen.stroke(&line, 1.0, Some((2.0, 2.0)), 0.0);
        }
        desk.store().read(|session| {
            let mut colours: Vec<(&str, String)> = Vec::new();
            for node in plan.board.nodes() {
                let Some(doc) = session.scenario().nodes.get(&node.id) else {
                    continue;
                };
                let name = doc.settings.spec().category.style();
                if !colours.iter().any(|(known, _)| *known == name) {
                    colours.push((name, style_variable(&format!("--c-{name}"))));
                }
                let colour = colours.iter().find(|(known, _)| *known == name);
                fill(node.rect, 1.5, colour.map_or("", |(_, colour)| colour));
            }
        });
    });
    let frame = map.mark(now.view.seen(now.size));
    let accent = style_variable("--accent");
    pen.begin();
    pen.round_rect(frame.x, frame.y, frame.w, frame.h, 3.0);
    pen.opacity(0.1);
    pen.fill(&accent);
    pen.opacity(1.0);
    pen.stroke(&accent, 1.5, None, 0.0);
}
