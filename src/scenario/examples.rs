//! The examples: scenario files that are part of the program.

/// An example.
#[derive(Debug)]
pub struct Example {
    /// Its file name without the ending.
    pub slug: &'static str,
    /// The scenario as TOML.
    pub toml: &'static str,
}

macro_rules! examples {
    ($($slug:literal),* $(,)?) => {
        /// All examples, in the order in which one would learn from them. A first visit opens the first.
        pub const EXAMPLES: &[Example] = &[$(Example {
            slug: $slug,
            toml: include_str!(concat!("../../static/scenarios/", $slug, ".toml")),
        }),*];
    };
}

examples![
    "decoupling",
    "competing-consumers",
    "visibility-too-short",
    "heartbeat",
    "visibility-too-long",
    "long-vs-short-polling",
    "delay-queue",
    "message-timer",
    "dlq-and-redrive",
    "dlq-detective",
    "write-buffer-db",
    "fifo-groups",
    "fifo-poison",
    "deduplication",
    "fair-queues",
    "who-may-use-the-queue",
    "encrypted-queue",
    "tight-vs-loose",
    "load-balancer",
    "three-ways-to-call",
    "back-pressure",
    "s3-event-fan-out",
    "large-message-s3-pointer",
    "sns-large-payload",
    "esm-6x-visibility",
    "lambda-on-fifo",
    "partial-batch",
    "lambda-dlq-misuse",
    "sns-fan-out",
    "sns-filters",
    "sns-http-retries",
    "sns-fifo",
    "event-routing",
    "sns-or-eventbridge",
    "event-replay",
    "schedule-and-pipe",
    "asg-on-queue-depth",
    "backlog-per-instance",
    "alarm-to-email",
];

/// The example of this name.
pub fn example(slug: &str) -> Option<&'static Example> {
    EXAMPLES.iter().find(|example| example.slug == slug)
}
