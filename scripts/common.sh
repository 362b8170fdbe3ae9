# Shared by the scripts that a newcomer runs. Meant to be sourced by sh.

say() { printf '%s\n' "$*" >&2; }
fail() { say "Error: $*"; exit 1; }

# Runs a command as root: directly, or by sudo where that asks no password.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then sudo -n "$@"
  else return 1
  fi
}

# Installs Debian packages where that is allowed; says nothing where it is not.
install_debian() {
  command -v apt-get >/dev/null 2>&1 || return 1
  as_root sh -c 'apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends "$@"' sh "$@" >&2
}

# Prints the newest Python that is new enough.
find_python() {
  for name in ${PYTHON:-} python3.14 python3.13 python3.12 python3.11 python3; do
    if command -v "$name" >/dev/null 2>&1 &&
      "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$name"
      return 0
    fi
  done
  return 1
}

# make_environment FOLDER WHAT: a virtual environment with WHAT (such as '.[test]')
# installed, made anew only where the project's requirements have changed. Versions are
# those with which all checks passed; with TRAFFICROUTES_NEWEST=1 the newest that fit, and
# with TRAFFICROUTES_VERSIONS those of another file of constraints.
make_environment() {
  folder=$1 what=$2
  versions=${TRAFFICROUTES_VERSIONS:-scripts/tested-versions.txt}
  if [ -n "${TRAFFICROUTES_NEWEST:-}" ]; then versions=/dev/null; fi
  stamp=$(cat setup.cfg pyproject.toml $versions | cksum)" $what"
  if [ -f "$folder/.stamp" ] && [ "$(cat "$folder/.stamp")" = "$stamp" ]; then return 0; fi
  python=$(find_python) || {
    install_debian python3 python3-venv || true
    python=$(find_python) || fail "Python 3.11 or later is missing; install it: apt-get install python3 python3-venv"
  }
  say "Setting up $folder with $("$python" --version) ..."
  if ! "$python" -m venv --clear "$folder" >/dev/null 2>&1; then
    install_debian python3-venv || fail "Python cannot make virtual environments; run: sudo apt-get install python3-venv"
    "$python" -m venv --clear "$folder" >&2 || fail "cannot make the virtual environment $folder"
  fi
  "$folder/bin/python" -m pip install --quiet --disable-pip-version-check --constraint "$versions" \
    --editable "$what" >&2 ||
    fail "pip could not install $what; its message above says why"
  printf '%s' "$stamp" >"$folder/.stamp"
}
