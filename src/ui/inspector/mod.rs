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

use super::app::Panel;
use super::kit::{Glyph, Icon};
use super::use_slice;
use crate::base::{NodeId, WireId};
use crate::session::{Changed, Session};
use many::ManyInspector;
use node::NodeInspector;
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

/// A rule that someone asked about on the canvas. Each question counts up, so that it is answered once.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Asked {
    /// At which node.
    pub node: NodeId,
    /// Its id.
    pub rule: &'static str,
    /// The number of the question; 0 is none.
    pub times: u32,
}

#[derive(Properties, PartialEq)]
pub struct InspectorProps {
    /// The newest question about a rule.
    #[prop_or_default]
    pub asked: Asked,
    /// Where it is a drawer or sheet: close it.
    pub on_panel: Callback<Panel>,
}

/// The panel on the right, or the drawer, or the sheet.
#[component]
pub fn Inspector(props: &InspectorProps) -> Html {
    let subject = use_slice(Changed::SELECTION | Changed::DOCUMENT, Subject::of);
    let answered = use_mut_ref(|| 0);
    let asked = (answered.replace(props.asked.times) < props.asked.times).then_some(props.asked);
    let close = html! {
        <button type="button" class="btn ghost icon only-narrow" aria-label="Close the inspector" onclick={props.on_panel.reform(|_| Panel::None)}>
            <Icon glyph={Glyph::Close} />
        </button>
    };
    html! {
        <aside class="inspector" aria-label="Inspector">
            { match subject {
                Subject::Design => html! { <ScenarioInspector {close} /> },
                Subject::Node(node) => {
                    let asked = asked.filter(|asked| asked.node == node).map_or("", |asked| asked.rule);
                    html! { <NodeInspector key={node.0} {node} {asked} {close} /> }
                },
                Subject::Wire(wire) => html! { <WireInspector key={wire.0} {wire} {close} /> },
                Subject::Many => html! { <ManyInspector {close} /> },
            } }
        </aside>
    }
}
