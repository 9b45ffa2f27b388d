# Every target sets up what it needs; only Python 3.11+, git and make must be installed.
PYTHON ?= python3
DIGESTS ?= .demo
# Packages are installed as locked in requirements/; with LATEST=1, in their newest versions.
VENV := $(if $(LATEST),.venv-latest,.venv)
BIN := $(VENV)/bin
RUN := $(VENV)/.runs
STAMP := $(VENV)/.installed
PEERS := .peers/.installed
LOCKS := requirements/ci.txt requirements/run.txt
SETUP := $(PYTHON) tools/set_up.py $(VENV)
# One process per processor.
PYTEST := -m pytest --numprocesses auto --dist loadgroup

.PHONY: demo test test-all test-random peers coverage lint generate bench bench-growth bench-restoration bench-restoration-cost bench-clean bench-memory bench-review ecosystem compare clean fuzz mutation lock audit docs

$(RUN): pyproject.toml $(LOCKS)
	@$(PYTHON) -c 'import sys; sys.exit("digestlint needs Python 3.11 or newer, not " + sys.version.split()[0] + "; set PYTHON=...") if sys.version_info < (3, 11) else None'
	@$(SETUP) run $(if $(LATEST),latest)
	@touch $@

$(STAMP): $(RUN)
	@$(SETUP) dev $(if $(LATEST),latest)
	@touch $@

demo: $(RUN) ## check and fix the fixtures
	@$(BIN)/python -m fixtures.demo

test: $(STAMP) ## run the tests, except for slow ones and those that need more than Python; LATEST=1
	@echo "Running the tests, which takes about ten minutes …"
	$(BIN)/python $(PYTEST) -m "not slow"

test-all: $(STAMP) ## run all tests
	$(BIN)/python $(PYTEST)

# The examples of the property-based tests are otherwise the same in each run.
test-random: $(STAMP) ## run the property-based tests with new examples; TIMES=10 for more
	for _ in $$(seq $(or $(TIMES),1)); do $(BIN)/python $(PYTEST) -m hypothesis --hypothesis-profile random || exit; done

peers: $(PEERS) ## install the implementations that tests/differential compares with; needs Node 20

$(PEERS): $(STAMP) $(wildcard tools/peers/*)
	rm -rf .peers
	mkdir .peers
	cp tools/peers/package.json tools/peers/package-lock.json .peers
	npm ci --prefix .peers --silent --ignore-scripts --no-audit --no-fund
	$(BIN)/python -m pip download --quiet --no-deps --no-binary :all: --no-build-isolation --require-hashes --dest .peers --requirement tools/peers/sdists.txt
	for sdist in .peers/*.tar.gz; do tar -xzf $$sdist -C .peers || exit; done
	@touch $@

# Without the tests that measure memory, since the tracer's own memory would count. The data that is
# removed comes from processes that tests kill while they write it.
coverage: $(STAMP) ## run all tests; fails if they reach under 95 % of lines or of branches
	$(BIN)/coverage erase
	$(BIN)/coverage run $(PYTEST) --ignore tests/guarantees/test_memory.py --deselect tests/guarantees/test_many_files.py::test_memory_does_not_grow_with_the_number_of_files
	$(BIN)/coverage combine --quiet
	rm -f .coverage/data.*
	$(BIN)/coverage report --skip-covered --show-missing
	$(BIN)/coverage json --quiet -o .coverage/report.json
	$(BIN)/python -m tools.coverage_by_package .coverage/report.json

lint: $(STAMP) ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

generate: $(STAMP) ## rewrite what is generated from the rules: docs, tables, JSON Schemas; catalogues
	$(BIN)/python -m tools.catalogue
	$(BIN)/python -m tools.generate

docs: $(STAMP) ## draw the picture of the terminal, check the documentation, build its site in .site/html
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: --requirement requirements/docs.txt
	$(BIN)/python -m tools.picture
	$(BIN)/python -m tools.page_picture
	$(BIN)/digestlint check --no-cache --quiet docs *.md
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m tools.documentation

bench: $(STAMP) ## speed compared with other tools; rewrites docs/performance.md; DIGESTS=folder
	$(BIN)/python benchmarks/speed/measure_speed.py $(if $(filter file,$(origin DIGESTS)),../shared/digests,$(DIGESTS)) --tools .bench --digestlint $(BIN)/digestlint --write docs/performance.md $(BENCH)

bench-growth: $(STAMP) ## how time grows with file size, for many kinds of text; an hour, or GROWTH=--quick
	$(BIN)/python benchmarks/scaling/measure_scaling.py --write docs/development/measurements.md $(GROWTH)

bench-restoration: $(STAMP) ## accuracy of restoring, on held-out text; RESTORATION="--tables legacy …" for less
	PYTHONPATH=hooks:. $(BIN)/python benchmarks/restoration_accuracy/measure_restoration.py $(RESTORATION)

bench-restoration-cost: $(STAMP) ## time and memory of restoring beside ftfy; COST="--size 1 TEXT …"
	$(BIN)/python benchmarks/restoration_cost/measure_restoration_cost.py --digestlint $(BIN)/digestlint $(COST)

bench-memory: $(STAMP) ## peak memory and its target; MEMORY="--sizes 1,4 --files TEXT …"
	$(BIN)/python benchmarks/memory/measure_memory.py --digestlint $(BIN)/digestlint $(MEMORY)

bench-review: $(STAMP) ## how fast the review page is with 50,000 doubtful characters; needs Chromium
	$(BIN)/python benchmarks/review_page/measure_review_page.py $(REVIEW)

bench-clean: $(STAMP) ## that clean text in many languages stays unchanged; needs apt-get, dpkg-deb
	$(BIN)/python benchmarks/clean_text/measure_clean_text.py --cache .clean-text

ecosystem: $(STAMP) ## check and fix the Markdown of packages in a copy; npm, pip; ALSO="folder …" for more
	$(BIN)/python benchmarks/ecosystem/measure_ecosystem.py --cache .ecosystem --write docs/ecosystem.md $(ALSO)

compare: $(STAMP) ## rewrite docs/comparison.md; needs Node 20 and DIGESTS=folder
	$(BIN)/python benchmarks/compare/run.py $(DIGESTS) --tools .compare --digestlint $(BIN)/digestlint --write docs/comparison.md

fuzz: $(STAMP) ## fuzz each kind of input; FUZZ="--seconds 60 parser" for less
	PYTHONPATH=hooks:. $(BIN)/python -m fuzz $(FUZZ)

mutation: $(STAMP) ## find changes of the code that no test notices; MUTATION="rules/foo fixer" for less
	$(BIN)/python -m pip install --quiet --group mutation
	PYTHONPATH=hooks:. $(BIN)/python -m tools.mutation $(MUTATION)

lock: $(STAMP) ## pin all dependencies, with hashes; UPGRADE=1 for the newest versions
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile --quiet pyproject.toml --group dev --group build --group ci --universal --python-version 3.11 --generate-hashes $(if $(UPGRADE),--upgrade) --output-file requirements/ci.txt
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile --quiet pyproject.toml --group build --universal --python-version 3.11 --generate-hashes $(if $(UPGRADE),--upgrade) --constraint requirements/ci.txt --output-file requirements/run.txt
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile --quiet --group docs --universal --python-version 3.11 --generate-hashes $(if $(UPGRADE),--upgrade) --constraint requirements/ci.txt --output-file requirements/docs.txt

audit: $(STAMP) ## check the locked packages for known vulnerabilities
	$(BIN)/python -m tools.audit

clean:
	rm -rf .venv .venv-latest .demo .compare .bench .clean-text .ecosystem .coverage .mutation .peers .site
