//! Reading the session: views of nodes, messages, metrics, rules and events.

use super::explain;
use super::run::Session;
use super::tokens::{self, Flow};
use super::view::{EventRow, MetricRow, NodeView, Note, RuleRow, SpecRef};
use crate::base::{NodeId, SimDuration, SimTime};
use crate::sim::{Card, Event, Identity, Kinds, Rule, Tone};

/// How long a note stays where it appeared, in wall time at the present speed.
const NOTE_SHOWN: SimDuration = SimDuration::from_secs(4);

impl Session {
    /// A node as its card shows it.
    pub fn node_view(&self, id: NodeId) -> Option<NodeView> {
        self.node_with(id, || self.spark(id))
    }

    /// The same, with nothing on the line of its main metric: for a card that is too far away to show it.
    pub fn node_glance(&self, id: NodeId) -> Option<NodeView> {
        self.node_with(id, || self.has_spark(id).then(Vec::new))
    }

    fn node_with(&self, id: NodeId, spark: impl Fn() -> Option<Vec<i64>>) -> Option<NodeView> {
        let doc = self.scenario.nodes.get(&id)?;
        let world = self.timeline.world();
        let card = world.node(id).map(|node| {
            let mut card = Card::default();
            node.card(world.now(), &mut card);
            if card.unwired && world.trace().is_empty() && self.scenario.wires_of(id).next().is_some() {
                (card.status, card.tone) = (String::new(), Tone::Plain);
            }
            card.spark = spark();
            card
        });
        let spec = SpecRef(doc.settings.spec());
        Some(NodeView {
            id,
            name: doc.name.to_string(),
            spec,
            x: doc.x,
            y: doc.y,
            card,
            note: self.note_at(id),
            differs: self.differing.contains(&id),
        })
    }

    /// A node as its card shows it while the card is out of sight: who it is and where, without what is inside.
    pub fn node_outline(&self, id: NodeId) -> Option<NodeView> {
        let doc = self.scenario.nodes.get(&id)?;
        Some(NodeView {
            id,
            name: doc.name.to_string(),
            spec: SpecRef(doc.settings.spec()),
            x: doc.x,
            y: doc.y,
            card: self.timeline.world().node(id).map(|_| Card::default()),
            note: None,
            differs: self.differing.contains(&id),
        })
    }

    fn note_at(&self, id: NodeId) -> Option<Note> {
        let world = self.timeline.world();
        let shown = SimDuration(NOTE_SHOWN.0 * u64::from(self.playback.rate) / 100);
        let event = self
            .notable
            .at(id)
            .filter(|event| world.now().since(event.at) <= shown)?;
        let rule = event.rule?;
        Some(Note {
            event: event.id,
            at: event.at,
            node: id,
            message: event.message,
            title: explain::headline(event, &self.name_of(id), &|id| self.name_of(id)),
            sentence: rule.sentence.to_string(),
            rule: rule.id,
            source: rule.source,
            tone: explain::tone(event),
        })
    }

    /// What a node is called, in the run or else in the document.
    pub fn name_of(&self, id: NodeId) -> String {
        match self.timeline.world().info(id) {
            Some(info) => info.name.to_string(),
            None => self
                .scenario
                .nodes
                .get(&id)
                .map_or_else(|| id.to_string(), |node| node.name.to_string()),
        }
    }

    pub(super) fn sentence(&self, event: &Event) -> String {
        explain::sentence(event, &|id| self.name_of(id))
    }

    /// Whether the run has left its first instant.
    pub fn has_begun(&self) -> bool {
        self.frontier() > SimTime::ZERO || self.events_total() > 0
    }

    /// How many documents took the place of another one so far.
    pub fn openings(&self) -> u64 {
        self.openings
    }

    /// How many messages a node shows in its lanes, without visiting them.
    pub fn held(&self, id: NodeId) -> u64 {
        let card = self.node_view(id).and_then(|view| view.card).unwrap_or_default();
        card.lanes.iter().map(|lane| lane.total).sum()
    }

    /// A node's metrics with their minute points.
    pub fn metrics(&self, id: NodeId) -> Vec<MetricRow> {
        let world = self.timeline.world();
        let (Some(node), Some(metrics)) = (world.node(id), world.metrics(id)) else {
            return Vec::new();
        };
        let row = |spec: &'static crate::sim::MetricSpec| {
            let position = metrics.0.iter().position(|(name, _)| *name == spec.name)?;
            let number = crate::sim::decimal(metrics.0[position].1, 0);
            let value = format!("{number} {}", spec.unit.sign()).trim_end().to_string();
            let samples = world.samples(id).map(|samples| samples.points());
            let points = samples
                .into_iter()
                .flatten()
                .filter_map(|point| point.values.get(position).copied())
                .collect();
            Some(MetricRow {
                name: spec.name,
                value,
                help: spec.help,
                points,
            })
        };
        node.spec().metrics.iter().filter_map(row).collect()
    }

    /// The rules of a node's kind, with where this simulator is simpler.
    pub fn rules(&self, id: NodeId) -> Vec<RuleRow> {
        let Some(doc) = self.scenario.nodes.get(&id) else {
            return Vec::new();
        };
        let spec = doc.settings.spec();
        let simplified = |rule: &Rule| {
            let found = spec.fidelity.iter().find(|fidelity| fidelity.rule.contains(rule.id));
            found.map_or("", |fidelity| fidelity.note)
        };
        spec.rules
            .iter()
            .map(|rule| RuleRow {
                rule,
                simplified: simplified(rule),
            })
            .collect()
    }

    /// The events `first ..`, counted from 1; the forgotten ones are recomputed.
    pub fn events(&self, first: u64, count: usize) -> Vec<EventRow> {
        self.timeline
            .events(first, count)
            .iter()
            .map(|event| self.event_row(event))
            .collect()
    }

    /// The latest events, oldest first.
    pub fn recent_events(&self, count: usize) -> Vec<EventRow> {
        let window = self.timeline.world().trace().window();
        window
            .iter()
            .skip(window.len().saturating_sub(count))
            .map(|event| self.event_row(event))
            .collect()
    }

    pub(super) fn event_row(&self, event: &Event) -> EventRow {
        EventRow {
            id: event.id,
            at: event.at,
            node: self.name_of(event.node),
            node_id: event.node,
            message: event.message,
            text: self.sentence(event),
            rule: event.rule.map_or("", |rule| rule.id),
            tone: explain::tone(event),
        }
    }

    /// What the wires carry, with at most so many single messages.
    pub fn flow(&self, most: usize) -> Flow {
        let world = self.timeline.world();
        tokens::flow(
            world.trace().window().iter().rev(),
            world.now(),
            self.playback.rate,
            most,
        )
    }

    /// What colours and shapes stand for: the message groups of this run, or the producers where messages have no group,
    /// in the order in which they were first seen.
    pub fn legend(&self) -> Vec<(u32, String)> {
        let name = |seen: &Identity| {
            let group = seen.group.as_deref().map(str::to_string);
            (seen.tint, group.unwrap_or_else(|| self.name_of(seen.origin)))
        };
        self.timeline.world().meter().identities().iter().map(name).collect()
    }

    /// How many events happened when, between two instants, in so many columns.
    pub fn density(&self, from: SimTime, to: SimTime, columns: usize) -> Vec<u32> {
        self.density.columns(from, to, columns)
    }

    /// Where the timeline ends on screen: the end of the scenario, or the furthest instant reached.
    pub fn horizon(&self) -> SimTime {
        let planned = self
            .scenario
            .until
            .or_else(|| self.scenario.steps.iter().map(|step| step.at).max());
        self.frontier().max(planned.unwrap_or(SimTime::ZERO))
    }

    /// The planned steps: when, and what.
    pub fn step_marks(&self) -> Vec<(SimTime, String)> {
        self.scenario
            .steps
            .iter()
            .map(|step| (step.at, step.run.to_string()))
            .collect()
    }
}
