# What a person types: `make demo` to see it work, `make test` for the whole gate, `make lint` and `make bench` for parts.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test lint types unit readme wheel bench clean

demo: $(VENV)/.demo
	@rm -rf demo && mkdir demo
	@printf '\n$$ lgsco ingest data/sample\n'
	@LGSCO_DB=demo/archive.db $(BIN)/lgsco ingest data/sample
	@printf '\n$$ lgsco search mould\n'
	@LGSCO_DB=demo/archive.db $(BIN)/lgsco search mould
	@printf '\n%s\n' "\$$ lgsco search '\"special educational\"' --outcome upheld --since 2023"
	@LGSCO_DB=demo/archive.db $(BIN)/lgsco search '"special educational"' --outcome upheld --since 2023
	@printf '\n$$ lgsco search --reason insufficient_fault --limit 2\n'
	@LGSCO_DB=demo/archive.db $(BIN)/lgsco search --reason insufficient_fault --limit 2
	@printf '\nThe archive is demo/archive.db. Go on with:\n'
	@printf '  %s\n' 'export LGSCO_DB=demo/archive.db PATH="$$PWD/$(BIN):$$PATH"' 'lgsco show 23 905 118' \
		'lgsco search parking' 'lgsco reasons' 'lgsco ingest YOUR-FOLDER'

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
	$(BIN)/python tests/bench/web_pages.py
	$(BIN)/python tests/bench/hostile.py

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
