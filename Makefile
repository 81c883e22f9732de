# make run: everything set up and the site served. make test: everything tested. See README.md.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install --require-hashes
CHART := node_modules/chart.js/package.json
AUDIT := .venv-audit
LIGHTHOUSE := tests/lighthouse/node_modules/lighthouse/package.json

.PHONY: install run test trust check bench lighthouse lock clean

install: $(VENV)/.runtime $(CHART)

run: install
	@$(BIN)/python manage.py demo
	@echo "Le site : http://127.0.0.1:$(PORT)/   le bureau : http://127.0.0.1:$(PORT)/admin/   (Ctrl+C arrête)"
	@exec $(BIN)/python manage.py runserver --noreload --skip-checks $(PORT)

test: $(VENV)/.development $(CHART)
	TRUST=shared $(BIN)/python -m pytest -n auto --dist worksteal
	TRUST=shared $(BIN)/python -m tests.postgres $(BIN)/python -m pytest -n auto --dist worksteal

# The long ones, in their full size: one table.
trust: $(VENV)/.development $(CHART) $(AUDIT)/.installed
	$(BIN)/python -m tests.trust

check: $(VENV)/.development
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	$(BIN)/python manage.py makemigrations --check --dry-run
	PHARE_ENV=production SECRET_KEY="$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))')" \
		ALLOWED_HOSTS=phare.example.org DATABASE_URL=sqlite:///:memory: \
		$(BIN)/python manage.py check --deploy --fail-level WARNING

# Each line stands alone, and takes ten minutes at most.
bench: $(VENV)/.development
	$(BIN)/python -m tests.benchmarks.pages
	$(BIN)/python -m tests.postgres $(BIN)/python -m tests.benchmarks.pages
	$(BIN)/python -m tests.load.memory
	$(BIN)/python -m tests.benchmarks.sizes
	$(BIN)/python -m tests.postgres $(BIN)/python -m tests.benchmarks.sizes
	$(BIN)/python -m tests.benchmarks.imports
	$(BIN)/python -m tests.postgres $(BIN)/python -m tests.benchmarks.imports
	$(BIN)/python -m tests.benchmarks.search
	$(BIN)/python -m tests.postgres $(BIN)/python -m tests.benchmarks.search
	$(BIN)/python -m tests.benchmarks.claims
	$(BIN)/python -m tests.postgres $(BIN)/python -m tests.benchmarks.claims

lighthouse: $(VENV)/.development $(CHART) $(LIGHTHOUSE)
	$(BIN)/python -m tests.lighthouse

lock: $(VENV)/.development $(AUDIT)/.installed
	UV_CUSTOM_COMPILE_COMMAND="make lock" uv pip compile --quiet --universal --generate-hashes pyproject.toml -o requirements.txt
	UV_CUSTOM_COMPILE_COMMAND="make lock" uv pip compile --quiet --universal --generate-hashes pyproject.toml --extra s3 --group dev -o requirements-dev.txt
	UV_CUSTOM_COMPILE_COMMAND="make lock" uv pip compile --quiet --universal --generate-hashes pyproject.toml --extra s3 -o requirements-s3.txt
	UV_CUSTOM_COMPILE_COMMAND="make lock" uv pip compile --quiet --universal --generate-hashes --group node -o requirements-node.txt
	UV_CUSTOM_COMPILE_COMMAND="make lock" uv pip compile --quiet --universal --generate-hashes --group audit -o requirements-audit.txt
	npm install --package-lock-only
	npm install --package-lock-only --prefix tests/lighthouse
	$(BIN)/python -m tests.supply.make

clean:
	rm -rf $(VENV) $(AUDIT) node_modules tests/lighthouse/node_modules .cache .coverage

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 ou plus récent est nécessaire : make PYTHON=python3.11 run")'
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Le module venv manque : apt-get install python3-venv"; exit 1; }

$(VENV)/.runtime: requirements.txt | $(VENV)/bin/python
	@echo "Installation des paquets…"
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/.development: requirements-dev.txt | $(VENV)/bin/python
	@echo "Installation des paquets de développement…"
	@$(PIP) -r requirements-dev.txt
	@touch $@ $(VENV)/.runtime

$(AUDIT)/.installed: requirements-audit.txt | $(VENV)/bin/python
	@$(PYTHON) -m venv $(AUDIT) && $(AUDIT)/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r $<
	@touch $@

# Chart.js: the pages are complete without it, so that a failure here is said and stops nothing.
$(CHART): package-lock.json | $(VENV)/bin/python
	@command -v npm >/dev/null || $(PIP) -r requirements-node.txt || true
	@PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --silent && touch $@ \
		|| echo "Chart.js n'a pas pu être installé : les pages restent complètes, sans graphiques interactifs."

# Apart from Chart.js: 176 MB that only `make lighthouse` needs, and a Node more recent than many machines have.
$(BIN)/node: requirements-node.txt | $(VENV)/bin/python
	@$(PIP) -r requirements-node.txt
	@touch $@

$(LIGHTHOUSE): tests/lighthouse/package-lock.json | $(BIN)/node
	@echo "Installation de Lighthouse…"
	@PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --silent --prefix tests/lighthouse && touch $@
