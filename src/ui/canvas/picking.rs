//! Which message a pointer touches: a token on a wire, or a glyph in a card.

use super::desk::Desk;
use super::stage::FLOW_MOST;
use crate::base::MessageId;
use crate::geometry::Point;
use crate::platform::theme;
use crate::scene::Traffic;

impl Desk {
    /// The message whose token is nearest to a place on screen, within reach. Messages in bands can't be told apart.
    pub fn message_at(&self, at: Point, reach: f64) -> Option<MessageId> {
        let still = theme::reduced_motion();
        let traffic = self.read(|plan| {
            let flow = self.store().read(|session| session.flow(FLOW_MOST));
            Traffic::of(&plan.board, &flow, plan.view, |_| true, still)
        });
        traffic.message_at(at, reach)
    }
}
