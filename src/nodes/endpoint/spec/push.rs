//! How the app on a device describes itself.

use super::{
    ASKED, CONFIRMED, CRASH, IN, IN_PROGRESS, LOST, RECEIVED, REFUSED, RESTART, RETRIES, SENDER, TWICE, from_topic,
    latency, measures,
};
use crate::nodes::endpoint::rules::RULES;
use crate::nodes::mobile::{APPLICATION, APPLICATION_KIND, PLATFORMS, PUBLISHES, PUSH};
use crate::sim::{Category, FieldSpec, Flow, Measures, MetricSpec, NodeSpec, PortSpec, Speaks, Unit};

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
    ports: &[
        IN.only(from_topic),
        PortSpec::new(
            "application",
            "application",
            Flow::Out,
            Speaks::Reference(APPLICATION),
        )
        .at_most(1),
    ],
    fields: &[
        FieldSpec::choice("Platform", PLATFORMS, 0).told(
            "",
            "END-006",
            "The push service of a device without an application; otherwise the application's counts. FCM is still called GCM in the API.",
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
        FieldSpec::reference(APPLICATION, &[APPLICATION_KIND]).told(
            "",
            "SNS-171",
            "The platform application that the device belongs to. When that is disabled or deleted, nothing reaches the device.",
        ),
        FieldSpec::text("Token", 4_096, false).told(
            "",
            "SNS-171",
            "What the push service calls the app on this device. Empty: one is made up.",
        ),
        FieldSpec::text("CustomUserData", 2_048, false).told(
            "",
            "SNS-171",
            "What its owner wants to remember of it, up to 2,048 bytes. SNS does not use it.",
        ),
    ],
    metrics: &[
        RECEIVED,
        TWICE,
        REFUSED,
        LOST,
        ASKED,
        CONFIRMED,
        IN_PROGRESS,
        RETRIES,
        MetricSpec::gauge(
            "Enabled",
            Unit::None,
            "1 while it can be sent to, 0 once its token was rejected.",
        ),
    ],
    measures: Measures {
        charges: &[&PUBLISHES, &PUSH],
        ..measures(&["Received", "Refused"])
    },
    rules: RULES,
    fidelity: &[SENDER],
    buttons: &[CRASH, RESTART],
    service: "",
};
