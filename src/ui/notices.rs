//! Notices: what happened, what it means, and how to take it back.

use super::kit::{Glyph, Icon};
use super::{use_slice, use_store};
use crate::session::{Action, Changed, Notice};
use gloo_timers::callback::Timeout;
use yew::prelude::*;

/// A notice goes by itself after so many milliseconds, unless a pointer or the focus is on it: it covers the board, and
/// what it undoes stays undoable. Refusals stay, and so does the only way back to a branch that was left.
const SHOWN: u32 = 12_000;

/// The notices of the session, newest last.
#[component]
pub fn Notices() -> Html {
    let notices = use_slice(Changed::NOTICES, |session| session.notices().to_vec());
    let (refusals, news): (Vec<Notice>, Vec<Notice>) = notices.into_iter().partition(|notice| notice.refusal);
    html! {
        <div class="notices">
            <div role="status" aria-label="Notices">{ for news.into_iter().map(item) }</div>
            <div role="alert">{ for refusals.into_iter().map(item) }</div>
        </div>
    }
}

fn item(notice: Notice) -> Html {
    let key = notice.id;
    html! { <NoticeItem {key} {notice} /> }
}

#[derive(Properties, PartialEq)]
struct NoticeProps {
    notice: Notice,
}

#[component]
fn NoticeItem(props: &NoticeProps) -> Html {
    let store = use_store();
    let Notice {
        id,
        refusal,
        undoable,
        unforks,
        ..
    } = props.notice;
    let undoable = undoable || unforks.is_some();
    let held = use_state_eq(|| false);
    {
        let store = store.clone();
        use_effect_with((id, *held), move |(id, held)| {
            let id = *id;
            let stays = refusal || unforks.is_some() || *held;
            let timeout = (!stays).then(|| Timeout::new(SHOWN, move || store.dispatch(Action::Dismiss(id))));
            move || drop(timeout)
        });
    }
    let undo = {
        let store = store.clone();
        move |_| {
            store.dispatch(unforks.map_or(Action::Undo, Action::Unfork));
            store.dispatch(Action::Dismiss(id));
        }
    };
    let hold = |hold: bool| {
        let held = held.clone();
        move |_: MouseEvent| held.set(hold)
    };
    let holds = |hold: bool| {
        let held = held.clone();
        move |_: FocusEvent| held.set(hold)
    };
    html! {
        <div class={classes!("notice", refusal.then_some("refused"))} onmouseenter={hold(true)} onmouseleave={hold(false)} onfocusin={holds(true)} onfocusout={holds(false)}>
            <p>{ &props.notice.text }</p>
            if undoable {
                <button type="button" class="btn small" onclick={undo}>{ "Undo" }</button>
            }
            <button type="button" class="btn ghost small icon" aria-label="Dismiss" onclick={move |_| store.dispatch(Action::Dismiss(id))}>
                <Icon glyph={Glyph::Close} size={16} />
            </button>
        </div>
    }
}
