//! Files that have no function which could take an instance: they get one in front of their value, and each
//! `import ./file.nix` passes it. The value stays what it was, whoever uses it, so only the ways to the file matter: each
//! has to be an expression that can be written anew.

use super::classify::{ENTRY_POINTS, block_below};
use super::codes::{self, Block};
use super::requests::Requests;
use super::thread::{Threading, added, is_unnameable, unnameable};
use super::var::Var;
use crate::eval::source_file::SourceFile;
use crate::eval::value::{FileId, Loc};
use crate::eval::{Evaluator, interp};
use crate::syntax::hir::{Expr, ExprId, Key, Part, PathKind, scopes};
use crate::syntax::name::Name;

impl Threading<'_> {
    /// Whether code that no function could be given `var` for may get it from the file's importers.
    pub(super) fn may_curry(&self, why: Option<&Block>) -> bool {
        why.is_none_or(|b| match b.code {
            codes::IN_OVERLAY | codes::UNKNOWN_CALLER => true,
            // A function that uses its argument as a whole set stays what it is behind one more function; where the site
            // can have its instance in its own file that reads better.
            codes::OPAQUE_SPECIAL_ARGS => self.far,
            _ => false,
        })
    }

    /// Makes the file of `at` a function of `var`, and every import of it pass it: the words for it there. Else `why` no
    /// function of the file could be given it.
    pub(super) fn curry(&mut self, var: &Var, at: Loc, why: Block) -> Result<String, Block> {
        self.curry_once(var, at.file).map_err(|b| self.joined(at.file, &why, b))?;
        self.unbound(Name::new(&var.name), at)?;
        Ok(var.name.clone())
    }

    fn curry_once(&mut self, var: &Var, file: FileId) -> Result<(), Block> {
        let key = (var.clone(), file);
        if let Some(done) = self.curried.get(&key) {
            return done.clone();
        }
        // A file that imports itself is served by being served.
        self.curried.insert(key.clone(), Ok(()));
        let saved = self.out.clone();
        let result = self.curry_file(var, file);
        if result.is_err() {
            self.out = saved;
        }
        self.curried.insert(key, result.clone());
        result
    }

    // That nothing in the file binds the name around a place.
    fn unbound(&self, name: Name, at: Loc) -> Result<(), Block> {
        let hir = &self.ev.file(at.file).hir;
        let mut from = Some(at.expr);
        while let Some(scope) = from.and_then(|e| scopes::binder_of(hir, e, name)) {
            let loc = Loc { file: at.file, expr: scope };
            if !self.leaving.contains(&(loc, name)) {
                let place = self.ev.place(loc);
                return Err(Block::new(codes::NAME_TAKEN, format!("`{name}` is bound at {place}")));
            }
            from = hir.parent(scope);
        }
        Ok(())
    }

    // What can be tried otherwise is said as it is.
    fn joined(&self, file: FileId, why: &Block, b: Block) -> Block {
        if b.code == codes::NAME_TAKEN || is_unnameable(&b) {
            return b;
        }
        if why.code != codes::IN_OVERLAY {
            return why.clone();
        }
        let path = &self.ev.file(file).path;
        Block::new(why.code, format!("{}, and {path} can't be given an argument: {}", why.message, b.message))
    }

    fn curry_file(&mut self, var: &Var, file: FileId) -> Result<(), Block> {
        let places = imports_of(self.ev, file)?;
        let root = Loc { file, expr: self.ev.file(file).hir.root() };
        self.catches_nothing(Name::new(&var.name), root)?;
        for place in places {
            let text = self.reach(var, place).map_err(|b| if var.select { unnameable() } else { b })?;
            Requests::add_once(self.out.arguments.entry(place).or_default(), added(&var.name, &text));
        }
        Requests::once(self.out.functions.entry(root).or_default(), &var.name);
        Ok(())
    }
}

/// Every application of `import` that gives a file's value, or why not all ways to it can be written anew.
pub fn imports_of(ev: &mut Evaluator, file: FileId) -> Result<Vec<Loc>, Block> {
    let path = ev.file(file).path.clone();
    let no = |m: String| Err(Block::new(codes::UNKNOWN_CALLER, m));
    if path == "flake.nix" || ev.file(file).builtin {
        return no("it is imported by Nix itself".to_owned());
    }
    if ENTRY_POINTS.contains(&path.as_str()) {
        return no("it is an entry point of its own".to_owned());
    }
    if let Some(b) = block_below(ev, &path) {
        return Err(b);
    }
    if let Some(link) = other_name(ev, &path) {
        return no(format!("{link} is a link to it"));
    }
    if let Some((_, to)) = ev.escape_of(&path) {
        return no(format!("`{to}` gets its path, and what it does with it is not known"));
    }
    if let Some(shown) = ev.imports.handed_out(&path) {
        return no(format!("an option has the path {shown}, and who reads it is not known"));
    }
    if let Some(begin) = ev.imports.partial_path_to(&path) {
        let shown = if begin.is_empty() { "." } else { begin };
        return no(format!("a path below {shown} is not known whole, and may be its own"));
    }
    if let Some(at) = made_once(ev, file) {
        return no(format!("the instance at {} is shared by all who import it", ev.place(at)));
    }
    let places = literals_of(ev, &path)?;
    for seen in ev.imports.of(file) {
        match seen {
            Some(at) if places.contains(&at) => {}
            Some(at) => return no(format!("the import at {} computes its path", ev.place(at))),
            None => return no("it is also read by its path, without an `import` of its own".to_owned()),
        }
    }
    match places.is_empty() {
        true => no("nothing imports it".to_owned()),
        false => Ok(places),
    }
}

// A site of the file outside of all functions: its instance is made once however often the file is imported.
fn made_once(ev: &Evaluator, file: FileId) -> Option<Loc> {
    let hir = &ev.file(file).hir;
    let outside = |l: &Loc| hir.ancestors(l.expr).all(|a| !matches!(hir.expr(a), Expr::Lambda { .. }));
    ev.sites.iter().map(|s| s.at.loc).find(|l| l.file == file && outside(l))
}

// Another path of the same file.
fn other_name(ev: &Evaluator, path: &str) -> Option<String> {
    let own = ev.workspace.resolve(path);
    let mut all = ev.loaded().filter(|(_, f)| !f.builtin).map(|(_, f)| &f.path);
    all.find(|p| *p != path && ev.workspace.resolve(p) == own).cloned()
}

// All places where a path that is written out means the file, if each is the argument of an `import`.
fn literals_of(ev: &mut Evaluator, path: &str) -> Result<Vec<Loc>, Block> {
    let mut out = Vec::new();
    let name = path.strip_suffix("/default.nix").unwrap_or(path).rsplit('/').next().unwrap_or(path);
    ev.load_with_path_of(path);
    let loaded: Vec<FileId> = ev.loaded().filter(|(_, f)| !f.builtin).map(|(id, _)| id).collect();
    for id in loaded {
        let file = ev.file(id).clone();
        if !file.errors.is_empty() && file.text.contains(name) {
            let m = format!("{} does not parse, and may import it", file.path);
            return Err(Block::new(codes::PARSE_ERROR, m));
        }
        for literal in paths_to(ev, &file, path) {
            match import_of(&file, literal) {
                Some(expr) => out.push(Loc { file: id, expr }),
                None => {
                    let place = ev.place(Loc { file: id, expr: literal });
                    let m = format!("its path at {place} is not the argument of an `import`");
                    return Err(Block::new(codes::UNKNOWN_CALLER, m));
                }
            }
        }
    }
    Ok(out)
}

// Path literals of a file that mean another one.
fn paths_to(ev: &mut Evaluator, file: &SourceFile, path: &str) -> Vec<ExprId> {
    let dir = file.path.rsplit_once('/').map_or("", |(d, _)| d);
    let relative = |e: &ExprId| match file.hir.expr(*e) {
        Expr::Path(PathKind::Relative, parts) => match &parts[..] {
            [Part::Text(t)] => Some((*e, interp::normalize(&format!("/{dir}/{t}")))),
            _ => None,
        },
        _ => None,
    };
    let all: Vec<(ExprId, String)> = file.hir.ids().filter_map(|e| relative(&e)).collect();
    let means = |(_, target): &(ExprId, String)| {
        let found = ev.module_file(target.trim_start_matches('/'));
        found.is_some_and(|f| f == path || f.ends_with(".nix") && ev.workspace.resolve(&f).is_some_and(|r| r == path))
    };
    all.into_iter().filter(means).map(|(e, _)| e).collect()
}

// The `import ./file.nix` that a path literal is a part of.
fn import_of(file: &SourceFile, literal: ExprId) -> Option<ExprId> {
    let around = file.hir.parent(literal)?;
    let Expr::Apply(f, arg) = *file.hir.expr(around) else { return None };
    let import = match file.hir.expr(f) {
        Expr::Var(n) => n.is("import") && !matches!(file.scopes().target(f), Some(scopes::Target::Bound(_))),
        Expr::Select { base, path, default: None } => {
            let builtins = matches!(file.hir.expr(*base), Expr::Var(n) if n.is("builtins"));
            builtins && matches!(&path[..], [Key::Static(n)] if n.is("import"))
        }
        _ => false,
    };
    // Not `./file.nix |> import`.
    let written = file.node_at(file.hir.range(around)).is_some_and(|n| n.kind() == rnix::SyntaxKind::NODE_APPLY);
    (arg == literal && import && written).then_some(around)
}
