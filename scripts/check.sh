#!/bin/sh
# check.sh [FOLDER]: runs every check with the tools in FOLDER (default: those on PATH).
set -eu
cd "$(dirname "$0")/.."
bin=${1:+$1/}
run() { printf '\n== %s\n' "$*"; "$@"; }
run "${bin}ruff" check .
run "${bin}ruff" format --check .
run "${bin}oxlint" --deny-warnings trafficroutes/maps/assets
run "${bin}mypy"
run "${bin}lint-imports" --config setup.cfg
run "${bin}pytest" --cov --cov-report=term
