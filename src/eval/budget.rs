//! How much work one flake may take.

use std::time::Duration;

use super::Evaluator;
use super::value::Loc;
use crate::syntax::hir::Expr;

/// Time of the processor after which a flake is given up, however many steps it took. The steps of the largest flakes
/// that are known take a little more than half of it: it is they that end one, always at the same place.
const MAX_TIME: Duration = Duration::from_secs(15);

/// Steps between two looks at what they are for.
const SAMPLE: u64 = 1024;

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
        if self.steps >= self.next_sample {
            self.sample();
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

    // Remembers which function of the flake the work is for.
    fn sample(&mut self) {
        self.next_sample = self.steps + SAMPLE;
        let own = |l: &Loc| !self.files[l.file.0 as usize].builtin;
        if let Some(lambda) = self.chain.lambdas().find(own) {
            *self.samples.entry(lambda).or_default() += 1;
        }
    }

    /// The function that took the better part of the work, if one did.
    pub fn dearest(&self) -> Option<Loc> {
        // That `outputs` takes it all says nothing.
        let inner = |l: &Loc| {
            let file = self.file(l.file);
            file.path != "flake.nix"
                || file.hir.ancestors(l.expr).any(|a| matches!(file.hir.expr(a), Expr::Lambda { .. }))
        };
        let (lambda, samples) =
            self.samples.iter().filter(|(l, _)| inner(l)).max_by_key(|(l, n)| (**n, std::cmp::Reverse(**l)))?;
        (u64::from(*samples) * SAMPLE * 2 > self.steps).then_some(*lambda)
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
