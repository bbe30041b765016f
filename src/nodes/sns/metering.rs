//! What publishes and deliveries cost, and how near a topic comes to its quotas (SNS-180 to SNS-182).

use super::limits;
use super::protocol::Protocol;
use super::subscription::Delivery;
use super::topic::Topic;
use crate::nodes::access::KMS_REQUESTS;
use crate::nodes::mobile::{PUBLISHES, PUSH};
use crate::sim::{Basis, ChargeSpec, Ctx, Measures, QuotaSpec, Unit};

const MILLION: u64 = 1_000_000;

const fn charge(
    id: &'static str,
    label: &'static str,
    (micro_dollars, per): (u64, u64),
    unit: &'static str,
    source: &'static str,
) -> ChargeSpec {
    ChargeSpec {
        id,
        service: "Amazon SNS",
        label,
        basis: Basis::Used,
        micro_dollars,
        per,
        unit,
        source,
    }
}

static FIFO_PUBLISHES: ChargeSpec = charge(
    "sns-fifo-publishes",
    "FIFO publish requests",
    (300_000, MILLION),
    "requests",
    "Each message is one request (SNS-181).",
);
static FIFO_BYTES: ChargeSpec = charge(
    "sns-fifo-publish-bytes",
    "FIFO published data",
    (17_000, 1 << 30),
    "bytes",
    "$0.017 for each GB (SNS-181).",
);
static FIFO_DELIVERIES: ChargeSpec = charge(
    "sns-fifo-deliveries",
    "FIFO subscription messages",
    (10_000, MILLION),
    "messages",
    "$0.01 for each million (SNS-181).",
);
static FIFO_DELIVERED_BYTES: ChargeSpec = charge(
    "sns-fifo-delivered-bytes",
    "FIFO delivered data",
    (1_000, 1 << 30),
    "bytes",
    "$0.001 for each GB (SNS-181).",
);
static HTTP: ChargeSpec = charge(
    "sns-http",
    "HTTP/S deliveries",
    (600_000, MILLION),
    "deliveries",
    "The first 100,000 a month, which are free, are left out (SNS-180).",
);
static EMAIL: ChargeSpec = charge(
    "sns-email",
    "E-mail deliveries",
    (2_000_000, 100_000),
    "e-mails",
    "The first 1,000 a month, which are free, are left out (SNS-180).",
);

static BODY_FILTERING: ChargeSpec = charge(
    "sns-body-filtering",
    "Filtering of bodies",
    (90_000, 1 << 30),
    "bytes",
    "$0.09 for each GB that filters over bodies look at; filters over attributes are free (SNS-182).",
);

static RATE: QuotaSpec = QuotaSpec::new(
    "Messages published a second",
    Unit::PerSecond,
    "SNS-039",
    "Beyond it publishes are refused with Throttled.",
);
static FIFO_RATE: QuotaSpec = QuotaSpec::new(
    "Messages published a second",
    Unit::PerSecond,
    "SNS-007",
    "Beyond it, or beyond 300 of one message group, publishes are refused with Throttled.",
);
static SIZE: QuotaSpec = QuotaSpec::new(
    "Message size",
    Unit::Bytes,
    "SNS-004",
    "Longer messages, attributes included, are refused. It is a quarter of what SQS takes.",
);
static BATCH: QuotaSpec = QuotaSpec::new(
    "Messages in a batch",
    Unit::Messages,
    "SNS-038",
    "Batches of more are refused as a whole.",
);
static SUBSCRIPTIONS: QuotaSpec = QuotaSpec::new(
    "Subscriptions",
    Unit::None,
    "SNS-001",
    "Beyond it a subscription is refused with SubscriptionLimitExceeded.",
);

const CHARTED: &[&str] = &[
    "NumberOfMessagesPublished",
    "NumberOfNotificationsDelivered",
    "NumberOfNotificationsFailed",
    "NumberOfNotificationsFilteredOut",
];

/// Of the standard topic.
pub const STANDARD: Measures = Measures {
    headline: "NumberOfNotificationsDelivered",
    charted: CHARTED,
    charges: &[&PUBLISHES, &HTTP, &EMAIL, &PUSH, &BODY_FILTERING, &KMS_REQUESTS],
    quotas: &[&RATE, &SIZE, &BATCH, &SUBSCRIPTIONS],
};

/// Of the FIFO topic.
pub const FIFO: Measures = Measures {
    headline: "NumberOfNotificationsDelivered",
    charted: CHARTED,
    charges: &[
        &FIFO_PUBLISHES,
        &FIFO_BYTES,
        &FIFO_DELIVERIES,
        &FIFO_DELIVERED_BYTES,
        &BODY_FILTERING,
        &KMS_REQUESTS,
    ],
    quotas: &[&FIFO_RATE, &SIZE, &BATCH, &SUBSCRIPTIONS],
};

impl Topic {
    /// SNS-180, SNS-181: a call with messages of so many bytes each.
    pub(super) fn bill_publish(
        &self,
        action: &'static str,
        sizes: impl Iterator<Item = u64> + Clone,
        cx: &mut Ctx<'_>,
    ) {
        cx.called(action);
        for bytes in sizes.clone() {
            cx.touch(&SIZE, bytes, limits::MESSAGE_BYTES);
        }
        if self.fifo {
            cx.charge(&FIFO_PUBLISHES, sizes.clone().count() as u64);
            cx.charge(&FIFO_BYTES, sizes.sum());
        } else {
            let total: u64 = sizes.sum();
            cx.charge(&PUBLISHES, total.div_ceil(limits::BILLED_CHUNK).max(1));
        }
    }

    /// SNS-180, SNS-183: deliveries to SQS, Lambda and Firehose are free.
    pub(super) fn bill_delivery(&self, delivery: &Delivery, cx: &mut Ctx<'_>) {
        let Some(index) = self.subscription(delivery.wire) else {
            return;
        };
        let draft = &delivery.message.draft;
        if self.fifo {
            cx.charge(&FIFO_DELIVERIES, 1);
            cx.charge(&FIFO_DELIVERED_BYTES, draft.bytes());
            return;
        }
        match self.subscriptions[index].form.protocol {
            Protocol::Http | Protocol::Https => cx.charge(&HTTP, 1),
            Protocol::Email | Protocol::EmailJson => cx.charge(&EMAIL, 1),
            Protocol::Application => cx.charge(&PUSH, 1),
            // END-061: the parts of a text message are billed where they arrive.
            Protocol::Sms | Protocol::Sqs | Protocol::Lambda | Protocol::Firehose => {}
        }
    }

    /// SNS-182.
    pub(super) fn bill_filter(&self, bytes: usize, cx: &mut Ctx<'_>) {
        cx.charge(&BODY_FILTERING, bytes as u64);
    }

    /// SNS-038.
    pub(super) fn touch_batch(&self, entries: usize, cx: &mut Ctx<'_>) {
        cx.touch(&BATCH, entries as u64, limits::BATCH as u64);
    }

    /// SNS-007, SNS-039: messages of this second.
    pub(super) fn touch_publishes(&self, used: u64, limit: u64, cx: &mut Ctx<'_>) {
        cx.touch(if self.fifo { &FIFO_RATE } else { &RATE }, used, limit);
    }

    /// SNS-001.
    pub(super) fn touch_subscriptions(&self, cx: &mut Ctx<'_>) {
        cx.touch(
            &SUBSCRIPTIONS,
            self.subscriptions.len() as u64,
            self.most_subscriptions(),
        );
    }
}
