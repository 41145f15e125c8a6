"""`--format html`: one page with the findings and a map of who may connect to whom, for a browser without a network.

Nothing is loaded: the content security policy allows the page's own script and style by their hashes and nothing else
(Content Security Policy Level 3). What comes from manifests stands as JSON in a block that is not run, with `<` escaped
so that nothing in it ends the block ("The script element" of the HTML standard); the script shows it as text.
"""

from __future__ import annotations

import base64
import hashlib
import re
from importlib.resources import files
from typing import Any

from k8slint import __version__
from k8slint.engine import Result
from k8slint.page import page_of
from k8slint.report.escape import printable, to_json
from k8slint.report.map import Map, map_of
from k8slint.report.page_finding import finding_data
from k8slint.report.summary import closing, summarize
from k8slint.report.text import sources_of
from k8slint.rule import load_rules

_SCRIPTS = (
    *("base.js", "address.js", "calls.js", "findings.js", "layout.js", "panel.js"),
    *("overview.js", "drawing.js", "view.js", "map.js"),
)

_MOST_NETWORKS = 20
"""Overlays that have a map of their own."""


def render(result: Result) -> str:
    """The page. The same input gives the same bytes."""
    style, script = _part("page.css"), "".join(map(_part, _SCRIPTS))
    parts = {"STYLE": style, "STYLE_HASH": _hash(style), "SCRIPT": script, "SCRIPT_HASH": _hash(script)}
    parts["DATA"] = _data(result)
    return re.sub("@([A-Z_]+)@", lambda match: parts[match[1]], _part("page.html"))


def _data(result: Result) -> str:
    spoke = {finding.rule for finding in result.findings}
    maps, sources = _maps(result), sources_of(result)
    data = {
        "version": __version__,
        "summary": closing(summarize(result)),
        "levels": summarize(result).levels,
        "rules": {rule.name: page_of(rule).text.split("\n\n") for rule in load_rules() if rule.name in spoke},
        "findings": [
            finding_data(finding, sources, [map_.about(finding) for map_ in maps]) for finding in result.findings
        ],
        "maps": [map_.data for map_ in maps],
        "left_out": max(0, len(result.networks) - _MOST_NETWORKS),
    }
    return to_json(_shown(data), indent=None).replace("<", "\\u003c").strip()


def _maps(result: Result) -> list[Map]:
    """The map of each network that the input describes."""
    networks = result.networks[:_MOST_NETWORKS] or (("", result),)
    return [map_of(name, network.cluster, network.findings) for name, network in networks]


def _shown(value: Any) -> Any:
    """The value with every text as it is shown: right-to-left marks and the like would act in a page, too."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: _shown(item) for key, item in value.items()}
    return [_shown(item) for item in value] if isinstance(value, list | tuple) else value


def _part(name: str) -> str:
    return (files("k8slint.report") / "page" / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
