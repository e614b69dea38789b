"""Naming: what each outlet calls each actor, with counts and a sentence for every name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct

from tawatur.compare.actors import bare_words
from tawatur.compare.stage import Mark, scope_of
from tawatur.compare.types import Scope
from tawatur.language.lexicon import load
from tawatur.language.marking import Marking
from tawatur.language.vocabulary import Actor
from tawatur.model import Entity, Mention, Record, Span

GIVEN = 2  # an actor under one name in one outlet shows no choice


class Name(Struct, frozen=True):
    """A name that an outlet gives an actor: how often, and where first, with the sentence around it.

    ``why`` tells what makes the name this actor's in the first place that has it.
    """

    outlet: str
    form: str
    count: int
    article: str
    span: Span
    sentence: Span
    contested: bool
    why: str


class Named(Struct, frozen=True):
    """An actor with all its names, most frequent first."""

    actor: str
    name: str
    names: tuple[Name, ...]


class Naming(Struct, frozen=True):
    """The names of all actors that the texts call differently."""

    scope: Scope
    actors: tuple[Named, ...]


class _Use(Struct, frozen=True):
    actor: str
    name: str
    outlet: str
    key: tuple[str, ...]
    article: str
    span: Span
    sentence: Span
    contested: bool
    why: str


@cache
def _listed() -> dict[str, frozenset[tuple[str, ...]]]:
    """The names of each actor in the lexicon, as bare words."""
    rows = load("names/actors.tsv", Actor)
    return {row.id: frozenset(map(bare_words, (row.name, *row.aliases, *row.contested))) for row in rows}


@cache
def _contested() -> dict[str, frozenset[tuple[str, ...]]]:
    """The names of each actor that take a side or are disputed, as bare words."""
    rows = load("names/actors.tsv", Actor)
    return {row.id: frozenset(map(bare_words, row.contested)) for row in rows if row.contested}


def naming(records: Sequence[Record], mark: Mark) -> Naming:
    """Who is called what, by whom."""
    uses = [use for record in records for use in _uses(record, mark(record.article))]
    by_actor: dict[str, list[_Use]] = {}
    for use in uses:
        by_actor.setdefault(use.actor, []).append(use)
    found = [_named(actor, given) for actor, given in by_actor.items()]
    several = [one for one in found if len({name.form for name in one.names}) >= GIVEN]
    return Naming(scope_of(records), tuple(sorted(several, key=lambda one: (-_total(one), one.actor))))


def _total(one: Named) -> int:
    return sum(name.count for name in one.names)


def _named(actor: str, uses: Sequence[_Use]) -> Named:
    groups: dict[tuple[str, tuple[str, ...]], list[_Use]] = {}
    for use in uses:
        groups.setdefault((use.outlet, use.key), []).append(use)
    names = [
        Name(
            given[0].outlet,
            given[0].span.text,
            len(given),
            given[0].article,
            given[0].span,
            given[0].sentence,
            given[0].contested,
            given[0].why,
        )
        for given in groups.values()
    ]
    order = sorted(names, key=lambda one: (-one.count, one.outlet, one.form))
    return Named(actor, uses[0].name, tuple(order))


def _uses(record: Record, marking: Marking) -> Iterator[_Use]:
    """Every place where the article names an entity that it lets speak, or else a known actor."""
    covered: set[int] = set()
    for entity in record.entities:
        if entity.type not in ("PER", "ORG", "GROUP"):
            continue
        key = entity.known or f"{entity.type.lower()}:{' '.join(bare_words(entity.name))}"
        for mention in entity.mentions:
            span = record.article.span(mention.start, mention.end)
            inside = [i for i, t in enumerate(marking.tokens) if t.start < span.end and t.end > span.start]
            if mention.form in ("name", "role") and inside and not covered & set(inside):
                covered.update(inside)
                why = _why_entity(record, key, entity, mention)
                yield _use(record, marking, (key, entity.name), span, why)
    for i in range(len(marking.tokens)):
        for hit in marking.hits(i, "actor"):
            row = hit.row
            if isinstance(row, Actor) and i not in covered:
                start = hit.start - 2 * (record.article.text[hit.start - 2 : hit.start] == "ال")
                span = record.article.span(start, hit.end)
                covered.update(range(hit.first, hit.last))
                yield _use(record, marking, (row.id, row.name), span, f"a name of {row.id} in the lexicon")


def _why_entity(record: Record, key: str, entity: Entity, mention: Mention) -> str:
    """What makes a mention of an entity its actor's."""
    words = bare_words(record.article.text[mention.start : mention.end])
    if words in _listed().get(key, ()):
        return f"a name of {key} in the lexicon"
    if mention.through:
        start, _, end = mention.through.partition("-")
        other = record.article.text[int(start) : int(end)] if start.isdigit() and end.isdigit() else ""
        return f"through «{other}»" if other else f"through {mention.through}"
    if mention.form == "role":
        return f"the article gives this office to «{entity.name}»"
    if words == bare_words(entity.name):
        return "its full name in the article"
    return f"it shares words with «{entity.name}» in the article"


def _use(record: Record, marking: Marking, who: tuple[str, str], span: Span, why: str) -> _Use:
    key, name = who
    i = next(n for n, t in enumerate(marking.tokens) if t.end > span.start)
    first, last = marking.layout.sentences[marking.layout.sentence_of(i)]
    words = bare_words(span.text)
    return _Use(
        key,
        name,
        record.article.outlet or record.article.id,
        words,
        record.article.id,
        span,
        marking.span(first, last),
        words in _contested().get(key, ()),
        why,
    )
