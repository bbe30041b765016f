//! What a bucket tells: the record of an event (END-017), and the event for EventBridge (END-018).

use super::notification::Change;
use crate::base::SimTime;
use crate::nodes::calendar::timestamp;
use crate::nodes::service::arn::ACCOUNT;
use serde_json::{Value, json};

/// What happened to which object.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    pub bucket: &'a str,
    pub region: &'a str,
    pub id: &'a str,
    pub change: Change,
    pub key: &'a str,
    pub size: u64,
    pub etag: u64,
    pub sequencer: u64,
    /// Whether the bucket keeps versions.
    pub versioned: bool,
    pub at: SimTime,
}

impl Told<'_> {
    /// The message with one record, as S3 writes it.
    pub fn record(&self) -> String {
        let mut object = json!({
            "key": url_encoded(self.key),
            "sequencer": format!("{:018X}", self.sequencer),
        });
        if matches!(self.change, Change::Put | Change::Copy) {
            object["size"] = self.size.into();
            object["eTag"] = etag(self.etag).into();
        }
        if self.versioned {
            object["versionId"] = version(self.sequencer).into();
        }
        let record = json!({
            "eventVersion": "2.1",
            "eventSource": "aws:s3",
            "awsRegion": self.region,
            "eventTime": timestamp(self.at),
            // END-017: without the s3: of the event type.
            "eventName": self.change.event_type().trim_start_matches("s3:"),
            "userIdentity": { "principalId": "AWS:AIDASAMPLE" },
            "requestParameters": { "sourceIPAddress": "127.0.0.1" },
            "responseElements": { "x-amz-request-id": format!("{:016X}", self.sequencer) },
            "s3": {
                "s3SchemaVersion": "1.0",
                "configurationId": self.id,
                "bucket": {
                    "name": self.bucket,
                    "ownerIdentity": { "principalId": ACCOUNT },
                    "arn": format!("arn:aws:s3:::{}", self.bucket),
                },
                "object": object,
            },
        });
        json!({ "Records": [record] }).to_string()
    }

    /// The event as EventBridge takes it. It has the key as it is.
    pub fn event(&self) -> String {
        let (detail_type, reason) = match self.change {
            Change::Put => ("Object Created", "PutObject"),
            Change::Copy => ("Object Created", "CopyObject"),
            Change::Delete | Change::DeleteMarker => ("Object Deleted", "DeleteObject"),
            Change::Expired => ("Object Deleted", "Lifecycle Expiration"),
        };
        let mut detail: Value = json!({
            "version": "0",
            "bucket": { "name": self.bucket },
            "object": { "key": self.key, "sequencer": format!("{:018X}", self.sequencer) },
            "reason": reason,
        });
        if matches!(self.change, Change::Put | Change::Copy) {
            detail["object"]["size"] = self.size.into();
            detail["object"]["etag"] = etag(self.etag).into();
        } else {
            let marker = self.change == Change::DeleteMarker;
            detail["deletion-type"] = if marker {
                "Delete Marker Created"
            } else {
                "Permanently Deleted"
            }
            .into();
        }
        json!({
            "version": "0",
            "source": "aws.s3",
            "detail-type": detail_type,
            "account": ACCOUNT,
            "time": timestamp(self.at),
            "region": self.region,
            "resources": [format!("arn:aws:s3:::{}", self.bucket)],
            "detail": detail,
        })
        .to_string()
    }
}

/// END-014: what S3 sends to try a destination.
pub fn test_event(bucket: &str, at: SimTime) -> String {
    json!({
        "Service": "Amazon S3",
        "Event": "s3:TestEvent",
        "Time": timestamp(at),
        "Bucket": bucket,
        "RequestId": "0000000000000000",
        "HostId": "decouple",
    })
    .to_string()
}

/// The fingerprint of an object as a text.
pub fn etag(fingerprint: u64) -> String {
    format!("{fingerprint:016x}{:016x}", crate::base::mix(fingerprint))
}

/// The name of a version.
pub fn version(sequencer: u64) -> String {
    format!("v{sequencer:016x}")
}

/// A key as records have it: spaces become a plus, other signs a percent and their bytes.
pub fn url_encoded(key: &str) -> String {
    let mut out = String::with_capacity(key.len());
    for byte in key.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'*' | b'/' => out.push(char::from(byte)),
            b' ' => out.push('+'),
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_encoded_as_in_records() {
        // END-017
        assert_eq!(url_encoded("images/my cat+1.jpg"), "images/my+cat%2B1.jpg");
        assert_eq!(url_encoded("é"), "%C3%A9");
    }
}
