//! The notification configuration: entries are wires.

use super::text_or_empty;
use crate::base::{NodeId, WireId};
use crate::nodes::World;
use crate::nodes::access::{Ask, Decision, Policy, PolicyLimits, Who};
use crate::nodes::bucket::notification::{Notification, event_types};
use crate::nodes::bucket::rules::rule;
use crate::nodes::bucket::spec::{NOTIFICATION, PORT_BUS, PORT_EVENTS};
use crate::nodes::service::arn::arn;
use crate::nodes::service::making::free_wire;
use crate::nodes::service::{ApiError, Members};
use crate::sim::{Input, Link, NodeInfo, Rule, Terms, Value as Setting};
use serde_json::{Map, Value, json};

/// The lists of entries, the member that names a destination, and the service in its ARN.
const LISTS: [(&str, &str, &[&str]); 3] = [
    ("TopicConfigurations", "TopicArn", &["sns-standard", "sns-fifo"]),
    ("QueueConfigurations", "QueueArn", &["sqs-standard", "sqs-fifo"]),
    ("LambdaFunctionConfigurations", "LambdaFunctionArn", &["lambda"]),
];

fn invalid(message: impl Into<String>, rule: &'static Rule) -> ApiError {
    ApiError::new("InvalidArgument", message).because(Some(rule))
}

fn unable() -> ApiError {
    invalid(
        "Unable to validate the following destination configurations",
        const { rule("END-014") },
    )
}

/// PutBucketNotificationConfiguration: all entries anew, or none when one of them is wrong (END-013, END-014).
pub fn put(world: &mut World, id: NodeId, input: &Members) -> Result<Value, ApiError> {
    let none = Map::new();
    let wanted = match input.get("NotificationConfiguration") {
        Some(Value::Object(wanted)) => wanted,
        _ => &none,
    };
    let mut entries: Vec<(NodeId, Terms)> = Vec::new();
    for (list, member, kinds) in LISTS {
        for entry in wanted.get(list).and_then(Value::as_array).into_iter().flatten() {
            let Value::Object(entry) = entry else { continue };
            let destination = destination(world, id, text_or_empty(entry, member), kinds)?;
            entries.push((destination, terms(entry)?));
        }
    }
    let notifications: Vec<Notification> = entries.iter().map(|(_, terms)| Notification::of(terms)).collect();
    for (index, one) in notifications.iter().enumerate() {
        if notifications[..index].iter().any(|other| other.overlaps(one)) {
            let message = "Configurations overlap. Configurations on the same bucket cannot share a common event type.";
            return Err(invalid(message, const { rule("END-013") }));
        }
    }
    let bus = wanted
        .contains_key("EventBridgeConfiguration")
        .then(|| default_bus(world));
    if bus == Some(None) {
        return Err(unable());
    }
    set(world, id, entries, bus.flatten()).map_err(|error| ApiError::new("InternalError", error))?;
    Ok(Map::new().into())
}

/// END-010, END-014: the node that an ARN names, if the bucket may send to it.
fn destination(world: &World, bucket: NodeId, named: &str, kinds: &[&str]) -> Result<NodeId, ApiError> {
    let parts: Vec<&str> = named.split(':').collect();
    if parts.len() < 6 || parts[0] != "arn" {
        return Err(invalid("The ARN could not be parsed", const { rule("END-014") }));
    }
    let name = parts[parts.len() - 1];
    let mut known = world.nodes().filter_map(|(id, _)| Some((id, world.info(id)?)));
    let (id, info) = known
        .find(|(_, info)| kinds.contains(&info.spec.kind) && info.name.as_ref() == name)
        .ok_or_else(unable)?;
    if info.spec.kind.ends_with("-fifo") {
        return Err(invalid(
            "SQS FIFO queues and SNS FIFO topics are not supported as destinations.",
            const { rule("END-010") },
        ));
    }
    let source = world.info(bucket).map(|info| format!("arn:aws:s3:::{}", info.name));
    match lets_in(info, source.as_deref()) {
        true => Ok(id),
        false => Err(unable().because(Some(const { rule("END-106") }))),
    }
}

/// END-106: whether the destination's policy lets S3 in, where that is asked for.
fn lets_in(info: &NodeInfo, source: Option<&str>) -> bool {
    let (Some(Setting::Choice(enforced)), Some(Setting::Text(policy))) =
        (info.settings.get("AccessPolicy"), info.settings.get("Policy"))
    else {
        return true;
    };
    let (action, limits) = match info.spec.service {
        "sns" => ("sns:Publish", PolicyLimits::SNS),
        _ => ("sqs:SendMessage", PolicyLimits::SQS),
    };
    let decision = Policy::read(&policy, limits).unwrap_or_default().decide(&Ask {
        who: Who::Service("s3.amazonaws.com"),
        action,
        resource: &arn(info.spec.service, info),
        source,
    });
    match enforced {
        1 => decision == Decision::Allowed,
        _ => decision != Decision::Denied,
    }
}

/// An entry as the settings of a wire.
fn terms(entry: &Map<String, Value>) -> Result<Terms, ApiError> {
    let mut terms = Terms::new(&NOTIFICATION);
    let mut set = |name: &str, value: &str, rule| {
        terms
            .set(name, Setting::Text(value.into()))
            .map_err(|error| invalid(error.hint, rule))
    };
    set("Id", text_or_empty(entry, "Id"), const { rule("END-017") })?;
    let events = entry.get("Events").and_then(Value::as_array).into_iter().flatten();
    let events: Vec<&str> = events.filter_map(Value::as_str).collect();
    set("Events", &events.join(","), const { rule("END-011") })?;
    let filters = entry
        .get("Filter")
        .and_then(|filter| filter.get("Key"))
        .and_then(|key| key.get("FilterRules"))
        .and_then(Value::as_array);
    let mut seen: Vec<String> = Vec::new();
    for filter in filters.into_iter().flatten() {
        let name = filter["Name"].as_str().unwrap_or_default().to_ascii_lowercase();
        let field = match name.as_str() {
            "prefix" => "Prefix",
            "suffix" => "Suffix",
            _ => {
                return Err(invalid(
                    "filter rule name must be either prefix or suffix",
                    const { rule("END-012") },
                ));
            }
        };
        if seen.contains(&name) {
            let message = format!("Cannot specify more than one {name} rule in a filter.");
            return Err(invalid(message, const { rule("END-012") }));
        }
        set(
            field,
            filter["Value"].as_str().unwrap_or_default(),
            const { rule("END-012") },
        )?;
        seen.push(name);
    }
    Ok(terms)
}

/// END-018: the bus of the account.
fn default_bus(world: &World) -> Option<NodeId> {
    let mut known = world.nodes().filter_map(|(id, _)| Some((id, world.info(id)?)));
    known
        .find(|(_, info)| info.spec.kind == "event-bus" && info.name.as_ref() == "default")
        .map(|(id, _)| id)
}

/// Draws the wires that are wanted and takes the others away. What stays as it was is left alone.
fn set(world: &mut World, id: NodeId, entries: Vec<(NodeId, Terms)>, bus: Option<NodeId>) -> Result<(), String> {
    let wire = |port: u8, to: NodeId, terms: Terms| Link {
        terms,
        ..Link::between((id, port), (to, 0))
    };
    let mut wanted: Vec<Link> = entries
        .into_iter()
        .map(|(to, terms)| wire(PORT_EVENTS, to, terms))
        .collect();
    if let Some(to) = bus {
        let kept = world.network().iter().find(|(_, link)| link.from == (id, PORT_BUS));
        let terms = kept.map_or_else(
            || Terms::new(&crate::sim::WireSpec::PLAIN),
            |(_, link)| link.terms.clone(),
        );
        wanted.push(wire(PORT_BUS, to, terms));
    }
    let present: Vec<(WireId, Link)> = world
        .network()
        .iter()
        .filter(|(_, link)| link.from.0 == id)
        .map(|(wire, link)| (wire, link.clone()))
        .collect();
    for (known, link) in present {
        let same = |want: &Link| (want.from, want.to) == (link.from, link.to) && want.terms == link.terms;
        match wanted.iter().position(same) {
            Some(index) => drop(wanted.remove(index)),
            None => world.apply(Input::Unwire(known)).map_err(|error| error.to_string())?,
        }
    }
    for link in wanted {
        world
            .apply(Input::Wire(free_wire(world), link))
            .map_err(|error| error.to_string())?;
    }
    Ok(())
}

/// GetBucketNotificationConfiguration.
pub fn get(world: &World, id: NodeId) -> Value {
    let mut answer = Map::new();
    for (_, link) in world.network().iter().filter(|(_, link)| link.from.0 == id) {
        if link.from.1 == PORT_BUS {
            answer.insert("EventBridgeConfiguration".to_string(), json!({}));
            continue;
        }
        let Some(info) = world.info(link.to.0) else { continue };
        let Some((list, member, _)) = LISTS.iter().find(|(_, _, kinds)| kinds.contains(&info.spec.kind)) else {
            continue;
        };
        let mut entry = Map::new();
        let of = |name: &str| link.terms.text(name);
        entry.insert("Id".to_string(), of("Id").as_ref().into());
        let named = match *member {
            "LambdaFunctionArn" => {
                arn("lambda", info).replace(&format!(":{}", info.name), &format!(":function:{}", info.name))
            }
            _ => arn(info.spec.service, info),
        };
        entry.insert((*member).to_string(), named.into());
        entry.insert(
            "Events".to_string(),
            event_types(&of("Events")).collect::<Vec<_>>().into(),
        );
        let affixes = [("Prefix", of("Prefix")), ("Suffix", of("Suffix"))];
        let rules: Vec<Value> = affixes
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| json!({ "Name": name, "Value": value.as_ref() }))
            .collect();
        if !rules.is_empty() {
            entry.insert("Filter".to_string(), json!({ "Key": { "FilterRules": rules } }));
        }
        let list = answer.entry((*list).to_string()).or_insert_with(|| json!([]));
        if let Value::Array(entries) = list {
            entries.push(entry.into());
        }
    }
    answer.into()
}
