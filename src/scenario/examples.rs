//! The examples: scenario files that are part of the program.

/// An example.
#[derive(Debug)]
pub struct Example {
    /// Its file name without the ending.
    pub slug: &'static str,
    /// What it is about, as the heading that it stands under.
    pub theme: &'static str,
    /// The scenario as TOML.
    pub toml: &'static str,
}

macro_rules! examples {
    ($($theme:literal: [$($slug:literal),* $(,)?]),* $(,)?) => {
        /// All examples, in the order in which one would learn from them, those of a theme together. A first visit
        /// opens the first.
        pub const EXAMPLES: &[Example] = &[$($(Example {
            slug: $slug,
            theme: $theme,
            toml: include_str!(concat!("../../static/scenarios/", $slug, ".toml")),
        }),*),*];
    };
}

examples![
    "Queues": [
        "decoupling",
        "competing-consumers",
        "batching-consumer",
        "visibility-too-short",
        "old-receipt-handles",
        "heartbeat",
        "visibility-too-long",
        "long-vs-short-polling",
        "polling-cpu-and-latency",
        "short-poll-subset",
        "delay-queue",
        "message-timer",
        "retention-expiry",
        "dlq-and-redrive",
        "dlq-threshold",
        "dlq-same-type",
        "dlq-retention",
        "dlq-detective",
        "worker-rights",
        "fair-queues",
        "queue-zone-down",
    ],
    "FIFO queues": [
        "fifo-one-group",
        "fifo-groups",
        "fifo-poison",
        "deduplication",
        "fifo-throughput",
        "fifo-high-throughput",
        "fifo-price",
    ],
    "Access and encryption": [
        "who-may-use-the-queue",
        "who-may-use-the-key",
        "encrypted-queue",
        "topic-policy-and-key",
    ],
    "Coupling": [
        "tight-vs-loose",
        "load-balancer",
        "three-ways-to-call",
        "back-pressure",
        "write-buffer-db",
        "idempotent-consumer",
    ],
    "Topics": [
        "queue-or-topic",
        "sns-fan-out",
        "late-subscriber",
        "missing-queue-policy",
        "cross-region-fan-out",
        "sns-filters",
        "sns-http-retries",
        "mobile-direct-publish",
        "sns-fifo",
        "sns-fifo-content",
        "sns-fifo-limits",
    ],
    "S3 and large messages": [
        "s3-event-fan-out",
        "s3-topic-fan-out",
        "large-message-s3-pointer",
        "sns-large-payload",
    ],
    "Lambda": [
        "esm-6x-visibility",
        "partial-batch",
        "lambda-on-fifo",
        "lambda-fifo-batches",
        "lambda-dlq-misuse",
    ],
    "EventBridge": [
        "event-routing",
        "sns-or-eventbridge",
        "schedule-and-pipe",
        "event-replay",
    ],
    "Alarms and scaling": [
        "alarm-to-email",
        "asg-on-queue-depth",
        "backlog-per-instance",
    ],
];

/// The example of this name.
pub fn example(slug: &str) -> Option<&'static Example> {
    EXAMPLES.iter().find(|example| example.slug == slug)
}
