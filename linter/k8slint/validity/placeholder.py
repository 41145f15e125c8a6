"""Values that somebody is meant to replace before the object is applied, so that nothing is wrong with them yet."""

from __future__ import annotations

from k8slint.model.placeholder import is_placeholder
from k8slint.pattern import regex
from k8slint.validity.error import Error

_NOUNS = "PORT|HOST|HOSTNAME|DOMAIN|NAME|NAMESPACE|ADDRESS|IP|CIDR|CHANGEME|CHANGE-ME|REPLACEME|REPLACE-ME|TODO|XXX"
_WORD = regex(rf"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|(?:[A-Z]+-)*(?:{_NOUNS})")


def stands_for_another(error: Error) -> bool:
    """Whether the value (or the unknown field's name) is a placeholder: marked as one, or a word such as `PORT`.

    A word in capitals never counts among enumerated ones: `protocol: HTTP` is meant.
    """
    value = error.path[-1] if error.on_key else error.value
    if not isinstance(value, str):
        return False
    return is_placeholder(value) or (error.keyword != "enum" and _WORD.fullmatch(value) is not None)
