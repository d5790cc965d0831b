# Forwards to run.py, which needs only Python 3.11 or newer and pip. `make` alone lists the words.
PYTHON ?= python3
.PHONY: help setup demo test check fix docs lock
help:
	@$(PYTHON) run.py --help
setup demo test check fix docs lock:
	$(PYTHON) run.py $@
