"""Showing right-to-left words in left-to-right lines: isolation, width, colour.

A terminal gets every run of article text between FSI and PDI, colours and lines cut to its width.
A file or a pipe gets none of these, so that what stands there depends on the record alone.
"""

from __future__ import annotations

import os
import shutil
import sys
import unicodedata
from collections.abc import Mapping
from typing import Literal, TextIO

from msgspec import Struct

FSI, PDI = "\u2068", "\u2069"
ELLIPSIS = "…"
# Embeddings, overrides and isolates of the text itself: unclosed ones would turn the whole line around.
_DIRECTION = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
_ZERO_WIDTH = ("Mn", "Me", "Cf")

Style = Literal["title", "faint", "source", "cue", "content", "note", "plain"]
_SGR: Mapping[Style, str] = {
    "title": "1", "faint": "2", "source": "1;36", "cue": "33", "content": "0", "note": "35", "plain": "",
}  # fmt: skip


class Look(Struct, frozen=True):
    """How to show: ``width`` in cells (None: never cut), ``isolate`` and ``colour`` for terminals."""

    width: int | None = None
    isolate: bool = False
    colour: bool = False

    def words(self, text: str, style: Style = "plain", limit: int | None = None) -> str:
        """Text of an article, harmless in a line: one line, isolated, cut to ``limit`` cells, styled."""
        text = one_line(text)
        if limit is not None and self.width is not None:
            text = shorten(text, limit)
        return self.paint(f"{FSI}{text}{PDI}" if self.isolate else text, style)

    def paint(self, text: str, style: Style) -> str:
        """Our own words in a style."""
        code = _SGR[style]
        return f"\033[{code}m{text}\033[0m" if self.colour and code and text else text


def look_of(stream: TextIO, *, full: bool = False) -> Look:
    """What a stream can show. NO_COLOR and TERM=dumb switch colours off; ``full`` cuts nothing."""
    if not stream.isatty():
        return Look()
    colour = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Look(None if full else max(40, shutil.get_terminal_size().columns), isolate=True, colour=colour)


def one_line(text: str) -> str:
    """The text without line breaks, control characters and direction marks, spaces run together."""
    text = text.encode("utf-8", "replace").decode()  # half a surrogate pair: a name that is not UTF-8
    cleaned = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text)
    return " ".join(cleaned.translate(_DIRECTION).split())


def cells(text: str) -> int:
    """The width of a text in terminal cells."""
    return sum(_cell(c) for c in text)


def _cell(character: str) -> int:
    if character.isascii():
        return 1
    if unicodedata.category(character) in _ZERO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def shorten(text: str, limit: int) -> str:
    """The text cut to ``limit`` cells, at a space where one is near, with … in place of the rest."""
    if cells(text) <= limit:
        return text
    room, used = limit - 1, 0
    for place, character in enumerate(text):  # noqa: B007 - the place is used behind the loop
        used += _cell(character)
        if used > room:
            break
    space = text.rfind(" ", 0, place + 1)
    return text[: space if space > place * 2 // 3 else place].rstrip() + ELLIPSIS


def write(body: bytes) -> None:
    """Bytes of UTF-8 to standard output, whatever its encoding is."""
    if sys.stdout.isatty():
        sys.stdout.write(body.decode("utf-8", "replace"))
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(body)


def say(text: str) -> None:
    """A line to standard output."""
    write((text + "\n").encode("utf-8", "replace"))


def complain(text: str) -> None:
    """A line to standard error."""
    print(f"tawatur: {one_line(text)}", file=sys.stderr)


def prepare_streams() -> None:
    """No character may break the output: what a terminal's encoding lacks is replaced."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace" if stream is sys.stderr else "replace")
