.PHONY: check quick test answer schema maps docs fuzz lowest mutate wheel sbom

# The Python of an environment that a script has set up; without one, that on PATH.
python := $(firstword $(wildcard .venv-test/bin/python .venv/bin/python) python3)
tools := $(if $(wildcard .venv-test/bin/pytest),.venv-test/bin)

# Every check, with the tools on PATH (or in .venv-test where it exists).
check:
	sh scripts/check.sh "$(tools)"

# Under a minute, for work in between: without slow tests, browser, wheel and doctests.
quick:
	sh scripts/check.sh "$(tools)" quick

# Set up .venv-test, then every check.
test:
	sh scripts/test.sh

# Set up .venv (what maps needs too), then a first answer and its map.
answer:
	sh scripts/answer.sh

# The JSON Schema of the data file, from the record types.
schema:
	$(python) scripts/write_schema.py

# The gallery: maps of the data and an index page, in maps/.
maps:
	$(python) scripts/gallery.py

# The documents as a site, in site/: pages that open from a folder. Sets up .venv-docs.
docs:
	sh -c '. scripts/common.sh; make_environment .venv-docs ".[docs]"'
	.venv-docs/bin/python scripts/build_site.py

# The long part of the fuzzers, and kills; the figures go into docs/reliability.md.
fuzz:
	$(python) -m tests.fuzz.run --write

# The lowest versions that setup.cfg allows, and other Pythons that are here: what they pass is
# written to scripts/lowest-versions.txt, which a test holds setup.cfg to.
lowest:
	sh scripts/versions.sh lowest python3.12 python3.13

# The wheel, the same under any umask and at any time, in dist/.
wheel:
	$(python) -m build --wheel

# What the package and its maps are made of, as CycloneDX, in dist/sbom.cdx.json.
sbom:
	$(python) scripts/sbom.py

# Small faults put into the code: which do the tests find? An hour, and goes on where it was
# broken off; sets up .venv-mutate.
mutate:
	sh -c '. scripts/common.sh; make_environment .venv-mutate ".[test,mutate]"'
	.venv-mutate/bin/python scripts/mutate.py --write
