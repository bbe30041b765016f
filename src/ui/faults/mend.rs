//! What is wrong with a node or a wire right now, with a button that ends it.

use crate::session::{Action, Trouble};
use crate::ui::Store;
use yew::prelude::*;

/// The faults of a node, on its card.
pub fn node_troubles(store: &Store, troubles: &[Trouble]) -> Html {
    if troubles.is_empty() {
        return Html::default();
    }
    html! { <div class="troubles">{ for troubles.iter().map(|trouble| mend(store, trouble, "")) }</div> }
}

/// The cut of a wire; `name` is what the wire is called, for screen readers.
pub fn wire_trouble(store: &Store, cut: &Trouble, name: &str) -> Html {
    mend(store, cut, name)
}

fn mend(store: &Store, trouble: &Trouble, of: &str) -> Html {
    let (store, line) = (store.clone(), trouble.line.clone());
    let onclick = move |event: MouseEvent| {
        event.stop_propagation();
        store.dispatch(Action::Strike {
            line: line.clone(),
            at: None,
        });
    };
    // The card is dragged by its surface; the button is no part of that.
    let onpointerdown = |event: PointerEvent| event.stop_propagation();
    let label = if of.is_empty() {
        format!("{}: {}", trouble.mend, trouble.text)
    } else {
        format!("{}: {of} is {}", trouble.mend, trouble.text)
    };
    html! {
        <button key={trouble.line.clone()} type="button" class="btn small mend" title={trouble.line.clone()} aria-label={label} {onclick} {onpointerdown}>{ trouble.mend }</button>
    }
}
