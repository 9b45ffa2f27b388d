# Every target sets up what it needs; only Python 3.11+, git and make must be there.
PYTHON ?= python3
DIGESTS ?= .demo
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test lint generate bench bench-restoration bench-clean compare clean fuzz

$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("digestlint needs Python 3.11 or newer, not " + sys.version.split()[0] + "; set PYTHON=...") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --editable . --group dev
	@touch $@

demo: $(STAMP) ## run the main job on the fixtures
	@$(BIN)/python -m fixtures.demo

test: $(STAMP) ## run all tests
	$(BIN)/python -m pytest

lint: $(STAMP) ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

generate: $(STAMP) ## rewrite what is generated from the rules: docs, tables, JSON Schemas
	$(BIN)/python -m tools.generate

bench: $(STAMP) ## speed beside other tools; rewrites docs/performance.md; DIGESTS=folder
	$(BIN)/python benchmarks/speed/measure_speed.py $(if $(filter file,$(origin DIGESTS)),../shared/digests,$(DIGESTS)) --tools .bench --digestlint $(BIN)/digestlint --write docs/performance.md $(BENCH)

bench-restoration: $(STAMP) ## accuracy of restoring lost bytes, on held-out text
	PYTHONPATH=hooks:. $(BIN)/python benchmarks/restoration_accuracy/measure_restoration.py

bench-clean: $(STAMP) ## zero changes on clean text in many languages; needs apt-get, dpkg-deb
	$(BIN)/python benchmarks/clean_text/measure_clean_text.py --cache .clean-text

compare: $(STAMP) ## rewrite docs/comparison.md; needs Node 20 and DIGESTS=folder
	$(BIN)/python benchmarks/compare/run.py $(DIGESTS) --tools .compare --digestlint $(BIN)/digestlint --write docs/comparison.md

fuzz: $(STAMP) ## fuzz each way that text gets in; FUZZ="--seconds 60 parser" for less
	PYTHONPATH=hooks:. $(BIN)/python -m fuzz $(FUZZ)

clean:
	rm -rf $(VENV) .demo .compare .bench .clean-text
