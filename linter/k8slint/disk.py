"""Writing files so that nobody ever meets half of one."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress


def replace_file(path: str, data: bytes) -> None:
    """Puts bytes in the place of a file at once; its mode is kept, where possible its owner, and a symbolic link keeps
    leading to it.

    Raises:
        OSError: the folder cannot be written, or the path is something else than a file.
    """
    real = os.path.realpath(path)
    mode = _mode(real)
    handle, beside = tempfile.mkstemp(prefix=".k8slint-", dir=os.path.dirname(real))
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())  # else the new name may outlive a power cut, and its text not
        _give_away(beside, real)
        os.chmod(beside, mode)
        os.replace(beside, real)
    except BaseException:
        os.unlink(beside)
        raise


def _give_away(new: str, old: str) -> None:
    """To the owner of the old file, as far as we may: a container often runs as somebody else."""
    with suppress(OSError, AttributeError):  # Windows has no such owners
        found = os.stat(old)
        os.chown(new, found.st_uid, found.st_gid)


def _mode(path: str) -> int:
    """The permissions of a file that is there, else those of a new one."""
    try:
        found = os.lstat(path).st_mode
    except FileNotFoundError:
        umask = os.umask(0)
        os.umask(umask)
        return 0o666 & ~umask
    if not stat.S_ISREG(found):
        raise OSError(0, "not a regular file")
    return stat.S_IMODE(found)
