"""A rendering tool as a subprocess: bounded in time, memory and output, and with nothing of the user's environment."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
import time
from threading import Event
from typing import IO

from k8slint.inputs.limits import MAX_FILE_BYTES
from k8slint.pattern import regex
from k8slint.record import dataclass

SECONDS = 60
MEMORY = 8 * 1024**3
"""Address space; a Go program reserves far more than it uses."""
_WORDS = 600
_MOST_WORDS = 8_000
_GIVEN_UP = "stopped: nobody waits for it any more"
_NOWHERE = "http://127.0.0.1:9"
_NETWORK = ("HOME", "SSH_AUTH_SOCK", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy")
_UNWANTED = Event()

_STAMP = regex(r"\b[IWEF]?[0-9]{3,4}\s+[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]+\s+[0-9]+\s+(?=[\w.-]+\.go:[0-9]+\])")
"""Date, time and process in front of a line of klog: the same input gives the same report."""


_ERROR = regex(r"^[Ee]rror: ", re.MULTILINE)
"""How the tools begin the line that counts; what they say before it is warnings."""


@dataclass(frozen=True)
class Done:
    """What a tool printed; `text` is None where it failed, and `words` are then its own. `pack` is what the text holds,
    where that is known.
    """

    text: str | None
    words: str = ""
    pack: bytes | None = None

    def without(self, *places: str) -> Done:
        """The same without the folders of this machine."""
        words = self.words
        for place in places:
            words = words.replace(place, "")
        return Done(self.text, words)


def find_tool(*names: str) -> str | None:
    """The first of the programs that is installed: on the PATH, or beside the Python that runs."""
    folders = [folder for folder in os.environ.get("PATH", "").split(os.pathsep) if os.path.isabs(folder)]
    beside = [sysconfig.get_path("scripts"), os.path.dirname(sys.executable)]
    path = os.pathsep.join([*folders, *beside])
    return next((found for name in names if (found := shutil.which(name, path=path))), None)


def stop_tools() -> None:
    """Ends the tools that run, and lets no other begin: the program itself is about to end."""
    _UNWANTED.set()


def no_room() -> str | None:
    """What to do so that tools can run at all: each needs a folder of its own for a while."""
    try:
        tempfile.gettempdir()
    except FileNotFoundError:
        return "let TMPDIR name a folder that can be written"
    return None


def run_tool(command: list[str], folder: str, home: str, network: bool = False) -> Done:
    """Runs a command in a folder. `home` is an empty folder for whatever it keeps for itself.

    Without `network` it finds no other program (no git, no docker), and a proxy that answers nothing: what gets past
    the checks before it does not get out.
    """
    if _UNWANTED.is_set():
        return Done(None, _GIVEN_UP)
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        try:
            process = subprocess.Popen(
                command,
                cwd=folder,
                env=_environment(home, network),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=errors,
                start_new_session=True,
            )
        except OSError as error:
            return Done(None, f"cannot be run: {error.strerror}")
        _bound_memory(process.pid)
        stopped = _wait(process, out, errors)
        if stopped or process.returncode:
            return Done(None, stopped or _last_words(errors) or f"ended with status {process.returncode}")
        out.seek(0)
        return Done(out.read().decode("utf-8", "replace"))


def _environment(home: str, network: bool) -> dict[str, str]:
    own = {
        "HOME": home,
        "PATH": "",
        "TMPDIR": home,
        "LC_ALL": "C.UTF-8",
        "KUBECONFIG": os.devnull,
        "XDG_CONFIG_HOME": home,
        "XDG_CACHE_HOME": home,
        "XDG_DATA_HOME": home,
    }
    if network:
        return {**own, "PATH": os.environ.get("PATH", ""), **{k: os.environ[k] for k in _NETWORK if k in os.environ}}
    return {**own, **dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), _NOWHERE)}


def _bound_memory(pid: int) -> None:
    if sys.platform == "linux":
        import resource

        with contextlib.suppress(OSError):  # it has ended already
            resource.prlimit(pid, resource.RLIMIT_AS, (MEMORY, MEMORY))


def _wait(process: subprocess.Popen[bytes], *outputs: IO[bytes]) -> str | None:
    """Waits for the end; why it was stopped, if it was."""
    end, stopped = time.monotonic() + SECONDS, None
    while True:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=0.2)
        if any(os.fstat(output.fileno()).st_size > MAX_FILE_BYTES for output in outputs):
            stopped = f"stopped: it prints more than {MAX_FILE_BYTES // 1024**2} MiB"
        elif process.returncode is not None:
            return None
        elif _UNWANTED.is_set():
            stopped = _GIVEN_UP
        elif time.monotonic() > end:
            stopped = f"stopped: it takes longer than {SECONDS} seconds"
        if stopped:
            _end(process)
            return stopped


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends a process, and what it has started, where the system knows groups of processes."""
    with contextlib.suppress(OSError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _last_words(errors: IO[bytes]) -> str:
    errors.seek(0)
    said = _STAMP.sub("", errors.read(64 * 1024).decode("utf-8", "replace"))
    words = " ".join(said[found.start() if (found := _ERROR.search(said)) else 0 :].split())
    return words[:_MOST_WORDS]


def cut(words: str) -> str:
    """As much of a tool's words as a report has room for."""
    return words if len(words) <= _WORDS else words[:_WORDS] + "…"
