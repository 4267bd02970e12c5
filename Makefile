# Everything a developer types. Only git, make and python3 (3.11 or later) have to be there.
#   make run     HOST=127.0.0.1 PORT=8000
#   make test    ARGS="-k name"
#   make check   make bench   make lock   make clean

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check
# Workers as tests/sharing.py says, each with folders and a database of its own; ARGS="-n 0" is one
# after another.
PARALLEL := -n auto --dist loadscope --no-loadscope-reorder

# Some machines tell Python not to keep what it compiled; every later start would compile it again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test check bench lock clean

run: .venv/.site
	@exec $(BIN)/python -m newsroom.local.run --with-parent

test: .venv/.dev
	@$(BIN)/python -m tests.chromium
	@$(BIN)/python -m pytest $(PARALLEL) $(ARGS)

check: .venv/.dev
	@$(BIN)/python .ci/check.py

bench: .venv/.dev
	@$(BIN)/python -m bench $(ARGS)

# Pins every dependency, with hashes, for all supported versions of Python at once.
lock: .venv/bin/python
	@$(PIP) uv
	@for name in requirements requirements-dev; do \
		$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
			--no-emit-index-url --no-annotate --no-header $(UPGRADE) $$name.in -o $$name.txt || exit 1; \
	done

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

.venv/.site: requirements.txt | .venv/bin/python
	@echo "Installing what the newsroom runs on (about half a minute) ..."
	@$(PIP) --require-hashes -r requirements.txt
	@touch $@

.venv/.dev: requirements-dev.txt .venv/.site
	@echo "Installing what checks and tests need (about a minute) ..."
	@$(PIP) --require-hashes -r requirements-dev.txt
	@touch $@

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed; set PYTHON=...")'
	@$(PYTHON) -m venv .venv
