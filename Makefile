# make check before each commit: the same steps that CI runs.
PYTHON ?= python

.PHONY: check lint types layers test
check: lint types layers test

lint:
	ruff check .
	ruff format --check .

types:
	mypy

# import-linter looks for packages on disk, where rules/ and schemas/ lie outside the package: install a copy first.
layers:
	$(PYTHON) -m pip install --quiet --no-deps --upgrade --target build/layers .
	PYTHONPATH=build/layers lint-imports --no-logo

test:
	pytest
