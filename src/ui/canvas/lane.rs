//! A lane of a card: the first messages in one state, as glyphs.

use crate::base::{MessageId, SimTime};
use crate::geometry::Point;
use crate::scene::Look;
use crate::sim::{Lane, LaneToken, TokenStyle, decimal};
use yew::prelude::*;

/// From one glyph to the next, in pixels.
const PITCH: f64 = 17.0;
/// How many glyphs fit beside the words.
const MOST: usize = 6;

/// A lane as its card shows it.
#[derive(Clone, PartialEq, Debug)]
pub struct LaneModel {
    /// `waiting`, `in flight` …
    pub label: &'static str,
    /// The glyphs.
    pub tokens: Vec<(MessageId, u32, TokenStyle)>,
    /// How many more there are.
    pub more: u64,
    /// How many there are in all.
    pub total: u64,
    /// When the first of them changes by itself: `0:12 left`, or "".
    pub left: String,
}

impl LaneModel {
    /// What to show of a lane at this time.
    pub fn of(lane: &Lane, now: SimTime) -> LaneModel {
        let ends = lane.tokens.iter().filter_map(|token| token.until).min();
        let left = ends
            .filter(|end| *end > now)
            .map(|end| clock(end.since(now).as_secs()))
            .unwrap_or_default();
        // The words take the room of two glyphs.
        let room = if left.is_empty() { MOST + 2 } else { MOST };
        let room = if lane.total as usize > room { room - 2 } else { room };
        let tokens: Vec<(MessageId, u32, TokenStyle)> = lane
            .tokens
            .iter()
            .take(room)
            .map(|token: &LaneToken| (token.message, token.tint, token.style))
            .collect();
        LaneModel {
            label: lane.label,
            more: lane.total.saturating_sub(tokens.len() as u64),
            total: lane.total,
            tokens,
            left,
        }
    }
}

/// `0:12 left`, `3:05:00 left`.
fn clock(secs: u64) -> String {
    match (secs / 3_600, secs / 60 % 60, secs % 60) {
        (0, mins, secs) => format!("{mins}:{secs:02} left"),
        (hours, mins, secs) if hours < 100 => format!("{hours}:{mins:02}:{secs:02} left"),
        (hours, ..) => format!("{} d left", hours / 24),
    }
}

/// A lane as markup.
pub fn lane_row(lane: &LaneModel) -> Html {
    let width = lane.tokens.len() as f64 * PITCH;
    html! {
        <div class="lane" key={lane.label}>
            <span class="lane-label">{ lane.label }</span>
            <span class="for-reader">{ format!(" {} ", lane.total) }</span>
            if lane.total == 0 {
                <span class="lane-none" aria-hidden="true">{ "none" }</span>
            } else {
                <svg width={width.to_string()} height="16" viewBox={format!("0 0 {width} 16")} aria-hidden="true" focusable="false">
                    { for lane.tokens.iter().enumerate().map(|(index, token)| glyph(index, *token)) }
                </svg>
            }
            if lane.more > 0 {
                <span class="lane-more" aria-hidden="true">{ format!("+{}", short(lane.more)) }</span>
            }
            if !lane.left.is_empty() {
                <span class="lane-left">{ &lane.left }</span>
            }
        </div>
    }
}

/// `12`, `1,204`, `56 k`.
fn short(count: u64) -> String {
    if count < 10_000 {
        decimal(count as i64, 0)
    } else {
        format!("{} k", decimal((count / 1_000) as i64, 0))
    }
}

/// A click on it shows the journey of its message; for the keyboard there is the list of the node's messages.
fn glyph(index: usize, (message, tint, style): (MessageId, u32, TokenStyle)) -> Html {
    let look = Look::of(tint);
    let path = look.shape.path(Point::new(8.0 + index as f64 * PITCH, 8.0), 5.2);
    let (class, colour) = match style {
        TokenStyle::Filled => ("filled", look.colour()),
        TokenStyle::Outlined => ("outlined", look.colour()),
        TokenStyle::Dimmed => ("dimmed", look.colour()),
    };
    let about = message.0.to_string();
    html! {
        <>
            <path class={class} d={path} style={format!("--token:{colour}")} />
            <rect class="lane-hit" data-message={about} x={format!("{}", index as f64 * PITCH)} y="0" width="16" height="16" />
        </>
    }
}
