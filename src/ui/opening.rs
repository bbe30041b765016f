//! Opening what comes from elsewhere: a file that was chosen, or a file, a link or a text that was dropped onto the page.

use super::kit::{Glyph, Icon};
use super::{Store, startup, use_store};
use crate::platform::drops::{self, Drag};
use crate::platform::files;
use crate::scenario::Scenario;
use crate::session::Action;
use yew::prelude::*;

/// The id of the field that lets one choose a file.
pub const FILE_FIELD_ID: &str = "open-file";
/// The page's links carry a design after this.
const LINK_MARK: &str = "#s=";

/// Opens a design from a text: a link, or a scenario as TOML. What can't be read is refused with a notice, and the design
/// that is open stays. `name` is the file's, or "".
fn open_text(store: &Store, name: &str, text: &str) {
    let what = if name.is_empty() {
        "What you dropped".to_string()
    } else {
        format!("“{name}”")
    };
    let text = text.trim();
    if let Some(start) = text.find(LINK_MARK).filter(|_| !text.contains('\n')) {
        return startup::open_link(store, &text[start..]);
    }
    if text.is_empty() || !text.contains('=') {
        let hint = "Drop a scenario file (.toml) or a link made with Share.";
        return refuse(store, format!("{what} is no design. {hint} Your design is as it was."));
    }
    match Scenario::from_toml(text) {
        Ok(scenario) => {
            store.dispatch(Action::Open(Box::new(scenario)));
            store.dispatch(Action::Notify {
                text: format!("{what} is open. Undo brings back what was here before."),
                refusal: false,
                undoable: true,
            });
        }
        Err(problems) => {
            let first = problems.first().map(ToString::to_string).unwrap_or_default();
            let more = match problems.len() {
                0 | 1 => String::new(),
                count => format!(" (The first of {count} such places.)"),
            };
            refuse(
                store,
                format!("{what} can't be read: {first}{more} Your design is as it was."),
            );
        }
    }
}

fn refuse(store: &Store, text: String) {
    store.dispatch(Action::Notify {
        text,
        refusal: true,
        undoable: false,
    });
}

fn take(store: &Store, read: Drag) {
    match read {
        Drag::Text { name, text } => open_text(store, &name, &text),
        Drag::Unreadable { name, why } => refuse(store, format!("“{name}” was not opened. {why}")),
        Drag::Over | Drag::Gone => {}
    }
}

/// The hidden field that lets one choose a file, and the words over the page while something is dragged onto it.
#[component]
pub fn Openings() -> Html {
    let store = use_store();
    let over = use_state_eq(|| false);
    {
        let (store, over) = (store.clone(), over.clone());
        use_effect_with((), move |()| {
            let listeners = drops::listen(move |drag| match drag {
                Drag::Over => over.set(true),
                Drag::Gone => over.set(false),
                read => take(&store, read),
            });
            move || drop(listeners)
        });
    }
    let onchange = move |event: Event| {
        let store = store.clone();
        let Some((name, file)) = files::chosen(&event) else {
            return;
        };
        files::read(&file, move |read| {
            take(
                &store,
                match read {
                    Ok(text) => Drag::Text { name, text },
                    Err(why) => Drag::Unreadable { name, why },
                },
            );
        });
    };
    html! {
        <>
            <input id={FILE_FIELD_ID} type="file" hidden=true accept=".toml,application/toml,text/plain" aria-label="Open a file" {onchange} />
            if *over {
                <div class="drop-zone" role="status">
                    <p><Icon glyph={Glyph::Open} size={28} /><b>{ "Drop to open this design" }</b><span>{ "Undo brings back the one that is open now." }</span></p>
                </div>
            }
        </>
    }
}
