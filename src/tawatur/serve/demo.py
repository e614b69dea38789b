"""The sample story: six outlets on one day, read and shown, and who stands behind what they print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import tawatur
from tawatur.compare.types import Claim, Comparison
from tawatur.errors import UnreadableInput
from tawatur.model import Record
from tawatur.read import Rejected, articles
from tawatur.run.many import Reader
from tawatur.run.settings import Settings
from tawatur.serve.sources import base_options, inputs, meta_lines
from tawatur.serve.terminal import Look, cells, one_line, shorten
from tawatur.serve.text import draw

# One outlet that carries the office's communiqué, and the one that follows the other party's own account.
SHOWN = ("sada-alsahel", "awras-press")
ROWS = 12
WIDTH = 110  # cells of a row of the table where there is no terminal to ask
COUNTS = ("outlets", "texts", "named", "unsourced", "sides")


def folder() -> Path:
    """Where the sample story lies: in the package, or beside its sources. UnreadableInput if nowhere."""
    package = Path(tawatur.__path__[0])
    for place in (package / "samples", package.parents[1] / "samples"):
        if (place / "meta.jsonl").is_file():
            return place
    raise UnreadableInput("the sample story is not installed; install the package again")


def records(reader: Reader) -> Iterator[Record]:
    """The six articles, read from their text files with what meta.jsonl tells of them."""
    place = folder()
    meta = place / "meta.jsonl"
    files = [str(place / line.file) for line in meta_lines(meta) if line.file.endswith(".txt")]
    for given in inputs(files, base_options(Settings(offline=True), None, None, ()), meta):
        for article in articles(given.source, given.options):
            if not isinstance(article, Rejected):
                yield reader.read(article)


def story(read: Sequence[Record], look: Look) -> Iterator[str]:
    """Two of the outlets as trees of who says so."""
    shown = [record for record in read if record.article.id in SHOWN] or read[:2]
    yield f"One story, {len(read)} outlets. Two of them as trees of who says so:\n"
    for record in shown:
        yield draw(record, look)


def behind(found: Comparison, look: Look) -> Iterator[str]:
    """What several texts tell, and who stands behind it."""
    scope = found.scope
    yield f"Who stands behind it: {len(scope.outlets)} outlets are {len(found.texts)} texts.\n"
    yield "\n".join(table(found, look)) + "\n"
    yield f"named, unsourced and sides are never added up; all counts hold {scope.words}.\n"
    yield f"Next: tawatur read {folder() / (SHOWN[0] + '.html')}, tawatur compare FILE..., tawatur --help\n"


def table(found: Comparison, look: Look) -> Iterator[str]:
    """A row a claim: its counts, what is told, and the sources that its ways rest on."""
    shared = [claim for claim in found.claims if len(claim.texts) > 1]
    shared.sort(key=lambda claim: (-claim.named, -len(claim.texts), int(claim.id[1:])))
    room = (look.width or WIDTH) - sum(len(name) + 2 for name in COUNTS)
    yield look.paint("  ".join(COUNTS) + "  what is told, and whom it rests on", "faint")
    for claim in shared[:ROWS]:
        yield f"{_counts(claim)}  {_told(claim, look, room)}"
    if len(shared) > ROWS:
        yield f"and {len(shared) - ROWS} more"


def _counts(claim: Claim) -> str:
    outlets = len({telling.article for telling in claim.told})
    sides = "?" if claim.sides is None else claim.sides
    numbers = (outlets, len(claim.texts), claim.named, claim.unsourced, sides)
    return "  ".join(str(n).rjust(len(name)) for n, name in zip(numbers, COUNTS, strict=True))


def _told(claim: Claim, look: Look, room: int) -> str:
    sources = one_line("; ".join(dict.fromkeys(way.chain[0] for way in claim.ways if way.chain)))
    rests = shorten(sources, room // 2) or "nobody"
    words = shorten(one_line(claim.text), room - cells(rests) - 4)
    return f"“{look.words(words, 'content')}” {look.words(rests, 'source')}"
