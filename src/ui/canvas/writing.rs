//! Writing in place: the text of a note, the name of a box, the label of a wire.

use super::desk::{Desk, use_desk, use_the_desk};
use super::keyboard::{Answer, Focus};
use crate::base::{NodeId, WireId};
use crate::geometry::Point;
use crate::platform::element;
use crate::scenario::{Area, AreaKind, Edit, Scenario, Sticky, WireLook};
use crate::scene::{WireRef, frame_around};
use crate::session::Action;
use crate::sim::{Flow, Speaks};
use crate::ui::drawn::Drawn;
use crate::ui::kit::use_typed;
use yew::prelude::*;

/// What is being written in place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Editing {
    /// The text of a note.
    Note(u32),
    /// The name of a box.
    Area(u32),
    /// The label of a wire.
    Label(WireId),
}

/// The id of the field in which something is written in place.
pub const FIELD_ID: &str = "written";

impl Desk {
    /// Begins to write at a place on screen, if something there has words. False where there is nothing.
    pub(super) fn write_at(&self, at: Point) -> bool {
        if !self.may_edit() {
            return false;
        }
        let found = self.read(|plan| {
            let (world, scale) = (plan.view.to_world(at), 1.0 / plan.view.zoom);
            if plan.board.node_at(world).is_some() {
                return None;
            }
            if let Some(note) = plan.board.note_at(world) {
                return Some(Editing::Note(note));
            }
            match plan.board.wire_at(world, 8.0 * scale) {
                Some(WireRef::Wire(id)) => return Some(Editing::Label(id)),
                Some(WireRef::Reference(..) | WireRef::Term(..)) => return None,
                None => {}
            }
            plan.board.area_at(world, 7.0 * scale, scale).map(Editing::Area)
        });
        if found.is_some() {
            self.begin_writing(found);
        }
        found.is_some()
    }

    /// Begins to write, or ends it with None.
    pub(super) fn begin_writing(&self, editing: Option<Editing>) {
        self.change(|plan| plan.editing = editing);
    }

    /// Begins to write what has the keyboard's focus.
    pub(super) fn write(&self, focus: Focus) -> Answer {
        let editing = match focus {
            _ if !self.may_edit() => return Answer::Unused,
            Focus::Area(id) => Editing::Area(id),
            Focus::Note(id) => Editing::Note(id),
            Focus::Wire(id) => Editing::Label(id),
            _ => return Answer::Unused,
        };
        self.begin_writing(Some(editing));
        Answer::Used
    }

    /// Ends writing; what was written counts from the field's change.
    pub(super) fn end_writing(&self) {
        let editing = self.change(|plan| plan.editing.take());
        match editing {
            Some(Editing::Note(id)) => element::focus(&format!("sticky-{id}")),
            Some(Editing::Area(id)) => element::focus(&format!("box-{id}")),
            Some(Editing::Label(id)) => element::focus(&format!("wire-{}", id.0)),
            None => {}
        }
    }

    /// Takes what was written.
    pub(super) fn written(&self, editing: Editing, text: &str) {
        let edit = self.store().read(|session| wording(session.scenario(), editing, text));
        if let Some(edit) = edit {
            self.adjust(|plan| plan.stale = true);
            self.store().dispatch(Action::Edit {
                edit,
                key: String::new(),
            });
        }
    }

    /// Puts a box around what is selected.
    pub(super) fn group(&self, focus: Focus) -> Answer {
        self.select_focused(focus);
        self.settle();
        let selection = self.selection();
        let rect = self.read(|plan| frame_around(&plan.board, &selection));
        let Some([x, y, w, h]) = rect else {
            self.say("Select what the box is to go around first.".to_string());
            return Answer::Used;
        };
        let name = self
            .store()
            .read(|session| session.scenario().area_name(AreaKind::Plain));
        let area = Area {
            name,
            kind: AreaKind::Plain,
            x,
            y,
            w,
            h,
        };
        self.store().dispatch(Action::AddArea(area));
        self.say("A box was put around it. Enter names it.".to_string());
        Answer::Used
    }

    /// Adds a note in the middle of what is seen, and begins to write it.
    pub(super) fn add_note_here(&self) -> Answer {
        if !self.may_edit() {
            return Answer::Unused;
        }
        let (x, y) = self.store().view_centre();
        Drawn::Note.add_near(self.store(), x, y);
        self.adjust(|plan| plan.stale = true);
        if let Some(id) = self.selection().only_note() {
            self.begin_writing(Some(Editing::Note(id)));
        }
        Answer::Used
    }

    /// Begins a wire at the first port of a card that gives messages and has somewhere to give them, else at any.
    pub(super) fn wire_from(&self, focus: Focus) -> Answer {
        let node = match focus {
            Focus::Card(node) => node,
            Focus::Port(node, port) => {
                self.begin_wire_by_key((node, port));
                return Answer::Used;
            }
            _ => return Answer::Unused,
        };
        match self.first_port(node) {
            Some(port) => self.begin_wire_by_key((node, port)),
            None => self.say("This node has no port for a wire.".to_string()),
        }
        Answer::Used
    }

    fn first_port(&self, node: NodeId) -> Option<u8> {
        self.store().read(|session| {
            let ports = session.scenario().nodes.get(&node)?.settings.spec().ports;
            let wired = |flow: Flow| {
                let fits =
                    |port: &&crate::sim::PortSpec| port.flow == flow && !matches!(port.speaks, Speaks::Reference(_));
                ports.iter().position(|port| fits(&port))
            };
            let index = wired(Flow::Out).or_else(|| wired(Flow::In))?;
            u8::try_from(index).ok()
        })
    }
}

/// The change that a text makes where it was written, if it makes one.
fn wording(doc: &Scenario, editing: Editing, text: &str) -> Option<Edit> {
    match editing {
        Editing::Note(id) => {
            let note = doc.notes.get(&id).filter(|note| note.text.as_ref() != text)?;
            let text = text.into();
            Some(Edit::ChangeNote(id, Sticky { text, ..note.clone() }))
        }
        Editing::Area(id) => {
            let name = text.trim();
            let area = doc
                .areas
                .get(&id)
                .filter(|area| area.name.as_ref() != name && !name.is_empty())?;
            let name = name.into();
            Some(Edit::ChangeArea(id, Area { name, ..area.clone() }))
        }
        Editing::Label(id) => {
            let (look, label) = (doc.look(id), text.trim());
            (look.label.as_ref() != label).then(|| {
                let label = label.into();
                Edit::Look(id, WireLook { label, ..look })
            })
        }
    }
}

#[derive(Properties, PartialEq)]
pub struct FieldProps {
    /// What is written.
    pub editing: Editing,
    /// What stands there before.
    pub text: AttrValue,
    /// What it is, for people who can't see it.
    pub name: AttrValue,
}

/// The field in which something is written in place. Escape, Enter (in one line) and leaving it end it.
#[component]
pub fn Field(props: &FieldProps) -> Html {
    let desk = use_the_desk();
    use_effect_with(props.editing, |_| {
        element::focus(FIELD_ID);
        element::select_text(FIELD_ID);
    });
    let editing = props.editing;
    let lines = matches!(editing, Editing::Note(_));
    let tell = {
        let desk = desk.clone();
        Callback::from(move |text: String| desk.written(editing, &text))
    };
    let typed = use_typed(&props.text, tell);
    let onchange = typed.onchange();
    let onkeydown = {
        let desk = desk.clone();
        move |event: KeyboardEvent| {
            event.stop_propagation();
            let done = event.key() == "Escape" || (event.key() == "Enter" && !lines);
            if done && !event.is_composing() {
                event.prevent_default();
                desk.end_writing();
            }
        }
    };
    let onblur = {
        let desk = desk.clone();
        move |_: FocusEvent| {
            // Only if it was not another field that was opened meanwhile.
            if desk.read(|plan| plan.editing == Some(editing)) {
                desk.begin_writing(None);
            }
        }
    };
    let hold = |event: PointerEvent| event.stop_propagation();
    let leave = |event: MouseEvent| event.stop_propagation();
    if lines {
        return html! {
            <textarea ref={typed.field.clone()} id={FIELD_ID} class="written" aria-label={props.name.clone()} maxlength={Scenario::MAX_NOTE.to_string()} defaultvalue={typed.first.clone()}
                {onchange} {onkeydown} {onblur} onpointerdown={hold} ondblclick={leave} />
        };
    }
    html! {
        <input ref={typed.field.clone()} id={FIELD_ID} class="written" type="text" aria-label={props.name.clone()} maxlength={Scenario::MAX_LABEL.to_string()} ~defaultValue={typed.first.clone()}
            {onchange} {onkeydown} {onblur} onpointerdown={hold} ondblclick={leave} />
    }
}

/// The field for the label of a wire, on the wire.
#[component]
pub fn LabelField() -> Html {
    let desk = use_the_desk();
    let shown = use_desk(|plan| {
        let Some(Editing::Label(id)) = plan.editing else {
            return None;
        };
        let wire = plan.board.wires().get(plan.board.wire_index(id)?)?;
        Some((id, wire.curve.at(0.5)))
    });
    let Some((id, at)) = shown else {
        return Html::default();
    };
    let label = desk.store().read(|session| session.scenario().look(id).label);
    let style = format!("left:{:.1}px;top:{:.1}px", at.x, at.y);
    html! {
        <div class="wire-label" {style}>
            <Field editing={Editing::Label(id)} text={label.to_string()} name="Label of the wire" />
        </div>
    }
}
