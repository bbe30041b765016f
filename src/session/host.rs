//! Commands of a page around this one: what they are, whether they may be, and what is answered. How they arrive is the
//! platform's concern; nothing here trusts what they say.

use super::action::Action;
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
        let node = self.node(session)?;
        session
            .read_field(node, &self.field, &self.value)
            .map_err(|error| error.to_string())?;
        let mut fields = KINDS.iter().flat_map(|spec| spec.fields);
        let field = fields.find(|field| field.name == self.field).map(|field| field.name);
        Ok(Action::SetField {
            node,
            field: field.unwrap_or_default(),
            text: self.value.clone(),
        })
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

#[cfg(test)]
mod tests {
    use super::super::{Access, Allowed};
    use super::*;
    use crate::base::Stream;
    use crate::scenario::examples::EXAMPLES;

    fn session() -> Session {
        Session::new(Scenario::from_toml(EXAMPLES[0].toml).expect("an example"))
    }

    fn message(verb: &str) -> HostMessage {
        HostMessage {
            verb: verb.to_string(),
            ..HostMessage::default()
        }
    }

    fn act(session: &mut Session, message: &HostMessage) -> Result<Option<HostAnswer>, String> {
        match message.plan(session)? {
            HostStep::Do(action) => {
                session.dispatch(action);
                Ok(None)
            }
            HostStep::Tell(answer) => Ok(Some(answer)),
            HostStep::Subscribe | HostStep::Unsubscribe => Ok(None),
        }
    }

    #[test]
    fn a_host_seeks_reads_and_changes() {
        let mut session = session();
        let seek = HostMessage {
            ms: 20_000.0,
            ..message("seek")
        };
        act(&mut session, &seek).expect("a possible seek");
        assert_eq!(session.host_state().ms, 20_000.0);
        let metrics = HostMessage {
            node: "orders".to_string(),
            ..message("metrics")
        };
        let Some(HostAnswer::Metrics(values)) = act(&mut session, &metrics).expect("metrics") else {
            panic!("no metrics");
        };
        // One a second, the first at once.
        assert_eq!(values["NumberOfMessagesSent"], 21);
        let events = HostMessage {
            from: 1.0,
            count: 5.0,
            ..message("events")
        };
        let Some(HostAnswer::Events(rows)) = act(&mut session, &events).expect("events") else {
            panic!("no events");
        };
        assert_eq!((rows.len(), rows[0].id), (5, 1.0));
        let set = HostMessage {
            node: "orders".to_string(),
            field: "VisibilityTimeout".to_string(),
            value: "5".to_string(),
            ..message("set")
        };
        act(&mut session, &set).expect("a possible value");
        let wrong = HostMessage {
            value: "a lot".to_string(),
            ..set
        };
        assert!(act(&mut session, &wrong).is_err_and(|why| why.contains("VisibilityTimeout")));
    }

    #[test]
    fn a_host_of_a_page_for_looking_at_stays_within_what_is_allowed() {
        let mut session = session().with_access(Access::View(Allowed::of(&[])));
        let load = HostMessage {
            text: EXAMPLES[1].toml.to_string(),
            ..message("load")
        };
        assert!(act(&mut session, &load).is_err_and(|why| why.contains("for looking at")));
        let run = HostMessage {
            text: "aws sqs purge-queue --queue-url orders".to_string(),
            ..message("run")
        };
        assert!(act(&mut session, &run).is_err());
        assert!(act(&mut session, &message("play")).is_ok());
    }

    #[test]
    fn whatever_a_host_sends_nothing_panics_and_errors_are_sentences() {
        let mut luck = Stream::new(3, 0, "host");
        let numbers = [f64::NAN, f64::INFINITY, -1.0, 0.0, 1e300, 0.5, 3.0, 1e9, -0.0];
        let texts = [
            "",
            "orders",
            "\0",
            "#s=",
            "#s=AAAA&m=BB",
            "s=%",
            "[[[",
            "nodes = 3",
            "aws",
            "aws sqs",
            "ü→漢",
            "restart worker",
        ];
        let pick = |luck: &mut Stream, of: usize| luck.below(of as u64) as usize;
        let mut session = session();
        for _ in 0..3_000 {
            let number = |luck: &mut Stream| numbers[pick(luck, numbers.len())];
            let text = |luck: &mut Stream| texts[pick(luck, texts.len())].to_string();
            let verb = match pick(&mut luck, VERBS.len() + 1) {
                0 => text(&mut luck),
                index => VERBS[index - 1].to_string(),
            };
            let message = HostMessage {
                verb,
                text: text(&mut luck),
                ms: number(&mut luck),
                rate: number(&mut luck),
                node: text(&mut luck),
                field: text(&mut luck),
                value: text(&mut luck),
                from: number(&mut luck),
                count: number(&mut luck),
            };
            if let Err(why) = act(&mut session, &message) {
                assert!(why.ends_with(['.', ')', '"', '\'']) || why.contains(' '), "{why}");
            }
            // What is far away is left there; the next message begins near the start again.
            session = session_near(session);
        }
    }

    fn session_near(session: Session) -> Session {
        if session.now() > SimTime::from_secs(60) || session.scenario().nodes.is_empty() {
            self::session()
        } else {
            session
        }
    }
}
