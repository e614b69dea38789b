"""W3C Web Annotations (JSON-LD): one a statement and one an event, pointing at their words.

The document is an AnnotationPage. ``start`` and ``end`` of a TextPositionSelector count Unicode code points
of the article's text, as the Web Annotation Data Model wants it (UTF-16 units differ behind a character
outside the basic plane). The TextQuoteSelector beside it finds the words on a page laid out otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

import msgspec
from msgspec import Struct, field

from tawatur.model import Article, Span, Statement
from tawatur.store.export.claims import OWN_VOICE, chain, claimant
from tawatur.store.export.shape import Choice, Format, Row, Table, columns
from tawatur.store.export.tellings import OUTLET, Claim, Reading, Telling, joined

_ENCODER = msgspec.json.Encoder()
_AROUND = 32  # code points of prefix and suffix
TERMS = "urn:tawatur:record:1#"
CONTEXT = [
    "http://www.w3.org/ns/anno.jsonld",
    {
        "tawatur": TERMS,
        **{
            term: f"tawatur:{term}"
            for term in (
                "kind",
                "claimant",
                "claimantKind",
                "commitment",
                "status",
                "historical",
                "part",
                "review",
            )
        },
        "chain": {"@id": "tawatur:chain", "@container": "@list"},  # its order is what it says
    },
]


class _Position(Struct, tag="TextPositionSelector", tag_field="type"):
    start: int
    end: int


class _Quote(Struct, tag="TextQuoteSelector", tag_field="type"):
    exact: str
    prefix: str
    suffix: str


class _Target(Struct, tag="SpecificResource", tag_field="type"):
    """A range of the article; ``part`` is what it is to the statement or event."""

    source: str
    part: str
    selector: list[_Position | _Quote]


class _Body(Struct, tag="TextualBody", tag_field="type"):
    purpose: str
    value: str
    format: str = "text/plain"


class _Annotation(Struct, tag="Annotation", tag_field="type", omit_defaults=True):
    id: str
    motivation: str
    kind: str
    body: list[_Body]
    target: list[_Target]
    claimant: str | None
    claimant_kind: str = field(name="claimantKind")
    chain: tuple[str, ...] = ()
    commitment: str = ""
    status: str = ""
    historical: bool = False
    review: str = ""


def _rows(reading: Reading, _choice: Choice) -> Iterator[tuple[int, Row]]:
    for statement in reading.record.statements:
        yield 0, (_ENCODER.encode(_statement(reading, statement)).decode(),)
    for telling in reading.tellings:
        yield 0, (_ENCODER.encode(_event(reading, telling)).decode(),)


def _statement(reading: Reading, statement: Statement) -> _Annotation:
    claim = reading.claim(statement)
    parts = [("content", span) for span in statement.content]
    parts += [("cue", span) for span in statement.cue]
    if statement.source.span:
        parts.append(("source", statement.source.span))
    return _annotation(reading.article, statement.id, "statement", statement.act, claim, parts)


def _event(reading: Reading, telling: Telling) -> _Annotation:
    event = telling.event
    parts = [("trigger", event.trigger)]
    parts += [("actor", party.span) for party in telling.actors if party.span]
    parts += [("target", party.span) for party in telling.targets if party.span]
    if telling.place and telling.place.span:
        parts.append(("place", telling.place.span))
    code = joined((event.type, event.mode or ""), "/")
    made = _annotation(reading.article, event.id, "event", code, telling.claim, parts)
    made.review = telling.review
    made.status, made.historical = event.status, event.historical
    made.body.append(_Body("tagging", telling.status))
    return made


def _annotation(
    article: Article,
    part_id: str,
    kind: str,
    tag: str,
    claim: Claim,
    parts: Iterable[tuple[str, Span]],
) -> _Annotation:
    said = OWN_VOICE if claim.kind == OUTLET else f"{claimant(claim)} ({chain(claim)})"
    return _Annotation(
        id=f"{_name(article)}#{quote(part_id, safe='')}",
        motivation="classifying" if kind == "event" else "describing",
        kind=kind,
        body=[_Body("describing", f"{tag}: {said}"), _Body("tagging", tag)],
        target=[_target(article, name, span) for name, span in parts],
        claimant=claim.claimant or None,
        claimant_kind=claim.kind,
        chain=claim.chain,
        commitment=claim.commitment,
        review=claim.review,
    )


def _target(article: Article, part: str, span: Span) -> _Target:
    text = article.text
    selectors: list[Any] = [
        _Position(span.start, span.end),
        _Quote(
            text[span.start : span.end],
            text[max(0, span.start - _AROUND) : span.start],
            text[span.end : span.end + _AROUND],
        ),
    ]
    return _Target(article.url or _name(article), part, selectors)


def _name(article: Article) -> str:
    """An IRI for the article, by its id."""
    return f"urn:tawatur:article:{quote(article.id, safe='')}"


ANNOTATIONS = Format(
    name="annotations",
    tables=(Table("annotations", columns("annotation")),),
    rows=_rows,
    container="json",
    suffix=".jsonld",
    shows_status=True,
    head='{"@context":'
    + _ENCODER.encode(CONTEXT).decode()
    + ',"id":"urn:tawatur:annotations","type":"AnnotationPage","items":[',
)
