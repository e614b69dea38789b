"""Which blocks of a page are the article: the engines' votes, and Arabic block rules above them.

The rules mend what the engines do to Arabic pages: a lead between headline and text that was lost,
date lines, captions and bylines taken for text, «اقرأ أيضا» boxes in the middle, house rules for
comments at the end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from tawatur.language.calendar import absolute_dates
from tawatur.model import Dropped
from tawatur.read.bylines import is_byline, is_dateline
from tawatur.read.furniture import furniture
from tawatur.read.page_blocks import NOISE, Block, Piece, key
from tawatur.read.page_metadata import Metadata, without_site
from tawatur.read.parts import is_date_line

_MOST_DROPPED = 60
_HEADER_REACH = 8  # blocks around headline and text in which date line and byline stand
_PROSE_WORDS = 8
_CAPTION_WORDS = 40
_BYLINE_WORDS = 9
_YEARS = re.compile(r"©|(?<!\d)(?:19|20)\d\d\s*[-–—/]\s*(?:(?:19|20)\d\d(?!\d)|الآن|الان)")


class Body(Struct, frozen=True):
    """What of a page is its article.

    ``shown`` are the date lines beside it, ``moments`` the times that ``<time>`` elements there give
    to machines; the likeliest first.
    """

    title: str | None
    byline: str | None
    dateline: str | None
    paragraphs: tuple[str, ...]
    shown: tuple[str, ...]
    moments: tuple[str, ...]
    dropped: tuple[Dropped, ...]


def body(
    found: Sequence[Block],
    votes: Sequence[int],
    meta: Metadata,
    outlets: tuple[str, ...],
    images: frozenset[str],
) -> Body:
    """The article among the blocks; ``images`` are the keys of the images' alternative texts."""
    at, title = headline(found, meta)
    core = _core(found, votes, at)
    reasons = [_reason(block, title, images) for block in found]
    taken, dropped = _take(found, core, reasons, at)
    header = _header(found, at, taken)
    byline = _byline(header, meta, outlets, title)
    datelines = (piece.text for piece in header if is_dateline(piece.text, outlets))
    return Body(
        title=title,
        byline=byline,
        dateline=next((line for line in datelines if line != byline), None),
        paragraphs=tuple(found[i].text for i in taken),
        shown=tuple(dict.fromkeys(piece.text for piece in header if _shows_date(piece))),
        moments=tuple(piece.moment for piece in header if piece.moment),
        dropped=_summary(found, dropped, taken),
    )


def _header(found: Sequence[Block], at: int, taken: Sequence[int]) -> list[Piece]:
    """The pieces where date line and byline stand: from headline into the text, then before, then after."""
    if not taken:
        return []
    first, last = taken[0], taken[-1]
    top = at if 0 <= at < first else first
    between = (i for i in range(top, min(len(found), first + _HEADER_REACH)) if i not in set(taken))
    before = range(max(0, top - _HEADER_REACH), top)
    after = range(last + 1, min(len(found), last + 1 + _HEADER_REACH))
    header: list[Piece] = []
    for i in (*between, *before, *after):
        block = found[i]
        if NOISE & set(block.hints) - {"related"} or block.words > _CAPTION_WORDS:
            continue
        whole = Piece(block.text, block.hints)
        header += (*block.pieces, whole) if len(block.pieces) > 1 else block.pieces or (whole,)
    return header


def headline(found: Sequence[Block], meta: Metadata) -> tuple[int, str | None]:
    """The index of the block that is the headline (-1 if none shows it), and its words."""
    told = [title for title in (*meta.titles, meta.page_title) if title]
    keys = [key(title) for title in told]
    best, at = 0.0, -1
    for i, block in enumerate(found):
        marked = block.heading or "headline" in block.itemprop
        mine = key(block.text)
        if len(mine) < 8 or len(block.text) > 300 or (NOISE & set(block.hints) and not marked):
            continue
        fits = any(mine in other for other in keys) or any(other in mine for other in keys if len(other) > 12)
        score = (len(mine) if fits else 0) * (2.0 if marked else 1.0) * (1.0 if block.links < 0.5 else 0.6)
        if score > best:
            best, at = score, i
    if at < 0 or _is_site(found[at].text, meta):
        at = _only_heading(found) if not told else -1
    if at >= 0:
        return at, found[at].text
    return -1, without_site(told[0], meta) if told else None


def _is_site(text: str, meta: Metadata) -> bool:
    return key(text) in {key(site) for site in meta.sites}


def _only_heading(found: Sequence[Block]) -> int:
    for tag in ("h1", "h2"):
        for i, block in enumerate(found):
            if block.tag == tag and block.words >= 3 and not NOISE & set(block.hints):
                return i
    return -1


def _core(found: Sequence[Block], votes: Sequence[int], at: int) -> list[int]:
    """The blocks that carry the text: those voted for, after the headline if most stand there."""
    core = [i for i, count in enumerate(votes) if count]
    if not any(_is_prose(found[i]) for i in core):
        core = [i for i, block in enumerate(found) if _is_prose(block) and not NOISE & set(block.hints)]
    after = [i for i in core if i > at]
    if sum(len(found[i].text) for i in after) * 2 >= sum(len(found[i].text) for i in core):
        return after
    return core


def _is_prose(block: Block) -> bool:
    return block.words >= _PROSE_WORDS and block.links < 0.5


def _reason(block: Block, title: str | None, images: frozenset[str]) -> str | None:
    """Why a block is no text of the article, or None if nothing speaks against it."""
    noise = next((hint for hint in block.hints if hint in NOISE), None)
    if noise:
        return f"{noise} box"
    mine = key(block.text)
    if title and mine == key(title):
        return "repeats the headline"
    if (mine in images or "caption" in block.hints) and block.words <= _CAPTION_WORDS:
        return "caption of an image"
    if kind := furniture(block.text):
        return {"date": "date line", "caption": "caption of an image"}.get(kind, f"{kind} line")
    if is_date_line(block.text):
        return "date line"
    if "byline" in block.hints and block.words <= _BYLINE_WORDS:
        return "byline"
    if block.links > 0.8 and block.words <= 30 and not block.text.endswith((".", "،", ":")):
        return "a link"
    return None


def _take(
    found: Sequence[Block], core: Sequence[int], reasons: Sequence[str | None], at: int
) -> tuple[list[int], dict[int, str]]:
    """The blocks of the article and the ones among them that were left out, with the reason."""
    if not core:
        return [], {}
    voted, dropped, taken = set(core), {}, []
    homes = {found[i].holder for i in core} | {found[i].container for i in core}
    start = at + 1 if 0 <= at < core[0] else core[0]
    for i in range(start, _end(found, core, reasons, homes)):
        block, reason = found[i], reasons[i]
        if reason:
            dropped[i] = reason
            if reason == "comments line" and i > core[0]:
                break
        elif i in voted or _belongs(block, homes, before=i < core[0]):
            taken.append(i)
        else:
            dropped[i] = "not part of the text"
    prose = [found[i] for i in taken if _is_prose(found[i]) and not _signs_the_site(found[i])]
    homes = {place for block in prose for place in (block.holder, block.container)}
    for end in (-1, 0):
        while prose and _is_stray(found[taken[end]], homes):
            dropped[taken.pop(end)] = "not part of the text"
    return taken, dropped


def _is_stray(block: Block, homes: set[int]) -> bool:
    """Whether a block at either end is a line of another box, where the engines went too far."""
    short = block.words < _PROSE_WORDS and block.tag != "li"
    outside = block.holder not in homes and block.container not in homes
    return outside and (short or _signs_the_site(block))


def _signs_the_site(block: Block) -> bool:
    """Whether a line is a site's own foot: its years or a ©, and no sentence («بوابة المرسى 2005 - 2020»)."""
    if block.words > _CAPTION_WORDS or block.text.endswith((".", "؟", "!", "»", "”", '"')):
        return False
    return _YEARS.search(block.text) is not None


def _belongs(block: Block, homes: set[int], *, before: bool) -> bool:
    """Whether a block that no engine took is text all the same: a lead, or a line amid the paragraphs."""
    if block.links >= 0.5:
        return False
    if before:
        return (
            block.words >= _PROSE_WORDS
            and not block.heading
            and not {"date", "byline", "caption"} & set(block.hints)
        )
    inside = block.holder in homes or block.container in homes
    return inside or (block.words >= _PROSE_WORDS and block.text.endswith((".", "؟", "!", "»", "”", '"')))


def _end(found: Sequence[Block], core: Sequence[int], reasons: Sequence[str | None], homes: set[int]) -> int:
    """The index after the last block of the text: prose that goes on in the same element belongs to it."""
    end = core[-1] + 1
    while end < len(found):
        block = found[end]
        if reasons[end] or not _is_prose(block) or not (block.holder in homes or block.container in homes):
            break
        end += 1
    return end


def _byline(
    header: Sequence[Piece], meta: Metadata, outlets: tuple[str, ...], title: str | None
) -> str | None:
    """The line that names the writer; only one that the page shows, never the outlet itself."""
    sites = {key(name) for name in (*meta.sites, *outlets)}
    authors = [key(name) for name in meta.authors if key(name) not in sites and len(key(name)) > 3]
    short = [piece for piece in header if piece.text != title and _may_name(piece.text, sites, outlets)]
    for piece in short:
        if any(author in key(piece.text) for author in authors):
            return piece.text
    for piece in short:
        named = piece.text.count(" ") and not piece.text.endswith(":") and furniture(piece.text) is None
        if "byline" in piece.hints and named:
            return piece.text
    return next((piece.text for piece in short if is_byline(piece.text, outlets)), None)


def _may_name(text: str, sites: set[str], outlets: tuple[str, ...]) -> bool:
    """Whether a line is short enough for a byline, and nothing else that stands beside a headline."""
    if len(text.split()) > _BYLINE_WORDS or key(text) in sites:
        return False
    return not absolute_dates(text) and not is_dateline(text, outlets)


def _shows_date(piece: Piece) -> bool:
    if is_date_line(piece.text):
        return True
    return "date" in piece.hints and len(piece.text.split()) <= 25 and bool(absolute_dates(piece.text))


def _summary(found: Sequence[Block], dropped: dict[int, str], taken: Sequence[int]) -> tuple[Dropped, ...]:
    """What stood amid the article and was left out, one by one; the rest of the page as one number."""
    inside = [Dropped(found[i].text[:200], why) for i, why in list(dropped.items())[:_MOST_DROPPED]]
    rest = len(found) - len(taken) - len(dropped)
    return (*inside, Dropped(f"{rest} other blocks", "around the article")) if rest else tuple(inside)
