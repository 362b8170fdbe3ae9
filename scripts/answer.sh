#!/bin/sh
# Sets up trafficroutes in .venv, and answers a question with a table and a map.
set -eu
cd "$(dirname "$0")/.."
. scripts/common.sh
make_environment .venv '.[figures]'
.venv/bin/trafficroutes hubs Colombia Europe --commodity cocaine --years 2018-2023 \
  --map maps/colombia-europe.html
say ""
say "The map is in maps/colombia-europe.html. Ask on: .venv/bin/trafficroutes --help"
