//! den: modules that build hosts and homes of aspects, written in Nix.

use super::super::Evaluator;
use super::super::builtins::arg;
use super::super::value::{Native, Origin, Sym, Thunk, Value};
use super::Model;
use crate::syntax::name::Name;

/// den.
pub static MODEL: Model = Model {
    name: "den",
    recognise: |r| r.is_repo("vic", "den") || r.is_repo("denful", "den"),
    select: |ev, id, name| {
        // What the model says nothing of: a symbol below the input, so that what is passed to it is not lost.
        let own = Value::sym(Sym::Select(Value::sym(Sym::Input(id)), Name::new("lib")));
        let function = ev.model("den.nix");
        let known = Value::native("isKnown", 1, is_known, None);
        let all = ev.call(&function, Thunk::done(Value::attrs([("own", own), ("isKnown", known)])), None);
        ev.select(&all, name)
    },
    plain_modules: true,
    ..Model::NONE
};

// What is not known must not be walked: each step would give as much again.
fn is_known(ev: &mut Evaluator, n: &Native, _: Option<&Origin>) -> Value {
    let v = arg(ev, n, 0);
    Value::Bool(!matches!(v, Value::Sym(_) | Value::Unknown(_)))
}
