//! Text that a person writes, while the page may be rendered late.
//!
//! The field itself holds its text. Were it bound to a state, a rendering that began before the last letter would put the
//! older text back over it.

use crate::platform::element;
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

/// A field for text. Its parts belong to one `<input>` or `<textarea>`:
/// `ref={typed.field.clone()} ~defaultValue={typed.first.clone()}` (a textarea has `defaultvalue` for it), and `oninput` or
/// `onchange`.
#[derive(Clone)]
pub struct Typed {
    /// The field.
    pub field: NodeRef,
    /// What it shows until something is written in it.
    pub first: String,
    told: Told,
    tell: Callback<String>,
    done: UseStateHandle<u32>,
}

/// What was written in the field and has not come back from its owner.
type Told = Rc<RefCell<Vec<String>>>;

impl Typed {
    /// Tells the owner of every letter.
    pub fn oninput(&self) -> Callback<InputEvent> {
        let typed = self.clone();
        Callback::from(move |event: InputEvent| typed.told(element::typed(&event)))
    }

    /// Tells the owner when the person is done. The field then shows what the owner has made of it.
    pub fn onchange(&self) -> Callback<Event> {
        let typed = self.clone();
        Callback::from(move |event: Event| {
            typed.told(element::value_of(&event));
            typed.done.set(typed.done.wrapping_add(1));
        })
    }

    /// What stands in the field now.
    pub fn now(&self) -> String {
        element::text_in(&self.field).unwrap_or_else(|| self.first.clone())
    }

    /// Writes this in the field at once, and tells the owner.
    pub fn write(&self, text: &str) {
        element::put_text(&self.field, text);
        self.told(text.to_string());
    }

    fn told(&self, text: String) {
        self.told.borrow_mut().push(text.clone());
        self.tell.emit(text);
    }

    /// The owner has this text now: shows it, unless it is older than what stands in the field.
    fn follow(&self, text: &str) {
        let mut told = self.told.borrow_mut();
        match told.iter().position(|told| told == text) {
            Some(at) if self.now() != text => drop(told.drain(..=at)),
            _ => {
                told.clear();
                element::put_text(&self.field, text);
            }
        }
    }
}

/// A field that shows its owner's text and tells what is written in it.
#[hook]
pub fn use_typed(text: &str, tell: Callback<String>) -> Typed {
    let typed = Typed {
        field: use_node_ref(),
        first: text.to_string(),
        told: use_mut_ref(Vec::new),
        tell,
        done: use_state_eq(|| 0u32),
    };
    {
        let typed = typed.clone();
        use_effect_with((text.to_string(), *typed.done), move |(text, _)| typed.follow(text));
    }
    typed
}
