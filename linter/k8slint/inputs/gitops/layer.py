"""What a delivery puts around the kustomization that it names, in the words of kustomize.

What has the wrong type is left out: the delivery tool refuses the object, and says so better than a build would.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.inputs.document import Document
from k8slint.inputs.field import Field
from k8slint.inputs.gitops.assembled import Part, assembled
from k8slint.inputs.node import YamlList, YamlMap

WORDS = ("namespace", "namePrefix", "nameSuffix")


def layer(whole: Document, words: dict[str, Field], patches: Field, maps: dict[str, Field]) -> Document:
    """A kustomization of some of the fields of an object: single words, patches, and maps of labels or annotations."""
    return assembled(whole, [*_words(words), *_patches(patches), *_maps(maps)])


def all_in_place(patches: Field) -> bool:
    """Whether patches hold their text, and name no file."""
    return all(entry["patch"].text() for entry in patches.each())


def _words(words: dict[str, Field]) -> Iterator[Part]:
    yield from (((key,), field.at, field.text()) for key, field in words.items() if field.text())


def _patches(patches: Field) -> Iterator[Part]:
    for index, entry in enumerate(patches.each()):
        text, target = entry["patch"], entry["target"]
        if isinstance(text.value, str) and (isinstance(target.value, YamlMap) or not target):
            yield ("patches", index), entry.at, entry.value


def _maps(maps: dict[str, Field]) -> Iterator[Part]:
    for key, field in maps.items():
        pairs = field.mapping()
        if pairs and key == "labels":
            yield (key,), field.at, YamlList([{"pairs": pairs}])
        elif pairs:
            yield (key,), field.at, pairs
