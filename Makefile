# Every target is one verb of `python3 -m legalops.stack`. ARGS="..." is passed on.
PYTHON ?= python3
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help run test lint bench soak lock reset manage psql assets

help:
	@$(PYTHON) -m legalops.stack help

run test lint bench soak lock reset manage psql assets:
	@$(PYTHON) -m legalops.stack $@ $(ARGS)
