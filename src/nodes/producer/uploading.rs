//! Payloads that are too large for a message: stored first, then pointed to (END-030).

use super::Producer;
use crate::base::{Stream, WireId};
use crate::nodes::claim_check::{KEY, PayloadStore, Pointer, Route, rule};
use crate::sim::{Attribute, AttributeValue, Awaits, Ctx, Draft, Fate, Happening, Message, Refusal, Request, Response};
use smallvec::SmallVec;
use std::collections::BTreeMap;
use std::rc::Rc;

/// What the library throws when it does not even try.
const LIBRARY: &str = "SdkClientException";

/// An object that is being stored, and the message that will point to it.
#[derive(Clone, Debug)]
struct Upload {
    wire: WireId,
    object: Rc<Message>,
    pointer: Draft,
}

/// What is being stored.
#[derive(Clone, Debug)]
pub struct Uploads {
    calls: BTreeMap<u64, Upload>,
    keys: Stream,
}

impl Uploads {
    /// Nothing yet. `keys` draws the keys of objects.
    pub fn new(keys: Stream) -> Uploads {
        Uploads {
            calls: BTreeMap::new(),
            keys,
        }
    }

    /// Waits for none of them any more. Objects that are stored nevertheless have nobody who points to them.
    pub fn clear(&mut self) {
        self.calls.clear();
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
        self.outbox.add(wire, message, &self.config, cx);
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
        self.uploads.calls.insert(call, Upload { wire, object, pointer });
    }

    /// The answer of the bucket, if it is one: the pointer goes out, or nothing does. None gives the answer back.
    pub(super) fn uploaded(&mut self, call: u64, response: Response, cx: &mut Ctx<'_>) -> Option<Response> {
        let Some(upload) = self.uploads.calls.remove(&call) else {
            return Some(response);
        };
        let refusal: Option<Refusal> = match &response {
            Response::Put(results) => results.first().and_then(|result| result.as_ref().err().copied()),
            _ => None,
        };
        match (response, refusal) {
            (Response::Put(_), None) if self.wires.contains(&upload.wire) => {
                let message = cx.make_message(upload.pointer, Some(&upload.object));
                self.outbox.add(upload.wire, message, &self.config, cx);
            }
            // Its wire is gone, and the object stays behind.
            (Response::Put(_), None) => {}
            (_, refusal) => self.outbox.fails(refusal.is_some_and(|refusal| refusal.retryable)),
        }
        None
    }
}
