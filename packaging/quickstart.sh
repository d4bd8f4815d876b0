#!/usr/bin/env bash
# Installs what is needed, builds, and runs an agent on the built-in sites. Safe to repeat.
set -Eeuo pipefail
cd "$(dirname "$0")/.."
. packaging/lib.sh

install_packages
build release symbiont
program=build/release/bin/symbiont
project=${SYMBIONT_PROJECT:-build/quickstart.symbiont}

say "the offline planner (a stand-in for a large model) at work on 66 tasks of the built-in sites"
"$program" run --suite builtin --split dev --limit 66 --policy planner --browsers 2 --project "$project"

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    say "opening the window on the result"
    exec "$program" --project "$project"
fi
say "there is no display here; on a desktop, open the window on the result with"
echo "    $program --project $project"
