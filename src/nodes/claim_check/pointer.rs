//! What a message says in place of its payload.

use crate::base::{NodeId, Stream};
use crate::sim::{Attribute, AttributeValue, Ctx, Draft, Message};
use serde_json::json;
use std::rc::Rc;

/// The class name that tells readers what the message is.
const CLASS: &str = "software.amazon.payloadoffloading.PayloadS3Pointer";
/// The attribute that names an object's key when a message becomes an object.
pub const KEY: &str = "Key";
/// The attribute that marks a pointer and tells how long the payload is, in bytes.
const SIZE: &str = "ExtendedPayloadSize";

/// Where a payload is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pointer {
    /// The name of the bucket.
    pub bucket: Rc<str>,
    /// The key of the object.
    pub key: Rc<str>,
}

impl Pointer {
    /// END-030: a key that nobody else has, a random UUID.
    pub fn new(bucket: Rc<str>, luck: &mut Stream) -> Pointer {
        let (high, low) = (luck.next_u64(), luck.next_u64());
        let key = format!(
            "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
            high >> 32,
            (high >> 16) & 0xffff,
            high & 0xfff,
            0x8000 | (low >> 50),
            low & 0xffff_ffff_ffff,
        );
        Pointer {
            bucket,
            key: key.into(),
        }
    }

    /// The body of a message that points there.
    pub fn body(&self) -> String {
        json!([CLASS, { "s3BucketName": self.bucket.as_ref(), "s3Key": self.key.as_ref() }]).to_string()
    }

    /// The message that goes out in place of one whose payload is stored here. END-036: the size takes one of its ten
    /// attributes.
    pub fn in_place_of(&self, draft: &Draft) -> Draft {
        let size = Attribute {
            name: SIZE.into(),
            data_type: "Number".into(),
            value: AttributeValue::Text(draft.body.len().to_string().into()),
        };
        Draft {
            body: self.body().into(),
            attributes: draft.attributes.iter().cloned().chain([size]).collect(),
            ..draft.clone()
        }
    }

    /// The bucket that it names: mostly the one that is set.
    pub fn find_bucket(&self, set: Option<NodeId>, cx: &Ctx<'_>) -> Option<NodeId> {
        let named = |bucket: &NodeId| {
            cx.info(*bucket)
                .is_some_and(|info| info.name.as_ref() == self.bucket.as_ref())
        };
        set.filter(named).or_else(|| cx.find(&self.bucket, &["s3-bucket"]))
    }

    /// END-031: the message as if its payload had been in it.
    pub fn restored(message: &Message, payload: Rc<str>) -> Message {
        let draft = Draft {
            body: payload,
            attributes: without_size(&message.draft.attributes),
            ..message.draft.clone()
        };
        Message {
            draft,
            ..message.clone()
        }
    }

    /// Where a message points, if it is a pointer: it has the attribute, and a body of this form.
    pub fn of(draft: &Draft) -> Option<Pointer> {
        if !draft.attributes.iter().any(is_size) {
            return None;
        }
        let read: serde_json::Value = serde_json::from_str(&draft.body).ok()?;
        let text = |name: &str| read.get(1)?.get(name)?.as_str().map(Rc::from);
        (read.get(0)?.as_str()? == CLASS).then_some(())?;
        Some(Pointer {
            bucket: text("s3BucketName")?,
            key: text("s3Key")?,
        })
    }
}

fn is_size(attribute: &Attribute) -> bool {
    attribute.name.as_ref() == SIZE
}

/// The attributes that the application had set itself.
pub(super) fn without_size(attributes: &[Attribute]) -> Rc<[Attribute]> {
    attributes
        .iter()
        .filter(|attribute| !is_size(attribute))
        .cloned()
        .collect()
}
