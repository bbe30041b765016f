//! The inspector: everything about what is selected, read from its kind's description.

mod actions;
mod choice;
mod field;
mod json;
mod many;
mod messages;
mod metrics;
mod node;
mod rules;
mod scenario;
mod settings;
mod wire;

use super::kit::{Glyph, Icon};
use super::panels::{Drawer, use_panels};
use super::use_slice;
use crate::base::{NodeId, WireId};
use crate::session::{Changed, Session};
use many::ManyInspector;
use node::NodeInspector;
pub use node::RENAME_ID;
use scenario::ScenarioInspector;
use wire::WireInspector;
use yew::prelude::*;

/// What the inspector is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Subject {
    Design,
    Node(NodeId),
    Wire(WireId),
    Many,
}

impl Subject {
    fn of(session: &Session) -> Subject {
        let selection = session.selection();
        let scenario = session.scenario();
        match (selection.only_node(), selection.only_wire()) {
            (Some(node), _) if scenario.nodes.contains_key(&node) => Subject::Node(node),
            (_, Some(wire)) if scenario.wires.contains_key(&wire) => Subject::Wire(wire),
            (None, None) if !selection.is_empty() => Subject::Many,
            _ => Subject::Design,
        }
    }
}

/// The panel on the right, or the drawer, or the sheet.
#[component]
pub fn Inspector() -> Html {
    let panels = use_panels();
    let subject = use_slice(Changed::SELECTION | Changed::DOCUMENT, Subject::of);
    let close = html! {
        <button type="button" class="btn ghost icon only-narrow" aria-label="Close the inspector" onclick={move |_| panels.show_drawer(Drawer::None)}>
            <Icon glyph={Glyph::Close} />
        </button>
    };
    html! {
        <aside class="inspector" aria-label="Inspector">
            { match subject {
                Subject::Design => html! { <ScenarioInspector {close} /> },
                Subject::Node(node) => html! { <NodeInspector key={node.0} {node} {close} /> },
                Subject::Wire(wire) => html! { <WireInspector key={wire.0} {wire} {close} /> },
                Subject::Many => html! { <ManyInspector {close} /> },
            } }
        </aside>
    }
}
