//! "Why isn't it delivered?": where a message is and what keeps it there, in sentences with their rules.

use super::journey::use_journeys;
use super::kit::{RuleChip, RuleText};
use super::use_slice;
use crate::base::{MessageId, NodeId};
use crate::session::{Changed, Reason, Whereabouts};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ReasonsProps {
    /// Which message.
    pub message: MessageId,
}

/// The answer of the present moment: why it stays where it is, or what became of it when nobody holds it any more.
#[component]
pub fn Reasons(props: &ReasonsProps) -> Html {
    let message = props.message;
    let Some(Whereabouts { node, reasons, .. }) = use_slice(Changed::ALL, move |session| {
        let followed = session.focus().message == message;
        let gone = || session.aftermath().filter(|_| followed);
        session.whereabouts(message).or_else(gone)
    }) else {
        return html! { <p class="quiet">{ "Nobody holds it now: it is on a wire, or it has met its fate." }</p> };
    };
    html! {
        <ul class="reasons" aria-label={format!("Why {message} is not delivered")}>
            { for reasons.into_iter().enumerate().map(|(index, reason)| {
                let named = reason.node != node;
                html! { <ReasonRow key={index} {reason} {named} /> }
            }) }
        </ul>
    }
}

#[derive(Properties, PartialEq)]
pub struct WhyProps {
    /// Which node.
    pub node: NodeId,
}

/// Why a node does what it does now. Empty for kinds that have nothing to say about that.
#[component]
pub fn Why(props: &WhyProps) -> Html {
    let node = props.node;
    let reasons = use_slice(Changed::ALL, move |session| session.why(node));
    if reasons.is_empty() {
        return Html::default();
    }
    html! {
        <ul class="reasons own-reasons" aria-label="Why it is as it is">
            { for reasons.into_iter().enumerate().map(|(index, reason)| html! { <ReasonRow key={index} {reason} named={true} /> }) }
        </ul>
    }
}

#[derive(Properties, PartialEq)]
struct ReasonProps {
    reason: Reason,
    /// Whether the node's name begins the sentence.
    named: bool,
}

#[component]
fn ReasonRow(props: &ReasonProps) -> Html {
    let journeys = use_journeys();
    let open = use_state_eq(|| false);
    let reason = &props.reason;
    let on_toggle = {
        let open = open.clone();
        move |()| open.set(!*open)
    };
    let blocker = reason.blocker;
    html! {
        <li>
            <p>
                if props.named {
                    <b>{ format!("{} ", reason.name) }</b>
                }
                { format!("{} ", reason.text) }
                if blocker != MessageId::NONE {
                    <button type="button" class="chip" onclick={move |_| journeys.show(blocker)}>{ format!("Journey of {blocker}") }</button>
                    { " " }
                }
                if let Some(rule) = reason.rule {
                    <RuleChip rule={rule.0} open={*open} {on_toggle} />
                }
            </p>
            if let Some(rule) = reason.rule.filter(|_| *open) {
                <RuleText rule={rule.0} />
            }
        </li>
    }
}
