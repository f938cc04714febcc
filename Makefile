# What a person types: `make demo` to see it work, `make test` for the whole gate, `make lint` and `make bench` for parts,
# `make site` for Datasette 1.0, `make torture` (half an hour) for kills, faults of the disk, power cuts and a crowd,
# `make fuzz` (an hour) for two million hostile inputs, `make audit` for known weaknesses of what is installed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
AXE := $(VENV)/axe-core-4.10.3.tgz
DATASETTE_1 := .venv-datasette-1
AUDIT := .venv-audit
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# The pages whose examples are run by the real program.
PAGES = $$(grep -l '\[\[\[cog' README.md docs/*.md)

.PHONY: demo test lint types unit readme examples wheel site bench bench-others eval clients oldest torture fuzz audit mutants clean

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

unit: $(VENV)/.dev clients $(AXE)
	$(BIN)/pytest -n 2 --cov --cov-report=term

readme: $(VENV)/.dev
	$(BIN)/cog -P --check $(PAGES)

examples: $(VENV)/.dev
	$(BIN)/cog -P -r $(PAGES)

wheel: $(VENV)/.dev
	$(BIN)/python tests/wheel_check.py

# SQLite 3.31 and the newest, built for Node: without npm the tests that ask them are skipped, and say so.
clients: $(VENV)/.dev
	@mkdir -p $(VENV)/clients && cp tests/clients/package.json $(VENV)/clients/
	@npm install --prefix $(VENV)/clients --silent --no-audit --no-fund --ignore-scripts || echo 'npm: not installed or not reached'

# The tests of the file on SQLite 3.31.1 with FTS5. This package carries its source; Python finds the library by its name.
OLDEST := $(VENV)/sqlite-3.31.1
oldest: $(OLDEST)/libsqlite3.so.0
	LD_LIBRARY_PATH=$(OLDEST) $(BIN)/python -c 'import sqlite3; assert sqlite3.sqlite_version == "3.31.1"'
	LD_LIBRARY_PATH=$(OLDEST) $(BIN)/pytest -q tests/test_clients.py tests/test_views.py tests/test_migrations.py \
		tests/test_datasette.py tests/storage tests/cli

$(OLDEST)/libsqlite3.so.0: | $(VENV)/.dev
	mkdir -p $(OLDEST) && cd $(OLDEST) && npm pack --silent better-sqlite3@6.0.0 && tar xzf better-sqlite3-6.0.0.tgz \
		&& tar xzf package/deps/sqlite3.tar.gz && cc -O1 -fPIC -shared -Wl,-soname,libsqlite3.so.0 -DSQLITE_ENABLE_FTS5 \
		-DSQLITE_ENABLE_JSON1 -DSQLITE_ENABLE_DESERIALIZE -DSQLITE_ENABLE_COLUMN_METADATA \
		-DSQLITE_ENABLE_LOAD_EXTENSION sqlite3.c -o libsqlite3.so.0 -lpthread -ldl -lm

# The pages once more, under the alpha of Datasette 1.0; the gate has them under the stable one.
site: $(DATASETTE_1)/.dev $(AXE)
	$(DATASETTE_1)/bin/pytest -n 2 tests/site tests/cli/test_datasette_command.py tests/test_datasette.py

# One table of what is asked for and what is measured. N=10000, ONLY=warm,cold, PAIRS=1 and others: tests/bench/run.py
bench: $(VENV)/.bench
	$(BIN)/python tests/bench/run.py
	@test -z "$(ONLY)" || exit 0; $(MAKE) --no-print-directory bench-others

# What the one table does not hold: pages, exports, completion, hostile files.
bench-others: $(VENV)/.dev
	$(BIN)/python tests/bench/analysis.py
	$(BIN)/python tests/bench/completion.py
	$(BIN)/python tests/bench/export.py
	$(BIN)/python tests/bench/web_pages.py
	$(BIN)/python tests/bench/hostile.py
	$(BIN)/python tests/bench/linear.py
	$(BIN)/python tests/bench/views.py
	$(BIN)/python tests/bench/site_pages.py

# How well questions are answered, and reasons read. More labelled files: make eval FILES="a.jsonl b.jsonl"
SHARED_EVAL := ../shared/eval/reasons_dev.jsonl
eval: $(VENV)/.dev
	$(BIN)/python tests/relevance/measure.py
	@printf '\n'
	$(BIN)/python -m archive.analysis.evaluate --documents data/sample tests/eval/own_dev.jsonl \
		tests/eval/own_held_back.jsonl $(wildcard tests/eval/blind_*.jsonl) tests/sample/index.jsonl $(wildcard $(SHARED_EVAL)) $(FILES)
	$(BIN)/python tests/relevance/corpus.py build/stories
	$(BIN)/python -m archive.analysis.evaluate build/stories/index.jsonl
	@test -f $(SHARED_EVAL) || echo "$(SHARED_EVAL) is not here and was not measured"

torture: $(VENV)/.dev
	$(BIN)/python tests/torture/run.py

# Two million inputs, or RUNS of them, or SECONDS of it; SEED chooses which. atheris has wheels for Linux and macOS.
fuzz: $(VENV)/.fuzz
	$(BIN)/python tests/fuzz/run.py $(addprefix --runs ,$(RUNS)) $(addprefix --seconds ,$(SECONDS)) $(addprefix --seed ,$(SEED))

# Whether anything that is installed here has a known weakness. Asks pypi.org; where that is not reached, it says so.
audit: $(AUDIT)/.dev $(VENV)/.dev
	$(BIN)/python tests/audit.py $(AUDIT)/bin/pip-audit

# Do the tests notice small faults? make mutants N=100 SEED=2 JOBS=2; the survivors once more: make mutants AGAIN=--again
mutants: $(VENV)/.mutants
	$(BIN)/python tests/mutants/run.py -n $(or $(N),500) --seed $(or $(SEED),1) --jobs $(or $(JOBS),1) $(AGAIN)

$(VENV)/.demo: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --editable .
	touch $@

$(VENV)/.dev: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --editable '.[dev]'
	touch $@ $(VENV)/.demo

$(VENV)/.fuzz: pyproject.toml | $(VENV)/.dev
	$(BIN)/pip install --quiet --editable '.[fuzz]'
	touch $@

$(AUDIT)/.dev:
	test -x $(AUDIT)/bin/python || $(PYTHON) -m venv $(AUDIT)
	$(AUDIT)/bin/pip install --quiet 'pip-audit>=2.9,<3'
	touch $@

$(VENV)/.bench: $(VENV)/.dev
	$(BIN)/pip install --quiet --editable '.[dev,peers]' || echo 'tantivy: not installed, and so not measured'
	touch $@

$(VENV)/.mutants: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --editable '.[dev,mutants]'
	touch $@ $(VENV)/.dev $(VENV)/.demo

$(DATASETTE_1)/.dev: pyproject.toml
	test -x $(DATASETTE_1)/bin/python || $(PYTHON) -m venv $(DATASETTE_1)
	$(DATASETTE_1)/bin/pip install --quiet --editable '.[dev]' 'datasette==1.0a41'
	touch $@

# The rules of accessibility for the browser tests; they check its hash, and skip where it could not be fetched.
$(AXE): | $(VENV)/.dev
	-cd $(VENV) && npm pack --silent axe-core@4.10.3

clean:
	rm -rf $(VENV) $(DATASETTE_1) $(AUDIT) build dist demo .coverage .coverage.* .mypy_cache .pytest_cache .ruff_cache .hypothesis
