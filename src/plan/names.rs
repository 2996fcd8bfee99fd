//! Names of instances.

use rustc_hash::FxHashSet;

use super::outcome::Place;

/// Names that modules get from the module system itself, or that mean something else to every reader.
const RESERVED: &[&str] = &[
    "pkgs",
    "lib",
    "config",
    "options",
    "inputs",
    "self",
    "outputs",
    "system",
    "modulesPath",
    "utils",
    "modules",
    "baseModules",
    "extraModules",
    "noUserModules",
    "nodes",
    "osConfig",
    "nixosConfig",
    "darwinConfig",
    "name",
    "specialArgs",
    "extraSpecialArgs",
    "super",
    "final",
    "prev",
    "args",
    "instances",
    "nixpkgs",
    "builtins",
    "import",
    "map",
    "true",
    "false",
    "null",
];

/// What the user wants the instance of an input to be called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    pub name: String,
    /// Where the flake's own nixinst.toml says so.
    pub place: Option<Place>,
}

/// An instance that wants a name.
#[derive(Debug, Default)]
pub struct Nameless<'a> {
    /// What its sites call it.
    pub locals: Vec<String>,
    /// Its source.
    pub input: String,
    /// Its canonical arguments.
    pub rest: &'a str,
    /// Those of other instances of the source.
    pub others: Vec<&'a str>,
    /// Its system, if that is not the one of the configurations that use it.
    pub foreign: Option<&'a str>,
    /// Whether only a set has it under that name: then `pkgs` hides nothing.
    pub member: bool,
}

/// Names to try for an instance, the best first.
pub fn candidates(of: &Nameless<'_>, taken: &FxHashSet<String>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut add = |n: String| {
        let free = !is_reserved(&n, of.member) && !taken.contains(&n) && !out.contains(&n);
        if free && is_identifier(&n) {
            out.push(n);
        }
    };
    let agreed = of.locals.first().filter(|f| of.locals.iter().all(|l| l == *f));
    let own = of_input(&of.input);
    let word = difference(of);
    // Told apart from an instance of the same name, it keeps that name's root; from anything else, it takes another.
    let rooted = agreed.filter(|n| !RESERVED.contains(&n.as_str())).map(|n| {
        let joint = if n.contains('_') && !n.contains('-') { '_' } else { '-' };
        format!("{n}{joint}{word}")
    });
    // An instance of another source is told apart by that.
    let competes = agreed.is_some_and(|n| taken.contains(n)) && !of.others.is_empty();
    if let Some(name) = agreed {
        add(name.clone());
    }
    if let Some(rooted) = rooted.clone().filter(|_| competes) {
        add(rooted);
    }
    add(own.clone());
    if let Some(rooted) = rooted {
        add(rooted);
    }
    add(format!("{own}-{word}"));
    // One of the sites may be the default of a formal, which goes by that name only.
    for local in &of.locals {
        add(local.clone());
    }
    for i in 2..20 {
        add(format!("{own}-{i}"));
    }
    out
}

/// Whether a name means something else to every reader; less does to one of a set only.
pub fn is_reserved(name: &str, member: bool) -> bool {
    RESERVED.contains(&name) && !(member && name == "pkgs")
}

/// The order in which instances choose their names: that with the most sites first, so that few lines change; then that
/// with the fewest arguments, as the others can be told apart by what they have more. One for a system that its hosts
/// don't have comes last. `each`: sites, arguments, and whether it is such a one.
pub fn order(each: &[(usize, &str, bool)]) -> Vec<usize> {
    let mut out: Vec<usize> = (0..each.len()).collect();
    out.sort_by_key(|i| (each[*i].2, std::cmp::Reverse(each[*i].0), each[*i].1.len()));
    out
}

/// `nixpkgs-unstable` → `pkgs-unstable`; the nixpkgs of another flake is called after that flake.
fn of_input(input: &str) -> String {
    let path: Vec<&str> = input.split('.').filter(|p| *p != "inputs").collect();
    let nested = path.len() > 1 && path.last() == Some(&"nixpkgs") && input.contains(".inputs.");
    let last = if nested { path[path.len() - 2] } else { input.rsplit(".inputs.").next().unwrap_or(input) };
    let last = if nested { short(last) } else { last };
    let mut base = last;
    for prefix in ["nixpkgs", "nixos", "pkgs"] {
        let rest = base.strip_prefix(prefix).map(|r| r.trim_start_matches(['-', '_', '.']));
        base = rest.filter(|r| !r.is_empty() || prefix == "nixpkgs").unwrap_or(base);
    }
    for suffix in ["-nixpkgs", "_nixpkgs", "-pkgs", "_pkgs"] {
        base = base.strip_suffix(suffix).unwrap_or(base);
    }
    match base {
        "" | "pkgs" => "pkgs".to_owned(),
        // `nixpkgsUnstable`
        b => {
            let lower = b.chars().take(1).map(|c| c.to_ascii_lowercase());
            let name: String = lower.chain(b.chars().skip(1)).collect();
            format!("pkgs-{}", name.replace('.', "-"))
        }
    }
}

/// A flake without the words that every flake has in its name.
fn short(input: &str) -> &str {
    let base = input.strip_prefix("nix-").unwrap_or(input);
    let base = ["-nix", "-overlays", "-overlay", "-flake"].iter().fold(base, |b, s| b.strip_suffix(s).unwrap_or(b));
    if base.is_empty() { input } else { base }
}

/// What tells an instance apart from the others, in a word; else what is most remarkable about it.
fn difference(of: &Nameless<'_>) -> String {
    if let Some(system) = of.foreign {
        return system.to_owned();
    }
    let others: Vec<String> = of.others.iter().flat_map(|o| features(o)).collect();
    let own = features(of.rest);
    own.iter().find(|f| !others.contains(f)).or(own.first()).cloned().unwrap_or_else(|| "plain".to_owned())
}

/// Words for what the arguments do, the most remarkable one first.
fn features(rest: &str) -> Vec<String> {
    let rest: String = rest.chars().filter(|c| !c.is_control()).collect();
    let mut out: Vec<String> = Vec::new();
    let mut add = |has: bool, word: &str| {
        if has && !out.iter().any(|o| o == word) {
            out.push(word.to_owned());
        }
    };
    let has = |t: &str| rest.contains(t);
    add(has("isStatic=true"), "static");
    add(has("useLLVM=true"), "llvm");
    add(has("crossSystem="), "cross");
    if let Some((_, arch)) = rest.split_once("gcc={arch=\"") {
        add(true, arch.split('"').next().unwrap_or_default());
    }
    add(has("cudaSupport=true"), "cuda");
    add(has("rocmSupport=true"), "rocm");
    if let Some((_, overlays)) = rest.split_once("overlays=[") {
        add(true, overlay(overlays).unwrap_or("overlaid"));
    }
    add(has("permittedInsecurePackages=") || has("allowInsecure"), "insecure");
    add(has("allowBroken=true"), "broken");
    add(has("allowUnfree=true") || has("allowUnfreePredicate="), "unfree");
    add(has("config="), "configured");
    out
}

/// The flake that all overlays come from, if it is one.
fn overlay(overlays: &str) -> Option<&str> {
    let inputs = overlays.split("input:").skip(1);
    let mut names =
        inputs.map(|i| &i[..i.find(|c: char| !(c.is_alphanumeric() || "_-".contains(c))).unwrap_or(i.len())]);
    let first = names.next()?;
    (!overlays.contains('λ') && first != "self" && names.all(|n| n == first)).then(|| short(first))
}

/// Whether a text can be the name of a variable.
pub fn is_identifier(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && chars.all(|c| c.is_ascii_alphanumeric() || "_-'".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(locals: &[&str], input: &str, rest: &str) -> String {
        let locals = locals.iter().map(|s| (*s).to_owned()).collect();
        let of = Nameless { locals, input: input.to_owned(), rest, ..Nameless::default() };
        candidates(&of, &FxHashSet::default())[0].clone()
    }

    #[test]
    fn sites_that_agree_give_the_name() {
        assert_eq!(first(&["unstable", "unstable"], "nixpkgs-unstable", ""), "unstable");
        assert_eq!(first(&["unstable", "fresh"], "nixpkgs-unstable", ""), "pkgs-unstable");
        assert_eq!(first(&["pkgs"], "nixpkgs-unstable", ""), "pkgs-unstable");
        assert_eq!(first(&["pkgs'"], "nixpkgs-unstable", ""), "pkgs'");
    }

    #[test]
    fn what_differs_tells_two_apart() {
        let taken = FxHashSet::from_iter(["unstable".to_owned()]);
        let unfree = "config={allowUnfree=true;};";
        let cuda = "config={allowUnfree=true;cudaSupport=true;};";
        let fenix = "config={allowUnfree=true;};overlays=[input:fenix.overlays.default ];";
        let name = |rest, other| {
            let (locals, input) = (vec!["unstable".to_owned()], "nixpkgs-unstable".to_owned());
            let of = Nameless { locals, input, rest, others: vec![other], foreign: None, member: false };
            candidates(&of, &taken)[0].clone()
        };
        assert_eq!(name(cuda, unfree), "unstable-cuda");
        assert_eq!(name(unfree, ""), "unstable-unfree");
        assert_eq!(name("", unfree), "unstable-plain");
        assert_eq!(name(fenix, unfree), "unstable-fenix");
        // What it has, the other has too: it is no plain one all the same.
        assert_eq!(name(unfree, cuda), "unstable-unfree");
    }

    #[test]
    fn the_input_gives_the_name_otherwise() {
        let cases = [
            ("nixpkgs-2405", "pkgs-2405"),
            ("nixos-24.05", "pkgs-24-05"),
            ("unstable", "pkgs-unstable"),
            ("nixpkgs_unstable", "pkgs-unstable"),
            ("nixpkgsUnstable", "pkgs-unstable"),
            ("nixpkgs-nixos-unstable", "pkgs-unstable"),
            ("pkgs-unstable", "pkgs-unstable"),
            ("rnote-nixpkgs", "pkgs-rnote"),
            ("nixos", "pkgs-nixos"),
            ("nix-editor.inputs.nixpkgs", "pkgs-editor"),
            ("editor.inputs.nixpkgs-unstable", "pkgs-unstable"),
        ];
        for (input, name) in cases {
            assert_eq!(first(&[], input, ""), name, "{input}");
        }
    }

    #[test]
    fn the_arguments_give_it_if_the_input_is_just_nixpkgs() {
        let of = |rest| first(&["pkgs"], "nixpkgs", rest);
        assert_eq!(of(""), "pkgs-plain");
        assert_eq!(of("config={allowUnfree=true;};"), "pkgs-unfree");
        assert_eq!(of("config={allowUnfree=true;};overlays=[input:emacs-overlay.overlay ];"), "pkgs-emacs");
        assert_eq!(of("config={allowUnfree=true;};overlays=[input:a.overlay input:b.overlay ];"), "pkgs-overlaid");
        assert_eq!(of("overlays=[λoverlay.nix:1() ];"), "pkgs-overlaid");
        let foreign = Nameless { input: "nixpkgs".to_owned(), foreign: Some("x86_64-linux"), ..Nameless::default() };
        assert_eq!(candidates(&foreign, &FxHashSet::default())[0], "pkgs-x86_64-linux");
    }

    #[test]
    fn few_lines_change() {
        assert_eq!(order(&[(1, "a", false), (3, "ab", false), (1, "", false), (9, "", true)]), [1, 2, 0, 3]);
    }
}
