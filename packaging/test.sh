#!/usr/bin/env bash
# Installs what is needed, builds and runs every test. Safe to repeat.
#   core and ui under the address and undefined behaviour sanitizers, threads of core under the
#   thread sanitizer, browser tests and whole-program tests as released.
set -Eeuo pipefail
cd "$(dirname "$0")/.."
. packaging/lib.sh

install_packages
build asan
say "tests under the address and undefined behaviour sanitizers"
ctest --preset asan -j2

build tsan sym_thread_tests
say "tests under the thread sanitizer"
ctest --preset tsan

build release
say "browser and whole-program tests"
ctest --preset release -j1 -L web
say "all tests passed"
