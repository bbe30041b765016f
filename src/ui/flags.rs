//! What the address asks of the page, and what may be done here.

use super::use_store;
use crate::platform::location;
use crate::session::Access;
use crate::share::Flags;
use yew::prelude::*;

/// The words after `?` of the address.
pub fn flags() -> Flags {
    Flags::parse(&location::query())
}

/// The word for the style sheet: `edit`, `view` or `embed`.
pub fn mode(flags: &Flags) -> &'static str {
    match (flags.embed, flags.view) {
        (true, _) => "embed",
        (_, true) => "view",
        _ => "edit",
    }
}

/// What may be done on this page. It stays the same for as long as the page is open.
#[hook]
pub fn use_access() -> Access {
    use_store().read(|session| session.access().clone())
}
