"""What the editor has been told of each file."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from k8slint.lsp.diagnostic import Page


class Display:
    """Hands on what is news: files whose diagnostics, or whose text, are others than before."""

    def __init__(self, publish: Callable[[Page], None]) -> None:
        self._publish = publish
        self._shown: dict[str, Page] = {}

    def show(self, found: Iterable[Page]) -> None:
        """Tells of these files, and of those about which there is nothing to say any more."""
        shown = {page.uri: page for page in found}
        gone = (Page(uri, None, ()) for uri in self._shown if uri not in shown)
        for page in (*shown.values(), *gone):
            if page != self._shown.get(page.uri):
                self._publish(page)
        self._shown = shown
