"""Python imports this at start when its folder is on PYTHONPATH: it adds a rule that crashes to the installed rules."""

import importlib
from pathlib import Path

importlib.import_module("k8slint.rules").__path__.append(str(Path(__file__).parent / "crash"))
