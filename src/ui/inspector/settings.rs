//! The settings of a node, in their groups.

use super::field::Field;
use crate::base::NodeId;
use crate::session::{Changed, FieldRow};
use crate::sim::NodeSpec;
use crate::ui::kit::{Glyph, Icon};
use crate::ui::use_slice;
use yew::prelude::*;

#[derive(Properties)]
pub struct SettingsProps {
    pub node: NodeId,
    pub spec: &'static NodeSpec,
}

impl PartialEq for SettingsProps {
    fn eq(&self, other: &SettingsProps) -> bool {
        self.node == other.node && std::ptr::eq(self.spec, other.spec)
    }
}

/// All settings. Groups stand in the order in which the description first names them.
#[component]
pub fn Settings(props: &SettingsProps) -> Html {
    let node = props.node;
    let rows = use_slice(Changed::DOCUMENT | Changed::RUN, move |session| session.fields(node));
    let mut groups: Vec<(&'static str, Vec<FieldRow>)> = Vec::new();
    for row in rows {
        let name = row.spec.0.group;
        match groups.iter_mut().find(|(known, _)| *known == name) {
            Some((_, rows)) => rows.push(row),
            None => groups.push((name, vec![row])),
        }
    }
    let spec = props.spec;
    let field = |row: FieldRow| {
        let key = row.spec.0.name;
        html! { <Field {key} {node} {spec} {row} /> }
    };
    let group = |(name, rows): (&'static str, Vec<FieldRow>)| {
        if name.is_empty() {
            return html! { <div key="first">{ for rows.into_iter().map(field) }</div> };
        }
        html! {
            <details key={name} class="group" open=true>
                <summary><Icon glyph={Glyph::Chevron} size={12} />{ name }</summary>
                { for rows.into_iter().map(field) }
            </details>
        }
    };
    groups.into_iter().map(group).collect()
}
