"""From records to a comparison: copies, tellings, claims and their counts, in this order.

::

    Records ── body ──► copies           which article carries whose text
       │  units, chains                  propositions, and through whom each article tells them
       ▼
    tellings ── group ──► claims         one proposition, however many tell it
                  │  disjoint ways       named, unsourced, sides, common link
                  ▼
              Comparison                 with conflicts and what got lost on the way
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations

from msgspec.structs import replace

from tawatur.compare import copies as copying
from tawatur.compare.actors import Actors, agencies
from tawatur.compare.by_hand import by_hand
from tawatur.compare.claims import group
from tawatur.compare.conflicts import Group, conflicts
from tawatur.compare.decisions import Decisions
from tawatur.compare.headlines import compared_headlines, headline_meaning
from tawatur.compare.losses import losses
from tawatur.compare.meaning import Meaning, weights
from tawatur.compare.slot_conflicts import differences, slot_conflicts
from tawatur.compare.standing import claim, texts_of
from tawatur.compare.tellings import Told, credit, renamed, tellings
from tawatur.compare.types import Compared, Comparison, Copies, Link, Scope
from tawatur.compare.units import headline_end
from tawatur.compare.wordings import wordings
from tawatur.language.marking import Marking
from tawatur.model import Article, Record

Mark = Callable[[Article], Marking]


def compare(records: Sequence[Record], mark: Mark, decisions: Decisions | None = None) -> Comparison:
    """Compare articles that tell of one happening.

    ``mark`` gives the marked text of an article, ``decisions`` tell which actors and claims are one or two.
    """
    markings = [mark(record.article) for record in records]
    actors = Actors(decisions)
    told: list[Told] = []
    credited: dict[str, Link] = {}
    for record, marking in zip(records, markings, strict=True):
        told += tellings(record, marking, actors)
        if found := credit(record, marking, actors):
            credited[record.article.id] = found
    actors.settle()
    told = renamed(told, actors)
    groups = find_copies(records, markings, told, credited)
    weight = weights(_by_text(told, [r.article.id for r in records], groups))
    texts = texts_of([record.article.id for record in records], groups)
    other = differences(records, told, groups)
    hand = by_hand(decisions or Decisions(), told)
    members, notes = group(told, weight, {frozenset((one.a, one.b)) for one in other}, hand)
    claims = [
        Group(
            replace(claim(number, [told[i] for i in inside], groups), by_hand=hand.of(inside)),
            tuple(told[i] for i in inside),
        )
        for number, inside in enumerate(members, start=1)
    ]
    days = {r.article.id: r.article.published.at[:10] for r in records if r.article.published.at}
    clashes = conflicts(claims, weight, days)
    clashes += slot_conflicts(other, told, members, [one.claim for one in claims])
    headlines = [
        headline_meaning(record, marking, headline_end(record, marking))
        for record, marking in zip(records, markings, strict=True)
    ]
    return Comparison(
        scope=scope_of(records),
        articles=tuple(_compared(record, marking) for record, marking in zip(records, markings, strict=True)),
        texts=tuple(texts),
        copies=tuple(groups),
        claims=tuple(one.claim for one in claims),
        conflicts=tuple(clashes),
        losses=tuple(losses(claims, clashes)),
        headlines=tuple(
            compared_headlines([r.article.id for r in records], headlines, weights([[headlines]]))
        ),
        wordings=tuple(wordings(records, markings, told, weight)),
        notes=tuple(notes),
        merged=tuple(actors.joined),
    )


def _by_text(
    told: Sequence[Told], articles: Sequence[str], groups: Sequence[Copies]
) -> list[list[list[Meaning]]]:
    """The meanings of each text, article by article."""
    return [
        [[one.meaning for one in told if one.telling.article == article] for article in text.articles]
        for text in texts_of(articles, groups)
    ]


def find_copies(
    records: Sequence[Record], markings: Sequence[Marking], told: Sequence[Told], credited: Mapping[str, Link]
) -> list[Copies]:
    """The groups of articles that carry one text."""
    bodies = [copying.body(r.article, m.layout) for r, m in zip(records, markings, strict=True)]
    aligned = {pair: copying.align(bodies[pair[0]], bodies[pair[1]]) for pair in copying.candidates(bodies)}
    same = {pair: found for pair, found in aligned.items() if copying.is_copy(found)}
    found = []
    for members in copying.groups(len(records), same):
        pairs = [same[pair] for pair in combinations(members, 2)]
        articles = tuple(records[i].article.id for i in members)
        origin = next((credited[a] for a in articles if a in credited), None) or _origin(pairs, told)
        found.append(Copies(articles, origin, tuple(copying.carried(pair) for pair in pairs)))
    return found


def _origin(pairs: Sequence[copying.Alignment], told: Sequence[Told]) -> Link | None:
    """The agency that one carrier names in a sentence which it shares with the others."""
    for one in told:
        agency = next((each for each in one.telling.links if each.key in agencies()), None)
        if agency and any(copying.holds(pair, one.telling.article, one.telling.span) for pair in pairs):
            return agency
    return None


def scope_of(records: Sequence[Record]) -> Scope:
    """What the numbers of a comparison rest on."""
    days = sorted(r.article.published.at[:10] for r in records if r.article.published.at)
    outlets = tuple(dict.fromkeys(r.article.outlet or r.article.id for r in records))
    first, last = (days[0], days[-1]) if days else (None, None)
    return Scope(len(records), outlets, first, last, undated=len(records) - len(days))


def _compared(record: Record, marking: Marking) -> Compared:
    article = record.article
    first, last = marking.layout.paragraphs[0] if marking.layout.paragraphs else (0, 0)
    title = article.title.text if article.title else marking.span(first, last).text if last else ""
    return Compared(article.id, article.outlet, article.published.at, title)
