//! What a user of a queue sees, mechanism by mechanism.
