"""Whom and what an article names anywhere: people, bodies and documents, in one pass over the marked text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from tawatur.language.marking import Marking
from tawatur.language.nominals import Phrase
from tawatur.language.vocabulary import Actor, Outlet
from tawatur.model import EntityType
from tawatur.understand.gazetteer import Gazetteer
from tawatur.understand.mention_bodies import bodies
from tawatur.understand.mention_people import people


class Named(Struct, frozen=True):
    """Something named: its phrase, what it is, and the row where a resource has it under this name."""

    phrase: Phrase
    type: EntityType
    words: tuple[str, ...]
    row: Actor | Outlet | None = None


def introduced(names: Iterable[Named]) -> Iterator[Phrase]:
    """The people with a whole name or an office, whom a surname or «الوزير» may mean later: each once."""
    met: set[object] = set()
    for each in names:
        name = each.phrase.name
        if each.type != "PER" or name is None or (name[1] - name[0] == 1 and each.phrase.first == name[0]):
            continue
        if each.words not in met:
            met.add(each.words)
            yield each.phrase


def named(marking: Marking, gazetteer: Gazetteer) -> list[Named]:
    """Everything named, in the order of the text."""
    found: list[Named] = []
    taken = [0] * len(marking.tokens)
    for body in bodies(marking, gazetteer):
        classes = marking.words[body.first].classes
        phrase = Phrase(body.first, body.last, body.first, True, classes)
        found.append(Named(phrase, body.type, _stems(marking, phrase), body.row))
        for i in range(body.first, body.last):
            taken[i] = body.last
    found += [
        Named(phrase, "PER", _stems(marking, phrase), _person(marking, phrase))
        for phrase in people(marking, gazetteer, taken)
    ]
    found.sort(key=lambda n: n.phrase.name or (n.phrase.first, n.phrase.last))
    return found


def people_at(names: Iterable[Named]) -> dict[int, Phrase]:
    """The people by the tokens of their names."""
    return {
        i: each.phrase for each in names if each.phrase.name is not None for i in range(*each.phrase.name)
    }


def _stems(marking: Marking, phrase: Phrase) -> tuple[str, ...]:
    return tuple(marking.words[i].stem for i in range(phrase.first, phrase.last))


def _person(marking: Marking, phrase: Phrase) -> Actor | None:
    """Who the resources say bears the name; None where nobody or several do."""
    assert phrase.name is not None
    first, last = phrase.name
    rows = {
        hit.row.id: hit.row
        for i in range(phrase.first, first + 1)
        for hit in marking.hits(i, "actor")
        if hit.last == last and isinstance(hit.row, Actor) and hit.row.type == "PER"
        if first != last - 1 or marking.span(first, last).text not in hit.row.ambiguous
    }
    return next(iter(rows.values())) if len(rows) == 1 else None
