#!/bin/sh
# versions.sh lowest|PYTHON...: runs the tests of the part below with the lowest versions that
# setup.cfg allows, or with another Python (such as python3.13, on PATH, of pyenv or of uv). A
# Python that is not there is passed over. Where lowest is among them and all pass, what was
# run is written to scripts/lowest-versions.txt.
set -eu
cd "$(dirname "$0")/.."
. scripts/common.sh
# What needs other packages; left out are documents and the site, whose tools have no part in
# answers, the fuzzers, and what is slow.
part=$(ls -d tests/*/ | grep -v -e __pycache__ -e tests/fuzz/)
runs=$(mktemp)
log=$(mktemp)
trap 'rm -f "$runs" "$log"' EXIT
export OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1

# Prints where a Python is, by name.
python_named() {
  for found in "$1" "${PYENV_ROOT:-$HOME/.pyenv}/versions/${1#python}".*/bin/"$1"; do
    if "$found" -c '' 2>/dev/null; then command -v "$found"; return 0; fi
  done
  command -v uv >/dev/null 2>&1 && uv python find "${1#python}" 2>/dev/null
}

for wanted in "$@"; do
  if [ "$wanted" = lowest ]; then
    # Old versions have no wheels for the newest Python.
    PYTHON=$(python_named "${PYTHON:-python3.11}") || fail "lowest versions need Python 3.11"
    TRAFFICROUTES_VERSIONS=.lowest-versions.txt
    python3 scripts/lowest_versions.py >$TRAFFICROUTES_VERSIONS
    export TRAFFICROUTES_VERSIONS
  elif PYTHON=$(python_named "$wanted"); then
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
    -m "not slow and not browser and not packaging" -p no:cacheprovider >"$log" 2>&1 ||
    { tail -n 60 "$log" >&2; fail "the tests do not pass with $wanted"; }
  passed=$(tail -n 1 "$log" | grep -o '[0-9]* passed')
  say "$passed"
  printf '%s: %s, %s, %s\n' "$wanted" "$(".venv-$wanted/bin/python" --version)" "$passed" "$(date -u +%F)" >>"$runs"
done
if grep -q '^lowest:' "$runs"; then python3 scripts/lowest_versions.py --record "$runs"; fi
