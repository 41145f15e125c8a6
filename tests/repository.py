"""Git repositories with a history, as tests build them."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.command import BIN, environment

CART = """apiVersion: v1
kind: Service
metadata: {name: cart}
spec:
  selector: {app: cart}
  ports:
  - {name: web, port: 80, targetPort: http}
---
apiVersion: v1
kind: Pod
metadata: {name: cart, labels: {app: cart}}
spec: {containers: [{name: cart, image: cart, ports: [{name: http, containerPort: 8080}]}]}
"""
BAD_CART = CART.replace("targetPort: http", "targetPort: htp")
UNRESOLVED = "service-target-port-unresolved"


@dataclass(frozen=True)
class Repository:
    """A folder in which git and k8slint are run."""

    folder: Path

    def git(self, *arguments: str) -> str:
        """Runs git, whatever the machine's configuration is."""
        identity = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
        variables = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"}
        command = ["git", *identity, *arguments]
        done = subprocess.run(
            command, cwd=self.folder, env=environment(**variables), check=True, capture_output=True, text=True
        )
        return done.stdout

    def write(self, path: str, text: str) -> Path:
        """Writes a file."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def commit(self) -> None:
        """Commits all that there is."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "a change")

    def k8slint(self, *arguments: str, where: str = ".", **variables: str) -> subprocess.CompletedProcess[str]:
        """Runs the installed command."""
        return subprocess.run(
            [str(BIN / "k8slint"), *arguments],
            cwd=self.folder / where,
            env=environment(**variables),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )


def new_repository(folder: Path, **files: str) -> Repository:
    """A repository with one commit."""
    repository = Repository(folder)
    repository.git("init", "--quiet", "--initial-branch=main")
    for name, text in files.items():
        repository.write(f"k8s/{name}.yaml", text)
    repository.commit()
    return repository
