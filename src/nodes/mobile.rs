//! Mobile push: what platform applications and their endpoints, the devices, are called (SNS-170, SNS-171). Topics, devices
//! and the API share these words, and what a publish costs.

use crate::base::NodeId;
use crate::nodes::service::arn::{ACCOUNT, region};
use crate::sim::rule::{DOC, RUN, r};
use crate::sim::{Basis, ChargeSpec, Choice, NodeInfo, Rule, Settings};

/// What an application is.
#[rustfmt::skip]
pub const PLATFORM_APPLICATION: Rule = r("SNS-170", RUN, "A platform application stands for an app at a push service, and names the topics that hear of its endpoints.");
/// What a device is.
#[rustfmt::skip]
pub const PLATFORM_ENDPOINT: Rule = r("SNS-171", RUN, "A platform endpoint is one device of an application, with its token: made again with the same token and attributes it is the same one.");
/// How it is reached.
#[rustfmt::skip]
pub const TARGET: Rule = r("SNS-172", DOC, "One device is reached by publishing to its endpoint ARN, without a topic.");
/// When it is not.
#[rustfmt::skip]
pub const DISABLED: Rule = r("SNS-173", DOC, "A device whose token the push service rejects is disabled, and publishing to it fails with EndpointDisabled; that of a disabled application fails with PlatformApplicationDisabled.");

/// All of them.
pub const RULES: [Rule; 4] = [PLATFORM_APPLICATION, PLATFORM_ENDPOINT, TARGET, DISABLED];

/// The kind of the nodes that are platform applications.
pub const APPLICATION_KIND: &str = "platform-application";
/// The setting of a device that names its application.
pub const APPLICATION: &str = "Application";
/// The application of a device that names none.
const UNNAMED: &str = "app";

const fn charge(id: &'static str, label: &'static str, unit: &'static str, source: &'static str) -> ChargeSpec {
    ChargeSpec {
        id,
        service: "Amazon SNS",
        label,
        basis: Basis::Used,
        micro_dollars: 500_000,
        per: 1_000_000,
        unit,
        source,
    }
}

/// A publish, to a standard topic or to an endpoint itself.
pub static PUBLISHES: ChargeSpec = charge(
    "sns-publishes",
    "Publish requests",
    "requests",
    "Each started 64 KB is one request; the first million a month, which is free, is left out (SNS-180).",
);
/// A push that arrived.
pub static PUSH: ChargeSpec = charge(
    "sns-push",
    "Mobile push deliveries",
    "deliveries",
    "The first million a month, which is free, is left out (SNS-180).",
);
/// Payload of one billed publish, in bytes (SNS-180).
pub const BILLED_CHUNK: u64 = 65_536;

/// The push services. The order is the code in links: append only.
pub const PLATFORMS: &[Choice] = &[
    Choice::named("GCM", "FCM (Android)"),
    Choice::named("APNS", "APNs (Apple)"),
    Choice::named("APNS_SANDBOX", "APNs sandbox"),
    Choice::named("ADM", "ADM (Amazon)"),
    Choice::named("BAIDU", "Baidu"),
    Choice::named("WNS", "WNS (Windows)"),
    Choice::named("MPNS", "MPNS"),
    Choice::named("MACOS", "macOS"),
];

/// The push service of an application, or of a device that names no application.
pub fn platform(settings: &Settings) -> &'static str {
    let index = usize::from(settings.choice("Platform"));
    PLATFORMS.get(index).map_or("GCM", |choice| choice.name)
}

/// The ARN of a platform application.
pub fn application_arn(info: &NodeInfo) -> String {
    let platform = platform(&info.settings);
    format!("arn:aws:sns:{}:{ACCOUNT}:app/{platform}/{}", region(info), info.name)
}

/// SNS-171: the ARN of a device: its application's with its own name behind. One that names no application belongs to an
/// unnamed one of its platform.
pub fn endpoint_arn(device: &NodeInfo, application: Option<&NodeInfo>) -> String {
    let place = application.unwrap_or(device);
    let name = application.map_or(UNNAMED, |info| info.name.as_ref());
    format!(
        "arn:aws:sns:{}:{ACCOUNT}:endpoint/{}/{name}/{}",
        region(place),
        platform(&place.settings),
        device.name
    )
}

/// The token of a device: what is set, or one that is made up.
pub fn token(id: NodeId, device: &NodeInfo) -> String {
    match device.settings.text("Token").as_ref() {
        "" => format!("{:016x}", u64::from(id.0)),
        token => token.to_string(),
    }
}
