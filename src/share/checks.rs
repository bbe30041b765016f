//! What must be so, out of a link.

use super::bytes::Reader;
use super::read::{Opening, time};
use crate::base::{MessageId, NodeId, SimTime};
use crate::scenario::{Check, Condition, EVENTS, Edit, Fact};
use crate::sim::Fate;
use std::rc::Rc;

impl Opening {
    pub(super) fn check(&mut self, reader: &mut Reader<'_>) -> Option<()> {
        let at = SimTime(time(reader)?);
        let fact = match reader.number()? {
            0 => {
                let nodes = self.check_nodes(reader)?;
                let metric: Rc<str> = reader.text()?.into();
                let is = condition(reader)?;
                nodes.map(|nodes| Fact::Metric { nodes, metric, is })
            }
            1 => {
                let fate = reader.small::<usize>()?;
                let is = condition(reader)?;
                Fate::ALL.get(fate).map(|fate| Fact::Fate { fate: *fate, is })
            }
            2 => Some(Fact::Made(condition(reader)?)),
            3 => {
                let event = EVENTS.get(reader.small::<usize>()?);
                let nodes = self.check_nodes(reader)?;
                let message = Some(MessageId(reader.small()?)).filter(|id| *id != MessageId::NONE);
                let is = condition(reader)?;
                let both = event.zip(nodes);
                both.map(|(event, nodes)| Fact::Event {
                    event,
                    nodes,
                    message,
                    is,
                })
            }
            4 => Some(Fact::Refused(reader.text()?.into())),
            _ => return None,
        };
        let why = reader.text()?;
        match fact.filter(|fact| self.is_known(fact)) {
            Some(fact) => {
                let check = Check { at, fact, why };
                self.apply("A check", Edit::AddCheck(self.doc.checks.len(), check));
            }
            None => self.drop_it("A check was dropped: this page does not know what it looks at."),
        }
        Some(())
    }

    /// Whether a check asks for what there is.
    fn is_known(&self, fact: &Fact) -> bool {
        let Fact::Metric { nodes, metric, .. } = fact else {
            return true;
        };
        let has = |id: &NodeId| {
            let spec = self.doc.nodes.get(id).map(|node| node.settings.spec());
            spec.is_some_and(|spec| spec.metrics.iter().any(|known| known.name == metric.as_ref()))
        };
        !nodes.is_empty() && nodes.iter().all(has)
    }

    /// The nodes that a check names; Some(None) when one of them is missing.
    fn check_nodes(&self, reader: &mut Reader<'_>) -> Option<Option<Vec<NodeId>>> {
        let mut nodes = Some(Vec::new());
        for _ in 0..reader.number()? {
            let place = reader.small::<i64>()?;
            match (self.at_place(place), &mut nodes) {
                (Some(id), Some(nodes)) => nodes.push(id),
                _ => nodes = None,
            }
        }
        Some(nodes)
    }
}

fn condition(reader: &mut Reader<'_>) -> Option<Condition> {
    let code = reader.number()?;
    let number = reader.signed()?;
    Some(match code {
        0 => Condition::Equal(number),
        1 => Condition::Not(number),
        2 => Condition::Less(number),
        3 => Condition::AtMost(number),
        4 => Condition::More(number),
        5 => Condition::AtLeast(number),
        6 => Condition::Between(number, reader.signed()?),
        _ => return None,
    })
}
