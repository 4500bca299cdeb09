# What one does with the project, one word each. `make` alone lists them. Only python3 (3.11 or newer) must be there.

PYTHON := .venv/bin/python
MANAGE := $(PYTHON) manage.py
.DEFAULT_GOAL := help
.PHONY: help demo demo-reset test check format bench bench-assignment rehearse faults screenshots encoder lock environment environment-dev prove

# An option of a command, where the variable is given: $(call given,stage,$(STAGE))
given = $(if $(2),--$(1) '$(2)')

help: ## list what there is
	@echo "make WORD, where WORD is one of"
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/\1:\2/p' Makefile | while IFS=: read -r word says; do printf '  %-12s %s\n' "$$word" "$$says"; done

demo: environment ## play an edition and serve it at 127.0.0.1:8000 (STAGE= PAPERS= SEED= PORT=)
	@WANT_MODE=demo exec $(MANAGE) demo --serve $(call given,stage,$(STAGE)) $(call given,papers,$(PAPERS)) \
		$(call given,seed,$(SEED)) $(call given,port,$(PORT))

demo-reset: environment ## stop the demo's database and throw its data away
	@$(PYTHON) -m want.demo.reset

test: environment-dev check ## run all checks and tests, a real browser included (ARGS= for pytest)
	@WANT_CHROMIUM="$$(.ci/browser)" && export WANT_CHROMIUM && $(PYTHON) -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

prove: environment-dev ## walk every world of the tables and pairs that differ in a secret; solve thousands of instances (ARGS=)
	@$(PYTHON) -m pytest tests/prove tests -m prove -n 2 --dist worksteal $(ARGS)
	@DJANGO_SETTINGS_MODULE=tests.settings $(PYTHON) -m tests.prove.mutants

check: environment-dev ## see that format, rules and types are right
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m mypy

format: environment-dev ## put the code into the project's format
	@$(PYTHON) -m ruff check --fix-only --quiet .
	@$(PYTHON) -m ruff format .

bench: environment ## measure the pages at 1,000 and 5,000 papers
	@WANT_MODE=demo $(MANAGE) bench $(ARGS)

bench-assignment: environment ## measure solver and affinities (SIZES=27000x20000 EXPERTISE=file.json INSTANCE=file.npz)
	@$(PYTHON) -m want.demo.bench.assignment $(call given,sizes,$(SIZES)) $(call given,expertise,$(EXPERTISE)) \
		$(call given,instance,$(INSTANCE)) $(ARGS)

rehearse: environment ## play a whole edition over HTTP and check it (PAPERS= REVIEWERS= SEED=)
	@WANT_MODE=demo $(MANAGE) rehearse $(call given,papers,$(PAPERS)) $(call given,reviewers,$(REVIEWERS)) \
		$(call given,seed,$(SEED))

faults: environment ## kill, restart, fill and refuse while people write; count what is lost (SEED= ROUNDS=)
	@WANT_MODE=demo $(MANAGE) faults $(call given,seed,$(SEED)) $(call given,rounds,$(ROUNDS))

screenshots: environment-dev ## make the pictures of the README anew
	@WANT_CHROMIUM="$$(.ci/browser)" && export WANT_CHROMIUM && WANT_MODE=demo $(MANAGE) screenshots $(ARGS)

encoder: environment ## install the extra that lets affinities see the meaning of texts (200 MB)
	@.ci/environment encoder

lock: environment-dev ## choose versions anew and write their hashes down (needs uv)
	@.ci/lock

environment:
	@.ci/environment run

environment-dev:
	@.ci/environment dev
