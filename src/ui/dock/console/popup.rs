//! The words that could stand at the cursor.

use super::line::Line;
use crate::platform::element;
use crate::ui::shared::use_shared;
use yew::prelude::*;

/// The id of the list, for the prompt.
pub const LIST_ID: &str = "console-words";

/// The id of a word's element.
pub fn word_id(index: usize) -> String {
    format!("console-word-{index}")
}

#[derive(Properties, PartialEq)]
pub struct PopupProps {
    pub line: Line,
    /// A word was taken; the cursor stands there now.
    pub on_take: Callback<usize>,
}

/// The list above the prompt; a click takes a word.
#[component]
pub fn Popup(props: &PopupProps) -> Html {
    let offer = use_shared(&props.line, |line| line.offer.clone());
    let chosen = offer.chosen;
    use_effect_with((chosen, offer.words.len()), move |(chosen, count)| {
        if *count > 0 {
            element::reveal_nearest(&word_id(*chosen));
        }
    });
    let word = |(index, word): (usize, &String)| {
        let (line, on_take) = (props.line.clone(), props.on_take.clone());
        // The prompt keeps the focus.
        let onpointerdown = |event: PointerEvent| event.prevent_default();
        let onclick = move |_| on_take.emit(line.take(index));
        html! {
            <div key={word.clone()} id={word_id(index)} role="option" class="console-word" aria-selected={(index == chosen).to_string()} {onpointerdown} {onclick}>{ word }</div>
        }
    };
    let open = !offer.words.is_empty();
    html! {
        <div id={LIST_ID} class={classes!("console-words", "scroll", open.then_some("open"))} role="listbox" aria-label="Words that fit here">
            { for offer.words.iter().enumerate().map(word) }
        </div>
    }
}
