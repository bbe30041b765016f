//! A value that several components look at. Each reads a part of it with [`use_shared`] and is rendered again only when
//! that part differs.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use yew::prelude::*;

/// The value with those who watch it. Clones are the same value.
pub struct Shared<T>(Rc<Inner<T>>);

struct Inner<T> {
    value: RefCell<T>,
    listeners: RefCell<BTreeMap<u64, Rc<dyn Fn()>>>,
    next: Cell<u64>,
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Shared<T> {
        Shared(Rc::clone(&self.0))
    }
}

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Shared<T>) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// A listener's place; dropped, it is called no more.
pub struct Watching<T> {
    shared: Shared<T>,
    number: u64,
}

impl<T> Drop for Watching<T> {
    fn drop(&mut self) {
        self.shared.0.listeners.borrow_mut().remove(&self.number);
    }
}

impl<T> Shared<T> {
    /// Around a value.
    pub fn new(value: T) -> Shared<T> {
        Shared(Rc::new(Inner {
            value: RefCell::new(value),
            listeners: RefCell::default(),
            next: Cell::new(0),
        }))
    }

    /// Reads. Must not change the value meanwhile.
    pub fn read<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        read(&self.0.value.borrow())
    }

    /// Changes the value without telling anyone.
    pub fn adjust<R>(&self, change: impl FnOnce(&mut T) -> R) -> R {
        change(&mut self.0.value.borrow_mut())
    }

    /// Changes the value and tells those who watch.
    pub fn change<R>(&self, change: impl FnOnce(&mut T) -> R) -> R {
        let result = self.adjust(change);
        let listeners: Vec<Rc<dyn Fn()>> = self.0.listeners.borrow().values().cloned().collect();
        listeners.iter().for_each(|listener| listener());
        result
    }

    /// Calls back after each change, until dropped.
    pub fn watch(&self, listener: impl Fn() + 'static) -> Watching<T> {
        let number = self.0.next.get();
        self.0.next.set(number + 1);
        self.0.listeners.borrow_mut().insert(number, Rc::new(listener));
        Watching {
            shared: self.clone(),
            number,
        }
    }
}

/// A part of a shared value; the component is rendered again when it differs.
#[hook]
pub fn use_shared<T, P, F>(shared: &Shared<T>, select: F) -> P
where
    T: 'static,
    P: PartialEq + Clone + 'static,
    F: Fn(&T) -> P + 'static,
{
    let part = shared.read(&select);
    let known = part.clone();
    use_difference(shared, Rc::new(move |value| select(value) != known));
    part
}

/// Renders the component again when what it last read differs. Apart from [`use_shared`], because each type that is read
/// would make it once more.
#[hook]
fn use_difference<T: 'static>(shared: &Shared<T>, differs: Rc<dyn Fn(&T) -> bool>) {
    let again = use_force_update();
    let latest = use_mut_ref(|| None);
    *latest.borrow_mut() = Some(differs);
    use_effect_with(shared.clone(), move |shared| {
        let reader = shared.clone();
        let look = move || {
            let differs = latest.borrow().clone();
            if differs.is_some_and(|differs| reader.read(|value| differs(value))) {
                again.force_update();
            }
        };
        // Something may have changed between the rendering and now.
        look();
        let watching = shared.watch(look);
        move || drop(watching)
    });
}
