//! Files as the evaluator has them: text, tree, arena, names.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use rnix::TextRange;
use rowan::ast::AstNode as _;
use rustc_hash::FxHashMap;

use crate::syntax::bounds::{self, Parsed};
use crate::syntax::hir::scopes::{Scopes, Target};
use crate::syntax::hir::{Binding, Expr, ExprId, Hir, lower};
use crate::syntax::name::Name;

/// One loaded file.
pub struct SourceFile {
    /// Relative to the flake's root, with `/`; a built-in model has the form `<lib/attrsets.nix>`.
    pub path: String,
    /// Whether it is a model that is built into the program.
    pub builtin: bool,
    pub text: Rc<str>,
    pub tree: rnix::Root,
    pub hir: Hir,
    /// What rnix could not parse, and what it lets pass but Nix does not.
    pub errors: Vec<(u32, String)>,
    scopes: OnceCell<Scopes>,
    lines: OnceCell<Vec<u32>>,
    codes: RefCell<FxHashMap<ExprId, Rc<str>>>,
    free: RefCell<FxHashMap<ExprId, Rc<[Name]>>>,
}

impl SourceFile {
    /// Parses and lowers `text`.
    pub fn parse(path: String, text: Rc<str>, builtin: bool) -> SourceFile {
        let parsed = bounds::parse(&text);
        SourceFile::of(path, text, parsed, builtin)
    }

    /// Lowers `text`, which is `parsed`.
    pub fn of(path: String, text: Rc<str>, parsed: Parsed, builtin: bool) -> SourceFile {
        let refused = parsed.as_ref().err().map(|e| (e.offset, e.message.to_owned()));
        // Without a tree there is nothing in it.
        let parsed = parsed.unwrap_or_else(|_| rnix::Root::parse(""));
        let tree = parsed.tree();
        let hir = lower(&tree);
        let said = |e| describe(e, &text);
        let mut errors = refused.map_or_else(|| parsed.errors().iter().map(said).collect(), |e| vec![e]);
        errors.extend(hir.problems.iter().map(|(r, m)| (u32::from(r.start()), m.clone())));
        SourceFile {
            path,
            builtin,
            text,
            tree,
            hir,
            errors,
            scopes: OnceCell::new(),
            lines: OnceCell::new(),
            codes: RefCell::default(),
            free: RefCell::default(),
        }
    }

    /// Its names, resolved when first asked for.
    pub fn scopes(&self) -> &Scopes {
        self.scopes.get_or_init(|| Scopes::of(&self.hir))
    }

    /// The binding of the `let` that a variable is bound in, if it is.
    pub fn let_binding(&self, var: ExprId) -> Option<&Binding> {
        let (Expr::Var(name), Target::Bound(scope)) = (self.hir.expr(var), self.scopes().target(var)?) else {
            return None;
        };
        match self.hir.expr(scope) {
            Expr::Let { bindings, .. } => bindings.get(*name),
            _ => None,
        }
    }

    /// Names that the code of an expression takes from outside of it.
    pub fn free_names(&self, expr: ExprId) -> Rc<[Name]> {
        if let Some(known) = self.free.borrow().get(&expr) {
            return known.clone();
        }
        let names: Rc<[Name]> = super::canon::free_names(&self.hir, self.scopes(), expr).into();
        self.free.borrow_mut().insert(expr, names.clone());
        names
    }

    /// Names that are used where nothing in the file binds them, nor a `with` could.
    pub fn unbound(&self) -> Vec<Name> {
        let scopes = self.scopes();
        let free = |e: &ExprId| scopes.target(*e) == Some(Target::Free);
        let names = self.hir.ids().filter(free).filter_map(|e| match self.hir.expr(e) {
            Expr::Var(n) => Some(*n),
            _ => None,
        });
        names.collect()
    }

    /// The code of an expression, without what makes no difference to its meaning. Where it has relative paths, the
    /// folder that these start from is a part of it.
    pub fn code(&self, expr: ExprId) -> Rc<str> {
        if let Some(code) = self.codes.borrow().get(&expr) {
            return code.clone();
        }
        let mut out = String::new();
        let mut paths = false;
        let node = self.node_at(self.hir.range(expr));
        for token in node.iter().flat_map(|n| n.descendants_with_tokens()).filter_map(|e| e.into_token()) {
            use rnix::SyntaxKind as K;
            if matches!(token.kind(), K::TOKEN_WHITESPACE | K::TOKEN_COMMENT) {
                continue;
            }
            paths |= token.kind() == K::TOKEN_PATH_REL;
            out.push_str(token.text());
            out.push(' ');
        }
        if paths {
            out.push_str(self.path.rsplit_once('/').map_or("", |(folder, _)| folder));
        }
        let code: Rc<str> = out.trim_end().into();
        self.codes.borrow_mut().insert(expr, code.clone());
        code
    }

    /// Line and column of a byte offset, both from 1; columns count Unicode scalar values.
    pub fn position(&self, offset: u32) -> (u32, u32) {
        let lines = self.lines.get_or_init(|| {
            let ends = self.text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i as u32 + 1);
            std::iter::once(0).chain(ends).collect()
        });
        let line = lines.partition_point(|&start| start <= offset) - 1;
        let start = lines[line] as usize;
        let end = (offset as usize).min(self.text.len());
        (line as u32 + 1, self.text.get(start..end).map_or(0, |t| t.chars().count()) as u32 + 1)
    }

    /// The smallest node that covers exactly `range`, seen from outside.
    pub fn node_at(&self, range: TextRange) -> Option<rnix::SyntaxNode> {
        let element = self.tree.syntax().covering_element(range);
        let mut node = match element {
            rowan::NodeOrToken::Node(n) => n,
            rowan::NodeOrToken::Token(t) => t.parent()?,
        };
        while node.text_range() != range {
            node = node.parent()?;
        }
        while let Some(p) = node.parent().filter(|p| p.text_range() == range && p.kind() != rnix::SyntaxKind::NODE_ROOT)
        {
            node = p;
        }
        Some(node)
    }
}

// Where an error of rnix is, and what it is in a reader's words.
fn describe(e: &rnix::ParseError, text: &str) -> (u32, String) {
    use rnix::ParseError as E;
    let end = text.len() as u32;
    let words = |r: &TextRange| {
        let found: String = text[usize::from(r.start())..usize::from(r.end())].chars().take(20).collect();
        let found = found.lines().next().unwrap_or_default().to_owned();
        match found.as_str() {
            "\u{feff}" => "the file starts with a byte order mark, which Nix does not take".to_owned(),
            "" => "something is missing here".to_owned(),
            f => format!("unexpected `{f}`"),
        }
    };
    match e {
        E::Unexpected(r) | E::UnexpectedExtra(r) | E::UnexpectedWanted(_, r, _) => (r.start().into(), words(r)),
        E::UnexpectedDoubleBind(r) => (r.start().into(), "the arguments are bound twice with `@`".to_owned()),
        E::DuplicatedArgs(r, name) => (r.start().into(), format!("duplicate formal `{name}`")),
        E::UnexpectedEOF | E::UnexpectedEOFWanted(_) => (end, "the file ends too early".to_owned()),
        E::RecursionLimitExceeded => (0, "it is nested too deeply".to_owned()),
        other => (end, other.to_string()),
    }
}
