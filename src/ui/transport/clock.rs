//! The clock.

use crate::session::{Changed, rate_label};
use crate::ui::use_slice;
use yew::prelude::*;

/// Where the playhead is, and how fast it moves.
#[component]
pub fn Clock() -> Html {
    let now = use_slice(Changed::ALL, |session| session.heading().to_string());
    let (playing, rate, lagging) = use_slice(Changed::ALL, |session| {
        let playback = session.playback();
        (
            playback.playing,
            playback.rate,
            playback.lags().then_some(playback.true_rate),
        )
    });
    let stopped = use_slice(Changed::ALL, |session| session.stopped_because().is_some());
    let state = match (lagging, playing) {
        _ if stopped => "stopped: see the notice".to_string(),
        (Some(true_rate), _) => format!("{} of {}", rate_label(true_rate), rate_label(rate)),
        (None, true) => format!("playing at {}", rate_label(rate)),
        (None, false) => format!("paused, {}", rate_label(rate)),
    };
    html! {
        <div class="clock" role="timer" aria-live="off" aria-label="Simulated time">
            <b>{ now }</b>
            <small class={classes!(lagging.map(|_| "lags"))} title={lagging.map(|_| "Your machine can't simulate this fast; nothing is left out")}>{ state }</small>
        </div>
    }
}
