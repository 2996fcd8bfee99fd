//! `nixinst fix`

use clap::builder::PossibleValuesParser;

use super::all::{All, One, stale};
use super::interactive::{self, Chosen};
use super::output::{OutputArgs, Outputs};
use super::target::Target;
use super::verified::{LOCK_FILE, Verified};
use super::verify::NixArgs;
use super::{Analyze, CANCELLED, DONE, Error, FAILED, FIXABLE, Streams, output};
use crate::patch::{self, Lock};
use crate::plan::isolate::Wanted;
use crate::plan::outcome::{Outcome, Part};
use crate::plan::{self, Options};
use crate::report::{self, Format, Run, proof};
use crate::verify::{self, Control};

const ISOLATE: &str = crate::rewrites::isolate_overlay::REWRITE.name;

/// Moves sites into flake.nix and threads the instances to where they are used
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    target: Target,
    /// Write nothing, print the diff
    #[arg(long)]
    dry_run: bool,
    /// Exit with 1 if something would change
    #[arg(long, requires = "dry_run")]
    check: bool,
    /// Show each change and ask whether to write it
    #[arg(short, long, conflicts_with_all = ["dry_run", "all_flakes"])]
    interactive: bool,
    /// Fix every flake.nix below as well, each as a flake of its own
    #[arg(long, conflicts_with = "verify")]
    all_flakes: bool,
    /// Use this rewrite only; can be given more than once
    #[arg(
        long,
        value_name = "REWRITE",
        value_parser = PossibleValuesParser::new(plan::rewrite_names())
    )]
    only: Vec<String>,
    /// Use this rewrite too, which is not used unless asked for; can be given more than once
    #[arg(
        long,
        value_name = "REWRITE",
        value_parser = PossibleValuesParser::new(plan::opt_in_names())
    )]
    with: Vec<String>,
    /// The overlay that isolate-overlay makes an instance of: its name, or its place FILE:LINE
    #[arg(long, value_name = "NAME", conflicts_with = "all_flakes")]
    overlay: Option<String>,
    /// An attribute that this overlay sets, where another flake wrote it; can be given more than once
    #[arg(long, value_name = "NAME", requires = "overlay")]
    attribute: Vec<String>,
    #[command(flatten)]
    output: OutputArgs,
    /// Write even to files with uncommitted changes
    #[arg(long)]
    allow_dirty: bool,
    /// Leave flake.lock alone: without it, Nix is asked to lock inputs that are new or follow others
    #[arg(long)]
    no_lock: bool,
    /// Write only if Nix evaluates all configurations to what they are now
    #[arg(long)]
    verify: bool,
    #[command(flatten)]
    nix: NixArgs,
}

pub(super) fn run(args: &Args, analyze: Analyze, streams: &mut Streams) -> Result<u8, Error> {
    if args.nix.any() && !args.verify {
        return Err(Error::NeedsVerify("how Nix verifies"));
    }
    if args.interactive {
        interactive::require_terminal(streams)?;
    }
    let control = args.verify.then(|| args.nix.control());
    let only = (!args.only.is_empty()).then(|| args.only.clone());
    let overlay = args.overlay.clone().map(|name| Wanted { name, attributes: args.attribute.clone() });
    if overlay.is_some() && !args.only.iter().chain(&args.with).any(|o| o == ISOLATE) {
        return Err(Error::NeedsIsolate);
    }
    let outputs = args.output.open(if args.dry_run { Format::Diff } else { Format::Text })?;
    if let Some(format) = outputs.formats().find(|f| f.is_of_places() && !args.dry_run) {
        return Err(Error::NeedsDryRun(output::word(format)));
    }
    if !args.dry_run {
        args.target.recover(args.all_flakes, streams)?;
    }
    let facts = outputs.need_facts();
    let options = Options { only, with: args.with.clone(), overlay, facts, ..args.target.options() };
    if args.all_flakes {
        return run_all(args, args.target.analyze_all(analyze, &options)?, outputs, streams);
    }
    let mut outcome = args.target.analyze(analyze, &options)?;
    if args.interactive && !outcome.changes.is_empty() {
        require_clean(args, &outcome)?;
        outcome = match choose(args, analyze, &options, outcome, streams)? {
            Chosen::Plan(outcome) => *outcome,
            Chosen::Quit => return Ok(DONE),
            Chosen::Cancelled => return Ok(CANCELLED),
        };
    }
    let changed: Vec<&str> = outcome.changes.iter().map(|c| c.file.as_str()).collect();
    outcome.notes.extend(stale(&outcome.root, &changed));
    if !args.dry_run {
        require_clean(args, &outcome)?;
    }
    match control.filter(|_| !outcome.changes.is_empty()) {
        Some(control) => run_verified(args, &outcome, &control, outputs, streams),
        None => finish(args, &outcome, None, outputs, streams),
    }
}

/// `first` is what there is to change if nothing is left.
fn choose(
    args: &Args,
    analyze: Analyze,
    options: &Options,
    first: Outcome,
    streams: &mut Streams,
) -> Result<Chosen, Error> {
    let mut first = Some(first);
    let plan = |leave: &[Part]| match first.take_if(|_| leave.is_empty()) {
        Some(outcome) => Ok(outcome),
        None => args.target.analyze(analyze, &Options { leave: leave.to_vec(), ..options.clone() }),
    };
    interactive::choose(plan, streams)
}

fn run_verified(
    args: &Args,
    outcome: &Outcome,
    control: &Control,
    outputs: Outputs,
    streams: &mut Streams,
) -> Result<u8, Error> {
    let lock = new_inputs(args, outcome);
    let verified = match Verified::of(outcome, &args.nix, lock, control, streams) {
        Err(Error::Verify(verify::Error::Cancelled)) => {
            streams.message("cancelled: nothing was written\n");
            return Ok(CANCELLED);
        }
        verified => verified?,
    };
    if super::verify::exit_code(&verified.proof)? == DONE {
        return finish(args, outcome, Some(&verified), outputs, streams);
    }
    let outputs = outputs.only(|format| matches!(format, Format::Json | Format::Markdown));
    if outputs.stdout().is_none() {
        streams.message(&proof::render(proof::Format::Text, &verified.proof, streams.err_style));
    }
    print(outputs, outcome, Run::Preview { proof: Some(&verified.proof) }, streams)?;
    streams.message("nothing was written\n");
    Ok(FIXABLE)
}

/// Prints, or writes all files or none.
fn finish(
    args: &Args,
    outcome: &Outcome,
    verified: Option<&Verified>,
    outputs: Outputs,
    streams: &mut Streams,
) -> Result<u8, Error> {
    let proof = verified.map(|v| &v.proof);
    if args.dry_run {
        print(outputs, outcome, Run::Preview { proof }, streams)?;
        let fixable = args.check && !outcome.changes.is_empty();
        return Ok(if fixable { FIXABLE } else { DONE });
    }
    let mut changes = outcome.changes.clone();
    let known = verified.and_then(|v| v.lock.as_ref());
    changes.extend(known.and_then(|(_, change)| change.clone()));
    let mut written = patch::apply(&outcome.root, &changes)?;
    let lock = match known {
        Some((lock, _)) => Some(lock.clone()),
        None => new_inputs(args, outcome).then(|| patch::lock(&outcome.root, &args.nix.program())),
    };
    // The lock file has a line of its own in reports.
    written.retain(|file| file != LOCK_FILE);
    print(outputs, outcome, Run::Applied { written: &written, lock: lock.as_ref(), proof }, streams)?;
    Ok(DONE)
}

fn run_all(args: &Args, all: All, outputs: Outputs, streams: &mut Streams) -> Result<u8, Error> {
    if args.dry_run {
        print_all(outputs, &all, &[], streams)?;
        let failed = streams.errors_of(&all);
        let fixable = args.check && !all.whole.changes.is_empty();
        return Ok(match (failed, fixable) {
            (true, _) => FAILED,
            (false, true) => FIXABLE,
            (false, false) => DONE,
        });
    }
    require_clean(args, &all.whole)?;
    patch::apply(&all.base, &all.whole.changes)?;
    // Those below first: what is locked above may be their lock file.
    let mut done: Vec<Written> = Vec::new();
    for one in all.flakes.iter().rev() {
        let written = one.result.as_ref().map(|outcome| {
            let files = outcome.changes.iter().map(|c| c.file.clone()).collect();
            (files, new_inputs(args, outcome).then(|| patch::lock(&outcome.root, &args.nix.program())))
        });
        done.insert(0, written.unwrap_or_default());
    }
    print_all(outputs, &all, &done, streams)?;
    Ok(if streams.errors_of(&all) { FAILED } else { DONE })
}

/// The files of a flake that were written, and what became of its lock file.
type Written = (Vec<String>, Option<Lock>);

/// `done` is of each flake, empty in a dry run.
fn print_all(outputs: Outputs, all: &All, done: &[Written], streams: &mut Streams) -> Result<(), Error> {
    for one in &all.flakes {
        if let Ok(outcome) = &one.result
            && outputs.stdout() == Some(Format::Diff)
        {
            let remarks = report::remarks(outcome, streams.err_style);
            streams.message_in(&one.folder, &remarks);
        }
    }
    let of = |one: &One| {
        let index = all.flakes.iter().position(|o| o.folder == one.folder);
        let written = index.and_then(|i| done.get(i));
        written.map_or(Run::Preview { proof: None }, |(written, lock)| Run::Applied {
            written,
            lock: lock.as_ref(),
            proof: None,
        })
    };
    let reports = all.reports(of);
    outputs.write(streams, |format, style| report::render_all(format, &all.base, &reports, &all.whole, style))
}

fn new_inputs(args: &Args, outcome: &Outcome) -> bool {
    !outcome.changes.is_empty() && !outcome.to_lock().is_empty() && !args.no_lock
}

fn require_clean(args: &Args, outcome: &Outcome) -> Result<(), Error> {
    if !args.allow_dirty {
        let files: Vec<String> = outcome.changes.iter().map(|c| c.file.clone()).collect();
        let dirty = patch::uncommitted(&outcome.root, &files)?;
        if !dirty.is_empty() {
            return Err(Error::Dirty(dirty));
        }
    }
    Ok(())
}

fn print(outputs: Outputs, outcome: &Outcome, run: Run, streams: &mut Streams) -> Result<(), Error> {
    // A diff has no place for remarks.
    if outputs.stdout() == Some(Format::Diff) {
        let remarks = report::remarks(outcome, streams.err_style);
        streams.message(&remarks);
    }
    if let Run::Preview { proof: Some(proof) } = run
        && outputs.formats().all(|f| !f.has_proof())
    {
        streams.message(&proof::render(proof::Format::Text, proof, streams.err_style));
    }
    outputs.write(streams, |format, style| report::render(format, outcome, run, style))
}
