//! A line of the list.

use crate::base::MessageId;
use crate::session::{EventRow, ListLine};
use crate::sim::{EventId, Tone};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct RowProps {
    pub line: ListLine,
    /// Its number among the lines, from 1.
    pub index: u64,
    /// Where it stands, in pixels.
    pub top: i64,
    /// Whether the keyboard is at it.
    pub active: bool,
    /// Whether it is the newest event at the playhead.
    pub now: bool,
    pub on_jump: Callback<EventRow>,
    pub on_rule: Callback<EventRow>,
}

/// The id of a line's element.
pub fn element_id(event: EventId) -> String {
    format!("event-{}", event.0)
}

/// Time, place, what happened, and the rule behind it, which opens.
#[component]
pub fn Row(props: &RowProps) -> Html {
    let (line, style) = (&props.line, format!("top:{}px", props.top));
    let id = element_id(line.id);
    let index = props.index.to_string();
    let class = classes!(
        "event",
        props.active.then_some("active"),
        props.now.then_some("now"),
        line.later.then_some("later")
    );
    let Some(row) = &line.row else {
        return html! {
            <div {id} {class} {style} role="row" aria-rowindex={index} data-event={line.id.0.to_string()}>
                <span class="quiet" role="gridcell">{ format!("#{} is computed again …", line.id.0) }</span>
            </div>
        };
    };
    let about = (row.message != MessageId::NONE).then(|| row.message.to_string());
    let jump = {
        let (row, on_jump) = (row.clone(), props.on_jump.clone());
        move |_: MouseEvent| on_jump.emit(row.clone())
    };
    let ask = {
        let (row, on_rule) = (row.clone(), props.on_rule.clone());
        move |event: MouseEvent| {
            event.stop_propagation();
            on_rule.emit(row.clone());
        }
    };
    html! {
        <div {id} {class} {style} role="row" aria-rowindex={index} aria-selected={props.active.to_string()} aria-current={props.now.then_some("time")}
            data-event={line.id.0.to_string()} data-message={about} onclick={jump}>
            <span class="at" role="gridcell">{ row.at.to_string() }</span>
            <span class="who" role="gridcell">{ &row.node }</span>
            <span class={tone(row.tone)} role="gridcell" title={row.text.clone()}>{ &row.text }</span>
            <span class="id" role="gridcell">
                if !row.rule.is_empty() {
                    <button type="button" class="chip" tabindex="-1" title={format!("What {} says", row.rule)} onclick={ask}>{ row.rule }</button>
                }
            </span>
        </div>
    }
}

fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "what",
        Tone::Good => "what tone-good",
        Tone::Warning => "what tone-warning",
        Tone::Bad => "what tone-bad",
    }
}
