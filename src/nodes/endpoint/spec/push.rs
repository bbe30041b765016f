//! How the app on a device describes itself.

use super::{
    ASKED, CONFIRMED, CRASH, IN, IN_PROGRESS, LOST, RECEIVED, REFUSED, RESTART, SENDER, TWICE, from_topic, latency,
    measures,
};
use crate::nodes::endpoint::rules::RULES;
use crate::sim::{Category, Choice, FieldSpec, MetricSpec, NodeSpec, Unit};

const PLATFORMS: &[Choice] = &[
    Choice::named("GCM", "FCM (Android)"),
    Choice::named("APNS", "APNs (Apple)"),
    Choice::named("APNS_SANDBOX", "APNs sandbox"),
    Choice::named("ADM", "ADM (Amazon)"),
    Choice::named("BAIDU", "Baidu"),
    Choice::named("WNS", "WNS (Windows)"),
    Choice::named("MPNS", "MPNS"),
    Choice::named("MACOS", "macOS"),
];

/// The description of the app on a device.
pub const MOBILE_PUSH: NodeSpec = NodeSpec {
    kind: "mobile-push",
    code: 53,
    label: "Mobile push",
    subtitle: "Platform endpoint",
    category: Category::Endpoints,
    icon: "M6 2h8v16H6zM9 15h2M2 7v4M18 7v4",
    summary: "An app on a device that gets push notifications through the service of its platform.",
    keywords: "push notification phone app device fcm gcm apns adm android ios platform endpoint token",
    base_name: "device",
    name_suffix: "",
    ports: &[IN.only(from_topic)],
    fields: &[
        FieldSpec::choice("Platform", PLATFORMS, 0).told(
            "",
            "END-006",
            "The push service of the device. FCM is still called GCM in the API.",
        ),
        FieldSpec::flag("Enabled", true).told(
            "",
            "END-062",
            "Whether anything is sent to it. A rejected token disables it; setting a valid token enables it again.",
        ),
        FieldSpec::flag("TokenValid", true).told(
            "",
            "END-062",
            "Whether the push service still knows the device's token. It forgets it when the app is removed.",
        ),
        FieldSpec::flag("Reachable", true).told("", "END-064", "Whether the push service answers."),
        latency(200, "END-064", "How long a notification takes."),
    ],
    metrics: &[
        RECEIVED,
        TWICE,
        REFUSED,
        LOST,
        ASKED,
        CONFIRMED,
        IN_PROGRESS,
        MetricSpec::gauge(
            "Enabled",
            Unit::None,
            "1 while it can be sent to, 0 once its token was rejected.",
        ),
    ],
    measures: measures(&["Received", "Refused"]),
    rules: RULES,
    fidelity: &[SENDER],
    buttons: &[CRASH, RESTART],
    service: "",
};
