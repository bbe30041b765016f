//! A topic's settings, read once.

use super::access::Access;
use super::delivery_policy::DeliveryPolicy;
use crate::base::SimDuration;
use crate::sim::Settings;
use std::rc::Rc;

/// The settings in force.
#[derive(Clone, Debug)]
pub struct Config {
    /// SNS-014.
    pub display_name: Rc<str>,
    /// Who may publish, and the key.
    pub access: Access,
    /// SNS-018: 1 or 2.
    pub signature_version: u8,
    /// SNS-016.
    pub delivery: DeliveryPolicy,
    /// SNS-020.
    pub content_based: bool,
    /// SNS-021: deduplication and quotas inside each message group.
    pub per_group: bool,
    /// SNS-022: how long messages are archived; none when zero.
    pub archive: SimDuration,
    /// SNS-113: pauses between retries vary by a tenth.
    pub retry_jitter: bool,
    /// SNS-122: some deliveries are late or made twice.
    pub realistic: bool,
    /// SNS-100: how long a changed filter takes to count.
    pub filter_propagation: SimDuration,
    /// Limits of older courses.
    pub classic: bool,
}

impl Config {
    /// Reads the settings of either kind.
    pub fn new(settings: &Settings) -> Config {
        let has = |name: &str| settings.spec().field(name).is_some();
        let flag = |name: &str| has(name) && settings.flag(name);
        let picked = |name: &str| has(name) && settings.choice(name) == 1;
        let delivery = if has("DeliveryPolicy") {
            DeliveryPolicy::of_topic(&settings.text("DeliveryPolicy")).unwrap_or_default()
        } else {
            DeliveryPolicy::default()
        };
        let days = if has("ArchivePolicy.MessageRetentionPeriod") {
            settings.number("ArchivePolicy.MessageRetentionPeriod").max(0) as u64
        } else {
            0
        };
        Config {
            access: Access::new(settings),
            display_name: settings.text("DisplayName"),
            signature_version: if picked("SignatureVersion") { 2 } else { 1 },
            delivery,
            content_based: flag("ContentBasedDeduplication"),
            per_group: picked("FifoThroughputScope"),
            archive: SimDuration::from_secs(days * 86_400),
            retry_jitter: flag("retry_jitter"),
            realistic: picked("model"),
            filter_propagation: settings.seconds("filter_propagation_s"),
            classic: picked("limits_profile"),
        }
    }
}
