//! The settings of a queue as its engine uses them.

use super::access::Access;
use super::limits;
use crate::base::{NodeId, Ratio, SimDuration};
use crate::sim::Settings;

/// What becomes of a delete with an old receipt handle on a standard queue (SQS-102).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OldHandleDelete {
    /// It succeeds without effect.
    Ignore,
    /// It deletes.
    Delete,
    /// It deletes with this probability.
    Random(Ratio),
}

/// When a message that was received too often moves (SQS-111).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DlqMove {
    /// When it would be received once more.
    OnNextReceive,
    /// When its visibility timeout ends.
    OnVisibilityExpiry,
}

/// The distributed model of a standard queue (SQS-150).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Model {
    /// Exact order, every host asked, nothing by chance (SQS-157).
    pub exact: bool,
    /// How many hosts.
    pub hosts: u8,
    /// How many of them hold a copy.
    pub replicas: u8,
    /// How many of them a short poll asks.
    pub sample: u8,
    /// Copies go to the hosts in turn instead of by chance.
    pub place_in_turn: bool,
    /// Short polls ask the hosts in turn instead of by chance.
    pub sample_in_turn: bool,
    /// Share of messages that can be found late.
    pub late: Ratio,
    /// Share of deliveries that leave a copy unlocked.
    pub duplicate: Ratio,
    /// How long it stays unlocked.
    pub duplicate_window: SimDuration,
    /// Share of deletes that one copy survives.
    pub ghost: Ratio,
    /// After which time it comes back.
    pub ghost_delay: SimDuration,
}

/// What only FIFO queues have.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct FifoConfig {
    /// `ContentBasedDeduplication` (SQS-033).
    pub content_based: bool,
    /// `DeduplicationScope` is `messageGroup` (SQS-034).
    pub scope_group: bool,
    /// Both settings of high-throughput mode are on (SQS-147).
    pub high_throughput: bool,
}

/// All settings of a queue.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Config {
    /// `DelaySeconds` (SQS-023).
    pub delay: SimDuration,
    /// `MaximumMessageSize` in bytes, within the profile (SQS-025).
    pub max_bytes: u64,
    /// `MessageRetentionPeriod` (SQS-022).
    pub retention: SimDuration,
    /// `ReceiveMessageWaitTimeSeconds` (SQS-024).
    pub wait: SimDuration,
    /// `VisibilityTimeout` (SQS-021).
    pub visibility: SimDuration,
    /// `RedrivePolicy`: the dead-letter queue and the allowed receives (SQS-026).
    pub redrive: Option<(NodeId, u32)>,
    /// See [`DlqMove`].
    pub dlq_move: DlqMove,
    /// The classic exam limits.
    pub classic: bool,
    /// Messages in flight at most (SQS-082).
    pub in_flight: u64,
    /// How long a deleted queue goes on (SQS-015).
    pub delete_propagation: SimDuration,
    /// How long changed settings take (SQS-017).
    pub attribute_propagation: SimDuration,
    /// A new queue needs a second (SQS-016).
    pub strict_timing: bool,
    /// An unused queue goes on sending metrics (SQS-181).
    pub idle_metrics: bool,
    /// See [`OldHandleDelete`]; unused on FIFO queues.
    pub old_handle_delete: OldHandleDelete,
    /// See [`Model`]; unused on FIFO queues (SQS-159).
    pub model: Model,
    /// Unused on standard queues.
    pub fifo: FifoConfig,
    /// Policy and key.
    pub access: Access,
}

impl Config {
    /// Reads the settings of a queue of either kind.
    pub fn new(me: NodeId, settings: &Settings) -> Config {
        let fifo = settings.spec().field("DeduplicationScope").is_some();
        let classic = settings.choice("limits_profile") == 1;
        let cap = if classic {
            limits::MESSAGE_BYTES_CLASSIC
        } else {
            limits::MESSAGE_BYTES
        }; // SQS-001
        let target = settings
            .node("RedrivePolicy.deadLetterTargetArn")
            .filter(|dlq| *dlq != me);
        Config {
            delay: settings.seconds("DelaySeconds"),
            max_bytes: settings.number("MaximumMessageSize").min(cap) as u64,
            retention: settings.seconds("MessageRetentionPeriod"),
            wait: settings.seconds("ReceiveMessageWaitTimeSeconds"),
            visibility: settings.seconds("VisibilityTimeout"),
            redrive: target.map(|dlq| (dlq, settings.number("RedrivePolicy.maxReceiveCount") as u32)),
            dlq_move: match settings.choice("dlq_move") {
                0 => DlqMove::OnNextReceive,
                _ => DlqMove::OnVisibilityExpiry,
            },
            classic,
            // SQS-005: the old limit of 20,000 held for FIFO queues only.
            in_flight: if classic && fifo {
                limits::IN_FLIGHT_CLASSIC_FIFO
            } else {
                limits::IN_FLIGHT
            },
            delete_propagation: settings.seconds("delete_propagation"),
            attribute_propagation: settings.seconds("attribute_propagation_s"),
            strict_timing: settings.flag("strict_timing"),
            idle_metrics: settings.flag("metrics_when_inactive"),
            old_handle_delete: if fifo {
                OldHandleDelete::Ignore
            } else {
                old_handle_delete(settings)
            },
            model: if fifo { Model::EXACT } else { Model::new(settings) },
            fifo: if fifo {
                FifoConfig::new(settings)
            } else {
                FifoConfig::default()
            },
            access: Access::new(settings),
        }
    }
}

fn old_handle_delete(settings: &Settings) -> OldHandleDelete {
    match settings.choice("old_handle_delete") {
        0 => OldHandleDelete::Ignore,
        1 => OldHandleDelete::Delete,
        _ => OldHandleDelete::Random(settings.percent("old_handle_delete_chance")),
    }
}

impl FifoConfig {
    fn new(settings: &Settings) -> FifoConfig {
        let scope_group = settings.choice("DeduplicationScope") == 1;
        FifoConfig {
            content_based: settings.flag("ContentBasedDeduplication"),
            scope_group,
            high_throughput: scope_group && settings.choice("FifoThroughputLimit") == 1, // SQS-147
        }
    }
}

impl Model {
    /// One consistent store: the ideal preset with its ten hosts and three copies.
    pub const EXACT: Model = Model {
        exact: true,
        hosts: 10,
        replicas: 3,
        sample: 10,
        place_in_turn: false,
        sample_in_turn: false,
        late: Ratio::NEVER,
        duplicate: Ratio::NEVER,
        duplicate_window: SimDuration::ZERO,
        ghost: Ratio::NEVER,
        ghost_delay: SimDuration::ZERO,
    };

    /// The presets of SQS-150; hosts, copies and how they are chosen count in all of them, the chances in `custom` only.
    fn new(settings: &Settings) -> Model {
        let hosts = settings.number("hosts") as u8;
        let chosen = Model {
            exact: false,
            hosts,
            replicas: (settings.number("replicas") as u8).min(hosts),
            sample: (settings.number("sample") as u8).min(hosts),
            place_in_turn: settings.choice("placement") == 1,
            sample_in_turn: settings.choice("sampling") == 1,
            late: settings.percent("p_order_jitter"),
            duplicate: settings.percent("p_dup"),
            duplicate_window: settings.seconds("dup_window"),
            ghost: settings.percent("p_ghost"),
            ghost_delay: settings.seconds("ghost_delay"),
        };
        let chances = |late, duplicate, ghost| Model {
            late: Ratio(late),
            duplicate: Ratio(duplicate),
            duplicate_window: SimDuration::from_secs(1),
            ghost: Ratio(ghost),
            ghost_delay: SimDuration::from_secs(5),
            sample: 3.min(hosts),
            ..chosen
        };
        match settings.choice("model") {
            0 => Model {
                exact: true,
                sample: hosts,
                late: Ratio::NEVER,
                duplicate: Ratio::NEVER,
                ghost: Ratio::NEVER,
                ..chosen
            },
            1 => chances(20_000, 1_000, 500),
            2 => chances(300_000, 50_000, 20_000),
            _ => chosen,
        }
    }
}
