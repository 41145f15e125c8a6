"""Writing files so that nobody ever meets half of one."""

from __future__ import annotations

import os
import stat
import tempfile


def replace_file(path: str, data: bytes) -> None:
    """Puts bytes in the place of a file at once; its mode is kept, and a symbolic link keeps leading to it.

    Raises:
        OSError: the folder cannot be written, or the path is something else than a file.
    """
    real = os.path.realpath(path)
    mode = _mode(real)
    handle, beside = tempfile.mkstemp(prefix=".k8slint-", dir=os.path.dirname(real))
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(beside, mode)
        os.replace(beside, real)
    except BaseException:
        os.unlink(beside)
        raise


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
