"""The file's sections to a Config. The schema has passed: what is left are facts that it cannot state."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date

from k8slint.config import Config, External, ExternalPort, Ignored
from k8slint.configfile.cluster import profile
from k8slint.configfile.mistake import Mistake, Mistakes
from k8slint.configfile.render import rendering
from k8slint.configfile.rules import no_such_rule, settings
from k8slint.inputs.field import Field
from k8slint.inputs.path_filter import PathFilter


class Decoder:
    """Reads the sections of one file; `mistakes` are complete once `config()` has returned."""

    def __init__(self, field: Field, today: date | None, mistakes: Mistakes) -> None:
        self.field, self.today, self.mistakes = field, today, mistakes

    def config(self) -> Config:
        """The Config; of use only where there are no mistakes."""
        field, source = self.field, self.field.at.document.source
        namespace = field["namespace"].text() or "default"
        return Config(
            rules=settings(field["rules"], self.mistakes),
            ignored=tuple(self._ignored()),
            paths=_paths(field["paths"], os.path.dirname(source.name) or "."),
            rendering=rendering(field, os.path.dirname(source.name) or ".", namespace),
            namespace=namespace,
            complete=_complete(field["complete"]),
            external=tuple(_external(item, namespace) for item in field["external"].each()),
            profile=profile(field["cluster"], self.mistakes),
            fail_on=field["failOn"].text() or "error",
            source=source,
            today=self.today,
            baseline=_beside(source.name, field["baseline"].text()),
        )

    def _ignored(self) -> Iterator[Ignored]:
        for item in self.field["ignore"].each():
            for rule in _words(item["rule"]):
                if problem := no_such_rule(rule.text() or ""):
                    self.mistakes.append(Mistake.at(rule.at, problem))
            expires = item["expires"]
            yield Ignored(
                tuple(rule.text() or "" for rule in _words(item["rule"])),
                item["reason"].text() or "",
                item["rule"].at.location,
                tuple(word.text() or "" for word in _words(item["object"])),
                tuple(word.text() or "" for word in _words(item["path"])),
                self._date(expires) if expires else None,
                expires.at.location if expires else None,
            )

    def _date(self, field: Field) -> date | None:
        try:
            return date.fromisoformat(field.text() or "")
        except ValueError:
            self.mistakes.append(Mistake.at(field.at, f"{field.text()} is no day of the calendar"))
            return None


def _words(field: Field) -> list[Field]:
    """The items of a list, or the one value that stands for a list."""
    return list(field.each()) or ([field] if field else [])


def _paths(field: Field, root: str) -> PathFilter:
    return PathFilter(field["include"].texts(), field["exclude"].texts(), root)


def _beside(config: str, path: str | None) -> str | None:
    """A path that the file names counts from its folder."""
    return path and os.path.join(os.path.dirname(config), path)


def _complete(field: Field) -> bool | frozenset[str]:
    flag = field.flag() if field else False
    return frozenset(field.texts()) if flag is None else flag


def _external(field: Field, namespace: str) -> External:
    return External(
        field["kind"].text() or "",
        field["name"].text() or "",
        field["namespace"].text() or namespace,
        tuple(_port(port) for port in field["ports"].each()),
        field["labels"].mapping(),
        field["name"].at.location,
    )


def _port(field: Field) -> ExternalPort:
    if (number := field.number()) is not None:
        return ExternalPort(number)
    if text := field.text():
        return ExternalPort(int(text.partition("/")[0]), None, text.partition("/")[2])
    return ExternalPort(field["port"].number() or 0, field["name"].text(), field["protocol"].text() or "TCP")
