//! Delivery policies of HTTP/S endpoints: retries, a rate, a content type (SNS-114, SNS-117).

use crate::nodes::retry::Policy;
use serde_json::{Map, Value};

/// A delivery policy, of a topic or of a subscription. What it does not say is left to the next one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeliveryPolicy {
    /// The retries.
    pub retries: Option<Policy>,
    /// Deliveries a second at most.
    pub rate: Option<u32>,
    /// Whether the topic's policy holds whatever a subscription says.
    pub fixed: bool,
}

fn object<'a>(of: &'a Map<String, Value>, name: &str) -> Result<Option<&'a Map<String, Value>>, String> {
    match of.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Object(members)) => Ok(Some(members)),
        Some(_) => Err(format!("{name} must be a structure.")),
    }
}

fn only(of: &Map<String, Value>, names: &[&str]) -> Result<(), String> {
    match of.keys().find(|name| !names.contains(&name.as_str())) {
        Some(name) => Err(format!("Unexpected JSON member: {name}. Use {}.", names.join(", "))),
        None => Ok(()),
    }
}

impl DeliveryPolicy {
    /// Reads a subscription's policy. An empty text says nothing.
    pub fn of_subscription(text: &str) -> Result<DeliveryPolicy, String> {
        let Some(all) = read(text)? else {
            return Ok(DeliveryPolicy::default());
        };
        only(
            &all,
            &[
                "healthyRetryPolicy",
                "throttlePolicy",
                "requestPolicy",
                "sicklyRetryPolicy",
                "guaranteed",
            ],
        )?;
        gather(&all, ["healthyRetryPolicy", "throttlePolicy", "requestPolicy"])
    }

    /// Reads a topic's policy, whose members stand under `http`. An empty text says nothing.
    pub fn of_topic(text: &str) -> Result<DeliveryPolicy, String> {
        let Some(all) = read(text)? else {
            return Ok(DeliveryPolicy::default());
        };
        only(&all, &["http"])?;
        let Some(http) = object(&all, "http")? else {
            return Ok(DeliveryPolicy::default());
        };
        const NAMES: [&str; 3] = [
            "defaultHealthyRetryPolicy",
            "defaultThrottlePolicy",
            "defaultRequestPolicy",
        ];
        only(http, &[NAMES[0], NAMES[1], NAMES[2], "disableSubscriptionOverrides"])?;
        let fixed = match http.get("disableSubscriptionOverrides") {
            None => false,
            Some(flag) => flag
                .as_bool()
                .ok_or("disableSubscriptionOverrides must be true or false.")?,
        };
        Ok(DeliveryPolicy {
            fixed,
            ..gather(http, NAMES)?
        })
    }

    /// What holds for a subscription: its own policy, or the topic's where that one holds or the own one says nothing.
    pub fn over(&self, topic: &DeliveryPolicy) -> (Policy, Option<u32>) {
        let own = if topic.fixed { &DeliveryPolicy::default() } else { self };
        let retries = own.retries.or(topic.retries).unwrap_or(Policy::HTTP); // SNS-112
        (retries, own.rate.or(topic.rate))
    }
}

fn read(text: &str) -> Result<Option<Map<String, Value>>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    match serde_json::from_str(text) {
        Ok(Value::Object(all)) => Ok(Some(all)),
        _ => Err("The delivery policy must be a JSON object.".to_string()),
    }
}

fn gather(all: &Map<String, Value>, [retries, throttle, request]: [&str; 3]) -> Result<DeliveryPolicy, String> {
    let rate = match object(all, throttle)? {
        None => None,
        Some(throttle) => {
            only(throttle, &["maxReceivesPerSecond"])?;
            let rate = throttle.get("maxReceivesPerSecond").and_then(Value::as_u64);
            let rate = rate.and_then(|rate| u32::try_from(rate).ok()).filter(|rate| *rate > 0);
            Some(rate.ok_or("maxReceivesPerSecond must be a whole number from 1 on.")?)
        }
    };
    if let Some(request) = object(all, request)? {
        only(request, &["headerContentType"])?;
    }
    Ok(DeliveryPolicy {
        retries: object(all, retries)?.map(Policy::read).transpose()?,
        rate,
        fixed: false,
    })
}
