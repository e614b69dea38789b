"""What each line of a text is: section, title, byline, dateline, paragraph, caption or boilerplate.

Parts are disjoint, in order, and trimmed of white space; a paragraph's dateline is a part of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from tawatur.language.calendar import AbsoluteDate, absolute_dates
from tawatur.model import Part, PartKind
from tawatur.read.bylines import dateline_end, is_byline, is_dateline
from tawatur.read.furniture import furniture, tail

_TITLE_WORDS, _TITLE_LENGTH = 32, 220
_SECTION_WORDS, _SECTION_LENGTH = 4, 40
_HEADER_LINES = 4  # between the title and the first paragraph
_INSIGNIFICANT = re.compile(r"[\W_\u0640]+")  # punctuation, spaces, marks, tatweel
_PREFIX = 24  # letters that must agree before one paragraph can be the beginning of another


class Line(Struct, frozen=True):
    """A line with something on it, without the white space around it."""

    start: int
    end: int
    text: str
    after_blank: bool


class Labelled(Struct, frozen=True):
    """The parts of a text, and the publication date if a line of its own gives one."""

    parts: tuple[Part, ...]
    date: AbsoluteDate | None = None


def lines_of(text: str) -> list[Line]:
    """The lines of the text that are not blank."""
    found: list[Line] = []
    last = 0
    for match in re.finditer(r"[^\n]+", text):
        start, end = match.span()
        raw = match.group()
        body = raw.strip()
        if body:
            at = start + len(raw) - len(raw.lstrip())
            found.append(Line(at, at + len(body), body, text.count("\n", last, start) > 1))
            last = end
    return found


def label(text: str, outlets: tuple[str, ...] = (), *, titled: bool | None = None) -> Labelled:
    """The parts of a text whose lines are its paragraphs.

    ``titled``: the first line is the title (True), is none (False), or must be looked at (None).
    """
    lines = lines_of(text)
    kinds: list[PartKind] = ["paragraph"] * len(lines)
    at = _head(lines, kinds) if titled is None else int(titled)
    if titled and lines:
        kinds[0] = "title"
    date = _header(lines, kinds, at, outlets)
    last = _trailing(lines, kinds)
    for i in range(at, last):
        if kinds[i] == "paragraph" and furniture(lines[i].text) in {"related", "control"}:
            kinds[i] = "boilerplate"
    if date is None:
        date = next((d for i in range(last, len(lines)) if (d := _line_date(lines[i]))), None)
    return Labelled(with_duplicates(text, split(lines, kinds, outlets)), date)


def _header(
    lines: Sequence[Line], kinds: list[PartKind], at: int, outlets: tuple[str, ...]
) -> AbsoluteDate | None:
    """Mark the lines between title and text; the date that one of them gives."""
    date: AbsoluteDate | None = None
    for i in range(at, min(at + _HEADER_LINES, len(lines) - 1)):
        kind = _header_kind(lines[i].text, outlets)
        if kind is None:
            break
        kinds[i] = kind
        date = date or (_line_date(lines[i]) if kind == "boilerplate" else None)
    return date


def _head(lines: Sequence[Line], kinds: list[PartKind]) -> int:
    """Mark section and title; the index of the line after them."""
    if len(lines) < 2:
        return 0
    if len(lines) > 2 and _is_section(lines):
        kinds[0], kinds[1] = "section", "title"
        return 2
    if is_title(lines[0].text):
        kinds[0] = "title"
        return 1
    return 0


def is_title(line: str) -> bool:
    """Whether a line can be a headline: short, and not ended like a sentence."""
    ended = line[-1] in ".،:؛,;" and not line.endswith(("..", "…"))
    return len(line) <= _TITLE_LENGTH and len(line.split()) <= _TITLE_WORDS and not ended


def _is_section(lines: Sequence[Line]) -> bool:
    first, second, third = lines[:3]
    words = len(first.text.split())
    return (
        len(first.text) <= _SECTION_LENGTH
        and words <= _SECTION_WORDS
        and re.search(r"[.؟!:\d]", first.text) is None
        and second.after_blank
        and third.after_blank
        and is_title(second.text)
        and len(second.text.split()) > max(3, words)
        and _header_kind(second.text, ()) is None
        and (len(third.text) > len(second.text) or _header_kind(third.text, ()) is not None)
    )


def _header_kind(line: str, outlets: tuple[str, ...]) -> PartKind | None:
    """What a line between title and text is, or None for the text itself."""
    if is_dateline(line, outlets):
        return "dateline"
    if is_byline(line, outlets):
        return "byline"
    if is_date_line(line):
        return "boilerplate"
    kind = furniture(line)
    if kind == "caption":
        return "caption"
    return "boilerplate" if kind in {"control", "share", "date"} else None


def is_date_line(line: str) -> bool:
    """Whether a line holds a date and next to nothing else."""
    if len(line) > 120:
        return False
    dates = absolute_dates(line)
    said = sum(date.end - date.start for date in dates)
    return bool(dates) and len(re.sub(r"[\W_]", "", line)) - said < 24 and len(line) - said < 40


def _line_date(line: Line) -> AbsoluteDate | None:
    """The first full date of a line that is a date line, placed in the whole text."""
    if not is_date_line(line.text):
        return None
    date = next((d for d in absolute_dates(line.text) if d.year and d.day), None)
    return replace(date, start=date.start + line.start, end=date.end + line.start) if date else None


def _trailing(lines: Sequence[Line], kinds: list[PartKind]) -> int:
    """Mark the furniture that ends the text; the index of its first line."""
    last = len(lines)
    sure = len(lines)  # below this line all is furniture, lines about the outlet not counted
    while last > 0 and kinds[last - 1] == "paragraph":
        line = lines[last - 1].text
        kind = furniture(line)
        if kind is None and not is_date_line(line):
            break
        last -= 1
        if kind != "about" or sure < len(lines):
            sure = last
    for i in range(sure, len(lines)):
        kinds[i] = "caption" if furniture(lines[i].text) == "caption" else "boilerplate"
    return sure


def split(lines: Sequence[Line], kinds: Sequence[PartKind], outlets: tuple[str, ...]) -> list[Part]:
    """Parts of the lines; the first paragraph gives up its dateline, the last one its glued tags."""
    body = [i for i, kind in enumerate(kinds) if kind == "paragraph"]
    titled = "title" in kinds
    parts: list[Part] = []
    for i, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        start, end = line.start, line.end
        cut = dateline_end(line.text, outlets, titled=titled) if body and i == body[0] else None
        if cut and cut < len(line.text):
            dateline = line.text[:cut].rstrip()
            parts.append(Part("dateline", start, start + len(dateline)))
            start += cut
        glued = tail(line.text) if body and i == body[-1] else None
        if glued and line.start + glued > start:
            whole = line.text[:glued].rstrip()
            parts.append(Part(kind, start, line.start + len(whole)))
            parts.append(Part("boilerplate", line.start + glued, end))
        else:
            parts.append(Part(kind, start, end))
    return parts


def with_duplicates(text: str, parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts, each paragraph marked that equals an earlier part or is the beginning of one."""
    seen: dict[str, list[tuple[str, int]]] = {}
    marked: list[Part] = []
    for i, part in enumerate(parts):
        key = _INSIGNIFICANT.sub("", text[part.start : part.end])
        earlier = seen.setdefault(key[:_PREFIX], [])
        same = next((j for known, j in earlier if known.startswith(key) and key), None)
        if (
            part.kind == "paragraph"
            and same is not None
            and (len(key) >= _PREFIX or parts[same].kind == "title")
        ):
            marked.append(Part(part.kind, part.start, part.end, same))
            continue
        if len(earlier) < 16:  # bounds the work on a text that repeats one beginning
            earlier.append((key, i))
        marked.append(part)
    return tuple(marked)
