//! What can go wrong while `fix` writes: killed, no space, no permission. Before or after, never between, and nothing left.

#![forbid(unsafe_code)]

mod denied;
mod killed;
mod world;
