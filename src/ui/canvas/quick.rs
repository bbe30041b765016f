//! Quick add and the list of commands: type a few letters, press Enter.

use super::desk::use_the_desk;
use super::popup::Popup;
use crate::platform::element;
use crate::session::{MenuEntry, search};
use crate::ui::kit::Tile;
use crate::ui::panels::use_panels;
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
    let (desk, panels) = (use_the_desk(), use_panels());
    let dialog = use_node_ref();
    let typed = use_state_eq(String::new);
    let active = use_state_eq(|| 0usize);
    let popup = &props.popup;
    let found = find(&popup.0.entries, &typed);
    let chosen = (*active).min(found.len().saturating_sub(1));
    let choose = {
        let (desk, dialog, popup) = (desk.clone(), dialog.clone(), popup.clone());
        Callback::from(move |entry: MenuEntry| {
            element::close_modal(&dialog);
            desk.close_popup(&popup);
            desk.perform(&entry, &panels);
        })
    };
    {
        let (desk, typed, choose, entries) = (desk.clone(), typed.clone(), choose.clone(), popup.clone());
        use_effect_with(dialog.clone(), move |dialog| {
            element::show_modal(dialog);
            element::focus(FIELD_ID);
            let (text, enter) = desk.take_ahead();
            let first = find(&entries.0.entries, &text).into_iter().next();
            match first.filter(|_| enter) {
                Some(entry) => choose.emit(entry),
                None => {
                    element::fill(FIELD_ID, &text);
                    typed.set(text);
                }
            }
        });
    }
    let onkeydown = {
        let (active, found, choose) = (active.clone(), found.clone(), choose.clone());
        let (popup, shown) = (popup.clone(), typed.clone());
        move |event: KeyboardEvent| {
            let count = found.len();
            let wanted = match event.key().as_str() {
                "ArrowDown" if count > 0 => (chosen + 1) % count,
                "ArrowUp" if count > 0 => (chosen + count - 1) % count,
                "Enter" => {
                    event.prevent_default();
                    // Whoever types fast presses Enter before the list shows what the last letter found.
                    let typed = element::typed_at(&event);
                    let entry = if typed == *shown {
                        found.get(chosen).cloned()
                    } else {
                        find(&popup.0.entries, &typed).into_iter().next()
                    };
                    if let Some(entry) = entry {
                        choose.emit(entry);
                    }
                    return;
                }
                _ => return,
            };
            event.prevent_default();
            active.set(wanted);
            element::reveal_inside(&option_id(wanted));
        }
    };
    let oninput = {
        let (typed, active) = (typed.clone(), active.clone());
        move |event: InputEvent| {
            typed.set(element::typed(&event));
            active.set(0);
        }
    };
    let away = {
        let dialog = dialog.clone();
        move |event: PointerEvent| {
            if element::is_backdrop(&event) {
                event.prevent_default();
                element::close_modal(&dialog);
            }
        }
    };
    let onclose = {
        let (desk, popup) = (desk.clone(), popup.clone());
        move |_: Event| desk.close_popup(&popup)
    };
    let style = format!("--x:{:.0}px;--y:{:.0}px;--h:400px", popup.0.at.x, popup.0.at.y);
    html! {
        <dialog ref={dialog} class="popup quick" {style} aria-label={popup.0.title.clone()} {onclose} onpointerdown={away}>
            <input
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
                value={(*typed).clone()}
                {oninput}
                {onkeydown}
            />
            <ul id="quick-list" class="scroll" role="listbox" aria-label="Found">
                { for found.iter().enumerate().map(|(index, entry)| option(index, entry, index == chosen, &choose, &active)) }
            </ul>
            if found.is_empty() {
                <p class="quiet quick-none" role="status">{ format!("Nothing is called “{}”.", *typed) }</p>
            }
        </dialog>
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
