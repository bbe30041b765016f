//! The settings of a node or of a wire, in their groups.

use super::field::Field;
use crate::base::{NodeId, WireId};
use crate::session::{Changed, FieldRow, Owner, RuleRef};
use crate::sim::{NodeSpec, Rule};
use crate::ui::kit::{Glyph, Icon};
use crate::ui::{use_slice, use_store};
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

/// All settings of a node.
#[component]
pub fn Settings(props: &SettingsProps) -> Html {
    let node = props.node;
    let rows = use_slice(Changed::DOCUMENT | Changed::RUN, move |session| session.fields(node));
    grouped(rows, Owner::Node(node), &[props.spec])
}

#[derive(Properties, PartialEq)]
pub struct TermsProps {
    pub wire: WireId,
}

/// What is set for a wire; nothing for a plain one.
#[component]
pub fn Terms(props: &TermsProps) -> Html {
    let wire = props.wire;
    let rows = use_slice(Changed::DOCUMENT | Changed::RUN, move |session| session.terms(wire));
    let ends = use_store().read(|session| {
        let doc = session.scenario();
        let ends = doc.wires.get(&wire).map(|wire| [wire.from.0, wire.to.0]);
        let kinds = ends.into_iter().flatten().filter_map(|end| doc.nodes.get(&end));
        kinds.map(|node| node.settings.spec()).collect::<Vec<_>>()
    });
    grouped(rows, Owner::Wire(wire), &ends)
}

/// Settings in groups, which stand in the order in which the description first names them. The rules are those of these
/// kinds.
fn grouped(rows: Vec<FieldRow>, owner: Owner, kinds: &[&'static NodeSpec]) -> Html {
    let mut groups: Vec<(&'static str, Vec<FieldRow>)> = Vec::new();
    for row in rows {
        let name = row.spec.0.group;
        match groups.iter_mut().find(|(known, _)| *known == name) {
            Some((_, rows)) => rows.push(row),
            None => groups.push((name, vec![row])),
        }
    }
    let field = |row: FieldRow| {
        let spec = row.spec.0;
        let rule = kinds
            .iter()
            .find_map(|kind| Rule::find(kind.rules, spec.rule))
            .map(RuleRef);
        html! { <Field key={spec.name} {owner} {rule} {row} /> }
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
