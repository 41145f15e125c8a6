"""The one option of the test suite."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-goldens", action="store_true", help="Write what k8slint says now to tests/goldens.")


@pytest.fixture
def update_goldens(request: pytest.FixtureRequest) -> bool:
    """Whether the goldens are written instead of compared."""
    return bool(request.config.getoption("--update-goldens"))
