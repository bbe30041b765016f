//! The inspector: everything about what is selected, read from its kind's description.

mod actions;
mod area;
mod arranging;
mod choice;
mod drawn;
mod field;
mod json;
mod many;
mod messages;
mod metrics;
mod node;
mod note;
mod plan;
mod rules;
mod scenario;
mod settings;
mod wire;

use super::kit::{Glyph, Icon};
use super::panels::{Drawer, use_panels};
use super::use_slice;
use crate::base::{NodeId, WireId};
use crate::session::{Changed, Session};
use area::AreaInspector;
use many::ManyInspector;
use node::NodeInspector;
pub use node::RENAME_ID;
use note::NoteInspector;
use scenario::ScenarioInspector;
use wire::WireInspector;
use yew::prelude::*;

/// What the inspector is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Subject {
    Design,
    Node(NodeId),
    Wire(WireId),
    Area(u32),
    Note(u32),
    Many,
}

impl Subject {
    fn of(session: &Session) -> Subject {
        let selection = session.selection();
        let scenario = session.scenario();
        match (selection.only_node(), selection.only_wire()) {
            (Some(node), _) if scenario.nodes.contains_key(&node) => Subject::Node(node),
            (_, Some(wire)) if scenario.wires.contains_key(&wire) => Subject::Wire(wire),
            _ if selection.is_empty() => Subject::Design,
            _ => Subject::of_drawn(session),
        }
    }
}

impl Subject {
    fn of_drawn(session: &Session) -> Subject {
        let (selection, scenario) = (session.selection(), session.scenario());
        match (selection.only_area(), selection.only_note()) {
            (Some(area), _) if scenario.areas.contains_key(&area) => Subject::Area(area),
            (_, Some(note)) if scenario.notes.contains_key(&note) => Subject::Note(note),
            _ if selection.count() > 1 => Subject::Many,
            _ => Subject::Design,
        }
    }
}

/// The panel on the right, or the drawer, or the sheet.
#[component]
pub fn Inspector() -> Html {
    let panels = use_panels();
    let subject = use_slice(Changed::SELECTION | Changed::DOCUMENT, Subject::of);
    let close = html! {
        <button type="button" class="btn ghost icon only-narrow" aria-label="Close the inspector" onclick={move |_| panels.show_drawer(Drawer::None)}>
            <Icon glyph={Glyph::Close} />
        </button>
    };
    html! {
        <aside class="inspector" aria-label="Inspector">
            { match subject {
                Subject::Design => html! { <ScenarioInspector {close} /> },
                Subject::Node(node) => html! { <NodeInspector key={node.0} {node} {close} /> },
                Subject::Wire(wire) => html! { <WireInspector key={wire.0} {wire} {close} /> },
                Subject::Area(area) => html! { <AreaInspector key={format!("box-{area}")} {area} {close} /> },
                Subject::Note(note) => html! { <NoteInspector key={format!("note-{note}")} {note} {close} /> },
                Subject::Many => html! { <ManyInspector {close} /> },
            } }
        </aside>
    }
}
