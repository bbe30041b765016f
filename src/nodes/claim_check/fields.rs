//! The settings of the library on both sides, and what they mean for one message.

use super::rules::rule;
use crate::base::{NodeId, WireId};
use crate::sim::{Ctx, Draft, FieldSpec, Rule, Settings, Unit};

const GROUP: &str = "Large payloads";
const BUCKETS: &[&str] = &["s3-bucket"];
const BUCKET: &str = "LargePayloadBucket";

/// SNS takes no more than this, and the library changes over there by default, in bytes.
const CLASSIC: u64 = 262_144;
/// The most that the library stores, in bytes.
const MOST: u64 = 2 << 30;
/// A message has at most so many attributes, the library's included.
const ATTRIBUTES: usize = 10;

/// The settings of a producer.
pub const PRODUCER_FIELDS: [FieldSpec; 3] = [
    FieldSpec::reference(BUCKET, BUCKETS).told(
        GROUP,
        "END-030",
        "The Extended Client: a payload above the threshold is stored in this bucket, and the message only points to it. Without a bucket, messages that are too long are refused.",
    ),
    FieldSpec::whole("PayloadSizeThreshold", Unit::Bytes, (-1, 1_048_576), -1).told(
        GROUP,
        "END-030",
        "Longer messages, attributes included, go by way of the bucket. -1: what the queue or topic takes at most. The library's own default is 262,144.",
    ),
    FieldSpec::flag("AlwaysThroughS3", false).told(
        GROUP,
        "END-030",
        "Sends every payload by way of the bucket, however short it is.",
    ),
];

/// The settings of a worker.
pub const WORKER_FIELDS: [FieldSpec; 2] = [
    FieldSpec::reference(BUCKET, BUCKETS).told(
        GROUP,
        "END-031",
        "The Extended Client: a message that points to an object is replaced by what the object holds. Without a bucket, the worker sees the pointer.",
    ),
    FieldSpec::flag("CleanupS3Payload", true).told(
        GROUP,
        "END-035",
        "Deletes the object together with the message. Turn it off where others read the same object, as behind a topic, and let the bucket's lifecycle clean up.",
    ),
];

/// The settings of a function, whose code has the library.
pub const FUNCTION_FIELDS: [FieldSpec; 2] = [
    FieldSpec::reference(BUCKET, BUCKETS).told(
        GROUP,
        "END-031",
        "The Extended Client in the code: a message of a queue that points to an object is replaced by what the object holds. Without a bucket, the code sees the pointer.",
    ),
    FieldSpec::flag("CleanupS3Payload", true).told(
        GROUP,
        "END-035",
        "The code deletes the object when it has done the message, for Lambda deletes the message only. When the batch fails all the same, the message comes back without its payload. Turn it off and let the bucket's lifecycle clean up.",
    ),
];

/// Which way a message goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Route {
    /// As it is.
    Inline,
    /// By way of the bucket.
    Bucket,
    /// Nowhere: the library refuses it.
    Refused(&'static Rule),
}

/// Where a producer stores what is too large.
#[derive(Clone, Copy, Debug)]
pub struct PayloadStore {
    /// The bucket.
    pub bucket: NodeId,
    threshold: Option<u64>,
    always: bool,
}

impl PayloadStore {
    /// None without a bucket.
    pub fn of(settings: &Settings) -> Option<PayloadStore> {
        Some(PayloadStore {
            bucket: settings.node(BUCKET)?,
            threshold: u64::try_from(settings.number("PayloadSizeThreshold")).ok(),
            always: settings.flag("AlwaysThroughS3"),
        })
    }

    /// END-030: which way a message goes on a wire. The library is one for SQS and SNS; other calls are none of its business.
    pub fn route(&self, draft: &Draft, wire: WireId, cx: &Ctx<'_>) -> Route {
        let Some(info) = cx.peer(wire).and_then(|peer| cx.info(peer)) else {
            return Route::Inline;
        };
        // END-001: what is large is for the service to say.
        let limit = match info.spec.kind {
            "sqs-standard" | "sqs-fifo" => info.settings.number("MaximumMessageSize").max(0) as u64,
            "sns-standard" | "sns-fifo" => CLASSIC,
            _ => return Route::Inline,
        };
        if !self.always && draft.bytes() <= self.threshold.unwrap_or(limit) {
            return Route::Inline;
        }
        stored(draft.body.len() as u64, draft.attributes.len())
    }
}

/// PAT-064, END-036: what the library does not store.
pub(super) fn stored(bytes: u64, attributes: usize) -> Route {
    if bytes > MOST {
        Route::Refused(const { rule("END-030") })
    } else if attributes >= ATTRIBUTES {
        Route::Refused(const { rule("END-036") })
    } else {
        Route::Bucket
    }
}
