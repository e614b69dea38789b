"""An annotated article: what a careful reader takes out of it, as ``NN.gold.json`` holds it."""

from __future__ import annotations

from msgspec import Struct


class GoldSpan(Struct, frozen=True):
    """A range of the gold's text and its characters."""

    start: int
    end: int
    exact: str = ""


class GoldEntity(Struct, frozen=True):
    """Somebody the gold names."""

    id: str
    name: str
    type: str = "OTHER"
    span: GoldSpan | None = None


class GoldSource(Struct, frozen=True):
    """Who speaks."""

    kind: str
    span: GoldSpan | None = None
    entity: str | None = None


class GoldStatement(Struct, frozen=True):
    """An act of attribution as a careful reader sees it."""

    id: str
    cue: tuple[GoldSpan, ...]
    source: GoldSource
    content: tuple[GoldSpan, ...]
    form: str
    act: str
    commitment: str
    channel: str
    addressee: tuple[str, ...]
    chain: tuple[str | None, ...]
    parent: str | None = None
    negated: bool = False


class GoldParticipant(Struct, frozen=True):
    """Who is in an event."""

    span: GoldSpan | None = None
    entity: str | None = None


class GoldEvent(Struct, frozen=True):
    """Who did what to whom."""

    id: str
    trigger: GoldSpan
    type: str
    actors: tuple[GoldParticipant, ...]
    targets: tuple[GoldParticipant, ...]
    status: str
    place: GoldSpan | None = None
    date: str | None = None
    statement: str | None = None


class GoldTime(Struct, frozen=True):
    """A time expression and its TIMEX3 value."""

    span: GoldSpan
    value: str | None = None


class Gold(Struct, frozen=True):
    """An annotated article; ``published`` is the day handed to the reader."""

    text: str
    published: str | None
    entities: tuple[GoldEntity, ...] = ()
    statements: tuple[GoldStatement, ...] = ()
    events: tuple[GoldEvent, ...] = ()
    times: tuple[GoldTime, ...] = ()
