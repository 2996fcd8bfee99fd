//! How much work one flake may take.

use std::time::Duration;

use super::Evaluator;

/// Time of the processor after which a flake is given up, however many steps it took. The steps of the largest flakes
/// that are known take a little more than half of it: it is they that end one, always at the same place.
const MAX_TIME: Duration = Duration::from_secs(15);

/// Nested evaluations after which a value is unknown.
pub(super) const MAX_DEPTH: u32 = 6_000;

impl Evaluator {
    /// Counts a step of work; false when the flake's budget is used up.
    pub(crate) fn step(&mut self) -> bool {
        self.steps += 1;
        // Steps are not equally dear: the clock only ends what would take far longer than any real flake does.
        if self.steps & 0xfff == 0
            && !cfg!(debug_assertions)
            && processor_time().saturating_sub(self.started) > MAX_TIME
        {
            self.limit = self.limit.min(self.steps);
        }
        let more = self.steps <= self.limit;
        if !more {
            if self.dormant {
                self.dormant_cut = true;
            } else {
                self.out_of_budget = true;
            }
        }
        more
    }

    /// Counts what takes as long as so many steps.
    pub(crate) fn charge(&mut self, steps: u64) {
        self.steps += steps;
    }

    /// Allows `more` steps from now on; false when `end` is reached.
    pub(crate) fn grant(&mut self, more: u64, end: u64) -> bool {
        self.limit = end.min(self.steps + self.at_most(more));
        self.steps < end
    }

    /// So many steps, or as many as there may be at all.
    pub(crate) fn at_most(&self, steps: u64) -> u64 {
        steps.min(self.budget)
    }

    /// Steps so far.
    pub fn steps(&self) -> u64 {
        self.steps
    }

    pub(crate) fn too_deep(&mut self, change: i32) -> bool {
        self.depth = self.depth.saturating_add_signed(change);
        let deep = self.depth > MAX_DEPTH;
        self.cycles += u64::from(deep);
        deep
    }
}

// What this thread has used: how busy the machine is must not change what is found.
pub(super) fn processor_time() -> Duration {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(now.tv_sec.unsigned_abs(), now.tv_nsec.unsigned_abs() as u32)
}
