"""A revision of a git repository as a folder of plain files.

Nothing of it is executed or converted: blobs are written as they are stored, without hooks, filters and attributes.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO

from k8slint.inputs.limits import MAX_FILE_BYTES
from k8slint.record import dataclass

_LINK = "120000"


class NoSuchRevision(Exception):
    """A revision that does not exist, a folder outside a repository, or no git at all."""


@dataclass(frozen=True)
class Entry:
    """A file or symbolic link of a revision."""

    mode: str
    blob: str
    path: str


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
            raise NoSuchRevision(f"no revision {revision}{self._hint()}") from None
        return found.decode().strip()

    def write(self, commit: str, folder: str) -> None:
        """Writes the files of a commit below a folder. Links come last, so that no file is written through one."""
        entries = [entry for entry in self._entries(commit) if _is_plain(entry.path)]
        for link in (False, True):
            some = [entry for entry in entries if (entry.mode == _LINK) is link]
            for entry, data in zip(some, self._blobs(some), strict=True):
                _place(os.path.join(folder, entry.path), data, link)

    def _hint(self) -> str:
        shallow = _git(self.top, "rev-parse", "--is-shallow-repository").strip() == b"true"
        return ": the clone is shallow, so fetch it first (git fetch --unshallow)" if shallow else ""

    def _entries(self, commit: str) -> Iterator[Entry]:
        for line in _git(self.top, "ls-tree", "-r", "-z", "-l", "--full-tree", commit).split(b"\0"):
            head, _, path = line.partition(b"\t")
            if head:
                mode, type_, blob, size = head.split()
                if type_ == b"blob" and size.isdigit() and int(size) <= MAX_FILE_BYTES:
                    yield Entry(mode.decode(), blob.decode(), os.fsdecode(path))

    def _blobs(self, entries: Iterable[Entry]) -> Iterator[bytes]:
        with tempfile.TemporaryFile() as out:
            _git(self.top, "cat-file", "--batch", stdin="".join(f"{e.blob}\n" for e in entries).encode(), out=out)
            out.seek(0)
            for head in iter(out.readline, b""):
                if head.endswith(b" missing\n"):
                    raise NoSuchRevision("the clone lacks files of that revision")
                yield out.read(int(head.split()[2]))
                out.read(1)


@dataclass(frozen=True)
class Checkout:
    """A revision of a repository, written out to a folder."""

    repository: Repository
    folder: str

    def at(self, path: str) -> str:
        """Where a file or folder of the repository stands here, if it was there.

        Raises:
            NoSuchRevision: it leads out of the repository.
        """
        return os.path.normpath(os.path.join(self.folder, self.repository.relative(path)))


@contextmanager
def checked_out(revision: str, path: str) -> Iterator[Checkout]:
    """A temporary folder with all files of a revision of the repository that a path lies in.

    It looks like the top of a repository, so that links within it are followed.

    Raises:
        NoSuchRevision: there is no such revision, or no repository.
    """
    repository = Repository.around(path)
    commit = repository.commit(revision)
    with tempfile.TemporaryDirectory(prefix="k8slint-") as folder:
        real = os.path.realpath(folder)
        os.mkdir(os.path.join(real, ".git"))
        try:
            repository.write(commit, real)
        except (OSError, ValueError) as error:  # names that this machine cannot have, or that contradict each other
            raise NoSuchRevision(f"revision {revision} cannot be written out: {error}") from None
        yield Checkout(repository, real)


def _is_plain(path: str) -> bool:
    """Whether a path stays below the folder that it counts from; git writes no others, but may be made to hold them."""
    return not any(part.lower() in ("", ".", "..", ".git") for part in path.split("/"))


def _place(path: str, data: bytes, link: bool) -> None:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    if link:
        os.symlink(os.fsdecode(data), path)
    else:
        with open(path, "xb") as file:
            file.write(data)


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
        raise NoSuchRevision(done.stderr.decode("utf-8", "replace").partition("\n")[0].removeprefix("fatal: "))
    return done.stdout or b""
