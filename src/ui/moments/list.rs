//! The list of moments: what the timeline shows, for keyboards, screen readers and fingers.

use super::bookmarks::BookmarkList;
use crate::base::SimTime;
use crate::session::{Action, Changed, Mark, Travel};
use crate::ui::kit::{Glyph, Icon, Modal};
use crate::ui::panels::{Dialog, use_panels};
use crate::ui::transport::MarkShape;
use crate::ui::{use_slice, use_store};
use yew::prelude::*;

/// Into how many places marks are gathered for the list.
const SLOTS: u64 = 60;

#[derive(Properties, PartialEq)]
pub struct MomentsProps {
    pub on_close: Callback<()>,
}

/// Bookmarks, and every mark of the timeline, to go to.
#[component]
pub fn MomentsDialog(props: &MomentsProps) -> Html {
    let (store, panels) = (use_store(), use_panels());
    let marks = use_slice(Changed::ALL, |session| {
        session.marks(SimTime::ZERO, session.horizon(), SLOTS)
    });
    let row = |mark: &Mark| {
        let (store, close, at) = (store.clone(), props.on_close.clone(), mark.at);
        let onclick = move |_| {
            store.dispatch(Action::Travel(Travel::Scrub(at)));
            close.emit(());
        };
        let more = if mark.count > 1 {
            format!("+{}", mark.count - 1)
        } else {
            String::new()
        };
        html! {
            <li key={format!("{} {}", mark.kind.name(), mark.at.0)}>
                <button type="button" class="moment" {onclick}>
                    <MarkShape kind={mark.kind} />
                    <span class="at">{ mark.at.to_string() }</span>
                    <span class="kind">{ mark.kind.name() }</span>
                    <span class="what">{ &mark.text }</span>
                    <span class="more">{ more }</span>
                </button>
            </li>
        }
    };
    let twin = {
        let panels = panels.clone();
        move |_| panels.open(Dialog::Twin)
    };
    html! {
        <Modal title="Moments" on_close={props.on_close.clone()}>
            <BookmarkList on_close={props.on_close.clone()} />
            <h3 class="section">{ "On the timeline" }</h3>
            if marks.is_empty() {
                <p class="quiet">{ "Planned steps, what you do by hand, faults and refusals appear here as they happen." }</p>
            } else {
                <ul class="moments">{ for marks.iter().map(row) }</ul>
            }
            <h3 class="section">{ "Stop by itself" }</h3>
            <p class="quiet">{ "The run can stop right when something happens." }</p>
            <div class="row">
                <button type="button" class="btn only-phone" onclick={twin}><Icon glyph={Glyph::Twin} size={16} />{ "Twin run" }</button>
                <button type="button" class="btn" onclick={move |_| panels.open(Dialog::Stops)}><Icon glyph={Glyph::Stop} size={16} />{ "Stop when…" }</button>
            </div>
        </Modal>
    }
}
