//! What nodes that work before they answer have in common: calls whose messages are answered one after another, and the
//! words of HTTP.

use crate::base::MessageId;
use crate::sim::{Caller, Ctx, Fate, Happening, Message, Receipt, Refusal, Response, Rule};
use smallvec::SmallVec;
use std::collections::BTreeMap;
use std::rc::Rc;

/// What became of one message of a call.
pub type Answer = Result<Receipt, Refusal>;

/// The place of one message's answer in the answer to its call.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Slot {
    call: u64,
    index: usize,
}

#[derive(Clone, Debug)]
struct Open {
    from: Caller,
    answers: SmallVec<[Option<Answer>; 1]>,
    /// Messages of the call whose caller never hears what became of them.
    silent: bool,
}

/// Calls that are answered when the last of their messages is.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    open: BTreeMap<u64, Open>,
    next: u64,
}

impl Answers {
    /// A call came with so many messages: a slot for each. A call without messages asks whether anybody is there, and is
    /// answered at once.
    pub fn open(&mut self, from: Caller, messages: usize, cx: &mut Ctx<'_>) -> impl Iterator<Item = Slot> + use<> {
        self.next += 1;
        let call = self.next;
        if messages == 0 {
            cx.reply(from, Response::Put(SmallVec::new()));
        } else {
            let open = Open {
                from,
                answers: smallvec::smallvec![None; messages],
                silent: false,
            };
            self.open.insert(call, open);
        }
        (0..messages).map(move |index| Slot { call, index })
    }

    /// What became of a message. With the last one the call is answered.
    pub fn give(&mut self, slot: Slot, answer: Answer, cx: &mut Ctx<'_>) {
        if let Some(open) = self.open.get_mut(&slot.call) {
            open.answers[slot.index] = Some(answer);
        }
        self.close(slot, cx);
    }

    /// A message is lost and nobody will ever say so: its caller gets no answer but that nobody is there.
    pub fn keep_silent(&mut self, slot: Slot, cx: &mut Ctx<'_>) {
        if let Some(open) = self.open.get_mut(&slot.call) {
            open.silent = true;
            // What is said here is never heard.
            open.answers[slot.index] = Some(Ok(Receipt::of(MessageId::NONE)));
        }
        self.close(slot, cx);
    }

    fn close(&mut self, slot: Slot, cx: &mut Ctx<'_>) {
        let is_whole = |open: &Open| open.answers.iter().all(Option::is_some);
        if !self.open.get(&slot.call).is_some_and(is_whole) {
            return;
        }
        if let Some(Open { from, answers, silent }) = self.open.remove(&slot.call) {
            let response = if silent {
                Response::Unreachable
            } else {
                Response::Put(answers.into_iter().flatten().collect())
            };
            cx.reply(from, response);
        }
    }

    /// How many messages have not got their answer yet.
    pub fn owed(&self) -> usize {
        let missing = |open: &Open| open.answers.iter().filter(|answer| answer.is_none()).count();
        self.open.values().map(missing).sum()
    }

    /// How many calls are not answered yet.
    pub fn len(&self) -> usize {
        self.open.len()
    }
}

/// A message is lost, since nobody is there to take it.
pub fn lose(message: &Message, rule: Option<&'static Rule>, cx: &mut Ctx<'_>) {
    cx.end(message.id, Fate::Lost);
    cx.tell(message.id, Happening::Ended(Fate::Lost), rule);
}

/// A call comes where nobody is: its messages are lost, and its caller hears nothing.
pub fn nobody(from: Caller, messages: &[Rc<Message>], rule: Option<&'static Rule>, cx: &mut Ctx<'_>) {
    let cause = cx.cause();
    for message in messages {
        cx.because(cause);
        lose(message, rule, cx);
    }
    cx.because(cause);
    cx.reply(from, Response::Unreachable);
}

/// The digits of all numbers of three digits, from 100.
const DIGITS: [[u8; 3]; 900] = {
    let mut digits = [[0; 3]; 900];
    let mut index = 0;
    while index < 900 {
        let number = index + 100;
        digits[index] = [
            b'0' + (number / 100) as u8,
            b'0' + (number / 10 % 10) as u8,
            b'0' + (number % 10) as u8,
        ];
        index += 1;
    }
    digits
};
static CODES: [[u8; 3]; 900] = DIGITS;

/// An HTTP status as the code of a refusal: `503`.
pub fn status_code(status: u16) -> &'static str {
    let index = usize::from(status.clamp(100, 999)) - 100;
    // Digits are ASCII.
    std::str::from_utf8(&CODES[index]).unwrap_or("500")
}

/// An answer that is no success. The same request may succeed later after 429 and 5xx, and never will after any other.
pub fn http_refusal(status: u16, rule: &'static Rule) -> Refusal {
    Refusal {
        code: status_code(status),
        rule: Some(rule),
        retryable: status == 429 || status >= 500,
    }
}

/// A success, with the body of the answer.
pub fn accepted(message: MessageId, result: Option<Rc<str>>) -> Answer {
    Ok(Receipt { message, result })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_its_three_digits() {
        assert_eq!(
            (status_code(200), status_code(503), status_code(7)),
            ("200", "503", "100")
        );
    }

    #[test]
    fn only_too_many_requests_and_server_errors_are_worth_another_try() {
        const RULE: &Rule = &Rule {
            id: "",
            sentence: "",
            source: "",
        };
        let retryable = [301, 400, 404, 429, 499, 500, 504].map(|status| http_refusal(status, RULE).retryable);
        assert_eq!(retryable, [false, false, false, true, false, true, true]);
    }
}
