//! `nixinst verify` and `fix --verify`, with a real Nix and the stand-ins of `tests/world`.

#![forbid(unsafe_code)]

mod interrupted;
mod mutants;
mod pr;
mod runs;
mod world;
