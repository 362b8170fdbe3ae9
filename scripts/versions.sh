#!/bin/sh
# versions.sh lowest|PYTHON...: runs the part of the tests that needs other packages most, with
# the lowest versions that setup.cfg allows, or with another Python (such as python3.13). A Python
# that is not there is passed over.
set -eu
cd "$(dirname "$0")/.."
. scripts/common.sh
part="tests/commands tests/analysis/centrality tests/analysis/chokepoints tests/dataset tests/exporting tests/geometry
  tests/maps tests/markov tests/scenario"
export OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1
for wanted in "$@"; do
  if [ "$wanted" = lowest ]; then
    # Old versions have no wheels for the newest Python.
    PYTHON=${PYTHON:-python3.11}
    TRAFFICROUTES_VERSIONS=.lowest-versions.txt
    python3 scripts/lowest_versions.py >$TRAFFICROUTES_VERSIONS
    export TRAFFICROUTES_VERSIONS
  elif "$wanted" -c '' 2>/dev/null; then
    PYTHON=$wanted
    unset TRAFFICROUTES_VERSIONS
  else
    say "No $wanted here: passed over"
    continue
  fi
  make_environment ".venv-$wanted" '.[test]'
  say "== tests with $wanted"
  # Warnings of old and of new versions are no faults.
  # shellcheck disable=SC2086 - a list of folders
  ".venv-$wanted/bin/python" -m pytest $part -q -W default --numprocesses=logical --maxprocesses=8 \
    -m "not slow and not browser and not packaging" -p no:cacheprovider
done
