//! Several evaluations at once, as many as the machine has room for.

use std::sync::{Condvar, Mutex};
use std::thread;

use super::Error;
use super::Watch;
use super::evaluate::{Asker, Evaluated, Ready};
use super::targets::Target;

/// What an evaluation is thought to take before one has been seen, in bytes: a NixOS host with a few instances.
const FIRST_GUESS: u64 = 2 << 30;

/// Both sides of each target, in its order: nothing for a side that does not have it.
pub(super) type Results = Vec<[Option<(Evaluated, bool)>; 2]>;

struct State {
    next: usize,
    running: usize,
    /// The largest heap that was seen.
    largest: u64,
    results: Results,
    failed: Option<Error>,
}

/// Evaluates all targets on both sides.
pub(super) fn evaluate_all(
    asker: &Asker,
    ready: &[Ready; 2],
    targets: &[Target],
    watch: &dyn Watch,
) -> Result<Results, Error> {
    let work: Vec<(usize, usize)> = (0..targets.len())
        .flat_map(|t| [(t, 0), (t, 1)])
        .filter(|(t, side)| ready[*side].targets.contains(&targets[*t]))
        .collect();
    watch.planned(work.len());
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let jobs = asker.options.jobs.unwrap_or(cores).clamp(1, work.len().max(1));
    let results = vec![[None, None]; targets.len()];
    let state = Mutex::new(State { next: 0, running: 0, largest: 0, results, failed: None });
    let changed = Condvar::new();
    thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(|| {
                while let Some(n) = take(&state, &changed, work.len()) {
                    let (t, side) = work[n];
                    let what = format!("{} ({})", targets[t].label(), ["before", "after"][side]);
                    watch.started(&what);
                    let result = asker.evaluate(&ready[side], &targets[t]);
                    watch.finished(&what, result.as_ref().is_ok_and(|(_, known)| *known));
                    put(&state, result, t, side);
                    changed.notify_all();
                }
            });
        }
    });
    let state = state.into_inner().unwrap_or_else(|e| e.into_inner());
    match state.failed {
        Some(error) => Err(error),
        None => Ok(state.results),
    }
}

// The next piece of work, once there is room for it.
fn take(state: &Mutex<State>, changed: &Condvar, all: usize) -> Option<usize> {
    let mut state = state.lock().unwrap_or_else(|e| e.into_inner());
    loop {
        if state.failed.is_some() || state.next >= all {
            return None;
        }
        let need = if state.largest == 0 { FIRST_GUESS } else { state.largest + state.largest / 4 };
        if state.running == 0 || available() > need {
            state.running += 1;
            state.next += 1;
            return Some(state.next - 1);
        }
        state = changed.wait(state).unwrap_or_else(|e| e.into_inner());
    }
}

fn put(state: &Mutex<State>, result: Result<(Evaluated, bool), Error>, t: usize, side: usize) {
    let mut state = state.lock().unwrap_or_else(|e| e.into_inner());
    state.running -= 1;
    match result {
        Ok(result) => {
            if let Evaluated::Value(entry) = &result.0 {
                state.largest = state.largest.max(entry.stats.heap.unwrap_or(0));
            }
            state.results[t][side] = Some(result);
        }
        Err(error) => _ = state.failed.get_or_insert(error),
    }
}

// Bytes of memory that are free for use; where the system does not say, none are.
fn available() -> u64 {
    let mut system = sysinfo::System::new();
    system.refresh_memory();
    system.available_memory()
}
