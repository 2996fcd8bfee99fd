//! What the evaluator makes of small flakes: configurations, modules, sites, sources, escapes, notes.

mod limits;
mod modules;
mod sources;
mod world;
