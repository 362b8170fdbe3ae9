.PHONY: check test answer schema maps

# Every check, with the tools on PATH (or in .venv-test where it exists).
check:
	sh scripts/check.sh $(if $(wildcard .venv-test/bin/pytest),.venv-test/bin)

# Set up .venv-test, then every check.
test:
	sh scripts/test.sh

# Set up .venv, then a first answer and its map.
answer:
	sh scripts/answer.sh

# The JSON Schema of the data file, from the record types.
schema:
	$(if $(wildcard .venv-test/bin/python),.venv-test/bin/python,python3) scripts/write_schema.py

# The gallery: maps of the data and an index page, in maps/.
maps:
	$(if $(wildcard .venv-test/bin/python),.venv-test/bin/python,python3) scripts/gallery.py
