//! What the user wants to stay as it is: by comments in the code, and by `exclude` of nixinst.toml.

use rnix::{SyntaxKind, TextRange};
use rowan::ast::AstNode as _;
use rustc_hash::{FxHashMap, FxHashSet};

use super::classify::{Candidate, Verdict};
use super::codes::{self, Block};
use super::outcome::{Note, Place, Severity, Silence, Silencer};
use crate::eval::source_file::SourceFile;
use crate::eval::value::{FileId, Loc};
use crate::eval::{Evaluator, Kept};
use crate::flake::sites::Site;
use crate::syntax::directives::{Directive, Word, directives, line_of};
use crate::workspace::Patterns;

/// All of it, and which comments had something to silence.
#[derive(Default)]
pub struct Silences {
    comments: Vec<Comment>,
    files: FxHashMap<FileId, Silence>,
    remarks: Vec<Note>,
}

struct Comment {
    file: FileId,
    line: Option<u32>,
    silence: Silence,
    used: bool,
    // Whether it is said if it is not.
    checked: bool,
}

impl Silences {
    /// Reads the comments of all files.
    pub fn read(ev: &Evaluator, exclude: Option<&Patterns>) -> Silences {
        let mut out = Silences::default();
        for (id, file) in ev.loaded().filter(|(_, f)| !f.builtin) {
            if let Some(pattern) = exclude.and_then(|e| e.naming(&file.path)) {
                let silence = Silence { by: Silencer::Configuration(pattern), place: None, reason: None };
                out.files.insert(id, silence);
            }
            let nested = ev.workspace.nested_flake_of(&file.path).is_some();
            for d in directives(&file.text, file.tree.syntax()) {
                out.take(id, file, d, !nested);
            }
        }
        out
    }

    fn take(&mut self, id: FileId, file: &SourceFile, d: Directive, checked: bool) {
        let (line, column) = file.position(d.offset);
        let place = Place { file: file.path.clone(), line, column };
        let silence = |by| Silence { by, place: Some(place.clone()), reason: d.reason.clone() };
        let message = match d.word {
            Word::Ignore(line) => {
                let checked = checked && file.errors.is_empty();
                self.comments.push(Comment {
                    file: id,
                    line,
                    silence: silence(Silencer::Comment),
                    used: false,
                    checked,
                });
                return;
            }
            Word::IgnoreFile(true) => {
                self.files.entry(id).or_insert_with(|| silence(Silencer::File));
                return;
            }
            Word::IgnoreFile(false) => "`ignore-file` has to stand before all code of the file".to_owned(),
            Word::Unknown(said, meant) => {
                let known = match meant {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None => "there are `# nixinst: ignore` and `# nixinst: ignore-file`".to_owned(),
                };
                format!("`{said}` is nothing that a comment can say to nixinst: {known}")
            }
        };
        if checked {
            self.remarks.push(Note { severity: Severity::Warning, place: Some(place), message });
        }
    }

    /// What silences a site.
    fn of_site(&mut self, ev: &Evaluator, site: Loc) -> Option<Silence> {
        let lines = lines_of(ev.file(site.file), ev.file(site.file).hir.range(site.expr));
        self.at(site.file, &lines)
    }

    fn at(&mut self, file: FileId, lines: &[u32]) -> Option<Silence> {
        let here = |c: &&mut Comment| c.file == file && c.line.is_some_and(|l| lines.contains(&l));
        let mut found = None;
        for c in self.comments.iter_mut().filter(here) {
            c.used = true;
            found.get_or_insert_with(|| c.silence.clone());
        }
        found.or_else(|| self.files.get(&file).cloned())
    }

    /// The verdicts on sites that are silenced, and on those that no change could reach without touching these; what must
    /// not change is kept in the evaluator, for whoever edits. Answers the sites that no rewrite may take.
    pub fn judge(&mut self, ev: &mut Evaluator, sites: &[Site], verdicts: &mut [Verdict]) -> FxHashSet<usize> {
        for (id, silence) in &self.files {
            ev.kept.entry(*id).or_default().push(Kept { range: None, why: words_of_file(silence) });
        }
        let mut off = FxHashSet::default();
        for (i, site) in sites.iter().enumerate() {
            // What belongs to another flake stays anyway.
            if site.nested.is_some() && !matches!(verdicts[i], Verdict::Candidate(_)) {
                continue;
            }
            let own = self.of_site(ev, site.loc);
            // What a helper makes it makes where it stands.
            let by_helper = site.made_by.filter(|_| own.is_none()).and_then(|h| self.of_site(ev, h));
            if let Some(silence) = own.clone().or(by_helper) {
                let kept = Kept { range: Some(site.range(ev)), why: ev.place(site.loc).into() };
                ev.kept.entry(site.loc.file).or_default().push(kept);
                verdicts[i] = Verdict::Ignored { silence, own: own.is_some() };
                off.insert(i);
            }
        }
        let mut silenced: Vec<usize> = off.iter().copied().collect();
        silenced.sort_unstable();
        for i in silenced {
            around(ev, sites, i, verdicts, &mut off);
        }
        off
    }

    /// Advice without what is silenced.
    pub fn heed(&mut self, ev: &Evaluator, advice: Vec<Note>) -> Vec<Note> {
        let speaks = |s: &mut Silences, note: &Note| {
            let Some((id, place)) = note.place.as_ref().and_then(|p| Some((ev.file_id(&p.file)?, p))) else {
                return true;
            };
            s.at(id, &lines_of_place(ev.file(id), place)).is_none()
        };
        advice.into_iter().filter(|note| speaks(self, note)).collect()
    }

    /// What there is to say of the comments themselves, once all is known that they may silence.
    pub fn remarks(self, ev: &Evaluator) -> Vec<Note> {
        let mut out = self.remarks;
        let unused = self.comments.into_iter().filter(|c| !c.used && c.checked && !ev.out_of_budget);
        out.extend(unused.map(|c| {
            let message = match c.line {
                Some(line) => {
                    format!("nothing begins in line {line} that there is anything to say of: the comment can go")
                }
                None => "no code is next to the comment that it could be about: put it in the line before".to_owned(),
            };
            Note { severity: Severity::Warning, place: c.silence.place, message }
        }));
        out
    }
}

// Sites whose text has that of one that is to stay, or is a part of it.
fn around(ev: &Evaluator, sites: &[Site], kept: usize, verdicts: &mut [Verdict], off: &mut FxHashSet<usize>) {
    let (range, file) = (sites[kept].range(ev), sites[kept].loc.file);
    for (i, site) in sites.iter().enumerate() {
        if site.loc.file != file || site.loc == sites[kept].loc || matches!(verdicts[i], Verdict::Ignored { .. }) {
            continue;
        }
        let (own, place) = (site.range(ev), ev.place(sites[kept].loc));
        let m = if own.contains_range(range) {
            format!("its arguments hold the instance at {place}, which is to stay as it is")
        } else if range.contains_range(own) {
            format!("it is made in the arguments of the instance at {place}, which is to stay as it is")
        } else {
            continue;
        };
        off.insert(i);
        if let Verdict::Candidate(Candidate { .. }) = verdicts[i] {
            verdicts[i] = Verdict::Blocked(Block::new(codes::CONFLICT, m));
        }
    }
}

/// Why a file must not change, if it must not.
pub fn kept_file(ev: &Evaluator, id: FileId) -> Option<Block> {
    let whole = ev.kept.get(&id)?.iter().find(|k| k.range.is_none())?;
    let path = &ev.file(id).path;
    Some(
        Block::new(codes::EXCLUDED_FILE, format!("{path} would have to change, and {}", whole.why))
            .in_file(path.clone()),
    )
}

/// Why no edit may touch `range` of a file, if none may.
pub fn kept_range(ev: &Evaluator, id: FileId, range: &std::ops::Range<usize>) -> Option<Block> {
    let touches = |kept: TextRange| {
        let kept: std::ops::Range<usize> = kept.start().into()..kept.end().into();
        range.start < kept.end && kept.start < range.end
    };
    let kept = ev.kept.get(&id)?.iter().find(|k| k.range.is_some_and(touches))?;
    let m = format!("the instance at {} is to stay as it is, and would have to change", kept.why);
    Some(Block::new(codes::CONFLICT, m).in_file(ev.file(id).path.clone()))
}

/// Why a site is left alone, in one line.
pub fn words(silence: &Silence) -> String {
    let by = match (&silence.by, &silence.place) {
        (Silencer::Comment, Some(p)) => format!("a comment in line {} says to leave it", p.line),
        (Silencer::Configuration(_), _) => words_of_file(silence).to_string(),
        _ => "a comment at the file's start says to leave it".to_owned(),
    };
    match &silence.reason {
        Some(reason) => format!("{by}: {reason}"),
        None => by,
    }
}

fn words_of_file(silence: &Silence) -> std::rc::Rc<str> {
    match &silence.by {
        Silencer::Configuration(pattern) => format!("`exclude` of nixinst.toml has `{pattern}`").into(),
        _ => "its first lines say `nixinst: ignore-file`".into(),
    }
}

// The lines in which an expression begins, and the binding that it is the value of.
fn lines_of(file: &SourceFile, range: TextRange) -> Vec<u32> {
    let mut out = vec![line_of(&file.text, range.start().into())];
    let binding = file.node_at(range).and_then(|n| binding_around(&n));
    out.extend(binding.map(|n| line_of(&file.text, n.text_range().start().into())));
    out
}

fn lines_of_place(file: &SourceFile, place: &Place) -> Vec<u32> {
    let line = file.text.split_inclusive('\n').take(place.line as usize - 1).map(str::len).sum::<usize>();
    let column = file.text[line..].chars().take(place.column as usize - 1).map(char::len_utf8).sum::<usize>();
    let token = file.tree.syntax().token_at_offset(((line + column) as u32).into()).right_biased();
    // The outermost node that begins there.
    let start = token.as_ref().map(|t| t.text_range().start());
    let begins = |n: &rnix::SyntaxNode| Some(n.text_range().start()) == start && n.kind() != SyntaxKind::NODE_ROOT;
    let node = token.and_then(|t| t.parent_ancestors().take_while(begins).last());
    let binding = node.as_ref().and_then(binding_around);
    let mut out = vec![place.line];
    out.extend(binding.map(|n| line_of(&file.text, n.text_range().start().into())));
    out
}

// The binding, or the formal, whose value an expression is, or the head of.
fn binding_around(node: &rnix::SyntaxNode) -> Option<rnix::SyntaxNode> {
    use SyntaxKind as K;
    node.ancestors()
        .skip(1)
        .take_while(|n| {
            matches!(
                n.kind(),
                K::NODE_PAREN
                    | K::NODE_SELECT
                    | K::NODE_APPLY
                    | K::NODE_BIN_OP
                    | K::NODE_IF_ELSE
                    | K::NODE_WITH
                    | K::NODE_ASSERT
                    | K::NODE_ATTRPATH_VALUE
                    | K::NODE_PAT_ENTRY
            )
        })
        .find(|n| matches!(n.kind(), K::NODE_ATTRPATH_VALUE | K::NODE_PAT_ENTRY))
}
