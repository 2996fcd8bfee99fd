//! What the evaluator makes of small flakes: configurations, modules, sites, sources, escapes, notes.

#![forbid(unsafe_code)]

mod clan;
mod flake_modules;
mod flake_parts;
mod flakelight;
mod frameworks;
mod guests;
mod import_tree;
mod limits;
mod modules;
mod sharing;
mod sources;
mod undecided;
mod world;
