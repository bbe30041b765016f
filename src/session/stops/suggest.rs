//! Conditions that make sense for the design as it is.

use super::condition::When;
use crate::base::{MessageId, NodeId};
use crate::scenario::Condition;
use crate::session::run::Session;
use crate::sim::Value;

const VISIBLE: &str = "ApproximateNumberOfMessagesVisible";
const OLDEST: &str = "ApproximateAgeOfOldestMessage";

impl Session {
    /// A few conditions to choose from, each in plain words and in the form that can be typed.
    pub fn stop_suggestions(&self) -> Vec<(String, String)> {
        let mut found: Vec<(String, When)> = Vec::new();
        let message = self.focus.message;
        let subject = (message != MessageId::NONE).then_some(message);
        let is = Condition::AtLeast(3);
        let who = subject.map_or("A message".to_string(), |message| message.to_string());
        found.push((
            format!("{who} is received the 3rd time"),
            When::Receives { message: subject, is },
        ));
        found.push(("An effect happens twice".to_string(), When::DuplicateEffect));
        for id in self.dead_letter_queues() {
            found.extend(
                self.metric_above(id, VISIBLE, 0)
                    .map(|when| (format!("{} is not empty", self.scenario.name(id)), when)),
            );
        }
        let chosen = self.selection.only_node();
        let node = chosen.or_else(|| {
            let mut ids = self.scenario.nodes.keys().copied();
            ids.find(|id| self.metric_above(*id, OLDEST, 30).is_some())
        });
        if let Some((id, when)) = node.and_then(|id| Some((id, self.metric_above(id, OLDEST, 30)?))) {
            found.push((
                format!("The oldest message in {} is older than 30 s", self.scenario.name(id)),
                when,
            ));
        }
        found.push(("A node goes down".to_string(), When::Down(None)));
        found.push(("A call is refused".to_string(), When::Refusal(None)));
        let texts = found
            .into_iter()
            .map(|(words, when)| (words, when.text(&self.scenario)));
        texts.collect()
    }

    fn metric_above(&self, node: NodeId, name: &str, than: i64) -> Option<When> {
        let specs = self.scenario.nodes.get(&node)?.settings.spec().metrics;
        let metric = specs.iter().find(|spec| spec.name == name)?.name;
        let is = Condition::More(than);
        Some(When::Metric { node, metric, is })
    }

    /// The nodes to which others refer.
    fn dead_letter_queues(&self) -> Vec<NodeId> {
        let mut ids: Vec<NodeId> = Vec::new();
        for node in self.scenario.nodes.values() {
            for field in node.settings.spec().fields {
                if let Some(Value::Node(Some(id))) = node.settings.get(field.name) {
                    ids.push(id);
                }
            }
        }
        ids.sort_unstable();
        ids.dedup();
        ids
    }
}
