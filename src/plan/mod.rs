//! Decides: instance keys, names, placement, threading, dispositions.

pub mod outcome;
