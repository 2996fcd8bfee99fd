//! nixinst finds every expression of a flake that instantiates nixpkgs, moves it into `flake.nix`
//! as one named instance, and threads that instance to where it was used.

#![forbid(unsafe_code)]

pub mod advice;
pub mod cli;
pub mod config;
pub mod eval;
pub mod flake;
pub mod patch;
pub mod plan;
pub mod pr;
pub mod report;
#[path = "../rewrites/mod.rs"]
pub mod rewrites;
pub mod syntax;
pub mod verify;
pub mod workspace;
