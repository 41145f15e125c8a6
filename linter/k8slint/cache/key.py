"""The key of a run: the same key, the same report."""

from __future__ import annotations

import os
import sys
import time
from hashlib import sha256

from k8slint.cache.asked import Asked, asked
from k8slint.cache.digest import Digest, TooMuch
from k8slint.cache.program import program
from k8slint.cache.repository import ancestors, git_settings, repository_of
from k8slint.cache.tree import Tree

CONFIG_NAME, BASELINE_NAME, _CHART = ".k8slint.yaml", ".k8slint-baseline.json", "Chart.yaml"
_TOOLS = ("kustomize", "kubectl", "helm")
_WILDCARDS = frozenset("*?[")
_QUOTES = bytes.maketrans(b"\"'[]{},:", b" " * 8)


def key_of(version: str, arguments: list[str], stdin: bytes | None) -> str | None:
    """The key of a command of a version, with standard input; None where nothing may be remembered."""
    question = asked(arguments)
    if question is None:
        return None
    try:
        return _key([version, *arguments], question, stdin)
    except (TooMuch, OSError, ValueError):  # ValueError: a path with a NUL
        return None


def reads_stdin(arguments: list[str]) -> bool:
    """Whether standard input is among what a command reads."""
    question = asked(arguments)
    return question is not None and "-" in (*question.paths, *question.files)


def _key(words: list[str], question: Asked, stdin: bytes | None) -> str:
    named = (*question.paths, *question.files)
    folders = [_folder(path) for path in named]
    roots = sorted({os.path.realpath("."), *(root for each in folders for root in (each, repository_of(each)))})
    digest = Digest()
    digest.note(words, os.getcwd(), program(), _terminal(), stdin and sha256(stdin).digest())
    tree = Tree(digest, roots)
    for path in named:
        _named(path, digest, tree)
    logical = (os.path.abspath(path) for path in named)
    for folder in sorted({above for each in (*folders, *logical) for above in ancestors(each)}):
        _surroundings(folder, digest, tree)
    if question.config:
        _configuration(digest.file(question.config), digest, tree)
    if tree.leads_on:
        _repositories(roots, digest, tree)
    return digest.value


def _named(path: str, digest: Digest, tree: Tree) -> None:
    if path.startswith("/dev/"):
        raise TooMuch
    if path == "-":
        return
    digest.note(path, os.path.realpath(path))
    if os.path.isdir(path):
        tree.folder(path)
    elif os.path.lexists(path):
        tree.manifest(path)
    else:
        digest.note("nothing", path)
        if not _WILDCARDS.isdisjoint(path):
            tree.folder(_folder(path))


def _folder(path: str) -> str:
    """The folder that a path is, lies in, or that a pattern begins with; its real path."""
    while not os.path.isdir(path or "."):
        path = os.path.dirname(path)
    return os.path.realpath(path or ".")


def _surroundings(folder: str, digest: Digest, tree: Tree) -> None:
    """What is looked for in the folders above: a configuration, a baseline, a chart, the root of a repository."""
    _configuration(digest.file(os.path.join(folder, CONFIG_NAME)), digest, tree)
    digest.file(os.path.join(folder, BASELINE_NAME))
    if chart := digest.file(os.path.join(folder, _CHART)):
        tree.lead_on(chart)
        if not tree.is_inside(folder):
            raise TooMuch
    digest.note(os.path.lexists(os.path.join(folder, ".git")))


def _configuration(data: bytes, digest: Digest, tree: Tree) -> None:
    """Entries that expire depend on the day; files that it names lie in the repository, or are not looked at here."""
    if b"expires" in data:
        digest.note(time.strftime("%Y-%m-%d"))
    if b"charts" in data or b"baseline" in data:
        tree.lead_on(data)
        if any(word.startswith((b"/", b"~", b"\\")) or b".." in word for word in data.translate(_QUOTES).split()):
            raise TooMuch


def _repositories(roots: list[str], digest: Digest, tree: Tree) -> None:
    """All files, and the programs that may render them."""
    for root in roots:
        tree.folder(root, whole=True)
        for path in git_settings(root):
            digest.file(path)
    tree.check()
    folders = [*os.environ.get("PATH", "").split(os.pathsep), os.path.dirname(sys.executable)]
    for path in (os.path.join(folder, name) for folder in folders for name in _TOOLS):
        if os.path.isfile(path):
            found = os.stat(path)
            digest.note(path, os.path.realpath(path), found.st_size, found.st_mtime_ns, found.st_ino)


def _terminal() -> tuple[object, ...]:
    """What decides on colours and on how characters are written."""
    facts = [(stream.isatty(), stream.encoding, stream.errors) for stream in (sys.stdout, sys.stderr)]
    return (*facts, os.environ.get("NO_COLOR"), os.environ.get("TERM"))
