//! `nixinst pr`, with remotes that are bare repositories and tools that note how they are called.

mod forges;
mod refusals;
mod runs;
mod world;
