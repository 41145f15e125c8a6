# make check before each commit: the same steps that CI runs.
PYTHON ?= python

.PHONY: check lint types layers test docs
check: lint types layers test

lint:
	ruff check .
	ruff format --check .

types:
	mypy

# import-linter looks for packages on disk, where rules/ and schemas/ lie outside the package: it gets a tree as installed.
layers:
	rm -rf build/layers
	mkdir -p build/layers
	cp -R linter/k8slint build/layers/k8slint
	cp -R rules schemas build/layers/k8slint
	PYTHONPATH=build/layers lint-imports --no-logo

test:
	pytest

# docs/rules.md is generated; a test says when it is stale.
docs:
	k8slint rules --format markdown > docs/rules.md
