//! A pattern ready for matching. It mirrors the event, and each of its nodes looks at each value on its path once, so
//! the time is bounded by the size of the pattern times the size of the event.

use super::json::{Json, Mark, Object, parts};
use super::operator::Alternatives;
use std::collections::BTreeMap;

/// What is wanted of an object: all fields, and of each choice one branch.
#[derive(Clone, Default, Debug)]
pub struct Node {
    fields: Vec<Field>,
    choices: Vec<Vec<Node>>,
    /// Whether it holds where there is nothing at all.
    absent: bool,
    /// Whether it wants nothing but absence. Of an array of objects all have to fulfil that, not just one.
    only_absent: bool,
}

#[derive(Clone, Debug)]
struct Field {
    mark: Mark,
    name: Box<str>,
    /// From the root, as it is shown: `order.total`.
    path: Box<str>,
    want: Want,
}

#[derive(Clone, Debug)]
enum Want {
    Leaf(Alternatives),
    Inside(Node),
}

impl Node {
    /// Wants a leaf.
    pub fn leaf(&mut self, name: &str, path: &str, wanted: Alternatives) {
        self.want(name, path, Want::Leaf(wanted));
    }

    /// Wants something inside of a member.
    pub fn inside(&mut self, name: &str, path: &str, node: Node) {
        self.want(name, path, Want::Inside(node));
    }

    /// Wants one of several branches (EVB-054, SNS-081).
    pub fn choice(&mut self, branches: Vec<Node>) {
        self.choices.push(branches);
    }

    /// SNS-084: a name with dots is a path.
    fn want(&mut self, name: &str, path: &str, mut want: Want) {
        let mut parts = parts(name).map_or_else(|| vec![name], Iterator::collect);
        while let Some(name) = parts.pop() {
            let field = Field {
                mark: Mark::of(name),
                name: name.into(),
                path: path.into(),
                want,
            };
            if parts.is_empty() {
                self.fields.push(field);
                return;
            }
            want = Want::Inside(Node {
                fields: vec![field],
                ..Node::default()
            });
        }
    }

    /// Joins what is about the same member, and works out what absence means. To be called once, when nothing is added any
    /// more.
    pub fn finish(&mut self) {
        self.join();
        for field in &mut self.fields {
            if let Want::Inside(node) = &mut field.want {
                node.finish();
            }
        }
        self.choices.iter_mut().flatten().for_each(Node::finish);
        let absent = |field: &Field| match &field.want {
            Want::Leaf(wanted) => (wanted.absent, wanted.only_absent),
            Want::Inside(node) => (node.absent, node.only_absent),
        };
        self.absent = self.fields.iter().all(|field| absent(field).0)
            && self
                .choices
                .iter()
                .all(|branches| branches.iter().any(|node| node.absent));
        self.only_absent = self.fields.iter().all(|field| absent(field).1)
            && self.choices.iter().flatten().all(|node| node.only_absent);
    }

    /// Of two leaves with one name the later one counts; what is wanted inside of one member is wanted of one object.
    fn join(&mut self) {
        let mut known: BTreeMap<(Box<str>, bool), usize> = BTreeMap::new();
        let mut fields: Vec<Field> = Vec::with_capacity(self.fields.len());
        for field in self.fields.drain(..) {
            let leaf = matches!(field.want, Want::Leaf(_));
            let index = *known.entry((field.name.clone(), leaf)).or_insert(fields.len());
            match fields.get_mut(index) {
                None => fields.push(field),
                Some(held) => match (&mut held.want, field.want) {
                    (Want::Inside(held), Want::Inside(more)) => {
                        held.fields.extend(more.fields);
                        held.choices.extend(more.choices);
                    }
                    (held, want) => *held = want,
                },
            }
        }
        self.fields = fields;
    }

    /// What is wanted of the member of this name: a leaf (`Some(true)`), something inside (`Some(false)`), or nothing.
    pub fn wants_leaf(&self, name: &str) -> Option<bool> {
        let own = self.fields.iter().find(|field| *field.name == *name);
        own.map(|field| matches!(field.want, Want::Leaf(_)))
            .or_else(|| self.choices.iter().flatten().find_map(|node| node.wants_leaf(name)))
    }

    /// Whether all is as wanted.
    ///
    /// # Errors
    /// The path of the first field that is not, or `$or` when no branch of a choice holds.
    pub fn judge(&self, value: Option<&Json<'_>>) -> Result<(), &str> {
        match value {
            Some(Json::Object(object)) => self.judge_object(object),
            Some(Json::Array(items)) => match self.judge_items(items) {
                Some(verdict) => verdict,
                None => self.judge_absent(),
            },
            _ => self.judge_absent(),
        }
    }

    /// EVB-040: the fields that are named have to match, all of them; others don't matter.
    pub fn judge_object(&self, object: &Object<'_>) -> Result<(), &str> {
        for field in &self.fields {
            let value = object.marked(field.mark, &field.name);
            match &field.want {
                Want::Leaf(wanted) if wanted.accept(value) => {}
                Want::Leaf(_) => return Err(&field.path),
                Want::Inside(node) => node.judge(value)?,
            }
        }
        let chosen = |branches: &Vec<Node>| branches.iter().any(|node| node.judge_object(object).is_ok());
        if self.choices.iter().all(chosen) {
            Ok(())
        } else {
            Err("$or")
        }
    }

    /// EVB-042, SNS-084: one object of the array has to match as a whole. None when there is no object in it.
    fn judge_items(&self, items: &[Json<'_>]) -> Option<Result<(), &str>> {
        let mut verdict = None;
        for item in items {
            let one = match item {
                Json::Object(object) => Some(self.judge_object(object)),
                Json::Array(items) => self.judge_items(items),
                _ => None,
            };
            match one {
                Some(Ok(())) if !self.only_absent => return one,
                Some(Err(_)) if self.only_absent => return one,
                _ => verdict = verdict.or(one),
            }
        }
        verdict
    }

    fn judge_absent(&self) -> Result<(), &str> {
        if self.absent {
            return Ok(());
        }
        for field in &self.fields {
            match &field.want {
                Want::Leaf(wanted) if wanted.absent => {}
                Want::Leaf(_) => return Err(&field.path),
                Want::Inside(node) => node.judge_absent()?,
            }
        }
        Err("$or")
    }
}
