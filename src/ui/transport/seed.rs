//! The seed: where all chance comes from.

use crate::platform::entropy;
use crate::scenario::Edit;
use crate::session::{Action, Changed};
use crate::ui::flags::use_access;
use crate::ui::kit::{Glyph, Icon, use_typed};
use crate::ui::{use_slice, use_store};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct SeedProps {
    /// The id of the field, for its label.
    pub id: AttrValue,
}

/// A field and a die. Another seed begins the run again.
#[component]
pub fn SeedField(props: &SeedProps) -> Html {
    let store = use_store();
    let locked = !use_access().is_full();
    let seed = use_slice(Changed::DOCUMENT, |session| session.scenario().seed);
    let set = Callback::from(move |seed: u64| {
        store.dispatch(Action::Edit {
            edit: Edit::Seed(seed),
            key: String::new(),
        });
    });
    let tell = {
        let set = set.clone();
        // Anything else than a whole number gives way to the seed as it is.
        move |text: String| text.trim().parse().iter().for_each(|seed| set.emit(*seed))
    };
    let typed = use_typed(&seed.to_string(), Callback::from(tell));
    html! {
        <span class="seed-field">
            <input ref={typed.field.clone()} type="text" inputmode="numeric" id={props.id.clone()} class="input" aria-label="Seed" readonly={locked} ~defaultValue={typed.first.clone()} onchange={typed.onchange()} />
            <button type="button" class="btn icon ghost" aria-label="Draw another seed" title="Draw another seed" disabled={locked} onclick={set.reform(|_| entropy::seed())}>
                <Icon glyph={Glyph::Dice} />
            </button>
        </span>
    }
}
