"""Of a CustomResourceDefinition only the conversion webhook is read, where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from k8slint.inputs.at import At
from k8slint.inputs.conversion import conversion_only
from k8slint.inputs.read import read_text

CRD = """\
# made by a generator
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: orders.example.com
  annotations: {made: by hand}
spec:
  group: example.com
  versions:
    - name: v1
      schema: [  # never parsed
          conversion: {strategy: Webhook}
  conversion:
    # how
    strategy: Webhook
    webhook:
      clientConfig:
        service: {name: orders, namespace: shop}
  names: {kind: Order
"""
LIST = """
{"apiVersion": "v1", "kind": "List", "items": [{"apiVersion": "apiextensions.k8s.io/v1",
 "kind": "CustomResourceDefinition", "metadata": {"name": "a"}, "spec": {"conversion": {"strategy": "Webhook"}}}]}
"""


def test_the_webhook_is_read_at_its_place() -> None:
    reading = read_text("a.yaml", f"a: 1\n---\n{CRD}")
    (found,) = reading.documents
    place = At(found) / "spec" / "conversion" / "webhook" / "clientConfig" / "service" / "name"
    assert (place.value, place.location.line, place.location.column) == ("orders", 20, 25)
    assert (At(found) / "metadata" / "name").location.line == 7
    assert set(found.root["spec"]) == {"conversion"}
    assert (reading.faults, reading.skipped_kinds.total()) == ([], 0)


def test_windows_line_ends() -> None:
    (found,) = read_text("a.yaml", CRD.replace("\n", "\r\n")).documents
    assert (At(found) / "spec" / "conversion" / "strategy").location.line == 15


def test_in_a_list_too() -> None:
    assert [document.kind for document in read_text("a.json", LIST).documents] == ["CustomResourceDefinition"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("strategy: Webhook\n    webhook", "strategy: None\n    webhook"),
        ("  conversion:\n", "  conversions:\n"),
        ("    webhook:", "    webhook: ["),
        ("spec:\n", "spec: {}\nother:\n"),
        ("kind: CustomResourceDefinition\n", "kind: CustomResourceDefinition\nx: *unknown\n"),
    ],
)
def test_what_is_not_understood_is_passed_over(old: str, new: str) -> None:
    reading = read_text("a.yaml", CRD.replace(old, new))
    if "unknown" in new:  # that line is blank
        assert len(reading.documents) == 1
    else:
        assert (reading.documents, reading.faults, reading.skipped_kinds.total()) == ([], [], 1)


@given(
    st.lists(st.sampled_from([*CRD.splitlines(keepends=True), "spec: \u2028", "\t- x\r", "conversion: lientConfig:"]))
)
def test_length_and_lines_stay(lines: list[str]) -> None:
    text = "".join(lines)
    kept = conversion_only(text)
    if kept is not None:
        assert len(kept) == len(text)
        assert all(a == b or a == " " for a, b in zip(kept, text, strict=True))
