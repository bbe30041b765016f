//! The line that is being written.

use super::line::Line;
use super::popup::{LIST_ID, Popup, word_id};
use crate::platform::{clipboard, element, theme};
use crate::session::Action;
use crate::ui::shared::use_shared;
use crate::ui::{Store, use_store};
use yew::prelude::*;

/// The id of the prompt's field.
pub const INPUT_ID: &str = "console-input";

#[derive(Properties, PartialEq)]
pub struct PromptProps {
    pub line: Line,
}

/// The field, the words that fit, what the command takes, and the buttons for fingers.
#[component]
pub fn Prompt(props: &PromptProps) -> Html {
    let (store, line, field) = (use_store(), props.line.clone(), use_node_ref());
    let written = use_shared(&line, Clone::clone);
    use_effect_with((), |()| {
        // On a touch screen the focus would bring up the keyboard over the transcript.
        if theme::matches("(pointer: fine)") {
            element::focus(INPUT_ID);
        }
    });
    {
        let field = field.clone();
        // What is written by other means than typing stands there at once: the next letter may come before a rendering.
        use_effect_with(line.clone(), move |line| {
            let show = {
                let line = line.clone();
                move || line.read(|line| element::put_text(&field, &line.text))
            };
            show();
            let watching = line.watch(show);
            move || drop(watching)
        });
    }
    let prompt = Keys {
        store: store.clone(),
        line: line.clone(),
        field: field.clone(),
    };
    let place = {
        let (field, line) = (field.clone(), line.clone());
        Callback::from(move |at: usize| line.read(|line| element::set_caret(&field, &line.text, at)))
    };
    let onkeydown = {
        let (prompt, place) = (prompt.clone(), place.clone());
        move |event: KeyboardEvent| {
            if event.is_composing() || event.ctrl_key() || event.meta_key() || event.alt_key() {
                return;
            }
            if prompt.press(&event.key(), event.shift_key(), &place) {
                event.prevent_default();
            }
        }
    };
    let oninput = {
        let line = line.clone();
        move |event: InputEvent| line.write(element::typed(&event))
    };
    let onpaste = {
        let prompt = prompt.clone();
        move |event: Event| {
            let Some(text) = clipboard::pasted(&event).filter(|text| text.trim_end().contains('\n')) else {
                return;
            };
            event.prevent_default();
            let before = prompt.line.read(|line| line.text.clone());
            prompt.run(&format!("{before}{text}"));
        }
    };
    let onsubmit = {
        let prompt = prompt.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            prompt.run_written();
        }
    };
    let complete = {
        let (prompt, place) = (prompt, place.clone());
        move |_| {
            element::focus(INPUT_ID);
            prompt.complete(&place);
        }
    };
    let open = !written.offer.words.is_empty();
    let usage = store.read(|session| session.usage(&written.text));
    let hint = usage.map_or_else(String::new, |usage| {
        if usage.option.is_empty() {
            format!("{} — {}", usage.usage, usage.help)
        } else {
            usage.option
        }
    });
    html! {
        <form class="prompt" {onsubmit}>
            <Popup {line} on_take={place} />
            <span class="prompt-sign mono" aria-hidden="true">{ "$" }</span>
            <input ref={field} id={INPUT_ID} class="input mono" type="text" role="combobox" aria-label="Command" aria-autocomplete="list" aria-expanded={open.to_string()}
                aria-controls={LIST_ID} aria-activedescendant={open.then(|| word_id(written.offer.chosen))} aria-describedby="console-hint" placeholder="aws sqs …, or help"
                autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="go" {oninput} {onkeydown} {onpaste} />
            <button type="button" class="btn small" onclick={complete}>{ "Complete" }</button>
            <button class="btn small primary">{ "Run" }</button>
            <p id="console-hint" class="console-hint quiet" title={hint.clone()}>
                { if hint.is_empty() { "Tab completes, arrow up brings earlier lines. Escape and then Tab leaves the field.".to_string() } else { hint } }
            </p>
        </form>
    }
}

/// What keys do in the prompt.
#[derive(Clone, PartialEq)]
struct Keys {
    store: Store,
    line: Line,
    field: NodeRef,
}

impl Keys {
    /// Does what a key stands for; false when the browser is to do what it does.
    fn press(&self, key: &str, shift: bool, place: &Callback<usize>) -> bool {
        let (open, chosen, leaving, empty) = self.line.read(|line| {
            let offer = &line.offer;
            (
                !offer.words.is_empty(),
                offer.chosen,
                line.leaving,
                line.text.is_empty(),
            )
        });
        match key {
            "Tab" if open => self.line.choose(if shift { -1 } else { 1 }),
            "Tab" if shift || leaving || empty => return false,
            "Tab" => return self.complete(place),
            "ArrowDown" if open => self.line.choose(1),
            "ArrowUp" if open => self.line.choose(-1),
            "Enter" if open => place.emit(self.line.take(chosen)),
            "Escape" if open => self.line.close(),
            "Escape" => self.line.change(|line| line.leaving = true),
            "ArrowUp" => self.recall(place, |line| {
                let text = line.text.clone();
                line.history.earlier(&text)
            }),
            "ArrowDown" => self.recall(place, |line| line.history.later()),
            _ => return false,
        }
        true
    }

    fn recall(&self, place: &Callback<usize>, from: impl FnOnce(&mut super::line::Written) -> Option<String>) {
        if let Some(text) = self.line.adjust(from) {
            let end = text.len();
            self.line.write(text);
            place.emit(end);
        }
    }

    /// Completes at the cursor. False when nothing fits.
    fn complete(&self, place: &Callback<usize>) -> bool {
        let cursor = self.line.read(|line| element::caret(&self.field, &line.text));
        let done = self.line.complete(&self.store, cursor);
        done.map(|at| place.emit(at)).is_some()
    }

    fn run_written(&self) {
        let text = self.line.read(|line| line.text.clone());
        self.run(&text);
    }

    fn run(&self, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        self.line.adjust(|line| line.history.add(text));
        self.line.write(String::new());
        self.store.dispatch(Action::Type(text.to_string()));
    }
}
