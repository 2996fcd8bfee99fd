//! flakelight-darwin: a module of flakelight for hosts of nix-darwin, written in Nix.

use super::{Model, flakelight};

/// flakelight-darwin.
pub static MODEL: Model = Model {
    name: "flakelight-darwin",
    recognise: |r| r.has("flakelight-darwin"),
    select: |ev, id, name| flakelight::part(ev, id, "flakelight-darwin", name),
    call: |ev, id, source, _| flakelight::call(ev, id, "flakelight-darwin", source),
    plain_modules: true,
    ..Model::NONE
};
