# Debian, Python 3.11+, make and pip are all that is needed; everything is set up in .venv.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test lint bench eval clean

.venv/ready: pyproject.toml
	@echo "Setting up .venv (once; a few minutes) …"
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

demo: .venv/ready
	$(BIN)/sayso demo

test: lint
	$(BIN)/pytest

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: .venv/ready
	$(BIN)/python bench/read.py

eval: .venv/ready
	$(BIN)/python eval/score.py

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache build dist
