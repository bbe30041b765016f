//! A design as a file, and the way back from one.

use crate::platform::{files, paper, picture, storage};
use crate::scenario::Scenario;
use crate::session::Action;
use crate::ui::flags::use_access;
use crate::ui::kit::{Glyph, Icon};
use crate::ui::panels::{Dialog, use_panels};
use crate::ui::{Store, pictures, use_store};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct FilesProps {
    /// A file was opened, so the dialog may close.
    pub on_close: Callback<()>,
}

/// Buttons for each kind of file, and what was wrong with the one that was chosen.
#[component]
pub fn Files(props: &FilesProps) -> Html {
    let store = use_store();
    let may_edit = use_access().is_full();
    let problems = use_state_eq(Vec::<String>::new);
    let picture_failed = use_state_eq(|| false);
    let save = {
        let store = store.clone();
        move |_| {
            let toml = store.read(|session| session.scenario().to_toml());
            files::download(&named(&store, "toml"), &toml, "application/toml");
        }
    };
    let svg = {
        let store = store.clone();
        move |_| {
            files::download(&named(&store, "svg"), &pictures::present(&store).svg, "image/svg+xml");
        }
    };
    let png = {
        let (store, problems) = (store.clone(), picture_failed.clone());
        move |_| {
            let picture = pictures::present(&store);
            let problems = problems.clone();
            let size = (picture.width, picture.height);
            picture::download_png(&named(&store, "png"), &picture.svg, size, move |worked| {
                problems.set(!worked)
            });
        }
    };
    let panels = use_panels();
    let save_run = move |_: MouseEvent| panels.open(Dialog::SaveRun);
    let aside = use_memo((), |()| storage::read(storage::ASIDE));
    let save_aside = {
        let aside = aside.clone();
        move |_| {
            if let Some(toml) = aside.as_ref() {
                files::download("decouple-before-the-fault.toml", toml, "application/toml");
            }
        }
    };
    let open = {
        let (problems, close) = (problems.clone(), props.on_close.clone());
        move |event: Event| {
            let (store, problems, close) = (store.clone(), problems.clone(), close.clone());
            files::read_chosen(&event, move |text| match text.as_deref().map(Scenario::from_toml) {
                Some(Ok(scenario)) => {
                    open_file(&store, scenario);
                    close.emit(());
                }
                Some(Err(found)) => problems.set(found.iter().map(ToString::to_string).collect()),
                None => problems.set(vec!["The browser can't read this file.".to_string()]),
            });
        }
    };
    html! {
        <section>
            <h3 class="section">{ "Files" }</h3>
            <div class="row">
                <button type="button" class="btn" onclick={save}><Icon glyph={Glyph::Download} size={16} />{ "Download TOML" }</button>
                <button type="button" class="btn" onclick={png}><Icon glyph={Glyph::Download} size={16} />{ "Download PNG" }</button>
                <button type="button" class="btn" onclick={svg}><Icon glyph={Glyph::Download} size={16} />{ "Download SVG" }</button>
                <button type="button" class="btn" onclick={|_| paper::print()}>{ "Print" }</button>
                if may_edit {
                    <button type="button" class="btn" onclick={save_run}>{ "Save this run as a scenario…" }</button>
                    <label class="btn file">
                        <Icon glyph={Glyph::Open} size={16} />{ "Open a TOML file" }
                        <input type="file" accept=".toml,application/toml,text/plain" aria-label="Open a TOML file" onchange={open} />
                    </label>
                }
                if aside.is_some() && may_edit {
                    <button type="button" class="btn" onclick={save_aside}>{ "Download the design from before the fault" }</button>
                }
            </div>
            if *picture_failed {
                <p class="field-error" role="alert"><Icon glyph={Glyph::Warning} />{ "The browser can't make a PNG of this design. Download the SVG instead." }</p>
            }
            if !problems.is_empty() {
                <div role="alert">
                    <p class="field-error"><Icon glyph={Glyph::Warning} />{ "The file was not opened. Mend these places and choose it again:" }</p>
                    <ul class="prose">{ for problems.iter().take(8).map(|problem| html! { <li>{ problem }</li> }) }</ul>
                </div>
            }
        </section>
    }
}

/// The name of a file of this kind.
fn named(store: &Store, ending: &str) -> String {
    let name = store.read(|session| file_name(&session.scenario().title));
    format!("{name}.{ending}")
}

fn open_file(store: &Store, scenario: Scenario) {
    store.dispatch(Action::Open(Box::new(scenario)));
    store.dispatch(Action::Notify {
        text: "The file is open. Undo brings back what was here before.".to_string(),
        refusal: false,
        undoable: true,
    });
}

/// `orders-with-a-slow-worker`, for a file's name.
fn file_name(title: &str) -> String {
    let words = title.to_lowercase();
    let words = words
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    let name = words.take(8).collect::<Vec<&str>>().join("-");
    if name.is_empty() { "design".to_string() } else { name }
}
