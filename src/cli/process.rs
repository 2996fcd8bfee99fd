//! What belongs to the process and not to a command: its streams, its stack, its panics.

use std::io::{self, Write};
use std::panic::{self, PanicHookInfo};
use std::process::ExitCode;
use std::thread;

use super::streams::style_of;
use super::{FAILED, Streams, run};
use crate::{plan, report};

/// The evaluator recurses along the flake's own nesting. The system commits a stack page by page, so a
/// large one costs nothing; where address space is limited a smaller one has to do.
const STACK_SIZES: [usize; 3] = [1 << 30, 1 << 28, 1 << 26];

/// The whole program.
pub fn main() -> ExitCode {
    panic::set_hook(Box::new(report_panic));
    ExitCode::from(on_large_stack(run_and_exit))
}

// What a thread has goes with the process at once, and not piece by piece when the thread ends.
fn run_and_exit() -> u8 {
    std::process::exit(with_standard_streams().into())
}

fn with_standard_streams() -> u8 {
    let (mut out, mut err) = (io::stdout(), io::stderr());
    let mut streams = Streams { out_style: style_of(&out), err_style: style_of(&err), out: &mut out, err: &mut err };
    run(std::env::args_os().collect(), plan::analyze, &mut streams)
}

/// Runs `work` on a thread with a large stack. A panic has been reported when it gets here, and is a
/// failure like any other.
fn on_large_stack(work: fn() -> u8) -> u8 {
    for size in STACK_SIZES {
        if let Ok(thread) = thread::Builder::new().stack_size(size).spawn(work) {
            return thread.join().unwrap_or(FAILED);
        }
    }
    // No thread at all: the stack that is there is enough for most flakes.
    panic::catch_unwind(work).unwrap_or(FAILED)
}

/// One line in place of a back trace.
fn report_panic(info: &PanicHookInfo) {
    let payload = info.payload();
    let message = payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message");
    let at = info.location().map(|l| format!(" at {l}")).unwrap_or_default();
    let message = report::clean(message);
    // Not `eprintln!`: it panics itself if standard error is closed.
    let _ = writeln!(
        io::stderr(),
        "error: nixinst failed{at}: {message}; this is a bug, please report it with the flake that shows it"
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_exit_code_2() {
        assert_eq!(on_large_stack(|| panic!("on purpose")), FAILED);
        assert_eq!(on_large_stack(|| 1), 1);
    }

    #[test]
    fn the_stack_is_deep() {
        fn depth(n: u64) -> u64 {
            let page = std::hint::black_box([n; 512]);
            if n == 0 { 0 } else { 1 + depth(page[7] - 1) }
        }
        // 4 KiB a call and more: some 400 MiB, fifty times the usual stack.
        assert_eq!(on_large_stack(|| u8::from(depth(100_000) == 100_000)), 1);
    }
}
