//! Messages through the API: sending, receiving, and what becomes of them then.

mod receiving;
mod sending;
mod settling;
