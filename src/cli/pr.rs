//! `nixinst pr`

use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use clap::builder::PossibleValuesParser;

use super::target::Target;
use super::verified::{LOCK_FILE, Verified};
use super::verify::NixArgs;
use super::{Analyze, CANCELLED, DONE, Error, FAILED, FIXABLE, Streams};
use crate::patch::{self, Lock};
use crate::plan::outcome::Outcome;
use crate::plan::{self, Options};
use crate::pr::{self, Change, Forge, Repository, Steps, Wanted, Way};
use crate::report::{self, Format, Run, Style, proof};
use crate::verify::{self, Control, Proof, Scratch};

/// Puts the fix on a branch of a remote, and opens a pull request
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    target: Target,
    /// List the commands that would run, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// The branch of the pull request
    #[arg(long, value_name = "NAME", default_value = pr::BRANCH)]
    branch: String,
    /// The branch that it is for [default: the current one]
    #[arg(long, value_name = "NAME")]
    base: Option<String>,
    /// The remote that has both
    #[arg(long, value_name = "NAME", default_value = "origin")]
    remote: String,
    /// Who opens the pull request [default: by the host of the remote]
    #[arg(long, value_enum)]
    forge: Option<Forge>,
    /// Its title, which is the commit's too [default: what the change does]
    #[arg(long, value_parser = one_line)]
    title: Option<String>,
    /// Open it as a draft
    #[arg(long)]
    draft: bool,
    /// Give it this label; can be given more than once
    #[arg(long = "label", value_name = "LABEL", value_parser = one_line)]
    labels: Vec<String>,
    /// Fix every flake.nix below as well, each as a flake of its own
    #[arg(long, conflicts_with = "verify")]
    all_flakes: bool,
    /// Use this rewrite only; can be given more than once
    #[arg(long, value_name = "REWRITE", value_parser = PossibleValuesParser::new(plan::rewrite_names()))]
    only: Vec<String>,
    /// Use this rewrite too, which is not used unless asked for; can be given more than once
    #[arg(long, value_name = "REWRITE", value_parser = PossibleValuesParser::new(plan::opt_in_names()))]
    with: Vec<String>,
    /// Leave flake.lock alone: without it, Nix is asked to lock inputs that are new or follow others
    #[arg(long)]
    no_lock: bool,
    /// Only if Nix evaluates all configurations to what they are now; the proof goes into the body
    #[arg(long)]
    verify: bool,
    #[command(flatten)]
    nix: NixArgs,
}

fn one_line(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() || text.chars().any(char::is_control) {
        return Err("it has to be one line of text".to_owned());
    }
    Ok(text.to_owned())
}

/// What became of the flakes in the copy.
enum Fixed {
    Nothing,
    /// The report in Markdown, and whether some flake could not be looked at.
    Change {
        report: String,
        failed: bool,
    },
    /// Something would be built otherwise.
    Different(Box<Proof>),
}

pub(super) fn run(args: &Args, analyze: Analyze, streams: &mut Streams) -> Result<u8, Error> {
    if args.nix.any() && !args.verify {
        return Err(Error::NeedsVerify("how Nix verifies"));
    }
    let control = args.verify.then(|| args.nix.control());
    let folder = args.target.folder(args.all_flakes)?;
    let asks = io::stdin().is_terminal() && streams.err_style.terminal;
    let repository = Repository::of(&folder, asks)?;
    let wanted = Wanted {
        remote: args.remote.clone(),
        branch: args.branch.clone(),
        base: args.base.clone(),
        forge: args.forge,
        draft: args.draft,
        labels: args.labels.clone(),
    };
    let way = pr::way(&repository, &wanted)?;
    let scratch = super::verify::scratch()?;
    let copy = check_out(&repository, &way, &scratch)?;
    let within = folder.strip_prefix(repository.top()).unwrap_or(Path::new(""));
    let fixed = match fix(args, analyze, &copy.join(within), control.as_ref(), streams) {
        Err(Error::Verify(verify::Error::Cancelled)) => {
            streams.message("cancelled: nothing was pushed\n");
            return Ok(CANCELLED);
        }
        fixed => fixed?,
    };
    let (report, failed) = match fixed {
        Fixed::Nothing => {
            streams.result("nothing to fix: no pull request is needed\n")?;
            return Ok(DONE);
        }
        Fixed::Different(proof) => {
            streams.message(&proof::render(proof::Format::Text, &proof, streams.err_style));
            streams.message("nothing was pushed\n");
            return Ok(FIXABLE);
        }
        Fixed::Change { report, failed } => (report, failed),
    };
    let change = change(args, &report, copy)?;
    send(args, &repository, &way, &change, &scratch, streams)?;
    Ok(if failed { FAILED } else { DONE })
}

fn send(
    args: &Args,
    repository: &Repository,
    way: &Way,
    change: &Change,
    scratch: &Scratch,
    streams: &mut Streams,
) -> Result<(), Error> {
    let repository =
        if args.dry_run { repository.without_a_trace(&scratch.path().join("objects"))? } else { repository.clone() };
    let mut steps = Steps::new(&repository, args.dry_run);
    let said = way.send(&repository, change, scratch.path(), &mut steps)?;
    if args.dry_run {
        let files: String = change.files.iter().map(|f| format!("# changes {}\n", report::clean(f))).collect();
        let list = format!("{files}{}", steps.list());
        // For a shell, every byte as it is.
        let safe = || list.split('\n').map(report::clean).collect::<Vec<_>>().join("\n");
        return streams.result(&if streams.out_style.terminal { safe() } else { list });
    }
    let lines: String = said.iter().map(|line| format!("{}\n", report::clean(line))).collect();
    streams.result(&lines)
}

// What is committed, in a repository of its own: what is not tracked has no say, and Nix reads it as it would there.
fn check_out(repository: &Repository, way: &Way, scratch: &Scratch) -> Result<PathBuf, Error> {
    let copy = scratch.path().join("work-tree");
    fs::create_dir_all(&copy).map_err(|source| Error::File { file: copy.clone(), source })?;
    verify::check_out(repository.top(), way.head(), &copy).map_err(verify::Error::from)?;
    pr::track_all(&copy)?;
    Ok(copy)
}

fn fix(
    args: &Args,
    analyze: Analyze,
    folder: &Path,
    control: Option<&Control>,
    streams: &mut Streams,
) -> Result<Fixed, Error> {
    let only = (!args.only.is_empty()).then(|| args.only.clone());
    let options = Options { only, with: args.with.clone(), facts: true, ..args.target.options() };
    let target = args.target.at(folder);
    if args.all_flakes {
        return fix_all(args, analyze, &target, &options, streams);
    }
    let outcome = target.analyze(analyze, &options)?;
    if outcome.changes.is_empty() {
        return Ok(Fixed::Nothing);
    }
    let verified = match control {
        Some(control) => Some(Verified::of(&outcome, &args.nix, locks(args, &outcome), control, streams)?),
        None => None,
    };
    if let Some(verified) = verified.as_ref()
        && super::verify::exit_code(&verified.proof)? != DONE
    {
        return Ok(Fixed::Different(Box::new(verified.proof.clone())));
    }
    let mut changes = outcome.changes.clone();
    let known = verified.as_ref().and_then(|v| v.lock.as_ref());
    changes.extend(known.and_then(|(_, change)| change.clone()));
    let mut written = patch::apply_to_copy(&outcome.root, &changes)?;
    written.retain(|file| file != LOCK_FILE);
    let lock = match known {
        Some((lock, _)) => Some(lock.clone()),
        None => locks(args, &outcome).then(|| patch::lock(&outcome.root, &args.nix.program())),
    };
    let run = Run::Applied { written: &written, lock: lock.as_ref(), proof: verified.as_ref().map(|v| &v.proof) };
    let report = report::render(Format::Markdown, &outcome, run, Style::default());
    Ok(Fixed::Change { report, failed: false })
}

fn fix_all(
    args: &Args,
    analyze: Analyze,
    target: &Target,
    options: &Options,
    streams: &mut Streams,
) -> Result<Fixed, Error> {
    let all = target.analyze_all(analyze, options)?;
    let failed = streams.errors_of(&all);
    if all.whole.changes.is_empty() {
        return if failed { Err(Error::NothingLookedAt) } else { Ok(Fixed::Nothing) };
    }
    patch::apply_to_copy(&all.base, &all.whole.changes)?;
    let mut done: Vec<(String, Vec<String>, Option<Lock>)> = Vec::new();
    // Those below first: what is locked above may be their lock file.
    for one in all.flakes.iter().rev() {
        let Ok(outcome) = &one.result else { continue };
        let lock = locks(args, outcome).then(|| patch::lock(&outcome.root, &args.nix.program()));
        done.push((one.folder.clone(), outcome.changes.iter().map(|c| c.file.clone()).collect(), lock));
    }
    let reports = all.reports(|one| {
        let of = done.iter().find(|(folder, ..)| *folder == one.folder);
        of.map_or(Run::Preview { proof: None }, |(_, written, lock)| Run::Applied {
            written,
            lock: lock.as_ref(),
            proof: None,
        })
    });
    let report = report::render_all(Format::Markdown, &all.base, &reports, &all.whole, Style::default());
    Ok(Fixed::Change { report, failed })
}

fn locks(args: &Args, outcome: &Outcome) -> bool {
    !outcome.changes.is_empty() && !outcome.to_lock().is_empty() && !args.no_lock
}

// The report's first line is a heading with the title.
fn change(args: &Args, report: &str, copy: PathBuf) -> Result<Change, Error> {
    let (heading, body) = report.split_once('\n').unwrap_or((report, ""));
    let title = args.title.clone().unwrap_or_else(|| heading.trim_start_matches("# ").to_owned());
    let files = pr::changed(&copy)?;
    Ok(Change { title, body: body.trim_start_matches('\n').to_owned(), copy, files })
}
