#!/usr/bin/env bash
# Installs what is needed, builds and runs every test. Safe to repeat.
#   test.sh               all tests; what CI runs
#   test.sh --sanitizers  also: core under the address and undefined behaviour sanitizers, and its
#                         threads under the thread sanitizer
set -Eeuo pipefail
cd "$(dirname "$0")/.."
. packaging/lib.sh

command -v npm >/dev/null || packages+=(nodejs npm)
install_packages
say "what the tests compare the small model's files with"
bash packaging/npm.sh build/npm
export SYMBIONT_NODE_MODULES="$PWD/build/npm/node_modules"
build dev
# A test that fails is tried once more, and ctest says so: deadlines can pass on a busy machine.
say "tests that need no browser"
ctest --preset dev -j2 -LE web --repeat until-pass:2
say "browser and whole-program tests"
ctest --preset dev -j1 -L web --repeat until-pass:2

# Once only: what a sanitizer finds now and then is a bug all the same.
if [ "${1:-}" = --sanitizers ]; then
    build asan sym_memory_tests
    say "core under the address and undefined behaviour sanitizers"
    ctest --preset asan -j2 -R ^core/
    build tsan sym_thread_tests
    say "the threads of core under the thread sanitizer"
    ctest --preset tsan -j2 -L threads
fi
say "all tests passed"
