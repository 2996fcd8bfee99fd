//! Whether a file called `flake.nix` is one.

use rnix::SyntaxNode;
use rnix::ast::{Attr, Expr, HasEntry};
use rowan::ast::AstNode as _;

use super::bounds;

/// Whether a file can be a flake, which is a set with `outputs` (the Nix manual, "Flake format"). A module that happens to
/// be called `flake.nix` is none. One that does not parse was meant to be one, as far as anybody can tell.
pub fn is_flake(text: &str) -> bool {
    let Ok(parsed) = bounds::parse(text) else { return true };
    if !parsed.errors().is_empty() {
        return true;
    }
    let mut expr = parsed.tree().expr();
    loop {
        expr = match expr {
            Some(Expr::Paren(p)) => p.expr(),
            Some(Expr::AttrSet(set)) => return binds_outputs(&set),
            Some(Expr::Lambda(_) | Expr::Literal(_) | Expr::Str(_) | Expr::List(_)) | None => return false,
            // Some evaluators take a set that is computed.
            Some(_) => return true,
        };
    }
}

fn binds_outputs(set: &impl HasEntry) -> bool {
    let is_it = |node: &SyntaxNode| matches!(node.text().to_string().trim_matches('"'), "outputs");
    let by_path = set.attrpath_values().filter_map(|e| e.attrpath()?.attrs().next()).any(|a| is_it(a.syntax()));
    by_path || set.inherits().flat_map(|i| i.attrs().collect::<Vec<Attr>>()).any(|a| is_it(a.syntax()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flake_is_a_set_with_outputs() {
        for text in
            ["{ outputs = _: { }; }", "({ \"outputs\" = _: { }; })", "{ inherit (x) outputs; }", "{ outputs = ; }", ""]
        {
            assert!(is_flake(text), "{text}");
        }
        for text in ["{ inputs, ... }: { flake.outputs = { }; }", "{ imports = [ ]; }", "[ ]", "{ flake.outputs = 1; }"]
        {
            assert!(!is_flake(text), "{text}");
        }
    }
}
