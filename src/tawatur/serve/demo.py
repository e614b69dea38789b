"""The sample story: six outlets on one day, read and shown, and who says what over all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

import tawatur
from tawatur.errors import UnreadableInput
from tawatur.model import Record, Statement
from tawatur.read import Rejected, articles
from tawatur.run.many import Reader
from tawatur.run.settings import Settings
from tawatur.serve.sources import base_options, inputs, meta_lines
from tawatur.serve.terminal import Look, cells, one_line, shorten
from tawatur.serve.text import draw

# One outlet that carries the office's communiqué, and the one that follows the other party's own account.
SHOWN = ("sada-alsahel", "awras-press")
ROWS = 12
UNNAMED = ("ANON", "DOC", "GROUP")  # «a source», «the statement», «the two sides» are not the same elsewhere
WIDTH = 110  # cells of a row of the table where there is no terminal to ask


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


def story(reader: Reader, look: Look) -> Iterator[str]:
    """The demonstration, piece by piece."""
    read = list(records(reader))
    shown = [record for record in read if record.article.id in SHOWN] or read[:2]
    yield f"One story, {len(read)} outlets. Two of them as trees of who says so:\n"
    for record in shown:
        yield draw(record, look)
    yield f"Who says what in all {len(read)}:\n"
    yield "\n".join(table(read, look)) + "\n"
    yield f"Next: tawatur read {folder() / (SHOWN[0] + '.html')}, tawatur explain FILE s1, tawatur --help\n"


class _Voice(msgspec.Struct):
    """A source over several articles."""

    name: str
    outlets: list[str]
    said: list[Statement]


def table(read: Sequence[Record], look: Look) -> Iterator[str]:
    """The sources that most outlets let speak, and the first thing that each of them says."""
    voices = _voices(read)
    room = (look.width or WIDTH) - len("outlets  statements  ")
    yield look.paint("outlets  statements  who: what it says first", "faint")
    for voice in voices[:ROWS]:
        name = shorten(one_line(voice.name), room // 3)
        first = shorten(one_line(voice.said[0].text), room - cells(name) - 4)
        counts = f"{len(voice.outlets):7}  {len(voice.said):10}"
        yield f"{counts}  {look.words(name, 'source')}: “{look.words(first)}”"
    if len(voices) > ROWS:
        yield f"and {len(voices) - ROWS} more"


def _voices(read: Sequence[Record]) -> list[_Voice]:
    """Sources by known actor or name, those in most outlets first."""
    found: dict[str, _Voice] = {}
    for record in read:
        for statement in record.statements:
            entity = record.entity(statement.source.entity)
            if entity is None:
                continue
            outlet = record.article.outlet or record.article.id
            apart = "" if entity.known or entity.type not in UNNAMED else outlet
            voice = found.setdefault(f"{entity.known or entity.name}|{apart}", _Voice(entity.name, [], []))
            voice.said.append(statement)
            if outlet not in voice.outlets:
                voice.outlets.append(outlet)
    return sorted(found.values(), key=lambda voice: (-len(voice.outlets), -len(voice.said)))
