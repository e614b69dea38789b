"""The fields of a record as searches ask for them: who says, about whom, in which act, what happened where.

A value is a name as the record gives it, or a code. Each stands once in ``label`` with its words in
``label_word``, so that said-by:السراج finds «فايز السراج»; ``facet`` tells which articles have it, and in
which of their statements or events, so that two fields of a search can be asked of one of them.
"""

from __future__ import annotations

import heapq
import json
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence

import sqlalchemy as sa
from msgspec import Struct

from tawatur.language.stemming import keys_of
from tawatur.model import Entity, Event, Record, Statement
from tawatur.store.schema import article, facet, label, label_word

CACHE_LIMIT = 200_000
_SLICE = 500  # values of one IN (…): SQLite allows 32,766, PostgreSQL 65,535
_LONGEST = 300  # code points of a value: a name that is longer is a phrase that was taken for one

OTHER_NAME = "~"  # ends the kind of a label that is only there to be found, not to be counted

WHO = ("said-by", "about", "addressee", "actor", "target", "claimant", "place")
NAMED = "named"  # kept of those who do nothing of WHO; asked for, it means all of them

Label = tuple[str, str]


class Written(Struct, frozen=True):
    """A label of an article: its kind and number, and the statements or events that have it."""

    kind: str
    no: int
    units: tuple[int, ...]


class _Names(Struct, frozen=True):
    """What an entity is called: its name; the other names that the article gives it, and its known id."""

    name: str
    others: tuple[str, ...]
    places: tuple[tuple[int, int], ...]


def labels_of(record: Record) -> dict[Label, tuple[int, ...]]:
    """All pairs of field and value of a record, in order, with the statements or events that have them."""
    found: dict[Label, list[int]] = {}
    for unit, (kind, value) in _labels(record):
        if value:
            found.setdefault((kind, value[:_LONGEST]), []).extend([] if unit is None else [unit])
    told = {value for kind, value in found if kind in WHO}
    for entity in record.entities:
        if entity.name[:_LONGEST] not in told:
            for kind, value in _named(NAMED, _names(entity, record.article.text)):
                found.setdefault((kind, value[:_LONGEST]), [])
    return {label: tuple(sorted(set(units))) for label, units in found.items()}


def _labels(record: Record) -> Iterator[tuple[int | None, Label]]:
    """The labels, each with the number of its statement or event; None for those of the article itself."""
    if record.article.outlet:
        yield None, ("outlet", record.article.outlet)
    names = {entity.id: _names(entity, record.article.text) for entity in record.entities}
    for entity in record.entities:
        if entity.place is not None or entity.type in ("GPE", "LOC", "FAC"):
            yield from ((None, label) for label in _named("place", names[entity.id]))
    for number, statement in enumerate(record.statements):
        yield from ((number, label) for label in _of_statement(statement, names))
    statements = {statement.id: statement for statement in record.statements}
    for number, event in enumerate(record.events):
        yield from ((number, label) for label in _of_event(event, names))
        claim = statements.get(event.statement or "")
        if claim is not None:
            claimant = names.get(claim.source.entity or "")
            yield from ((number, label) for label in _named("claimant", claimant))


def _names(entity: Entity, text: str) -> _Names:
    written = [text[m.start : m.end] for m in entity.mentions if m.form == "name"]
    also = (entity.name_en or "", entity.known or "")
    others = dict.fromkeys([*(" ".join(words.split()) for words in written), *also])
    places = tuple((m.start, m.end) for m in entity.mentions)
    return _Names(entity.name, tuple(name for name in others if name and name != entity.name), places)


def _of_statement(statement: Statement, names: dict[str, _Names]) -> Iterator[Label]:
    yield from _named("said-by", names.get(statement.source.entity or ""))
    for addressee in statement.addressee:
        yield from _named("addressee", names.get(addressee))
    yield "act", statement.act
    yield "channel", statement.channel
    spans = [(span.start, span.end) for span in statement.content]
    for known in names.values():
        if any(a <= start and end <= b for start, end in known.places for a, b in spans):
            yield from _named("about", known)


def _of_event(event: Event, names: dict[str, _Names]) -> Iterator[Label]:
    yield "event", event.type
    yield "status", event.status
    for actor in event.actors:
        yield from _named("actor", names.get(actor.entity or ""))
    for target in event.targets:
        yield from _named("target", names.get(target.entity or ""))
    if event.place is not None:
        yield from _named("place", names.get(event.place.entity or ""))


def _named(kind: str, known: _Names | None) -> Iterator[Label]:
    if known is not None:
        yield kind, known.name
        for other in known.others:
            yield kind + OTHER_NAME, other


def numbered(found: Mapping[Label, tuple[int, ...]], numbers: Mapping[Label, int]) -> list[Written]:
    """The labels of a record with their numbers."""
    return [Written(label[0], numbers[label], units) for label, units in found.items()]


def packed(numbers: Iterable[int]) -> bytes:
    """Numbers as a row keeps them, of labels or of statements."""
    return array("I", sorted(numbers)).tobytes()


def unpacked(data: bytes) -> list[int]:
    """The numbers that a row keeps."""
    numbers = array("I")
    numbers.frombytes(data)
    return list(numbers)


class Labels:
    """The numbers of labels, given when first needed and remembered."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._known: dict[Label, int] = {}

    def forget(self) -> None:
        """After a transaction that was not confirmed: what it gave numbers to is not there."""
        self._known.clear()

    def numbers(self, connection: sa.Connection, wanted: Iterable[Label]) -> dict[Label, int]:
        """The number of each label; new ones are written."""
        if len(self._known) > CACHE_LIMIT:
            self._known.clear()
        wanted = list(dict.fromkeys(wanted))
        missing = [pair for pair in wanted if pair not in self._known]
        if missing:
            self._look_up(connection, missing)
            self._write(connection, [pair for pair in missing if pair not in self._known])
        return {pair: self._known[pair] for pair in wanted}

    def _look_up(self, connection: sa.Connection, missing: Sequence[Label]) -> None:
        values = sorted({value for _, value in missing})
        for part in sliced(values):
            rows = connection.execute(
                sa.select(label.c.kind, label.c.value, label.c.no).where(label.c.value.in_(part))
            )
            self._known.update({(kind, value): no for kind, value, no in rows})

    def _write(self, connection: sa.Connection, new: Sequence[Label]) -> None:
        if not new:
            return
        last = connection.scalar(sa.select(sa.func.max(label.c.no))) or 0
        given = {pair: no for no, pair in enumerate(new, start=last + 1)}
        connection.execute(
            label.insert(),
            [{"no": no, "kind": kind, "value": value} for (kind, value), no in given.items()],
        )
        connection.execute(
            label_word.insert(),
            [
                {"kind": kind, "word": word, "label": no}
                for (kind, value), no in given.items()
                for word in _words(value)
            ],
        )
        self._known.update(given)


def _words(value: str) -> list[str]:
    """The keys of a value, and the value itself as a code is looked up."""
    found = [term for key in keys_of(value) for term in (key.first, *key.others)]
    return list(dict.fromkeys([*found, value]))


def write(connection: sa.Connection, pairs: Iterable[tuple[int, Sequence[Written]]]) -> None:
    """Write which labels each article has, and in which of its statements or events."""
    rows = sorted((one.kind, one.no, number, one.units) for number, labels in pairs for one in labels)
    if rows:
        connection.execute(
            facet.insert(),
            [
                {"kind": kind, "label": no, "no": number, "units": packed(units)}
                for kind, no, number, units in rows
            ],
        )


def erase(connection: sa.Connection, number: int, labels: Sequence[int]) -> None:
    """Take the labels of an article away again."""
    for part in sliced(labels):
        kinds = connection.execute(sa.select(label.c.kind, label.c.no).where(label.c.no.in_(part))).all()
        for kind, no in kinds:
            connection.execute(
                facet.delete().where(facet.c.kind == kind, facet.c.label == no, facet.c.no == number)
            )


def with_words(connection: sa.Connection, kind: str, value: str, *, code: bool) -> sa.Select[tuple[int]]:
    """The articles whose field has all words of ``value``, or is that code, as a query."""
    return sa.select(facet.c.no).where(*_meets(connection, kind, value, code=code))


def units(
    connection: sa.Connection, kind: str, value: str, within: Iterable[int], *, code: bool
) -> dict[int, set[int]]:
    """For each of these articles the statements or events whose field has these words, or is that code."""
    rows = connection.execute(
        sa.select(facet.c.no, facet.c.units).where(
            *_meets(connection, kind, value, code=code), facet.c.no.in_(among(connection, within))
        )
    )
    found: dict[int, set[int]] = {}
    for number, data in rows:
        found.setdefault(number, set()).update(unpacked(data))
    return found


def _meets(
    connection: sa.Connection, kind: str, value: str, *, code: bool
) -> tuple[sa.ColumnElement[bool], ...]:
    asked = (*WHO, NAMED) if kind == NAMED else (kind,)
    kinds = asked if code else (*asked, *(one + OTHER_NAME for one in asked))
    found: set[int] | None = None
    for terms in [(value,)] if code else [key.searched for key in keys_of(value)]:
        labels = connection.scalars(
            sa.select(label_word.c.label).where(label_word.c.kind.in_(kinds), label_word.c.word.in_(terms))
        )
        found = set(labels) if found is None else found & set(labels)
    return facet.c.kind.in_(kinds), facet.c.label.in_(among(connection, found or ()))


def sliced(values: Sequence[int] | Sequence[str]) -> Iterator[Sequence[int] | Sequence[str]]:
    """The values in parts that fit one IN (…)."""
    for start in range(0, len(values), _SLICE):
        yield values[start : start + _SLICE]


class Value(Struct, frozen=True):
    """A value of a field, by its label number or as it is, and the articles that have it."""

    name: int | str
    articles: array[int]


def values_of(connection: sa.Connection, kind: str) -> list[Value]:
    """All values of a field, those of the most articles first: 4 bytes for each article of each."""
    together = sa.func.json_group_array if connection.dialect.name == "sqlite" else sa.func.json_agg
    wanted = (
        sa.select(article.c.day, together(article.c.no))
        .where(article.c.day.is_not(None))
        .group_by(article.c.day)
        if kind == "day"
        else sa.select(facet.c.label, together(facet.c.no))
        .where(facet.c.kind == kind)
        .group_by(facet.c.label)
    )
    rows = connection.execute(wanted)
    listed = ((name, json.loads(given) if isinstance(given, str) else given) for name, given in rows)
    return sorted((Value(name, array("I", given)) for name, given in listed), key=_rarity)


def _rarity(value: Value) -> int:
    return -len(value.articles)


def counts(
    connection: sa.Connection,
    values: Sequence[Value],
    chosen: set[int] | None,
    limit: int,
    *,
    hidden: set[int],
) -> list[tuple[str, int]]:
    """The most frequent of the values among the chosen articles; None: among all that are not hidden.

    They are tried from the most frequent of all on. Once ``limit`` are found, one that all articles together
    have less often cannot be among them: so few of many thousand are looked at.
    """
    found: list[tuple[int, int | str]] = []
    best: list[int] = []
    for value in values:
        if len(best) == limit and len(value.articles) < best[0]:
            break
        count = len((hidden if chosen is None else chosen).intersection(value.articles))
        if chosen is None:
            count = len(value.articles) - count
        if count:
            found.append((count, value.name))
            heapq.heappush(best, count)
            if len(best) > limit:
                heapq.heappop(best)
    least = best[0] if best else 0
    names = _names_of(connection, [name for count, name in found if count >= least])
    told = [(names[name], count) for count, name in found if count >= least]
    return sorted(told, key=lambda one: (-one[1], one[0]))[:limit]


def _names_of(connection: sa.Connection, given: Sequence[int | str]) -> dict[int | str, str]:
    names: dict[int | str, str] = {name: name for name in given if isinstance(name, str)}
    for part in sliced([name for name in given if isinstance(name, int)]):
        rows = connection.execute(sa.select(label.c.no, label.c.value).where(label.c.no.in_(part)))
        names.update((no, value) for no, value in rows)
    return names


def numbers(connection: sa.Connection, wanted: sa.Select[tuple[int]]) -> set[int]:
    """The numbers that a query gives, in one row: as rows, half of them all would take 50 ms of 100,000."""
    found = wanted.subquery()
    together = sa.func.json_group_array if connection.dialect.name == "sqlite" else sa.func.json_agg
    value = connection.scalar(sa.select(together(found.c.no)))
    return set(json.loads(value) if isinstance(value, str) else value or ())


def among(connection: sa.Connection, numbers: Iterable[int]) -> sa.Select[tuple[int]]:
    """Any number of numbers as a query to be used in IN: one parameter, a JSON list."""
    listed = sa.literal(json.dumps(sorted(numbers)), sa.Text)
    if connection.dialect.name == "sqlite":
        return sa.select(sa.func.json_each(listed).table_valued("value").c.value)
    elements = sa.func.json_array_elements_text(sa.cast(listed, sa.JSON)).table_valued("value")
    return sa.select(sa.cast(elements.c.value, sa.Integer))
