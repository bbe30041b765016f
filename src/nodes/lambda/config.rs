//! The settings of a function in the form in which they are used.

use super::limits;
use crate::base::{NodeId, Ratio, SimDuration, Template};
use crate::nodes::access::{PolicyLimits, ResourcePolicy};
use crate::nodes::behaviour::{Predicate, Spread};
use crate::sim::Settings;

/// What the code does when it failed on a record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OnRecordFailure {
    /// It throws after the last record: a function error.
    Throw,
    /// It names the failed records in its response (LAM-080).
    Report,
    /// It says nothing.
    Ignore,
}

/// The settings, parsed once.
#[derive(Clone, Debug)]
pub struct Config {
    pub duration: SimDuration,
    pub per_record: SimDuration,
    pub spread: Spread,
    pub timeout: SimDuration,
    pub memory: u64,
    pub cold_start: SimDuration,
    pub reserved: Option<u32>,
    pub account: u64,
    pub retries: u32,
    pub max_age: SimDuration,
    pub dead_letters: Option<NodeId>,
    pub on_success: Option<NodeId>,
    pub on_failure: Option<NodeId>,
    pub failure: Ratio,
    pub fail_first: u32,
    pub poison: Predicate,
    pub on_record_failure: OnRecordFailure,
    pub stops: bool,
    pub deletes: bool,
    pub idempotent: bool,
    pub output: Template,
    pub per_invocation: bool,
    pub call_body: Template,
    pub call_deduplication: Template,
    pub duplicates: Ratio,
    pub classic: bool,
    pub policy: ResourcePolicy,
    /// Where payloads wait that are too large for a message, when the code follows pointers.
    pub bucket: Option<NodeId>,
    pub cleans_up: bool,
}

/// The placeholders that an output and a call have and a producer's message has not.
const NAMES: &[&str] = &["body", "root", "id", "count"];

impl Config {
    /// Parses all texts once.
    pub fn new(settings: &Settings) -> Config {
        let number = |name| settings.number(name).clamp(0, i64::from(u32::MAX)) as u32;
        let template = |name| Template::parse(&settings.text(name), NAMES);
        Config {
            duration: settings.seconds("Duration"),
            per_record: settings.seconds("DurationPerRecord"),
            spread: Spread::new(
                settings.choice("DurationDistribution"),
                u64::from(number("DurationSpread")),
            ),
            timeout: settings.seconds("Timeout"),
            memory: u64::from(number("MemorySize")),
            cold_start: settings.millis("ColdStart"),
            reserved: u32::try_from(settings.number("ReservedConcurrentExecutions")).ok(),
            account: u64::from(number("AccountConcurrency")),
            retries: number("MaximumRetryAttempts"),
            max_age: settings.seconds("MaximumEventAgeInSeconds"),
            dead_letters: settings.node("DeadLetterConfig.TargetArn"),
            on_success: settings.node("DestinationConfig.OnSuccess"),
            on_failure: settings.node("DestinationConfig.OnFailure"),
            failure: settings.percent("FailureRate"),
            fail_first: number("FailFirst"),
            poison: Predicate::parse(&settings.text("Poison")),
            on_record_failure: match settings.choice("OnRecordFailure") {
                0 => OnRecordFailure::Throw,
                1 => OnRecordFailure::Report,
                _ => OnRecordFailure::Ignore,
            },
            stops: settings.flag("StopAtFirstFailure"),
            deletes: settings.flag("DeletesItself"),
            idempotent: settings.flag("IdempotencyStore"),
            output: template("Output"),
            per_invocation: settings.choice("Calls") == 1,
            call_body: template("CallBody"),
            call_deduplication: template("CallDeduplicationId"),
            duplicates: settings.percent("AsyncDuplicates"),
            classic: settings.choice("limits_profile") == 1,
            policy: ResourcePolicy::new(settings, PolicyLimits::LAMBDA),
            bucket: settings.node("LargePayloadBucket"),
            cleans_up: settings.flag("CleanupS3Payload"),
        }
    }

    /// Bytes of an asynchronous payload at most (LAM-006, LAM-040).
    pub fn async_bytes(&self) -> u64 {
        if self.classic {
            limits::ASYNC_BYTES_CLASSIC
        } else {
            limits::ASYNC_BYTES
        }
    }

    /// The first thing in the texts that was not understood, as a few words for the card.
    pub fn problem(&self) -> Option<String> {
        let poison = self.poison.problem().map(|problem| format!("Poison: {problem}"));
        let mut unknown = [&self.output, &self.call_body, &self.call_deduplication]
            .into_iter()
            .flat_map(|text| text.unknown());
        poison.or_else(|| unknown.next().map(|word| format!("{word} is unknown")))
    }
}
