//! Choosing what the twin does differently.

use super::use_twins;
use crate::base::NodeId;
use crate::platform::element;
use crate::session::{Changed, Session, Variation, VariationRow};
use crate::sim::Category;
use crate::ui::kit::{Glyph, Icon, Modal, use_typed};
use crate::ui::{use_slice, use_store};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct TwinDialogProps {
    pub on_close: Callback<()>,
}

/// The nodes by name: the selected one first, then what is queued, since its settings are compared most often.
fn nodes(session: &Session) -> Vec<(NodeId, String)> {
    let mut nodes: Vec<(NodeId, String)> = session
        .node_ids()
        .into_iter()
        .map(|id| (id, session.name_of(id)))
        .collect();
    let chosen = session.selection().only_node();
    let doc = &session.scenario().nodes;
    let queues = |id: &NodeId| {
        doc.get(id)
            .is_some_and(|node| node.settings.spec().category == Category::Queues)
    };
    nodes.sort_by_key(|(id, _)| (Some(*id) != chosen, !queues(id)));
    nodes
}

/// A node, a setting, another value; or one of the suggestions.
#[component]
pub fn TwinDialog(props: &TwinDialogProps) -> Html {
    let (store, twins) = (use_store(), use_twins());
    let nodes = use_slice(Changed::DOCUMENT, nodes);
    let chosen = use_state_eq(|| None::<NodeId>);
    let node = chosen.or_else(|| nodes.first().map(|(id, _)| *id));
    let suggestions = use_slice(Changed::DOCUMENT, move |session| {
        node.map_or_else(Vec::new, |node| session.variations(node))
    });
    let start = {
        let (store, twins, close) = (store, twins, props.on_close.clone());
        Callback::from(move |variation: Variation| {
            twins.start(&store, variation);
            close.emit(());
        })
    };
    let suggestion = |row: &VariationRow| {
        let (start, variation) = (start.clone(), row.variation.clone());
        html! {
            <li key={row.text.clone()}><button type="button" class="btn small" onclick={move |_| start.emit(variation.clone())}><Icon glyph={Glyph::Twin} size={14} />{ &row.text }</button></li>
        }
    };
    let on_node = {
        let chosen = chosen.clone();
        move |event: Event| chosen.set(element::value_of(&event).parse().ok().map(NodeId))
    };
    let option = |(id, name): &(NodeId, String)| {
        html! { <option key={id.0} value={id.0.to_string()} selected={node == Some(*id)}>{ name }</option> }
    };
    html! {
        <Modal title="Twin run" on_close={props.on_close.clone()}>
            <p class="quiet">{ "The same design and seed beside this run, with one thing changed from the start. One clock drives both; what you do to this run is done to the twin too." }</p>
            if let Some(node) = node {
                <label class="part twin-node"><span>{ "Node" }</span><select class="input" onchange={on_node}>{ for nodes.iter().map(option) }</select></label>
                <h3 class="section">{ "Suggestions" }</h3>
                <ul class="suggestions">{ for suggestions.iter().map(suggestion) }</ul>
                <h3 class="section">{ "Another value" }</h3>
                <ValueForm key={node.0} {node} on_start={start} />
            } else {
                <p>{ "Add a node first: there is nothing to compare yet." }</p>
            }
        </Modal>
    }
}

#[derive(Properties, PartialEq)]
struct ValueFormProps {
    node: NodeId,
    on_start: Callback<Variation>,
}

/// A setting and what it is in the twin.
#[component]
fn ValueForm(props: &ValueFormProps) -> Html {
    let store = use_store();
    let node = props.node;
    let fields = use_slice(Changed::DOCUMENT, move |session| {
        let rows = session.fields(node).into_iter();
        rows.map(|row| (row.spec.0.name, row.text)).collect::<Vec<_>>()
    });
    let field = use_state_eq(|| None::<&'static str>);
    let written = use_state_eq(|| None::<String>);
    let problem = use_state_eq(String::new);
    let name = field
        .or_else(|| fields.first().map(|(name, _)| *name))
        .unwrap_or_default();
    let now = fields
        .iter()
        .find(|(known, _)| *known == name)
        .map_or("", |(_, text)| text);
    let text = (*written).clone().unwrap_or_else(|| now.to_string());
    let typed = {
        let written = written.clone();
        use_typed(&text, Callback::from(move |text: String| written.set(Some(text))))
    };
    let on_field = {
        let (field, written, fields) = (field.clone(), written.clone(), fields.clone());
        move |event: Event| {
            let value = element::value_of(&event);
            field.set(fields.iter().find(|(name, _)| *name == value).map(|(name, _)| *name));
            written.set(None);
        }
    };
    let onsubmit = {
        let (problem, start, typed) = (problem.clone(), props.on_start.clone(), typed.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            match store.read(|session| session.vary(node, name, &typed.now())) {
                Ok(variation) => start.emit(variation),
                Err(error) => problem.set(error.to_string()),
            }
        }
    };
    let option = |(known, _): &(&'static str, String)| {
        html! { <option key={*known} value={*known} selected={*known == name}>{ *known }</option> }
    };
    html! {
        <form class="stop-form" {onsubmit}>
            <div class="draft">
                <label class="part"><span>{ "Setting" }</span><select class="input" onchange={on_field}>{ for fields.iter().map(option) }</select></label>
                <label class="part"><span>{ "In the twin" }</span><input ref={typed.field.clone()} class="input" ~defaultValue={typed.first.clone()} oninput={typed.oninput()} autocomplete="off" aria-invalid={(!problem.is_empty()).to_string()} aria-describedby="twin-problem" /></label>
            </div>
            <p id="twin-problem" class="problem" role="alert">{ (*problem).clone() }</p>
            <div class="row"><button type="submit" class="btn primary">{ "Start" }</button></div>
        </form>
    }
}
