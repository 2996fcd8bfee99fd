//! What `nixinst init` writes.

use crate::rewrites;

/// A nixinst.toml that says nothing: each key is a comment.
pub fn template() -> String {
    let isolates = rewrites::isolate_overlay::REWRITE.name;
    let mut all: Vec<_> = rewrites::ALL.iter().filter(|r| r.name != isolates).collect();
    all.sort_by_key(|r| (r.opt_in, r.name));
    let lines: Vec<String> = all.iter().map(|r| format!("#{} = {}", r.name, !r.opt_in)).collect();
    include_str!("template.toml").replace("REWRITES", &lines.join("\n"))
}
