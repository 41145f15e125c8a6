"""Why a text is not YAML, in words that say what to change."""

from __future__ import annotations

import yaml

from k8slint.inputs.limits import MAX_DEPTH

TOO_DEEP = f"nested deeper than {MAX_DEPTH} levels"
"""What goes past our bound, or past libyaml's own."""


class YamlFault(Exception):
    """A text that is not YAML, or goes past a bound; `offset` counts characters from the start of the text."""

    def __init__(self, reason: str, offset: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.offset = reason, offset


def fault_of(error: yaml.YAMLError | UnicodeEncodeError, text: str) -> YamlFault:
    """What the parser met, at the place that has to change."""
    if isinstance(error, UnicodeEncodeError):
        return YamlFault(f"the character U+{ord(text[error.start]):04X} is half of a pair", error.start)
    if isinstance(error, yaml.MarkedYAMLError):
        return _marked(error, text)
    # libyaml counts bytes up to a character that YAML does not allow.
    position, character = getattr(error, "position", 0), getattr(error, "character", 0)
    before = text.encode("utf-8", "surrogatepass")[:position].decode("utf-8", "ignore")
    code = character if isinstance(character, int) else ord(character[:1] or "\0")
    return YamlFault(f"the character U+{code:04X} is not allowed in YAML", len(before))


def _marked(error: yaml.MarkedYAMLError, text: str) -> YamlFault:
    """libyaml names the place where it could not go on; for what is left open, the opening is what has to change."""
    problem, context = error.problem or "", error.context or ""
    mark = error.problem_mark or error.context_mark
    offset = min(mark.index, len(text)) if mark else 0
    if "maximum nesting depth" in problem:
        return YamlFault(TOO_DEEP, offset)
    opened = error.context_mark.index if error.context_mark else offset
    if "quoted scalar" in context and "found unexpected" in problem:
        return YamlFault("the quote that opens here is not closed", opened)
    if "while parsing a flow" in context and (opener := _open_bracket(text, offset)) is not None:
        if "did not find expected '" in problem and "\n" not in text[opener:offset]:
            closing = "}" if text[opener] == "{" else "]"
            return YamlFault(f"a comma or {closing} is missing before this", offset)
        if "\n" in text[opener:offset] or not text[offset:].strip():
            return YamlFault(f"the {text[opener]} that opens here is not closed", opener)
    if "could not find expected ':'" in problem:
        return YamlFault("neither a key with a colon nor a list item", opened)
    return YamlFault(_in_plain_words(problem, context, text, offset), offset)


def _no_value(text: str, offset: int) -> str:
    if ": " in _line_before(text, offset):
        return 'a second ": " in one line: quote the value'
    return "indented below a line that has a value already"


def _line_before(text: str, offset: int) -> str:
    return text[text.rfind("\n", 0, offset) + 1 : offset]


def _open_bracket(text: str, end: int) -> int | None:
    """The last bracket before that place that is not closed there."""
    opened: list[int] = []
    for place in range(max(0, end - _FARTHEST), min(end, len(text))):
        if text[place] in "[{":
            opened.append(place)
        elif text[place] in "]}" and opened:
            opened.pop()
    return opened[-1] if opened else None


def _in_plain_words(problem: str, context: str, text: str, offset: int) -> str:
    character = text[offset : offset + 1]
    if "cannot start any token" in problem:
        return _BAD_STARTS.get(character, f"a plain value cannot begin with {character}: quote it")
    if "alphabetic or numeric" in problem:
        return f"a plain value cannot begin with {'*' if 'alias' in context else '&'}: quote it"
    if problem == "found unknown escape character":
        return (
            f"unknown escape {text[offset : offset + 2]} in double quotes: double the backslash, or use single quotes"
        )
    if problem == "did not find expected key":
        return _no_key(text, offset)
    if problem == "mapping values are not allowed in this context":
        return _no_value(text, offset)
    return _SENTENCES.get(problem) or " ".join(part for part in (problem, context) if part)


def _no_key(text: str, offset: int) -> str:
    if _line_before(text, offset).strip():
        return "text after the end of a value: is a quote or a comma wrong?"
    if text.startswith("- ", offset):
        return "a list item where a key is expected: is it indented like its list?"
    return "not indented like the keys above it"


_FARTHEST = 10_000
_BAD_STARTS = {"\t": "a tab cannot indent YAML: use spaces"}
_SENTENCES = {
    "did not find expected '-' indicator": "not indented like the keys of the list item above, and no new item",
    "block sequence entries are not allowed in this context": "a list item cannot begin here",
    "did not find expected node content": "a value cannot begin with this",
    "did not find expected <document start>": "text after the end of a document",
    "found undefined tag handle": "a tag with a prefix that is not declared",
    "found a tab character where an indentation space is expected": "a tab cannot indent YAML: use spaces",
}
