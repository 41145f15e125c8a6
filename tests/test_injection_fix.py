"""Slips that are planted in real applications are mended by `--fix`: the file is as it was, or no other line is new."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from k8slint.baseline.entry import Entry
from k8slint.baseline.known import Known
from k8slint.config import Config
from k8slint.engine import Result
from k8slint.fix.mend import Mended, Mender
from k8slint.inputs.read import read
from tests.injection import CORPUS, Defect, Defects, applications, planted, service_defects
from tests.policy_injection import policy_defects
from tests.test_injection_policies import APPS

STEP = 6
"""Every sixth application, for the sake of time."""

pytestmark = pytest.mark.skipif(
    not (CORPUS / "INDEX.tsv").is_file(), reason=f"no real manifests in {CORPUS} (set K8SLINT_CORPUS)"
)


def mended(sound: Result, copy: Path, unsafe: bool) -> Mended:
    """The fixes of what the sound application does not have."""
    known = Known(str(copy), tuple(Entry.of(finding, str(copy)) for finding in sound.findings))
    return Mender(read([str(copy)]), Config(), unsafe, known.hide).mend()


def outcome(done: Mended, defect: Defect, text: str) -> str:
    """Whether the file is as it was, is changed in the line of the defect only, elsewhere, or not at all."""
    if not done.texts:
        return "held" if done.held else "no fix"
    if done.texts == {defect.place.file: text}:
        return "as it was"
    new = done.texts.get(defect.place.file, text).split("\n")
    pairs = enumerate(zip(new, text.split("\n"), strict=False), start=1)
    lines = {number for number, (a, b) in pairs if a != b}
    return "in its line" if lines <= {defect.place.line} and len(done.texts) == 1 else "elsewhere"


def outcomes(kinds: Defects, apps: list[Path], folder: Path, unsafe: bool) -> Counter[str]:
    """How often each outcome was met."""
    return Counter(
        outcome(mended(sound, copy, unsafe), defect, text)
        for app in apps
        for sound, defect, copy, text in planted(app, folder, kinds)
    )


def test_slips_in_services_are_mended(tmp_path: Path) -> None:
    found = outcomes(service_defects, applications()[::STEP], tmp_path, unsafe=False)
    assert not found["elsewhere"]
    assert found["as it was"] >= 0.8 * found.total() > 0


@pytest.mark.parametrize(("unsafe", "share"), [(False, 0.5), (True, 0.7)])
def test_slips_in_policies_are_mended_where_that_opens_nothing(tmp_path: Path, unsafe: bool, share: float) -> None:
    found = outcomes(policy_defects, [app for app in applications() if app.name in APPS], tmp_path, unsafe)
    assert found["elsewhere"] <= unsafe
    assert found["as it was"] >= share * found.total() > 0
    assert bool(found["held"]) is not unsafe
