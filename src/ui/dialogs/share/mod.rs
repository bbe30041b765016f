//! Sharing: a link to the design or to this moment of its run, for changing, for looking at or for another page; as a code
//! to scan, as files, and on paper.

mod audience;
mod embedding;
mod files;
mod qr;

use crate::platform::{element, location};
use crate::share::{self, Flags};
use crate::ui::kit::{CopyButton, Modal};
use crate::ui::use_store;
use audience::{Audience, AudienceChoice};
use embedding::EmbedCode;
use files::Files;
use qr::QrCode;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ShareProps {
    pub on_close: Callback<()>,
}

/// The two fragments of a link, as they were when the dialog opened.
struct Fragments {
    design: String,
    moment: String,
    at: String,
}

/// Everything about passing a design on.
#[component]
pub fn ShareDialog(props: &ShareProps) -> Html {
    let store = use_store();
    let fragments = use_memo((), |()| {
        let gaze = store.gaze();
        store.read(|session| {
            let recording = share::Recording {
                gaze: Some(gaze),
                ..session.recording()
            };
            Fragments {
                design: share::encode(session.scenario()),
                moment: share::encode_moment(session.scenario(), &recording),
                at: session.now().to_string(),
            }
        })
    });
    let of_moment = use_state_eq(|| false);
    let audience = use_state_eq(Audience::default);
    let large = use_state_eq(|| false);
    let flags = audience.flags();
    let link = address(
        &flags,
        if *of_moment {
            &fragments.moment
        } else {
            &fragments.design
        },
    );
    let choose = |moment: bool| {
        let of_moment = of_moment.clone();
        move |_: Event| of_moment.set(moment)
    };
    let on_audience = {
        let audience = audience.clone();
        move |changed: Audience| audience.set(changed)
    };
    let show_large = {
        let large = large.clone();
        move |()| large.set(true)
    };
    let close_large = {
        let large = large.clone();
        move |()| large.set(false)
    };
    let length = crate::sim::decimal(link.len() as i64, 0);
    let too_long = link.len() > share::MAX_TEXT;
    html! {
        <>
            <Modal title="Share" wide=true on_close={props.on_close.clone()}>
                <div class="share">
                    <section aria-labelledby="share-to">
                        <fieldset class="choices">
                            <legend id="share-to">{ "Link to" }</legend>
                            <label><input type="radio" name="share-what" checked={!*of_moment} onchange={choose(false)} /><span><b>{ "The design" }</b><small>{ "Its run begins at the start, and is the same for everybody." }</small></span></label>
                            <label><input type="radio" name="share-what" checked={*of_moment} onchange={choose(true)} /><span><b>{ format!("This moment, {}", fragments.at) }</b><small>{ "With everything that was done up to here, and what is selected." }</small></span></label>
                        </fieldset>
                        <AudienceChoice audience={(*audience).clone()} on_change={on_audience} />
                        <div class="row">
                            <label class="for-reader" for="share-link">{ "Link" }</label>
                            <input id="share-link" class="input grow" readonly=true value={link.clone()} onfocus={|_| element::select_text("share-link")} />
                            <CopyButton class="primary" text={link.clone()} label="Copy link" />
                        </div>
                        <p class="quiet" id="share-length">{ format!("{length} characters. Nothing is sent to a server.") }</p>
                        if too_long {
                            <p class="field-error" role="alert">{ "This link is too long to be opened. Share the design instead of the moment, or the TOML file." }</p>
                        }
                    </section>
                    <QrCode link={link.clone()} on_large={show_large} />
                </div>
                if audience.is_embedded() {
                    <EmbedCode {link} />
                }
                <Files on_close={props.on_close.clone()} />
            </Modal>
            if *large {
                <qr::LargeQrCode link={address(&flags, if *of_moment { &fragments.moment } else { &fragments.design })} on_close={close_large} />
            }
        </>
    }
}

/// The address for this audience. For those who may change everything it is the page's own.
fn address(flags: &Flags, fragment: &str) -> String {
    location::address(&flags.query(), fragment)
}
