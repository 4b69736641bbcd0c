#!/usr/bin/env bash
# Installs the programs that the tests hold an episode's files up to: those of Debian where this may use apt,
# those of npm where there is one. Never fails: what cannot be had is named, and the tests skip it by name.
set -uo pipefail
cd "$(dirname "$0")" || exit

# The program that is run, and Debian's package of it.
PROGRAMS="AtomicParsley:atomicparsley chromium:chromium exiftool:libimage-exiftool-perl eyeD3:eyed3
          ffprobe:ffmpeg flac:flac mediainfo:mediainfo mp3check:mp3check mp3val:mp3val mpg123:mpg123 mpv:mpv
          node:nodejs npm:npm opusinfo:opus-tools xmllint:libxml2-utils"

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

apt_get() {
    as_root timeout 300 env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=60 "$@" >/dev/null 2>&1
}

absent() {
    for each in $PROGRAMS; do
        command -v "${each%%:*}" >/dev/null || echo "${each##*:}"
    done
}

packages=$(absent)
if [ -n "$packages" ] && command -v apt-get >/dev/null && as_root true 2>/dev/null; then
    apt_get update
    # One by one where one of them cannot be had, so that the others still come.
    # shellcheck disable=SC2086 # names of packages have no spaces
    apt_get install -y --no-install-recommends $packages ||
        for package in $packages; do apt_get install -y --no-install-recommends "$package"; done
fi

if command -v npm >/dev/null && ! [ node_modules/.package-lock.json -nt package.json ]; then
    timeout 300 npm install --silent --no-audit --no-fund --no-package-lock --ignore-scripts >/dev/null 2>&1
fi

packages=$(absent)
[ -z "$packages" ] || echo "Not installed, and so not tested: ${packages//$'\n'/ }"
[ -d node_modules/axe-core ] || echo "Not installed, and so not tested: the packages in tests/package.json"
exit 0
