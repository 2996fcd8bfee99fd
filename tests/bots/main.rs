//! What bots are given: the steps of action.yml are run as a runner does, and the script for many repositories with some.

#![forbid(unsafe_code)]

mod action;
mod files;
mod fleet;
mod repository;
