//! The examples: cards to open.

use crate::platform::element;
use crate::scenario::Scenario;
use crate::scenario::examples::{EXAMPLES, Example};
use crate::session::Action;
use crate::ui::kit::{Glyph, Icon, Modal};
use crate::ui::{FILE_FIELD_ID, use_store};
use yew::prelude::*;

/// An example and what it says.
type Readable = (&'static Example, Scenario);

#[derive(Properties, PartialEq)]
pub struct ExamplesProps {
    pub on_close: Callback<()>,
}

/// One card for each embedded scenario, under the heading of its theme.
#[component]
pub fn ExamplesDialog(props: &ExamplesProps) -> Html {
    let store = use_store();
    let scenarios = use_memo((), |()| read());
    let card = |(example, scenario): &Readable| {
        let slug = example.slug;
        let (store, close, scenario) = (store.clone(), props.on_close.clone(), scenario.clone());
        let (title, about) = (scenario.title.clone(), scenario.about.clone());
        let onclick = move |_| {
            let text = format!("“{}” is open. Undo brings back what was here before.", scenario.title);
            store.dispatch(Action::Open(Box::new(scenario.clone())));
            store.dispatch(Action::Play);
            store.dispatch(Action::Notify {
                text,
                refusal: false,
                undoable: true,
            });
            close.emit(());
        };
        html! {
            <li key={slug}>
                <button type="button" class="card-btn" data-example={slug} {onclick}>
                    <b>{ title }</b>
                    <span>{ first_paragraph(&about) }</span>
                </button>
            </li>
        }
    };
    let themes = scenarios.chunk_by(|one, next| one.0.theme == next.0.theme).map(|all| {
        let theme = all.first().map_or("", |(example, _)| example.theme);
        html! {
            <section key={theme} class="theme" aria-label={theme}>
                <h3 class="heading">{ theme }</h3>
                <ul class="cards">{ for all.iter().map(card) }</ul>
            </section>
        }
    });
    let open_file = {
        let close = props.on_close.clone();
        move |_: MouseEvent| {
            close.emit(());
            element::press(FILE_FIELD_ID);
        }
    };
    let start_empty = {
        let (store, close) = (store.clone(), props.on_close.clone());
        move |_: MouseEvent| {
            store.dispatch(Action::New);
            close.emit(());
        }
    };
    html! {
        <Modal title="Examples" wide=true on_close={props.on_close.clone()}>
            { for themes }
            <div class="row examples-foot">
                <button type="button" class="btn" onclick={start_empty}><Icon glyph={Glyph::Add} size={16} />{ "New design" }</button>
                <button type="button" class="btn" onclick={open_file}><Icon glyph={Glyph::Open} size={16} />{ "Open a file…" }</button>
                <span class="quiet">{ "Or drop a scenario file or a link anywhere on the page." }</span>
            </div>
        </Modal>
    }
}

/// The examples that can be read: all of them, as the tests prove.
fn read() -> Vec<Readable> {
    let examples = EXAMPLES.iter();
    examples
        .filter_map(|example| Some((example, Scenario::from_toml(example.toml).ok()?)))
        .collect()
}

/// What a card says of an example.
fn first_paragraph(about: &str) -> String {
    about.trim().split("\n\n").next().unwrap_or_default().replace('\n', " ")
}
