"""Reads a regular expression as paths are written with them.

It knows literals, `.`, classes, groups, `|`, `*`, `+`, `?`, `{m,n}`, `^` and `$`, and no references and assertions.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.door.mover import Mover, Test, any_number, either, end, here, one, row, start

_MOST_REPEATS = 50
_MOST_GROUPS = 20
"""How deep groups nest."""

_CLASSES: dict[str, Test] = {
    "d": str.isdecimal,
    "w": lambda c: c.isalnum() or c == "_",
    "s": str.isspace,
    "D": lambda c: not c.isdecimal(),
    "W": lambda c: not (c.isalnum() or c == "_"),
    "S": lambda c: not c.isspace(),
}


class NoExpression(Exception):
    """A text that is no expression, or one that is not understood."""


class ExpressionReader:
    """Reads an expression from left to right; each method returns what it has read as a mover."""

    def __init__(self, text: str, ignores_case: bool) -> None:
        self.text, self.place, self.depth, self.ignores_case = text, 0, 0, ignores_case

    def whole(self) -> Mover:
        """All of it."""
        mover = self._alternatives()
        if self.place < len(self.text):
            raise NoExpression
        return mover

    def _peek(self) -> str:
        return self.text[self.place : self.place + 1]

    def _take(self) -> str:
        character = self._peek()
        if not character:
            raise NoExpression
        self.place += 1
        return character

    def _took(self, text: str) -> bool:
        found = self.text.startswith(text, self.place)
        self.place += len(text) if found else 0
        return found

    def _alternatives(self) -> Mover:
        found = [self._sequence()]
        while self._took("|"):
            found.append(self._sequence())
        return either(found) if len(found) > 1 else found[0]

    def _sequence(self) -> Mover:
        found: list[Mover] = []
        while self._peek() not in ("", "|", ")"):
            found.append(self._repeated(self._atom()))
        return row(found)

    def _atom(self) -> Mover:
        character = self._take()
        match character:
            case "(":
                return self._group()
            case "[":
                return one(self._class())
            case ".":
                return one(lambda _: True)
            case "^":
                return start
            case "$":
                return end
            case "\\":
                return one(self._escaped())
            case "*" | "+" | "?" | "{" | ")":
                raise NoExpression
        return one(self._literal(character))

    def _group(self) -> Mover:
        self.depth += 1
        if self.depth > _MOST_GROUPS or (self._took("?") and not self._took(":")):
            raise NoExpression
        mover = self._alternatives()
        if not self._took(")"):
            raise NoExpression
        self.depth -= 1
        return mover

    def _literal(self, character: str) -> Test:
        wanted = character.lower() if self.ignores_case else character
        return lambda c: c == wanted

    def _escaped(self) -> Test:
        character = self._take()
        if character.isalnum() and character not in _CLASSES:
            raise NoExpression
        return _CLASSES.get(character) or self._literal(character)

    def _class(self) -> Test:
        inverted, tests = self._took("^"), list(self._members())
        return lambda c: any(test(c) for test in tests) is not inverted

    def _members(self) -> Iterator[Test]:
        first = True
        while first or self._peek() != "]":
            first = False
            character = self._take()
            if character == "\\":
                yield self._escaped()
            elif self._peek() == "-" and self.text[self.place + 1 : self.place + 2] not in ("", "]"):
                self._take()
                yield self._range(character, self._take())
            elif character == "[":
                raise NoExpression
            else:
                yield self._literal(character)
        self._take()

    def _range(self, first: str, last: str) -> Test:
        if last == "\\" or first > last:
            raise NoExpression
        if self.ignores_case:
            return lambda c: first <= c <= last or first <= c.upper() <= last
        return lambda c: first <= c <= last

    def _repeated(self, mover: Mover) -> Mover:
        if self._took("*"):
            mover = any_number(mover)
        elif self._took("+"):
            mover = row((mover, any_number(mover)))
        elif self._took("?"):
            mover = either((here, mover))
        elif self._took("{"):
            mover = self._counted(mover)
        else:
            return mover
        self._took("?")  # takes as little as it can, which makes no difference to whether it matches
        if self._peek() in ("*", "+", "?", "{"):
            raise NoExpression
        return mover

    def _counted(self, mover: Mover) -> Mover:
        text, comma, most = self._until("}").partition(",")
        least = _count(text)
        times = [mover] * least
        if comma and not most:
            times.append(any_number(mover))
        elif comma:
            times += [either((here, mover))] * (_count(most) - least)
        return row(times)

    def _until(self, end: str) -> str:
        found, self.place = self.place, self.text.find(end, self.place) + 1
        if not self.place:
            raise NoExpression
        return self.text[found : self.place - 1]


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) > _MOST_REPEATS:
        raise NoExpression
    return int(text)
