//! Whom a link is for: those who change the design, those who look at it, or another page; and what they may change.

use crate::base::NodeId;
use crate::platform::element;
use crate::scenario::Scenario;
use crate::session::Changed;
use crate::share::Flags;
use crate::ui::kit::use_typed;
use crate::ui::use_slice;
use std::collections::BTreeSet;
use yew::prelude::*;

/// How a link opens.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Mode {
    #[default]
    Edit,
    View,
    Embed,
}

/// Whom a link is for.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Audience {
    mode: Mode,
    allow: BTreeSet<String>,
    play: bool,
    dark: Option<bool>,
    origin: String,
}

impl Audience {
    /// The words of the link.
    pub fn flags(&self) -> Flags {
        if self.mode == Mode::Edit {
            return Flags::default();
        }
        let mut flags = Flags {
            view: self.mode == Mode::View,
            embed: self.mode == Mode::Embed,
            allow: self.allow.iter().cloned().collect(),
            play: self.play,
            dark: self.dark,
            ..Flags::default()
        };
        if flags.embed && !self.origin.is_empty() {
            // Read as the page that opens the link will read it: what is no origin is left out.
            flags.origins = Flags::parse(&format!("origin={}", self.origin.trim().trim_end_matches('/'))).origins;
        }
        flags
    }

    /// Whether it goes into another page.
    pub fn is_embedded(&self) -> bool {
        self.mode == Mode::Embed
    }

    fn origin_is_wrong(&self) -> bool {
        self.is_embedded() && !self.origin.is_empty() && self.flags().origins.is_empty()
    }
}

#[derive(Properties, PartialEq)]
pub struct AudienceProps {
    pub audience: Audience,
    pub on_change: Callback<Audience>,
}

const MODES: [(Mode, &str, &str); 3] = [
    (Mode::Edit, "To change", "Whoever opens it has everything."),
    (
        Mode::View,
        "To look at",
        "Play, travel in time and inspect, but no edits.",
    ),
    (Mode::Embed, "For another page", "The canvas and the controls alone."),
];

/// The choices.
#[component]
pub fn AudienceChoice(props: &AudienceProps) -> Html {
    let change = |change: fn(&mut Audience, bool)| {
        let (audience, on_change) = (props.audience.clone(), props.on_change.clone());
        Callback::from(move |event: Event| {
            let mut changed = audience.clone();
            change(&mut changed, element::is_checked(&event));
            on_change.emit(changed);
        })
    };
    let mode = |mode: Mode| {
        let (audience, on_change) = (props.audience.clone(), props.on_change.clone());
        move |_: Event| {
            on_change.emit(Audience {
                mode,
                ..audience.clone()
            });
        }
    };
    let theme = {
        let (audience, on_change) = (props.audience.clone(), props.on_change.clone());
        move |event: Event| {
            let dark = match element::value_of(&event).as_str() {
                "dark" => Some(true),
                "light" => Some(false),
                _ => None,
            };
            on_change.emit(Audience {
                dark,
                ..audience.clone()
            });
        }
    };
    let origin = {
        let (audience, on_change) = (props.audience.clone(), props.on_change.clone());
        Callback::from(move |origin: String| {
            on_change.emit(Audience {
                origin,
                ..audience.clone()
            });
        })
    };
    let typed = use_typed(&props.audience.origin, origin);
    let Audience { mode: chosen, .. } = props.audience;
    let wrong = props.audience.origin_is_wrong();
    html! {
        <>
            <fieldset class="choices three">
                <legend>{ "For whom" }</legend>
                { for MODES.iter().map(|(of, name, help)| html! {
                    <label key={*name}><input type="radio" name="share-mode" checked={chosen == *of} onchange={mode(*of)} /><span><b>{ *name }</b><small>{ *help }</small></span></label>
                }) }
            </fieldset>
            if chosen != Mode::Edit {
                <AllowedChoice audience={props.audience.clone()} on_change={props.on_change.clone()} />
                <div class="row">
                    <label class="check"><input type="checkbox" checked={props.audience.play} onchange={change(|audience, on| audience.play = on)} />{ "Play at once" }</label>
                    <label class="check">{ "Theme" }
                        <select class="input" onchange={theme}>
                            <option value="" selected={props.audience.dark.is_none()}>{ "As the reader prefers" }</option>
                            <option value="light" selected={props.audience.dark == Some(false)}>{ "Light" }</option>
                            <option value="dark" selected={props.audience.dark == Some(true)}>{ "Dark" }</option>
                        </select>
                    </label>
                </div>
            }
            if chosen == Mode::Embed {
                <div class="stack">
                    <label for="share-origin">{ "Page that may send commands" }</label>
                    <input ref={typed.field.clone()} id="share-origin" class="input" placeholder="https://school.example" ~defaultValue={typed.first.clone()} aria-invalid={wrong.to_string()} aria-describedby="share-origin-help" onchange={typed.onchange()} />
                    <p class="quiet" id="share-origin-help">{ "Its address without a path. Leave it empty when no script of the other page steers the run." }</p>
                    if wrong {
                        <p class="field-error" role="alert">{ "Write it as https://host or https://host:port, without a path." }</p>
                    }
                </div>
            }
        </>
    }
}

/// The nodes to choose settings of: number, name, and the names of its settings.
fn nodes(scenario: &Scenario) -> Vec<(NodeId, String, Vec<&'static str>)> {
    let node = |(id, node): (&NodeId, &crate::scenario::NodeDoc)| {
        let fields = node.settings.spec().fields.iter().map(|field| field.name).collect();
        (*id, node.name.to_string(), fields)
    };
    scenario.nodes.iter().map(node).collect()
}

/// What may be changed all the same: settings, one by one, and commands.
#[component]
fn AllowedChoice(props: &AudienceProps) -> Html {
    let nodes = use_slice(Changed::DOCUMENT, |session| nodes(session.scenario()));
    let shown = use_state_eq(|| 0usize);
    let set = |item: String| {
        let (audience, on_change) = (props.audience.clone(), props.on_change.clone());
        move |event: Event| {
            let mut changed = audience.clone();
            if element::is_checked(&event) {
                changed.allow.insert(item.clone());
            } else {
                changed.allow.remove(&item);
            }
            on_change.emit(changed);
        }
    };
    let choose = {
        let shown = shown.clone();
        move |event: Event| shown.set(element::value_of(&event).parse().unwrap_or(0))
    };
    let allow = &props.audience.allow;
    let check = |item: String, label: String, disabled: bool| {
        let checked = disabled || allow.contains(&item);
        html! {
            <li key={item.clone()}><label class="check"><input type="checkbox" {checked} {disabled} onchange={set(item)} />{ label }</label></li>
        }
    };
    let settings = allow.iter().filter(|item| item.contains('.')).count();
    let said = match settings {
        0 => "What may be changed: nothing".to_string(),
        1 => "What may be changed: 1 setting".to_string(),
        count => format!("What may be changed: {count} settings"),
    };
    let said = if allow.contains("commands") {
        format!("{said}, and commands")
    } else {
        said
    };
    html! {
        <details class="allowed">
            <summary>{ said }</summary>
            <ul>{ check("commands".to_string(), "Commands and faults by hand".to_string(), false) }</ul>
            if let Some((_, name, fields)) = nodes.get(*shown) {
                <label class="check">{ "Settings of" }
                    <select class="input" aria-label="Settings of" onchange={choose}>
                        { for nodes.iter().enumerate().map(|(index, (_, name, _))| html! {
                            <option key={index} value={index.to_string()} selected={index == *shown}>{ name }</option>
                        }) }
                    </select>
                </label>
                <ul class="settings-list">
                    { check(format!("{name}.*"), "All of them".to_string(), false) }
                    { for fields.iter().map(|field| check(format!("{name}.{field}"), field.to_string(), allow.contains(&format!("{name}.*")))) }
                </ul>
            }
        </details>
    }
}
