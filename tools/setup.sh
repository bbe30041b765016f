#!/usr/bin/env bash
# Brings what a task needs and is not there yet, and says what it does. Safe to run again.
#
# The Makefile calls it:
#   tools/setup.sh rust      the WebAssembly target of the toolchain in use
#   tools/setup.sh page      Trunk, wasm-bindgen and the npm packages (wasm-opt among them)
#   tools/setup.sh lint      rustfmt and clippy
#
# Trunk and wasm-bindgen are used where PATH has the right version. Where it has not, they go into
# a folder of their own ($DECOUPLE_TOOLS), so that other projects keep the versions they have.
set -euo pipefail
cd "$(dirname "$0")/.."
: "${DECOUPLE_TOOLS:?run it by make}" "${TRUNK_VERSION:?run it by make}" "${BINDGEN_VERSION:?run it by make}"

say() { printf '==> %s\n' "$*"; }
fail() { printf 'error: %s\n' "$*" >&2; exit 1; }

# has <program> <version>: the program runs and `--version` prints that version.
has() { [ "$("$1" --version 2>/dev/null | awk 'NR == 1 { print $2 }')" = "$2" ]; }

rust() {
    command -v cargo >/dev/null || fail "cargo not found. Install Rust from https://rustup.rs and run this again."
    # The first call also fetches the toolchain of rust-toolchain.toml, where rustup may.
    cargo --version >/dev/null 2>&1 || { say "Installing the Rust toolchain of rust-toolchain.toml"; rustup toolchain install; }
    [ -d "$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown" ] && return
    command -v rustup >/dev/null || fail "this Rust has no target wasm32-unknown-unknown, and no rustup to add it. Install Rust from https://rustup.rs."
    say "Adding the Rust target wasm32-unknown-unknown"
    rustup target add wasm32-unknown-unknown
}

# cargo_tool <crate> <version> [cargo install flags]: a prebuilt program where cargo-binstall is
# there to fetch it, else compiled.
cargo_tool() {
    local crate=$1 version=$2 root=$DECOUPLE_TOOLS/$1-$2
    shift 2
    if command -v cargo-binstall >/dev/null; then
        say "Fetching $crate $version with cargo binstall"
        cargo binstall --no-confirm --disable-strategies compile --root "$root" "$crate@$version" && return
        say "cargo binstall could not bring it"
    fi
    say "Compiling $crate $version into $root (some minutes, once)"
    # These programs run for a second at a time. Their own release profile takes three times as long
    # to compile as this one.
    CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_CODEGEN_UNITS=256 \
        cargo install "$crate" --version "=$version" --root "$root" --target-dir "$root/build" "$@"
    rm -rf "$root/build"
}

page() {
    rust
    has trunk "$TRUNK_VERSION" || cargo_tool trunk "$TRUNK_VERSION" --locked
    # Without --locked: its lock file names a crate version that some registries no longer serve.
    if ! { has wasm-bindgen "$BINDGEN_VERSION" && has wasm-bindgen-test-runner "$BINDGEN_VERSION"; }; then
        cargo_tool wasm-bindgen-cli "$BINDGEN_VERSION"
    fi
    command -v npm >/dev/null || fail "node and npm not found. Install Node.js 20 or newer (https://nodejs.org) and run this again."
    if ! [ node_modules/.package-lock.json -nt package-lock.json ]; then
        say "Installing the npm packages (wasm-opt and what the browser tests need)"
        npm ci --ignore-scripts --no-audit --no-fund
        touch node_modules/.package-lock.json
    fi
}

lint() {
    rust
    { cargo fmt --version && cargo clippy --version; } >/dev/null 2>&1 && return
    say "Adding rustfmt and clippy"
    rustup component add rustfmt clippy
}

for part in "$@"; do
    case $part in
        rust | page | lint) "$part" ;;
        *) fail "unknown part: $part" ;;
    esac
done
