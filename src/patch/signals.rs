//! Signals that wait until the tree is as before or as after.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::ApplyError;

/// While it lives, a signal that ends a process is only noted; when it goes, the signal has its effect.
pub(super) struct Signals {
    pub(super) seen: Arc<AtomicUsize>,
    released: Arc<AtomicBool>,
    ids: Vec<signal_hook::SigId>,
}

impl Signals {
    #[cfg(unix)]
    const ENDING: [i32; 3] = [signal_hook::consts::SIGHUP, signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM];
    #[cfg(not(unix))]
    const ENDING: [i32; 2] = [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM];

    pub(super) fn hold() -> Signals {
        let seen = Arc::new(AtomicUsize::new(0));
        let released = Arc::new(AtomicBool::new(false));
        let mut ids = Vec::new();
        for signal in Self::ENDING {
            // This one stays for good: a handler, once there, can't be removed, and without it the
            // process would be deaf from now on.
            let default = released.clone();
            if signal_hook::flag::register_conditional_default(signal, default).is_ok() {
                let number = usize::try_from(signal).unwrap_or_default();
                ids.extend(signal_hook::flag::register_usize(signal, seen.clone(), number));
            }
        }
        Signals { seen, released, ids }
    }

    pub(super) fn unheld() -> Signals {
        Signals { seen: Arc::default(), released: Arc::default(), ids: Vec::new() }
    }

    pub(super) fn check(&self) -> Result<(), ApplyError> {
        match self.seen.load(Ordering::SeqCst) {
            0 => Ok(()),
            _ => Err(ApplyError::Interrupted),
        }
    }
}

impl Drop for Signals {
    fn drop(&mut self) {
        self.released.store(true, Ordering::SeqCst);
        for id in self.ids.drain(..) {
            signal_hook::low_level::unregister(id);
        }
        let seen = self.seen.load(Ordering::SeqCst);
        if let Some(signal) = i32::try_from(seen).ok().filter(|signal| *signal != 0) {
            let _ = signal_hook::low_level::emulate_default_handler(signal);
        }
    }
}
