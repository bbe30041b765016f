//! How the phone describes itself.

use super::{
    ASKED, CONFIRMED, CRASH, IN, IN_PROGRESS, LOST, RECEIVED, REFUSED, RESTART, RETRIES, SENDER, TWICE, from_topic,
    latency, measures,
};
use crate::nodes::endpoint::rules::RULES;
use crate::nodes::endpoint::sms::PART_MICRO_DOLLARS;
use crate::nodes::mobile::PUBLISHES;
use crate::sim::{
    Basis, Category, ChargeSpec, Fidelity, FieldSpec, FieldType, Initial, Measures, MetricSpec, NodeSpec, QuotaSpec,
    Unit,
};

/// A part of a text message.
pub static SMS_PARTS: ChargeSpec = ChargeSpec {
    id: "sms-parts",
    service: "Amazon SNS",
    label: "Text message parts",
    basis: Basis::Used,
    micro_dollars: PART_MICRO_DOLLARS,
    per: 1,
    unit: "parts",
    source: "United States, without fees of carriers; prices differ by country (END-061).",
};

/// What may be spent on text messages.
pub static SMS_BUDGET: QuotaSpec = QuotaSpec::new(
    "Text message budget in cents",
    Unit::None,
    "END-061",
    "When it is spent, text messages are refused until the next month.",
);

/// Whether a text is a phone number as E.164 writes it, or none.
fn phone_number(text: &str) -> Result<(), String> {
    let digits = text.strip_prefix('+').unwrap_or_default();
    let fits = (2..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if text.is_empty() || fits && !digits.starts_with('0') {
        Ok(())
    } else {
        Err(format!(
            "{text:?} is no phone number. Write it with + and the country, for example +12065550100 (END-061)."
        ))
    }
}

/// The description of the phone.
pub const SMS: NodeSpec = NodeSpec {
    kind: "sms",
    code: 52,
    label: "SMS",
    subtitle: "Phone · text messages",
    category: Category::Endpoints,
    icon: "M3 3h14v10H9l-4 4v-4H3zM6 7h8M6 10h5",
    summary: "A phone that gets text messages, which cost money by the part.",
    keywords: "phone text message mobile number cell notification",
    base_name: "phone",
    name_suffix: "",
    ports: &[IN.only(from_topic)],
    fields: &[
        FieldSpec::text("PhoneNumber", 20, false)
            .starting("+12065550100")
            .told("", "END-061", "Its number with + and the country, as E.164 writes it.")
            .checked(phone_number),
        FieldSpec::flag("OptedOut", false).told(
            "",
            "END-061",
            "Its owner has answered STOP: nothing is sent to it any more.",
        ),
        FieldSpec::flag("Sandbox", false).told(
            "",
            "END-061",
            "The account is still in the sandbox: only verified numbers get text messages.",
        ),
        FieldSpec::flag("Verified", false).told("", "END-061", "In the sandbox: the number is verified."),
        FieldSpec::plain(
            "MonthlySpendLimit",
            Unit::None,
            FieldType::Number {
                min: 0,
                max: 10_000_000,
                places: 2,
            },
            Initial::Number(100),
        )
        .told(
            "",
            "END-061",
            "Dollars for text messages in 30 days. When they are spent, text messages are refused.",
        ),
        FieldSpec::flag("Reachable", true).told("", "END-064", "Whether the phone is on and has a network."),
        latency(1_000, "END-064", "How long a text message takes."),
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
        MetricSpec::counter("Parts", Unit::None, "Parts of text messages, each billed."),
        MetricSpec::gauge(
            "SMSMonthToDateSpentCents",
            Unit::None,
            "What was spent in these 30 days, in cents.",
        ),
    ],
    measures: Measures {
        charges: &[&SMS_PARTS, &PUBLISHES],
        quotas: &[&SMS_BUDGET],
        ..measures(&["Received", "Refused", "Parts"])
    },
    rules: RULES,
    fidelity: &[
        SENDER,
        Fidelity {
            rule: "END-061",
            note: "Each phone has a budget of its own, where an account has one for all; promotional and transactional messages are treated alike.",
        },
    ],
    buttons: &[CRASH, RESTART],
    service: "",
};
