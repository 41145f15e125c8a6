"""What a plain check must not pay for; how long it takes is measured in benchmarks/."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.generate import shop

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


@dataclass(frozen=True)
class Base:
    """A class whose methods are made when the first instance is."""

    name: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Derived(Base):
    """One that inherits fields of another that has no instance yet."""

    size: int = dataclasses.field(default=1, compare=False)


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
