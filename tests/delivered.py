"""A repository of which Argo CD or Flux install something."""

from __future__ import annotations

from pathlib import Path

from k8slint.config import Config
from k8slint.inputs.at import At
from k8slint.inputs.document import Document
from k8slint.inputs.read import read
from k8slint.inputs.reading import Reading
from k8slint.inputs.render.rendering import Rendering
from k8slint.parse.cluster import parse_cluster

HERE = "https://git.example/team/shop.git"
SERVICE = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 80}]}\n"
CHART = "apiVersion: v2\nname: web\nversion: 1.0.0\n"
TEMPLATE = SERVICE.replace("{name: web}", "\n  name: {{ .Release.Name }}").replace(
    "{ports: [{port: 80}]}", "\n  ports:\n  - port: {{ .Values.port }}"
)


def clone(tmp_path: Path) -> Path:
    """A clone of the repository, in a folder of another name."""
    folder = tmp_path / "clone"
    (folder / ".git").mkdir(parents=True)
    (folder / ".git" / "config").write_text('[remote "origin"]\n\turl = git@git.example:team/shop\n')
    return folder


def write(path: str, text: str) -> None:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def application(source: str, namespace: str = "shop", url: str = HERE, kind: str = "Application") -> str:
    return (
        f"apiVersion: argoproj.io/v1alpha1\nkind: {kind}\nmetadata: {{name: app, namespace: argocd}}\nspec:\n"
        f"  destination: {{namespace: {namespace}}}\n  source:\n    repoURL: {url}\n{source}"
    )


def flux(kind: str, spec: str) -> str:
    group = "helm.toolkit.fluxcd.io/v2" if kind == "HelmRelease" else "kustomize.toolkit.fluxcd.io/v1"
    source = (
        "apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: {name: shop, namespace: flux-system}\n"
        "spec: {url: 'ssh://git@git.example/team/shop'}\n---\n"
    )
    return f"{source}apiVersion: {group}\nkind: {kind}\nmetadata: {{name: app, namespace: flux-system}}\nspec:\n{spec}"


def rendered(path: str = ".") -> Reading:
    return read([path], rendering=Rendering())


def services(path: str = ".") -> list[tuple[str | None, str]]:
    cluster = parse_cluster(rendered(path), Config())
    return sorted((service.meta.namespace, service.name) for service in cluster.services)


def overlay(folder: str = "apps/web") -> None:
    write(f"{folder}/service.yaml", SERVICE)
    write(f"{folder}/kustomization.yaml", "resources: [service.yaml]\n")


def chart(folder: str = "charts/web") -> None:
    write(f"{folder}/Chart.yaml", CHART)
    write(f"{folder}/values.yaml", "port: 80\n")
    write(f"{folder}/templates/service.yaml", TEMPLATE)


def port_of(name: str = "Service") -> tuple[object, str, int]:
    """The port of the only object of a kind, and the file and line that it is written in."""
    (document,) = (each for each in rendered().documents if each.kind == name)
    return port_at(document)


def port_at(document: Document) -> tuple[object, str, int]:
    """The same of a document."""
    at = At(document, ("spec", "ports", 0, "port"))
    return at.value, at.location.file, at.location.line


def unknown() -> list[str]:
    """The names of objects that make something that nobody can know."""
    return sorted(maker.meta.name for maker in parse_cluster(rendered(), Config()).makers)
