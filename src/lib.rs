//! Decouple: a browser playground for messaging.
