"""The section `rules`, and the names of rules wherever the configuration or the command line gives them."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import Any

from k8slint.config import RuleSetting
from k8slint.configfile.mistake import Mistake, Mistakes
from k8slint.inputs.field import Field
from k8slint.near import closest
from k8slint.rule import Rule, load_rules

_SWITCHES = {"on": True, "off": False}
_OWN_KEYS = ("enabled", "level")


def no_such_rule(pattern: str) -> str | None:
    """What to say about a name or pattern that no rule has; None where one has it."""
    names = [rule.name for rule in load_rules()]
    if any(fnmatchcase(name, pattern) for name in names):
        return None
    meant = closest(pattern, names)
    return "no such rule" + (f"; did you mean {meant}?" if meant else "")


def settings(field: Field, mistakes: Mistakes) -> dict[str, RuleSetting]:
    """The entry of each rule."""
    rules, found = {rule.name: rule for rule in load_rules()}, {}
    for name, entry in field.items():
        if name in rules:
            found[name] = _setting(rules[name], entry, mistakes)
        else:
            mistakes.append(Mistake.at(entry.at.key, no_such_rule(name) or "no such rule"))
    return found


def _setting(rule: Rule, entry: Field, mistakes: Mistakes) -> RuleSetting:
    word, flag = entry.text(), entry.flag()
    if word is not None:
        enabled = _SWITCHES.get(word, True) if flag is None else flag
        return RuleSetting(enabled, None if flag is not None or word in _SWITCHES else word)
    parameters: dict[str, Any] = {}
    for key, value in entry.items():
        if key not in _OWN_KEYS and (fitting := _parameter(rule, key, value, mistakes)) is not None:
            parameters[key] = fitting
    return RuleSetting(entry["enabled"].flag(), entry["level"].text(), parameters)


def _parameter(rule: Rule, key: str, value: Field, mistakes: Mistakes) -> Any:
    """The value as the rule takes it; None where it does not fit, which is then among the mistakes."""
    defaults = rule.parameters
    if key not in defaults:
        names = (*_OWN_KEYS, *defaults)
        meant = closest(key, names)
        hint = f"did you mean {meant}?" if meant else f"it has {', '.join(names)}"
        mistakes.append(Mistake.at(value.at.key, f"the rule has no such parameter; {hint}"))
        return None
    fitting = _fitting(value, defaults[key])
    if fitting is None:
        mistakes.append(Mistake.at(value.at, f"must be {_kind(defaults[key])}, as the default {_shown(defaults[key])}"))
    return fitting


def _fitting(value: Field, default: Any) -> Any:
    match default:
        case bool():
            return value.flag()
        case int():
            return value.number()
        case float():
            return float(value.value) if isinstance(value.value, int | float) else None
        case str():
            return value.value if isinstance(value.value, str) else None
        case _:
            return _collection(value, default)


def _collection(value: Field, default: Any) -> Any:
    """A tuple or frozenset whose items are like those of the default; text where it has none."""
    if not isinstance(value.value, list):
        return None
    like = next(iter(default), "")
    items = [_fitting(item, like) for item in value.each()]
    return None if None in items else type(default)(items)


def _kind(default: Any) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", str: "a word"}
    if type(default) in names:
        return names[type(default)]
    return "a list of numbers" if isinstance(next(iter(default), ""), int) else "a list of words"


def _shown(default: Any) -> str:
    if isinstance(default, bool):
        return str(default).lower()
    if isinstance(default, tuple | frozenset):
        return "[" + ", ".join(str(item) for item in sorted(default)) + "]"
    return str(default)
