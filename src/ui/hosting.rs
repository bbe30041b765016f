//! Answers the page around this one, and scripts of this page.

use super::flags::flags;
use super::{Store, Subscription};
use crate::platform::embed::{self, Id, Incoming, Peer, Subscriber};
use crate::platform::location;
use crate::session::{Changed, HostAnswer, HostMessage, HostState, HostStep};
use gloo_events::EventListener;
use serde::Serialize;
use std::cell::RefCell;
use std::rc::Rc;

/// Who hears of every change.
#[derive(Clone, PartialEq)]
enum Listener {
    Page(Peer),
    Script(Subscriber),
}

/// An answer to a script: `{ok}` or `{error}`.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Answer {
    Ok(HostAnswer),
    Error(String),
}

/// A message to the page around this one.
#[derive(Serialize)]
struct Envelope<T: Serialize> {
    decouple: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<Id>,
    #[serde(flatten)]
    content: T,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase", tag = "event", content = "state")]
enum News {
    Ready(HostState),
    State(HostState),
}

type Listeners = Rc<RefCell<Vec<Listener>>>;

/// More listeners are not kept: a page that asks again and again fills no memory.
const MOST: usize = 32;

/// Answers from now on, until what is given back is dropped.
pub fn serve(store: &Store) -> (EventListener, Subscription) {
    let listeners = Listeners::default();
    let mut origins = flags().origins;
    origins.push(location::origin());
    for origin in &origins {
        if let Some(parent) = embed::parent(origin) {
            parent.post(&envelope(None, News::Ready(store.read(|session| session.host_state()))));
        }
    }
    let messages = {
        let (store, listeners) = (store.clone(), Rc::clone(&listeners));
        embed::listen(
            move |origin| origin.starts_with("http") && origins.iter().any(|known| known == origin),
            move |incoming: Incoming<HostMessage>, peer| {
                let answer = answer(&store, &listeners, incoming.message, Some(Listener::Page(peer.clone())));
                peer.post(&envelope(incoming.id, answer));
            },
        )
    };
    {
        let (of_calls, of_listens) = (store.clone(), Rc::clone(&listeners));
        let listeners = Rc::clone(&listeners);
        embed::offer(
            move |message| answer(&of_calls, &of_listens, message, None),
            move |subscriber| {
                let listener = Listener::Script(subscriber);
                add(&listeners, listener.clone());
                let listeners = Rc::clone(&listeners);
                Box::new(move || listeners.borrow_mut().retain(|kept| *kept != listener))
            },
        );
    }
    let news = {
        let told = store.clone();
        store.subscribe(Changed::RUN | Changed::PLAYBACK | Changed::DOCUMENT, move || {
            tell(&told, &listeners);
        })
    };
    (messages, news)
}

fn envelope<T: Serialize>(id: Option<Id>, content: T) -> Envelope<T> {
    Envelope {
        decouple: 1,
        id,
        content,
    }
}

fn add(listeners: &Listeners, listener: Listener) {
    let mut listeners = listeners.borrow_mut();
    if !listeners.contains(&listener) && listeners.len() < MOST {
        listeners.push(listener);
    }
}

fn tell(store: &Store, listeners: &Listeners) {
    if listeners.borrow().is_empty() {
        return;
    }
    let state = store.read(|session| session.host_state());
    // A listener may send a command at once, so nothing is borrowed meanwhile.
    let told = listeners.borrow().clone();
    for listener in told {
        match listener {
            Listener::Page(peer) => peer.post(&envelope(None, News::State(state.clone()))),
            Listener::Script(script) => script.tell(&state),
        }
    }
}

fn answer(
    store: &Store,
    listeners: &Listeners,
    message: Result<HostMessage, String>,
    sender: Option<Listener>,
) -> Answer {
    let planned = message
        .map_err(|error| format!("The message can't be read: {error}."))
        .and_then(|message| store.read(|session| message.plan(session)));
    match planned {
        Err(why) => return Answer::Error(why),
        Ok(HostStep::Tell(answer)) => return Answer::Ok(answer),
        Ok(HostStep::Do(action)) => store.dispatch(action),
        Ok(HostStep::Subscribe) => match sender {
            Some(sender) => add(listeners, sender),
            None => return Answer::Error("Use decouple.subscribe(callback) here.".to_string()),
        },
        Ok(HostStep::Unsubscribe) => listeners.borrow_mut().retain(|kept| Some(kept) != sender.as_ref()),
    }
    Answer::Ok(HostAnswer::State(store.read(|session| session.host_state())))
}
