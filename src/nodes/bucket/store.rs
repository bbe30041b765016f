//! The objects of a bucket.

use crate::base::{SimDuration, SimTime};
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

/// An object.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Object {
    /// What it holds.
    pub body: Rc<str>,
    /// A fingerprint of that.
    pub etag: u64,
    /// Grows with every change of the bucket, so that the newest event of a key can be told (END-016).
    pub sequencer: u64,
    /// When it was written.
    pub stored: SimTime,
}

/// Objects by key. Copies share them until one of them changes.
#[derive(Clone, Debug, Default)]
pub struct Store {
    objects: Rc<BTreeMap<Rc<str>, Object>>,
    /// Writes in order; those that were written over or deleted since are still in it.
    written: Rc<VecDeque<(u64, Rc<str>)>>,
    sequencer: u64,
    bytes: u64,
    forgotten: u64,
}

impl Store {
    /// More objects than this are forgotten, the oldest first.
    pub const MOST: usize = 10_000;
    /// More bytes than this are forgotten too, the oldest object first, but never the newest. Bodies are really kept, a page
    /// on a phone has about a gigabyte in all, and moments that one can go back to may hold objects that are gone by now.
    pub const MOST_BYTES: u64 = 256 << 20;

    /// Writes an object, over whatever was there.
    pub fn put(&mut self, key: &Rc<str>, body: &Rc<str>, etag: u64, now: SimTime) -> Object {
        self.sequencer += 1;
        let object = Object {
            body: Rc::clone(body),
            etag,
            sequencer: self.sequencer,
            stored: now,
        };
        self.remove(key);
        self.bytes += body.len() as u64;
        Rc::make_mut(&mut self.objects).insert(Rc::clone(key), object.clone());
        Rc::make_mut(&mut self.written).push_back((self.sequencer, Rc::clone(key)));
        self.make_room();
        object
    }

    /// Forgets the oldest objects while there is too much of them.
    fn make_room(&mut self) {
        while self.objects.len() > Store::MOST || (self.bytes > Store::MOST_BYTES && self.objects.len() > 1) {
            let Some((key, _)) = self.pop_oldest() else { break };
            self.remove(&key);
            self.forgotten += 1;
        }
        // Writes that were written over or deleted since leave nothing but their place in the order.
        if self.written.len() > 2 * Store::MOST {
            let objects = &self.objects;
            let present = |(sequencer, key): &(u64, Rc<str>)| {
                objects.get(key).is_some_and(|object| object.sequencer == *sequencer)
            };
            Rc::make_mut(&mut self.written).retain(present);
        }
    }

    /// Takes an object away.
    pub fn remove(&mut self, key: &str) -> Option<Object> {
        let gone = Rc::make_mut(&mut self.objects).remove(key)?;
        self.bytes -= gone.body.len() as u64;
        Some(gone)
    }

    /// The number of a change that leaves no object.
    pub fn next_sequencer(&mut self) -> u64 {
        self.sequencer += 1;
        self.sequencer
    }

    /// An object.
    pub fn get(&self, key: &str) -> Option<&Object> {
        self.objects.get(key)
    }

    /// All of them by key.
    pub fn iter(&self) -> impl Iterator<Item = (&Rc<str>, &Object)> {
        self.objects.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.objects.len()
    }

    /// How many were forgotten to make room.
    pub fn forgotten(&self) -> u64 {
        self.forgotten
    }

    /// What they hold together, in bytes.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Takes the oldest object out that is at least this old.
    pub fn expire(&mut self, age: SimDuration, now: SimTime) -> Option<(Rc<str>, Object)> {
        let (_, object) = self.oldest()?;
        if object.stored + age > now {
            return None;
        }
        let (key, object) = self.pop_oldest()?;
        self.remove(&key);
        Some((key, object))
    }

    /// The object that was written first.
    pub fn oldest(&mut self) -> Option<(Rc<str>, Object)> {
        while let Some((sequencer, key)) = self.written.front() {
            if let Some(object) = self.objects.get(key).filter(|object| object.sequencer == *sequencer) {
                return Some((Rc::clone(key), object.clone()));
            }
            Rc::make_mut(&mut self.written).pop_front();
        }
        None
    }

    fn pop_oldest(&mut self) -> Option<(Rc<str>, Object)> {
        let oldest = self.oldest();
        Rc::make_mut(&mut self.written).pop_front();
        oldest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_written_over_deleted_and_expire_in_the_order_of_writing() {
        let mut store = Store::default();
        let (a, b): (Rc<str>, Rc<str>) = ("a".into(), "b".into());
        let put = |store: &mut Store, key: &Rc<str>, body: &str, secs| {
            store.put(key, &body.into(), 0, SimTime::from_secs(secs))
        };
        put(&mut store, &a, "1", 0);
        put(&mut store, &b, "22", 1);
        put(&mut store, &a, "333", 2);
        assert_eq!((store.len(), store.bytes()), (2, 5));
        let age = SimDuration::from_secs(10);
        assert_eq!(
            store.expire(age, SimTime::from_secs(10)),
            None,
            "a was written again at 2"
        );
        let expired = |store: &mut Store, secs| store.expire(age, SimTime::from_secs(secs)).map(|(key, _)| key);
        assert_eq!(expired(&mut store, 12).as_deref(), Some("b"));
        assert_eq!(expired(&mut store, 12).as_deref(), Some("a"));
        assert_eq!((expired(&mut store, 99), store.len(), store.bytes()), (None, 0, 0));
    }

    #[test]
    fn a_bucket_never_grows_without_end() {
        let mut store = Store::default();
        for n in 0..Store::MOST + 10 {
            store.put(&format!("k{n}").into(), &"x".into(), 0, SimTime::ZERO);
        }
        assert_eq!(
            (store.len(), store.get("k9"), store.get("k10").is_some()),
            (Store::MOST, None, true)
        );
    }

    #[test]
    fn an_object_that_is_written_over_again_and_again_stays() {
        let mut store = Store::default();
        let (state, log): (Rc<str>, Rc<str>) = ("state".into(), "log".into());
        store.put(&log, &"first".into(), 0, SimTime::ZERO);
        for n in 0..3 * Store::MOST {
            store.put(&state, &n.to_string().into(), 0, SimTime::ZERO);
        }
        assert_eq!((store.len(), store.forgotten()), (2, 0));
        assert_eq!(
            store.get("state").map(|object| object.body.as_ref()),
            Some((3 * Store::MOST - 1).to_string().as_str())
        );
        assert!(store.get("log").is_some());
        assert!(store.written.len() <= 2 * Store::MOST);
    }

    #[test]
    fn large_objects_make_room_for_the_newest() {
        // Sixteen of 16 MiB are all there is room for. One body stands for all of them: only its length counts.
        let mut store = Store::default();
        let body: Rc<str> = "x".repeat(16 << 20).into();
        for n in 0..18 {
            store.put(&format!("k{n}").into(), &body, 0, SimTime::ZERO);
        }
        assert_eq!((store.len(), store.bytes()), (16, Store::MOST_BYTES));
        assert_eq!(
            (store.forgotten(), store.get("k1"), store.get("k2").is_some()),
            (2, None, true)
        );
    }
}
