//! Quick add and the list of commands: type a few letters, press Enter.

use super::popup::{Ended, Popup};
use super::showing::use_showing;
use crate::platform::element;
use crate::session::{MenuEntry, search};
use crate::ui::kit::{Tile, Typed, use_typed};
use yew::prelude::*;

/// More lines than this are not shown; typing brings the others up.
const MOST: usize = 60;
/// The id of the field.
const FIELD_ID: &str = "quick-search";

#[derive(Properties, PartialEq)]
pub struct QuickProps {
    pub popup: Popup,
}

/// A field and the list of what it finds.
#[component]
pub fn QuickList(props: &QuickProps) -> Html {
    let popup = &props.popup;
    let showing = use_showing(popup);
    let text = use_state_eq(String::new);
    let active = use_state_eq(|| 0usize);
    let tell = {
        let (text, active) = (text.clone(), active.clone());
        Callback::from(move |typed: String| {
            text.set(typed);
            active.set(0);
        })
    };
    let typed = use_typed(&text, tell);
    // A key may come before the list shows what the last letter has found, so keys ask what the field finds now.
    let looking = Looking {
        popup: popup.clone(),
        typed: typed.clone(),
        active: active.clone(),
    };
    {
        let (showing, typed, looking) = (showing.clone(), typed.clone(), looking.clone());
        use_effect_with((), move |()| {
            showing.open();
            element::focus(FIELD_ID);
            let (ahead, ended) = showing.desk.take_ahead();
            typed.write(&ahead);
            match (ended, looking.chosen()) {
                (Some(Ended::Chosen), Some(entry)) => showing.choose(&entry),
                (Some(Ended::GivenUp), _) => showing.close(),
                _ => {}
            }
        });
    }
    let onkeydown = {
        let showing = showing.clone();
        move |event: KeyboardEvent| {
            let key = event.key();
            if !["ArrowDown", "ArrowUp", "Enter"].contains(&key.as_str()) || event.is_composing() {
                return;
            }
            event.prevent_default();
            match key.as_str() {
                "ArrowDown" => looking.walk(1),
                "ArrowUp" => looking.walk(-1),
                _ => looking.chosen().iter().for_each(|entry| showing.choose(entry)),
            }
        }
    };
    let found = find(&popup.0.entries, &text);
    let chosen = (*active).min(found.len().saturating_sub(1));
    let choose = {
        let showing = showing.clone();
        Callback::from(move |entry: MenuEntry| showing.choose(&entry))
    };
    let content = html! {
        <>
            <input
                ref={typed.field.clone()}
                id={FIELD_ID}
                class="input"
                type="text"
                role="combobox"
                aria-label={popup.0.title.clone()}
                aria-expanded="true"
                aria-controls="quick-list"
                aria-autocomplete="list"
                aria-activedescendant={(!found.is_empty()).then(|| option_id(chosen))}
                placeholder={format!("{}…", popup.0.title)}
                autocomplete="off"
                spellcheck="false"
                oninput={typed.oninput()}
                {onkeydown}
            />
            <ul id="quick-list" class="scroll" role="listbox" aria-label="Found">
                { for found.iter().enumerate().map(|(index, entry)| option(index, entry, index == chosen, &choose, &active)) }
            </ul>
            if found.is_empty() {
                <p class="quiet quick-none" role="status">{ format!("Nothing is called “{}”.", *text) }</p>
            }
        </>
    };
    showing.frame("quick", "--h:400px", content)
}

/// What the keys in the field are about.
#[derive(Clone)]
struct Looking {
    popup: Popup,
    typed: Typed,
    active: UseStateHandle<usize>,
}

impl Looking {
    /// What the field finds now, and which of it is chosen.
    fn found(&self) -> (Vec<MenuEntry>, usize) {
        let found = find(&self.popup.0.entries, &self.typed.now());
        let chosen = (*self.active).min(found.len().saturating_sub(1));
        (found, chosen)
    }

    fn chosen(&self) -> Option<MenuEntry> {
        let (found, chosen) = self.found();
        found.into_iter().nth(chosen)
    }

    fn walk(&self, step: isize) {
        let (found, chosen) = self.found();
        if !found.is_empty() {
            let wanted = chosen.saturating_add_signed(step + found.len() as isize) % found.len();
            self.active.set(wanted);
            element::reveal_inside(&option_id(wanted));
        }
    }
}

/// What can be chosen of what the typed text finds, the best first.
fn find(entries: &[MenuEntry], typed: &str) -> Vec<MenuEntry> {
    let mut found = search(entries, typed);
    found.retain(|entry| entry.enabled);
    found.truncate(MOST);
    found
}

fn option_id(index: usize) -> String {
    format!("quick-{index}")
}

fn option(
    index: usize,
    entry: &MenuEntry,
    chosen: bool,
    choose: &Callback<MenuEntry>,
    walk: &UseStateHandle<usize>,
) -> Html {
    let onclick = {
        let (choose, entry) = (choose.clone(), entry.clone());
        move |_: MouseEvent| choose.emit(entry.clone())
    };
    let onpointermove = {
        let walk = walk.clone();
        move |_: PointerEvent| walk.set(index)
    };
    html! {
        <li
            id={option_id(index)}
            role="option"
            aria-selected={chosen.to_string()}
            class={classes!("quick-item", chosen.then_some("active"))}
            {onclick}
            {onpointermove}
        >
            if let Some(kind) = entry.kind {
                <Tile spec={kind.0} />
            } else {
                <span class="quick-blank" aria-hidden="true" />
            }
            <span class="quick-label">{ &entry.label }</span>
            if entry.shortcut.is_empty() {
                <span class="quiet">{ entry.group }</span>
            } else {
                <kbd aria-hidden="true">{ entry.shortcut }</kbd>
            }
        </li>
    }
}
