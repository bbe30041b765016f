//! Commands of a page around this one: what they are, whether they may be, and what is answered. How they arrive is the
//! platform's concern; nothing here trusts what they say.

use super::action::Action;
use super::fields::Owner;
use super::run::Session;
use super::travel::Travel;
use crate::base::{NodeId, SimDuration, SimTime};
use crate::nodes::KINDS;
use crate::scenario::{MAX_NAME, Scenario};
use crate::share;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A command as it arrives. Each verb reads the fields that it needs.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct HostMessage {
    /// What to do: one of `VERBS`.
    #[serde(rename = "do")]
    pub verb: String,
    /// A scenario as TOML or a link for `load`, a command line for `run`.
    pub text: String,
    /// An instant in milliseconds since the start of the run, for `seek`.
    pub ms: f64,
    /// A speed as a multiple of real time, for `rate`.
    pub rate: f64,
    /// The name of a node, for `metrics` and `set`.
    pub node: String,
    /// Both ends of a wire, `orders -> worker`, for `set` in place of a node.
    pub wire: String,
    /// The name of a setting, for `set`.
    pub field: String,
    /// As typed into that setting, for `set`.
    pub value: String,
    /// The number of the first event, from 1, for `events`.
    pub from: f64,
    /// How many events, at most 1,000.
    pub count: f64,
}

/// Everything that can be asked for.
pub const VERBS: [&str; 15] = [
    "load",
    "play",
    "pause",
    "seek",
    "step",
    "back",
    "restart",
    "rate",
    "metrics",
    "events",
    "state",
    "set",
    "run",
    "subscribe",
    "unsubscribe",
];

/// What follows from a command.
#[derive(Clone, Debug)]
pub enum HostStep {
    /// Do this, then answer with the state.
    Do(Action),
    /// Answer with this.
    Tell(HostAnswer),
    /// Tell the sender of every change from now on.
    Subscribe,
    /// No longer.
    Unsubscribe,
}

/// What is answered.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(untagged)]
pub enum HostAnswer {
    /// Where the run stands.
    State(HostState),
    /// A node's metrics by name, in their own units.
    Metrics(BTreeMap<&'static str, i64>),
    /// Events in the order in which they happened.
    Events(Vec<HostEvent>),
}

/// Where the run stands.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HostState {
    /// The title of the design.
    pub title: String,
    /// The names of its nodes.
    pub nodes: Vec<String>,
    /// Its wires by their ends: `orders -> worker`.
    pub wires: Vec<String>,
    /// The playhead in milliseconds.
    pub ms: f64,
    /// Whether time passes.
    pub playing: bool,
    /// The asked speed as a multiple of real time.
    pub rate: f64,
    /// How many events have happened.
    pub events: f64,
    /// A fingerprint of all of them, in hexadecimal digits.
    pub trace: String,
    /// False while a shared moment is still being brought back.
    pub settled: bool,
    /// What the last command line answered, or "".
    pub answer: String,
}

/// An event.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct HostEvent {
    /// Its number, from 1.
    pub id: f64,
    /// When, in milliseconds.
    pub ms: f64,
    /// The name of its node.
    pub node: String,
    /// What happened, as a sentence without the node's name.
    pub text: String,
    /// The rule that made it happen, or "".
    pub rule: &'static str,
}

/// Longer texts are not looked at, in bytes.
const MOST_TEXT: usize = 256 << 10;
/// A seek that goes further than this beyond what was played goes there from frame to frame.
const AT_ONCE: SimDuration = SimDuration::from_secs(600);
/// The furthest instant of a seek: a week, in milliseconds.
const LAST_MS: f64 = 604_800_000.0;

impl HostMessage {
    /// What follows from it in this session, or a sentence that says why nothing does.
    pub fn plan(&self, session: &Session) -> Result<HostStep, String> {
        if [&self.text, &self.value].iter().any(|text| text.len() > MOST_TEXT) {
            return Err(format!("The text is longer than {} KB.", MOST_TEXT >> 10));
        }
        let action = match self.verb.as_str() {
            "load" => self.load()?,
            "play" => Action::Play,
            "pause" => Action::Pause,
            "seek" => self.seek(session)?,
            "step" => Action::StepForward,
            "back" => Action::StepBack,
            "restart" => Action::Restart,
            "rate" => {
                let hundredths = whole("rate", self.rate * 100.0, 1.0, 1_000_000.0)?;
                Action::SetRate(u32::try_from(hundredths).unwrap_or(u32::MAX))
            }
            "metrics" => return self.metrics(session),
            "events" => return self.events(session),
            "state" => return Ok(HostStep::Tell(HostAnswer::State(session.host_state()))),
            "set" => self.set(session)?,
            "run" => Action::Run(self.text.clone()),
            "subscribe" => return Ok(HostStep::Subscribe),
            "unsubscribe" => return Ok(HostStep::Unsubscribe),
            other => {
                let shown: String = other.chars().take(40).collect();
                return Err(format!(
                    "There is no command {shown:?}. Use one of {}.",
                    VERBS.join(", ")
                ));
            }
        };
        match session.access().refusal(&action, session.scenario()) {
            Some(sentence) => Err(sentence),
            None => Ok(HostStep::Do(action)),
        }
    }

    /// A link with or without a moment, or a scenario as TOML.
    fn load(&self) -> Result<Action, String> {
        if self.text.contains("#s=") || self.text.starts_with("s=") {
            let opened = share::decode(&self.text).map_err(|why| why.to_string())?;
            return match share::decode_moment(&self.text) {
                None => Ok(Action::Open(Box::new(opened.scenario))),
                Some(Ok(recording)) => Ok(Action::OpenRecording(Box::new(opened.scenario), Box::new(recording))),
                Some(Err(lost)) => Err(lost.to_string()),
            };
        }
        match Scenario::from_toml(&self.text) {
            Ok(scenario) => Ok(Action::Open(Box::new(scenario))),
            Err(problems) => {
                let said: Vec<String> = problems.iter().take(3).map(ToString::to_string).collect();
                Err(format!("The scenario can't be read: {}", said.join(" ")))
            }
        }
    }

    fn seek(&self, session: &Session) -> Result<Action, String> {
        let at = SimTime(whole("ms", self.ms * 1_000.0, 0.0, LAST_MS * 1_000.0)?);
        if at > session.frontier() + AT_ONCE {
            return Ok(Action::Travel(Travel::Scrub(at)));
        }
        Ok(Action::Seek(at))
    }

    fn node(&self, session: &Session) -> Result<NodeId, String> {
        let found = session.scenario().find(&self.node);
        found.ok_or_else(|| {
            let shown: String = self.node.chars().take(MAX_NAME).collect();
            format!("There is no node called {shown:?}.")
        })
    }

    fn metrics(&self, session: &Session) -> Result<HostStep, String> {
        let metrics = session.world().metrics(self.node(session)?);
        let metrics = metrics.ok_or_else(|| format!("{} is not in this run.", self.node))?;
        Ok(HostStep::Tell(HostAnswer::Metrics(metrics.0.into_iter().collect())))
    }

    fn events(&self, session: &Session) -> Result<HostStep, String> {
        let total = session.events_total();
        let from = whole("from", self.from, 1.0, 9e15)?;
        let count = whole("count", self.count, 1.0, 1_000.0)?;
        if from > total {
            return Ok(HostStep::Tell(HostAnswer::Events(Vec::new())));
        }
        let rows = session.events(from, usize::try_from(count).unwrap_or(0));
        let event = |row: super::EventRow| HostEvent {
            id: row.id.0 as f64,
            ms: row.at.0 as f64 / 1_000.0,
            node: row.node,
            text: row.text,
            rule: row.rule,
        };
        Ok(HostStep::Tell(HostAnswer::Events(
            rows.into_iter().map(event).collect(),
        )))
    }

    fn set(&self, session: &Session) -> Result<Action, String> {
        let owner = match (self.node.as_str(), self.wire.as_str()) {
            (_, "") => Owner::Node(self.node(session)?),
            ("", wire) => Owner::Wire(session.scenario().find_wire(wire)?),
            _ => return Err("Name a node or a wire, not both.".to_string()),
        };
        session
            .read_setting(owner, &self.field, &self.value)
            .map_err(|error| error.to_string())?;
        let of_wires = KINDS.iter().flat_map(|spec| spec.ports).map(|port| port.wire);
        let fields = of_wires.flat_map(|wire| wire.fields);
        let mut fields = KINDS.iter().flat_map(|spec| spec.fields).chain(fields);
        let field = fields.find(|field| field.name == self.field).map(|field| field.name);
        Ok(owner.set(field.unwrap_or_default(), self.value.clone()))
    }
}

/// A number in its range, without what stands behind the point.
fn whole(name: &str, number: f64, least: f64, most: f64) -> Result<u64, String> {
    if number.is_finite() && (least..=most).contains(&number) {
        return Ok(number as u64);
    }
    Err(format!("{name} must be a number within its range."))
}

impl Session {
    /// Where the run stands, for a page around this one.
    pub fn host_state(&self) -> HostState {
        HostState {
            title: self.scenario.title.clone(),
            nodes: self.scenario.nodes.values().map(|node| node.name.to_string()).collect(),
            wires: self
                .scenario
                .wires
                .keys()
                .map(|id| self.scenario.wire_name(*id))
                .collect(),
            ms: self.now().0 as f64 / 1_000.0,
            playing: self.playback.playing,
            rate: f64::from(self.playback.rate) / 100.0,
            events: self.events_total() as f64,
            trace: format!("{:016x}", self.trace_hash()),
            settled: !self.is_replaying(),
            answer: self.answer.clone().unwrap_or_default(),
        }
    }
}
