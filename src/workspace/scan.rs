//! One walk over the flake, by all processors: every folder is listed and every Nix file read once.

use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::Scope;
use rayon::slice::ParallelSliceMut as _;
use rayon::{ThreadPool, ThreadPoolBuildError, ThreadPoolBuilder};
use rustc_hash::{FxHashMap, FxHashSet};

use super::ignored::Ignored;
use super::read::{Contents, read_file, read_into};
use super::{FileKind, FileText, path, temporary};
use crate::syntax::bounds::Parsed;
use crate::syntax::flake_file;
use crate::syntax::glance::{self, Imported};

/// Larger files are parsed when somebody wants them. Chains of operators nest: a level takes two bytes of text and up to
/// 5 KB of stack.
pub(super) const MAX_PARSED: usize = 64 * 1024;

/// What the stack of a thread may grow to; where address space is limited a smaller one has to do.
const STACK_SIZES: [usize; 2] = [1 << 29, 1 << 26];

// Threads for one walk. Where there can't be any, it is the caller's.
fn threads() -> Result<ThreadPool, ThreadPoolBuildError> {
    let pool = |size| ThreadPoolBuilder::new().stack_size(size).build().ok();
    let alone = || ThreadPoolBuilder::new().num_threads(1).use_current_thread().build();
    STACK_SIZES.into_iter().find_map(pool).map_or_else(alone, Ok)
}

/// What the walk found.
#[derive(Default)]
pub(super) struct Scan {
    /// Sorted, as all lists here.
    pub nix_files: Vec<String>,
    pub links: Vec<String>,
    /// Folders below the root with a flake of their own.
    pub borders: Vec<String>,
    /// The same folders, to be asked for.
    border: FxHashSet<String>,
    /// Nix files of flakes below that may name something outside of their flake.
    pub leading_out: Vec<String>,
    /// Whatever is neither in a flake below nor reached by a link.
    pub kinds: FxHashMap<String, FileKind>,
    /// Nix files of this flake, and what may make an instance in others, as they were read. Whoever keeps them takes them.
    pub contents: Vec<(String, Contents, Option<Parsed>)>,
    /// Nix files of flakes below, of which only this is kept.
    pub glances: FxHashMap<String, Glance>,
}

/// What is known of a file of a flake below without parsing it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Glance {
    /// What it may import.
    pub imported: Imported,
    leads_out: bool,
}

impl Scan {
    /// Walks over `root`.
    pub(super) fn of(root: &Path, ignored: &Ignored) -> Scan {
        let walk = Walk { root, ignored, found: Mutex::default() };
        let work = || {
            rayon::scope(|scope| walk.folder(scope, String::new(), None));
            let mut scan = std::mem::take(&mut *walk.found.lock().unwrap_or_else(PoisonError::into_inner));
            scan.nix_files.par_sort_unstable();
            scan
        };
        let mut scan = threads().expect("it has one thread at least").install(work);
        scan.links.sort_unstable();
        scan.borders.sort_unstable();
        scan.leading_out.sort_unstable();
        scan.border = scan.borders.iter().cloned().collect();
        scan
    }

    /// The innermost border at or above `rel`.
    pub(super) fn border_of(&self, rel: &str) -> Option<&str> {
        let mut folder = rel;
        loop {
            if let Some(border) = self.border.get(folder) {
                return Some(border);
            }
            folder = path::split(folder)?.0;
        }
    }

    fn add(&mut self, mut other: Scan) {
        self.nix_files.append(&mut other.nix_files);
        self.links.append(&mut other.links);
        self.borders.append(&mut other.borders);
        self.leading_out.append(&mut other.leading_out);
        self.kinds.extend(other.kinds);
        self.contents.append(&mut other.contents);
        self.glances.extend(other.glances);
    }
}

struct Walk<'a> {
    root: &'a Path,
    ignored: &'a Ignored,
    found: Mutex<Scan>,
}

impl Walk<'_> {
    /// Looks at one folder, and has those in it looked at. `flake` is the folder of the flake below that it is in.
    fn folder<'s>(&'s self, scope: &Scope<'s>, folder: String, flake: Option<Arc<str>>) {
        let full = self.root.join(&folder);
        // A folder that can't be listed has nothing to offer; Nix would not see it either.
        let Ok(entries) = list(&full) else { return };
        self.ignored.learn(&folder, entries.iter().any(|(name, _)| name == ".gitignore"));
        let mut scan = Scan::default();
        let mut bytes = Vec::new();
        let entries = entries.into_iter().map(|(name, kind)| (path::join(&folder, &name), name, kind));
        let entries: Vec<_> = entries
            .filter(|(rel, _, kind)| !self.ignored.is_entry_ignored(rel, *kind == FileKind::Directory))
            .collect();
        let has_flake =
            !folder.is_empty() && entries.iter().any(|(_, n, k)| n == "flake.nix" && *k == FileKind::Regular);
        let border = has_flake && is_flake(&full.join("flake.nix"));
        let flake = if border { Some(Arc::from(folder.as_str())) } else { flake };
        if border {
            scan.borders.push(folder.clone());
        }
        for (rel, name, kind) in entries {
            if flake.is_none() {
                scan.kinds.insert(rel.clone(), kind);
            }
            match kind {
                // A submodule's `.git`, or a repository's own: nobody's source.
                FileKind::Directory if name != ".git" => {
                    let flake = flake.clone();
                    scope.spawn(move |scope| self.folder(scope, rel, flake));
                }
                FileKind::Regular if name.ends_with(".nix") => {
                    let read = read_into(&mut bytes, &self.root.join(&rel));
                    let glance = flake.as_ref().map(|flake| match read {
                        Ok(()) => glance(&bytes, &folder, flake),
                        Err(_) => Glance::default(),
                    });
                    if glance.as_ref().is_none_or(|g| g.imported.any) {
                        let contents = read.map_or_else(|why| why, |()| Contents::of(&bytes));
                        let parsed = contents.parse();
                        scan.contents.push((rel.clone(), contents, parsed));
                    }
                    scan.leading_out.extend(glance.as_ref().filter(|g| g.leads_out).map(|_| rel.clone()));
                    scan.glances.extend(glance.map(|g| (rel.clone(), g)));
                    scan.nix_files.push(rel);
                }
                FileKind::Symlink => scan.links.push(rel),
                _ => {}
            }
        }
        self.found.lock().unwrap_or_else(PoisonError::into_inner).add(scan);
    }
}

/// The entries of a folder. Names that are not UTF-8 are left out, and what nixinst itself writes for a while.
pub(super) fn list(full: &Path) -> std::io::Result<Vec<(String, FileKind)>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(full)? {
        let entry = entry?;
        if let Ok(name) = entry.file_name().into_string()
            && !temporary::is_temporary(&name)
        {
            entries.push((name, entry.file_type().map_or(FileKind::Unknown, FileKind::of)));
        }
    }
    Ok(entries)
}

// A file that can't be read may be one.
fn is_flake(full: &Path) -> bool {
    match read_file(full) {
        FileText::Text(text) => flake_file::is_flake(&text),
        _ => true,
    }
}

fn glance(text: &[u8], folder: &str, flake: &str) -> Glance {
    let below = folder.strip_prefix(flake).unwrap_or(folder);
    let depth = below.split('/').filter(|part| !part.is_empty()).count();
    Glance { imported: glance::imported(text), leads_out: glance::may_lead_out(text, depth) }
}
