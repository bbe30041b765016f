//! A box: its name, what it means, its size.

use super::drawn::{Measure, choices};
use crate::scenario::{Area, AreaKind, Edit, MAX_NAME};
use crate::session::{Action, Changed};
use crate::ui::flags::use_access;
use crate::ui::kit::use_typed;
use crate::ui::{use_slice, use_store};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct AreaInspectorProps {
    /// Which box.
    pub area: u32,
    /// The button that closes the drawer.
    pub close: Html,
}

/// Everything about a box.
#[component]
pub fn AreaInspector(props: &AreaInspectorProps) -> Html {
    let may_edit = use_access().is_full();
    let (store, id) = (use_store(), props.area);
    let found = use_slice(Changed::DOCUMENT, move |session| {
        let area = session.scenario().areas.get(&id)?.clone();
        let nodes = session.scenario().nodes.values();
        let inside = nodes
            .filter(|node| area.contains(node.centre().0, node.centre().1))
            .count();
        Some((area, inside))
    });
    let Some((area, inside)) = found else {
        return Html::default();
    };
    let change = {
        let store = store.clone();
        Callback::from(move |area: Area| {
            store.dispatch(Action::Edit {
                edit: Edit::ChangeArea(id, area),
                key: String::new(),
            });
        })
    };
    let rename = {
        let area = area.clone();
        change.reform(move |name: String| {
            let name = name.trim().into();
            Area { name, ..area.clone() }
        })
    };
    let kind = {
        let area = area.clone();
        change.reform(move |kind: AreaKind| Area { kind, ..area.clone() })
    };
    let sized = |put: fn(&mut Area, i32)| {
        let area = area.clone();
        change.reform(move |pixels: i32| {
            let mut changed = area.clone();
            put(&mut changed, pixels);
            changed
        })
    };
    let act = |action: Action| {
        let store = store.clone();
        move |_: MouseEvent| store.dispatch(action.clone())
    };
    let help = match area.kind {
        AreaKind::Region => "Nodes in it are in this Region. A message to another Region takes longer.",
        AreaKind::Zone => "Nodes in it are in this Availability Zone. A message to another zone takes a little longer.",
        AreaKind::Plain => "Only a frame with a name: it changes nothing about the run.",
    };
    let inside = match inside {
        0 => "No node stands in it.".to_string(),
        1 => "1 node stands in it and moves with it.".to_string(),
        many => format!("{many} nodes stand in it and move with it."),
    };
    let kinds = AreaKind::ALL.map(|kind| (kind, label(kind)));
    html! {
        <>
            <div class="inspector-head">
                <div class="names">
                    <Name name={area.name.to_string()} {may_edit} on_rename={rename} />
                    <p class="kind-name">{ label(area.kind) }</p>
                </div>
                { props.close.clone() }
            </div>
            <div class="tab-body scroll" tabindex="0" role="region" aria-label="Box">
                <fieldset class="bare" disabled={!may_edit}>
                <div class="field">
                    <div class="field-top"><span class="field-name" id="box-kind">{ "Kind" }</span></div>
                    { choices("box-kind", &kinds, area.kind, &kind) }
                    <p class="field-help">{ help }</p>
                </div>
                <Measure name="Width" pixels={area.w} on_change={sized(|area, pixels| area.w = pixels)} />
                <Measure name="Height" pixels={area.h} on_change={sized(|area, pixels| area.h = pixels)} />
                <p class="field-help">{ inside }{ " Hold Alt to move the box alone." }</p>
                <div class="row">
                    <button type="button" class="btn" onclick={act(Action::DuplicateSelection)}>{ "Duplicate" }</button>
                    <button type="button" class="btn" onclick={act(Action::DeleteSelection)}>{ "Delete the box" }</button>
                </div>
                <p class="field-help">{ "Deleting the box leaves what stands in it." }</p>
                </fieldset>
            </div>
        </>
    }
}

const fn label(kind: AreaKind) -> &'static str {
    match kind {
        AreaKind::Region => "Region",
        AreaKind::Zone => "Zone",
        AreaKind::Plain => "Plain box",
    }
}

#[derive(Properties, PartialEq)]
struct NameProps {
    name: String,
    may_edit: bool,
    on_rename: Callback<String>,
}

/// The box's name, written in place.
#[component]
fn Name(props: &NameProps) -> Html {
    let typed = use_typed(&props.name, props.on_rename.clone());
    html! { <input ref={typed.field.clone()} class="rename" aria-label="Name of the box" disabled={!props.may_edit} maxlength={MAX_NAME.to_string()} ~defaultValue={typed.first.clone()} onchange={typed.onchange()} /> }
}
