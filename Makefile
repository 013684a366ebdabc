# `make help` lists what there is to do.
#
# Needed: git, make, and Python 3.11 or newer with venv. `make demo PYTHON=/path/to/python` chooses another one.

# The first of these that is new enough and can make an environment.
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11 python3.14 python; do \
  "$$python" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$python"; break; }; done)

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# Arguments for pytest, as in `make test TESTS="tests/unit/test_read.py -k dates"`; without any, all tests run on all cores.
TESTS ?=
PARALLEL := --numprocesses auto --maxprocesses 4 --dist loadgroup

.PHONY: help demo test quick check scripts docs site vendored tagger clean
.DELETE_ON_ERROR:
.DEFAULT_GOAL := demo

help: ## lists what there is to do
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 18

demo: $(VENV)/.installed ## installs Rashomon into .venv and builds the articles in seeds/ into output/
	$(BIN)/rashomon build seeds --output output
	@echo
	@echo "Open output/view.html in a browser. Ask in the terminal:"
	@echo "  $(BIN)/rashomon query disputes"
	@echo "  $(BIN)/rashomon explain 'Kristi Noem'"

test: $(VENV)/.dev $(VENV)/.browser ## installs what the tests need, a browser too where that is possible, and runs them all
	@$(MAKE) --silent $(VENV)/.node || echo "Without Node the tests of the page's scripts and of its accessibility are skipped."
	$(BIN)/python -m pytest $(or $(TESTS),$(PARALLEL))

quick: $(VENV)/.dev ## runs the unit tests alone: no browser, no server, no process but this one
	$(BIN)/python -m pytest $(PARALLEL) tests/unit

check: $(VENV)/.dev ## style, types, the order of the modules, the page about the ontology; also the page's scripts, if there is Node
	$(BIN)/ruff check graph rashomon tests bench docs
	$(BIN)/ruff format --check graph rashomon tests bench docs
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python docs/renew_shapes.py --check
	$(BIN)/python docs/make_ontology_reference.py --check
	@if [ -n "$$CI" ] || command -v npm >/dev/null 2>&1; then $(MAKE) --silent scripts; \
	else echo "The page's scripts are not checked: there is no Node here."; fi

scripts: $(VENV)/.node
	tests/view/node_modules/.bin/tsc --project tests/view

docs: $(VENV)/.dev ## writes the lists of the shapes and docs/ontology.md anew from the ontology, and what the README and the pages show of commands
	$(BIN)/python docs/renew_shapes.py
	$(BIN)/python docs/make_ontology_reference.py
	$(BIN)/python docs/renew_readme.py
	$(BIN)/python docs/renew_record.py
	$(BIN)/python docs/renew_python.py

site: $(VENV)/.dev ## builds the documentation into site/; a link or anchor that leads nowhere is an error
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet
	@echo "Open site/index.html in a browser."

vendored: $(VENV)/.dev ## renews the JavaScript and the font that the page carries, from the npm registry
	$(PIP) install --editable '.[vendored]'
	$(BIN)/python docs/renew_vendored.py

# The corpus is PolNeAR's train part, a folder or a .tar.gz; it takes about an hour on one core.
tagger: $(BIN)/python ## CORPUS=… trains the reader of attributions anew (see graph/data/model/README.md)
	@test -n "$(CORPUS)" || { echo "make tagger CORPUS=/path/to/polnear-train.tar.gz" >&2; exit 2; }
	$(PIP) install --editable '.[train]'
	$(BIN)/python bench/train_attribution.py "$(CORPUS)"

clean: ## removes all that these commands made
	rm -rf $(VENV) build dist site output/.cache output/report.json output/store output/view.html tests/view/node_modules
	rm -rf .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find graph rashomon tests bench docs -name __pycache__ -type d -prune -exec rm -rf {} +

# The environment is made anew only where there is none, and filled anew when the dependencies change.
$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Rashomon needs Python 3.11 or newer with venv; none was found." \
	  "(Debian, Ubuntu: apt-get install python3-venv)" >&2; exit 1; }
	"$(PYTHON)" -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(PIP) install --editable '.[formats,serve,verify,web]'
	@touch $@

$(VENV)/.dev: pyproject.toml | $(BIN)/python
	$(PIP) install --editable '.[dev,docs]'
	@touch $@ $(VENV)/.installed

# The page is tested in Chromium, Firefox and Node. Tried once: tests that lack one are skipped, and say so.
$(VENV)/.browser: | $(BIN)/python
	@sh .ci/browser || echo "No browser could be installed: the tests of the page will be skipped."
	@$(MAKE) --silent $(VENV)/.node || echo "Node could not be installed: the tests that need it will be skipped."
	@touch $@

# Node with the compiler that checks the page's scripts, and what drives Firefox in the tests.
$(VENV)/.node: tests/view/package-lock.json | $(BIN)/python
	@sh .ci/node || { echo "The page's scripts are checked with Node and npm, which could not be installed." >&2; exit 1; }
	npm ci --prefix tests/view --silent
	@touch $@
