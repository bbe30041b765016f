//! What a subscriber gets: the JSON of a notification, or the body alone (SNS-070, SNS-071, SNS-074).
//!
//! Subscribers that get the same get the very same text: a publish to a thousand queues makes one.

use super::check::Structure;
use super::config::Config;
use super::names;
use super::protocol::Protocol;
use crate::base::{SimTime, WireId};
use crate::nodes::calendar::timestamp;
use crate::sim::{Attribute, AttributeValue, Draft, Message};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use std::fmt::Write;
use std::rc::Rc;

/// What decides about the form of a notification.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Form {
    /// How the subscriber is reached.
    pub protocol: Protocol,
    /// Without the JSON around it.
    pub raw: bool,
    /// Whether it keeps message groups in order.
    pub ordered: bool,
}

/// A published message on its way to the subscribers.
#[derive(Clone, Debug)]
pub struct Issue {
    /// The message as it was published.
    pub message: Rc<Message>,
    /// Its subject.
    pub subject: Option<Rc<str>>,
    /// Its bodies by protocol, if it has a structure.
    pub structure: Option<Rc<Structure>>,
    /// Its place in the order of a FIFO topic.
    pub sequence: Option<u64>,
    /// The deduplication id that a FIFO topic passes on (SNS-142).
    pub deduplication: Option<Rc<str>>,
    /// When it was published.
    pub at: SimTime,
    /// Whether it comes from the archive (SNS-147).
    pub replayed: bool,
}

/// What a notification says about its topic.
#[derive(Clone, Copy, Debug)]
pub struct Sender<'a> {
    /// The seed of the run.
    pub seed: u64,
    /// The topic's ARN.
    pub arn: &'a str,
    /// The topic's region.
    pub region: &'a str,
    /// The topic's settings.
    pub config: &'a Config,
}

/// The forms of one issue that were made so far.
#[derive(Debug, Default)]
pub struct Forms {
    made: Vec<(Form, Draft)>,
}

impl Forms {
    /// The notification in a form.
    pub fn draft(&mut self, form: Form, issue: &Issue, sender: Sender<'_>) -> Draft {
        if let Some((_, draft)) = self.made.iter().find(|(known, _)| *known == form) {
            return draft.clone();
        }
        let draft = issue.draft(form, sender);
        self.made.push((form, draft.clone()));
        draft
    }
}

impl Issue {
    /// SNS-033: the body for a protocol.
    fn body(&self, protocol: Protocol) -> Rc<str> {
        let Some(structure) = &self.structure else {
            return Rc::clone(&self.message.draft.body);
        };
        let own = structure.get(protocol.name()).and_then(Value::as_str);
        let body = own.or_else(|| structure.get("default").and_then(Value::as_str));
        Rc::from(body.unwrap_or_default())
    }

    /// SNS-033: attributes are sent only with a plain body.
    fn attributes(&self) -> Rc<[Attribute]> {
        match self.structure {
            None => Rc::clone(&self.message.draft.attributes),
            Some(_) => Rc::from([]),
        }
    }

    fn draft(&self, form: Form, sender: Sender<'_>) -> Draft {
        let published = &self.message.draft;
        let text = self.body(form.protocol);
        let sqs = form.protocol == Protocol::Sqs;
        let mut attributes: Rc<[Attribute]> = Rc::from([]);
        let body = match form.protocol {
            _ if form.raw => {
                if sqs {
                    attributes = self.attributes(); // SNS-071
                }
                text
            }
            Protocol::Email => {
                attributes = self.letterhead(sender.config);
                text
            }
            Protocol::Sms => text,
            Protocol::Application => {
                attributes = self.attributes();
                text
            }
            Protocol::Lambda => Rc::from(self.event(&text, sender)),
            _ => Rc::from(self.notification(&text, sender)),
        };
        // SNS-036, SNS-142: a group goes to SQS only: for fair queues, or with the deduplication id to keep the order.
        let fair = sqs && self.sequence.is_none();
        Draft {
            body,
            attributes,
            group: published.group.clone().filter(|_| fair || form.ordered),
            deduplication: self.deduplication.clone().filter(|_| form.ordered),
            delay: None,
            trace_header: published.trace_header.clone().filter(|_| sqs),
        }
    }

    /// SNS-014: what stands above the text of an e-mail.
    fn letterhead(&self, config: &Config) -> Rc<[Attribute]> {
        let name = Some(&config.display_name).filter(|name| !name.is_empty());
        let from = name.map_or_else(|| Rc::from("AWS Notifications"), Rc::clone);
        let subject = self.subject.clone();
        let subject = subject.unwrap_or_else(|| Rc::from("AWS Notification Message"));
        Rc::from([plain("From", from), plain("Subject", subject)])
    }

    /// SNS-070.
    fn notification(&self, text: &str, sender: Sender<'_>) -> String {
        let mut json = Members::new();
        json.text("Type", "Notification");
        json.text("MessageId", &names::message_id(sender.seed, self.message.id));
        if let Some(sequence) = self.sequence {
            json.text("SequenceNumber", &names::sequence_number(sequence));
        }
        json.text("TopicArn", sender.arn);
        if let Some(subject) = &self.subject {
            json.text("Subject", subject);
        }
        json.text("Message", text);
        json.text("Timestamp", &timestamp(self.at));
        if self.sequence.is_none() {
            json.signature(sender, names::signature(sender.seed, self.message.id));
        }
        json.text("UnsubscribeURL", &unsubscribe_url(sender));
        if self.replayed {
            json.text("Replayed", "true");
        }
        json.attributes(&self.attributes());
        json.end()
    }

    /// SNS-074: one record in one event.
    fn event(&self, text: &str, sender: Sender<'_>) -> String {
        let notification = self.notification(text, sender);
        let mut json = Members::new();
        json.text("EventSource", "aws:sns");
        json.text("EventVersion", "1.0");
        json.text("EventSubscriptionArn", sender.arn);
        json.raw(
            "Sns",
            &notification
                .replace("SigningCertURL", "SigningCertUrl")
                .replace("UnsubscribeURL", "UnsubscribeUrl"),
        );
        format!("{{\"Records\":[{}]}}", json.end())
    }
}

/// The link at the end of each notification (SNS-055). It names the topic, so that all subscribers share one text.
fn unsubscribe_url(sender: Sender<'_>) -> String {
    format!(
        "https://sns.{}.amazonaws.com/?Action=Unsubscribe&SubscriptionArn={}",
        sender.region, sender.arn
    )
}

/// SNS-054: asks an endpoint to confirm its subscription.
pub fn confirmation(form: Form, wire: WireId, asked: u32, now: SimTime, sender: Sender<'_>) -> Draft {
    let token = names::token(sender.seed, wire, asked);
    let id = names::subscription_id(sender.seed, wire);
    let url = format!(
        "https://sns.{}.amazonaws.com/?Action=ConfirmSubscription&TopicArn={}&Token={token}",
        sender.region, sender.arn
    );
    let text = format!(
        "You have chosen to subscribe to the topic {}.\nTo confirm the subscription, visit the SubscribeURL included in this \
         message.",
        sender.arn
    );
    let mut json = Members::new();
    json.text("Type", "SubscriptionConfirmation");
    json.text("MessageId", &id);
    json.text("Token", &token);
    json.text("TopicArn", sender.arn);
    json.text("Message", &text);
    json.text("SubscribeURL", &url);
    json.text("Timestamp", &timestamp(now));
    json.signature(sender, token[..44].to_string());
    let attributes = if form.protocol.is_http() {
        let kind = Rc::from("SubscriptionConfirmation");
        Rc::from([plain("x-amz-sns-message-type", kind)])
    } else {
        Rc::from([])
    };
    Draft {
        body: Rc::from(json.end()),
        attributes,
        ..Draft::default()
    }
}

fn plain(name: &str, text: Rc<str>) -> Attribute {
    Attribute {
        name: Rc::from(name),
        data_type: Rc::from("String"),
        value: AttributeValue::Text(text),
    }
}

/// A JSON object with its members in the order of AWS.
struct Members(String);

impl Members {
    fn new() -> Members {
        Members(String::from("{"))
    }

    fn raw(&mut self, name: &str, json: &str) {
        let comma = if self.0.len() > 1 { "," } else { "" };
        let _ = write!(self.0, "{comma}\n  \"{name}\" : {json}");
    }

    fn text(&mut self, name: &str, value: &str) {
        self.raw(name, &quoted(value));
    }

    /// SNS-018: the signature of a standard topic.
    fn signature(&mut self, sender: Sender<'_>, signature: String) {
        let version = if sender.config.signature_version == 2 { "2" } else { "1" };
        self.text("SignatureVersion", version);
        self.text("Signature", &signature);
        let certificate = "SimpleNotificationService-0000000000000000000000000000dead.pem";
        self.text(
            "SigningCertURL",
            &format!("https://sns.{}.amazonaws.com/{certificate}", sender.region),
        );
    }

    fn attributes(&mut self, attributes: &[Attribute]) {
        if attributes.is_empty() {
            return;
        }
        let mut json = String::from("{");
        for attribute in attributes {
            let comma = if json.len() > 1 { "," } else { "" };
            let value = match &attribute.value {
                AttributeValue::Text(text) => quoted(text),
                AttributeValue::Binary(bytes) => quoted(&STANDARD.encode(bytes)),
            };
            let _ = write!(
                json,
                "{comma}\n    {} : {{\"Type\":{},\"Value\":{value}}}",
                quoted(&attribute.name),
                quoted(&attribute.data_type)
            );
        }
        json.push_str("\n  }");
        self.raw("MessageAttributes", &json);
    }

    fn end(mut self) -> String {
        self.0.push_str("\n}");
        self.0
    }
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}
