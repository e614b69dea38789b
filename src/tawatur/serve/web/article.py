"""The article's page: its text lit by source, and beside it who says so."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from tawatur.model import Engine, Entity, Part, Record, Span, Statement
from tawatur.run.reviewing import REJECTED, Reviewed
from tawatur.serve.terminal import shorten
from tawatur.serve.text import in_tree_order
from tawatur.serve.web.deeds import Deed, deeds
from tawatur.serve.web.messages import Messages
from tawatur.serve.web.segments import Mark, Piece, pieces

HUES = 8  # quiet colours of the stylesheet; more sources than that share them in turn
SURE, UNSURE = 0.8, 0.5
TITLE = 300  # letters of a title in a citation
LONGEST = 5000  # code points of a block: the time that a browser takes grows with the square
_LAYERS = {
    "PER": "people",
    "ORG": "bodies",
    "GROUP": "bodies",
    "GPE": "places",
    "LOC": "places",
    "FAC": "places",
}
LAYERS = ("people", "bodies", "places", "times", "counts", "events")


class Chosen(msgspec.Struct, frozen=True):
    """What the reader asked to see; an empty field asks for nothing in particular."""

    source: str = ""
    act: str = ""
    channel: str = ""
    commitment: str = ""
    layers: tuple[str, ...] = ()
    span: tuple[int, int] | None = None

    def shows(self, statement: Statement) -> bool:
        """Whether the statement passes the filters."""
        return (
            (not self.source or statement.source.entity == self.source)
            and (not self.act or statement.act == self.act)
            and (not self.channel or statement.channel == self.channel)
            and (not self.commitment or statement.commitment == self.commitment)
        )


class Block(msgspec.Struct, frozen=True):
    """A part of the article (title, paragraph …) as pieces; ``goes_on``: it continues the one before."""

    kind: str
    pieces: tuple[Piece, ...]
    start: int
    goes_on: bool


class Card(msgspec.Struct, frozen=True):
    """A statement with its chain, from the outermost source inwards; ``hue`` 0 is no known source."""

    statement: Statement
    depth: int
    chain: tuple[tuple[str, Entity | None, str], ...]
    hue: int
    sureness: str
    addressees: tuple[Entity, ...]
    verdict: str
    by: str


class Voice(msgspec.Struct, frozen=True):
    """A line of the legend: a source, its colour, and how often it speaks."""

    entity: Entity
    hue: int
    said: int


class View(msgspec.Struct, frozen=True):
    """All that the page of an article shows; ``hue_of`` tells the colour of each statement."""

    record: Record
    blocks: tuple[Block, ...]
    cards: tuple[Card, ...]
    deeds: tuple[Deed, ...]
    legend: tuple[Voice, ...]
    hue_of: dict[str, int]
    chosen: Chosen
    choices: dict[str, tuple[str, ...]]


def view(found: Reviewed, chosen: Chosen) -> View:
    """The page of the record, as the reader wants to see it. What a person rejected is lit no more."""
    record = found.record
    legend = tuple(_voices(record))
    hues = {voice.entity.id: voice.hue for voice in legend}
    shown = [(s, depth) for s, depth in in_tree_order(record) if chosen.shows(s)]
    lit = [(s, depth) for s, depth in shown if found.verdicts.get(s.id) != REJECTED]
    marks = [*_said(lit), *_layers(record, found.verdicts)]
    hue_of = {s.id: hues.get(s.source.entity or "", 0) for s in record.statements}
    if chosen.span is not None:
        marks.append(Mark(*chosen.span, "asked", "span"))
    return View(
        record,
        tuple(_blocks(record, marks)),
        tuple(_card(found, s, depth, hue_of[s.id]) for s, depth in shown),
        tuple(deeds(record, hue_of)),
        legend,
        hue_of,
        chosen,
        {
            "act": _distinct(s.act for s in record.statements),
            "channel": _distinct(s.channel for s in record.statements if s.channel != "none"),
            "commitment": _distinct(s.commitment for s in record.statements),
        },
    )


def _distinct(values: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _voices(record: Record) -> Iterator[Voice]:
    counts: dict[str, int] = {}
    for statement in record.statements:
        if statement.source.entity:
            counts[statement.source.entity] = counts.get(statement.source.entity, 0) + 1
    for number, (entity_id, said) in enumerate(counts.items()):
        entity = record.entity(entity_id)
        if entity is not None:
            yield Voice(entity, number % HUES + 1, said)


def _said(shown: Sequence[tuple[Statement, int]]) -> Iterator[Mark]:
    for statement, _ in shown:
        for span in statement.content:
            yield Mark(span.start, span.end, "content", statement.id)
        for span in statement.cue:
            yield Mark(span.start, span.end, "cue", statement.id)
        if statement.source.span is not None:
            yield Mark(statement.source.span.start, statement.source.span.end, "source", statement.id)


def _layers(record: Record, verdicts: Mapping[str, str]) -> Iterator[Mark]:
    """All layers: which of them show is a matter of the style sheet, so that they switch at once."""
    for entity in record.entities:
        if layer := _LAYERS.get(entity.type):
            for mention in entity.mentions:
                yield Mark(mention.start, mention.end, layer, entity.id)
    yield from (Mark(t.span.start, t.span.end, "times", t.id) for t in record.times)
    yield from (Mark(q.span.start, q.span.end, "counts", q.id) for q in record.quantities)
    told = (one for one in record.events if verdicts.get(one.id) != REJECTED)
    yield from (Mark(e.trigger.start, e.trigger.end, "events", e.id) for e in told)


def _blocks(record: Record, marks: Sequence[Mark]) -> Iterator[Block]:
    text = record.article.text
    parts = record.article.parts or (Part("paragraph", 0, len(text)),)
    cuts = [(part.kind, *cut) for part in parts for cut in _cut(text, part.start, part.end)]
    for (kind, start, end, goes_on), here in zip(
        cuts, _by_part([cut[1:3] for cut in cuts], marks), strict=True
    ):
        yield Block(kind, tuple(pieces(text, start, end, here)), start, goes_on)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """A part, cut at spaces where it is too long for a block, and whether a cut continues the one before."""
    at = start
    while end - at > LONGEST:
        space = text.rfind(" ", at + 1, at + LONGEST) + 1 or at + LONGEST
        yield at, space, at > start
        at = space
    yield at, end, at > start


def _by_part(parts: Sequence[tuple[int, int]], marks: Sequence[Mark]) -> list[list[Mark]]:
    """The marks of each part, which stand in the order of the text: a long article has thousands."""
    starts = [start for start, _ in parts]
    found: list[list[Mark]] = [[] for _ in parts]
    for mark in marks:
        for n in range(max(bisect_right(starts, mark.start) - 1, 0), bisect_left(starts, mark.end)):
            found[n].append(mark)
    return found


def _card(found: Reviewed, statement: Statement, depth: int, hue: int) -> Card:
    record, by = found.record, found.by.get(statement.id)
    return Card(
        statement,
        depth,
        tuple(_link(record, s) for s in reversed(list(record.around(statement)))),
        hue,
        sureness(statement),
        tuple(e for ref in statement.addressee if (e := record.entity(ref)) is not None),
        found.verdicts.get(statement.id, ""),
        by.who if by else "",
    )


def _link(record: Record, statement: Statement) -> tuple[str, Entity | None, str]:
    """One source of a chain: its statement, whom it means, and the words where nobody is known."""
    span = statement.source.span
    return statement.id, record.entity(statement.source.entity), span.text if span else ""


def sureness(statement: Statement) -> str:
    """``sure``, ``unsure`` or, where no source is named, ``open``."""
    if statement.source.entity is None:
        return "open"
    return "sure" if statement.confidence >= SURE else "fair" if statement.confidence >= UNSURE else "unsure"


def able_to_speak(record: Record) -> list[Entity]:
    """The entities of the article that may be a source."""
    return [entity for entity in record.entities if entity.type not in ("FAC", "LOC", "WEAPON")]


def citation(t: Messages, record: Record, spans: Sequence[Span]) -> tuple[str, ...]:
    """What a footnote needs: outlet, title, time, address, capture, hash, words, characters, version."""
    article = record.article
    words = " … ".join(span.text for span in spans)
    ranges = ", ".join(f"{span.start}-{span.end}" for span in spans)
    told = (
        article.outlet,
        shorten(article.title.text, TITLE) if article.title else None,
        article.published.at,
        article.url,
        article.capture.captured_at and t("cite.captured", at=article.capture.captured_at),
        article.capture.text_sha256 and f"sha256 {article.capture.text_sha256}",
        f"«{words}»" if words else None,
        t("cite.characters", ranges=ranges) if ranges else None,
        engine_cited(t, record.engine),
    )
    return tuple(part for part in told if part)


def engine_cited(t: Messages, engine: Engine) -> str:
    """The program and its word lists, as a footnote names them."""
    return t("cite.tool", version=engine.version, resources=engine.resources[:12])
