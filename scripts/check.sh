#!/bin/sh
# check.sh [FOLDER [quick]]: runs every check with the tools in FOLDER (default: those on PATH).
# With quick it leaves out the slow tests, those that need a browser or a wheel, and the
# doctests. With TRAFFICROUTES_COVERAGE=1 it fails too where tests reach too few lines: to
# count them takes half as long again, so that continuous integration alone does.
set -eu
cd "$(dirname "$0")/.."
bin=${1:+$1/}
run() { printf '\n== %s\n' "$*"; "$@"; }
run "${bin}ruff" check .
run "${bin}ruff" format --check .
run "${bin}oxlint" --deny-warnings trafficroutes/maps/assets
run "${bin}mypy"
run "${bin}lint-imports" --config setup.cfg
# Tests run side by side, one process a core. What follows is for them and for the
# programs that they start: their modules are compiled once, and each uses one thread.
unset PYTHONDONTWRITEBYTECODE
export OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1
tests() { run "${bin}pytest" --numprocesses=logical --maxprocesses=8 --dist=worksteal "$@"; }
if [ "${2:-}" = quick ]; then
  tests tests -m "not slow and not browser and not packaging"
elif [ -n "${TRAFFICROUTES_COVERAGE:-}" ]; then
  tests --cov --cov-report=term
else
  tests
fi
