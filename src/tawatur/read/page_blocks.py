"""A page's tree to its blocks of text, in order, each with what the elements around it say it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from tawatur.errors import TooLarge, UnreadableInput
from tawatur.language.lexicon import load
from tawatur.language.views import fold_word
from tawatur.read.encoding import clean

Hint = Literal[
    "navigation", "related", "comments", "share", "tags", "advertisement", "caption", "byline", "date",
    "dateline", "post",
]  # fmt: skip

# Hints that rule out a whole element, however long its text is; the others speak of short lines only.
NOISE = frozenset({"navigation", "related", "comments", "share", "tags", "advertisement", "post"})

_BREAKS = frozenset(
    "address article aside blockquote body br center dd details div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td th tr ul".split()
)
_SKIPPED = frozenset(
    "script style noscript template svg iframe object button select option input textarea head canvas audio"
    " video map math embed applet dialog".split()
)
_ELEMENT_HINTS: dict[str, Hint] = {
    "nav": "navigation", "footer": "navigation", "aside": "related", "figcaption": "caption",
}  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# libxml2 stops at this depth and silently leaves the rest out.
_PARSER_DEPTH = 255
_SHORT = 300  # characters of a block up to which its pieces are kept
# Characters that XML, and so the parser, does not know.
_ILLEGAL = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff]")


class Piece(Struct, frozen=True):
    """Text of one element inside a block; ``moment`` is the ``datetime`` of a ``<time>``."""

    text: str
    hints: tuple[Hint, ...]
    moment: str | None = None


class Block(Struct, frozen=True):
    """A run of text that nothing interrupts. ``links`` is the share of its characters inside links.

    ``holder`` numbers the element that the block stands in, ``container`` the one around that;
    ``hints`` come from every element around it, the outermost first, ``hinted`` numbers those
    elements. ``pieces`` is what single elements add to a short block: «name» and «date» side by
    side are one line but two pieces.
    """

    text: str
    tag: str
    links: float
    holder: int
    container: int
    hints: tuple[Hint, ...]
    hinted: tuple[int, ...]
    itemprop: tuple[str, ...]
    pieces: tuple[Piece, ...] = ()

    @property
    def words(self) -> int:
        """The number of words."""
        return self.text.count(" ") + 1

    @property
    def heading(self) -> bool:
        """Whether the block stands in a heading element."""
        return len(self.tag) == 2 and self.tag[0] == "h" and self.tag[1].isdigit()


class _Hint(Struct, frozen=True):
    token: str
    role: Hint


@cache
def _hint_words() -> dict[str, Hint]:
    return {row.token: row.role for row in load("page_hints.tsv", _Hint)}


@cache
def _hints_of(names: str) -> tuple[Hint, ...]:
    """What the words of a class and an id say: whole names, then their parts (``newsDate``)."""
    found: list[Hint] = []
    for name in names.split():
        parts = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name).lower()
        for word in (name.lower(), parts, *re.split(r"[-_.:]+|(?<=[a-z])(?=\d)", parts)):
            hint = _hint_words().get(word)
            if hint and hint not in found:
                found.append(hint)
    return tuple(found)


def parse(html: str, max_depth: int) -> Any:  # noqa: ANN401 - lxml ships no types
    """The tree of a page. TooLarge if elements are nested deeper than ``max_depth``."""
    import lxml.etree
    import lxml.html

    html = re.sub(r"^\s*<\?xml[^>]*\?>", "", _ILLEGAL.sub(" ", html))
    try:
        tree = lxml.html.document_fromstring(html)
    except (lxml.etree.LxmlError, ValueError, AssertionError) as error:
        raise UnreadableInput(f"is no page ({error}): check that it is complete HTML") from error
    depth = _depth(tree)
    if depth > min(max_depth, _PARSER_DEPTH - 1):
        raise TooLarge(
            f"nests elements {depth} deep or more, over the limit of {max_depth}: give the article as text"
        )
    return tree


def _depth(tree: Any) -> int:  # noqa: ANN401
    import lxml.etree

    depth = deepest = 0
    for event, _ in lxml.etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


class _Frame(Struct):
    """An open element: what it is and what of its ancestors' hints holds inside it."""

    tag: str
    holder: int
    container: int
    hints: tuple[Hint, ...]
    hinted: tuple[int, ...]
    itemprop: tuple[str, ...]
    moment: str | None
    link: bool
    skipped: bool


class _Collector:
    """Gathers text until an element breaks the line, then makes a block of it."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._texts: list[tuple[str, _Frame]] = []

    def add(self, text: str | None, frame: _Frame) -> None:
        """Text that stands in ``frame``."""
        if text and not frame.skipped:
            self._texts.append((text, frame))

    def flush(self) -> None:
        """End the block, if there is one."""
        texts, self._texts = self._texts, []
        text = _one_line("".join(text for text, _ in texts))
        if not text:
            return
        said = [(text, frame) for text, frame in texts if text.strip()]
        frame = said[0][1]
        links = sum(len(text.strip()) for text, inner in said if inner.link) / len(text)
        pieces: tuple[Piece, ...] = ()
        if len(text) <= _SHORT:
            pieces = tuple(Piece(_one_line(text), inner.hints, inner.moment) for text, inner in said)
        place = (frame.holder, frame.container)
        self.blocks.append(
            Block(text, frame.tag, min(1.0, links), *place, frame.hints, frame.hinted, frame.itemprop, pieces)
        )


def _one_line(text: str) -> str:
    return re.sub(r"[ \t\r\n\f\v]+", " ", clean(text)).strip("\u00a0\u200b\ufeff ")


def blocks(tree: Any) -> list[Block]:  # noqa: ANN401
    """The blocks of a tree. Hidden, skipped and empty elements give none.

    Hints of an element that holds over half of the page's text are void: they name the page, not a box.
    """
    import lxml.etree

    lengths = _text_lengths(tree)
    frames = [_Frame("body", 0, 0, (), (), (), None, link=False, skipped=False)]
    collector = _Collector()
    number = 0
    for event, element in lxml.etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            collector.add(element.tail, frames[-1])
            continue
        if element.tag in _BREAKS:
            collector.flush()
        if event == "start":
            whole_page = lengths[number] * 2 > lengths[0]
            number += 1
            frames.append(_open(element, frames[-1], number, whole_page=whole_page))
            collector.add(element.text, frames[-1])
        else:
            frames.pop()
            collector.add(element.tail, frames[-1])
    collector.flush()
    return collector.blocks


def _open(element: Any, outer: _Frame, number: int, *, whole_page: bool) -> _Frame:  # noqa: ANN401
    tag = element.tag
    breaks = tag in _BREAKS and tag != "br"
    names = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('rel') or ''}"
    own = _hints_of(names) + ((_ELEMENT_HINTS[tag],) if tag in _ELEMENT_HINTS else ())
    own = () if whole_page else own
    prop = tuple((element.get("itemprop") or "").lower().split())
    hidden = element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))
    return _Frame(
        tag=tag if breaks else outer.tag,
        holder=number if breaks else outer.holder,
        container=outer.holder if breaks else outer.container,
        hints=outer.hints + own,
        hinted=outer.hinted + (number,) * len(own),
        itemprop=prop or (() if breaks else outer.itemprop),
        moment=element.get("datetime") or (None if breaks else outer.moment),
        link=outer.link or tag == "a",
        skipped=outer.skipped or tag in _SKIPPED or hidden,
    )


def _text_lengths(tree: Any) -> list[int]:  # noqa: ANN401
    """Characters of visible text in each element, in document order."""
    import lxml.etree

    lengths: list[int] = []
    open_elements: list[int] = []
    for event, element in lxml.etree.iterwalk(tree, events=("start", "end")):
        if event == "start":
            open_elements.append(len(lengths))
            lengths.append(0 if element.tag in _SKIPPED else len((element.text or "").strip()))
        else:
            at = open_elements.pop()
            if element.tag in _SKIPPED:
                lengths[at] = 0
            if open_elements:
                lengths[open_elements[-1]] += lengths[at] + len((element.tail or "").strip())
    return lengths


def without_hints_of_the_text(found: Sequence[Block], votes: Sequence[int]) -> list[Block]:
    """The blocks, less the hints of elements that hold most of what the engines took.

    Themes name the article's own box «share», «gallery» or «has-sidebar»: what holds the text is no noise.
    """
    held: Counter[int] = Counter()
    for block, count in zip(found, votes, strict=True):
        for number in set(block.hinted) if count else ():
            held[number] += len(block.text) * count
    whole = sum(len(block.text) * count for block, count in zip(found, votes, strict=True))
    void = {number for number, size in held.items() if size * 2 > whole}
    if not void:
        return list(found)
    return [_without(block, void) if void & set(block.hinted) else block for block in found]


def _without(block: Block, void: set[int]) -> Block:
    kept = [
        (hint, number) for hint, number in zip(block.hints, block.hinted, strict=True) if number not in void
    ]
    lost = len(block.hints) - len(kept)
    # The void elements stand outside of everything else, so a piece loses as many of its first hints.
    pieces = tuple(replace(piece, hints=piece.hints[lost:]) for piece in block.pieces)
    hints, hinted = tuple(hint for hint, _ in kept), tuple(number for _, number in kept)
    return replace(block, hints=hints, hinted=hinted, pieces=pieces)


def fragment_text(html: str) -> str:
    """The text of a piece of HTML, one line a block; what stands in a data field instead of text."""
    try:
        tree = parse(f"<html><body>{html}</body></html>", _PARSER_DEPTH)
    except (TooLarge, UnreadableInput):
        return re.sub(r"<[^<>]*>", " ", html)
    return "\n".join(clean(block.text) for block in blocks(tree))


def key(text: str) -> str:
    """A text reduced to its folded letters and digits, to compare what is the same but for punctuation."""
    return "".join(char for char in fold_word(text) if char.isalnum())


def shingles(text: str, size: int = 4) -> Iterator[tuple[str, ...]]:
    """Runs of ``size`` words."""
    words = re.findall(r"\w+", text)
    return (tuple(words[i : i + size]) for i in range(len(words) - size + 1))
