"""A revision of a git repository as a folder of plain files, written out as git stores them."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from k8slint.inputs.git import Entry, NoSuchRevision, Repository
from k8slint.inputs.gitops.repository import repository_at
from k8slint.inputs.render.tool import no_room
from k8slint.record import dataclass


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

    It looks like the top of that repository: links within it are followed, and what is delivered from it is found.

    Raises:
        NoSuchRevision: there is no such revision, no repository, or no room for its files.
    """
    repository = Repository.around(path)
    commit = repository.commit(revision)
    if reason := no_room():
        raise NoSuchRevision(f"revision {revision} cannot be written out: {reason}")
    with tempfile.TemporaryDirectory(prefix="k8slint-") as folder:
        real = os.path.join(os.path.realpath(folder), os.path.basename(repository.top) or "repository")
        os.makedirs(os.path.join(real, ".git"))
        _name_remotes(repository.top, real)
        try:
            _write(repository, commit, real)
        except (OSError, ValueError) as error:  # names that this machine cannot have, or that contradict each other
            raise NoSuchRevision(f"revision {revision} cannot be written out: {error}") from None
        yield Checkout(repository, real)


def _name_remotes(top: str, folder: str) -> None:
    """The addresses only: whatever else git's configuration holds may run programs."""
    with open(os.path.join(folder, ".git", "config"), "w", encoding="utf-8", errors="replace") as file:
        file.writelines(f"url = {address}\n" for address in sorted(repository_at(top).addresses))


def _write(repository: Repository, commit: str, folder: str) -> None:
    """Writes the files of a commit below a folder, and those of submodules that are checked out now.

    Links come last, so that no file is written through one.
    """
    entries = [entry for entry in repository.entries(commit) if _is_plain(entry.path)]
    for entry in (each for each in entries if each.is_submodule):
        if inner := repository.submodule(entry.path):
            _write(inner, _of_submodule(inner, entry), os.path.join(folder, entry.path))
    for link in (False, True):
        some = [entry for entry in entries if entry.is_link is link and not entry.is_submodule]
        for entry, data in zip(some, repository.blobs(some), strict=True):
            _place(os.path.join(folder, entry.path), data, link)


def _of_submodule(inner: Repository, entry: Entry) -> str:
    try:
        return inner.commit(entry.blob)
    except NoSuchRevision:
        hint = f"git -C {entry.path} fetch origin {entry.blob}"
        raise NoSuchRevision(f"the submodule {entry.path} lacks the commit of that revision ({hint})") from None


def _is_plain(path: str) -> bool:
    """Whether a path stays below the folder that it counts from; git writes no others, but may be made to hold them."""
    return not any(part.lower() in ("", ".", "..", ".git") for part in path.split("/"))


def _place(path: str, data: bytes, link: bool) -> None:
    folder = os.path.dirname(path)
    if os.path.realpath(folder) != folder:
        raise ValueError("a link stands where a folder does")
    os.makedirs(folder, exist_ok=True)
    if link:
        os.symlink(os.fsdecode(data), path)
    else:
        with open(path, "xb") as file:
            file.write(data)
