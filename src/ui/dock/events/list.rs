//! The lines, of which only the visible ones are in the page. The line of the playhead is marked and kept in view.

use super::row::{Row, element_id};
use crate::base::MessageId;
use crate::geometry::LongList;
use crate::platform::{clipboard, element, theme};
use crate::session::{Action, Changed, EventRow, Filter, Focus, Format, ListSize, Searcher, Selection};
use crate::sim::EventId;
use crate::ui::panels::use_panels;
use crate::ui::{Store, use_slice, use_store};
use std::collections::BTreeSet;
use yew::prelude::*;

/// The list. Arrow keys go through it, Enter goes to the moment of an event.
#[component]
pub fn EventList() -> Html {
    let (store, panels, list) = (use_store(), use_panels(), use_node_ref());
    let line: u64 = if theme::matches("(max-width: 720px)") { 44 } else { 26 };
    let place = use_state_eq(|| (0u64, 240u64));
    let said = use_state_eq(String::new);
    let cursor = use_state_eq(|| EventId(0));
    let size = use_slice(Changed::ALL, |session| session.list_size());
    let window = LongList {
        line,
        lines: size.lines,
        top: place.0,
        height: place.1,
    };
    let (first, count) = window.rendered();
    let lines = use_slice(Changed::ALL, move |session| session.lines(first, count));
    let scroll = Scroll {
        list: list.clone(),
        place: place.clone(),
        window,
    };
    let follows = use_following(&store, &scroll, size);
    use_focus(&store, &scroll, &cursor);
    let missing = lines.iter().any(|line| line.row.is_none());
    {
        let store = store.clone();
        let ids = lines.first().map(|line| line.id);
        use_effect_with((missing, first, count, ids), move |(missing, first, count, _)| {
            if *missing {
                store.dispatch(Action::ShowLines {
                    first: *first,
                    count: *count,
                });
            }
        });
    }
    let onscroll = {
        let (scroll, follows) = (scroll.clone(), follows.clone());
        move |_: Event| {
            let window = scroll.measure();
            *follows.borrow_mut() = size.past == 0 || window.shows(size.past - 1);
        }
    };
    let on_jump = {
        let (store, cursor) = (store.clone(), cursor.clone());
        Callback::from(move |row: EventRow| {
            cursor.set(row.id);
            jump(&store, &row);
        })
    };
    let on_rule = {
        let store = store.clone();
        Callback::from(move |row: EventRow| {
            store.dispatch(Action::Select(Selection::node(row.node_id)));
            panels.ask(row.node_id, row.rule);
        })
    };
    let onkeydown = {
        let keys = Keys {
            store,
            scroll,
            cursor: cursor.clone(),
            said: said.clone(),
            size,
            on_rule: on_rule.clone(),
        };
        move |event: KeyboardEvent| {
            if !event.ctrl_key() && !event.meta_key() && keys.press(&event.key()) {
                event.prevent_default();
            }
        }
    };
    let playhead = size.past.checked_sub(1);
    let rows = lines.iter().zip(first..).map(|(line, index)| {
        html! {
            <Row key={line.id.0} line={line.clone()} index={index + 1} top={window.place(index)} active={line.id == *cursor} now={Some(index) == playhead}
                on_jump={on_jump.clone()} on_rule={on_rule.clone()} />
        }
    });
    let active = lines.iter().any(|line| line.id == *cursor).then(|| element_id(*cursor));
    html! {
        <>
            if size.lines == 0 {
                <Empty {size} />
            }
            <div ref={list} class="events-list scroll" role="grid" tabindex="0" aria-label="List of events" aria-rowcount={size.lines.to_string()}
                aria-activedescendant={active} {onscroll} {onkeydown}>
                <div role="rowgroup" class="events-track" style={format!("height:{}px", window.track())}>{ for rows }</div>
            </div>
            <p class="for-reader" role="status">{ (*said).clone() }</p>
        </>
    }
}

#[derive(Properties, PartialEq)]
struct EmptyProps {
    size: ListSize,
}

/// What to do when there is nothing to list.
#[component]
fn Empty(props: &EmptyProps) -> Html {
    let size = props.size;
    let text = match size {
        ListSize { events: 0, .. } => "Nothing has happened yet. Press Play, and every event appears here.",
        ListSize { searched, events, .. } if searched < events => "Searching …",
        _ => "No event fits. Take a filter away, or let the run go on.",
    };
    html! { <p class="dock-empty quiet">{ text }</p> }
}

/// The scrolled element and what is known of it.
#[derive(Clone, PartialEq)]
struct Scroll {
    list: NodeRef,
    place: UseStateHandle<(u64, u64)>,
    window: LongList,
}

impl Scroll {
    /// Looks how far the list is scrolled.
    fn measure(&self) -> LongList {
        let (top, height) = element::scrolled(&self.list).unwrap_or_default();
        let px = |length: i32| u64::try_from(length).unwrap_or(0);
        let window = LongList {
            top: px(top),
            height: px(height),
            ..self.window
        };
        self.place.set((window.top, window.height));
        window
    }

    /// Brings a line into view.
    fn reveal(&self, line: u64) {
        let window = self.measure();
        if !window.shows(line) {
            element::scroll_to(&self.list, i32::try_from(window.scroll_for(line)).unwrap_or(i32::MAX));
            self.measure();
        }
    }
}

/// Keeps the line of the playhead in view: while the run plays unless the person has scrolled away, and after each jump.
#[hook]
fn use_following(store: &Store, scroll: &Scroll, size: ListSize) -> std::rc::Rc<std::cell::RefCell<bool>> {
    let (follows, seen) = (use_mut_ref(|| true), use_mut_ref(|| 0u64));
    let playing = use_slice(Changed::PLAYBACK | Changed::RUN, |session| session.playback().playing);
    let now = store.read(|session| session.events_total());
    let (scroll, follow) = (scroll.clone(), follows.clone());
    use_effect_with((now, size.past, size.lines, playing), move |(now, past, _, playing)| {
        let jumped = seen.replace(*now) != *now && !playing;
        if *past > 0 && (jumped || *follow.borrow()) {
            scroll.reveal(*past - 1);
        } else {
            scroll.measure();
        }
    });
    follows
}

/// Brings the event into view that was chosen elsewhere.
#[hook]
fn use_focus(store: &Store, scroll: &Scroll, cursor: &UseStateHandle<EventId>) {
    let focus = use_slice(Changed::SELECTION, |session| session.focus().event);
    let (store, scroll, cursor) = (store.clone(), scroll.clone(), cursor.clone());
    use_effect_with(focus, move |focus| {
        if *focus != EventId(0) && *focus != *cursor {
            cursor.set(*focus);
            if let Some(line) = store.read(|session| session.line_of(*focus)) {
                scroll.reveal(line);
            }
        }
    });
}

/// Goes to the moment right after an event, with its node and its message.
fn jump(store: &Store, row: &EventRow) {
    let focus = Focus {
        event: row.id,
        message: row.message,
    };
    store.dispatch(Action::SeekEvent(row.id));
    store.dispatch(Action::Focus(focus));
    if store.read(|session| session.scenario().nodes.contains_key(&row.node_id)) {
        store.dispatch(Action::Select(Selection::node(row.node_id)));
    }
}

/// What keys do in the list.
struct Keys {
    store: Store,
    scroll: Scroll,
    cursor: UseStateHandle<EventId>,
    said: UseStateHandle<String>,
    size: ListSize,
    on_rule: Callback<EventRow>,
}

impl Keys {
    /// Does what a key stands for; false when it stands for nothing here.
    fn press(&self, key: &str) -> bool {
        let at = self.store.read(|session| session.line_of(*self.cursor));
        let at = at
            .filter(|_| *self.cursor != EventId(0))
            .unwrap_or(self.size.past.saturating_sub(1));
        let (last, page) = (self.size.lines.saturating_sub(1), self.scroll.window.page());
        match key {
            "ArrowDown" => self.go((at + 1).min(last)),
            "ArrowUp" => self.go(at.saturating_sub(1)),
            "PageDown" => self.go((at + page).min(last)),
            "PageUp" => self.go(at.saturating_sub(page)),
            "Home" => self.go(0),
            "End" => self.go(last),
            _ => return self.use_row(key, at),
        }
        true
    }

    fn go(&self, line: u64) {
        if let Some(line) = self.store.read(|session| session.lines(line, 1).pop()) {
            self.cursor.set(line.id);
        }
        self.scroll.reveal(line);
    }

    fn use_row(&self, key: &str, at: u64) -> bool {
        let Some(row) = self
            .store
            .read(|session| session.lines(at, 1).pop())
            .and_then(|line| line.row)
        else {
            return false;
        };
        match key {
            "Enter" => jump(&self.store, &row),
            "i" if !row.rule.is_empty() => self.on_rule.emit(row),
            "m" if row.message != MessageId::NONE => {
                let filter = Filter {
                    messages: BTreeSet::from([row.message]),
                    ..Filter::default()
                };
                self.said.set(format!("Only what happens to {}", row.message));
                self.store.dispatch(Action::Search(Searcher::List, Some(filter)));
            }
            "c" => {
                let text = self.store.read(|session| session.event_text(row.id, Format::Text));
                let (said, number) = (self.said.clone(), row.id.0);
                clipboard::copy(&text.unwrap_or_default(), move |copied| {
                    said.set(if copied {
                        format!("Copied event {number}")
                    } else {
                        "The browser does not copy".to_string()
                    });
                });
            }
            _ => return false,
        }
        true
    }
}
