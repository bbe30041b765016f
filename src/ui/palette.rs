//! The palette: every kind of node, to drag onto the canvas or to add with a click.

use super::drawn::Drawn;
use super::faults::Faults;
use super::kit::{Glyph, Icon, Tile, use_typed};
use super::panels::{Drawer, Panels, use_panels};
use super::{Store, use_store};
use crate::nodes::KINDS;
use crate::session::Action;
use crate::sim::{Category, NodeSpec};
use yew::prelude::*;

/// The type under which a dragged kind's name travels.
pub const DRAG_TYPE: &str = "application/x-decouple-kind";
/// The id of the search field, to give it the focus.
pub const SEARCH_ID: &str = "palette-search";

/// The list of kinds with its search field.
#[component]
pub fn Palette() -> Html {
    let (store, panels) = (use_store(), use_panels());
    let search = use_state_eq(String::new);
    let typed = {
        let tell = search.clone();
        use_typed(&search, Callback::from(move |text: String| tell.set(text)))
    };
    let help = use_state_eq(|| None::<&'static str>);
    let found = find(&search);
    let drawn = find_drawn(&search);
    let add = {
        let (store, panels) = (store.clone(), panels.clone());
        Callback::from(move |kind: &'static str| {
            add_in_view(&store, kind);
            panels.show_drawer(Drawer::None);
        })
    };
    let onkeydown = {
        let (typed, add) = (typed.clone(), add.clone());
        move |event: KeyboardEvent| match (event.key().as_str(), typed.now()) {
            ("Enter", text) if !text.is_empty() => find(&text).first().iter().for_each(|spec| add.emit(spec.kind)),
            ("Escape", _) => typed.write(""),
            _ => {}
        }
    };
    let groups = Category::ALL.into_iter().map(|category| {
        let kinds: Vec<&'static NodeSpec> = found.iter().copied().filter(|spec| spec.category == category).collect();
        if kinds.is_empty() {
            return Html::default();
        }
        html! {
            <section key={category.label()} aria-label={category.label()}>
                <h2 class="heading">{ category.label() }</h2>
                <ul>{ for kinds.into_iter().map(|spec| kind_item(spec, &add, &help)) }</ul>
            </section>
        }
    });
    let drawing = drawing_section(&drawn, &store, &panels, &help);
    html! {
        <nav class="palette" aria-label="Palette">
            <div class="sheet-head dialog-head only-phone">
                <h2>{ "Add a node" }</h2>
                <button type="button" class="btn ghost icon" aria-label="Close the palette" onclick={move |_| panels.show_drawer(Drawer::None)}>
                    <Icon glyph={Glyph::Close} />
                </button>
            </div>
            <div class="palette-search">
                <input
                    ref={typed.field.clone()}
                    id={SEARCH_ID}
                    class="input"
                    type="search"
                    placeholder="Add…"
                    aria-label="Search the palette"
                    autocomplete="off"
                    oninput={typed.oninput()}
                    {onkeydown}
                />
            </div>
            <div class="palette-list scroll">
                { for groups }
                { drawing }
                if search.is_empty() {
                    <Faults />
                }
                if found.is_empty() && drawn.is_empty() {
                    <p class="palette-empty" role="status">{ format!("Nothing is called “{}”.", *search) }</p>
                }
            </div>
            <p class="kind-help" aria-hidden="true">{ help.unwrap_or("Drag a node onto the canvas, or click to add it in the middle.") }</p>
        </nav>
    }
}

fn kind_item(
    spec: &'static NodeSpec,
    add: &Callback<&'static str>,
    help: &UseStateHandle<Option<&'static str>>,
) -> Html {
    let ondragstart = move |event: DragEvent| carry(&event, spec.kind);
    let show = {
        let help = help.clone();
        Callback::from(move |shown: Option<&'static str>| help.set(shown))
    };
    html! {
        <li key={spec.kind}>
            <button
                type="button"
                class="kind"
                draggable="true"
                title={spec.summary}
                data-kind={spec.kind}
                {ondragstart}
                onclick={add.reform(move |_| spec.kind)}
                onfocus={show.reform(move |_| Some(spec.summary))}
                onmouseenter={show.reform(move |_| Some(spec.summary))}
                onmouseleave={show.reform(|_| None)}
                onblur={show.reform(|_| None)}
            >
                <Tile {spec} />
                <span>{ spec.label }</span>
            </button>
        </li>
    }
}

/// Notes and boxes.
fn drawing_section(
    drawn: &[Drawn],
    store: &Store,
    panels: &Panels,
    help: &UseStateHandle<Option<&'static str>>,
) -> Html {
    if drawn.is_empty() {
        return Html::default();
    }
    let item = |drawn: Drawn| {
        let ondragstart = move |event: DragEvent| carry(&event, drawn.name());
        let onclick = {
            let (store, panels) = (store.clone(), panels.clone());
            move |_| {
                let (x, y) = store.view_centre();
                drawn.add_near(&store, x, y);
                panels.show_drawer(Drawer::None);
            }
        };
        let show = |shown: Option<&'static str>| {
            let help = help.clone();
            move || help.set(shown)
        };
        let (on, off, over, out) = (
            show(Some(drawn.summary())),
            show(None),
            show(Some(drawn.summary())),
            show(None),
        );
        html! {
            <li key={drawn.name()}>
                <button type="button" class="kind" draggable="true" title={drawn.summary()} data-kind={drawn.name()} {ondragstart} {onclick}
                    onfocus={move |_| on()} onblur={move |_| off()} onmouseenter={move |_| over()} onmouseleave={move |_| out()}>
                    <span class="tile drawn" aria-hidden="true"><Icon glyph={drawn.glyph()} size={15} /></span>
                    <span>{ drawn.label() }</span>
                </button>
            </li>
        }
    };
    html! {
        <section key="drawing" aria-label="Drawing">
            <h2 class="heading">{ "Drawing" }</h2>
            <ul>{ for drawn.iter().copied().map(item) }</ul>
        </section>
    }
}

/// Has a drag carry the name of what is dragged.
fn carry(event: &DragEvent, name: &str) {
    if let Some(data) = event.data_transfer() {
        // Without the data the drop does nothing, and a click still adds.
        let _ = data.set_data(DRAG_TYPE, name);
        data.set_effect_allowed("copy");
    }
}

/// The drawn things in which every searched word occurs.
fn find_drawn(search: &str) -> Vec<Drawn> {
    let words: Vec<String> = search.split_whitespace().map(str::to_lowercase).collect();
    let fits = |drawn: &Drawn| {
        let text = format!("{} {}", drawn.label(), drawn.summary()).to_lowercase();
        words.iter().all(|word| text.contains(word))
    };
    Drawn::ALL.into_iter().filter(fits).collect()
}

/// The kinds in which every searched word occurs.
fn find(search: &str) -> Vec<&'static NodeSpec> {
    let words: Vec<String> = search.split_whitespace().map(str::to_lowercase).collect();
    let fits = |spec: &&'static NodeSpec| {
        let text = format!("{} {} {} {}", spec.label, spec.subtitle, spec.keywords, spec.summary).to_lowercase();
        words.iter().all(|word| text.contains(word))
    };
    KINDS.iter().copied().filter(fits).collect()
}

/// Adds a node in the middle of what the canvas shows, or beside that where a node already stands.
fn add_in_view(store: &Store, kind: &'static str) {
    let (x, y) = store.view_centre();
    let (x, y) = store.read(|session| session.place_beside(x, y));
    store.dispatch(Action::Add { kind, x, y });
}
