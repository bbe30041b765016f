//! A wire: how long messages are under way, how many are lost, and whether it is cut.

use super::choice::Choice;
use super::drawn::choices;
use super::settings::Terms;
use crate::base::{Ratio, SimDuration, WireId};
use crate::scenario::{Course, Edit, End, Scenario, WireDoc, WireLook};
use crate::session::{Action, Changed, wire_kind};
use crate::ui::flags::use_access;
use crate::ui::kit::{Glyph, Icon, use_typed};
use crate::ui::{use_slice, use_store};
use yew::prelude::*;

/// The longest latency or jitter of a wire, in milliseconds.
const LONGEST: u64 = 600_000;

#[derive(Properties, PartialEq)]
pub struct WireInspectorProps {
    pub wire: WireId,
    /// The button that closes the drawer.
    pub close: Html,
}

/// Everything about a wire.
#[component]
pub fn WireInspector(props: &WireInspectorProps) -> Html {
    let may_edit = use_access().is_full();
    let (store, id) = (use_store(), props.wire);
    let Some((wire, look, from, to)) = use_slice(Changed::DOCUMENT, move |session| {
        let scenario = session.scenario();
        let wire = scenario.wires.get(&id)?.clone();
        let (from, to) = (
            scenario.name(wire.from.0).to_string(),
            scenario.name(wire.to.0).to_string(),
        );
        Some((wire, scenario.look(id), from, to))
    }) else {
        return Html::default();
    };
    let change = {
        let store = store.clone();
        Callback::from(move |wire: WireDoc| {
            let edit = Edit::ChangeWire(id, wire);
            store.dispatch(Action::Edit {
                edit,
                key: String::new(),
            });
        })
    };
    let with = |put: fn(&mut WireDoc, u64)| {
        let wire = wire.clone();
        change.reform(move |number: u64| {
            let mut changed = wire.clone();
            put(&mut changed, number);
            changed
        })
    };
    let moved = |kept: End| {
        let (store, change) = (store.clone(), change.clone());
        Callback::from(move |to: End| {
            // What is listed fits; what has gone since then is refused by the edit itself.
            if let Ok(wire) = store.read(|session| session.scenario().rewired(id, kept, to)) {
                change.emit(wire);
            }
        })
    };
    let (kind, has_settings) = (wire_kind(&wire), !wire.terms.spec().fields.is_empty());
    let on = wire.on;
    let switched = WireDoc {
        on: !on,
        ..wire.clone()
    };
    html! {
        <>
            <div class="inspector-head">
                <div class="names"><h2>{ format!("{from} → {to}") }</h2><p class="kind-name" style="padding:0">{ kind }</p></div>
                { props.close.clone() }
            </div>
            <div class="tab-body scroll" tabindex="0" role="region" aria-label={kind}>
                <Terms wire={id} />
                <fieldset class="bare" disabled={!may_edit}>
                if has_settings {
                    <h3 class="section">{ "Wire" }</h3>
                }
                <EndField wire={id} name="From" end={wire.from} kept={wire.to} on_move={moved(wire.to)} />
                <EndField wire={id} name="To" end={wire.to} kept={wire.from} on_move={moved(wire.from)} />
                <LookFields wire={id} {look} />
                <WireNumber name="Latency" unit="ms" help="Time for one way, in either direction. The answer takes as long again." number={wire.latency.as_millis()} most={LONGEST}
                    on_change={with(|wire, number| wire.latency = SimDuration::from_millis(number))} />
                <WireNumber name="Jitter" unit="ms" help="Extra time for each way, drawn between zero and this. Messages can overtake each other." number={wire.jitter.as_millis()} most={LONGEST}
                    on_change={with(|wire, number| wire.jitter = SimDuration::from_millis(number))} />
                <WireNumber name="Loss" unit="%" help="Share of requests and of answers that never arrive. A lost answer leaves the caller in doubt, and a retry makes a duplicate." number={u64::from(wire.loss.0 / 10_000)} most={100}
                    on_change={with(|wire, number| wire.loss = Ratio::from_millionths(number as i64 * 10_000))} />
                <div class="field">
                    <div class="field-top">
                        <span class="field-name" id="wire-on">{ "Connected" }</span>
                        <button type="button" class="switch" role="switch" aria-checked={on.to_string()} aria-labelledby="wire-on" onclick={change.reform(move |_| switched.clone())} />
                    </div>
                    <p class="field-help">{ "Off is a partition: nothing arrives in either direction until it is on again." }</p>
                </div>
                <div class="row"><button type="button" class="btn" onclick={move |_| store.dispatch(Action::DeleteSelection)}>{ "Delete the wire" }</button></div>
                </fieldset>
            </div>
        </>
    }
}

#[derive(Properties, PartialEq)]
struct EndProps {
    wire: WireId,
    name: &'static str,
    /// Where it stands.
    end: End,
    /// The other end.
    kept: End,
    on_move: Callback<End>,
}

/// One end of the wire: the ports where it fits.
#[component]
fn EndField(props: &EndProps) -> Html {
    let (wire, kept) = (props.wire, props.kept);
    let ends = use_slice(Changed::DOCUMENT, move |session| session.wire_ends(wire, kept));
    let written = |end: &End| AttrValue::from(format!("{}-{}", end.0.0, end.1));
    let options = ends.iter().map(|(end, name)| (written(end), name.clone().into()));
    let options: Vec<(AttrValue, AttrValue)> = options.collect();
    let on_choose = {
        let on_move = props.on_move.clone();
        move |chosen: String| {
            if let Some((end, _)) = ends.iter().find(|(end, _)| written(end) == chosen) {
                on_move.emit(*end);
            }
        }
    };
    let id = format!("wire-{}", props.name);
    html! {
        <div class="field">
            <div class="field-top">
                <label class="field-name" for={id.clone()}>{ props.name }</label>
                <Choice {id} value={written(&props.end)} {options} {on_choose} />
            </div>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct LookProps {
    wire: WireId,
    look: WireLook,
}

/// How the wire looks: label, course and line.
#[component]
fn LookFields(props: &LookProps) -> Html {
    let (store, id) = (use_store(), props.wire);
    let change = Callback::from(move |look: WireLook| {
        store.dispatch(Action::Edit {
            edit: Edit::Look(id, look),
            key: String::new(),
        });
    });
    let label = {
        let look = props.look.clone();
        change.reform(move |text: String| {
            let label = text.trim().into();
            WireLook { label, ..look.clone() }
        })
    };
    let typed = use_typed(&props.look.label, label);
    let course = {
        let look = props.look.clone();
        change.reform(move |course: Course| WireLook { course, ..look.clone() })
    };
    let line = {
        let look = props.look.clone();
        change.reform(move |dashed: bool| WireLook { dashed, ..look.clone() })
    };
    let courses = [
        (Course::Curved, "Curved"),
        (Course::Straight, "Straight"),
        (Course::Stepped, "Stepped"),
    ];
    let lines = [(false, "Solid"), (true, "Dashed")];
    html! {
        <>
            <div class="field">
                <label class="field-name" for="wire-label">{ "Label" }</label>
                <input ref={typed.field.clone()} id="wire-label" class="input" maxlength={Scenario::MAX_LABEL.to_string()} placeholder="A word on the wire" ~defaultValue={typed.first.clone()} onchange={typed.onchange()} />
            </div>
            <div class="field">
                <div class="field-top"><span class="field-name" id="wire-course">{ "Shape" }</span></div>
                { choices("wire-course", &courses, props.look.course, &course) }
                <div class="field-top"><span class="field-name" id="wire-line">{ "Line" }</span></div>
                { choices("wire-line", &lines, props.look.dashed, &line) }
            </div>
        </>
    }
}

#[derive(Properties, PartialEq)]
struct WireNumberProps {
    name: &'static str,
    unit: &'static str,
    help: &'static str,
    number: u64,
    most: u64,
    on_change: Callback<u64>,
}

/// A whole number of a wire. What can't be read stays in the field, with a word on how to mend it.
#[component]
fn WireNumber(props: &WireNumberProps) -> Html {
    let wrong = use_state_eq(|| None::<String>);
    let id = format!("wire-{}", props.name);
    let tell = {
        let (wrong, most, on_change) = (wrong.clone(), props.most, props.on_change.clone());
        move |text: String| match text.trim().replace(',', "").parse::<u64>() {
            Ok(number) if number <= most => {
                wrong.set(None);
                on_change.emit(number);
            }
            _ => wrong.set(Some(text)),
        }
    };
    let most = crate::sim::decimal(props.most as i64, 0);
    let text = (*wrong).clone().unwrap_or_else(|| props.number.to_string());
    let typed = use_typed(&text, Callback::from(tell));
    html! {
        <div class="field">
            <div class="field-top">
                <label class="field-name" for={id.clone()}>{ props.name }</label>
                <span class="number has-unit" style={format!("--unit:{}", props.unit.len())}>
                    <input ref={typed.field.clone()} type="text" inputmode="numeric" {id} class="input" ~defaultValue={typed.first.clone()} aria-invalid={wrong.is_some().to_string()} onchange={typed.onchange()} />
                    <span class="unit" aria-hidden="true">{ props.unit }</span>
                </span>
            </div>
            if wrong.is_some() {
                <p class="field-error" role="alert"><Icon glyph={Glyph::Warning} size={15} />{ format!("Use a whole number from 0 to {most} {}.", props.unit) }</p>
            }
            <p class="field-help">{ props.help }</p>
            <p class="field-facts">{ format!("0 – {most} {}", props.unit) }</p>
        </div>
    }
}
