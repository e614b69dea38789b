# The words of a working day; .ci/run uses the same ones. `make` alone lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LOCK := requirements-dev.lock

.DEFAULT_GOAL := help
.PHONY: help demo test lint format generate docs gate bench lock dist clean

help:  ## list these words
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

demo: $(VENV)/core  ## install into .venv and read the sample story
	$(BIN)/tawatur demo

test: $(VENV)/dev  ## run the tests
	$(BIN)/python -m pytest

lint: $(VENV)/dev  ## format, lint, types, import order, resources, docs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache  # its cache misses modules that are added later
	$(BIN)/tawatur pack check src/tawatur/resources
	@if command -v tsc >/dev/null; then tsc -p .; else echo "skipped: the types of the pages' script need tsc (apt install node-typescript)"; fi
	$(MAKE) --no-print-directory docs

format: $(VENV)/dev  ## put the code into its form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

generate: $(VENV)/dev  ## refresh what is computed: the hashes of MANIFEST.toml, docs/record.md
	$(BIN)/python -m tawatur.language.packs --write
	$(BIN)/python docs/generate_record.py

docs: $(VENV)/dev  ## build the documentation; every warning is an error
	$(BIN)/python -m sphinx -q -W --keep-going -b html docs docs/_build/html

gate: $(VENV)/dev  ## compare the reading's figures with their floors
	$(BIN)/python tests/quality/gate.py

# `make bench SMOKE=1` runs each once, over the samples or a little of what stands beside the project.
BENCHMARKS := startup speed robustness sameness attribution events times dating pages places names knowledge \
  stories exam store reading_room

bench: $(VENV)/dev  ## all benchmarks; what their data is not here for is skipped
	@for name in $(BENCHMARKS); do echo "== $$name"; $(BIN)/python benchmarks/$$name.py $(if $(SMOKE),--smoke) || exit 1; done

# Exact versions of everything, resolved afresh in an empty environment.
lock:  ## write requirements-dev.lock anew
	rm -rf build/lock && $(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip install --quiet --upgrade pip
	build/lock/bin/python -m pip install --quiet --upgrade --upgrade-strategy eager '.[dev]'
	{ echo '# Exact versions that the tests ran with; written by `make lock`, used as constraints.'; \
	  build/lock/bin/python -m pip freeze --exclude tawatur; } > $(LOCK)
	rm -rf build/lock

dist: $(VENV)/dev  ## build the sdist, and the wheel from it
	rm -rf dist
	$(BIN)/python -m hatchling build -t sdist
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation -w dist dist/*.tar.gz

clean:  ## remove what was built
	rm -rf $(VENV) build dist docs/_build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

# pip below 24 fails on `lxml[html-clean]` ("Candidate is not for this requirement"), hence the upgrade first.
$(VENV)/pip:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Tawatur needs Python 3.11 or newer; say which with PYTHON=…")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	@touch $@

$(VENV)/core: $(VENV)/pip pyproject.toml $(LOCK)
	$(BIN)/python -m pip install --quiet -c $(LOCK) -e .
	@touch $@

$(VENV)/dev: $(VENV)/pip pyproject.toml $(LOCK)
	$(BIN)/python -m pip install --quiet -c $(LOCK) -e '.[dev]'
	@touch $@ $(VENV)/core
