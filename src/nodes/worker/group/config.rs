//! The settings of a group in the form in which they are used.

use super::schedule::Schedule;
use crate::base::{NodeId, SimDuration};
use crate::nodes::alarm_state::Quotient;
use crate::sim::Settings;

/// Which instance is scaled in first (CWA-054).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Termination {
    Default,
    Oldest,
    Newest,
    NextHour,
}

/// What target tracking keeps near its target (CWA-080).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Target {
    Off,
    Backlog,
    Depth,
    /// The share of busy threads, in percent.
    Utilization,
}

impl Target {
    /// Whether it is measured at a queue.
    pub fn needs_queue(self) -> bool {
        matches!(self, Target::Backlog | Target::Depth)
    }
}

/// What a group is set to.
#[derive(Clone, Debug)]
pub struct Config {
    pub min: u32,
    pub max: u32,
    pub desired: u32,
    /// In seconds.
    pub cooldown: u64,
    /// In seconds; CWA-052: the cooldown, unless it is set.
    pub warm_up: u64,
    pub boot: SimDuration,
    pub termination: Termination,
    pub protects_new: bool,
    pub protects_busy: bool,
    pub hook: Option<SimDuration>,
    pub spot: Option<SimDuration>,
    pub target: Target,
    pub queue: Option<NodeId>,
    pub target_value: Quotient,
    pub disable_scale_in: bool,
    pub scale_in_step: i64,
    pub schedule: Schedule,
}

impl Config {
    /// Parses all texts once.
    pub fn new(settings: &Settings) -> Config {
        let number = |name| settings.number(name).clamp(0, i64::from(u32::MAX)) as u32;
        let cooldown = u64::from(number("DefaultCooldown"));
        Config {
            min: number("MinSize"),
            max: number("MaxSize"),
            desired: number("DesiredCapacity"),
            cooldown,
            warm_up: u64::try_from(settings.number("DefaultInstanceWarmup")).unwrap_or(cooldown),
            boot: settings.seconds("BootTime"),
            termination: match settings.choice("TerminationPolicies") {
                0 => Termination::Default,
                1 => Termination::Oldest,
                2 => Termination::Newest,
                _ => Termination::NextHour,
            },
            protects_new: settings.flag("NewInstancesProtectedFromScaleIn"),
            protects_busy: settings.flag("ProtectWhileBusy"),
            hook: settings
                .flag("TerminatingHook")
                .then(|| settings.seconds("HeartbeatTimeout")),
            spot: Some(settings.seconds("SpotInterruptionEvery")).filter(|span| span.0 > 0),
            target: match settings.choice("TargetMetric") {
                0 => Target::Off,
                1 => Target::Backlog,
                2 => Target::Depth,
                _ => Target::Utilization,
            },
            queue: settings.node("TargetQueue"),
            target_value: Quotient::thousandths(settings.number("TargetValue")),
            disable_scale_in: settings.flag("DisableScaleIn"),
            scale_in_step: settings.number("ScaleInStep"),
            schedule: Schedule::parse(&settings.text("ScheduledActions")).unwrap_or_default(),
        }
    }
}
