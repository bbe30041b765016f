//! How an event bus describes itself.

use crate::nodes::eventbridge::metering::{ARCHIVED, EVENTS, RATE, REPLAYED, RULES as RULE_QUOTA, SIZE};
use crate::nodes::eventbridge::rules::RULES;
use crate::nodes::eventbridge::spec::STARTS_AT;
use crate::nodes::pattern::{Dialect, Pattern};
use crate::sim::{
    Button, Category, Fidelity, FieldSpec, Flow, Measures, MetricSpec, NodeSpec, PortSpec, Speaks, Unit, WireSpec,
};

/// The port where rules are.
pub const PORT_OUT: u8 = 1;

/// What a plain sender, which knows nothing of events, calls its messages.
pub static EVENT_SOURCE: WireSpec = WireSpec {
    label: "Event source",
    fields: &[
        FieldSpec::text("Source", 256, false).starting("app").told(
            "",
            "EVB-020",
            "The event's source, unless the message has an attribute \"source\" or is an event already.",
        ),
        FieldSpec::text("DetailType", 256, false).starting("message").told(
            "",
            "EVB-020",
            "The event's detail type, unless the message has an attribute \"detail-type\" or is an event already.",
        ),
    ],
    check: |_, _, _| Ok(()),
};

/// What is wrong with a pattern, for settings: "" is none.
pub fn valid_pattern(text: &str) -> Result<(), String> {
    if text.is_empty() {
        return Ok(());
    }
    Pattern::read(Dialect::Rules, text)
        .map(drop)
        .map_err(|rejection| rejection.to_string())
}

const FIELDS: &[FieldSpec] = &[
    FieldSpec::whole("Latency", Unit::Millis, (0, 60_000), 300).told(
        "",
        "EVB-014",
        "How long an event takes to its rules. On AWS it is about half a second.",
    ),
    FieldSpec::whole("LatencyJitter", Unit::Millis, (0, 60_000), 0).told(
        "",
        "EVB-014",
        "Extra time by chance, between nothing and this. It lets events overtake each other, as on AWS.",
    ),
    FieldSpec::chance("Duplicates", 0).told(
        "",
        "EVB-014",
        "The share of events that each rule gets twice. Delivery is at least once, so consumers must cope.",
    ),
    FieldSpec::whole("PutEventsRate", Unit::PerSecond, (1, 1_000_000), 10_000).told(
        "Quotas",
        "EVB-025",
        "Most entries a second. More are refused with ThrottlingException.",
    ),
    FieldSpec::whole("MaximumEventSize", Unit::Bytes, (1_024, 1_048_576), 1_048_576).told(
        "Quotas",
        "EVB-004",
        "A request must be smaller than this. It was 256 KB (262,144) before 2026.",
    ),
    FieldSpec::text("ArchiveName", 48, false).told(
        "Archive",
        "EVB-080",
        "With a name the bus keeps its events in an archive of that name, from which they can be replayed.",
    ),
    FieldSpec::text("ArchivePattern", 4_096, true)
        .told(
            "Archive",
            "EVB-080",
            "Only events that match this pattern are archived; without one all are.",
        )
        .checked(valid_pattern),
    FieldSpec::whole("RetentionDays", Unit::None, (0, 3_650), 0).told(
        "Archive",
        "EVB-080",
        "For how many days the archive keeps an event; 0 is for ever.",
    ),
    STARTS_AT,
];

/// The description of the kind.
pub const SPEC: NodeSpec = NodeSpec {
    kind: "event-bus",
    code: 40,
    label: "Event bus",
    subtitle: "EventBridge event bus",
    category: Category::Queues,
    icon: "M3 10h14M6 10V5M6 5h-2M6 5h2M10 10v5M10 15h-2M10 15h2M14 10V5M14 5h-2M14 5h2",
    summary: "Takes events from many senders and hands each to the rules whose pattern it matches. It keeps nothing.",
    keywords: "amazon eventbridge cloudwatch events router event-driven archive replay",
    base_name: "bus",
    name_suffix: "",
    ports: &[
        PortSpec::new("in", "events in", Flow::In, Speaks::Put).with(&EVENT_SOURCE),
        PortSpec::new("out", "rules", Flow::Out, Speaks::Put).at_most(300).only(|other| match other.kind {
            "event-rule" => Ok(()),
            _ => Err("A bus gives events to rules only. Put an event rule between, and wire the rule to its targets (EVB-036)."),
        }),
    ],
    fields: FIELDS,
    metrics: &[
        MetricSpec::counter("Events", Unit::None, "Events that the bus accepted."),
        MetricSpec::counter("MatchedEvents", Unit::None, "Events that at least one rule matched."),
        MetricSpec::counter("UnmatchedEvents", Unit::None, "Events that no rule matched: they are gone."),
        MetricSpec::counter("PutEventsFailedEntriesCount", Unit::None, "Entries that were refused."),
        MetricSpec::counter("PutEventsThrottledCount", Unit::None, "Entries that were refused because too many came at once."),
        MetricSpec::counter("ArchivedEvents", Unit::None, "Events that went to the archive."),
        MetricSpec::counter("ReplayedEvents", Unit::None, "Events that replays sent again."),
        MetricSpec::gauge("EventsOnTheWay", Unit::None, "Events on their way to the rules."),
    ],
    measures: Measures {
        headline: "Events",
        charted: &["Events", "MatchedEvents", "UnmatchedEvents"],
        charges: &[&EVENTS, &ARCHIVED, &REPLAYED],
        quotas: &[&RATE, &SIZE, &RULE_QUOTA],
    },
    rules: RULES,
    fidelity: FIDELITY,
    buttons: &[Button {
        label: "Replay the archive",
        run: "send {name}",
        help: "Sends everything that the archive keeps to the rules again.",
    }],
    service: "events",
};

/// Where the kinds are simpler than EventBridge.
pub const FIDELITY: &[Fidelity] = &[
    Fidelity::note(
        "EVB-100, EVB-101, EVB-102, EVB-103",
        "Advice about which service to choose: the examples show it, nothing enforces it.",
    ),
    Fidelity::note("EVB-005", "A matter of names only."),
    Fidelity::note(
        "EVB-010",
        "One account: each bus of the drawing is a bus of its own. The console's default bus is the one named default, \
         or else the first. There are no partner buses and no schema registry.",
    ),
    Fidelity::note(
        "EVB-011",
        "There is one account, so no bus policy is needed; cross-account rules are left out.",
    ),
    Fidelity::note(
        "END-112",
        "EventBridge listens on HTTPS only. Whoever calls over plain HTTP gets AccessDeniedException here, and no \
         connection on AWS.",
    ),
    Fidelity::note(
        "EVB-034",
        "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS means ENABLED: no events of CloudTrail come here.",
    ),
    Fidelity::note(
        "EVB-035",
        "A drawn rule may have a schedule on any bus; PutRule takes one on the default bus only. A schedule set to Scheduled rule is a rule too, with one target.",
    ),
    Fidelity::note(
        "EVB-110",
        "A pipe takes from SQS queues only, is enriched by a function or an HTTP endpoint without an input template of its own, and gives each event to its target alone, where AWS gives a function the whole batch.",
    ),
    Fidelity::note("EVB-037", "Changes of rules take effect at once."),
    Fidelity::note(
        "EVB-025",
        "The quota of 18,750 invocations a second is not modelled: invocations are never delayed for it.",
    ),
    Fidelity::note(
        "EVB-083",
        "Events reach the archive at once. It keeps the latest 20,000 events, however long the retention is.",
    ),
    Fidelity::note(
        "EVB-081",
        "A replay sends one archived minute each second. A bus has one archive.",
    ),
    Fidelity::note(
        "EVB-062",
        "Who may be invoked is decided by the target's own policy; roles are taken for granted.",
    ),
    Fidelity::note(
        "EVB-060",
        "Targets are the kinds that can be drawn; Kinesis, Step Functions, ECS, logs and others are left out.",
    ),
    Fidelity::note(
        "EVB-095",
        "The zones are those of larger cities, with the daylight saving rules of today.",
    ),
    Fidelity::note("EVB-093", "Schedules have no groups, and no role is needed."),
    Fidelity::note("EVB-112", "A pipe works on one batch at a time."),
];
