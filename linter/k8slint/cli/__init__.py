"""The command line: arguments in, exit status out. Nothing else in the package knows click's commands."""

from k8slint.cli.main import main

__all__ = ["main"]
