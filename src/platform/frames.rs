//! The browser's clock, and one loop over its frames.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Microseconds since the page began to load. Only for playback and measuring; the simulation has its own clock.
pub fn now_micros() -> u64 {
    super::window()
        .performance()
        .map_or(0, |performance| micros(performance.now()))
}

fn micros(millis: f64) -> u64 {
    (millis * 1_000.0) as u64
}

/// Calls back once in every frame, until it is dropped.
pub struct FrameLoop {
    shared: Rc<Shared>,
}

/// What the browser calls in each frame, with the time in milliseconds.
type Step = Closure<dyn FnMut(f64)>;

struct Shared {
    step: RefCell<Option<Step>>,
    request: Cell<Option<i32>>,
}

impl FrameLoop {
    /// Starts. `frame` gets the frame's time in microseconds since the page began to load.
    pub fn start(mut frame: impl FnMut(u64) + 'static) -> FrameLoop {
        let shared = Rc::new(Shared {
            step: RefCell::new(None),
            request: Cell::new(None),
        });
        let weak = Rc::downgrade(&shared);
        let step = Closure::new(move |millis: f64| {
            let Some(shared) = weak.upgrade() else { return };
            shared.request.set(None);
            frame(micros(millis));
            // Asked for last, so that a frame that panicked is not followed by another one.
            shared.ask();
        });
        *shared.step.borrow_mut() = Some(step);
        shared.ask();
        FrameLoop { shared }
    }
}

impl Shared {
    fn ask(&self) {
        if let Some(step) = self.step.borrow().as_ref() {
            let asked = super::window().request_animation_frame(step.as_ref().unchecked_ref());
            self.request.set(asked.ok());
        }
    }
}

impl Drop for FrameLoop {
    fn drop(&mut self) {
        if let Some(request) = self.shared.request.take() {
            // A frame that is no longer known is as good as cancelled.
            let _ = super::window().cancel_animation_frame(request);
        }
    }
}
