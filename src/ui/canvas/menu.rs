//! A menu: arrows walk, letters jump, Enter chooses, Escape gives the focus back.

use super::desk::use_desk;
use super::popup::Popup;
use super::showing::use_showing;
use crate::platform::element;
use crate::session::MenuEntry;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
struct MenuProps {
    popup: Popup,
}

/// The menu or the list that is open, if any.
#[component]
pub fn Popups() -> Html {
    let popup = use_desk(|plan| plan.popup.clone());
    let Some(popup) = popup else { return Html::default() };
    // A new one has a new element, so that the browser gives the focus back to where the first one took it from.
    let key = std::rc::Rc::as_ptr(&popup.0) as usize;
    if popup.0.menu {
        html! { <Menu {key} {popup} /> }
    } else {
        html! { <super::quick::QuickList {key} {popup} /> }
    }
}

/// The entry after (or before) this one; from the last to the first.
fn next(count: usize, present: usize, back: bool) -> usize {
    if back {
        (present + count - 1) % count
    } else {
        (present + 1) % count
    }
}

/// The next entry that begins with a letter.
fn beginning_with(entries: &[MenuEntry], present: usize, letter: &str) -> Option<usize> {
    let letter = letter.to_lowercase();
    let count = entries.len();
    let mut after = (1..=count).map(|step| (present + step) % count);
    after.find(|index| entries[*index].label.to_lowercase().starts_with(&letter))
}

#[component]
fn Menu(props: &MenuProps) -> Html {
    let popup = &props.popup;
    let showing = use_showing(popup);
    let active = use_state_eq(|| 0usize);
    // The click of the finger that opened the menu is not meant for what has appeared under it: only a new press counts.
    let pressed = use_mut_ref(|| false);
    {
        let showing = showing.clone();
        use_effect_with((), move |()| {
            showing.open();
            element::focus("menu-0");
        });
    }
    let entries = &popup.0.entries;
    let choose = {
        let (showing, popup, pressed) = (showing.clone(), popup.clone(), pressed.clone());
        Callback::from(move |(event, index): (MouseEvent, usize)| {
            if event.detail() != 0 && !*pressed.borrow() {
                return;
            }
            if let Some(entry) = popup.0.entries.get(index).filter(|entry| entry.enabled) {
                showing.choose(entry);
            }
        })
    };
    let onkeydown = {
        let (active, popup, showing) = (active.clone(), popup.clone(), showing.clone());
        move |event: KeyboardEvent| {
            let entries = &popup.0.entries;
            let key = event.key();
            let wanted = match key.as_str() {
                "ArrowDown" => Some(next(entries.len(), *active, false)),
                "ArrowUp" => Some(next(entries.len(), *active, true)),
                "Home" => Some(0),
                "End" => Some(entries.len() - 1),
                "Tab" => {
                    event.prevent_default();
                    return showing.close();
                }
                letter if letter.chars().count() == 1 && letter != " " => beginning_with(entries, *active, letter),
                _ => None,
            };
            if let Some(index) = wanted {
                event.prevent_default();
                active.set(index);
                element::focus(&format!("menu-{index}"));
            }
        }
    };
    let onpointerdown = move |_: PointerEvent| *pressed.borrow_mut() = true;
    let lines = entries.windows(2).filter(|pair| pair[0].group != pair[1].group).count();
    let room = format!("--rows:{};--lines:{lines}", entries.len());
    let content = html! {
        <>
            <p class="menu-title" aria-hidden="true">{ &popup.0.title }</p>
            <ul role="menu" aria-label={popup.0.title.clone()} {onkeydown} {onpointerdown}>
                { for entries.iter().enumerate().map(|(index, entry)| {
                    let parted = index > 0 && entries[index - 1].group != entry.group;
                    item(index, entry, parted, *active == index, &choose, &active)
                }) }
            </ul>
        </>
    };
    showing.frame("menu", &room, content)
}

fn item(
    index: usize,
    entry: &MenuEntry,
    parted: bool,
    active: bool,
    choose: &Callback<(MouseEvent, usize)>,
    walk: &UseStateHandle<usize>,
) -> Html {
    let onpointerenter = {
        let walk = walk.clone();
        move |_: PointerEvent| walk.set(index)
    };
    html! {
        <>
            if parted {
                <li class="menu-line" role="separator" />
            }
            <li role="none">
                <button
                    type="button"
                    role="menuitem"
                    id={format!("menu-{index}")}
                    tabindex={if active { "0" } else { "-1" }}
                    class={classes!("menu-item", active.then_some("active"))}
                    aria-disabled={(!entry.enabled).to_string()}
                    onclick={choose.reform(move |event: MouseEvent| (event, index))}
                    {onpointerenter}
                >
                    <span>{ &entry.label }</span>
                    if !entry.shortcut.is_empty() {
                        <kbd aria-hidden="true">{ entry.shortcut }</kbd>
                    }
                </button>
            </li>
        </>
    }
}
