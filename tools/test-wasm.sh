#!/usr/bin/env bash
# Runs the WebAssembly tests (tests/wasm.rs) in a headless browser, or what WASM_TEST says instead. Arguments go to the tests.
set -euo pipefail
cd "$(dirname "$0")/.."

browser=$(tools/browser.sh)
eval "$browser"
export CHROME CHROMEDRIVER

# webdriver.json has the browser's flags; which browser it is, this machine decides.
mkdir -p target
export WASM_BINDGEN_TEST_WEBDRIVER_JSON=$PWD/target/webdriver.json
node -e '
    const capabilities = JSON.parse(fs.readFileSync("webdriver.json"));
    capabilities["goog:chromeOptions"].binary = process.env.CHROME;
    console.log(JSON.stringify(capabilities));
' >"$WASM_BINDGEN_TEST_WEBDRIVER_JSON"

export WASM_BINDGEN_USE_BROWSER=1
export WASM_BINDGEN_TEST_TIMEOUT=${WASM_BINDGEN_TEST_TIMEOUT:-180} WASM_BINDGEN_TEST_DRIVER_TIMEOUT=60
# By its full path: below cargo, rustup may put another version first in PATH.
CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=$(command -v wasm-bindgen-test-runner)
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER
# shellcheck disable=SC2086 # several words are meant
exec cargo test --locked --target wasm32-unknown-unknown --no-default-features ${WASM_TEST:---test wasm} -- "$@"
