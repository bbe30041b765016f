#!/usr/bin/env bash
# Proves that the core has no web crate among its dependencies, on any target.
set -euo pipefail
cd "$(dirname "$0")/.."

crates=$(cargo tree --locked --no-default-features --edges normal --target all --prefix none --format '{p}' | awk '{ print $1 }' | sort -u)
if web=$(grep -E '^(yew|web-sys|js-sys|wasm-bindgen|serde-wasm-bindgen|gloo)' <<<"$crates"); then
    printf 'error: the core (--no-default-features) depends on the web:\n%s\n' "$web" >&2
    exit 1
fi
echo "The core depends on no web crate ($(wc -l <<<"$crates" | tr -d ' ') crates looked at)."
