//! The timeline: how much happened when, the planned steps, and the playhead to drag.

use crate::base::SimTime;
use crate::platform::element;
use crate::session::{Action, Changed, Session};
use crate::ui::{use_slice, use_store};
use yew::prelude::*;

/// How many columns the whole width has.
const COLUMNS: u64 = 140;
/// The height of the columns, in their own coordinates.
const HEIGHT: u32 = 40;
/// Where the timeline may end, in seconds: what a person would draw on paper. Later ends are whole days.
const ENDS: [u64; 14] = [
    10, 30, 60, 120, 300, 600, 1_200, 3_600, 7_200, 14_400, 28_800, 43_200, 86_400, 172_800,
];

/// What the timeline shows.
#[derive(Clone, PartialEq)]
struct View {
    now: SimTime,
    end: SimTime,
    columns: Vec<u32>,
    marks: Vec<(SimTime, String)>,
}

fn view(session: &Session) -> View {
    let horizon = session.horizon();
    let end = end_after(horizon);
    let filled = (u128::from(horizon.0) * u128::from(COLUMNS) / u128::from(end.0)) as usize;
    View {
        now: session.now(),
        end,
        columns: session.density(filled.max(1)),
        marks: session.step_marks(),
    }
}

/// A round end, so that the picture stands still for a while as time goes on.
fn end_after(horizon: SimTime) -> SimTime {
    const DAY: u64 = 86_400;
    let seconds = horizon.0 / 1_000_000 + 1;
    let round = ENDS.into_iter().find(|end| *end >= seconds);
    SimTime::from_secs(round.unwrap_or_else(|| seconds.div_ceil(DAY) * DAY))
}

/// A slider over time. Dragging seeks; arrow keys go by a hundredth, with Page keys by a tenth.
#[component]
pub fn Timeline() -> Html {
    let store = use_store();
    let bar = use_node_ref();
    let dragged = use_state_eq(|| false);
    let view = use_slice(Changed::ALL, view);
    let (now, end) = (view.now, view.end);
    let seek = {
        let (store, bar) = (store.clone(), bar.clone());
        move |event: &PointerEvent| {
            if let Some(share) = element::share_across(event, &bar) {
                let at = u128::from(end.0) * u128::from(share) / 1_000_000;
                store.dispatch(Action::Seek(SimTime(at as u64)));
            }
        }
    };
    let onpointerdown = {
        let (seek, dragged, bar) = (seek.clone(), dragged.clone(), bar.clone());
        move |event: PointerEvent| {
            element::capture(&event, &bar);
            dragged.set(true);
            seek(&event);
        }
    };
    let onpointermove = {
        let dragged = dragged.clone();
        move |event: PointerEvent| {
            if *dragged {
                seek(&event);
            }
        }
    };
    let let_go = move |_: PointerEvent| dragged.set(false);
    let onkeydown = move |event: KeyboardEvent| {
        let (part, at) = (end.0 / 100, now.0);
        let to = match event.key().as_str() {
            "ArrowRight" | "ArrowUp" => at + part,
            "ArrowLeft" | "ArrowDown" => at.saturating_sub(part),
            "PageUp" => at + part * 10,
            "PageDown" => at.saturating_sub(part * 10),
            "Home" => 0,
            "End" => store.read(|session| session.frontier().0),
            _ => return,
        };
        event.prevent_default();
        store.dispatch(Action::Seek(SimTime(to.min(end.0))));
    };
    let percent = |at: SimTime| format!("left:{}%", decimal_percent(at, end));
    let mark = |(at, what): &(SimTime, String)| {
        html! { <span class="mark" style={percent(*at)} title={format!("{at} {what}")} /> }
    };
    html! {
        <div
            ref={bar}
            class="timeline"
            role="slider"
            tabindex="0"
            aria-label="Time"
            aria-valuemin="0"
            aria-valuemax={(end.0 / 1_000).to_string()}
            aria-valuenow={(now.0 / 1_000).to_string()}
            aria-valuetext={now.to_string()}
            {onpointerdown}
            {onpointermove}
            onpointerup={let_go.clone()}
            onpointercancel={let_go}
            {onkeydown}
        >
            { columns(&view) }
            <span class="rail" />
            <span class="gone" style={format!("width:{}%", decimal_percent(now, end))} />
            { for view.marks.iter().map(mark) }
            <span class="head" style={percent(now)} />
            <span class="from">{ "0:00" }</span>
            <span class="to">{ short(end) }</span>
        </div>
    }
}

fn columns(view: &View) -> Html {
    let most = view.columns.iter().copied().max().unwrap_or(0).max(1);
    let gone = u128::from(view.now.0) * u128::from(COLUMNS) / u128::from(view.end.0);
    let (mut behind, mut ahead) = (String::new(), String::new());
    for (index, count) in view.columns.iter().enumerate().filter(|(_, count)| **count > 0) {
        // The root keeps quiet times visible beside bursts.
        let share = (u64::from(*count) * 10_000 / u64::from(most)).isqrt() as u32;
        let height = (share * HEIGHT / 100).max(3);
        let path = if (index as u128) < gone {
            &mut behind
        } else {
            &mut ahead
        };
        path.push_str(&format!("M{} {}h6v{height}h-6z", index * 10, HEIGHT - height));
    }
    html! {
        <svg viewBox={format!("0 0 {} {HEIGHT}", COLUMNS * 10)} preserveAspectRatio="none" aria-hidden="true">
            <path class="behind" d={behind} />
            <path class="ahead" d={ahead} />
        </svg>
    }
}

/// A share of the whole in percent, with three decimals.
fn decimal_percent(at: SimTime, end: SimTime) -> String {
    let thousandths = (u128::from(at.0) * 100_000 / u128::from(end.0.max(1))).min(100_000);
    format!("{}.{:03}", thousandths / 1_000, thousandths % 1_000)
}

/// The clock without the milliseconds.
fn short(at: SimTime) -> String {
    let text = at.to_string();
    text.split('.').next().unwrap_or_default().to_string()
}
