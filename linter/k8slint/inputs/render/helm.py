"""`helm template` of one chart. Dependencies are never fetched.

Source: helm.sh/docs/helm/helm_template.
"""

from __future__ import annotations

import json
import os
import re

from k8slint.inputs.render.helm_words import plain
from k8slint.inputs.render.rendering import Release
from k8slint.inputs.render.tool import Done, find_tool, run_tool
from k8slint.inputs.render.without_schemas import PACKED, SCHEMA, copy_without_schemas

_SKIP = "--skip-schema-validation"
"""Since helm 3.16."""


def installed() -> str | None:
    """Where helm is, if anywhere."""
    return find_tool("helm")


def question(release: Release) -> str:
    """The same for releases of which helm prints the same."""
    inline = [mapping.value for mapping in release.inline]
    paths = [os.path.realpath(path) for path in (release.path, *release.values)]
    return json.dumps([paths, name_of(release), release.namespace, inline])


def render(helm: str, release: Release, home: str) -> Done:
    """What helm prints for a release of a chart; `home` does not exist yet, and is for what helm keeps."""
    os.mkdir(home)
    chart = os.path.realpath(release.path)
    files = [os.path.realpath(path) for path in release.values]
    for number, mapping in enumerate(release.inline):
        files.append(os.path.join(home, f"inline-{number}.json"))
        with open(files[-1], "w", encoding="utf-8") as file:
            json.dump(mapping.value, file)
    command = [helm, "template", "--namespace", release.namespace or "default"]
    command += [argument for path in files for argument in ("--values", path)]
    done = _run(command, name_of(release), chart, home)
    return Done(done.text, plain(done.without(f"{os.path.realpath('.')}{os.sep}", f"{home}{os.sep}").words))


def _run(command: list[str], name: str, chart: str, home: str) -> Done:
    """Values are held to no schema: what that refers to may lie anywhere."""
    if not _may_have_schema(chart):
        return run_tool([*command, "--", name, chart], chart, home)
    done = run_tool([*command, _SKIP, "--", name, chart], chart, home)
    if done.text is not None or f"unknown flag: {_SKIP}" not in done.words:
        return done
    try:
        copy = copy_without_schemas(chart, os.path.join(home, os.path.basename(chart)))
    except OSError as error:
        return Done(None, f"Error: {error.strerror or error}")
    return run_tool([*command, "--", name, copy], copy, home)


def name_of(release: Release) -> str:
    """The release's name: by default that of the chart's folder, in the letters that a name may have."""
    name = release.name or os.path.basename(os.path.realpath(release.path)).lower()
    return re.sub(r"[^a-z0-9.-]+", "-", name)[:53].strip("-.") or "chart"


def _may_have_schema(chart: str) -> bool:
    """Whether values may be held to a schema, which may refer to files and addresses anywhere."""
    names = (name for _, _, names in os.walk(chart) for name in names)
    return any(name == SCHEMA or name.endswith(PACKED) for name in names)
