//! The model of a flake: inputs, configurations, module graph, sites. Decides nothing.

pub mod inputs;
mod load;
pub mod public;
pub mod reference;
pub mod sites;

pub use inputs::{locked_folders, relative_inputs};
pub use load::{LoadError, load, load_apart, load_within};
