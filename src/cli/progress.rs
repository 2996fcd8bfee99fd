//! What happens while Nix evaluates: bars on a terminal, plain lines elsewhere.

use std::collections::HashMap;
use std::io::{self, Write as _};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};

use crate::report::clean;
use crate::verify::Watch;

/// Shows it on standard error.
pub(super) struct Progress {
    bars: Option<MultiProgress>,
    running: Mutex<Running>,
}

#[derive(Default)]
struct Running {
    all: Option<ProgressBar>,
    each: HashMap<String, (Instant, Option<ProgressBar>)>,
}

impl Progress {
    /// With bars if standard error is a terminal.
    pub(super) fn new(terminal: bool) -> Progress {
        Progress { bars: terminal.then(MultiProgress::new), running: Mutex::default() }
    }

    /// Takes the bars away.
    pub(super) fn done(&self) {
        if let Some(bars) = &self.bars {
            let _ = bars.clear();
        }
    }

    fn with(&self, f: impl FnOnce(&mut Running)) {
        f(&mut self.running.lock().unwrap_or_else(|e| e.into_inner()));
    }
}

impl Watch for Progress {
    fn planned(&self, evaluations: usize) {
        let Some(bars) = &self.bars else { return };
        let style = ProgressStyle::with_template("{bar:30} {pos}/{len} evaluations, {elapsed}");
        let bar = bars.insert(0, ProgressBar::new(evaluations as u64));
        if let Ok(style) = style {
            bar.set_style(style);
        }
        self.with(|r| r.all = Some(bar));
    }

    fn started(&self, what: &str) {
        let bar = self.bars.as_ref().map(|bars| {
            let bar = bars.add(ProgressBar::new_spinner().with_message(clean(what).into_owned()));
            if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
                bar.set_style(style);
            }
            bar.enable_steady_tick(Duration::from_millis(120));
            bar
        });
        self.with(|r| _ = r.each.insert(what.to_owned(), (Instant::now(), bar)));
    }

    fn finished(&self, what: &str, known: bool) {
        self.with(|r| {
            let Some((started, bar)) = r.each.remove(what) else { return };
            match bar {
                Some(bar) => {
                    bar.finish_and_clear();
                    if let Some(all) = &r.all {
                        all.inc(1);
                    }
                }
                None => {
                    let time =
                        if known { "known".to_owned() } else { format!("{:.1} s", started.elapsed().as_secs_f64()) };
                    let _ = writeln!(io::stderr(), "evaluated {}: {time}", clean(what));
                }
            }
        });
    }
}
