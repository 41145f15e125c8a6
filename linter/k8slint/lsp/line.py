"""What ends a line for editors; for k8slint only a line feed does. (Protocol 3.17, Text Documents)"""

from __future__ import annotations

from k8slint.pattern import regex

LINE_END = regex(r"\r\n|\n|\r")
