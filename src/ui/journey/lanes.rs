//! A journey as lanes: a lane for each node, an entry for each thing that happened, bars for what lasted.

use super::{Journeys, glyph, use_journeys};
use crate::platform::element;
use crate::scene::Axis;
use crate::session::{Changed, Entry, Focus, Passport, Stay, StayKind, Way};
use crate::sim::{EventId, Tone};
use crate::ui::kit::Icon;
use crate::ui::use_slice;
use std::rc::Rc;
use yew::prelude::*;

/// The height of a lane, and of the axis below them, in pixels.
const LANE: f64 = 46.0;

#[derive(Properties, PartialEq)]
pub struct LanesProps {
    pub passport: Rc<Passport>,
    /// The event in focus.
    pub event: EventId,
}

/// The lanes. Arrow keys go from entry to entry, Enter goes there in time.
#[component]
pub fn Lanes(props: &LanesProps) -> Html {
    let journeys = use_journeys();
    let passport = &props.passport;
    let board = use_node_ref();
    let now = use_slice(Changed::ALL, |session| session.now());
    let axis = use_memo((passport.clone(), now), |(passport, now)| Axis::of(passport, *now));
    let lately = passport.entries.iter().rposition(|entry| entry.past).unwrap_or(0);
    let chosen = passport.entries.iter().position(|entry| entry.event == props.event);
    let current = chosen.unwrap_or(lately);
    {
        let (board, at) = (board.clone(), axis.entries.get(current).copied());
        use_effect_with((passport.message, current), move |_| {
            if let Some(at) = at {
                element::keep_across(&board, at as i32, 90);
            }
        });
    }
    let onkeydown = {
        let passport = passport.clone();
        move |event: KeyboardEvent| walk(&event, &passport, current)
    };
    let height = passport.lanes.len() as f64 * LANE;
    html! {
        <div class="journey-lanes">
            <div ref={board} class="journey-board scroll">
                <div class="journey-names" style={format!("height:{}px", height + 26.0)}>
                    { for passport.lanes.iter().map(|lane| html! { <span key={lane.node.0}>{ &lane.name }</span> }) }
                </div>
                <div class="journey-field" style={format!("width:{:.0}px;height:{:.0}px", axis.width, height + 26.0)}
                    role="toolbar" aria-orientation="horizontal" aria-label={format!("Journey of {}", passport.message)} {onkeydown}>
                    <Drawing passport={passport.clone()} axis={axis.clone()} />
                    { for passport.entries.iter().enumerate().map(|(index, entry)| {
                        stop(&journeys, passport, entry, axis.entries[index], index == current, entry.event == props.event)
                    }) }
                    { for axis.ticks.iter().map(|(x, at)| html! {
                        <span key={format!("t{}", at.0)} class="journey-tick" aria-hidden="true" style={format!("left:{x:.1}px;top:{height}px")}>{ at.to_string() }</span>
                    }) }
                </div>
            </div>
            <Foot passport={passport.clone()} {current} />
        </div>
    }
}

/// Moves the keyboard's place along the entries.
fn walk(event: &KeyboardEvent, passport: &Passport, current: usize) {
    let focused = element::target_id(event);
    let place = passport.entries.iter().position(|entry| id(entry.event) == focused);
    let (place, last) = (place.unwrap_or(current), passport.entries.len().saturating_sub(1));
    let next = match event.key().as_str() {
        "ArrowRight" => (place + 1).min(last),
        "ArrowLeft" => place.saturating_sub(1),
        "Home" => 0,
        "End" => last,
        _ => return,
    };
    event.prevent_default();
    event.stop_propagation();
    if let Some(entry) = passport.entries.get(next) {
        element::focus(&id(entry.event));
    }
}

fn id(event: EventId) -> String {
    format!("entry-{}", event.0)
}

/// The style of a tone in a journey.
fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "",
        Tone::Good => "good",
        Tone::Warning => "warning",
        Tone::Bad => "bad",
    }
}

/// An entry as a button.
fn stop(journeys: &Journeys, passport: &Rc<Passport>, entry: &Entry, x: f64, reachable: bool, chosen: bool) -> Html {
    let lane = &passport.lanes[entry.lane].name;
    let label = format!("{}, {lane}: {}", entry.at, entry.text);
    let onclick = {
        let (journeys, passport, entry) = (journeys.clone(), passport.clone(), entry.clone());
        move |_| journeys.go(&passport, &entry)
    };
    let class = classes!(
        "journey-stop",
        tone(entry.tone),
        (!entry.past).then_some("later"),
        (entry.message != passport.message).then_some("kin"),
    );
    html! {
        <button key={entry.event.0} id={id(entry.event)} type="button" {class} title={label.clone()} aria-label={label}
            aria-current={chosen.then_some("time")} tabindex={if reachable { "0" } else { "-1" }} data-event={entry.event.0.to_string()}
            style={format!("left:{x:.1}px;top:{:.1}px", (entry.lane as f64 + 0.5) * LANE)} {onclick}>
            <Icon glyph={glyph(entry.stamp)} size={14} />
        </button>
    }
}

#[derive(Properties, PartialEq)]
struct DrawingProps {
    passport: Rc<Passport>,
    axis: Rc<Axis>,
}

/// Lines, bars, shortened waits and the playhead. The entries say the same in words.
#[component]
fn Drawing(props: &DrawingProps) -> Html {
    let (passport, axis) = (&props.passport, &props.axis);
    let height = passport.lanes.len() as f64 * LANE;
    let middle = |lane: usize| (lane as f64 + 0.5) * LANE;
    html! {
        <svg class="journey-drawing" width={format!("{:.0}", axis.width)} height={format!("{:.0}", height + 26.0)} aria-hidden="true" focusable="false">
            { for (0..passport.lanes.len()).map(|lane| html! {
                <line class="rail" x1="0" x2={format!("{:.0}", axis.width)} y1={middle(lane).to_string()} y2={middle(lane).to_string()} />
            }) }
            { for passport.stays.iter().map(|span| bar(span, passport, axis)) }
            { for passport.ways.iter().map(|way| path(way, passport, axis)) }
            { for axis.breaks.iter().map(|wait| html! {
                <g class="wait">
                    <path d={format!("M{0:.1} 2v{1:.1}", wait.at, height - 2.0)} />
                    <text x={format!("{:.1}", wait.at)} y="11">{ wait.span.to_string() }</text>
                </g>
            }) }
            <path class="head" d={format!("M{:.1} 0v{height:.1}", axis.head)} />
        </svg>
    }
}

fn bar(span: &Stay, passport: &Passport, axis: &Axis) -> Html {
    let entry = &passport.entries[span.from];
    let from = axis.entries[span.from];
    let to = span.to.map_or_else(|| axis.head.max(from), |to| axis.entries[to]);
    let kind = match span.kind {
        StayKind::Delay => "delay",
        StayKind::InFlight => "in-flight",
        StayKind::Work => "work",
    };
    let class = classes!("bar", kind, span.to.is_none().then_some("open"));
    html! {
        <rect {class} x={format!("{from:.1}")} y={format!("{:.1}", (entry.lane as f64 + 0.5) * LANE - 7.0)} width={format!("{:.1}", (to - from).max(0.0))} height="14" rx="7" />
    }
}

fn path(way: &Way, passport: &Passport, axis: &Axis) -> Html {
    let entry = &passport.entries[way.from];
    let (x, y) = (axis.entries[way.from], (entry.lane as f64 + 0.5) * LANE);
    let goal = (way.lane as f64 + 0.5) * LANE;
    let end = way.to.map_or_else(|| axis.head.max(x + 16.0), |to| axis.entries[to]);
    let bend = (end - x) / 2.0;
    let open = way.to.is_none().then_some("open");
    html! {
        <path class={classes!("way", open)} d={format!("M{x:.1} {y:.1}C{:.1} {y:.1} {:.1} {goal:.1} {end:.1} {goal:.1}", x + bend, end - bend)} />
    }
}

#[derive(Properties, PartialEq)]
struct FootProps {
    passport: Rc<Passport>,
    current: usize,
}

/// The entry in focus in words, and what the axis leaves out.
#[component]
fn Foot(props: &FootProps) -> Html {
    let journeys = use_journeys();
    let passport = &props.passport;
    let left_out = match (passport.hidden, passport.searching) {
        (0, false) => String::new(),
        (0, true) => "Looking for its beginning…".to_string(),
        (hidden, _) => format!("{hidden} earlier entries are left out."),
    };
    html! {
        <p class="journey-foot">
            if let Some(entry) = passport.entries.get(props.current) {
                <span class="at">{ entry.at.to_string() }</span>
                <b>{ &passport.lanes[entry.lane].name }</b>
                <span class="what">{ &entry.text }</span>
                <button type="button" class="chip" onclick={why(&journeys, passport, entry)}>
                    { entry.rule.map_or_else(|| "why?".to_string(), |rule| format!("{} · why?", rule.0.id)) }
                </button>
            }
            <span class="quiet">{ "Long waits are shortened. " }{ left_out }</span>
        </p>
    }
}

/// Asks why an entry happened.
fn why(journeys: &Journeys, passport: &Passport, entry: &Entry) -> impl Fn(MouseEvent) + 'static {
    let journeys = journeys.clone();
    let focus = Focus {
        event: entry.event,
        message: passport.message,
    };
    move |_| journeys.why(focus)
}
