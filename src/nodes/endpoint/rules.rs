//! The rules of endpoints, one sentence each.

use crate::nodes::mobile;
use crate::sim::Rule;
use crate::sim::rule::{DOC, MODEL, OWN, SAID, r};

/// The rule with this id. Used in `const` blocks, so that a wrong id does not compile.
pub const fn rule(id: &str) -> &'static Rule {
    Rule::of(RULES, id)
}

/// Every rule, in the order of its number.
#[rustfmt::skip]
pub static RULES: &[Rule] = &[
    r("END-006", MODEL, "Google's push service was called GCM and is FCM now; the API still says GCM."),
    r("END-050", OWN, "An HTTP endpoint answers with its status code after its latency; it can be down at times, fail by chance and limit how many requests it works on at once."),
    r("END-051", SAID, "Amazon SNS takes a delivery over HTTP as failed unless a 2xx status comes within 15 seconds."),
    r("END-052", DOC, "SNS names the kind, the id, the topic and the subscription of a message in headers; the id stays the same in retries."),
    r("END-053", SAID, "An endpoint whose subscription is not confirmed gets nothing but the request to confirm it."),
    r("END-054", SAID, "Deliveries come at least once, so a receiver should remember the ids of messages and skip those it had before."),
    r("END-055", OWN, "An API destination of EventBridge is the other way to an HTTP endpoint, with a rate limit and credentials."),
    r("END-060", DOC, "An e-mail address gets messages of a standard topic once its owner has confirmed the subscription, and none of a FIFO topic."),
    r("END-061", MODEL, "A text message is cut into parts of 140 bytes: 160 characters of the GSM alphabet or 70 others; 1,600 characters are the most, and opted-out numbers, unverified ones in the sandbox, and a spent budget refuse it."),
    r("END-062", MODEL, "When the push service rejects a device's token, the platform endpoint is disabled, and sending to it fails with EndpointDisabled until its owner mends it."),
    r("END-063", DOC, "Mail, text messages and push go to endpoints of customers: SNS tries 50 times over 6 hours."),
    r("END-064", OWN, "Mailboxes, phones and apps can be out of reach, slow, opted out or without a valid token, as set."),
    mobile::PLATFORM_APPLICATION,
    mobile::PLATFORM_ENDPOINT,
    mobile::TARGET,
    mobile::DISABLED,
];
