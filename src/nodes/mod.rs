//! The registry: every kind of node, one folder and one line each; and what several kinds share.
//!
//! # Where what is
//!
//! | Folder | Kinds |
//! |---|---|
//! | [`producer`], [`worker`] | who sends and who works; `worker::group` is the Auto Scaling group |
//! | [`sqs`], [`sns`] | queues and topics, standard and FIFO |
//! | [`eventbridge`] | buses, their rules, schedules, pipes |
//! | [`lambda`] | functions, their event source mappings, asynchronous calls |
//! | [`tier`] | what is called and answers: services and load balancers |
//! | [`endpoint`] | HTTP endpoints, mailboxes, phones, apps |
//! | [`bucket`], [`database`], [`kms`] | S3 buckets; tables and instances; keys |
//! | [`cloudwatch`] | alarms |
//!
//! One kind never uses another. What they share is in rooms of its own, which are no kinds:
//!
//! | Room | What |
//! |---|---|
//! | [`service`] | actions by name, JSON members, ARNs, refusals in AWS's words |
//! | [`access`] | who may do what: policies, principals, roles, what a key allows |
//! | [`pattern`] | event patterns and filter policies |
//! | [`calendar`] | dates, time zones, schedule expressions |
//! | [`behaviour`] | code that isn't run: how long work takes, what it fails on |
//! | [`claim_check`] | large payloads that wait in a bucket |
//! | [`metric`], [`alarm_state`] | which series a metric is; how its points become the state of an alarm |
//! | [`mobile`], [`retry`] | the words of mobile push; when SNS tries again |
//! | `answers` | calls that are answered when all of their messages are |
//! | `bench` | for tests: towns that are quickly drawn, stand-ins for real kinds |
//!
//! # How to add a node
//!
//! 1. Make a folder with `mod.rs` (what it models, what it leaves out, sources; the [`Node`] impl), `spec.rs` (its
//!    description: ports, settings, metrics), `rules.rs`, `config.rs` (its settings as it uses them), mechanism files and
//!    `tests.rs`; an AWS service also gets `error.rs`, `api.rs` (its actions as a table) and `front/` (what they do, as a
//!    [`service::Service`]).
//! 2. Add its line to the registry below, with the service it belongs to.
//! 3. Write an example scenario for it in `static/scenarios/`.
//!
//! Palette, inspector, help, console, document and link read the description; nothing else has to change.

pub mod access;
pub mod alarm_state;
mod answers;
pub mod behaviour;
#[cfg(test)]
pub(crate) mod bench;
pub mod bucket;
pub mod calendar;
pub mod claim_check;
pub mod cloudwatch;
pub mod database;
pub mod endpoint;
pub mod eventbridge;
pub mod kms;
pub mod lambda;
mod lately;
pub mod metric;
pub mod mobile;
pub mod pattern;
pub mod producer;
pub mod retry;
pub mod service;
pub mod sns;
pub mod sqs;
pub mod tier;
pub mod worker;

use crate::base::{NodeId, SimTime, WireId};
use crate::sim::{
    Asking, Card, Ctx, Fault, Handle, Holding, Inquiry, Kinds, Message, Metrics, Node, NodeSpec, Settings, Standing,
    Stimulus, Verdict,
};

/// Makes the enum over all kinds, its [`Kinds`] impl, and the tables of descriptions and services.
macro_rules! registry {
    ($($(#[$when:meta])* $variant:ident($node:ty) $(of $service:path)?),* $(,)?) => {
        /// A node of any kind.
        #[derive(Clone, Debug)]
        #[allow(missing_docs, reason = "each variant is documented by the type it holds")]
        pub enum AnyNode { $($(#[$when])* $variant($node)),* }

        /// The descriptions of all kinds, in the order of the palette.
        pub const KINDS: &[&NodeSpec] = &[$($(#[$when])* <$node as Node>::SPEC),*];

        /// The services of the kinds that belong to one; a service with several kinds stands here several times.
        static SERVICES: &[&service::Service] = &[$($(&$service,)?)*];

        impl Kinds for AnyNode {
            fn make(id: NodeId, seed: u64, settings: &Settings) -> Self {
                $($(#[$when])* if settings.spec().kind == <$node as Node>::SPEC.kind {
                    return AnyNode::$variant(<$node as Node>::new(id, seed, settings));
                })*
                unreachable!("settings belong to a kind of the registry, not to {}", settings.spec().kind)
            }
            fn spec(&self) -> &'static NodeSpec {
                match *self { $($(#[$when])* AnyNode::$variant(_) => <$node as Node>::SPEC),* }
            }
            fn handle(&mut self, stimulus: Stimulus, cx: &mut Ctx<'_>) {
                match *self { $($(#[$when])* AnyNode::$variant(ref mut node) => node.handle(stimulus, cx)),* }
            }
            fn metrics(&self, now: SimTime, out: &mut Metrics) {
                match *self { $($(#[$when])* AnyNode::$variant(ref node) => node.metrics(now, out)),* }
            }
            fn card(&self, now: SimTime, card: &mut Card) {
                match *self { $($(#[$when])* AnyNode::$variant(ref node) => node.card(now, card)),* }
            }
            fn holdings(&self, now: SimTime, visit: &mut dyn FnMut(Holding<'_>)) {
                match *self { $($(#[$when])* AnyNode::$variant(ref node) => node.holdings(now, visit)),* }
            }
            fn faults(&self) -> Vec<Fault> {
                match *self { $($(#[$when])* AnyNode::$variant(ref node) => node.faults()),* }
            }
            fn audit(&self, now: SimTime, wrong: &mut Vec<String>) {
                match *self { $($(#[$when])* AnyNode::$variant(ref node) => node.audit(now, wrong)),* }
            }
            fn emits_metrics(&self, now: SimTime) -> bool {
                match *self { $($(#[$when])* AnyNode::$variant(ref node) => node.emits_metrics(now)),* }
            }
            fn explain(&self, inquiry: Inquiry<'_>) -> Option<Standing> {
                match *self { $($(#[$when])* AnyNode::$variant(ref node) => node.explain(inquiry)),* }
            }
            fn verdicts(&self, message: &Message, inquiry: Inquiry<'_>) -> Vec<Verdict> {
                match *self { $($(#[$when])* AnyNode::$variant(ref node) => node.verdicts(message, inquiry)),* }
            }
            fn asking(&self, now: SimTime, wire: WireId) -> Option<Asking> {
                match *self { $($(#[$when])* AnyNode::$variant(ref node) => node.asking(now, wire)),* }
            }
            fn reasons(&self, now: SimTime) -> Vec<Asking> {
                match *self { $($(#[$when])* AnyNode::$variant(ref node) => node.reasons(now)),* }
            }
            fn receipt(&self, handle: Handle) -> Option<String> {
                match *self { $($(#[$when])* AnyNode::$variant(ref node) => node.receipt(handle)),* }
            }
        }
    };
}

registry! {
    #[cfg(test)]
    Hub(bench::hub::Hub),
    SqsStandard(sqs::Standard) of sqs::SERVICE,
    SqsFifo(sqs::Fifo) of sqs::SERVICE,
    SnsStandard(sns::Standard) of sns::SERVICE,
    SnsFifo(sns::Fifo) of sns::SERVICE,
    Producer(producer::Producer),
    Worker(worker::Worker),
    Lambda(lambda::Function) of lambda::SERVICE,
    AutoScalingGroup(worker::group::Group) of worker::group::SERVICE,
    Alarm(cloudwatch::Alarm) of cloudwatch::SERVICE,
    HttpEndpoint(endpoint::HttpEndpoint),
    Email(endpoint::Email),
    Sms(endpoint::Sms),
    MobilePush(endpoint::MobilePush),
    PlatformApplication(endpoint::PlatformApplication),
    Service(tier::Service),
    LoadBalancer(tier::LoadBalancer),
    S3Bucket(bucket::Bucket) of bucket::SERVICE,
    DynamoDbTable(database::Table) of database::SERVICE,
    RdsDatabase(database::Instance),
    KmsKey(kms::Key) of kms::SERVICE,
    EventBus(eventbridge::EventBus) of eventbridge::EVENTS,
    EventRule(eventbridge::EventRule) of eventbridge::EVENTS,
    Schedule(eventbridge::Schedule) of eventbridge::SCHEDULER,
    Pipe(eventbridge::Pipe) of eventbridge::PIPES,
}

/// The world with all kinds in it.
pub type World = crate::sim::World<AnyNode>;

/// The kind of this name.
pub fn kind(name: &str) -> Option<&'static NodeSpec> {
    KINDS.iter().copied().find(|spec| spec.kind == name)
}
