//! The columns, the rail and the playhead.

use super::{COLUMNS, left};
use crate::base::SimTime;
use crate::session::Span;
use yew::prelude::*;

/// The height of the columns, in their own coordinates.
const HEIGHT: u32 = 40;

#[derive(Properties, PartialEq)]
pub struct TrackProps {
    /// What is shown.
    pub span: Span,
    /// The playhead.
    pub now: SimTime,
    /// How much happened in each column.
    pub columns: Vec<u32>,
}

/// How much happened when.
#[component]
pub fn Track(props: &TrackProps) -> Html {
    let TrackProps { span, now, .. } = *props;
    let share = match span.share(now) {
        Some(share) => share,
        None if now < span.from => 0,
        None => 1_000_000,
    };
    let gone = format!("width:{}.{:04}%", share / 10_000, share % 10_000);
    html! {
        <>
            { columns(&props.columns, (share as usize * COLUMNS) / 1_000_000) }
            <span class="rail" />
            <span class="gone" style={gone} />
            if let Some(place) = left(span, now) {
                <span class="head" style={place} />
            }
            <span class="from">{ short(span.from, span) }</span>
            <span class="to">{ short(span.to, span) }</span>
        </>
    }
}

fn columns(columns: &[u32], gone: usize) -> Html {
    let most = columns.iter().copied().max().unwrap_or(0).max(1);
    let (mut behind, mut ahead) = (String::new(), String::new());
    for (index, count) in columns.iter().enumerate().filter(|(_, count)| **count > 0) {
        // The root keeps quiet times visible beside bursts.
        let share = (u64::from(*count) * 10_000 / u64::from(most)).isqrt() as u32;
        let height = (share * HEIGHT / 100).max(3);
        let path = if index < gone { &mut behind } else { &mut ahead };
        path.push_str(&format!("M{} {}h6v{height}h-6z", index * 10, HEIGHT - height));
    }
    html! {
        <svg viewBox={format!("0 0 {} {HEIGHT}", COLUMNS * 10)} preserveAspectRatio="none" aria-hidden="true">
            <path class="behind" d={behind} />
            <path class="ahead" d={ahead} />
        </svg>
    }
}

/// The clock, without the milliseconds unless the span is a few seconds long.
fn short(at: SimTime, span: Span) -> String {
    let text = at.to_string();
    if span.length().as_secs() < 5 {
        return text;
    }
    text.split('.').next().unwrap_or_default().to_string()
}
