//! Repositories that mean harm: nothing outside is read or written, no program runs, nobody waits for ever, and what is
//! printed is text to terminals, runners and pages.

#![forbid(unsafe_code)]

mod configuration;
mod files;
mod names;
mod outside;
mod world;
