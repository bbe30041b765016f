//! The canvas as a whole: passes events on, keeps the frame loop's painter, stacks the layers.

use super::card::NodeCard;
use super::clipboard::use_clipboard;
use super::desk::Desk;
use super::far::FarLayer;
use super::finder::Finder;
use super::frames::{Frames, Ground, Guides};
use super::menu::Popups;
use super::minimap::Minimap;
use super::notes::Notes;
use super::overlays::{EmptyBoard, Legend, Marquee, Refusal, Voice, WireTip, ZoomControls};
use super::paint::{Colours, paint, paint_backdrop};
use super::rewire::WireGrips;
use super::stamps::Stamps;
use super::stickies::Stickies;
use super::surface::Surface;
use super::view_keys::use_view_keys;
use super::wires::WireHandles;
use super::writing::LabelField;
use crate::geometry::{Point, Viewport};
use crate::platform::canvas2d::{Pen, SizeWatch, set_style};
use crate::platform::theme;
use crate::scene::{Backdrop, KeptBackdrop, SceneInput, draw_list};
use crate::session::Changed;
use crate::ui::panels::use_open;
use crate::ui::{use_slice, use_store};
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

/// More travellers than this are counted, not listed.
pub const FLOW_MOST: usize = 12_000;
/// The distance between two dots of the grid, in board pixels.
const DOTS: f64 = 24.0;

/// The middle of the workbench.
#[component]
pub fn Canvas() -> Html {
    let store = use_store();
    let desk = use_memo(store, |store| Desk::new(store.clone()));
    let desk = (*desk).clone();
    let layers = Layers {
        surface: use_node_ref(),
        backdrop: use_node_ref(),
        canvas: use_node_ref(),
        cards: use_node_ref(),
        world: use_node_ref(),
    };
    use_view_keys(&desk);
    use_painter(&desk, &layers);
    use_clipboard(&desk);
    use_commands_button(&desk);
    let ids = use_slice(Changed::DOCUMENT, |session| session.node_ids());
    html! {
        <ContextProvider<Desk> context={desk.clone()}>
            <Surface desk={desk.clone()} surface={layers.surface}>
                <canvas ref={layers.backdrop} aria-hidden="true" />
                <canvas ref={layers.canvas} aria-hidden="true" />
                <canvas ref={layers.cards} class="far-cards" aria-hidden="true" />
                <div class="world" ref={layers.world}>
                    <Ground key="ground" />
                    <Frames key="boxes" />
                    <WireHandles key="wires" />
                    <Stickies key="stickies" />
                    { for ids.into_iter().map(|id| html! { <NodeCard key={id.0} {id} /> }) }
                    <WireGrips key="ends" />
                    <Notes key="notes" />
                    <Guides key="guides" />
                    <LabelField key="label" />
                </div>
            </Surface>
            <Marquee />
            <Refusal />
            <WireTip />
            <EmptyBoard />
            <Legend />
            <ZoomControls />
            <Minimap />
            <Finder />
            <Popups />
            <Voice />
        </ContextProvider<Desk>>
    }
}

/// Opens the list of commands when a button elsewhere asks for it.
#[hook]
fn use_commands_button(desk: &Desk) {
    let asked = use_open(|open| open.commands);
    let answered = use_mut_ref(|| 0);
    use_effect_with((desk.clone(), asked), move |(desk, asked)| {
        if answered.replace(*asked) < *asked {
            desk.open_commands();
        }
    });
}

/// The elements that the painter works on.
#[derive(Clone, PartialEq)]
struct Layers {
    surface: NodeRef,
    /// A canvas: boxes and wires, which seldom change.
    backdrop: NodeRef,
    /// A canvas: what moves.
    canvas: NodeRef,
    /// A canvas: the cards from far away.
    cards: NodeRef,
    world: NodeRef,
}

/// Keeps the painter in the frame loop, and the size of the canvas up to date.
#[hook]
fn use_painter(desk: &Desk, layers: &Layers) {
    use_effect_with((desk.clone(), layers.clone()), |(desk, layers)| {
        let sized = desk.clone();
        let sizes = SizeWatch::start(&layers.surface, move |size| sized.resize(size));
        let marked = desk.clone();
        let marks = desk
            .store()
            .subscribe(Changed::ALL, move || marked.adjust(|plan| plan.dirty = true));
        let fitting = desk.clone();
        let documents = desk
            .store()
            .subscribe(Changed::DOCUMENT, move || fitting.fit_new_document());
        let painter = Painter {
            desk: desk.clone(),
            layers: layers.clone(),
            kept: RefCell::default(),
        };
        let frames = desk.store().paint(move |wall| painter.frame(wall));
        move || drop((sizes, marks, documents, frames))
    });
}

struct Painter {
    desk: Desk,
    layers: Layers,
    kept: RefCell<Kept>,
}

/// What the painter keeps from frame to frame.
#[derive(Default)]
struct Kept {
    pens: Option<(Pen, Pen)>,
    colours: Option<Colours>,
    backdrop: KeptBackdrop,
    /// The backdrop that is on the canvas.
    shown: Option<Rc<Backdrop>>,
    stamps: Stamps,
    far: FarLayer,
    view: Option<Viewport>,
    phase: f64,
    wall: u64,
}

impl Painter {
    fn frame(&self, wall: u64) {
        let led = self.desk.store().led_view();
        if let Some(view) = led.filter(|view| self.desk.read(|plan| plan.view != *view)) {
            self.desk.look(view);
        }
        self.desk.settle();
        self.desk.keep_whole();
        self.desk.turn_notes(wall);
        self.desk.step_glide(wall);
        self.desk.push_edges();
        let mut kept = self.kept.borrow_mut();
        let passed = wall.saturating_sub(std::mem::replace(&mut kept.wall, wall));
        let playing = self.desk.store().read(|session| session.playback().playing);
        if playing {
            kept.phase = (kept.phase + passed as f64 * 0.000_06) % 44.0;
        }
        let dark = theme::is_dark();
        if kept.colours.as_ref().is_none_or(|colours| colours.dark != dark) {
            kept.colours = Some(Colours::read(dark));
            kept.shown = None;
            self.desk.adjust(|plan| plan.dirty = true);
        }
        if !playing && !self.desk.read(|plan| plan.dirty) {
            return;
        }
        self.place_world(&mut kept);
        self.paint(&mut kept);
        kept.far.frame(&self.desk, &self.layers.cards, dark);
        self.desk.painted();
    }

    /// Moves the cards and the grid to where the viewport wants them.
    fn place_world(&self, kept: &mut Kept) {
        let view = self.desk.read(|plan| plan.view);
        if kept.view.replace(view) == Some(view) {
            return;
        }
        set_style(
            &self.layers.world,
            "transform",
            &format!("translate({}px,{}px) scale({})", view.x, view.y, view.zoom),
        );
        set_style(&self.layers.world, "--unzoom", &format!("{:.4}", 1.0 / view.zoom));
        let mut step = DOTS * view.zoom;
        while step < 14.0 {
            step *= 2.0;
        }
        set_style(&self.layers.surface, "--grid-step", &format!("{step}px"));
        set_style(&self.layers.surface, "--grid-x", &format!("{}px", view.x));
        set_style(&self.layers.surface, "--grid-y", &format!("{}px", view.y));
    }

    fn paint(&self, kept: &mut Kept) {
        if kept.pens.is_none() {
            kept.pens = Pen::of(&self.layers.backdrop).zip(Pen::of(&self.layers.canvas));
        }
        let Kept {
            pens: Some((still, moving)),
            colours: Some(colours),
            backdrop,
            shown,
            stamps,
            phase,
            ..
        } = kept
        else {
            return;
        };
        let motionless = theme::reduced_motion();
        let under_way = self.desk.read(|plan| {
            let (list, total) = self.desk.store().read(|session| {
                let flow = session.flow(FLOW_MOST);
                let input = SceneInput {
                    board: &plan.board,
                    laid: plan.laid,
                    flow: &flow,
                    selection: session.selection(),
                    view: plan.view,
                    size: plan.size,
                    hovered: plan.hovered.or(plan.reference),
                    wiring: plan.wiring.as_ref(),
                    still: motionless,
                };
                (draw_list(&input, backdrop), flow.total)
            });
            if !shown.as_ref().is_some_and(|shown| Rc::ptr_eq(shown, &list.backdrop)) {
                paint_backdrop(still, &list.backdrop, plan.size, plan.view.zoom, colours);
                *shown = Some(Rc::clone(&list.backdrop));
            }
            stamps.prepare(&list.traffic, colours);
            paint(moving, &list, plan.size, plan.view.zoom, *phase, (colours, stamps));
            total
        });
        self.desk.adjust(|plan| plan.under_way = under_way);
    }
}

impl Desk {
    /// The canvas has another size. A design that was shown as a whole stays so; else what is in the middle stays there.
    fn resize(&self, size: Point) {
        let whole = self.read(|plan| plan.fitted.is_none_or(|fitted| fitted == plan.goal()));
        let before = self.change(|plan| std::mem::replace(&mut plan.size, size));
        if whole {
            self.show_document();
        } else {
            self.look(self.read(|plan| plan.goal().panned((size - before) * 0.5)));
        }
    }

    /// Another document altogether is shown as a whole.
    fn fit_new_document(&self) {
        self.adjust(|plan| plan.stale = true);
        let openings = self.store().read(|session| session.openings());
        if self.adjust(|plan| std::mem::replace(&mut plan.openings, openings)) != openings {
            self.foresee_shapes();
            self.show_document();
        }
    }
}
