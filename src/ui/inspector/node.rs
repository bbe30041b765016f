//! One node: its name, and the tabs.

use super::actions::Actions;
use super::messages::Messages;
use super::metrics::Metrics;
use super::rules::Rules;
use super::settings::Settings;
use crate::base::NodeId;
use crate::platform::element;
use crate::scenario::Edit;
use crate::session::{Action, Changed};
use crate::sim::NodeSpec;
use crate::ui::kit::{Tabs, Tile};
use crate::ui::{use_slice, use_store};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct NodeInspectorProps {
    pub node: NodeId,
    /// The id of a rule that was just asked about, or "".
    pub asked: &'static str,
    /// The button that closes the drawer.
    pub close: Html,
}

/// Everything about a node.
#[component]
pub fn NodeInspector(props: &NodeInspectorProps) -> Html {
    let node = props.node;
    let open = use_state_eq(|| 0);
    let rule = use_state_eq(|| "");
    {
        let (open, rule) = (open.clone(), rule.clone());
        use_effect_with(props.asked, move |asked| {
            if !asked.is_empty() {
                open.set(3);
                rule.set(*asked);
            }
        });
    }
    let held = use_slice(Changed::ALL, move |session| {
        usize::try_from(session.held(node)).unwrap_or(usize::MAX)
    });
    let Some((name, Kind(spec))) = use_slice(Changed::DOCUMENT, move |session| {
        let doc = session.scenario().nodes.get(&node)?;
        Some((doc.name.to_string(), Kind(doc.settings.spec())))
    }) else {
        return Html::default();
    };
    let names = vec![
        ("Settings", None),
        ("Messages", Some(held)),
        ("Metrics", None),
        ("Rules", None),
        ("Actions", None),
    ];
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
            <Tabs label="About this node" {names} open={*open} on_open={let open = open.clone(); move |tab| open.set(tab)} />
            <div class="tab-body scroll" id="tab-panel" role="tabpanel" tabindex="0" aria-labelledby={format!("tab-{}", *open)}>
                { match *open {
                    0 => html! { <Settings {node} {spec} /> },
                    1 => html! { <Messages {node} /> },
                    2 => html! { <Metrics {node} /> },
                    3 => html! { <Rules {node} {spec} asked={*rule} /> },
                    _ => html! { <Actions {node} {spec} /> },
                } }
            </div>
        </>
    }
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
    let typed = use_state_eq(|| None::<String>);
    let oninput = {
        let typed = typed.clone();
        move |event: InputEvent| typed.set(Some(element::typed(&event)))
    };
    let onchange = {
        let typed = typed.clone();
        move |event: Event| {
            let name = element::value_of(&event);
            typed.set(None);
            store.dispatch(Action::Edit {
                edit: Edit::Rename(node, name.trim().into()),
                key: String::new(),
            });
        }
    };
    let value = (*typed).clone().unwrap_or_else(|| props.name.clone());
    html! { <input class="rename" aria-label="Name" {value} {oninput} {onchange} /> }
}
