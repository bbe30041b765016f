//! Mobile push by API: applications, their endpoints, and what is published to one of them.

use super::api::Aws;
use crate::base::{NodeId, SimTime};
use crate::sim::{Input, Value as Setting};
use serde_json::{Value, json};

const APP: &str = "arn:aws:sns:us-east-1:123456789012:app/GCM/shop";
const DEVICE: &str = "arn:aws:sns:us-east-1:123456789012:endpoint/GCM/shop/device-1";

fn shop(aws: &mut Aws) {
    let input = json!({ "Name": "shop", "Platform": "GCM", "Attributes": { "PlatformCredential": "key" } });
    assert_eq!(
        aws.ok("CreatePlatformApplication", input),
        json!({ "PlatformApplicationArn": APP })
    );
}

fn endpoint(aws: &mut Aws, token: &str) -> Value {
    aws.ok(
        "CreatePlatformEndpoint",
        json!({ "PlatformApplicationArn": APP, "Token": token }),
    )
}

fn with_device() -> Aws {
    let mut aws = Aws::new();
    shop(&mut aws);
    assert_eq!(endpoint(&mut aws, "t1"), json!({ "EndpointArn": DEVICE }));
    aws
}

/// The number of the node with this name.
fn id(aws: &Aws, name: &str) -> NodeId {
    let mut known = aws.0.nodes().filter_map(|(id, _)| Some((id, aws.0.info(id)?)));
    known.find(|(_, info)| info.name.as_ref() == name).expect("a node").0
}

fn metric(aws: &Aws, name: &str, metric: &str) -> i64 {
    let metrics = aws.0.metrics(id(aws, name)).expect("metrics");
    metrics.get(metric).expect("a metric")
}

fn set(aws: &mut Aws, name: &str, field: &str, value: Setting) {
    let id = id(aws, name);
    let mut settings = aws.0.info(id).expect("the node").settings.clone();
    settings.set(field, value).expect("a setting");
    aws.0.apply(Input::Configure(id, settings)).expect("the node");
}

/// SNS-170.
#[test]
fn an_application_needs_a_good_name_a_platform_and_credentials() {
    let mut aws = Aws::new();
    let input = |name: &str, platform: &str, attributes: Value| json!({ "Name": name, "Platform": platform, "Attributes": attributes });
    let gcm = json!({ "PlatformCredential": "key" });
    let both = json!({ "PlatformCredential": "key", "PlatformPrincipal": "id" });
    let long = "x".repeat(257);
    for (name, platform, attributes, message) in [
        ("", "GCM", &gcm, "Invalid parameter:  Reason: cannot be empty"),
        (long.as_str(), "GCM", &gcm, "must be at most 256 characters long"),
        ("my shop", "GCM", &gcm, "must contain only characters"),
        (
            "shop",
            "FCM",
            &gcm,
            "Invalid parameter: Platform Reason: FCM is not supported",
        ),
        (
            "shop",
            "APNS",
            &gcm,
            "Invalid parameter: Attributes Reason: PlatformCredential attribute provided without PlatformPrincipal",
        ),
        (
            "shop",
            "GCM",
            &json!({ "PlatformPrincipal": "id" }),
            "PlatformPrincipal attribute provided without PlatformCredential",
        ),
        ("shop", "ADM", &json!({}), "Platform credentials are invalid"),
        (
            "shop",
            "ADM",
            &json!({ "PlatformCredential": "key", "PlatformPrincipal": "id", "Colour": "red" }),
            "Invalid parameter: Attributes Reason: Invalid attribute name: Colour",
        ),
    ] {
        let (code, said, rule) = aws.refused("CreatePlatformApplication", input(name, platform, attributes.clone()));
        assert_eq!((code, rule), ("InvalidParameter", "SNS-170"), "{name} {platform}");
        assert!(said.ends_with(message) || said.contains(message), "{said}");
    }
    shop(&mut aws);
    shop(&mut aws);
    for platform in ["APNS", "APNS_SANDBOX", "ADM", "BAIDU", "WNS", "MPNS", "MACOS"] {
        aws.ok("CreatePlatformApplication", input("shop", platform, both.clone()));
    }
    let list = aws.ok("ListPlatformApplications", json!({}));
    let list = list["PlatformApplications"].as_array().expect("a list").clone();
    assert_eq!(list.len(), 8, "one for each platform, and none twice");
    assert_eq!(
        list[0],
        json!({ "PlatformApplicationArn": APP, "Attributes": { "Enabled": "true" } })
    );
    aws.ok("DeletePlatformApplication", json!({ "PlatformApplicationArn": APP }));
    aws.ok("DeletePlatformApplication", json!({ "PlatformApplicationArn": APP }));
    let (code, said, _) = aws.refused(
        "GetPlatformApplicationAttributes",
        json!({ "PlatformApplicationArn": APP }),
    );
    assert_eq!(
        (code, said.as_str()),
        ("NotFound", "PlatformApplication does not exist")
    );
    for (arn, reason) in [
        ("arn:shop", "An ARN must have at least 6 elements, not 2"),
        (
            "arn:aws:sns:us-east-1:123456789012:app",
            "Wrong number of slashes in relative portion of the ARN.",
        ),
    ] {
        let (code, said, _) = aws.refused(
            "GetPlatformApplicationAttributes",
            json!({ "PlatformApplicationArn": arn }),
        );
        assert_eq!(code, "InvalidParameter");
        assert_eq!(
            said,
            format!("Invalid parameter: PlatformApplicationArn Reason: {reason}")
        );
    }
}

/// SNS-171.
#[test]
fn the_same_token_is_the_same_endpoint() {
    let mut aws = with_device();
    assert_eq!(endpoint(&mut aws, "t1"), json!({ "EndpointArn": DEVICE }));
    let input =
        |token: &str, data: &str| json!({ "PlatformApplicationArn": APP, "Token": token, "CustomUserData": data });
    let (code, said, rule) = aws.refused("CreatePlatformEndpoint", input("t1", "ann"));
    assert_eq!((code, rule), ("InvalidParameter", "SNS-171"));
    assert_eq!(
        said,
        format!(
            "Invalid parameter: Token Reason: Endpoint {DEVICE} already exists with the same Token, but different attributes."
        )
    );
    let second = DEVICE.replace("device-1", "device-2");
    assert_eq!(
        aws.ok("CreatePlatformEndpoint", input("t2", "ben")),
        json!({ "EndpointArn": second })
    );
    assert_eq!(
        aws.ok(
            "ListEndpointsByPlatformApplication",
            json!({ "PlatformApplicationArn": APP })
        ),
        json!({ "Endpoints": [
            { "EndpointArn": DEVICE, "Attributes": { "Enabled": "true", "Token": "t1" } },
            { "EndpointArn": second, "Attributes": { "Enabled": "true", "Token": "t2", "CustomUserData": "ben" } },
        ] })
    );
    let data = "x".repeat(2_049);
    assert!(
        aws.refused("CreatePlatformEndpoint", input("t3", &data)).1.ends_with(
            "Invalid value for attribute: CustomUserData: must be at most 2048 bytes long in UTF-8 encoding"
        )
    );
    let none = json!({ "PlatformApplicationArn": APP.replace("shop", "none"), "Token": "t" });
    assert_eq!(aws.refused("CreatePlatformEndpoint", none).0, "NotFound");
    aws.ok("DeleteEndpoint", json!({ "EndpointArn": second }));
    aws.ok("DeleteEndpoint", json!({ "EndpointArn": second }));
    assert_eq!(
        aws.refused("GetEndpointAttributes", json!({ "EndpointArn": second })).0,
        "NotFound"
    );
    let apple = json!({ "PlatformCredential": "key", "PlatformPrincipal": "id" });
    aws.ok(
        "CreatePlatformApplication",
        json!({ "Name": "shop", "Platform": "APNS", "Attributes": apple }),
    );
    let app = APP.replace("GCM", "APNS");
    let token = |token: &str| json!({ "PlatformApplicationArn": app, "Token": token });
    assert!(
        aws.refused("CreatePlatformEndpoint", token("xyz"))
            .1
            .ends_with("Token Reason: iOS device tokens must be no more than 400 hexadecimal characters")
    );
    aws.ok("CreatePlatformEndpoint", token(&"a1".repeat(200)));
}

/// SNS-172, SNS-173, SNS-174.
#[test]
fn a_disabled_device_or_application_gets_nothing() {
    let mut aws = with_device();
    let publish = || json!({ "TargetArn": DEVICE, "Message": r#"{"default": "all", "GCM": "android"}"#, "MessageStructure": "json" });
    aws.ok("Publish", publish());
    aws.run(SimTime::from_secs(1));
    assert_eq!(metric(&aws, "device-1", "Received"), 1);
    let application = |enabled: &str| json!({ "PlatformApplicationArn": APP, "Attributes": { "Enabled": enabled } });
    aws.ok("SetPlatformApplicationAttributes", application("false"));
    let (code, _, rule) = aws.refused("Publish", publish());
    assert_eq!((code, rule), ("PlatformApplicationDisabled", "SNS-173"));
    aws.ok("SetPlatformApplicationAttributes", application("true"));
    // The push service forgets the token: the next push disables the device, and a new token alone does not mend that.
    set(&mut aws, "device-1", "TokenValid", Setting::Bool(false));
    aws.ok("Publish", publish());
    aws.run(SimTime::from_secs(2));
    assert_eq!(aws.refused("Publish", publish()).0, "EndpointDisabled");
    let device = |attributes: Value| json!({ "EndpointArn": DEVICE, "Attributes": attributes });
    aws.ok("SetEndpointAttributes", device(json!({ "CustomUserData": "ann" })));
    assert_eq!(aws.refused("Publish", publish()).0, "EndpointDisabled");
    aws.ok("SetEndpointAttributes", device(json!({ "Token": "t9" })));
    assert_eq!(
        aws.ok("GetEndpointAttributes", json!({ "EndpointArn": DEVICE })),
        json!({ "Attributes": { "Enabled": "false", "Token": "t9", "CustomUserData": "ann" } })
    );
    aws.ok("SetEndpointAttributes", device(json!({ "Enabled": "true" })));
    aws.ok("Publish", publish());
    aws.run(SimTime::from_secs(3));
    assert_eq!(metric(&aws, "device-1", "Received"), 2);
    let (_, said, _) = aws.refused("SetEndpointAttributes", device(json!({ "Colour": "red" })));
    assert_eq!(
        said,
        "Invalid parameter: Attributes Reason: Invalid attribute name: Colour"
    );
    aws.ok("DeletePlatformApplication", json!({ "PlatformApplicationArn": APP }));
    assert_eq!(aws.refused("Publish", publish()).0, "NotFound");
}

/// SNS-170: an application names the topics that hear of its endpoints.
#[test]
fn topics_hear_of_what_happens_to_endpoints() {
    let mut aws = Aws::with_topic();
    aws.node(10, "events", "sqs-standard");
    aws.subscribe("sqs", "events");
    shop(&mut aws);
    let topic = super::api::TOPIC;
    let events = json!({
        "EventEndpointCreated": topic, "EventEndpointUpdated": topic, "EventEndpointDeleted": topic, "EventDeliveryFailure": topic,
    });
    aws.ok(
        "SetPlatformApplicationAttributes",
        json!({ "PlatformApplicationArn": APP, "Attributes": events }),
    );
    let mut all = events.clone();
    all["Enabled"] = "true".into();
    assert_eq!(
        aws.ok(
            "GetPlatformApplicationAttributes",
            json!({ "PlatformApplicationArn": APP })
        ),
        json!({ "Attributes": all })
    );
    let (_, said, _) = aws.refused(
        "SetPlatformApplicationAttributes",
        json!({ "PlatformApplicationArn": APP, "Attributes": { "EventEndpointCreated": "arn:aws:sns:us-east-1:123456789012:none" } }),
    );
    assert!(said.ends_with("is no standard topic here"), "{said}");
    endpoint(&mut aws, "t1");
    set(&mut aws, "device-1", "TokenValid", Setting::Bool(false));
    aws.ok("Publish", json!({ "TargetArn": DEVICE, "Message": "x" }));
    aws.run(SimTime::from_secs(1));
    aws.ok(
        "SetEndpointAttributes",
        json!({ "EndpointArn": DEVICE, "Attributes": { "Token": "t2" } }),
    );
    aws.ok("DeleteEndpoint", json!({ "EndpointArn": DEVICE }));
    aws.run(SimTime::from_secs(2));
    let told: Vec<(String, String)> = aws
        .bodies(10)
        .iter()
        .map(|body| {
            let notification: Value = serde_json::from_str(body).expect("JSON");
            let event: Value = serde_json::from_str(notification["Message"].as_str().expect("a text")).expect("JSON");
            assert_eq!(
                (&event["Resource"], &event["EndpointArn"]),
                (&json!(APP), &json!(DEVICE))
            );
            let member = |name: &str| event[name].as_str().unwrap_or_default().to_string();
            (member("EventType"), member("FailureType"))
        })
        .collect();
    let pair = |event: &str, failure: &str| (event.to_string(), failure.to_string());
    assert_eq!(
        told,
        [
            pair("EndpointCreated", ""),
            pair("DeliveryFailure", "InvalidToken"),
            pair("EndpointUpdated", ""),
            pair("EndpointDeleted", ""),
        ]
    );
}

/// SNS-180, END-061: a direct publish is billed like one to a topic, a push that arrives besides, and a text by its parts.
#[test]
fn direct_publishes_cost_money() {
    let mut aws = Aws::new();
    aws.node(10, "ann", "mobile-push");
    aws.node(11, "phone", "sms");
    let ann = "arn:aws:sns:us-east-1:123456789012:endpoint/GCM/app/ann";
    aws.ok("Publish", json!({ "TargetArn": ann, "Message": "x".repeat(65_537) }));
    aws.ok(
        "Publish",
        json!({ "PhoneNumber": "+12065550100", "Message": "x".repeat(161) }),
    );
    aws.run(SimTime::from_secs(5));
    let billed = |id: u32| -> Vec<(&str, u64)> {
        let meter = aws.0.meter().node(NodeId(id)).expect("a meter");
        meter
            .charged
            .iter()
            .map(|charged| (charged.spec.id, charged.units))
            .collect()
    };
    assert_eq!(billed(10), [("sns-publishes", 2), ("sns-push", 1)]);
    assert_eq!(billed(11), [("sns-publishes", 1), ("sms-parts", 2)]);
}

/// SNS-111, END-063: without a topic SNS tries as often as with one: after 10, 10, 10 s and so on, 50 times in all.
#[test]
fn what_is_published_directly_is_tried_again() {
    for (kind, target, name) in [
        (
            "mobile-push",
            "TargetArn",
            "arn:aws:sns:us-east-1:123456789012:endpoint/GCM/app/ann",
        ),
        ("sms", "PhoneNumber", "+12065550100"),
    ] {
        let mut aws = Aws::new();
        aws.node(10, "ann", kind);
        set(&mut aws, "ann", "Reachable", Setting::Bool(false));
        let mut input = json!({ "Message": "x" });
        input[target] = name.into();
        aws.ok("Publish", input.clone());
        // Each answer takes the latency of the endpoint: 200 ms or 1 s.
        let latency = if kind == "sms" { 1_000 } else { 200 };
        aws.run(SimTime(3 * latency * 1_000 + 20_000_000 - 1));
        assert_eq!(
            (metric(&aws, "ann", "Refused"), metric(&aws, "ann", "DirectRetries")),
            (2, 2)
        );
        aws.run(SimTime(3 * latency * 1_000 + 20_000_000));
        assert_eq!(metric(&aws, "ann", "Refused"), 3);
        set(&mut aws, "ann", "Reachable", Setting::Bool(true));
        aws.run(SimTime::from_secs(60));
        assert_eq!(
            (metric(&aws, "ann", "Received"), metric(&aws, "ann", "DirectRetries")),
            (1, 3)
        );
        // Nobody is there for a day: the first attempt and 50 retries, and then it is given up.
        set(&mut aws, "ann", "Reachable", Setting::Bool(false));
        aws.ok("Publish", input.clone());
        aws.run(SimTime::from_secs(86_400));
        assert_eq!(
            (metric(&aws, "ann", "Refused"), metric(&aws, "ann", "DirectRetries")),
            (54, 53)
        );
    }
}
