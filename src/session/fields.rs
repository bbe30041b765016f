//! Settings as a person reads and types them, be it those of a node or those of a wire.

use super::action::Action;
use super::run::Session;
use super::view::{FieldRef, FieldRow};
use super::wire_words::shortened;
use crate::api::{Names, quote};
use crate::base::{NodeId, WireId};
use crate::scenario::{Deed, Edit, NodeDoc};
use crate::sim::{Change, Described, FieldSpec, FieldType, Input, LinkPatch, Patch, SettingError, Settings, Value};

/// What has settings.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Owner {
    /// A node.
    Node(NodeId),
    /// A wire.
    Wire(WireId),
}

impl Owner {
    /// What gives one of its settings what was typed.
    pub fn set(self, field: &'static str, text: String) -> Action {
        match self {
            Owner::Node(node) => Action::SetField { node, field, text },
            Owner::Wire(wire) => Action::SetTerm { wire, field, text },
        }
    }

    /// The change of the document that gives one of its settings a value.
    pub fn edit(self, field: &str, value: Value) -> Edit {
        let field = field.into();
        match self {
            Owner::Node(node) => Edit::Set { node, field, value },
            Owner::Wire(wire) => Edit::SetTerm { wire, field, value },
        }
    }

    /// What puts one of its settings back to its default.
    pub fn reset(self, field: &'static str) -> Action {
        match self {
            Owner::Node(node) => Action::ResetField { node, field },
            Owner::Wire(wire) => Action::ResetTerm { wire, field },
        }
    }
}

impl Session {
    /// A node's settings.
    pub fn fields(&self, id: NodeId) -> Vec<FieldRow> {
        let Some(doc) = self.scenario.nodes.get(&id) else {
            return Vec::new();
        };
        let row = |spec: &'static FieldSpec| {
            let may = self.access.may_set(&self.scenario, id, spec.name);
            let row = self.field_row(spec, &doc.settings, id, may, &|text| command(spec, &doc.name, text));
            self.beside_the_run(row, self.timeline.world().info(id).map(|info| &info.settings))
        };
        doc.settings.spec().fields.iter().map(row).collect()
    }

    /// What is set for a wire; nothing for a plain one.
    pub fn terms(&self, id: WireId) -> Vec<FieldRow> {
        let Some(wire) = self.scenario.wires.get(&id) else {
            return Vec::new();
        };
        let ends = self.ends_in_lines(id);
        let row = |spec: &'static FieldSpec| {
            let may = self.access.may_set_term(&self.scenario, id, spec.name);
            let command = |text: &str| {
                let value = text.replace(',', "");
                if spec.command.is_empty() {
                    let is_number = matches!(spec.ty, FieldType::Number { .. });
                    let text = if is_number { &value } else { text };
                    return format!("wire {ends} {}={}", spec.name, quote(text));
                }
                let (from, to) = (self.scenario.name(wire.from.0), self.scenario.name(wire.to.0));
                let named = spec.command.replace("{from}", from).replace("{to}", to);
                named.replace("{value}", &value)
            };
            let row = self.field_row(spec, &wire.terms, wire.from.0, may, &command);
            self.beside_the_run(row, self.timeline.world().network().get(id).map(|link| &link.terms))
        };
        wire.terms.spec().fields.iter().map(row).collect()
    }

    /// The two ends of a wire as a command line names them.
    fn ends_in_lines(&self, id: WireId) -> String {
        let Some(wire) = self.scenario.wires.get(&id) else {
            return String::new();
        };
        let mut names = Names::default();
        for node in [wire.from.0, wire.to.0] {
            if let Some(doc) = self.scenario.nodes.get(&node) {
                names.node(node, doc.name.clone(), doc.settings.clone());
            }
        }
        for (other, known) in self.scenario.wires_of(wire.from.0) {
            names.wire(other, known.clone());
        }
        names.wire_ends(id).unwrap_or_default()
    }

    /// The row with the value that the run has instead, where a step or a command has set it.
    fn beside_the_run<S: Described>(&self, row: FieldRow, running: Option<&Settings<S>>) -> FieldRow {
        let spec = row.spec.0;
        let value = running.and_then(|settings| settings.get(spec.name));
        let running = value.filter(|value| *value != row.value).map(|value| match value {
            Value::Node(Some(node)) => self.name_of(node),
            Value::Text(text) if text.is_empty() => "nothing".to_string(),
            Value::Text(text) => shortened(&text),
            other => format!("{} {}", spec.show(&other), spec.unit.sign())
                .trim_end()
                .to_string(),
        });
        FieldRow { running, ..row }
    }

    /// A setting of an owner that is, or begins at, a node: that one can't be named by it.
    fn field_row<S: Described>(
        &self,
        spec: &'static FieldSpec,
        settings: &Settings<S>,
        own: NodeId,
        may: bool,
        command: &dyn Fn(&str) -> String,
    ) -> FieldRow {
        let value = settings.get(spec.name).unwrap_or_else(|| spec.default_value());
        let text = match &value {
            Value::Node(node) => node.map_or_else(String::new, |node| self.scenario.name(node).to_string()),
            other => spec.show(other),
        };
        let options = match spec.ty {
            FieldType::Node(kinds) => {
                let fits = |(id, node): &(&NodeId, &NodeDoc)| kinds.contains(&node.settings.spec().kind) && **id != own;
                let names = self.scenario.nodes.iter().filter(fits);
                let names = names.map(|(_, node)| node.name.to_string());
                std::iter::once(String::new()).chain(names).collect()
            }
            _ => Vec::new(),
        };
        FieldRow {
            spec: FieldRef(spec),
            changed: settings.is_changed(spec.name),
            editable: (spec.change == Change::Live || !self.has_begun()) && may,
            command: command(&text),
            value,
            text,
            options,
            running: None,
        }
    }

    /// Reads what was typed for a setting of a node.
    pub fn read_field(&self, node: NodeId, field: &str, text: &str) -> Result<Value, SettingError> {
        let doc = self.scenario.nodes.get(&node);
        self.read(doc.map(|doc| &doc.settings), "node", field, text)
    }

    /// Reads what was typed for a setting of a wire.
    pub fn read_term(&self, wire: WireId, field: &str, text: &str) -> Result<Value, SettingError> {
        let doc = self.scenario.wires.get(&wire);
        let value = self.read(doc.map(|doc| &doc.terms), "wire", field, text)?;
        // What the ends refuse, or what does not go together, is said where it was typed.
        let mut after = self.scenario.clone();
        let edit = Edit::SetTerm {
            wire,
            field: field.into(),
            value: value.clone(),
        };
        match crate::scenario::apply(&mut after, edit) {
            Ok(_) => Ok(value),
            Err(error) => Err(wrong(field, &error.to_string())),
        }
    }

    /// The same for whichever has it.
    pub fn read_setting(&self, owner: Owner, field: &str, text: &str) -> Result<Value, SettingError> {
        match owner {
            Owner::Node(node) => self.read_field(node, field, text),
            Owner::Wire(wire) => self.read_term(wire, field, text),
        }
    }

    fn read<S: Described>(
        &self,
        settings: Option<&Settings<S>>,
        owner: &str,
        field: &str,
        text: &str,
    ) -> Result<Value, SettingError> {
        let settings = settings.ok_or_else(|| wrong(field, &format!("the {owner} is gone.")))?;
        let spec = settings.spec().fields().iter().find(|spec| spec.name == field);
        let spec = spec.ok_or_else(|| wrong(field, "there is no such setting."))?;
        match spec.ty {
            FieldType::Node(_) if text.is_empty() => Ok(Value::Node(None)),
            FieldType::Node(_) => match self.scenario.find(text) {
                Some(id) => Ok(Value::Node(Some(id))),
                None => Err(wrong(field, &format!("there is no node called {text:?}."))),
            },
            _ => spec.parse(text),
        }
    }

    /// Gives one setting a value, in the design and in the run. False, with a notice, when it can't be.
    pub(super) fn give(&mut self, of: Owner, field: &str, value: Value) -> bool {
        if let Some(input) = self.only_in_the_run(of, field, &value) {
            let now = self.now();
            for line in Names::of(self.timeline.world()).lines(std::slice::from_ref(&input), &|_| None) {
                self.console.add_by_hand(now, &line);
            }
            self.act(Deed::Edit(vec![input]));
            return true;
        }
        self.edit(of.edit(field, value), &format!("set {field}"))
    }

    /// What the run must be told when the design has the value already: a step or a command has set another one there.
    fn only_in_the_run(&self, of: Owner, field: &str, value: &Value) -> Option<Input> {
        let world = self.timeline.world();
        match of {
            Owner::Node(id) => {
                let (drawn, running) = (&self.scenario.nodes.get(&id)?.settings, &world.info(id)?.settings);
                Some(Input::Set(id, correction(drawn, running, field, value)?))
            }
            Owner::Wire(id) => {
                let (drawn, running) = (&self.scenario.wires.get(&id)?.terms, world.network().get(id)?);
                let terms = correction(drawn, &running.terms, field, value)?;
                Some(Input::Adjust(
                    id,
                    LinkPatch {
                        terms,
                        ..LinkPatch::between(running, running)
                    },
                ))
            }
        }
    }

    pub(super) fn reset_term(&mut self, wire: WireId, field: &'static str) {
        let terms = self.scenario.wires.get(&wire).map(|doc| doc.terms.spec());
        let spec = terms.and_then(|terms| terms.fields.iter().find(|spec| spec.name == field));
        if let Some(spec) = spec {
            let value = spec.default_value();
            let field = field.into();
            self.edit(Edit::SetTerm { wire, field, value }, "");
        }
    }
}

/// What gives running settings the value that the drawn ones have.
fn correction<S: Described>(
    drawn: &Settings<S>,
    running: &Settings<S>,
    field: &str,
    value: &Value,
) -> Option<Patch<S>> {
    let differs = drawn.get(field).as_ref() == Some(value) && running.get(field).as_ref() != Some(value);
    let mut patch = Patch::new(running.spec());
    differs.then(|| patch.set(field, value.clone()).ok())??;
    Some(patch)
}

fn wrong(field: &str, hint: &str) -> SettingError {
    SettingError {
        field: field.to_string(),
        hint: hint.to_string(),
    }
}

fn command(spec: &FieldSpec, name: &str, text: &str) -> String {
    if spec.command.is_empty() {
        let quoted = if text.is_empty() || text.contains([' ', '"', '\'']) {
            format!("{text:?}")
        } else {
            text.to_string()
        };
        return format!("set {name} {}={quoted}", spec.name);
    }
    spec.command
        .replace("{name}", name)
        .replace("{value}", &text.replace(',', ""))
}
