//! Names of instances.

use rustc_hash::FxHashSet;

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

/// Names to try for an instance, the best first.
///
/// `locals`: what its sites call it; `input`: its source; `rest`: its canonical arguments; `others`: those of other
/// instances of the source.
pub fn candidates(
    locals: &[String],
    input: &str,
    rest: &str,
    others: &[&str],
    taken: &FxHashSet<String>,
) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut add = |n: String| {
        let free = !RESERVED.contains(&n.as_str()) && !taken.contains(&n) && !out.contains(&n);
        if free && is_identifier(&n) {
            out.push(n);
        }
    };
    let agreed = locals.first().filter(|f| locals.iter().all(|l| l == *f));
    let own = of_input(input);
    let word = difference(rest, others);
    // Told apart from an instance of the same name, it keeps that name's root; from anything else, it takes another.
    let rooted = agreed.filter(|n| !RESERVED.contains(&n.as_str())).map(|n| {
        let joint = if n.contains('_') && !n.contains('-') { '_' } else { '-' };
        format!("{n}{joint}{word}")
    });
    let competes = agreed.is_some_and(|n| taken.contains(n));
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
    for i in 2..20 {
        add(format!("{own}-{i}"));
    }
    out
}

/// `nixpkgs-unstable` → `pkgs-unstable`.
fn of_input(input: &str) -> String {
    let last = input.rsplit('.').next().unwrap_or(input);
    let base = last
        .trim_start_matches("nixpkgs-")
        .trim_start_matches("nixpkgs_")
        .trim_start_matches("nixos-")
        .trim_end_matches("-nixpkgs");
    match base {
        "nixpkgs" | "pkgs" | "" => "pkgs".to_owned(),
        b => format!("pkgs-{}", b.trim_start_matches("nixpkgs").trim_start_matches("pkgs-")),
    }
}

// What tells an instance apart from the others, in a word.
fn difference(rest: &str, others: &[&str]) -> &'static str {
    let words = [
        ("crossSystem=", "cross"),
        ("cudaSupport=true", "cuda"),
        ("rocmSupport=true", "rocm"),
        ("allowUnfree=true", "unfree"),
        ("allowUnfreePredicate=", "unfree"),
        ("permittedInsecurePackages=", "insecure"),
        ("allowInsecure", "insecure"),
        ("allowBroken=true", "broken"),
        ("overlays=", "overlaid"),
        ("config=", "configured"),
    ];
    let own = |t: &str| rest.contains(t) && !others.iter().any(|o| o.contains(t));
    words.iter().find(|(t, _)| own(t)).map_or("plain", |(_, w)| w)
}

fn is_identifier(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && chars.all(|c| c.is_ascii_alphanumeric() || "_-'".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(locals: &[&str], input: &str, rest: &str) -> String {
        let locals: Vec<String> = locals.iter().map(|s| (*s).to_owned()).collect();
        candidates(&locals, input, rest, &[], &FxHashSet::default())[0].clone()
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
        let local = ["unstable".to_owned()];
        let unfree = "config={allowUnfree=true;};";
        let cuda = "config={allowUnfree=true;cudaSupport=true;};";
        let name = |rest, other: &str| candidates(&local, "nixpkgs-unstable", rest, &[other], &taken)[0].clone();
        assert_eq!(name(cuda, unfree), "unstable-cuda");
        assert_eq!(name(unfree, ""), "unstable-unfree");
        assert_eq!(name(unfree, cuda), "unstable-plain");
    }

    #[test]
    fn the_input_gives_the_name_otherwise() {
        assert_eq!(first(&[], "nixpkgs-2405", ""), "pkgs-2405");
        assert_eq!(first(&[], "unstable", ""), "pkgs-unstable");
        assert_eq!(first(&[], "rnote-nixpkgs", ""), "pkgs-rnote");
        assert_eq!(first(&[], "nixpkgs", "config={allowUnfree=true;};"), "pkgs-unfree");
        assert_eq!(first(&[], "nixpkgs", ""), "pkgs-plain");
    }
}
