//! Calls that have not been answered yet, by their ever-growing numbers.

use std::collections::VecDeque;

/// A map from call numbers to what was called for. Answers mostly come in order, so most look-ups hit the front.
#[derive(Clone, Debug)]
pub struct InFlight<T> {
    calls: VecDeque<(u64, Option<T>)>,
}

impl<T> Default for InFlight<T> {
    fn default() -> Self {
        InFlight { calls: VecDeque::new() }
    }
}

impl<T> InFlight<T> {
    /// Remembers a call. Its number is greater than all before.
    #[inline]
    pub fn push(&mut self, call: u64, what: T) {
        self.calls.push_back((call, Some(what)));
    }

    /// Forgets an answered call and returns what it was for; None for a call that is not known any more.
    #[inline]
    pub fn take(&mut self, call: u64) -> Option<T> {
        let index = self.calls.binary_search_by_key(&call, |(known, _)| *known).ok()?;
        let what = self.calls[index].1.take();
        while self.calls.front().is_some_and(|(_, what)| what.is_none()) {
            self.calls.pop_front();
        }
        what
    }

    /// What a call was for, if it is not answered yet.
    pub fn get(&self, call: u64) -> Option<&T> {
        let index = self.calls.binary_search_by_key(&call, |(known, _)| *known).ok()?;
        self.calls[index].1.as_ref()
    }

    /// Forgets all calls.
    pub fn clear(&mut self) {
        self.calls.clear();
    }

    /// What is not answered yet, oldest first.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.calls.iter().filter_map(|(_, what)| what.as_ref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_may_come_in_any_order_and_only_once() {
        let mut calls = InFlight::default();
        for call in [3, 5, 9] {
            calls.push(call, call * 10);
        }
        assert_eq!(calls.take(5), Some(50));
        assert_eq!((calls.take(5), calls.get(5), calls.get(9)), (None, None, Some(&90)));
        assert_eq!(calls.take(4), None);
        assert_eq!(calls.iter().copied().collect::<Vec<_>>(), [30, 90]);
        assert_eq!((calls.take(9), calls.take(3)), (Some(90), Some(30)));
        assert_eq!(calls.iter().count(), 0);
    }
}
