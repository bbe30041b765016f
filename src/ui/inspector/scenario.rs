//! The design as a whole: what it is about, its seed, its regions, what is planned and what is checked.

use super::arranging::TidyButton;
use super::plan::{Checks, Steps};
use crate::scenario::{Edit, Scenario};
use crate::session::{Action, Changed};
use crate::ui::kit::use_typed;
use crate::ui::transport::SeedField;
use crate::ui::{use_slice, use_store};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ScenarioInspectorProps {
    /// The button that closes the drawer.
    pub close: Html,
}

/// What is shown when nothing is selected.
#[component]
pub fn ScenarioInspector(props: &ScenarioInspectorProps) -> Html {
    let store = use_store();
    let writing = use_state_eq(|| false);
    let view = use_slice(Changed::DOCUMENT, |session| view(session.scenario()));
    let about = {
        let writing = writing.clone();
        Callback::from(move |text: String| {
            writing.set(false);
            let edit = Edit::About(text);
            store.dispatch(Action::Edit {
                edit,
                key: String::new(),
            });
        })
    };
    let typed = use_typed(&view.about, about);
    let write = {
        let writing = writing.clone();
        move |_| writing.set(!*writing)
    };
    html! {
        <>
            <div class="inspector-head">
                <div class="names"><h2>{ if view.title.is_empty() { "This design" } else { &view.title } }</h2></div>
                { props.close.clone() }
            </div>
            <div class="tab-body scroll" tabindex="0" role="region" aria-label="About this design">
                if *writing {
                    <textarea ref={typed.field.clone()} class="input" rows="8" aria-label="About this design" defaultvalue={typed.first.clone()} onchange={typed.onchange()} />
                } else if view.about.is_empty() {
                    <p class="prose">{ "Drag nodes from the palette onto the canvas, join their ports, and press play. Select a node to see everything about it." }</p>
                } else {
                    <p class="prose">{ &view.about }</p>
                }
                <div class="row"><button type="button" class="btn small" aria-pressed={writing.to_string()} onclick={write}>{ "Edit the description" }</button><TidyButton /></div>
                <h3 class="heading">{ "Seed" }</h3>
                <SeedField id="design-seed" />
                <p class="field-help">{ "All chance comes from it: the same design with the same seed runs the same way, every time and everywhere." }</p>
                <h3 class="heading">{ "Where things stand" }</h3>
                <p class="prose">{ &view.places }</p>
                <Steps />
                <Checks />
            </div>
        </>
    }
}

/// What there is to say about a design, as words.
#[derive(Clone, PartialEq)]
struct View {
    title: String,
    about: String,
    places: String,
}

fn view(scenario: &Scenario) -> View {
    let named: Vec<String> = scenario
        .areas
        .values()
        .map(|area| format!("{} ({})", area.name, area.kind.name()))
        .collect();
    let places = if named.is_empty() {
        "Everything is in one region.".to_string()
    } else {
        format!(
            "{}. Between regions a message takes {} longer, between zones {}.",
            named.join(", "),
            scenario.cross_region,
            scenario.cross_zone
        )
    };
    View {
        title: scenario.title.clone(),
        about: scenario.about.clone(),
        places,
    }
}
