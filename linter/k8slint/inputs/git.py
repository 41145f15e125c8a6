"""A git repository, asked through git. Nothing that it holds is executed: no hooks, filters and attributes."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from typing import IO

from k8slint.inputs.limits import MAX_FILE_BYTES
from k8slint.record import dataclass


class NoSuchRevision(Exception):
    """A revision that does not exist, a folder outside a repository, or no git at all."""


@dataclass(frozen=True)
class Entry:
    """A file or symbolic link of a revision."""

    mode: str
    blob: str
    path: str

    @property
    def is_link(self) -> bool:
        """Whether it is a symbolic link, whose blob is where it leads."""
        return self.mode == "120000"


@dataclass(frozen=True)
class Repository:
    """The repository whose files lie below `top`, a real path."""

    top: str

    @classmethod
    def around(cls, path: str) -> Repository:
        """The repository that a file or folder lies in.

        Raises:
            NoSuchRevision: it lies in none, or git cannot be run.
        """
        folder = os.path.realpath(path)
        while not os.path.isdir(folder):
            folder = os.path.dirname(folder)
        return cls(os.path.realpath(os.fsdecode(_git(folder, "rev-parse", "--show-toplevel").removesuffix(b"\n"))))

    def relative(self, path: str) -> str:
        """A path from the top on.

        Raises:
            NoSuchRevision: it leads out of the repository.
        """
        found = os.path.relpath(os.path.realpath(path), self.top)
        if found.split(os.sep)[0] == os.pardir:
            raise NoSuchRevision(f"{path} lies outside of the repository {self.top}")
        return found

    def commit(self, revision: str) -> str:
        """The commit that a revision names.

        Raises:
            NoSuchRevision: none does.
        """
        try:
            found = _git(self.top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        except NoSuchRevision:
            raise NoSuchRevision(f"no revision {revision}{self._hint(revision)}") from None
        return found.decode().strip()

    def _hint(self, revision: str) -> str:
        """What to do, where that is known: a clone has the branches of others under the name of where they are."""
        for branch in (f"origin/{revision}", f"upstream/{revision}"):
            if self._has(f"refs/remotes/{branch}"):
                return f": there is {branch}"
        if not self._has("HEAD"):
            return ": the repository has no commit yet"
        shallow = _git(self.top, "rev-parse", "--is-shallow-repository").strip() == b"true"
        return ": the clone is shallow, so fetch it first (git fetch --unshallow)" if shallow else ""

    def _has(self, name: str) -> bool:
        try:
            return bool(_git(self.top, "rev-parse", "--verify", "--quiet", "--end-of-options", name))
        except NoSuchRevision:
            return False

    def entries(self, commit: str) -> Iterator[Entry]:
        """What a commit holds; files that are too large to be read are left out."""
        for line in _git(self.top, "ls-tree", "-r", "-z", "-l", "--full-tree", commit).split(b"\0"):
            head, _, path = line.partition(b"\t")
            if head:
                mode, type_, blob, size = head.split()
                if type_ == b"blob" and size.isdigit() and int(size) <= MAX_FILE_BYTES:
                    yield Entry(mode.decode(), blob.decode(), os.fsdecode(path))

    def blobs(self, entries: Iterable[Entry]) -> Iterator[bytes]:
        """What is in each of them, in that order.

        Raises:
            NoSuchRevision: the clone has only a part of the files.
        """
        with tempfile.TemporaryFile() as out:
            _git(self.top, "cat-file", "--batch", stdin="".join(f"{e.blob}\n" for e in entries).encode(), out=out)
            out.seek(0)
            for head in iter(out.readline, b""):
                if head.endswith(b" missing\n"):
                    raise NoSuchRevision("the clone lacks files of that revision")
                yield out.read(int(head.split()[2]))
                out.read(1)


def _git(folder: str, *arguments: str, stdin: bytes = b"", out: IO[bytes] | None = None) -> bytes:
    try:
        done = subprocess.run(
            ["git", "-C", folder, *arguments],
            input=stdin,
            stdout=out or subprocess.PIPE,
            stderr=subprocess.PIPE,
            check=False,
        )
    except OSError as error:
        raise NoSuchRevision(f"git cannot be run: {error.strerror}") from None
    if done.returncode:
        raise NoSuchRevision(_words(done.stderr.decode("utf-8", "replace")))
    return done.stdout or b""


def _words(complaint: str) -> str:
    """The first line of what git says, with the command that it advises where a folder belongs to somebody else."""
    lines = complaint.splitlines() or [""]
    advice = next((line.strip() for line in lines if "safe.directory" in line), "")
    said = lines[0].removeprefix("fatal: ")
    return f"{said}: if you trust it, {advice}" if advice else said
