//! Files of the flake that flakes below name, by a path that leads out of their folders: all are one tree for Nix, and who
//! evaluates these files there is not seen.

use std::rc::Rc;

use rnix::ast::BinOpKind;
use rustc_hash::{FxHashMap, FxHashSet};

use super::Evaluator;
use super::source_file::SourceFile;
use crate::syntax::hir::{Expr, ExprId, Key, Part, PathKind};
use crate::workspace::{Workspace, is_within, normalize};

/// Where a flake below names something outside of its folder.
#[derive(Debug, PartialEq, Eq)]
pub struct Naming {
    /// The folder of that flake.
    pub flake: String,
    /// `file:line`, or the path of a symbolic link.
    pub place: String,
    /// The file or the folder that is named.
    pub target: String,
}

/// What names each file.
pub(super) type Named = FxHashMap<String, Rc<Naming>>;

impl Evaluator {
    /// Where a flake below names the file, a folder that has it, or a file of this flake that leads to it.
    pub fn named_below(&self, file: &str) -> Option<Rc<Naming>> {
        let named = self.below.get_or_init(|| {
            let loaded = |path: &str| self.file_id(path).map(|id| self.file(id).clone());
            Walk::new(&self.workspace).run(&loaded)
        });
        named.get(file).cloned()
    }
}

struct Walk<'a> {
    workspace: &'a Workspace,
    named: Named,
    folders: FxHashSet<String>,
    // Files whose own paths were not followed yet.
    queue: Vec<String>,
    // What leads to a file of this flake that has the path of the whole repository.
    whole: Option<Rc<Naming>>,
}

impl<'a> Walk<'a> {
    fn new(workspace: &'a Workspace) -> Walk<'a> {
        Walk { workspace, named: Named::default(), folders: FxHashSet::default(), queue: Vec::new(), whole: None }
    }

    fn run(mut self, loaded: &dyn Fn(&str) -> Option<Rc<SourceFile>>) -> Named {
        if self.workspace.nested_flakes().is_empty() {
            return self.named;
        }
        self.leading_out(loaded);
        self.joined_to_inputs(loaded);
        self.follow(loaded);
        let mut known = 0;
        while let Some(naming) = self.whole.clone()
            && known < self.named.len()
        {
            known = self.named.len();
            self.joined_to_root(&naming, loaded);
            self.follow(loaded);
        }
        self.named
    }

    // What named files of this flake name.
    fn follow(&mut self, loaded: &dyn Fn(&str) -> Option<Rc<SourceFile>>) {
        while let Some(file) = self.queue.pop() {
            let naming = self.named[&file].clone();
            let Some(source) = self.source(&file, loaded, |_| true) else { continue };
            for (_, target) in paths(&source, None) {
                match target.as_str() {
                    "" => _ = self.whole.get_or_insert_with(|| naming.clone()),
                    target => self.name(target, &naming),
                }
            }
        }
    }

    // Where a file has the path of the whole repository, it is for one to be joined to it: whose text is there, too.
    fn joined_to_root(&mut self, naming: &Rc<Naming>, loaded: &dyn Fn(&str) -> Option<Rc<SourceFile>>) {
        let workspace = self.workspace;
        let mut sources = Vec::new();
        for file in workspace.scan() {
            if self.named.contains_key(file) || workspace.nested_flake_of(file).is_some() {
                sources.extend(self.source(file, loaded, |text| text.contains('"')));
            }
        }
        // A single word is most often no path: it counts as a folder if somebody lists folders, else as what an
        // `import` of it reads.
        let lists = sources.iter().any(|source| lists_folders(source));
        // Who names flake.nix reads it: only Nix evaluates it.
        for text in sources.iter().flat_map(|source| texts(source)).filter(|text| text != "flake.nix") {
            if lists || text.contains('/') || !workspace.is_dir(&text) {
                self.name(&text, naming);
            } else {
                self.name(&format!("{text}/default.nix"), naming);
            }
        }
    }

    // What flakes below name outside of their folders, by paths or by links.
    fn leading_out(&mut self, loaded: &dyn Fn(&str) -> Option<Rc<SourceFile>>) {
        let workspace = self.workspace;
        for file in workspace.leading_out() {
            let Some(flake) = workspace.nested_flake_of(file) else { continue };
            let Some(source) = self.source(file, loaded, |_| true) else { continue };
            for (offset, target) in paths(&source, Some(flake)) {
                if !is_within(&target, flake) {
                    let place = format!("{file}:{}", source.position(offset).0);
                    let naming = Naming { flake: flake.to_owned(), place, target: target.clone() };
                    self.name(&target, &Rc::new(naming));
                }
            }
        }
        for link in workspace.links() {
            let Some(flake) = workspace.nested_flake_of(link) else { continue };
            if let Some(target) = workspace.resolve(link).filter(|t| !is_within(t, flake)) {
                let naming = Naming { flake: flake.to_owned(), place: link.clone(), target: target.clone() };
                self.name(&target, &Rc::new(naming));
            }
        }
    }

    // What flakes below may name in an input that is this repository, by `"${dotfiles}/modules/git.nix"`: whatever the
    // input's address is, it is taken for one if the file is here and not in that flake.
    fn joined_to_inputs(&mut self, loaded: &dyn Fn(&str) -> Option<Rc<SourceFile>>) {
        let workspace = self.workspace;
        for file in workspace.scan() {
            let Some(flake) = workspace.nested_flake_of(file) else { continue };
            let joins = |text: &str| text.contains("}/") || text.contains("\"/");
            let Some(source) = self.source(file, loaded, joins) else { continue };
            for (offset, target) in joined(&source) {
                if workspace.resolve(&format!("{flake}/{target}")).is_none() {
                    let place = format!("{file}:{}", source.position(offset).0);
                    let naming = Naming { flake: flake.to_owned(), place, target: target.clone() };
                    self.name(&target, &Rc::new(naming));
                }
            }
        }
    }

    fn source(
        &self,
        file: &str,
        loaded: &dyn Fn(&str) -> Option<Rc<SourceFile>>,
        wanted: impl Fn(&str) -> bool,
    ) -> Option<Rc<SourceFile>> {
        let text = self.workspace.peek(file).text().filter(|t| wanted(t))?.clone();
        Some(loaded(file).unwrap_or_else(|| Rc::new(SourceFile::parse(file.to_owned(), text, false))))
    }

    // A file, or all of a folder's: who names a folder may list it.
    fn name(&mut self, target: &str, naming: &Rc<Naming>) {
        let workspace = self.workspace;
        let Some(real) = workspace.resolve(target) else { return };
        if !workspace.is_dir(&real) {
            return self.add(&real, naming);
        }
        if self.folders.iter().any(|f| is_within(&real, f)) {
            return;
        }
        self.folders.insert(real.clone());
        // Only Nix evaluates flake.nix, unless it is named itself.
        for file in workspace.scan_below(&real).iter().filter(|f| *f != "flake.nix") {
            self.add(file, naming);
        }
        for link in workspace.links().iter().filter(|l| is_within(l, &real)) {
            self.name(link, naming);
        }
    }

    fn add(&mut self, file: &str, naming: &Rc<Naming>) {
        let own = file.ends_with(".nix") && self.workspace.nested_flake_of(file).is_none();
        if own && !self.named.contains_key(file) {
            self.named.insert(file.to_owned(), naming.clone());
            self.queue.push(file.to_owned());
        }
    }
}

// The paths of a file, with their offsets; where one is not written whole, the folder that it begins with. In the files
// of the flake `below`, also texts that lead out of what they are joined to: `./. + "/../x.nix"`.
fn paths(source: &SourceFile, below: Option<&str>) -> Vec<(u32, String)> {
    let folder = source.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut out = Vec::new();
    for id in source.hir.ids() {
        let offset = u32::from(source.hir.range(id).start());
        let mut add = |from: &str, path: &str| {
            out.extend(normalize(format!("{from}/{path}").trim_start_matches('/')).map(|target| (offset, target)));
        };
        match source.hir.expr(id) {
            Expr::Path(PathKind::Relative, _) if is_copied(source, id) => {}
            Expr::Path(PathKind::Relative, parts) => match &parts[..] {
                [Part::Text(path)] => add(folder, path),
                [Part::Text(begin), ..] => add(folder, begin.rsplit_once('/').map_or("", |(whole, _)| whole)),
                _ => {}
            },
            Expr::Str(parts) => {
                let Some(flake) = below else { continue };
                for (i, part) in parts.iter().enumerate() {
                    if let Part::Text(text) = part
                        && text.starts_with("/..")
                    {
                        let whole = i + 1 == parts.len();
                        let path = if whole { text } else { text.rsplit_once('/').map_or("", |(whole, _)| whole) };
                        add(folder, path);
                        add(flake, path);
                    }
                }
            }
            _ => {}
        }
    }
    out
}

// The paths that texts of a file may be: as a whole, or the folder that one begins with.
fn texts(source: &SourceFile) -> Vec<String> {
    let text = |parts: &[Part]| match parts {
        [Part::Text(whole)] => Some(whole.clone()),
        [Part::Text(begin), ..] => begin.rsplit_once('/').map(|(whole, _)| whole.to_owned()),
        [_, rest @ ..] => match rest {
            [Part::Text(end)] => end.strip_prefix('/').map(str::to_owned),
            [Part::Text(middle), ..] => middle.strip_prefix('/')?.rsplit_once('/').map(|(whole, _)| whole.to_owned()),
            _ => None,
        },
        [] => None,
    };
    let all = source.hir.ids().filter_map(|id| match source.hir.expr(id) {
        Expr::Str(parts) => text(parts),
        _ => None,
    });
    all.filter_map(|t| normalize(t.trim_start_matches('/'))).filter(|t| !t.is_empty()).collect()
}

// The paths that are joined to something in a file, with their offsets: `"${x}/a.nix"`, `x + "/a.nix"`; where one is not
// written whole, the folder that it begins with.
fn joined(source: &SourceFile) -> Vec<(u32, String)> {
    let hir = &source.hir;
    let mut out = Vec::new();
    for id in hir.ids() {
        let Expr::Str(parts) = hir.expr(id) else { continue };
        let added =
            || matches!(hir.parent(id).map(|p| hir.expr(p)), Some(Expr::Binary(BinOpKind::Add, _, r)) if *r == id);
        let (path, rest) = match &parts[..] {
            [Part::Expr(to), Part::Text(path), rest @ ..] if may_be_an_input(source, *to) => (path, rest),
            [Part::Text(path), rest @ ..] if added() => (path, rest),
            _ => continue,
        };
        let whole = if rest.is_empty() { Some(&**path) } else { path.rsplit_once('/').map(|(whole, _)| whole) };
        let target = whole.and_then(|p| p.strip_prefix('/')).and_then(normalize).filter(|t| !t.is_empty());
        out.extend(target.map(|t| (u32::from(hir.range(id).start()), t)));
    }
    out
}

// Whether an expression may be an input, by its name: what the module system passes to a file of modules is none.
fn may_be_an_input(source: &SourceFile, e: ExprId) -> bool {
    match source.hir.expr(e) {
        _ if source.path.ends_with("flake.nix") => true,
        Expr::Select { base, .. } => may_be_an_input(source, *base),
        Expr::Var(name) => !["config", "lib", "pkgs"].iter().any(|n| name.is(n)),
        _ => true,
    }
}

// Parts of the names of functions that read what a folder has, in small letters.
const LISTERS: &[&str] = &[
    "readdir",
    "listfiles",
    "listnix",
    "import-tree",
    "importtree",
    "importdir",
    "importall",
    "haumea",
    "fromdir",
    "umport",
    "scanpaths",
];

// Whether a file has the name of a function that reads folders.
fn lists_folders(source: &SourceFile) -> bool {
    let lists = |name: &str| {
        let name = name.to_ascii_lowercase();
        name == "filesystem" || LISTERS.iter().any(|part| name.contains(part))
    };
    source.hir.ids().any(|id| match source.hir.expr(id) {
        Expr::Var(name) => lists(&name.to_string()),
        Expr::Select { path, .. } => path.iter().any(|k| matches!(k, Key::Static(name) if lists(&name.to_string()))),
        _ => false,
    })
}

// Functions that copy a tree, and the attribute that says which (nixpkgs, lib/fileset/default.nix and pkgs/stdenv).
const COPIES: &[(&str, &str)] = &[("mkDerivation", "src"), ("toSource", "root")];

// Whether a path is the source of a derivation or of a copy: no code in it is evaluated.
fn is_copied(source: &SourceFile, path: ExprId) -> bool {
    let hir = &source.hir;
    let Some(set) = hir.parent(path) else { return false };
    let Expr::Attrs { rec: false, bindings, .. } = hir.expr(set) else { return false };
    let Some(Expr::Apply(function, arg)) = hir.parent(set).map(|call| hir.expr(call)) else { return false };
    let Expr::Select { path: keys, default: None, .. } = hir.expr(*function) else { return false };
    let Some(Key::Static(name)) = keys.last() else { return false };
    let copied = COPIES.iter().find(|(function, _)| name.is(function)).map(|(_, attribute)| *attribute);
    *arg == set && copied.is_some_and(|a| bindings.fixed.iter().any(|b| b.value == path && b.name.is(a)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn targets(path: &str, text: &str) -> Vec<String> {
        let source = SourceFile::parse(path.to_owned(), text.into(), false);
        paths(&source, Some("sub")).into_iter().map(|(_, target)| target).collect()
    }

    #[test]
    fn paths_begin_at_their_file() {
        assert_eq!(
            targets("sub/a/x.nix", "[ ../../m/a.nix ./b.nix ../../../above.nix /etc ]"),
            ["m/a.nix", "sub/a/b.nix"]
        );
        assert_eq!(targets("sub/flake.nix", "../."), [""]);
    }

    #[test]
    fn of_a_path_that_is_not_whole_the_folder_counts() {
        assert_eq!(targets("sub/flake.nix", "n: ../modules/host-${n}.nix"), ["modules"]);
        assert_eq!(targets("sub/flake.nix", "\"${../..}/x\""), Vec::<String>::new(), "it is above the repository");
        assert_eq!(targets("sub/flake.nix", "\"${../.}/x\""), [""]);
    }

    #[test]
    fn what_is_joined_to_an_input_is_a_path() {
        let joined = |text: &str| -> Vec<String> {
            let source = SourceFile::parse("sub/x.nix".to_owned(), text.into(), false);
            joined(&source).into_iter().map(|(_, target)| target).collect()
        };
        assert_eq!(
            joined(r#"{ d, n }: [ "${d}/m/a.nix" (d + "/m/b.nix") "${d.x}/hosts/${n}.nix" ]"#),
            ["m/a.nix", "m/b.nix", "hosts"]
        );
        assert_eq!(
            joined(r#"{ d, config }: [ "/m" "${config.home}/m" "a${d}/m" "${d}" "${d}/" ]"#),
            Vec::<String>::new()
        );
    }

    #[test]
    fn who_lists_folders_is_known_by_name() {
        let lists = |text: &str| lists_folders(&SourceFile::parse("x.nix".to_owned(), text.into(), false));
        assert!(
            lists("builtins.readDir ./x")
                && lists("inputs.import-tree ./x")
                && lists("map f (lib.listFilesRecursive ./x)")
        );
        assert!(!lists("map import [ ./x ]"));
    }

    #[test]
    fn what_a_derivation_copies_is_not_evaluated() {
        assert_eq!(targets("sub/flake.nix", "p: p.stdenv.mkDerivation { src = ../.; }"), Vec::<String>::new());
        assert_eq!(
            targets("sub/flake.nix", "l: l.fileset.toSource { root = ../.; fileset = ../m; }"),
            ["m"],
            "a file of a set may still be read"
        );
        assert_eq!(targets("sub/flake.nix", "p: p.stdenv.mkDerivation { modules = ../.; }"), [""]);
        assert_eq!(targets("sub/flake.nix", "p: p.build { src = ../.; }"), [""]);
    }

    #[test]
    fn a_text_may_lead_out_of_what_it_is_joined_to() {
        assert_eq!(targets("sub/a/x.nix", "./. + \"/../../m.nix\""), ["sub/a", "m.nix"]);
        assert_eq!(targets("sub/flake.nix", "s: \"${s}/../m/${s}.nix\""), ["m", "m"]);
    }
}
