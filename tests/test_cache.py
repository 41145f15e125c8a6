"""A second run says what the first one said; whatever is wrong with the cache, the report is right."""

from __future__ import annotations

import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from k8slint.cache.entry import Entry
from k8slint.cache.seal import sealed
from k8slint.cache.store import Store, folder_of
from tests.command import BIN, environment
from tests.fixture import ROOT
from tests.yaml_text import SERVICE

KEY = "0" * 64
DATA = Entry(1, b"found\n", b"told\n").data
FORMATS = ("text", "json", "sarif", "github", "junit", "markdown", "html")
APPS = ("bookstore", "orders", "overlays", "shop")


def check(cache: Path, *arguments: str, folder: Path = ROOT, **more: str) -> tuple[int, bytes, bytes]:
    settings = environment(XDG_CACHE_HOME=str(cache), **more)
    settings.pop("K8SLINT_NO_CACHE", None) if "K8SLINT_NO_CACHE" not in more else None
    command = [str(BIN / "k8slint"), "check", *arguments]
    run = subprocess.run(command, cwd=folder, env=settings, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    return run.returncode, run.stdout, run.stderr


def long(number: int) -> str:
    """A Service with many words about it."""
    return f"# {'word ' * 10_000}\n{SERVICE.replace('name: ', f'name: x{number}')}"


def entries(cache: Path) -> list[Path]:
    return sorted(cache.rglob("*.entry"))


def plant(cache: Path) -> None:
    """Makes every entry say something that no run says, so that one that is repeated shows."""
    for path in entries(cache):
        path.write_bytes(sealed(path.stem, Entry(0, b"planted", b"").data))


@pytest.mark.parametrize("app", APPS)
def test_a_second_run_says_the_same(tmp_path: Path, app: str) -> None:
    plain = check(tmp_path, f"fixtures/apps/{app}", "--no-cache")
    assert not entries(tmp_path)
    assert check(tmp_path, f"fixtures/apps/{app}") == plain
    assert entries(tmp_path)
    assert check(tmp_path, f"fixtures/apps/{app}") == plain
    plant(tmp_path)
    assert check(tmp_path, f"fixtures/apps/{app}") == (0, b"planted", b"")
    assert check(tmp_path, f"fixtures/apps/{app}", "--no-cache") == plain
    assert check(tmp_path, f"fixtures/apps/{app}", K8SLINT_NO_CACHE="1") == plain


@pytest.mark.parametrize("format_", FORMATS)
def test_in_every_format(tmp_path: Path, format_: str) -> None:
    arguments = ("fixtures/apps/shop", "--format", format_, "--color")
    plain = check(tmp_path, *arguments, "--no-cache")
    assert [check(tmp_path, *arguments) for _ in range(2)] == [plain, plain]
    assert len(entries(tmp_path)) == 1


def test_what_is_said_of_a_baseline_is_repeated(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(SERVICE)
    gone = '{"rule": "a", "object": "b", "path": "", "message": "c", "fingerprint": "d"}'
    (tmp_path / ".k8slint-baseline.json").write_text(f'{{"version": 1, "findings": [{gone}]}}')
    plain = check(tmp_path, "a.yaml", "--no-cache", folder=tmp_path)
    assert [check(tmp_path, "a.yaml", folder=tmp_path) for _ in range(2)] == [plain, plain]


def test_a_run_that_failed_is_not_kept(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("a: [")
    (tmp_path / "b.yaml").write_text("words: only\n")
    for path in ("a.yaml", "b.yaml", "c.yaml"):
        assert check(tmp_path / "cache", path, folder=tmp_path)[0] == 2
    assert not entries(tmp_path)


def test_runs_at_once_say_the_same(tmp_path: Path) -> None:
    with ThreadPoolExecutor(6) as pool:
        said = set(pool.map(lambda _: check(tmp_path, "fixtures/apps/orders"), range(12)))
    assert len(said) == 1
    assert [path.suffix for path in (tmp_path / "k8slint").iterdir()] == [".entry"]
    assert check(tmp_path, "fixtures/apps/orders") in said


def test_a_cache_that_cannot_be_written_is_of_no_consequence(tmp_path: Path) -> None:
    (tmp_path / "k8slint").write_text("a file")
    plain = check(tmp_path, "fixtures/apps/orders", "--no-cache")
    assert check(tmp_path, "fixtures/apps/orders") == plain
    assert check(tmp_path / "k8slint", "fixtures/apps/orders") == plain


def test_standard_input_is_part_of_the_key(tmp_path: Path) -> None:
    def said(text: str) -> str:
        command = [str(BIN / "k8slint"), "check", "-"]
        settings = environment(XDG_CACHE_HOME=str(tmp_path))
        settings.pop("K8SLINT_NO_CACHE", None)
        return subprocess.run(
            command, env=settings, input=text, capture_output=True, text=True, check=False, cwd=tmp_path
        ).stdout

    first, other = said(SERVICE), said(SERVICE.replace("name: ", "name: x-"))
    assert [said(SERVICE), len(entries(tmp_path))] == [first, 2]
    assert other != first


def broken() -> dict[str, bytes]:
    data = sealed(KEY, DATA)
    cut = {f"cut at {length}": data[:length] for length in range(0, len(data), 7)}
    other = {"another key": sealed("1" * 64, DATA), "another version": data.replace(b"cache-2", b"cache-9")}
    return {**cut, **other, "a changed byte": data.replace(b"found", b"fount"), "random": os.urandom(500)}


@pytest.mark.parametrize("data", broken().values(), ids=broken())
def test_a_broken_entry_is_none(tmp_path: Path, data: bytes) -> None:
    store = Store(str(tmp_path / "c"))
    store.put({KEY: DATA})
    assert store.get(KEY) == DATA
    entries(tmp_path)[0].write_bytes(data)
    assert store.get(KEY) is None
    store.put({KEY: DATA})
    assert store.get(KEY) == DATA


def test_an_entry_is_private(tmp_path: Path) -> None:
    Store(str(tmp_path / "c")).put({KEY: DATA})
    assert (tmp_path / "c").stat().st_mode & 0o777 == 0o700
    assert entries(tmp_path)[0].stat().st_mode & 0o777 == 0o600


def test_what_others_may_have_written_is_not_trusted(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "c"))
    store.put({KEY: DATA})
    path = entries(tmp_path)[0]
    path.chmod(0o666)
    assert store.get(KEY) is None
    path.chmod(0o600)
    (tmp_path / "c").chmod(0o777)
    assert store.get(KEY) is None
    store.put({"1" * 64: DATA})
    assert entries(tmp_path) == [path]


@pytest.mark.parametrize("kind", ["link", "fifo", "folder"])
def test_only_a_file_is_an_entry(tmp_path: Path, kind: str) -> None:
    store = Store(str(tmp_path / "c"))
    store.put({KEY: DATA})
    path = entries(tmp_path)[0]
    path.rename(tmp_path / "elsewhere")
    make = {"link": lambda: path.symlink_to(tmp_path / "elsewhere"), "fifo": lambda: os.mkfifo(path)}
    make.get(kind, path.mkdir)()
    assert store.get(KEY) is None


def test_the_oldest_make_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("k8slint.cache.store.MOST_OF_AN_ENTRY", 1_000)
    store = Store(str(tmp_path))
    for number in range(5):
        key = str(number) * 64
        store.put({key: b"x" * 250})
        os.utime(tmp_path / f"{key}.entry", (number, number))
    store.put({"9" * 64: b"x" * 5_000})
    assert [path.stem[0] for path in entries(tmp_path)] == ["0", "1", "2", "3", "4"]
    monkeypatch.setattr("k8slint.cache.store.MOST_BYTES", 700)
    assert store.get("0" * 64)  # what is used stays
    store.put({"5" * 64: b""})
    assert {path.stem[0] for path in entries(tmp_path)} == {"0", "5"}


def test_parts_of_runs_that_were_killed_go(tmp_path: Path) -> None:
    (tmp_path / f"{KEY}.1.part").write_bytes(b"")
    os.utime(tmp_path / f"{KEY}.1.part", (0, 0))
    (tmp_path / f"{KEY}.2.part").write_bytes(b"")
    Store(str(tmp_path)).put({KEY: DATA})
    assert sorted(path.name[64:] for path in tmp_path.iterdir()) == [".2.part", ".entry"]


def test_the_folder_is_where_the_platform_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ada")
    monkeypatch.setenv("XDG_CACHE_HOME", "/caches")
    assert folder_of() == "/caches/k8slint"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")  # to be ignored, says the XDG Base Directory Specification
    monkeypatch.setattr("sys.platform", "linux")
    assert folder_of() == "/home/ada/.cache/k8slint"
    monkeypatch.setattr("sys.platform", "darwin")
    assert folder_of() == "/home/ada/Library/Caches/k8slint"


def test_values_of_secrets_are_not_kept(tmp_path: Path) -> None:
    text = f"apiVersion: v1\nkind: Secret\nmetadata: {{name: a}}\nstringData: {{password: hunter2}}\n---\n{SERVICE}"
    (tmp_path / "a.yaml").write_text(text)
    for format_ in FORMATS:
        check(tmp_path / "c", "a.yaml", "--format", format_, folder=tmp_path)
    kept = entries(tmp_path)
    assert len(kept) == len(FORMATS)
    assert not any(b"hunter2" in path.read_bytes() for path in kept)


def test_what_files_hold_is_kept_too(tmp_path: Path) -> None:
    """Of a large tree where one file has changed, the others need not be parsed again; the report is the same."""
    (tmp_path / "tree").mkdir()
    for number in range(600):
        (tmp_path / "tree" / f"{number}.yaml").write_text(
            f"# {'-' * 1_000}\n{SERVICE.replace('name: ', f'name: x{number}')}"
        )
    arguments = (str(tmp_path / "tree"), "--format", "json")
    check(tmp_path / "cache", *arguments)
    assert len(entries(tmp_path / "cache")) == 2  # the report, and the folder
    (tmp_path / "tree" / "7.yaml").write_text("kind: Service\napiVersion: v1\nmetadata: {name: other}\n")
    plain = check(tmp_path / "cache", *arguments, "--no-cache")
    assert check(tmp_path / "cache", *arguments) == plain
    assert len(entries(tmp_path / "cache")) == 3
    for path in entries(tmp_path / "cache"):
        path.write_bytes(path.read_bytes()[:-1])
    assert check(tmp_path / "cache", *arguments) == plain


def test_runs_at_once_keep_what_files_hold(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("---\n".join(map(long, range(20))))
    arguments = (str(tmp_path / "a.yaml"), "--select", "service-selects-no-pods")
    with ThreadPoolExecutor(3) as pool:
        said = set(pool.map(lambda _: check(tmp_path / "cache", *arguments), range(3)))
    assert said == {check(tmp_path / "cache", *arguments, "--no-cache")}
    assert {path.suffix for path in (tmp_path / "cache" / "k8slint").iterdir()} == {".entry"}
