#!/usr/bin/env bash
# Installs what is needed, builds and runs every test. Safe to repeat.
#   test.sh               all tests; what CI runs
#   test.sh --sanitizers  also: core and ui under the address and undefined behaviour sanitizers, and
#                         the threads of core under the thread sanitizer (about as long again, twice)
set -Eeuo pipefail
cd "$(dirname "$0")/.."
. packaging/lib.sh

install_packages
build dev
# A test that fails is tried once more, and ctest says so: deadlines can pass on a busy machine.
say "tests that need no browser"
ctest --preset dev -j2 -LE web --repeat until-pass:2
say "browser and whole-program tests"
ctest --preset dev -j1 -L web --repeat until-pass:2

if [ "${1:-}" = --sanitizers ]; then
    build asan
    say "tests under the address and undefined behaviour sanitizers"
    ctest --preset asan -j2
    build tsan sym_thread_tests
    say "tests under the thread sanitizer"
    ctest --preset tsan
fi
say "all tests passed"
