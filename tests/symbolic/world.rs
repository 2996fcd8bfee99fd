//! A flake from a few texts, and what was found in it as plain data.

use std::path::Path;
use std::rc::Rc;
use std::thread;

use nixinst::eval::Evaluator;
use nixinst::eval::modules::Kind;
use nixinst::eval::value::{ConfigId, Source};
use nixinst::flake;
use nixinst::workspace::Workspace;

/// What the program gives itself.
const STACK: usize = 1 << 30;

#[derive(Debug)]
pub struct Config {
    /// Empty for what no output names.
    pub name: String,
    pub kind: String,
    pub system: Option<String>,
    pub files: Vec<String>,
    pub unknowns: Vec<String>,
    /// Further names.
    pub aliases: Vec<String>,
}

#[derive(Debug)]
pub struct Site {
    /// `file:line`
    pub at: String,
    pub sources: Vec<String>,
    pub evaluations: usize,
    /// Systems of the arguments, of evaluations that outputs lead to.
    pub systems: Vec<String>,
    /// Whether nothing but code that no output leads to evaluates it.
    pub dormant: bool,
    /// Names of the configurations that evaluate it.
    pub configs: Vec<String>,
}

#[derive(Debug)]
pub struct Found {
    pub configs: Vec<Config>,
    pub sites: Vec<Site>,
    pub escapes: Vec<String>,
    pub notes: Vec<String>,
    /// Steps of the evaluator.
    pub steps: u64,
    /// The function that took most of them, if one did.
    pub dearest: Option<String>,
}

impl Found {
    /// The configuration that an output names.
    pub fn config(&self, name: &str) -> &Config {
        self.configs.iter().find(|c| c.name == name).unwrap_or_else(|| panic!("no {name} in {self:#?}"))
    }

    pub fn of_kind(&self, kind: &str) -> &Config {
        self.configs.iter().find(|c| c.kind == kind).unwrap_or_else(|| panic!("no {kind} in {self:#?}"))
    }

    /// The first site in `file`.
    pub fn site(&self, file: &str) -> &Site {
        let prefix = format!("{file}:");
        self.sites.iter().find(|s| s.at.starts_with(&prefix)).unwrap_or_else(|| panic!("none in {file}: {self:#?}"))
    }

    pub fn places(&self) -> Vec<&str> {
        self.sites.iter().map(|s| s.at.as_str()).collect()
    }

    pub fn noted(&self, text: &str) -> bool {
        self.notes.iter().any(|n| n.contains(text))
    }
}

/// `flake.nix` with nixpkgs, home-manager and nix-darwin, and `outputs` as given.
pub fn outputs(body: &str) -> String {
    format!(
        r#"{{
  inputs = {{
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
    unstable.url = "github:NixOS/nixpkgs/nixpkgs-unstable";
    home-manager.url = "github:nix-community/home-manager";
    darwin.url = "github:LnL7/nix-darwin";
    flake-utils.url = "github:numtide/flake-utils";
    other.url = "github:someone/something";
  }};
  outputs = {{ self, nixpkgs, unstable, home-manager, darwin, flake-utils, other, ... }}@inputs: {body};
}}
"#
    )
}

/// The flake of these files, evaluated.
pub fn load(files: &[(&str, &str)]) -> Found {
    let files: Vec<(String, Vec<u8>)> = files.iter().map(|(n, t)| ((*n).to_owned(), t.as_bytes().to_vec())).collect();
    load_bytes(files)
}

pub fn load_bytes(files: Vec<(String, Vec<u8>)>) -> Found {
    let work = move || {
        let temp = tempfile::tempdir().unwrap();
        for (name, bytes) in &files {
            write(&temp.path().join(name), bytes);
        }
        let mut ev = flake::load(Rc::new(Workspace::open(temp.path()).unwrap())).unwrap();
        summary(&mut ev)
    };
    let thread = thread::Builder::new().stack_size(STACK).spawn(work).unwrap();
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

fn write(path: &Path, bytes: &[u8]) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, bytes).unwrap();
}

fn summary(ev: &mut Evaluator) -> Found {
    let all = (0..ev.configs.len()).map(|i| ConfigId(i as u32));
    let real: Vec<ConfigId> = all.filter(|c| ev.config(*c).kind != Kind::Common).collect();
    let configs = real.into_iter().map(|c| config(ev, c)).collect();
    let sites = flake::sites::find(ev).iter().map(|s| site(ev, s)).collect();
    let mut escapes: Vec<String> = ev.escapes.iter().map(|e| format!("{} → {}", e.path, e.to)).collect();
    escapes.sort();
    let notes = ev.file_notes.iter().map(|(_, n)| n.clone()).collect();
    let dearest = ev.dearest().map(|l| ev.place(l));
    Found { configs, sites, escapes, notes, steps: ev.steps(), dearest }
}

fn config(ev: &mut Evaluator, id: ConfigId) -> Config {
    ev.modules(id);
    let system = ev.system(id).map(|s| s.to_string());
    let c = ev.config(id);
    let mut files: Vec<String> = ev.files_of(id).map(|f| ev.file(f).path.clone()).collect();
    files.sort();
    let kind = match &c.kind {
        Kind::HomeUser(_, user) => format!("user {user}"),
        Kind::Nested(_, what) | Kind::Exported(what) | Kind::Unknown(what) => format!("{} {what}", c.kind.word()),
        other => other.word().to_owned(),
    };
    let unknowns = c.unknowns.iter().map(|(_, u)| u.clone()).collect();
    let aliases = c.aliases.clone();
    Config { name: c.name.clone().unwrap_or_default(), kind, system, files, unknowns, aliases }
}

fn site(ev: &mut Evaluator, s: &flake::sites::Site) -> Site {
    let sources = s.sources.iter().map(|source| source_text(ev, source)).collect();
    let mut found = Site {
        at: ev.place(s.loc),
        sources,
        evaluations: s.evaluations.len(),
        systems: Vec::new(),
        dormant: true,
        configs: Vec::new(),
    };
    for &i in &s.evaluations {
        found.dormant &= ev.sites[i].dormant;
        let args = ev.sites[i].args.clone();
        let args = ev.force(&args);
        if !ev.sites[i].dormant {
            found.systems.extend(ev.system_of_args(&args).map(|s| s.to_string()));
        }
        for c in flake::sites::configurations(ev, &ev.sites[i]) {
            found.configs.extend(ev.config(c).name.clone());
        }
    }
    for list in [&mut found.systems, &mut found.configs] {
        list.sort();
        list.dedup();
    }
    found
}

fn source_text(ev: &Evaluator, source: &Source) -> String {
    match source {
        Source::Input(id) => ev.inputs.name(*id).to_owned(),
        Source::PathOf(_) => "pkgs.path".to_owned(),
        Source::Channel(n) => format!("<{n}>"),
        Source::Pin(p) => format!("fetch {} …", p.fetcher),
        Source::Fetch(t) => format!("fetch {t}"),
        Source::Named(n) => format!("named {n}"),
    }
}
