"""k8slint finds Kubernetes manifests whose network will not work, or works for too many.

What stands in `__all__` is the library: `from k8slint import check, Reachability`. Each name is imported when it is
first used, so that a run pays only for what it needs.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from k8slint.config import Config as Config
    from k8slint.engine import Result as Result
    from k8slint.engine import check as check
    from k8slint.finding import Finding as Finding
    from k8slint.finding import Severity as Severity
    from k8slint.finding import Verdict as Verdict
    from k8slint.inputs.walk import NoSuchPath as NoSuchPath
    from k8slint.manifests import SeveralNetworks as SeveralNetworks
    from k8slint.manifests import load as load
    from k8slint.manifests import load_networks as load_networks
    from k8slint.manifests import load_text as load_text
    from k8slint.model.cluster import Cluster as Cluster
    from k8slint.model.port import Protocol as Protocol
    from k8slint.profile import Profile as Profile
    from k8slint.reach.assertion import Undecided as Undecided
    from k8slint.reach.assertion import Vacuous as Vacuous
    from k8slint.reach.assertion import Violation as Violation
    from k8slint.reach.assertion import outcomes as outcomes
    from k8slint.reach.clause import Span as Span
    from k8slint.reach.connection import Connection as Connection
    from k8slint.reach.difference import Change as Change
    from k8slint.reach.difference import changes as changes
    from k8slint.reach.endpoint import Endpoint as Endpoint
    from k8slint.reach.ends import EndPattern as EndPattern
    from k8slint.reach.ends import NoSuchEnd as NoSuchEnd
    from k8slint.reach.explain import Explanation as Explanation
    from k8slint.reach.explain import Question as Question
    from k8slint.reach.reachability import Reachability as Reachability

__version__ = "0.1.0"

_HOMES = {
    "Change": "reach.difference",
    "Cluster": "model.cluster",
    "Config": "config",
    "Connection": "reach.connection",
    "EndPattern": "reach.ends",
    "Endpoint": "reach.endpoint",
    "Explanation": "reach.explain",
    "Finding": "finding",
    "NoSuchEnd": "reach.ends",
    "NoSuchPath": "inputs.walk",
    "Profile": "profile",
    "Protocol": "model.port",
    "Question": "reach.explain",
    "Reachability": "reach.reachability",
    "Result": "engine",
    "SeveralNetworks": "manifests",
    "Severity": "finding",
    "Span": "reach.clause",
    "Undecided": "reach.assertion",
    "Vacuous": "reach.assertion",
    "Verdict": "finding",
    "Violation": "reach.assertion",
    "changes": "reach.difference",
    "check": "engine",
    "load": "manifests",
    "load_networks": "manifests",
    "load_text": "manifests",
    "outcomes": "reach.assertion",
}
__all__ = sorted(_HOMES)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module k8slint has no attribute {name}")
    return getattr(importlib.import_module(f"k8slint.{_HOMES[name]}"), name)
