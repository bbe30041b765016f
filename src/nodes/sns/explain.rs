//! Why a published message did not go to a subscriber.

use super::filter;
use super::rules::rule;
use super::subscription::{State, Subscription};
use super::topic::Topic;
use crate::base::MessageId;
use crate::nodes::pattern::{Contents, FilteredOut};
use crate::sim::{Inquiry, Message, Verdict};

impl Topic {
    /// One verdict for each subscription that did not get a message which was published here.
    pub(super) fn verdicts(&self, message: &Message, inquiry: Inquiry<'_>) -> Vec<Verdict> {
        if message.origin == self.me && message.parent != MessageId::NONE {
            // A copy for one subscriber: nobody else was to get it.
            return Vec::new();
        }
        if self.subscriptions.is_empty() {
            let text = "Nobody has subscribed to the topic: what is published is accepted and lost.".to_string();
            return vec![Verdict::silent(text, const { rule("SNS-025") })];
        }
        let contents = Contents::of(&message.draft);
        let subscriptions = self.subscriptions.iter();
        subscriptions
            .filter_map(|subscription| verdict(subscription, &contents, inquiry))
            .collect()
    }
}

fn verdict(subscription: &Subscription, contents: &Contents<'_>, inquiry: Inquiry<'_>) -> Option<Verdict> {
    let name = (inquiry.name)(subscription.peer);
    match subscription.state {
        State::Confirmed => {}
        State::Pending(until) => {
            let text =
                format!("{name} has not confirmed its subscription, and gets nothing before. It may until {until}.");
            return Some(Verdict::silent(text, const { rule("SNS-053") }));
        }
        State::Expired => {
            let text = format!("{name} did not confirm its subscription in time, so the subscription is over.");
            return Some(Verdict::silent(text, const { rule("SNS-053") }));
        }
    }
    if !subscription.is_live() {
        let text = format!("{name} gets what the archive replays, and nothing new for now.");
        return Some(Verdict::silent(text, const { rule("SNS-147") }));
    }
    let (because, key) = subscription.filter.verdict(contents)?;
    let text = match because {
        FilteredOut::NoMessageAttributes => {
            format!("{name} does not get it: its filter policy asks for {key}, and the message has no attributes.")
        }
        FilteredOut::MessageAttributes => {
            format!("{name} does not get it: the attribute {key} is not as its filter policy wants it.")
        }
        FilteredOut::InvalidAttributes => {
            format!("{name} does not get it: its filter policy asks for {key}, and that attribute can't be read.")
        }
        FilteredOut::MessageBody => {
            format!("{name} does not get it: {key} of the body is not as its filter policy wants it.")
        }
        FilteredOut::InvalidMessageBody => {
            format!("{name} does not get it: its filter policy looks into the body, which is no JSON object.")
        }
    };
    Some(Verdict::told(text, filter::why(because)))
}
