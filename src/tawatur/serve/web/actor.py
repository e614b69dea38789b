"""An actor's page: what it said, what is said of it and by whom, what it is called, what it did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from tawatur.model import Entity, Record, Span, Statement
from tawatur.serve.web.deeds import Deed, deeds
from tawatur.serve.web.who import actor_key

MOST = 200  # statements or events of a list


class Said(msgspec.Struct, frozen=True):
    """A statement in its article; ``speaker`` and ``addressees`` are entities of that article."""

    record: Record
    statement: Statement
    speaker: Entity | None
    addressees: tuple[Entity, ...]

    @property
    def outlet(self) -> str:
        """Who printed it."""
        return self.record.article.outlet or self.record.article.id


class Called(msgspec.Struct, frozen=True):
    """A name that an outlet uses, how often, and where first."""

    outlet: str
    form: str
    count: int
    article: str
    span: Span


class Day(msgspec.Struct, frozen=True):
    """How many statements were printed on an ISO day; ``share`` is of the fullest day, 0 to 100."""

    day: str
    said: int
    share: int


class Profile(msgspec.Struct, frozen=True):
    """All that the page shows; the lists are in the order of publication."""

    name: str
    name_en: str | None
    roles: tuple[str, ...]
    said: tuple[Said, ...]
    about: tuple[Said, ...]
    names: tuple[Called, ...]
    deeds: tuple[Deed, ...]
    channels: tuple[tuple[str, int], ...]
    addressees: tuple[tuple[Entity, int], ...]
    days: tuple[Day, ...]


def profile(here: Sequence[tuple[Record, Entity]]) -> Profile:
    """The actor that these records name, in their order, by these entities; there is one at least."""
    ids = {(record.article.id, entity.id) for record, entity in here}
    said = [one for record in _distinct(here) for one in _statements(record) if _speaks(one, ids)]
    titles = dict.fromkeys(role.title for _, entity in here for role in entity.roles)
    addressed = [entity for one in said for entity in one.addressees]
    first = {actor_key(entity) or entity.name: entity for entity in reversed(addressed)}
    counted = Counter(actor_key(entity) or entity.name for entity in addressed)
    return Profile(
        name=max((entity.name for _, entity in here), key=len),
        name_en=next((e.name_en for _, e in here if e.name_en), None),
        roles=tuple(titles),
        said=tuple(said[:MOST]),
        about=tuple(_about(here, ids))[:MOST],
        names=tuple(_names(here)),
        deeds=tuple(_deeds(here, ids))[:MOST],
        channels=tuple(
            Counter(o.statement.channel for o in said if o.statement.channel != "none").most_common()
        ),
        addressees=tuple((first[name], number) for name, number in counted.most_common()),
        days=tuple(_days(said)),
    )


def _distinct(here: Sequence[tuple[Record, Entity]]) -> list[Record]:
    return list({record.article.id: record for record, _ in here}.values())


def _statements(record: Record) -> Iterator[Said]:
    for statement in record.statements:
        addressees = tuple(e for ref in statement.addressee if (e := record.entity(ref)) is not None)
        yield Said(record, statement, record.entity(statement.source.entity), addressees)


def _speaks(one: Said, ids: set[tuple[str, str]]) -> bool:
    return (one.record.article.id, one.statement.source.entity) in ids


def _about(here: Sequence[tuple[Record, Entity]], ids: set[tuple[str, str]]) -> Iterator[Said]:
    """What others say with the actor's name in it; of statements one within the other, the innermost."""
    mentions: dict[str, list[int]] = {}
    for record, entity in here:
        mentions.setdefault(record.article.id, []).extend(mention.start for mention in entity.mentions)
    for record in _distinct(here):
        found = [
            one
            for one in _statements(record)
            if not _speaks(one, ids) and _holds(one.statement, mentions[record.article.id])
        ]
        around = {one.statement.parent for one in found}
        yield from (one for one in found if one.statement.id not in around)


def _holds(statement: Statement, places: Sequence[int]) -> bool:
    return any(span.start <= place < span.end for span in statement.content for place in places)


def _names(here: Sequence[tuple[Record, Entity]]) -> Iterator[Called]:
    uses: dict[tuple[str, str], list[tuple[Record, Span]]] = {}
    for record, entity in here:
        for mention in entity.mentions:
            if mention.form in ("name", "role"):
                span = record.article.span(mention.start, mention.end)
                outlet = record.article.outlet or record.article.id
                uses.setdefault((outlet, " ".join(span.text.split())), []).append((record, span))
    for (outlet, form), given in sorted(uses.items(), key=lambda item: (item[0][0], -len(item[1]))):
        record, span = given[0]
        yield Called(outlet, form, len(given), record.article.id, span)


def _deeds(here: Sequence[tuple[Record, Entity]], ids: set[tuple[str, str]]) -> Iterator[Deed]:
    for record in _distinct(here):
        for deed in deeds(record):
            people = (*deed.event.actors, *deed.event.targets)
            if any((record.article.id, one.entity) in ids for one in people):
                yield deed


def _days(said: Sequence[Said]) -> Iterator[Day]:
    counted = Counter((one.record.article.published.at or "")[:10] for one in said)
    most = max(counted.values(), default=1)
    for day in sorted(day for day in counted if day):
        yield Day(day, counted[day], round(100 * counted[day] / most))
