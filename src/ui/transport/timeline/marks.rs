//! The marks over the columns. They are for the mouse; the list of moments says the same in words.

use super::{SLOTS, left};
use crate::base::SimTime;
use crate::session::{Action, Bookmark, BookmarkAction, Mark, MarkKind, Span, Travel};
use crate::ui::use_store;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct MarksProps {
    /// What is shown.
    pub span: Span,
    /// In order of time.
    pub marks: Vec<Mark>,
    /// In order of time.
    pub bookmarks: Vec<Bookmark>,
}

/// One sign on the timeline, for everything in its slot.
#[derive(Clone, PartialEq)]
struct Sign {
    at: SimTime,
    shape: Html,
    lines: Vec<String>,
    goes: Leads,
}

/// Where a click leads.
#[derive(Clone, Copy, PartialEq)]
enum Leads {
    Instant(SimTime),
    Bookmark(u32),
}

/// The marks, with what they are about while the pointer is on them.
#[component]
pub fn Marks(props: &MarksProps) -> Html {
    let store = use_store();
    let told = use_state_eq(|| None::<usize>);
    let signs = signs(props);
    let sign = |(index, sign): (usize, &Sign)| {
        let (store, told) = (store.clone(), told.clone());
        let goes = sign.goes;
        let onpointerdown = move |event: PointerEvent| {
            event.stop_propagation();
            store.dispatch(match goes {
                Leads::Instant(at) => Action::Travel(Travel::Scrub(at)),
                Leads::Bookmark(id) => Action::Bookmark(BookmarkAction::Go(id)),
            });
        };
        let (enter, leave) = (told.clone(), told);
        html! {
            <span key={index} class="sign" style={left(props.span, sign.at)} {onpointerdown}
                onpointerenter={move |_| enter.set(Some(index))} onpointerleave={move |_| leave.set(None)}>{ sign.shape.clone() }</span>
        }
    };
    let tip = told.and_then(|index| signs.get(index)).map(|sign| {
        let far = props.span.share(sign.at).is_some_and(|share| share > 500_000);
        html! {
            <div class={classes!("tip", far.then_some("far"))} style={left(props.span, sign.at)}>
                { for sign.lines.iter().map(|line| html! { <p>{ line }</p> }) }
            </div>
        }
    });
    html! {
        <div class="marks" aria-hidden="true">
            { for signs.iter().enumerate().map(sign) }
            { tip.unwrap_or_default() }
        </div>
    }
}

/// One sign for each slot, with the shape of the most important mark in it, and one for each bookmark.
fn signs(props: &MarksProps) -> Vec<Sign> {
    let slot = |at: SimTime| props.span.share(at).unwrap_or(0) * SLOTS / 1_000_000;
    let mut signs: Vec<Sign> = Vec::new();
    for group in props.marks.chunk_by(|a, b| slot(a.at) == slot(b.at)) {
        let Some(first) = group.iter().min_by_key(|mark| mark.kind) else {
            continue;
        };
        signs.push(Sign {
            at: first.at,
            shape: html! { <MarkShape kind={first.kind} /> },
            lines: group.iter().map(line).collect(),
            goes: Leads::Instant(first.at),
        });
    }
    for bookmark in props
        .bookmarks
        .iter()
        .filter(|bookmark| props.span.share(bookmark.at).is_some())
    {
        signs.push(Sign {
            at: bookmark.at,
            shape: bookmark_shape(),
            lines: vec![format!("{} {}", bookmark.at, bookmark.name)],
            goes: Leads::Bookmark(bookmark.id),
        });
    }
    signs
}

fn line(mark: &Mark) -> String {
    let more = match mark.count {
        1 => String::new(),
        count => format!(" and {} more", crate::sim::decimal(i64::from(count) - 1, 0)),
    };
    format!("{} {}: {}{more}", mark.at, mark.kind.name(), mark.text)
}

#[derive(Properties, PartialEq)]
pub struct MarkShapeProps {
    /// What the mark is about.
    pub kind: MarkKind,
}

/// The shape and colour of a kind of mark.
#[component]
pub fn MarkShape(props: &MarkShapeProps) -> Html {
    let (style, path) = match props.kind {
        MarkKind::Fault => (
            "m-fault",
            "M2 3.500 3.500 2 6 4.500 8.500 2 10 3.500 7.500 6 10 8.500 8.500 10 6 7.500 3.500 10 2 8.500 4.500 6Z",
        ),
        MarkKind::Refusal => ("m-refusal", "M2 2h8v8H2Z"),
        MarkKind::Deed => ("m-deed", "M6 1l5 5-5 5-5-5Z"),
        MarkKind::Planned => ("m-planned", "M1.500 2h9L6 10.500Z"),
    };
    html! { <svg class={classes!("shape", style)} viewBox="0 0 12 12" width="12" height="12" aria-hidden="true"><path d={path} /></svg> }
}

/// The ribbon of a bookmark.
pub fn bookmark_shape() -> Html {
    html! { <svg class="shape m-bookmark" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true"><path d="M3 0.500h6v11L6 8.500 3 11.500Z" /></svg> }
}
