# Everything runs in .venv, which the first target that needs it sets up from the lock file.

PYTHON ?= python3
BIN := .venv/bin
export NO_MKDOCS_2_WARNING := 1 # Material's banner about a successor of MkDocs

.PHONY: site test bench lint serve check schemas golden lock browser clean

site: .venv/ready ## build the site into site/
	$(BIN)/planatlas build

test: .venv/ready browser ## run every test, the browser's included
	$(BIN)/python -m pytest -n auto --dist loadgroup

bench: .venv/ready ## time builds beside MkDocs and Hugo, and say which promises are kept; takes a while
	$(BIN)/python benchmarks/run.py

lint: .venv/ready ## style, types, and generated files that are out of step
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/planatlas check --strict --no-notes

serve: .venv/ready ## show the site at http://127.0.0.1:8000 and rebuild it on every change
	$(BIN)/mkdocs serve

check: .venv/ready ## look for problems in the content
	$(BIN)/planatlas check

schemas: .venv/ready ## write the JSON Schemas for editors anew
	$(BIN)/planatlas schema

golden: .venv/ready ## write the expected outputs of the golden tests anew; read the difference before you commit it
	$(BIN)/python -m pytest -n auto --dist loadgroup --update-golden --ignore tests/browser

lock: .venv/ready ## choose the newest dependencies that fit, and lock them with their hashes
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --upgrade --generate-hashes --no-emit-index-url --no-header \
	  --group dev pyproject.toml --output-file requirements.lock

.venv/ready: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Planatlas needs Python 3.11 or later")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

# The browser tests look for a Chromium; where the system can install one, this does.
browser:
	@command -v chromium-headless-shell chromium chromium-browser google-chrome >/dev/null || test -n "$$PLANATLAS_CHROMIUM" \
	  || { test "$$(id -u)" = 0 && command -v apt-get >/dev/null && apt-get update -q \
	    && apt-get install -y -q chromium chromium-headless-shell; } \
	  || { echo "The browser tests need Chromium. Install it, or set PLANATLAS_CHROMIUM to a browser's path." >&2; exit 1; }

clean: ## remove everything that was built
	rm -rf .venv site .site-* .pytest_cache .mypy_cache .ruff_cache .hypothesis
