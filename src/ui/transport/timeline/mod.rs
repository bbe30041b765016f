//! The timeline: how much happened when, what deserves a mark, and the playhead to drag.

mod marks;
mod track;

use crate::base::SimTime;
use crate::platform::element;
use crate::session::{Action, Bookmark, Changed, Mark, Session, Span, Travel};
use crate::ui::kit::{Glyph, Icon};
use crate::ui::{Store, use_slice, use_store};
use marks::Marks;
pub use marks::{MarkShape, bookmark_shape};
use std::collections::BTreeMap;
use track::Track;
use yew::prelude::*;

/// How many columns the whole width has.
const COLUMNS: usize = 140;
/// In how many places marks are gathered.
const SLOTS: u64 = 60;

/// What the timeline shows.
#[derive(Clone, PartialEq)]
struct View {
    now: SimTime,
    all: Span,
    span: Span,
    columns: Vec<u32>,
    marks: Vec<Mark>,
    bookmarks: Vec<Bookmark>,
}

/// The part that was zoomed to, and where the playhead was then: once that moves, its page is shown.
type Zoom = Option<(Span, SimTime)>;

fn view(session: &Session, zoom: Zoom) -> View {
    let now = session.heading();
    let all = Span::whole(session.horizon().max(now));
    let span = match zoom {
        None => all,
        Some((span, at)) if at == now => span,
        Some((span, _)) => span.following(now, all),
    };
    View {
        now,
        all,
        span,
        columns: session.density(span.from, span.to, COLUMNS),
        marks: session.marks(span.from, span.to, SLOTS),
        bookmarks: session.bookmarks().to_vec(),
    }
}

/// What the pointers are doing: where each is, in millionths of the width.
type Pointers = BTreeMap<i32, u64>;

/// A slider over time. Dragging scrubs; arrow keys go by a hundredth, with Page keys by a tenth; the wheel, a pinch, + and -
/// zoom.
#[component]
pub fn Timeline() -> Html {
    let store = use_store();
    let bar = use_node_ref();
    let zoom = use_state_eq(|| Zoom::None);
    let pointers = use_mut_ref(Pointers::new);
    let view = {
        let zoom = *zoom;
        use_slice(Changed::ALL, move |session| view(session, zoom))
    };
    let hand = Hand {
        store,
        span: view.span,
        all: view.all,
        now: view.now,
        zoom: zoom.clone(),
    };
    let onpointerdown = {
        let (hand, bar, pointers) = (hand.clone(), bar.clone(), pointers.clone());
        move |event: PointerEvent| {
            let Some(share) = element::share_across(&event, &bar) else {
                return;
            };
            element::capture(&event, &bar);
            pointers.borrow_mut().insert(event.pointer_id(), share);
            if pointers.borrow().len() == 1 {
                hand.scrub(hand.span.at(share));
            }
        }
    };
    let onpointermove = {
        let (hand, bar, pointers) = (hand.clone(), bar.clone(), pointers.clone());
        move |event: PointerEvent| {
            let Some(share) = element::share_across(&event, &bar) else {
                return;
            };
            let mut pointers = pointers.borrow_mut();
            let before = pointers.clone();
            match pointers.get_mut(&event.pointer_id()) {
                Some(place) => *place = share,
                None => return,
            }
            if pointers.len() == 2 {
                hand.pinch(&before, &pointers);
            } else if pointers.len() == 1 {
                hand.scrub(hand.span.at(share));
            }
        }
    };
    let let_go = move |event: PointerEvent| {
        pointers.borrow_mut().remove(&event.pointer_id());
    };
    let onwheel = {
        let (hand, bar) = (hand.clone(), bar.clone());
        move |event: WheelEvent| {
            event.prevent_default();
            let sideways = if event.shift_key() {
                event.delta_y()
            } else {
                event.delta_x()
            };
            if sideways != 0.0 {
                hand.turn(if sideways < 0.0 { -10 } else { 10 });
            } else if let Some(share) = element::share_at(event.client_x(), &bar) {
                hand.zoom_at(hand.span.at(share), if event.delta_y() < 0.0 { 80 } else { 125 });
            }
        }
    };
    let onkeydown = {
        let hand = hand.clone();
        move |event: KeyboardEvent| {
            if hand.key(&event.key()) {
                event.prevent_default();
            }
        }
    };
    let show_all = {
        let zoom = zoom.clone();
        move |_: MouseEvent| zoom.set(None)
    };
    html! {
        <div class="timeline-box">
            <div
                ref={bar}
                class="timeline"
                role="slider"
                data-from={view.span.from.0.to_string()}
                data-to={view.span.to.0.to_string()}
                tabindex="0"
                aria-label="Time"
                aria-valuemin="0"
                aria-valuemax={(view.all.to.0 / 1_000).to_string()}
                aria-valuenow={(view.now.0 / 1_000).to_string()}
                aria-valuetext={view.now.to_string()}
                {onpointerdown}
                {onpointermove}
                onpointerup={let_go.clone()}
                onpointercancel={let_go}
                {onwheel}
                {onkeydown}
            >
                <Track span={view.span} now={view.now} columns={view.columns.clone()} />
            </div>
            <Marks span={view.span} marks={view.marks.clone()} bookmarks={view.bookmarks.clone()} />
            if zoom.is_some() {
                <button type="button" class="btn small show-all" onclick={show_all}><Icon glyph={Glyph::Fit} size={14} />{ "Whole run" }</button>
            }
        </div>
    }
}

/// What a person's hand does to the timeline.
#[derive(Clone)]
struct Hand {
    store: Store,
    span: Span,
    all: Span,
    now: SimTime,
    zoom: UseStateHandle<Zoom>,
}

impl Hand {
    /// The session goes there with the coming frames; the last of several wishes in a frame counts.
    fn scrub(&self, at: SimTime) {
        self.store.dispatch(Action::Travel(Travel::Scrub(at)));
    }

    fn zoom_at(&self, around: SimTime, hundredths: u64) {
        let span = self.span.zoomed(around, hundredths, self.all);
        self.zoom.set(span.map(|span| (span, self.now)));
    }

    fn turn(&self, hundredths: i64) {
        if self.zoom.is_some() {
            self.zoom.set(Some((self.span.moved(hundredths, self.all), self.now)));
        }
    }

    /// Two fingers: what was between them stays between them.
    fn pinch(&self, before: &Pointers, after: &Pointers) {
        let ends = |pointers: &Pointers| {
            let (mut low, mut high) = (u64::MAX, 0);
            for share in pointers.values() {
                (low, high) = (low.min(*share), high.max(*share));
            }
            (low, (high - low).max(20_000))
        };
        let ((low, wide), (_, wider)) = (ends(before), ends(after));
        let middle = self.span.at(low + wide / 2);
        self.zoom_at(middle, (wide * 100 / wider).clamp(20, 500));
    }

    /// Does what a key stands for; false when it stands for nothing here.
    fn key(&self, key: &str) -> bool {
        let (part, at) = (self.span.length().0 / 100, self.now.0);
        let to = match key {
            "ArrowRight" | "ArrowUp" => at + part,
            "ArrowLeft" | "ArrowDown" => at.saturating_sub(part),
            "PageUp" => at + part * 10,
            "PageDown" => at.saturating_sub(part * 10),
            "Home" => 0,
            "End" => self.store.read(|session| session.frontier().0),
            "+" | "=" => {
                self.zoom_at(self.now, 50);
                return true;
            }
            "-" => {
                self.zoom_at(self.now, 200);
                return true;
            }
            "0" => {
                self.zoom.set(None);
                return true;
            }
            _ => return false,
        };
        self.scrub(SimTime(to.min(self.all.to.0)));
        true
    }
}

/// A place on the timeline as a style.
fn left(span: Span, at: SimTime) -> Option<String> {
    let share = span.share(at)?;
    Some(format!("left:{}.{:04}%", share / 10_000, share % 10_000))
}
