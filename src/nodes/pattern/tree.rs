//! A pattern ready for matching. It mirrors the event, and each of its nodes looks at each value on its path once, so
//! the time is bounded by the size of the pattern times the size of the event.

use super::json::{Json, Mark, Object, parts};
use super::operator::Alternatives;

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
    /// Wants a leaf. Of two with the same name the later one counts.
    pub fn leaf(&mut self, name: &str, path: &str, wanted: Alternatives) {
        let (node, name) = self.descend(name, path);
        node.fields
            .retain(|field| !(*field.name == *name && matches!(field.want, Want::Leaf(_))));
        node.fields.push(Field {
            mark: Mark::of(name),
            name: name.into(),
            path: path.into(),
            want: Want::Leaf(wanted),
        });
    }

    /// The node for what is wanted inside of a member.
    pub fn inside(&mut self, name: &str, path: &str) -> &mut Node {
        let (node, name) = self.descend(name, path);
        node.member(name, path)
    }

    /// Wants one of several branches (EVB-054, SNS-081).
    pub fn choice(&mut self, branches: Vec<Node>) {
        self.choices.push(branches);
    }

    /// SNS-084: a name with dots is a path.
    fn descend<'n>(&mut self, name: &'n str, path: &str) -> (&mut Node, &'n str) {
        let mut node = self;
        let mut last = name;
        if let Some(split) = parts(name) {
            let mut split = split.peekable();
            while let Some(part) = split.next() {
                if split.peek().is_none() {
                    last = part;
                } else {
                    node = node.member(part, path);
                }
            }
        }
        (node, last)
    }

    fn member(&mut self, name: &str, path: &str) -> &mut Node {
        let known = self
            .fields
            .iter()
            .position(|field| *field.name == *name && matches!(field.want, Want::Inside(_)));
        let index = known.unwrap_or_else(|| {
            self.fields.push(Field {
                mark: Mark::of(name),
                name: name.into(),
                path: path.into(),
                want: Want::Inside(Node::default()),
            });
            self.fields.len() - 1
        });
        match &mut self.fields[index].want {
            Want::Inside(node) => node,
            Want::Leaf(_) => unreachable!("only members with an inside are looked for"),
        }
    }

    /// Works out what absence means for it. To be called once, when nothing is added any more.
    pub fn finish(&mut self) {
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
