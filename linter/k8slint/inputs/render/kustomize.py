"""`kustomize build`, or `kubectl kustomize`, of one kustomization.

The tool builds a kustomization of our own, outside of the tree, whose only resource is the one that is asked for. It
asks for annotations that say where each object comes from, so that nothing in the tree has to change.
Source: the kustomization file reference, `buildMetadata`.
"""

from __future__ import annotations

import json
import os

from k8slint.inputs.gitops.delivery import Delivery
from k8slint.inputs.kustomization import Kustomization
from k8slint.inputs.render.rendering import Permission
from k8slint.inputs.render.tool import Done, find_tool, run_tool
from k8slint.record import dataclass

_FLAGS = {
    Permission.HELM_CHARTS: ["--enable-helm"],
    Permission.PLUGINS: ["--enable-alpha-plugins"],
    Permission.OUTSIDE_FILES: ["--load-restrictor", "LoadRestrictionsNone"],
}


@dataclass(frozen=True)
class Kustomize:
    """The installed tool: `command` comes before the folder to build."""

    command: tuple[str, ...]
    allowed: frozenset[Permission] = frozenset()

    @classmethod
    def installed(cls, allowed: frozenset[Permission]) -> Kustomize | None:
        """`kustomize`, else `kubectl`, which holds it; None where neither is installed."""
        found = find_tool("kustomize", "kubectl")
        if found is None:
            return None
        subcommand = "build" if os.path.basename(found).startswith("kustomize") else "kustomize"
        return cls((found, subcommand), allowed)

    def build(self, root: Kustomization, folder: str, delivery: Delivery | None = None) -> Done:
        """What it prints for a kustomization as it is delivered; `folder`, for what it keeps, does not exist yet."""
        os.mkdir(folder)
        real = os.path.realpath(folder)
        with open(os.path.join(real, "kustomization.yaml"), "w", encoding="utf-8") as file:
            json.dump(_wrapper(root, real, delivery), file)
        flags = [flag for permission in sorted(self.allowed) for flag in _FLAGS.get(permission, ())]
        network = bool(self.allowed - {Permission.OUTSIDE_FILES})
        done = run_tool([*self.command, real, *flags], real, real, network)
        here = os.path.realpath(".")
        places = f"{real}{os.sep}", real, f"{os.path.relpath(here, real)}{os.sep}", f"{here}{os.sep}"
        return done.without(*places)

    def question(self, root: Kustomization, delivery: Delivery | None) -> str:
        """The same for builds that print the same."""
        return json.dumps([self.command, root.real_folder, _wrapper(root, "/", delivery)])


def _wrapper(root: Kustomization, folder: str, delivery: Delivery | None) -> dict[str, object]:
    """The kustomization around the one that is asked for."""
    reals = (root.real_folder, *(delivery.components if delivery else ()))
    path, *components = (os.path.relpath(real, folder).replace(os.sep, "/") for real in reals)
    wrapper: dict[str, object] = {
        "resources": [path],
        "buildMetadata": ["originAnnotations", "transformerAnnotations"],
    }
    if components:
        wrapper["components"] = components
    return {**delivery.layer.root, **wrapper} if delivery and delivery.layer else wrapper


def layer_of(delivery: Delivery | None) -> Kustomization | None:
    """What a delivery puts around the kustomization that it names."""
    return Kustomization(delivery.layer, None, (), (), ()) if delivery and delivery.layer else None
