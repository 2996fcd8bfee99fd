//! From changes to a patch, and from changes to files: all of them or none.

mod apply;
mod diff;
mod git;
mod journal;
mod lock;
mod signals;

pub use apply::{ApplyError, apply, apply_to_copy};
pub use diff::{patch_of, patches};
pub use git::{GitError, uncommitted};
pub use journal::{JournalError, Recovered, recover, require_none};
pub use lock::{COMMAND as LOCK_COMMAND, Lock, lock};
