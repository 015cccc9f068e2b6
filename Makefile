.DEFAULT_GOAL := help
.PHONY: help run demo test lint faults smoke bench screenshots wheel clean
PORT ?= 8000
export PORT

ifndef PYTHON
PYTHON := $(shell for p in .venv/bin/python python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$p && exit; done)
endif
VENV_PYTHON := .venv/bin/python
PREPARE = @test -n "$(PYTHON)" || { echo "Knownby needs Python 3.11 or later on the PATH, or named: make PYTHON=..."; exit 1; }; \
	$(PYTHON) tools/prepare.py

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## set up what is missing, then serve with the worker on PORT (default 8000)
	$(PREPARE) run
	@exec $(VENV_PYTHON) -m networking_app serve

demo: ## load a believable meetup of 30 people with known sign-ins
	$(PREPARE) run
	@$(VENV_PYTHON) -m networking_app db upgrade
	@exec env PUBLIC_URL="$${PUBLIC_URL:-http://localhost:$(PORT)}" $(VENV_PYTHON) -m networking_app seed

test: ## bring everything the tests need, then run them all on SQLite and PostgreSQL
	$(PREPARE) test
	@exec $(VENV_PYTHON) -m tests.machine

lint: ## ruff and mypy
	$(PREPARE) test
	@exec $(VENV_PYTHON) -m tests.machine --lint-only

faults: ## break networks, servers and disks under phones that write: 20,220 trials, about half an hour
	$(PREPARE) test
	@exec $(VENV_PYTHON) -m tests.faults

smoke: ## offline reading and the outbox in Firefox and WebKitGTK, where they are installed
	$(PREPARE) test
	@exec $(VENV_PYTHON) -m tests.smoke

bench: ## measure the numbers of docs/performance.md
	$(PREPARE) test
	@exec $(VENV_PYTHON) -m bench

screenshots: ## take the pictures of the README in a real browser
	$(PREPARE) test
	@exec $(VENV_PYTHON) -m tools.take_screenshots

wheel: ## build dist/*.whl and dist/*.tar.gz
	$(PREPARE) test
	@exec $(VENV_PYTHON) -m build

clean: ## remove what the other targets made; instance/ with your data stays
	rm -rf .venv node_modules static/vendor dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis test-results
	find static \( -name '*.gz' -o -name '*.br' \) -type f -delete
