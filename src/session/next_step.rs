//! What to do next with a node that nothing is joined to.

use super::run::Session;
use crate::base::NodeId;
use crate::sim::{Flow, NodeSpec, PortSpec, Speaks, Value};

impl Session {
    /// How to join a node that has no wire and no line to another one; "" for a node that is joined, or has no ports.
    pub fn next_step(&self, id: NodeId) -> String {
        let Some(doc) = self.scenario.nodes.get(&id) else {
            return String::new();
        };
        let settings = &doc.settings;
        let refers = |port: &PortSpec| match port.speaks {
            Speaks::Reference(field) => matches!(settings.get(field), Some(Value::Node(Some(_)))),
            _ => false,
        };
        let spec = settings.spec();
        let joined = self.scenario.wires_of(id).next().is_some() || spec.ports.iter().any(refers);
        if joined || spec.ports.is_empty() {
            return String::new();
        }
        format!("Not joined yet: drag from a port to another node. {}", ports(spec))
    }
}

/// `Left: publishers. Right: subscriptions.`
fn ports(spec: &NodeSpec) -> String {
    let side = |name: &str, wanted: fn(&PortSpec) -> bool| {
        let labels: Vec<&str> = spec
            .ports
            .iter()
            .filter(|port| wanted(port))
            .map(|port| port.label)
            .collect();
        (!labels.is_empty()).then(|| format!("{name}: {}.", labels.join(", ")))
    };
    let sides = [
        side("Left", |port| port.flow == Flow::In),
        side("Right", |port| {
            port.flow == Flow::Out && !matches!(port.speaks, Speaks::Reference(_))
        }),
        side("Below", |port| matches!(port.speaks, Speaks::Reference(_))),
    ];
    sides.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nodes::KINDS;
    use crate::scenario::Scenario;

    fn session(toml: &str) -> Session {
        Session::new(Scenario::from_toml(toml).expect("a valid design"))
    }

    fn step(session: &Session, name: &str) -> String {
        session.next_step(session.scenario().find(name).expect("a node"))
    }

    const TOPIC: &str = "version = 1\n[nodes.news]\nkind = \"sns-standard\"\nat = [0, 0]\n[nodes.orders]\n\
                         kind = \"sqs-standard\"\nat = [400, 0]\n[nodes.key]\nkind = \"kms-key\"\nat = [0, 400]\n";

    #[test]
    fn a_lone_node_says_what_its_ports_are_for_and_a_joined_one_says_nothing() {
        let lone = session(TOPIC);
        assert_eq!(
            step(&lone, "news"),
            "Not joined yet: drag from a port to another node. Left: publishers. Right: subscriptions."
        );
        assert!(step(&lone, "orders").ends_with("Left: messages in. Right: messages out. Below: dead-letter queue."));
        assert_eq!(step(&lone, "key"), "", "a key has no ports");
        let joined = session(&format!("{TOPIC}[[wires]]\njoin = \"news -> orders\"\n"));
        assert_eq!(step(&joined, "news") + &step(&joined, "orders"), "");
    }

    #[test]
    fn every_kind_with_ports_has_a_next_step() {
        for spec in KINDS {
            let name = format!("one{}", spec.name_suffix);
            let file = format!(
                "version = 1\n[nodes.\"{name}\"]\nkind = \"{}\"\nat = [0, 0]\n",
                spec.kind
            );
            let said = step(&session(&file), &name);
            assert_eq!(said.is_empty(), spec.ports.is_empty(), "{}: {said}", spec.kind);
            assert!(said.len() < 240, "{}: {said}", spec.kind);
        }
    }
}
