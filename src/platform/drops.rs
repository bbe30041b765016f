//! What is dragged onto the page from elsewhere: files, links and text.

use super::files;
use super::window;
use gloo_events::{EventListener, EventListenerOptions};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{DataTransfer, DragEvent, Element};

/// What a drag from elsewhere does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Drag {
    /// It is over the page.
    Over,
    /// It has left the page, or is over.
    Gone,
    /// A text was let go: a file's content, a link, or plain text, with the file's name or "".
    Text {
        /// The file's name, or "".
        name: String,
        /// What it says.
        text: String,
    },
    /// A file was let go that can't be read as text, for this reason.
    Unreadable {
        /// The file's name.
        name: String,
        /// A sentence.
        why: &'static str,
    },
}

/// What a kind of drag event does: it may tell of it.
type Act = fn(&DragEvent, &Rc<dyn Fn(Drag)>);

/// Tells what drags from elsewhere do, until dropped. Drags of the page's own things are left alone.
pub fn listen(tell: impl Fn(Drag) + 'static) -> Vec<EventListener> {
    let tell: Rc<dyn Fn(Drag)> = Rc::new(tell);
    let on = |name: &'static str, act: Act| {
        let tell = Rc::clone(&tell);
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(&window(), name, options, move |event| {
            if let Some(event) = event.dyn_ref::<DragEvent>() {
                act(event, &tell);
            }
        })
    };
    vec![on("dragover", over), on("dragleave", leave), on("drop", dropped)]
}

fn over(event: &DragEvent, tell: &Rc<dyn Fn(Drag)>) {
    if let Some(data) = event.data_transfer().filter(|data| is_ours(event, data)) {
        event.prevent_default();
        data.set_drop_effect("copy");
        tell(Drag::Over);
    }
}

fn leave(event: &DragEvent, tell: &Rc<dyn Fn(Drag)>) {
    // Between two elements of the page there is always the next one.
    if event.related_target().is_none() {
        tell(Drag::Gone);
    }
}

fn dropped(event: &DragEvent, tell: &Rc<dyn Fn(Drag)>) {
    let Some(data) = event.data_transfer().filter(|data| is_ours(event, data)) else {
        return;
    };
    event.prevent_default();
    tell(Drag::Gone);
    if let Some(file) = data.files().and_then(|files| files.get(0)) {
        let (name, tell) = (file.name(), Rc::clone(tell));
        return files::read(&file, move |read| {
            tell(match read {
                Ok(text) => Drag::Text { name, text },
                Err(why) => Drag::Unreadable { name, why },
            });
        });
    }
    let text = ["text/uri-list", "text/plain"]
        .into_iter()
        .filter_map(|kind| data.get_data(kind).ok())
        .find(|text| !text.trim().is_empty());
    tell(Drag::Text {
        name: String::new(),
        text: text.unwrap_or_default(),
    });
}

/// Whether a drag carries a file, a link or a text, and is not over a field that takes text itself.
fn is_ours(event: &DragEvent, data: &DataTransfer) -> bool {
    let over = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let field = over.is_some_and(|element| element.matches("input, textarea").unwrap_or(false));
    let types = data.types();
    let holds = |kind: &str| types.includes(&kind.into(), 0);
    holds("Files") || (!field && (holds("text/uri-list") || holds("text/plain")))
}
