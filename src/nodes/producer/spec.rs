//! How a producer describes itself.

use super::config::FIELDS;
use super::rules::RULES;
use crate::sim::{Button, Category, Fidelity, Flow, Measures, MetricSpec, NodeSpec, PortSpec, Speaks, Unit};

/// The description of the kind.
pub const SPEC: NodeSpec = NodeSpec {
    kind: "producer",
    code: 1,
    label: "Producer",
    subtitle: "Producer · application",
    category: Category::Sources,
    icon: "M3 10h8M8 7l3 3-3 3M13 4h2a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-2",
    summary: "An application that sends messages: steadily, by chance, in bursts, or when you press its button.",
    keywords: "source sender client app publisher load generator web frontend",
    base_name: "producer",
    name_suffix: "",
    ports: &[PortSpec::new("out", "messages out", Flow::Out, Speaks::Put).at_most(256)],
    fields: FIELDS,
    measures: Measures {
        headline: "MessagesMade",
        charted: &["MessagesMade", "MessagesSent", "Outbox"],
        ..Measures::NONE
    },
    metrics: &[
        MetricSpec::counter(
            "MessagesMade",
            Unit::Messages,
            "Messages of the pattern made so far; one for all wires counts once.",
        ),
        MetricSpec::counter(
            "MessagesSent",
            Unit::Messages,
            "Messages that a service accepted and said so.",
        ),
        MetricSpec::counter("Calls", Unit::None, "Calls made, single or batch, retries included."),
        MetricSpec::counter(
            "Refused",
            Unit::Messages,
            "Messages refused for good, for example because they are too long.",
        ),
        MetricSpec::counter(
            "Throttled",
            Unit::Messages,
            "Messages refused for now: too many came at once, or a server failed.",
        ),
        MetricSpec::counter(
            "Lost",
            Unit::Messages,
            "Messages whose call was never answered. They may have arrived all the same.",
        ),
        MetricSpec::counter(
            "Deduplicated",
            Unit::Messages,
            "Accepted messages that a FIFO queue recognised as repeated and dropped.",
        ),
        MetricSpec::counter("Retries", Unit::Messages, "Messages sent again."),
        MetricSpec::counter("GivenUp", Unit::Messages, "Messages that no attempt brought through."),
        MetricSpec::gauge("Outbox", Unit::Messages, "Messages that wait for their batch to fill."),
        MetricSpec::counter(
            "ResponseMillisSum",
            Unit::Millis,
            "Time from call to answer, summed up over the messages sent. Who is called synchronously makes it wait.",
        ),
    ],
    rules: RULES,
    fidelity: &[
        Fidelity::note(
            "",
            "Sending itself takes no time and has no connection limit; a producer never waits for an answer before it \
             makes the next message.",
        ),
        Fidelity::note(
            "END-070",
            "Without settings a producer sends once; AWS's SDKs would try three times.",
        ),
        Fidelity::note(
            "END-030",
            "The 2 GB that the Extended Client stores at most are out of reach here, since a text has at most 8 MiB. \
             An upload that S3 refuses is not tried again.",
        ),
    ],
    buttons: &[
        Button {
            label: "Send one now",
            run: "send {name}",
            help: "Makes one message now, whatever the pattern says.",
        },
        Button {
            label: "Crash",
            run: "fail {name}",
            help: "Stops the process. Messages that wait in a batch are lost.",
        },
        Button {
            label: "Restart",
            run: "restart {name}",
            help: "Starts it again. What would have been due meanwhile is never made.",
        },
    ],
    service: "",
};
