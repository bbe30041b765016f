//! The rules that a node follows, and where it is deliberately simpler than the real thing.

use crate::base::NodeId;
use crate::platform::element;
use crate::session::{Changed, RuleRow};
use crate::sim::{Fidelity, NodeSpec};
use crate::ui::panels::Asked;
use crate::ui::use_slice;
use yew::prelude::*;

#[derive(Properties)]
pub struct RulesProps {
    pub node: NodeId,
    pub spec: &'static NodeSpec,
    /// The newest question, about a rule to point out here or at another node.
    pub asked: Asked,
}

impl PartialEq for RulesProps {
    fn eq(&self, other: &RulesProps) -> bool {
        self.node == other.node && std::ptr::eq(self.spec, other.spec) && self.asked == other.asked
    }
}

/// All rules of the kind.
#[component]
pub fn Rules(props: &RulesProps) -> Html {
    let node = props.node;
    let rows = use_slice(Changed::DOCUMENT, move |session| session.rules(node));
    let asked = if props.asked.node == node { props.asked.rule } else { "" };
    use_effect_with((props.asked.times, asked), |(_, asked)| {
        if !asked.is_empty() {
            element::reveal(&format!("rule-{asked}"));
        }
    });
    // What stands beside a rule below is not said twice.
    let known = |ids: &str| rows.iter().any(|row| ids.contains(row.rule.id));
    let general: Vec<&'static Fidelity> = props
        .spec
        .fidelity
        .iter()
        .filter(|fidelity| !known(fidelity.rule))
        .collect();
    html! {
        <>
            if !general.is_empty() {
                <h3 class="heading">{ "Limits of fidelity" }</h3>
                { for general.into_iter().map(|one| html! {
                    <p class="simplified">
                        if !one.rule.is_empty() {
                            <span class="id">{ one.rule }</span>{ " " }
                        }
                        { one.note }
                    </p>
                }) }
            }
            <h3 class="heading">{ format!("{} rules", rows.len()) }</h3>
            { for rows.iter().map(|row| rule(row, asked)) }
        </>
    }
}

fn rule(row: &RuleRow, asked: &str) -> Html {
    html! {
        <div class={classes!("rule-row", (row.rule.id == asked).then_some("asked"))} key={row.rule.id} id={format!("rule-{}", row.rule.id)} data-rule={row.rule.id}>
            <p class="top">
                <span class="id">{ row.rule.id }</span>
                if !row.simplified.is_empty() {
                    <span class="chip badge-simplified">{ "simplified" }</span>
                }
            </p>
            <p>{ row.rule.sentence }</p>
            <p class="source">{ row.rule.source }</p>
            if !row.simplified.is_empty() {
                <p class="simplified">{ row.simplified }</p>
            }
        </div>
    }
}
