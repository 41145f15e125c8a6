"""The one option of the test suite, and property tests without deadlines: no test depends on time or on a cache."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

settings.register_profile("timeless", deadline=None)
settings.load_profile("timeless")
os.environ["K8SLINT_NO_CACHE"] = "1"  # for commands that tests start; those about the cache say otherwise


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-goldens", action="store_true", help="Write what k8slint says now to tests/goldens.")


@pytest.fixture
def update_goldens(request: pytest.FixtureRequest) -> bool:
    """Whether the goldens are written instead of compared."""
    return bool(request.config.getoption("--update-goldens"))


@pytest.fixture(autouse=True)
def garbage_is_collected() -> Iterator[None]:
    """The command switches collection off for its short run, which here is a test in a long one."""
    yield
    gc.enable()
