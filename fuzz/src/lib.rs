//! What the fuzz targets share.

#[path = "../../tests/generated/properties.rs"]
pub mod properties;

use std::fs;
use std::path::Path;
use std::rc::Rc;
use std::thread;

use nixinst::plan::outcome::Outcome;
use nixinst::plan::{self, Options};
use nixinst::workspace::Workspace;
use properties::Files;
use tempfile::TempDir;

/// What the program gives itself.
const STACK: usize = 1 << 30;

/// Steps of the evaluator: an endless flake must end before the fuzzer takes it for one that hangs.
pub const BUDGET: u64 = 200_000;

/// Runs `work` as the program runs: on a thread with a large stack. A panic is passed on.
pub fn on_large_stack<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let thread = thread::Builder::new().stack_size(STACK).spawn(work).expect("a thread starts");
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// A folder in memory, where there is one.
pub fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    let made = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
    made.expect("a folder can be made")
}

/// Writes files below a folder.
pub fn write(dir: &Path, files: &Files) {
    for (name, text) in files {
        let path = dir.join(name);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    }
}

/// What a run makes of the flake in a folder; `None` if it is none.
pub fn analyze(dir: &Path) -> Option<Outcome> {
    let workspace = Workspace::open(dir).ok()?;
    plan::analyze(Rc::new(workspace), &Options { budget: Some(BUDGET), facts: true, ..Options::default() }).ok()
}
