//! What was done so far, with the answers.

use super::line::Line;
use super::prompt::INPUT_ID;
use crate::platform::element;
use crate::session::{Changed, ConsoleEntry, Outcome};
use crate::ui::{use_slice, use_store};
use yew::prelude::*;

/// So many entries are in the page unless someone asks for all.
const SHOWN: usize = 100;

#[derive(Properties, PartialEq)]
pub struct TranscriptProps {
    pub line: Line,
}

/// The lines, the newest at the end and in view.
#[component]
pub fn Transcript(props: &TranscriptProps) -> Html {
    let (store, list) = (use_store(), use_node_ref());
    let all = use_state_eq(|| false);
    let revision = use_slice(Changed::ALL, |session| session.console().revision());
    {
        let list = list.clone();
        use_effect_with(revision, move |_| element::scroll_to(&list, i32::MAX));
    }
    let (entries, hidden) = store.read(|session| {
        let entries = session.console().entries();
        let hidden = if *all { 0 } else { entries.len().saturating_sub(SHOWN) };
        (entries.skip(hidden).cloned().collect::<Vec<_>>(), hidden)
    });
    html! {
        <div ref={list} class="transcript scroll" role="log" tabindex="0" aria-label="Transcript">
            if hidden > 0 {
                <button key="more" type="button" class="btn small" onclick={move |_| all.set(true)}>{ format!("Show {hidden} earlier lines") }</button>
            }
            if entries.is_empty() {
                <p key="empty" class="quiet">{ "Type a command, for example " }<code>{ "aws sqs list-queues" }</code>{ " or " }<code>{ "help" }</code>{ ". What you do with buttons and drags appears here as commands, too." }</p>
            }
            { for entries.iter().map(|entry| html! { <EntryRow key={entry.number} line={props.line.clone()} entry={entry.clone()} /> }) }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct EntryProps {
    line: Line,
    entry: ConsoleEntry,
}

/// A line, which a click writes into the prompt again, and its answer.
#[component]
fn EntryRow(props: &EntryProps) -> Html {
    let entry = &props.entry;
    let again = {
        let (line, text) = (props.line.clone(), entry.line.clone());
        move |_| {
            line.write(text.clone());
            element::focus(INPUT_ID);
        }
    };
    let answer = match &entry.outcome {
        Outcome::Done(text) if text.is_empty() => Html::default(),
        Outcome::Done(text) => html! { <pre class={text.starts_with("+-").then_some("table")}>{ text }</pre> },
        Outcome::Refused(text) => html! { <pre class="tone-bad">{ text }</pre> },
        Outcome::Waiting => {
            html! { <p class="quiet">{ "Waiting for the answer. Let time pass, and it appears here." }</p> }
        }
    };
    let comment = entry.line.starts_with('#');
    html! {
        <div class="entry" data-entry={entry.number.to_string()}>
            <span class="at">{ entry.at.to_string() }</span>
            if comment {
                <span class="quiet">{ entry.line.trim_start_matches(['#', ' ']) }</span>
            } else {
                <button type="button" class="entry-line mono" title="Write this line again" onclick={again}>{ &entry.line }</button>
            }
            if entry.by_hand && !comment {
                <span class="chip">{ "by hand" }</span>
            }
            <div class="entry-answer">
                { answer }
                if let Some(at) = entry.answered {
                    <p class="quiet">{ format!("answered at {at}") }</p>
                }
            </div>
        </div>
    }
}
