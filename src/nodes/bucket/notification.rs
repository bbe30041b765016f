//! An entry of the notification configuration: what it matches, and whether two entries overlap.

use crate::sim::Terms;
use std::rc::Rc;

/// What happens to an object.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Change {
    /// It was written.
    Put,
    /// It was copied from another.
    Copy,
    /// It was deleted.
    Delete,
    /// It was hidden by a marker, since the bucket keeps versions.
    DeleteMarker,
    /// It has expired.
    Expired,
}

impl Change {
    /// Its event type: `s3:ObjectCreated:Put`.
    pub const fn event_type(self) -> &'static str {
        match self {
            Change::Put => "s3:ObjectCreated:Put",
            Change::Copy => "s3:ObjectCreated:Copy",
            Change::Delete => "s3:ObjectRemoved:Delete",
            Change::DeleteMarker => "s3:ObjectRemoved:DeleteMarkerCreated",
            Change::Expired => "s3:LifecycleExpiration:Delete",
        }
    }
}

/// END-011: everything that an entry can name.
pub const EVENT_TYPES: &[&str] = &[
    "s3:ObjectCreated:*",
    "s3:ObjectCreated:Put",
    "s3:ObjectCreated:Post",
    "s3:ObjectCreated:Copy",
    "s3:ObjectCreated:CompleteMultipartUpload",
    "s3:ObjectRemoved:*",
    "s3:ObjectRemoved:Delete",
    "s3:ObjectRemoved:DeleteMarkerCreated",
    "s3:ObjectRestore:*",
    "s3:ObjectRestore:Post",
    "s3:ObjectRestore:Completed",
    "s3:ObjectRestore:Delete",
    "s3:ReducedRedundancyLostObject",
    "s3:Replication:*",
    "s3:Replication:OperationFailedReplication",
    "s3:Replication:OperationNotTracked",
    "s3:Replication:OperationMissedThreshold",
    "s3:Replication:OperationReplicatedAfterThreshold",
    "s3:LifecycleExpiration:*",
    "s3:LifecycleExpiration:Delete",
    "s3:LifecycleExpiration:DeleteMarkerCreated",
    "s3:LifecycleTransition",
    "s3:IntelligentTiering",
    "s3:ObjectTagging:*",
    "s3:ObjectTagging:Put",
    "s3:ObjectTagging:Delete",
    "s3:ObjectAcl:Put",
    "s3:TestEvent",
];

/// The event types of a text that separates them by commas or spaces.
pub fn event_types(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ' ', '\n']).filter(|word| !word.is_empty())
}

/// Checks the event types of an entry (END-011).
pub fn valid_events(text: &str) -> Result<(), String> {
    if event_types(text).next().is_none() {
        return Err("name at least one event type, for example s3:ObjectCreated:* (END-011).".to_string());
    }
    match event_types(text).find(|word| !EVENT_TYPES.contains(word)) {
        Some(word) => Err(format!(
            "{word} is no event type of S3. Use s3:ObjectCreated:*, s3:ObjectRemoved:* or one of their members (END-011)."
        )),
        None => Ok(()),
    }
}

/// Checks a prefix or suffix (END-012).
pub fn valid_affix(text: &str) -> Result<(), String> {
    if text.contains('*') {
        return Err("prefixes and suffixes have no wildcards: write images/ and not images/* (END-012).".to_string());
    }
    Ok(())
}

/// An entry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notification {
    /// Its name in records.
    pub id: Rc<str>,
    events: Rc<[Rc<str>]>,
    prefix: Rc<str>,
    suffix: Rc<str>,
}

impl Notification {
    /// From its parts.
    pub fn new(id: &str, events: &str, prefix: &str, suffix: &str) -> Notification {
        Notification {
            id: id.into(),
            events: event_types(events).map(Rc::from).collect(),
            prefix: prefix.into(),
            suffix: suffix.into(),
        }
    }

    /// From what is set for a wire.
    pub fn of(terms: &Terms) -> Notification {
        Notification::new(
            &terms.text("Id"),
            &terms.text("Events"),
            &terms.text("Prefix"),
            &terms.text("Suffix"),
        )
    }

    /// END-011, END-012: whether it is about this change of an object with this key.
    pub fn matches(&self, change: Change, key: &str) -> bool {
        let event = change.event_type();
        key.starts_with(self.prefix.as_ref())
            && key.ends_with(self.suffix.as_ref())
            && self.events.iter().any(|named| covers(named, event))
    }

    /// What of a change of an object with this key it is not about; None when it is about it.
    pub fn mismatch(&self, change: Change, key: &str) -> Option<String> {
        let event = change.event_type();
        if !key.starts_with(self.prefix.as_ref()) {
            return Some(format!("keys that begin with {}", self.prefix));
        }
        if !key.ends_with(self.suffix.as_ref()) {
            return Some(format!("keys that end with {}", self.suffix));
        }
        let named = self.events.iter().any(|named| covers(named, event));
        (!named).then(|| self.events.join(", "))
    }

    /// END-013: whether some event of some object would be for both.
    pub fn overlaps(&self, other: &Notification) -> bool {
        let meet = |one: &str, two: &str| covers(one, two) || covers(two, one);
        let mut pairs = self
            .events
            .iter()
            .flat_map(|one| other.events.iter().map(move |two| (one, two)));
        let (a, b) = (self.prefix.as_ref(), other.prefix.as_ref());
        let (c, d) = (self.suffix.as_ref(), other.suffix.as_ref());
        pairs.any(|(one, two)| meet(one, two))
            && (a.starts_with(b) || b.starts_with(a))
            && (c.ends_with(d) || d.ends_with(c))
    }
}

/// Whether a named event type stands for this one: itself, or its group with a star.
fn covers(named: &str, event: &str) -> bool {
    named == event || named.strip_suffix('*').is_some_and(|group| event.starts_with(group))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_matches_by_type_prefix_and_suffix() {
        // END-011, END-012
        let created = Notification::new("", "s3:ObjectCreated:*", "images/", ".jpg");
        assert!(created.matches(Change::Put, "images/a.jpg") && created.matches(Change::Copy, "images/b/c.jpg"));
        for (change, key) in [
            (Change::Delete, "images/a.jpg"),
            (Change::Put, "a.jpg"),
            (Change::Put, "images/a.png"),
        ] {
            assert!(!created.matches(change, key), "{key}");
        }
        let removed = Notification::new(
            "",
            "s3:ObjectRemoved:DeleteMarkerCreated, s3:LifecycleExpiration:*",
            "",
            "",
        );
        assert!(removed.matches(Change::DeleteMarker, "x") && removed.matches(Change::Expired, "x"));
        assert!(!removed.matches(Change::Delete, "x"));
    }

    #[test]
    fn entries_overlap_when_one_object_can_be_for_both() {
        // END-013
        let entry = |events: &str, prefix: &str, suffix: &str| Notification::new("", events, prefix, suffix);
        let all = entry("s3:ObjectCreated:*", "images/", "");
        for (other, expected) in [
            (entry("s3:ObjectCreated:Put", "images/", ""), true),
            (entry("s3:ObjectCreated:*", "", ""), true),
            (entry("s3:ObjectCreated:*", "images/big/", ".png"), true),
            (entry("s3:ObjectRemoved:*", "images/", ""), false),
            (entry("s3:ObjectCreated:*", "videos/", ""), false),
        ] {
            assert_eq!(
                (all.overlaps(&other), other.overlaps(&all)),
                (expected, expected),
                "{other:?}"
            );
        }
        let jpg = entry("s3:ObjectCreated:*", "images/", ".jpg");
        assert!(!jpg.overlaps(&entry("s3:ObjectCreated:*", "images/", ".png")));
        assert!(jpg.overlaps(&entry("s3:ObjectCreated:*", "images/", "a.jpg")));
    }

    #[test]
    fn texts_that_mean_nothing_to_s3_are_refused() {
        assert!(valid_events("s3:ObjectCreated:*, s3:ObjectRemoved:Delete").is_ok());
        assert!(valid_events("s3:ObjectMade:*").is_err_and(|hint| hint.contains("END-011")));
        assert!(valid_events("  ").is_err());
        assert!(valid_affix("images/").is_ok() && valid_affix("images/*").is_err_and(|hint| hint.contains("END-012")));
    }
}
