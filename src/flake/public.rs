//! Flakes that offer modules to everybody: their documentation has them imported beside the arguments that every module
//! gets. They can't ask for an argument by a name that one flake gave it.

use super::inputs::Reference;

/// Owner and repository, in lower case, sorted.
const REPOSITORIES: &[(&str, &str)] = &[
    ("0xc000022070", "zen-browser-flake"),
    ("abenz1267", "walker"),
    ("anyrun-org", "anyrun"),
    ("astro", "microvm.nix"),
    ("avengemedia", "dankmaterialshell"),
    ("aylur", "ags"),
    ("cachix", "git-hooks.nix"),
    ("cachix", "pre-commit-hooks.nix"),
    ("catppuccin", "nix"),
    ("chaotic-cx", "nyx"),
    ("daeuniverse", "flake.nix"),
    ("danth", "stylix"),
    ("determinatesystems", "determinate"),
    ("ezkea", "aagl-gtk-on-nix"),
    ("fufexan", "nix-gaming"),
    ("gerg-l", "spicetify-nix"),
    ("gmodena", "nix-flatpak"),
    ("hercules-ci", "arion"),
    ("hercules-ci", "flake-parts"),
    ("hraban", "mac-app-util"),
    ("hyprwm", "hyprland"),
    ("infinidoge", "nix-minecraft"),
    ("jovian-experiments", "jovian-nixos"),
    ("kaylorben", "nixcord"),
    ("lilyinstarlight", "nixos-cosmic"),
    ("lnl7", "nix-darwin"),
    ("marienz", "nix-doom-emacs-unstraightened"),
    ("mic92", "nix-index-database"),
    ("mic92", "sops-nix"),
    ("microvm-nix", "microvm.nix"),
    ("misterio77", "nix-colors"),
    ("msteen", "nixos-vscode-server"),
    ("musnix", "musnix"),
    ("nix-community", "comin"),
    ("nix-community", "disko"),
    ("nix-community", "home-manager"),
    ("nix-community", "impermanence"),
    ("nix-community", "lanzaboote"),
    ("nix-community", "nix-doom-emacs-unstraightened"),
    ("nix-community", "nix-index-database"),
    ("nix-community", "nix-on-droid"),
    ("nix-community", "nixos-apple-silicon"),
    ("nix-community", "nixos-facter-modules"),
    ("nix-community", "nixos-generators"),
    ("nix-community", "nixos-vscode-server"),
    ("nix-community", "nixos-wsl"),
    ("nix-community", "nixvim"),
    ("nix-community", "nur"),
    ("nix-community", "plasma-manager"),
    ("nix-community", "preservation"),
    ("nix-community", "srvos"),
    ("nix-community", "stylix"),
    ("nix-darwin", "nix-darwin"),
    ("nixos", "nixos-hardware"),
    ("nlewo", "comin"),
    ("noctalia-dev", "noctalia-shell"),
    ("numtide", "nixos-facter-modules"),
    ("numtide", "srvos"),
    ("numtide", "system-manager"),
    ("numtide", "treefmt-nix"),
    ("nvmd", "nixos-raspberrypi"),
    ("pjones", "plasma-manager"),
    ("ryantm", "agenix"),
    ("simple-nixos-mailserver", "nixos-mailserver"),
    ("sodiboo", "niri-flake"),
    ("tpwrules", "nixos-apple-silicon"),
    ("vicinaehq", "vicinae"),
    ("voidlhf", "starrailgrubthemes"),
    ("wamserma", "flake-programs-sqlite"),
    ("xremap", "nix-flake"),
    ("yaxitech", "ragenix"),
    ("youwen5", "zen-browser-flake"),
    ("zhaofengli", "nix-homebrew"),
    ("zhaofengli-wip", "nix-homebrew"),
];

/// Whether a reference is to one of them.
pub fn offers_to_all(reference: &Reference) -> bool {
    REPOSITORIES.iter().any(|(owner, repo)| reference.is_repo(owner, repo))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_by_owner_and_repository() {
        assert!(offers_to_all(&Reference::new("github:Mic92/sops-nix")));
        assert!(offers_to_all(&Reference::new("git+https://github.com/ryantm/agenix.git?ref=main")));
        assert!(!offers_to_all(&Reference::new("github:somebody/sops-nix")));
        assert!(REPOSITORIES.iter().all(|(o, r)| !o.contains(char::is_uppercase) && !r.contains(char::is_uppercase)));
    }
}
