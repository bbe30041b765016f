//! What is wrong with a node or a wire right now, with a button that ends it.

use crate::base::{NodeId, WireId};
use crate::session::{Action, Changed, Hit, Trouble};
use crate::ui::{Store, use_slice, use_store};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct NodeTroublesProps {
    pub node: NodeId,
}

/// The faults of a node.
#[component]
pub fn NodeTroubles(props: &NodeTroublesProps) -> Html {
    let store = use_store();
    let node = props.node;
    let troubles = use_slice(Changed::RUN | Changed::DOCUMENT, move |session| {
        session.node_troubles(node)
    });
    if troubles.is_empty() {
        return Html::default();
    }
    html! { <div class="troubles">{ for troubles.iter().map(|trouble| mend(&store, trouble, "")) }</div> }
}

#[derive(Properties, PartialEq)]
pub struct WireTroublesProps {
    pub wire: WireId,
    /// What the wire is called, for screen readers.
    pub name: AttrValue,
}

/// The cut of a wire.
#[component]
pub fn WireTroubles(props: &WireTroublesProps) -> Html {
    let store = use_store();
    let wire = props.wire;
    let cut = use_slice(Changed::RUN | Changed::DOCUMENT, move |session| {
        let mut troubles = session.troubles_of_wires().into_iter();
        troubles.find(|trouble| trouble.at == Hit::Wire(wire))
    });
    cut.map_or_else(Html::default, |cut| mend(&store, &cut, &props.name))
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
