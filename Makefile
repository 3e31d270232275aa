# The two that matter: `make run` and `make test`. Both install what they need.
.PHONY: run test test-all test-postgresql test-browser test-libreoffice lint format messages migration lock screenshots bench soak

PYTHON ?= python3
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest -n auto

run:  ## set up, load the demonstration plan, serve on 127.0.0.1 (PORT or 8000)
	@$(PYTHON) scripts/install.py run
	@exec $(BIN)/python scripts/serve.py

test: .dev  ## the suite on SQLite; needs no other program
	@$(PYTEST)

test-all: lint test test-postgresql test-browser test-libreoffice  ## what the gate runs

test-postgresql: .dev  ## the same suite on a throw-away PostgreSQL
	@$(BIN)/python scripts/with_postgresql.py $(PYTEST)

test-browser: .dev  ## the whole job in Chromium, with axe-core
	@npm ci --silent --prefix tests/browser
	@$(BIN)/python -m pytest -m browser -n 2

test-libreoffice: .dev  ## the written workbooks, opened by LibreOffice
	@$(BIN)/python -m pytest -m libreoffice

bench: .dev  ## times, sizes and queries on the demonstration plan
	@$(BIN)/python scripts/bench.py
	@PYTHONPATH=. $(BIN)/python scripts/bench_files.py

soak: .dev  ## kills while it writes (SOAK_ROUNDS, else 40), 200 tamperings, back-ups meanwhile
	@SOAK_ROUNDS=$${SOAK_ROUNDS:-40} $(BIN)/python -m pytest -s tests/soak
	@AUDIT_ENTRIES=10000 AUDIT_TAMPERINGS=200 $(BIN)/python -m pytest -s tests/services/test_audit.py -k whatever
	@MIGRATION_KILLS=20 $(BIN)/python -m pytest -s tests/migrations/test_with_data.py -k kill
	@scripts/rehearse_upgrade.sh
	@BACKUP_ROUNDS=6 $(BIN)/python -m pytest tests/test_backup.py -k write_lacks_nothing

lint: .dev  ## style, types, direction of imports
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: .dev
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

screenshots: .dev  ## the pictures of the README, anew from the demonstration plan
	@npm ci --silent --prefix tests/browser
	@$(BIN)/python scripts/screenshots.py

messages: .dev  ## collect the texts of code and templates into the catalogues
	@scripts/messages.sh

migration: .dev  ## MESSAGE="evidence classes": draft the next migration from the models
	@scripts/migration.sh "$(MESSAGE)"

lock: .dev  ## choose versions anew within requirements/*.in
	@scripts/lock.sh

.PHONY: .dev
.dev:
	@$(PYTHON) scripts/install.py dev
