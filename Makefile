# Footwise. `make help` lists what there is to do.
.DEFAULT_GOAL := help
.PHONY: bench help setup setup-dev run test test-long train shell widget lint check audit sbom handbook pictures lighthouse telegram-webhook vignettes nlu-report nlu-compare lock clean

PY := .venv/bin/python
CODE := triage bench nlu actions channels handbook pictures takeaway scripts tests
ENV := $(PY) -m scripts.environment
# Another project's Python settings, left in the shell, must not reach ours.
unexport PYTHONPATH PYTHONHOME VIRTUAL_ENV

help: ## list these targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' Makefile | expand -t 14

setup: ## virtual environment, locked libraries, language model
	@scripts/setup.sh

setup-dev:
	@scripts/setup.sh dev

train: setup ## train the model if something it is made from changed
	@$(PY) -m scripts.train

widget: setup ## build the website widget, if its sources changed
	@scripts/widget.sh

run: train ## start Footwise and print its address (FOOTWISE_PORT=5006 for another port)
	@scripts/widget.sh || echo "Footwise starts without its chat page; \`make shell\` and the other channels work."
	@exec $(PY) -m scripts.run

shell: train ## talk to Footwise in this terminal
	@exec $(PY) -m scripts.terminal

lint: setup-dev ## ruff, bandit and mypy
	@$(ENV) ruff check .
	@$(ENV) ruff format --check .
	@$(ENV) bandit -q -ll -r $(filter-out tests,$(CODE))
	@$(ENV) mypy $(CODE)

audit: setup-dev ## known holes in the libraries (needs the network)
	@$(PY) -m scripts.audit

sbom: setup-dev ## what Footwise is made of, as CycloneDX, in build/sbom
	@scripts/sbom.sh

check: setup ## validate the clinical knowledge
	@$(PY) -m triage check

handbook: setup-dev ## all clinical knowledge as pages to read and sign off, in build/handbook
	@$(PY) -m handbook

pictures: setup-dev ## the exercises as SVG, PNG, GIF and MP4, and a contact sheet, in build/pictures
	@$(PY) -m pictures all

lighthouse: setup-dev train ## how fast and how accessible is the page? (needs the network once, and Chromium)
	@scripts/lighthouse.sh

telegram-webhook: setup ## tell Telegram where this server is (once, needs the network)
	@$(ENV) $(PY) -m scripts.telegram_webhook

vignettes: setup-dev ## how exact is the triage on our own cases?
	@$(PY) -m tests.vignettes

nlu-report: train setup-dev ## how well does Footwise understand people? (a few minutes)
	@$(ENV) $(PY) -m nlu.report
	@$(ENV) $(PY) -m tests.nlu.openings

nlu-compare: train setup-dev ## our reading beside Rasa's other recipes, trained on the same phrasings (half an hour)
	@$(ENV) $(PY) -m bench.recipes

test: setup-dev ## everything that continuous integration runs
	@scripts/test.sh

test-long: train setup-dev ## what takes too long for every change: 100,000 odd inputs, every fault at every turn
	@FOOTWISE_FUZZ=100000 FOOTWISE_LONG=1 $(ENV) $(PY) -m pytest tests/channels/test_fuzz.py tests/faults -q -s --timeout=14400

bench: setup-dev ## Footwise beside Rasa's default recipe, trained on the same (an hour)
	@$(ENV) nice $(PY) -m bench.serve

lock: setup ## write exact versions of requirements*.in into the lock files
	@scripts/lock.sh

clean: ## remove what was built; keeps .venv and the conversations in var/
	@rm -rf build models .rasa results .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage
	@rm -f data/responses/generated*
	@find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +
