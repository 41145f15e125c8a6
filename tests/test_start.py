"""What a plain check must not pay for; how long it takes is measured in benchmarks/."""

from __future__ import annotations

import dataclasses
import re
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.generate import shop

from k8slint.pattern import regex
from k8slint.record import dataclass
from tests.yaml_text import SERVICE

SCRIPT = """
import sys
sys.argv = ["k8slint", "check", sys.argv[1]]
from k8slint.cli import main
try:
    main()
finally:
    print(" ".join(sys.modules), file=sys.stderr)
"""


@pytest.mark.parametrize("text", [SERVICE, shop(1)], ids=["one Service", "an application"])
def test_a_plain_check_imports_no_engine_that_it_does_not_need(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path)], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    imported = set(run.stderr.split())
    assert "k8slint.engine" in imported
    assert not imported & {"z3", "networkx", "jsonschema", "referencing", "numpy", "asyncio", "importlib.metadata"}
    assert not imported & {"subprocess", "tempfile", "difflib", "traceback", "k8slint.fix.mend", "k8slint.inputs.git"}


@dataclass(frozen=True)
class Base:
    """A class whose methods are made when the first instance is."""

    name: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Derived(Base):
    """One that inherits fields of another that has no instance yet."""

    size: int = dataclasses.field(default=1, compare=False)


@dataclass(frozen=True)
class Keyed:
    """A class that says itself what is compared, hashed and shown."""

    name: str
    labels: dict[str, str] = dataclasses.field(default_factory=dict, hash=False)

    def __repr__(self) -> str:
        return f"<{self.name}>"


@dataclass(frozen=True, eq=False)
class Thing:
    """A class whose instances are compared by identity."""


def test_records_keep_what_their_class_says() -> None:
    one, other = Keyed("a"), Keyed("a", {"app": "web"})
    assert hash(one) == hash(other)
    assert one != other
    assert repr(one) == "<a>"
    thing = Thing()
    assert thing == thing
    assert thing != Thing()
    assert repr(thing) == "Thing()"
    assert len({Thing(), thing, thing}) == 2


def test_patterns_are_compiled_at_their_first_use() -> None:
    pattern = regex("a(b+)", re.IGNORECASE)
    assert not any(isinstance(value, re.Pattern) for value in vars(pattern).values())
    assert (match := pattern.fullmatch("ABB"))
    assert match[1] == "BB"
    assert pattern.sub("-", "xaby") == "x-y"
    assert pattern.pattern == "a(b+)"


def test_records_are_dataclasses() -> None:
    one = Derived("a", size=2)
    assert one == Derived("a", ()) == dataclasses.replace(one, size=3)
    assert hash(one) == hash(Derived("a"))
    assert one != Base("a")
    assert repr(one) == "Derived(name='a', tags=(), size=2)"
    assert [field.name for field in dataclasses.fields(one)] == ["name", "tags", "size"]
    assert repr(Base("b")) == "Base(name='b', tags=())"
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.size = 4  # type: ignore[misc]
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'name'"):
        Derived()  # type: ignore[call-arg]
