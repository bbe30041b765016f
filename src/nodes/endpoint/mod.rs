//! Where messages end: an HTTP endpoint (a webhook), a mailbox, a phone, an app on a device.
//!
//! All four are called and answer after a while; what they answer is set, so that one can see what a sender makes of it:
//! success, an error that may pass, an error that stays, silence. What they took is kept to look at, the latest few.
//! An endpoint that has to confirm a subscription does so by answering the confirmation message with
//! `core::CONFIRMED`.
//!
//! One engine (`core`) serves them all; a `medium::Medium` says what is special to a kind.
//!
//! Left out: signatures, TLS, redirects, mail servers and mobile networks; the sender does the retrying (END-051,
//! END-063). What is published to a phone or device itself has no topic that could do it: `direct` is SNS's part there.

mod application;
mod core;
mod direct;
mod explain;
mod http;
mod mail;
mod medium;
mod push;
mod rules;
mod sms;
mod spec;
#[cfg(test)]
mod tests;

/// A webhook.
pub type HttpEndpoint = core::Endpoint<http::Http>;
/// A mailbox.
pub type Email = core::Endpoint<mail::Mail>;
/// A phone.
pub type Sms = core::Endpoint<sms::Sms>;
/// An app on a device.
pub type MobilePush = core::Endpoint<push::Push>;
/// An app at a push service, to which devices belong.
pub use application::Application as PlatformApplication;
