#!/bin/sh
# Sets up .venv-test and runs every check: style, types, layers, tests, doctests.
set -eu
cd "$(dirname "$0")/.."
. scripts/common.sh
make_environment .venv-test '.[dev,docs,test]'
if ! command -v chromium >/dev/null 2>&1; then
  say "Installing Chromium for the browser tests ..."
  install_debian chromium || fail "the browser tests need Chromium; run: sudo apt-get install chromium"
fi
exec sh scripts/check.sh .venv-test/bin
