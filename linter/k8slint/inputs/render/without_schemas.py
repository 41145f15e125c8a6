"""A copy of a chart without the schemas of its values, for a helm that cannot be told to leave them alone.

A schema may refer to files and addresses anywhere. Helm before 3.16 reads them always, those in packed charts too.
"""

from __future__ import annotations

import os
import shutil
import tarfile

from k8slint.inputs.limits import MAX_BUILD_PARTS, MAX_FILE_BYTES

SCHEMA = "values.schema.json"
PACKED = (".tgz", ".tar.gz")


def copy_without_schemas(chart: str, folder: str) -> str:
    """Copies a chart into a folder that does not exist yet; packed charts in it are unpacked.

    Raises:
        OSError: it cannot be copied, or a packed chart is broken or too large.
    """
    shutil.copytree(chart, folder, ignore=shutil.ignore_patterns(SCHEMA), ignore_dangling_symlinks=True)
    room, waiting = MAX_FILE_BYTES, [folder]
    while waiting:
        charts = os.path.join(waiting.pop(), "charts")
        for name in sorted(os.listdir(charts)) if os.path.isdir(charts) else []:
            path = os.path.join(charts, name)
            if os.path.isfile(path) and name.endswith(PACKED):
                room -= _unpack(path, charts, room)
        waiting += [each.path for each in os.scandir(charts) if each.is_dir()] if os.path.isdir(charts) else []
    return folder


def _unpack(path: str, folder: str, room: int) -> int:
    """Puts the files of a packed chart in its place; how much they are. What is no plain file is left out."""
    total = 0
    try:
        with tarfile.open(path) as packed:
            for number, member in enumerate(packed):
                total += member.size
                if total > room or number > MAX_BUILD_PARTS:
                    raise OSError(f"{os.path.basename(path)} is too large")
                _write(packed, member, folder)
    except (tarfile.TarError, EOFError) as error:
        raise OSError(f"{os.path.basename(path)}: {error}") from None
    os.unlink(path)
    return total


def _write(packed: tarfile.TarFile, member: tarfile.TarInfo, folder: str) -> None:
    target = os.path.normpath(os.path.join(folder, member.name))
    stays = target.startswith(folder + os.sep) and member.isfile()
    if not stays or os.path.basename(target) == SCHEMA:
        return
    os.makedirs(os.path.dirname(target), exist_ok=True)
    content = packed.extractfile(member)
    if content:
        with open(target, "wb") as file:
            shutil.copyfileobj(content, file)
