//! How the platform application describes itself.

use crate::nodes::mobile::{APPLICATION_KIND, PLATFORMS, RULES};
use crate::sim::{Category, Fidelity, FieldSpec, Flow, Measures, NodeSpec, PortSpec, Speaks};

const TOPICS: &[&str] = &["sns-standard"];

/// The topic that hears of deliveries that failed for good.
pub const ON_FAILURE: &str = "EventDeliveryFailure";

const fn told(name: &'static str, help: &'static str) -> FieldSpec {
    FieldSpec::reference(name, TOPICS).told("Event notifications", "SNS-170", help)
}

/// The description of the platform application.
pub static PLATFORM_APPLICATION: NodeSpec = NodeSpec {
    kind: APPLICATION_KIND,
    code: 62,
    label: "Platform application",
    subtitle: "Amazon SNS · mobile push",
    category: Category::Endpoints,
    icon: "M3 3h6v6H3zM11 3h6v6h-6zM3 11h6v6H3zM14 11v6M11 14h6",
    summary: "An app at a push service. Devices belong to it: each is an endpoint that messages can be published to.",
    keywords: "aws sns platform application push notification mobile app fcm gcm apns adm credentials",
    base_name: "app",
    name_suffix: "",
    ports: &[PortSpec::new(
        "failures",
        "topic for failed deliveries",
        Flow::Out,
        Speaks::Reference(ON_FAILURE),
    )
    .at_most(1)],
    fields: &[
        FieldSpec::choice("Platform", PLATFORMS, 0)
            .told("", "SNS-170", "The push service. FCM is still called GCM in the API.")
            .at_creation(),
        FieldSpec::flag("Enabled", true).told("", "SNS-173", "SNS disables an application whose credentials the push service rejects; nothing is sent to its devices then."),
        told("EventEndpointCreated", "The topic that hears of every new endpoint."),
        told(
            "EventEndpointDeleted",
            "The topic that hears of every endpoint that is deleted.",
        ),
        told(
            "EventEndpointUpdated",
            "The topic that hears of changed attributes of endpoints.",
        ),
        told(
            ON_FAILURE,
            "The topic that hears of deliveries to its endpoints that failed for good.",
        ),
    ],
    metrics: &[],
    measures: Measures::NONE,
    rules: &RULES,
    fidelity: &[
        Fidelity::note(
            "SNS-173",
            "Nobody looks at credentials, so an application is disabled by hand.",
        ),
        Fidelity::note(
            "SNS-170",
            "Credentials are taken and not looked at. Creating an application again sets its attributes anew. Its topics hear of endpoints that the API makes, changes or deletes, and of failures that no retry would mend.",
        ),
        Fidelity::note(
            "SNS-171",
            "A device that is drawn without an application belongs to an unnamed one, which is listed nowhere. What becomes of the endpoints of a deleted application is not documented; here they are gone until they get another one.",
        ),
    ],
    buttons: &[],
    service: "sns",
};
