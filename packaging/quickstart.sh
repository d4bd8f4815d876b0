#!/usr/bin/env bash
# Installs what is needed, builds, and runs an agent on the built-in sites. Safe to repeat.
set -Eeuo pipefail
cd "$(dirname "$0")/.."
. packaging/lib.sh

install_packages
build release symbiont symbiont-train
program=build/release/bin/symbiont
project=${SYMBIONT_PROJECT:-build/quickstart.symbiont}

say "two rounds of the symbiosis on the built-in sites: the offline planner (a stand-in for a large model) and a small model that learns from it"
"$program" loop --preset quick --browsers 2 --project "$project"

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    say "opening the window on the result"
    exec "$program" --project "$project"
fi
say "there is no display here; on a desktop, open the window on the result with"
echo "    $program --project $project"
