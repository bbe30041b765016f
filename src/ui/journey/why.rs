//! Why an event happened: its causes back to the beginning, each with its rule. A pane beside the events and the journey.

use super::use_journeys;
use crate::base::MessageId;
use crate::session::{Action, Chain, Changed, Focus, Link, Selection};
use crate::sim::EventId;
use crate::ui::kit::{CopyButton, Glyph, Icon, RuleChip, RuleText};
use crate::ui::panels::{Why, use_open, use_panels};
use crate::ui::{use_slice, use_store};
use yew::prelude::*;

/// So many causes at first, and so many more each time.
const CAUSES: usize = 8;

#[derive(Properties, PartialEq)]
pub struct WithWhyProps {
    pub children: Children,
}

/// What stands left of the pane, and the pane while an event is in focus.
#[component]
pub fn WithWhy(props: &WithWhyProps) -> Html {
    let event = use_slice(Changed::SELECTION, |session| session.focus().event);
    let why = use_open(|open| open.why);
    let panels = use_panels();
    html! {
        <div class="dock-split">
            <div class="dock-main">
                { props.children.clone() }
                if event != EventId::default() && why != Why::Asked {
                    <div class={classes!("why-ask", (why == Why::Closed).then_some("always"))}>
                        <button type="button" class="btn small" onclick={move |_| panels.show_why(Why::Asked)}>{ "Why?" }</button>
                    </div>
                }
            </div>
            if event != EventId::default() && why != Why::Closed {
                <WhyPane {event} asked={why == Why::Asked} />
            }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct WhyProps {
    event: EventId,
    /// Whether someone asked; on narrow screens the pane shows only then.
    asked: bool,
}

/// The causes of the event in focus, nearest first.
#[component]
fn WhyPane(props: &WhyProps) -> Html {
    let (store, panels) = (use_store(), use_panels());
    let event = props.event;
    let asked_for = use_state_eq(|| (event, CAUSES));
    let most = if asked_for.0 == event { asked_for.1 } else { CAUSES };
    let chain = use_slice(Changed::ALL, move |session| session.chain(event, most));
    use_effect_with(chain.recall, move |recall| {
        // What is too old to be remembered is computed again, one event after another.
        if let Some(cause) = *recall {
            store.dispatch(Action::Recall(cause));
        }
    });
    let more = move |_| asked_for.set((event, most + CAUSES));
    let close = move |_| panels.show_why(Why::Closed);
    html! {
        <aside class={classes!("why", props.asked.then_some("asked"))} aria-label="Why did this happen?">
            <div class="why-head">
                <h3>{ "Why did this happen?" }</h3>
                <button type="button" class="btn ghost small icon" aria-label="Close the causes" onclick={close}><Icon glyph={Glyph::Close} size={16} /></button>
            </div>
            <div class="why-body scroll" role="region" tabindex="0" aria-label="Causes">
                <ol class="chain">
                    { for chain.links.iter().enumerate().map(|(index, link)| html! {
                        <LinkRow key={link.event.0} link={link.clone()} first={index == 0} />
                    }) }
                </ol>
                { ending(&chain, more) }
            </div>
        </aside>
    }
}

fn ending(chain: &Chain, more: impl Fn(MouseEvent) + 'static) -> Html {
    if chain.more {
        return html! { <button type="button" class="btn small" onclick={more}>{ "Earlier causes" }</button> };
    }
    let text = if chain.recall.is_some() {
        "Looking further back…"
    } else {
        &chain.origin
    };
    html! { <p class="quiet">{ text.to_string() }</p> }
}

#[derive(Properties, PartialEq)]
struct LinkProps {
    link: Link,
    first: bool,
}

#[component]
fn LinkRow(props: &LinkProps) -> Html {
    let (store, panels, journeys) = (use_store(), use_panels(), use_journeys());
    let rules_store = store.clone();
    let link = &props.link;
    let toggled = use_state_eq(|| None::<bool>);
    let open = toggled.unwrap_or(props.first);
    let on_toggle = {
        let toggled = toggled.clone();
        move |()| toggled.set(Some(!open))
    };
    let jump = {
        let node = link.node;
        let focus = Focus {
            event: link.event,
            message: link.message,
        };
        move |_| {
            store.dispatch(Action::SeekEvent(focus.event));
            store.dispatch(Action::Focus(focus));
            store.dispatch(Action::Select(Selection::node(node)));
        }
    };
    let all_rules = {
        let node = link.node;
        move |rule: &'static str| {
            let (store, panels) = (rules_store.clone(), panels.clone());
            move |_| {
                store.dispatch(Action::Select(Selection::node(node)));
                panels.ask(node, rule);
            }
        }
    };
    let message = link.message;
    html! {
        <li>
            if !props.first {
                <p class="because">{ "because" }</p>
            }
            <button type="button" class="chain-jump" data-cause={link.event.0.to_string()} onclick={jump} title="Go there">
                <span class="at">{ link.at.to_string() }</span>
                <b>{ &link.name }</b>
                <span>{ &link.text }</span>
            </button>
            <p class="chain-more">
                if let Some(rule) = link.rule {
                    <RuleChip rule={rule.0} {open} {on_toggle} />
                }
                if message != MessageId::NONE {
                    <button type="button" class="chip" onclick={move |_| journeys.show(message)}>{ format!("Journey of {message}") }</button>
                }
            </p>
            if let Some(rule) = link.rule.filter(|_| open) {
                <RuleText rule={rule.0} />
                <p class="chain-more"><button type="button" class="chip" onclick={all_rules(rule.0.id)}>{ format!("All rules of {}", link.name) }</button></p>
            }
            if props.first && !link.handle.is_empty() {
                <p class="handle"><span class="quiet">{ "Receipt handle " }</span><code>{ &link.handle }</code><CopyButton text={link.handle.clone()} label="Copy the receipt handle" /></p>
            }
        </li>
    }
}
