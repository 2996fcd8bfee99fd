//! import-tree: a module of all files below a directory (https://import-tree.oeiuwq.com), written in Nix.

use super::Model;
use crate::eval::Evaluator;
use crate::eval::value::{Thunk, Value};

/// import-tree.
pub static MODEL: Model = Model {
    name: "import-tree",
    recognise: |r| r.has("import-tree"),
    select: |ev, _, name| {
        let tree = tree(ev);
        ev.select(&tree, name)
    },
    call: |ev, _, arg, at| {
        let tree = tree(ev);
        Some(ev.call(&tree, arg, at))
    },
    import: |ev, _, path| matches!(path, "" | "/default.nix").then(|| tree(ev)),
    ..Model::NONE
};

// What the flake is, and `import` of it returns.
fn tree(ev: &mut Evaluator) -> Value {
    let function = ev.model("import-tree.nix");
    let lib = ev.lib();
    ev.call(&function, Thunk::done(Value::attrs([("lib", lib)])), None)
}
