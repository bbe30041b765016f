//! The boxes, as far as they are more than paint: a name, the focus, and grips. And the guide lines of a drag.

use super::desk::{use_desk, use_the_desk};
use super::writing::{Editing, Field};
use crate::geometry::{Grip, Guide};
use crate::scenario::{Area, AreaKind};
use crate::scene::area_caption;
use crate::session::Changed;
use crate::ui::use_slice;
use yew::prelude::*;

/// A box as it is shown.
#[derive(Clone, PartialEq)]
struct Frame {
    id: u32,
    area: Area,
    selected: bool,
    only: bool,
}

/// All boxes, the largest first, so that the smaller ones can be reached.
#[component]
pub fn Frames() -> Html {
    let mut frames = use_slice(Changed::DOCUMENT | Changed::SELECTION, |session| {
        let selection = session.selection();
        let frame = |(id, area): (&u32, &Area)| Frame {
            id: *id,
            area: area.clone(),
            selected: selection.areas.contains(id),
            only: selection.only_area() == Some(*id),
        };
        session.scenario().areas.iter().map(frame).collect::<Vec<_>>()
    });
    let written = use_desk(|plan| match plan.editing {
        Some(Editing::Area(id)) => Some(id),
        _ => None,
    });
    frames.sort_by_key(|frame| std::cmp::Reverse(i64::from(frame.area.w) * i64::from(frame.area.h)));
    html! { <>{ for frames.iter().map(|frame| frame_box(frame, written == Some(frame.id))) }</> }
}

fn frame_box(frame: &Frame, written: bool) -> Html {
    let Frame {
        id,
        area,
        selected,
        only,
    } = frame;
    let what = match area.kind {
        AreaKind::Region => "Region",
        AreaKind::Zone => "Zone",
        AreaKind::Plain => "Box",
    };
    let chosen = if *selected { ", selected" } else { "" };
    let label = format!(
        "{what} {}{chosen}; arrows move it with what stands in it, Shift and arrows resize it",
        area.name
    );
    let style = format!(
        "transform:translate({}px,{}px);width:{}px;height:{}px",
        area.x, area.y, area.w, area.h
    );
    html! {
        <div key={*id} id={format!("box-{id}")} class={classes!("frame", area.kind.name(), selected.then_some("selected"))} {style} tabindex="0" role="group" aria-roledescription="box" aria-label={label}>
            if written {
                <Field editing={Editing::Area(*id)} text={area.name.to_string()} name="Name of the box" />
            } else {
                <span class="frame-name">{ area_caption(area) }</span>
            }
            if *only {
                { grips() }
            }
        </div>
    }
}

/// The grips of the only selected box or note; the pointer's part is the desk's.
pub fn grips() -> Html {
    let grip = |grip: Grip| {
        let share = |side: i8| (i32::from(side) + 1) * 50;
        let style = format!(
            "left:{}%;top:{}%;cursor:{}",
            share(grip.x),
            share(grip.y),
            grip.cursor()
        );
        html! { <i class="grip" aria-hidden="true" {style} /> }
    };
    html! { <>{ for Grip::ALL.into_iter().map(grip) }</> }
}

/// From so many cards on they have a ground.
const CROWD: usize = 100;

/// An empty sheet below a crowd of cards. Without it the browser keeps each row and column of them as a picture of its own,
/// because what lies between is empty, and puts these together again at every frame.
#[component]
pub fn Ground() -> Html {
    let desk = use_the_desk();
    use_desk(|plan| plan.laid);
    let bounds = desk.read(|plan| plan.board.bounds().filter(|_| plan.board.nodes().count() > CROWD));
    bounds.map_or_else(Html::default, |bounds| {
        // Ports stand out of the cards a little.
        let sheet = bounds.grown(40.0);
        let style = format!(
            "left:{}px;top:{}px;width:{}px;height:{}px",
            sheet.x, sheet.y, sheet.w, sheet.h
        );
        html! { <div class="ground" aria-hidden="true" {style} /> }
    })
}

/// The lines along which what is dragged stands with its neighbours.
#[component]
pub fn Guides() -> Html {
    let guides = use_desk(|plan| plan.guides.clone());
    let line = |guide: &Guide| {
        let upright = guide.from.x == guide.to.x;
        let (w, h) = (guide.to.x - guide.from.x, guide.to.y - guide.from.y);
        let style = format!(
            "left:{}px;top:{}px;--length:{}px",
            guide.from.x,
            guide.from.y,
            if upright { h } else { w }
        );
        html! { <i class={classes!("guide", upright.then_some("upright"))} aria-hidden="true" {style} /> }
    };
    html! { <>{ for guides.iter().map(line) }</> }
}
