//! Payloads that are too large for a message: stored first, then pointed to (END-030).

use super::Producer;
use crate::base::{Stream, WireId};
use crate::nodes::claim_check::{KEY, PayloadStore, Pointer, Route, rule};
use crate::sim::{
    Attribute, AttributeValue, Awaits, Ctx, Draft, EventId, Fate, Happening, Message, Refusal, Request, Response,
};
use smallvec::SmallVec;
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

/// What the library throws when it does not even try.
const LIBRARY: &str = "SdkClientException";

/// What waits for its turn on a wire.
#[derive(Clone, Debug)]
enum Turn {
    /// An object that is being stored by this call, and the message that will point to it.
    Storing {
        call: u64,
        object: Rc<Message>,
        pointer: Draft,
    },
    /// A message that can be sent when those before it are.
    Ready(Rc<Message>, EventId),
}

/// What is being stored, and what waits behind it: the library's calls are synchronous, so the next message of an application
/// goes when the one before has gone, as a pointer or as it is.
#[derive(Clone, Debug)]
pub struct Uploads {
    lines: BTreeMap<WireId, VecDeque<Turn>>,
    keys: Stream,
}

impl Uploads {
    /// Nothing yet. `keys` draws the keys of objects.
    pub fn new(keys: Stream) -> Uploads {
        Uploads {
            lines: BTreeMap::new(),
            keys,
        }
    }

    /// Waits for none of them any more. Objects that are stored nevertheless have nobody who points to them; messages that
    /// wait behind them come back.
    pub fn clear(&mut self) -> Vec<Rc<Message>> {
        self.without(&[])
    }

    /// Forgets the lines of wires that are not in the list, and gives back the messages that wait in them.
    pub fn without(&mut self, wires: &[WireId]) -> Vec<Rc<Message>> {
        let mut gone = Vec::new();
        self.lines.retain(|wire, line| {
            let stays = wires.contains(wire);
            if !stays {
                gone.extend(line.iter().filter_map(ready).cloned());
            }
            stays
        });
        gone
    }

    /// Visits the messages that wait behind others.
    pub fn held(&self, visit: &mut dyn FnMut(&Rc<Message>)) {
        self.lines.values().flatten().filter_map(ready).for_each(visit);
    }
}

fn ready(turn: &Turn) -> Option<&Rc<Message>> {
    match turn {
        Turn::Ready(message, _) => Some(message),
        Turn::Storing { .. } => None,
    }
}

impl Producer {
    /// Hands a message to the outbox, if it is too large by way of the bucket.
    #[inline]
    pub(super) fn dispatch(&mut self, wire: WireId, draft: Draft, cx: &mut Ctx<'_>) {
        match self.config.store {
            None => self.send(wire, draft, cx),
            Some(store) => match store.route(&draft, wire, cx) {
                Route::Inline => self.send(wire, draft, cx),
                Route::Bucket => self.upload(store, wire, draft, cx),
                Route::Refused(why) => {
                    let message = cx.make_message(draft, None);
                    cx.end(message.id, Fate::Refused);
                    cx.tell(message.id, Happening::Refused { code: LIBRARY }, Some(why));
                    self.outbox.fails(false);
                }
            },
        }
    }

    #[inline]
    fn send(&mut self, wire: WireId, draft: Draft, cx: &mut Ctx<'_>) {
        let message = cx.make_message(draft, None);
        match self.uploads.lines.get_mut(&wire) {
            Some(line) => line.push_back(Turn::Ready(message, cx.cause())),
            None => self.outbox.add(wire, message, &self.config, cx),
        }
    }

    /// END-033: the object comes first, so that nobody follows a pointer to nothing.
    fn upload(&mut self, store: PayloadStore, wire: WireId, draft: Draft, cx: &mut Ctx<'_>) {
        let name = cx
            .info(store.bucket)
            .map_or_else(|| Rc::from(""), |info| Rc::from(info.name.as_ref()));
        let pointer = Pointer::new(name, &mut self.uploads.keys);
        let key = Attribute {
            name: KEY.into(),
            data_type: "String".into(),
            value: AttributeValue::Text(Rc::clone(&pointer.key)),
        };
        let object = Draft {
            body: Rc::clone(&draft.body),
            attributes: Rc::new([key]),
            group: draft.group.clone(),
            ..Draft::default()
        };
        let object = cx.make_message(object, None);
        cx.tell(object.id, Happening::Noted, Some(const { rule("END-030") }));
        let request = Request::Put {
            messages: SmallVec::from_buf([Rc::clone(&object)]),
            batch: false,
            awaits: Awaits::Result,
        };
        let call = cx.ask(store.bucket, request);
        let pointer = pointer.in_place_of(&draft);
        let turn = Turn::Storing { call, object, pointer };
        self.uploads.lines.entry(wire).or_default().push_back(turn);
    }

    /// The answer of the bucket, if it is one: the pointer goes out, or nothing does. None gives the answer back.
    pub(super) fn uploaded(&mut self, call: u64, response: Response, cx: &mut Ctx<'_>) -> Option<Response> {
        let is_it = |turn: &Turn| matches!(turn, Turn::Storing { call: known, .. } if *known == call);
        let found = self
            .uploads
            .lines
            .iter()
            .find_map(|(wire, line)| Some((*wire, line.iter().position(is_it)?)));
        let Some((wire, index)) = found else {
            return Some(response);
        };
        let line = self.uploads.lines.get_mut(&wire)?;
        let Some(Turn::Storing { object, pointer, .. }) = line.remove(index) else {
            return None;
        };
        let refusal: Option<Refusal> = match &response {
            Response::Put(results) => results.first().and_then(|result| result.as_ref().err().copied()),
            _ => None,
        };
        match (response, refusal) {
            (Response::Put(_), None) => {
                let message = cx.make_message(pointer, Some(&object));
                line.insert(index, Turn::Ready(message, cx.cause()));
            }
            (_, refusal) => self.outbox.fails(refusal.is_some_and(|refusal| refusal.retryable)),
        }
        self.advance(wire, cx);
        None
    }

    /// Sends what is at the front of a line and ready.
    fn advance(&mut self, wire: WireId, cx: &mut Ctx<'_>) {
        let Some(line) = self.uploads.lines.get_mut(&wire) else {
            return;
        };
        while matches!(line.front(), Some(Turn::Ready(..))) {
            if let Some(Turn::Ready(message, cause)) = line.pop_front() {
                cx.because(cause);
                self.outbox.add(wire, message, &self.config, cx);
            }
        }
        if line.is_empty() {
            self.uploads.lines.remove(&wire);
        }
        if self.uploads.lines.is_empty() && self.is_finished() {
            self.outbox.flush_all(&self.config, cx);
        }
    }
}
