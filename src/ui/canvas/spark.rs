//! The small line on a card: how its main metric went so far.

use yew::prelude::*;

/// The line's own coordinates.
const WIDTH: usize = 200;
const HEIGHT: i64 = 20;

/// A line over the points, from zero to the highest. The inspector tells the same in words and numbers.
pub fn spark(points: &[i64]) -> Html {
    let most = points.iter().copied().max().unwrap_or(0).max(1);
    let last = points.len().saturating_sub(1).max(1);
    let mut line = String::new();
    for (index, value) in points.iter().enumerate() {
        let x = index * WIDTH / last;
        let y = HEIGHT - 1 - (*value).clamp(0, most) * (HEIGHT - 3) / most;
        line.push_str(&format!("{}{x} {y}", if index == 0 { "M" } else { "L" }));
    }
    html! {
        <svg class="spark" viewBox={format!("0 0 {WIDTH} {HEIGHT}")} preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <path d={line} />
        </svg>
    }
}
