"""The command `k8slint`: where the input is as it was, what was said about it; else the command line."""

from __future__ import annotations

import os
import sys

from k8slint import __version__


def main() -> None:
    """Runs the command that the arguments ask for."""
    if sys.argv[1:2] == ["check"] and not os.environ.get("K8SLINT_NO_CACHE"):
        from k8slint.cache.session import Session

        Session(__version__, sys.argv[1:]).run(_run)
    _run()


def _run() -> None:
    from k8slint.cli.main import main as group

    group()
