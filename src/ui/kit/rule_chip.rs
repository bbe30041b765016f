//! The id of a rule, which opens its sentence and source.

use crate::sim::Rule;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct RuleChipProps {
    /// The rule.
    pub rule: &'static Rule,
    /// Whether it is open.
    pub open: bool,
    /// A click.
    pub on_toggle: Callback<()>,
}

/// A chip with the rule's id.
#[component]
pub fn RuleChip(props: &RuleChipProps) -> Html {
    html! {
        <button
            type="button"
            class="chip"
            aria-expanded={props.open.to_string()}
            onclick={props.on_toggle.reform(|_| ())}
        >
            { props.rule.id }
        </button>
    }
}

#[derive(Properties, PartialEq)]
pub struct RuleTextProps {
    /// The rule.
    pub rule: &'static Rule,
}

/// A rule's sentence and where it comes from.
#[component]
pub fn RuleText(props: &RuleTextProps) -> Html {
    html! {
        <div class="rule-card">
            <p>{ props.rule.sentence }</p>
            <p class="source">{ format!("Source: {}", props.rule.source) }</p>
        </div>
    }
}
