//! How the kind describes itself.

use super::rules::RULES;
use crate::nodes::access::valid_policy;
use crate::sim::{Basis, Button, Category, ChargeSpec, Choice, Fidelity, FieldSpec, Measures, NodeSpec};

/// A customer managed key.
pub static KEY: NodeSpec = NodeSpec {
    kind: "kms-key",
    code: 59,
    label: "KMS key",
    subtitle: "AWS KMS · customer managed",
    category: Category::Operations,
    icon: "M7 13a3 3 0 1 1 2.8-4H17v3h-2v-1h-2v1h-3.2A3 3 0 0 1 7 13z M6.5 10h1",
    summary: "Encrypts what queues and topics keep. Disable it, or leave a service out of its policy, and messages stop.",
    keywords: "aws kms key encryption sse-kms customer managed cmk security",
    base_name: "key",
    name_suffix: "",
    ports: &[],
    fields: FIELDS,
    metrics: &[],
    measures: Measures {
        headline: "",
        charted: &[],
        charges: &[&MONTHS],
        quotas: &[],
    },
    rules: RULES,
    fidelity: FIDELITY,
    buttons: BUTTONS,
    service: "kms",
};

/// The key itself; what is asked of it costs those that ask.
static MONTHS: ChargeSpec = ChargeSpec {
    id: "kms-keys",
    service: "AWS KMS",
    label: "Customer managed keys",
    basis: Basis::Seconds,
    micro_dollars: 1_000_000,
    per: 30 * 86_400,
    unit: "months",
    source: "Also while the key is disabled; a key that is pending deletion costs nothing on AWS. Requests for data keys \
             stand at the queue or topic that makes them.",
};

/// The states of a key, in the order of their choice.
pub const STATES: &[Choice] = &[
    Choice::named("Enabled", "enabled"),
    Choice::named("Disabled", "disabled"),
    Choice::named("PendingDeletion", "pending deletion"),
    Choice::named("PendingImport", "pending import"),
];

const GRANTS: &[Choice] = &[
    Choice::named("account", "the account (default key policy)"),
    Choice::named("services", "the account and AWS services"),
    Choice::named("policy", "only whom Policy names"),
];

static FIELDS: &[FieldSpec] = &[
    FieldSpec::choice("KeyState", STATES, 0).told(
        "",
        "END-092",
        "Only an enabled key encrypts and decrypts. Messages under a disabled key wait in their queue and grow older.",
    ),
    FieldSpec::choice("Grants", GRANTS, 0).told(
        "",
        "END-091",
        "Who may use the key apart from what Policy says. The default key policy names the account only, so topics, rules \
         and buckets can't use it; a policy that names nobody locks everyone out.",
    ),
    FieldSpec::text("Policy", 8_192, true)
        .told(
            "",
            "END-091",
            "More statements of the key policy, as JSON: let sns.amazonaws.com do kms:GenerateDataKey* and kms:Decrypt.",
        )
        .checked(valid_policy),
    FieldSpec::flag("Throttled", false).told("", "END-092", "KMS answers every request with a throttling error."),
];

static FIDELITY: &[Fidelity] = &[
    Fidelity::note(
        "END-090",
        "Keys that AWS manages can be named but are not drawn: nobody can change them.",
    ),
    Fidelity::note(
        "END-094",
        "Nothing is really encrypted, so bodies stay readable on screen.",
    ),
    Fidelity::note(
        "END-095",
        "A key is asked for all messages of a queue, also for those that came before it was set.",
    ),
    Fidelity::note(
        "END-096",
        "Whoever calls over plain HTTP is refused before policies are read, so that a condition on aws:SecureTransport only \
         ever meets HTTPS.",
    ),
];

static BUTTONS: &[Button] = &[
    Button {
        label: "Disable",
        run: "aws kms disable-key --key-id {name}",
        help: "Queues and topics under this key refuse messages once their data keys are used up.",
    },
    Button {
        label: "Enable",
        run: "aws kms enable-key --key-id {name}",
        help: "It encrypts and decrypts again.",
    },
];
