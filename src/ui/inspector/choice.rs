//! A list to choose from.

use crate::platform::element;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ChoiceProps {
    /// The id of the list, for its label.
    pub id: AttrValue,
    /// The chosen value.
    pub value: AttrValue,
    /// Values and how they are shown.
    pub options: Vec<(AttrValue, AttrValue)>,
    /// Whether it can't be changed.
    #[prop_or_default]
    pub disabled: bool,
    /// The id of what describes it.
    #[prop_or_default]
    pub described: Option<AttrValue>,
    /// Another one was chosen.
    pub on_choose: Callback<String>,
}

/// A list that always shows the value it was given, also after a choice that was refused.
#[component]
pub fn Choice(props: &ChoiceProps) -> Html {
    let list = use_node_ref();
    let again = use_force_update();
    {
        let (list, value) = (list.clone(), props.value.clone());
        use_effect(move || element::choose(&list, &value));
    }
    let on_choose = props.on_choose.clone();
    let onchange = move |event: Event| {
        on_choose.emit(element::value_of(&event));
        again.force_update();
    };
    let option = |(value, label): &(AttrValue, AttrValue)| {
        html! { <option key={value.to_string()} value={value.clone()} selected={*value == props.value}>{ label }</option> }
    };
    html! {
        <select ref={list} class="input" id={props.id.clone()} disabled={props.disabled} aria-describedby={props.described.clone()} {onchange}>
            { for props.options.iter().map(option) }
        </select>
    }
}
