//! Digests of messages: the MD5s that AWS returns so that a sender can check, and the SHA-256 of deduplication.

use crate::sim::{Attribute, AttributeValue};
use md5::{Digest, Md5};
use sha2::Sha256;
use std::fmt::Write;

/// `MD5OfMessageBody`, in hex (SQS-050).
pub fn md5_of_body(body: &str) -> String {
    hex(&Md5::digest(body.as_bytes()))
}

/// `MD5OfMessageAttributes`, in hex; None when there are none. The attributes are hashed by name, in AWS's binary form.
pub fn md5_of_attributes(attributes: &[Attribute]) -> Option<String> {
    if attributes.is_empty() {
        return None;
    }
    let mut sorted: Vec<&Attribute> = attributes.iter().collect();
    sorted.sort_by(|left, right| left.name.cmp(&right.name));
    let mut md5 = Md5::new();
    for attribute in sorted {
        let (kind, value): (u8, &[u8]) = match &attribute.value {
            AttributeValue::Text(text) => (1, text.as_bytes()),
            AttributeValue::Binary(bytes) => (2, bytes),
        };
        add(&mut md5, attribute.name.as_bytes());
        add(&mut md5, attribute.data_type.as_bytes());
        md5.update([kind]);
        add(&mut md5, value);
    }
    Some(hex(&md5.finalize()))
}

/// `MD5OfMessageSystemAttributes` for the only system attribute there is.
pub fn md5_of_trace_header(trace_header: &str) -> String {
    let mut md5 = Md5::new();
    add(&mut md5, b"AWSTraceHeader");
    add(&mut md5, b"String");
    md5.update([1]);
    add(&mut md5, trace_header.as_bytes());
    hex(&md5.finalize())
}

/// The content-based deduplication id: the SHA-256 of the body, in hex (SQS-136).
pub fn content_id(body: &str) -> String {
    hex(&Sha256::digest(body.as_bytes()))
}

fn add(md5: &mut Md5, bytes: &[u8]) {
    md5.update((bytes.len() as u32).to_be_bytes());
    md5.update(bytes);
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
