//! Bookmarks: make, name, visit, remove.

use crate::session::{Action, Bookmark, BookmarkAction, Changed};
use crate::ui::kit::{Glyph, Icon, use_typed};
use crate::ui::transport::bookmark_shape;
use crate::ui::{use_slice, use_store};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct BookmarkListProps {
    /// A bookmark was gone to.
    pub on_close: Callback<()>,
}

/// The bookmarks, with a button for another one.
#[component]
pub fn BookmarkList(props: &BookmarkListProps) -> Html {
    let store = use_store();
    let bookmarks = use_slice(Changed::PLAYBACK | Changed::RUN, |session| session.bookmarks().to_vec());
    let row = |bookmark: &Bookmark| {
        let (id, name) = (bookmark.id, bookmark.name.clone());
        let go = {
            let (store, close) = (store.clone(), props.on_close.clone());
            move |_| {
                store.dispatch(Action::Bookmark(BookmarkAction::Go(id)));
                close.emit(());
            }
        };
        let rename = {
            let store = store.clone();
            move |name: String| store.dispatch(Action::Bookmark(BookmarkAction::Rename(id, name)))
        };
        let remove = {
            let store = store.clone();
            move |_| store.dispatch(Action::Bookmark(BookmarkAction::Remove(id)))
        };
        html! {
            <li key={id} class="bookmark">
                { bookmark_shape() }
                <button type="button" class="btn small" aria-label={format!("{}: go to {name}", bookmark.at)} onclick={go}>{ bookmark.at.to_string() }</button>
                <Name name={name.clone()} on_rename={rename} />
                <button type="button" class="btn ghost small icon" aria-label={format!("Remove {name}")} onclick={remove}><Icon glyph={Glyph::Close} size={16} /></button>
            </li>
        }
    };
    let add = {
        let store = store.clone();
        move |_| store.dispatch(Action::Bookmark(BookmarkAction::Add))
    };
    html! {
        <>
            if bookmarks.is_empty() {
                <p class="quiet">{ "No bookmarks yet. B marks the present moment." }</p>
            } else {
                <ul class="bookmarks">{ for bookmarks.iter().map(row) }</ul>
            }
            <div class="row">
                <button type="button" class="btn" onclick={add}><Icon glyph={Glyph::Bookmark} size={16} />{ "Bookmark this moment" }</button>
            </div>
        </>
    }
}

#[derive(Properties, PartialEq)]
struct NameProps {
    name: String,
    on_rename: Callback<String>,
}

/// A bookmark's name, written in place.
#[component]
fn Name(props: &NameProps) -> Html {
    let typed = use_typed(&props.name, props.on_rename.clone());
    html! { <input ref={typed.field.clone()} class="input" aria-label={format!("Name of {}", props.name)} ~defaultValue={typed.first.clone()} maxlength="80" onchange={typed.onchange()} /> }
}
