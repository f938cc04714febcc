# What a person types: `make demo` to see it work, `make test` for the whole gate, `make lint` and `make bench` for parts.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test lint types unit readme wheel bench clean

demo: $(VENV)/.demo
	rm -rf demo && mkdir demo
	$(BIN)/lgsco ingest --db demo/archive.db data/sample
	@printf '\n$$ lgsco search damp mould\n'
	$(BIN)/lgsco search --db demo/archive.db damp mould
	@printf '\n$$ lgsco search "special educational" --outcome upheld --since 2023\n'
	$(BIN)/lgsco search --db demo/archive.db '"special educational"' --outcome upheld --since 2023
	@printf '\n$$ lgsco search --reason insufficient_fault --limit 3\n'
	$(BIN)/lgsco search --db demo/archive.db --reason insufficient_fault --limit 3
	@printf '\nThe archive is demo/archive.db. Go on with:\n'
	@printf '  %s\n' 'export LGSCO_DB=demo/archive.db' 'export PATH="$$PWD/$(BIN):$$PATH"' 'lgsco show 23 905 118' 'lgsco search parking' 'lgsco ingest YOUR-FOLDER'

test: lint types unit readme wheel

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

unit: $(VENV)/.dev
	$(BIN)/pytest -n 2 --cov --cov-report=term

readme: $(VENV)/.dev
	$(BIN)/cog -P --check README.md

wheel: $(VENV)/.dev
	$(BIN)/python tests/wheel_check.py

bench: $(VENV)/.dev
	$(BIN)/python tests/bench/startup.py
	$(BIN)/python tests/bench/ingest.py

$(VENV)/.demo: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --editable .
	touch $@

$(VENV)/.dev: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --editable '.[dev]'
	touch $@ $(VENV)/.demo

clean:
	rm -rf $(VENV) build dist demo .coverage .coverage.* .mypy_cache .pytest_cache .ruff_cache .hypothesis
