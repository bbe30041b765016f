//! What the keyboard can do.

use crate::ui::kit::Modal;
use yew::prelude::*;

/// Keys, and what they do.
const SHORTCUTS: &[(&[&str], &str)] = &[
    (&["Space"], "Play or pause"),
    (&["."], "One event forward"),
    (&[","], "One event back"),
    (
        &["<", ">"],
        "Previous or next event of the selected node or the chosen message",
    ),
    (&["N"], "Skip to the next event"),
    (&["R"], "Restart"),
    (
        &["[", "]"],
        "Slower, faster; + and - too, where nothing is to be scaled",
    ),
    (&["B"], "Bookmark this moment"),
    (&["E"], "Show or hide the events"),
    (&["M"], "Show or hide the charts, latency, outcomes, cost and quotas"),
    (&["/"], "Search the palette; Enter adds the first node found"),
    (&["Ctrl", "Z"], "Undo"),
    (&["Ctrl", "Shift", "Z"], "Redo"),
    (&["?"], "This list"),
    (&["Tab"], "From node to node and through the panels"),
    (
        &["Arrows"],
        "On a node: move it. On the timeline: go through time; + and - zoom it, 0 shows all. In lists: scroll",
    ),
    (&["Delete"], "Remove what is selected"),
    (&["Ctrl", "D"], "Copy what is selected beside itself"),
    (&["Ctrl", "A"], "Select all nodes"),
    (&["Esc"], "Select nothing; close what is open"),
];

#[derive(Properties, PartialEq)]
pub struct ShortcutsProps {
    pub on_close: Callback<()>,
}

/// The list of shortcuts.
#[component]
pub fn ShortcutsDialog(props: &ShortcutsProps) -> Html {
    let row = |(keys, what): &(&[&'static str], &'static str)| {
        html! {
            <>
                <dt>{ for keys.iter().map(|key| html! { <kbd>{ *key }</kbd> }) }</dt>
                <dd>{ *what }</dd>
            </>
        }
    };
    html! {
        <Modal title="Keyboard shortcuts" on_close={props.on_close.clone()}>
            <dl class="keys">{ for SHORTCUTS.iter().map(row) }</dl>
        </Modal>
    }
}
