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
    (&["[", "]"], "Slower, faster"),
    (&["B"], "Bookmark this moment"),
    (&["E"], "Show or hide the events"),
    (&["C"], "Show or hide the charts, latency, outcomes, cost and quotas"),
    (&["J"], "Show or hide the journey of the chosen message"),
    (&["`"], "Show or hide the console"),
    (
        &["M"],
        "In the list of events: only this message; C copies the line, I opens its rule",
    ),
    (&["/"], "Quick add: type a few letters, Enter adds it at the pointer"),
    (&["Ctrl", "K"], "All commands by name"),
    (&["Ctrl", "F"], "Find on the board; Enter goes through what was found"),
    (
        &["Shift", "F10"],
        "The menu of a node, a wire or the board; or right click, or hold a finger",
    ),
    (&["F2"], "Rename the node"),
    (&["Shift", "1"], "Show the whole design"),
    (&["Shift", "2"], "Zoom to what is selected"),
    (&["Shift", "0"], "Natural size; + and - zoom"),
    (&["M"], "Show or hide the minimap"),
    (
        &["Space", "drag"],
        "Move the board; or the middle button, the wheel, two fingers",
    ),
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
    (&["Ctrl", "C"], "Copy, with X cut, with V paste: also from tab to tab"),
    (&["W"], "On a node: begin a wire; Tab chooses where to, Enter joins"),
    (&["G"], "Put a box around what is selected"),
    (&["T"], "Add a note and write it"),
    (&["Shift", "Arrows"], "Five steps at once; on a box or note: resize it"),
    (&["Alt"], "With a drag: copy, move a box alone, or ignore guide lines"),
    (&["Ctrl", "A"], "Select everything"),
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
        <Modal title="Keyboard shortcuts" text={true} on_close={props.on_close.clone()}>
            <dl class="keys">{ for SHORTCUTS.iter().map(row) }</dl>
        </Modal>
    }
}
