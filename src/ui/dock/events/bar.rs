//! What is listed: by node, kind, message, rule and text.

use super::copy::CopyList;
use crate::base::{MessageId, NodeId};
use crate::platform::element;
use crate::session::{Action, Changed, Filter, Group, ListSize, Searcher, Session};
use crate::sim::decimal;
use crate::ui::kit::{Glyph, Icon, use_typed};
use crate::ui::{use_slice, use_store};
use std::collections::BTreeSet;
use yew::prelude::*;

/// The value of the choice that stands for whatever is selected on the canvas.
const SELECTED: &str = "selected";

/// The filters, how much fits them, and the copy button.
#[component]
pub fn FilterBar() -> Html {
    let store = use_store();
    let open = use_state_eq(|| false);
    let filter = use_slice(Changed::ALL, |session| session.list_filter());
    let edit = Callback::from(move |edit: Edit| {
        let mut filter = store.read(|session| session.list_filter());
        edit(&mut filter);
        store.dispatch(Action::Search(Searcher::List, Some(filter)));
    });
    let toggle = {
        let open = open.clone();
        move |_| open.set(!*open)
    };
    html! {
        <div class="filter-bar">
            <button type="button" class="btn small filter-toggle" aria-expanded={open.to_string()} onclick={toggle}><Icon glyph={Glyph::Sliders} size={14} />{ "Filter" }</button>
            <div class={classes!("filters", open.then_some("open"))} role="group" aria-label="Filters">
                <NodeChoice filter={filter.clone()} edit={edit.clone()} />
                <GroupChoice filter={filter.clone()} edit={edit.clone()} />
                <MessageField filter={filter.clone()} edit={edit.clone()} />
                <RuleField filter={filter.clone()} edit={edit.clone()} />
                <TextField {filter} {edit} />
            </div>
            <Count />
            <CopyList />
        </div>
    }
}

/// A change of the newest filter, which may be newer than the one that is shown.
type Edit = Box<dyn FnOnce(&mut Filter)>;

#[derive(Properties, PartialEq)]
struct PartProps {
    filter: Filter,
    edit: Callback<Edit>,
}

/// At which node; or at the selected ones, whichever these are.
#[component]
fn NodeChoice(props: &PartProps) -> Html {
    let store = use_store();
    let follows = use_slice(Changed::ALL, |session| session.list_follows());
    let nodes = use_slice(Changed::DOCUMENT, |session| {
        let nodes = session.scenario().nodes.iter();
        nodes
            .map(|(id, node)| (*id, node.name.to_string()))
            .collect::<Vec<(NodeId, String)>>()
    });
    let only = props
        .filter
        .nodes
        .first()
        .copied()
        .filter(|_| !follows && props.filter.nodes.len() == 1);
    let onchange = {
        let (edit, store, nodes) = (props.edit.clone(), store.clone(), nodes.clone());
        move |event: Event| {
            let value = element::value_of(&event);
            store.dispatch(Action::FollowSelection(value == SELECTED));
            if value != SELECTED {
                let chosen = nodes.iter().map(|(id, _)| *id).filter(|id| id.to_string() == value);
                let chosen = chosen.collect();
                edit.emit(Box::new(|filter| filter.nodes = chosen));
            }
        }
    };
    html! {
        <select class="input" aria-label="Node" {onchange}>
            <option value="" selected={only.is_none() && !follows}>{ "Any node" }</option>
            <option value={SELECTED} selected={follows}>{ "Selected nodes" }</option>
            { for nodes.iter().map(|(id, name)| html! { <option key={id.0} value={id.to_string()} selected={only == Some(*id)}>{ name }</option> }) }
        </select>
    }
}

/// Of which kind. Each choice adds one, a chip takes it away.
#[component]
fn GroupChoice(props: &PartProps) -> Html {
    let list = use_node_ref();
    let onchange = {
        let (edit, list) = (props.edit.clone(), list.clone());
        move |event: Event| {
            if let Some(group) = Group::named(&element::value_of(&event)) {
                edit.emit(Box::new(move |filter| {
                    filter.groups.insert(group);
                }));
            }
            element::choose(&list, "");
        }
    };
    let rest = Group::ALL
        .into_iter()
        .filter(|group| !props.filter.groups.contains(group));
    let prompt = if props.filter.groups.is_empty() {
        "Any kind"
    } else {
        "Add a kind"
    };
    html! {
        <select ref={list} class="input" aria-label="Kind of event" {onchange}>
            <option value="" selected={true}>{ prompt }</option>
            { for rest.map(|group| html! { <option key={group.name()} value={group.name()}>{ group.name() }</option> }) }
        </select>
    }
}

/// About which message, by number.
#[component]
fn MessageField(props: &PartProps) -> Html {
    let text = use_state_eq(String::new);
    let typed = {
        let tell = text.clone();
        use_typed(&text, Callback::from(move |text: String| tell.set(text)))
    };
    let focus = use_slice(Changed::SELECTION, |session| session.focus().message);
    let add = {
        let edit = props.edit.clone();
        Callback::from(move |message: MessageId| {
            edit.emit(Box::new(move |filter| filter.messages = BTreeSet::from([message])));
        })
    };
    let wrong = !text.is_empty() && read(&text).is_none();
    let onchange = {
        let (typed, add) = (typed.clone(), add.clone());
        move |event: Event| {
            if let Some(message) = read(&element::value_of(&event)) {
                typed.write("");
                add.emit(message);
            }
        }
    };
    let offered = Some(focus).filter(|focus| *focus != MessageId::NONE && !props.filter.messages.contains(focus));
    html! {
        <>
            <input ref={typed.field.clone()} type="text" class="input short" inputmode="text" placeholder="m-12" aria-label="Message" aria-invalid={wrong.to_string()} autocomplete="off"
                title="A message's number, for example m-12; Enter lists what happens to it" oninput={typed.oninput()} {onchange} />
            if let Some(message) = offered {
                <button type="button" class="btn small" onclick={add.reform(move |_| message)}>{ format!("Only {message}") }</button>
            }
        </>
    }
}

/// `m-12` or `12`.
fn read(text: &str) -> Option<MessageId> {
    let text = text.trim().to_lowercase();
    let number = text.strip_prefix("m-").unwrap_or(&text).parse().ok();
    number.filter(|number| *number > 0).map(MessageId)
}

/// Following which rule; the rules of the nodes of the design are offered.
#[component]
fn RuleField(props: &PartProps) -> Html {
    let rules = use_slice(Changed::DOCUMENT, rules);
    let tell = props
        .edit
        .reform(|text: String| -> Edit { Box::new(move |filter| filter.rule = text.trim().to_string()) });
    let typed = use_typed(&props.filter.rule, tell);
    html! {
        <>
            <input ref={typed.field.clone()} type="text" class="input short" placeholder="Rule" aria-label="Rule" list="event-rules" autocomplete="off" spellcheck="false" ~defaultValue={typed.first.clone()} oninput={typed.oninput()} />
            <datalist id="event-rules">{ for rules.into_iter().map(|(id, sentence)| html! { <option key={id} value={id}>{ sentence }</option> }) }</datalist>
        </>
    }
}

/// The rules of the kinds in the design.
fn rules(session: &Session) -> Vec<(&'static str, &'static str)> {
    let specs = session.scenario().nodes.values().map(|node| node.settings.spec());
    let mut rules: Vec<_> = specs
        .flat_map(|spec| spec.rules)
        .map(|rule| (rule.id, rule.sentence))
        .collect();
    rules.sort_unstable();
    rules.dedup_by_key(|(id, _)| *id);
    rules
}

/// With which words in the sentence.
#[component]
fn TextField(props: &PartProps) -> Html {
    let tell = props
        .edit
        .reform(|text: String| -> Edit { Box::new(move |filter| filter.text = text) });
    let typed = use_typed(&props.filter.text, tell);
    html! { <input ref={typed.field.clone()} type="search" class="input" placeholder="Text" aria-label="Text" autocomplete="off" ~defaultValue={typed.first.clone()} oninput={typed.oninput()} /> }
}

/// How many events fit.
#[component]
fn Count() -> Html {
    let size = use_slice(Changed::ALL, |session| session.list_size());
    let filtered = use_slice(Changed::ALL, |session| !session.list_filter().is_empty());
    let number = |number: u64| decimal(i64::try_from(number).unwrap_or(i64::MAX), 0);
    let ListSize {
        lines,
        past,
        events,
        searched,
        dropped,
    } = size;
    let mut text = match (filtered, searched < events) {
        (true, true) => format!("{} found, {}% searched", number(lines), searched * 100 / events.max(1)),
        (true, false) => format!("{} of {}", number(lines), number(events)),
        (false, _) if lines == 1 => "1 event".to_string(),
        (false, _) => format!("{} events", number(lines)),
    };
    if dropped > 0 {
        text += &format!(", {} older ones left out", number(dropped));
    }
    if past < lines {
        text += &format!(", {} later", number(lines - past));
    }
    html! { <span class="filter-count quiet" title="Later events lie after the playhead and are dimmed">{ text }</span> }
}
