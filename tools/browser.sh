#!/usr/bin/env bash
# Prints where the browser of the tests and its driver are, as CHROME=... and CHROMEDRIVER=...
# The environment variables of these names win. With --install, what is missing is installed with
# apt-get where that is possible.
set -euo pipefail

# first <program or path>...: the path of the first one that is there.
first() {
    local candidate
    for candidate in "$@"; do
        if [ -n "$candidate" ] && command -v "$candidate"; then return; fi
    done
    return 0
}

find_both() {
    CHROME=${CHROME:-$(first chromium chromium-browser google-chrome google-chrome-stable chrome \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" /Applications/Chromium.app/Contents/MacOS/Chromium)}
    CHROMEDRIVER=${CHROMEDRIVER:-$(first "${CHROMEWEBDRIVER:+$CHROMEWEBDRIVER/chromedriver}" chromedriver /usr/lib/chromium/chromedriver)}
    [ -n "$CHROME" ] && [ -n "$CHROMEDRIVER" ]
}

install_both() {
    local sudo=()
    command -v apt-get >/dev/null || return 0
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || return 0
        sudo=(sudo)
    fi
    echo "==> Installing the Debian packages chromium and chromium-driver" >&2
    { "${sudo[@]}" apt-get update -q && "${sudo[@]}" apt-get install -y -q --no-install-recommends chromium chromium-driver; } >&2 || true
}

find_both || { [ "${1-}" = --install ] && install_both && find_both; } || {
    [ -n "$CHROME" ] || echo "error: no Chromium or Chrome found." >&2
    [ -n "$CHROMEDRIVER" ] || echo "error: no chromedriver found." >&2
    cat >&2 <<'HELP'
On Debian:  apt-get install chromium chromium-driver
Elsewhere:  install Chrome and the chromedriver of the same version
            (https://googlechromelabs.github.io/chrome-for-testing/),
            or name yours: CHROME=/path/to/chrome CHROMEDRIVER=/path/to/chromedriver
HELP
    exit 1
}
printf 'CHROME=%q\nCHROMEDRIVER=%q\n' "$CHROME" "$CHROMEDRIVER"
