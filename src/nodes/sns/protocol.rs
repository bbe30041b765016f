//! The protocols of subscriptions.

use crate::nodes::retry::Policy;
use crate::sim::Terms;

/// How a subscriber is reached (SNS-009).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Protocol {
    /// An SQS queue.
    Sqs,
    /// A Lambda function.
    Lambda,
    /// A web server.
    Http,
    /// A web server with TLS.
    Https,
    /// E-mail with the message alone.
    Email,
    /// E-mail with the JSON of the notification.
    EmailJson,
    /// A text message.
    Sms,
    /// A mobile app.
    Application,
    /// A Firehose stream.
    Firehose,
}

impl Protocol {
    /// The name on the wire, which is also the key in a message structure (SNS-033).
    pub const fn name(self) -> &'static str {
        match self {
            Protocol::Sqs => "sqs",
            Protocol::Lambda => "lambda",
            Protocol::Http => "http",
            Protocol::Https => "https",
            Protocol::Email => "email",
            Protocol::EmailJson => "email-json",
            Protocol::Sms => "sms",
            Protocol::Application => "application",
            Protocol::Firehose => "firehose",
        }
    }

    /// What a node of this kind implies.
    pub fn of_kind(kind: &str) -> Option<Protocol> {
        Some(match kind {
            "sqs-standard" | "sqs-fifo" => Protocol::Sqs,
            "lambda" => Protocol::Lambda,
            "http-endpoint" => Protocol::Https,
            "email" => Protocol::Email,
            "sms" => Protocol::Sms,
            "mobile-push" => Protocol::Application,
            "firehose" => Protocol::Firehose,
            _ => return None,
        })
    }

    /// What a subscription says, as far as a node of this kind can be reached that way.
    pub fn of_terms(terms: &Terms, kind: &str) -> Option<Protocol> {
        let implied = Protocol::of_kind(kind)?;
        let has_choice = terms.spec().fields.iter().any(|field| field.name == "Protocol");
        let said = if has_choice { terms.choice("Protocol") } else { 0 };
        Some(match (said, kind) {
            (0, _) => implied,
            (1, "http-endpoint") => Protocol::Http,
            (2, "http-endpoint") => Protocol::Https,
            (3, "email") => Protocol::Email,
            (4, "email") => Protocol::EmailJson,
            _ => return None,
        })
    }

    /// Whether it is a web server.
    pub fn is_http(self) -> bool {
        matches!(self, Protocol::Http | Protocol::Https)
    }

    /// SNS-052: whether the endpoint has to confirm first.
    pub fn confirms(self) -> bool {
        self.is_http() || matches!(self, Protocol::Email | Protocol::EmailJson)
    }

    /// SNS-071: whether there is raw delivery.
    pub fn takes_raw(self) -> bool {
        self.is_http() || matches!(self, Protocol::Sqs | Protocol::Firehose)
    }

    /// The retries, unless a delivery policy says otherwise.
    pub fn retries(self) -> Policy {
        match self {
            Protocol::Sqs | Protocol::Lambda | Protocol::Firehose => Policy::AWS_MANAGED, // SNS-110
            Protocol::Http | Protocol::Https => Policy::HTTP,                             // SNS-112
            _ => Policy::CUSTOMER_MANAGED,                                                // SNS-111
        }
    }
}
