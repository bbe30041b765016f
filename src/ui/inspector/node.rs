//! One node: its name, and the tabs.

use super::actions::Actions;
use super::messages::Messages;
use super::metrics::Metrics;
use super::rules::Rules;
use super::settings::Settings;
use crate::base::NodeId;
use crate::scenario::Edit;
use crate::session::{Action, Changed};
use crate::sim::NodeSpec;
use crate::ui::flags::use_access;
use crate::ui::kit::{Tabs, Tile, use_typed};
use crate::ui::panels::{NodeTab, use_open, use_panels};
use crate::ui::reasons::Why;
use crate::ui::{use_slice, use_store};
use yew::prelude::*;

/// The id of the field with the node's name.
pub const RENAME_ID: &str = "rename";
/// The tabs in their order, with their names.
const TABS: &[(NodeTab, &str)] = &[
    (NodeTab::Settings, "Settings"),
    (NodeTab::Messages, "Messages"),
    (NodeTab::Metrics, "Metrics"),
    (NodeTab::Rules, "Rules"),
    (NodeTab::Actions, "Actions"),
];

#[derive(Properties, PartialEq)]
pub struct NodeInspectorProps {
    pub node: NodeId,
    /// The button that closes the drawer.
    pub close: Html,
}

/// Everything about a node.
#[component]
pub fn NodeInspector(props: &NodeInspectorProps) -> Html {
    let node = props.node;
    let panels = use_panels();
    let tab = use_open(|open| open.node_tab);
    let asked = use_open(move |open| open.asked);
    let held = use_slice(Changed::ALL, move |session| {
        usize::try_from(session.held(node)).unwrap_or(usize::MAX)
    });
    let Some((name, Kind(spec))) = use_slice(Changed::DOCUMENT, move |session| {
        let doc = session.scenario().nodes.get(&node)?;
        Some((doc.name.to_string(), Kind(doc.settings.spec())))
    }) else {
        return Html::default();
    };
    let count = |of: NodeTab| (of == NodeTab::Messages).then_some(held);
    let has_commands = use_access().has_commands();
    let shown = if has_commands { TABS } else { &TABS[..TABS.len() - 1] };
    let names = shown.iter().map(|(of, name)| (*name, count(*of))).collect::<Vec<_>>();
    let open = TABS.iter().position(|(of, _)| *of == tab).unwrap_or(0);
    let on_open = move |index: usize| {
        if let Some((of, _)) = TABS.get(index) {
            panels.show_node_tab(*of);
        }
    };
    html! {
        <>
            <div class="inspector-head">
                <Tile {spec} />
                <div class="names">
                    <h2 class="for-reader">{ &name }</h2>
                    <Name {node} {name} />
                    <p class="kind-name">{ spec.subtitle }</p>
                </div>
                { props.close.clone() }
            </div>
            <NextStep {node} />
            <Why {node} />
            <Tabs label="About this node" {names} {open} {on_open} />
            <div class="tab-body scroll" id="tab-panel" role="tabpanel" tabindex="0" aria-labelledby={format!("tab-{open}")}>
                { match tab {
                    NodeTab::Settings => html! { <Settings {node} {spec} /> },
                    NodeTab::Messages => html! { <Messages {node} /> },
                    NodeTab::Metrics => html! { <Metrics {node} /> },
                    NodeTab::Rules => html! { <Rules {node} {spec} {asked} /> },
                    NodeTab::Actions => html! { <Actions {node} {spec} /> },
                } }
            </div>
        </>
    }
}

#[derive(Properties, PartialEq)]
struct NextStepProps {
    node: NodeId,
}

/// What to do with a node that nothing is joined to.
#[component]
fn NextStep(props: &NextStepProps) -> Html {
    let node = props.node;
    let step = use_slice(Changed::DOCUMENT, move |session| session.next_step(node));
    let may_edit = use_access().is_full();
    if step.is_empty() || !may_edit {
        return Html::default();
    }
    html! { <p class="next-step">{ step }</p> }
}

/// A description, compared by identity.
#[derive(Clone, Copy)]
struct Kind(&'static NodeSpec);

impl PartialEq for Kind {
    fn eq(&self, other: &Kind) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

#[derive(Properties, PartialEq)]
struct NameProps {
    node: NodeId,
    name: String,
}

/// The node's name, written in place. A name that can't be is refused with a notice and the old one comes back.
#[component]
fn Name(props: &NameProps) -> Html {
    let (store, node) = (use_store(), props.node);
    let may_edit = use_access().is_full();
    let rename = move |name: String| {
        store.dispatch(Action::Edit {
            edit: Edit::Rename(node, name.trim().into()),
            key: String::new(),
        });
    };
    let typed = use_typed(&props.name, Callback::from(rename));
    html! { <input ref={typed.field.clone()} id={RENAME_ID} class="rename" aria-label="Name" readonly={!may_edit} ~defaultValue={typed.first.clone()} onchange={typed.onchange()} /> }
}
