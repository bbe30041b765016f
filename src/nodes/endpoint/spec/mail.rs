//! How the mailbox describes itself.

use super::{
    ASKED, CONFIRMED, CRASH, IN, IN_PROGRESS, LOST, RECEIVED, REFUSED, RESTART, SENDER, TWICE, from_topic, latency,
    measures,
};
use crate::nodes::endpoint::rules::RULES;
use crate::sim::{Button, Category, Choice, Fidelity, FieldSpec, NodeSpec, Unit};

const CONFIRMING: &[Choice] = &[
    Choice::named("at-once", "At once"),
    Choice::named("after", "After a while"),
    Choice::named("never", "Never"),
];

/// The description of the mailbox.
pub const EMAIL: NodeSpec = NodeSpec {
    kind: "email",
    code: 51,
    label: "E-mail",
    subtitle: "Mailbox",
    category: Category::Endpoints,
    icon: "M2 4h16v12H2zM2 5l8 6 8-6",
    summary: "A mailbox that gets the messages of a topic once its owner has confirmed that.",
    keywords: "mail inbox mailbox notification subscriber e-mail email-json alert",
    base_name: "mailbox",
    name_suffix: "",
    ports: &[IN.only(from_topic)],
    fields: &[
        FieldSpec::choice("Confirms", CONFIRMING, 0).told(
            "",
            "END-060",
            "When the owner clicks on the link in the request to confirm the subscription. Until then no other mail \
             comes.",
        ),
        FieldSpec::thousandths("ConfirmAfter", Unit::Seconds, 0, 60_000).told(
            "",
            "END-060",
            "After a while: the time from the request to the click.",
        ),
        FieldSpec::flag("Reachable", true).told(
            "",
            "END-064",
            "Whether mails arrive. If not, they bounce, and the sender tries again for hours.",
        ),
        latency(1_000, "END-064", "How long a mail takes."),
    ],
    metrics: &[RECEIVED, TWICE, REFUSED, LOST, ASKED, CONFIRMED, IN_PROGRESS],
    measures: measures(&["Received", "Refused"]),
    rules: RULES,
    fidelity: &[
        SENDER,
        Fidelity {
            rule: "END-060",
            note: "Whether a mail is text or JSON is set where the topic is wired to it; the limit of 10 mails a second is the topic's.",
        },
    ],
    buttons: &[
        Button {
            label: "Confirm now",
            run: "set {name} Confirms=at-once",
            help: "The owner clicks on the link of the request that waits, and of every later one at once.",
        },
        CRASH,
        RESTART,
    ],
    service: "",
};
