"""Each proposition of an article as a telling: the chain of sources through which the article tells it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from tawatur.compare.actors import Actors, SourceName, bare_words, link, side_of, source_actor
from tawatur.compare.causes import Cause, cause_of
from tawatur.compare.meaning import Meaning, meaning, own_keys, sentence_keys
from tawatur.compare.types import Link, Telling
from tawatur.compare.units import Unit, headline_end, reports, units
from tawatur.language.marking import Marking
from tawatur.language.outlets import outlets
from tawatur.language.vocabulary import BodyNoun, Outlet
from tawatur.language.words import CUE_VERB, PLURAL
from tawatur.model import Entity, Record, Span, Statement

CREDIT = 8  # tokens: «رويترز - بنغازي (ليبيا):»
LINE = 14  # tokens of a line that only tells place, day and agency
CREDIT_LINES = 3  # paragraphs from the top that can hold a credit


class Told(Struct, frozen=True):
    """A telling with what it means, in words that can be compared.

    ``setting`` has the words of its sentence, ``names`` whom and what place it names.
    """

    telling: Telling
    unit: Unit
    meaning: Meaning
    denies: bool = False
    cause: Cause | None = None
    setting: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()

    @property
    def keys(self) -> tuple[str, ...]:
        """The chain as the keys that are counted."""
        return tuple(one.counted for one in self.telling.links)


def tellings(record: Record, marking: Marking, actors: Actors, around: Span | None = None) -> list[Told]:
    """The propositions of an article with their chains: all, or those that share words with a span."""
    credited = credit(record, marking, actors)
    settings: dict[int, frozenset[str]] = {}
    found = []
    for unit in units(record, marking):
        if around and not (unit.span.start < around.end and around.start < unit.span.end):
            continue
        links, unclear = _links(record, marking, unit, actors)
        if credited and credited.key not in [one.key for one in links] and not unit.headline:
            links = (credited, *links)
        statement = unit.statement
        sentence = marking.layout.sentence_of(unit.first)
        if sentence not in settings:
            settings[sentence] = own_keys(sentence_keys(marking, sentence))
        found.append(
            Told(
                Telling(
                    article=record.article.id,
                    span=unit.span,
                    chain=tuple(one.name for one in links),
                    links=links,
                    statement=statement.id if statement else None,
                    act=statement.act if statement else None,
                    commitment=statement.commitment if statement else "neutral",
                    headline=unit.headline,
                    unclear=unclear,
                    id=f"{record.article.id}:{unit.span.start}-{unit.span.end}",
                ),
                unit,
                meaning(record, marking, unit),
                _denies(record, unit.statement),
                cause_of(marking, unit),
                settings[sentence],
                _names(record, unit.span),
            )
        )
    return found


def _names(record: Record, span: Span) -> frozenset[str]:
    """Whom and what place a stretch names: known ids, else names."""
    return frozenset(
        entity.known or entity.name
        for entity in record.entities
        if any(m.form == "name" and span.start <= m.start and m.end <= span.end for m in entity.mentions)
    )


def _denies(record: Record, statement: Statement | None) -> bool:
    """Whether a telling says that something is not so: an odd number of denials around it.

    Who did not say it has not denied it.
    """
    around = record.around(statement) if statement else ()
    return sum(one.act == "deny" and not one.negated for one in around) % 2 == 1


def credit(record: Record, marking: Marking, actors: Actors) -> Link | None:
    """The agency that the article credits: in byline or dateline, in front of its text, or behind it."""
    for i in _credit_places(record, marking):
        if found := _agency(record, marking, i, actors):
            return found
    return None


def _credit_places(record: Record, marking: Marking) -> Iterator[int]:
    """The tokens where a credit may stand: «واس - جدة:», «الرياض 25 شوال واس», «(أ ف ب)» at the end."""
    tokens, paragraphs = marking.tokens, marking.layout.paragraphs
    for span in (record.article.byline, record.article.dateline):
        if span:
            yield from (i for i, t in enumerate(tokens) if span.start <= t.start < span.end)
    title_end = headline_end(record, marking)
    for first, last in paragraphs[:CREDIT_LINES]:
        if tokens[first].start < title_end:
            continue
        opening = range(first, min(last, first + CREDIT))
        stop = next((i for i in opening if tokens[i].text == ":"), last if last - first <= LINE else None)
        if stop is not None and not any(marking.words[i].classes & CUE_VERB for i in range(first, stop)):
            yield from range(first, stop)
    if paragraphs:
        first, last = paragraphs[-1]
        stops = [i for i in range(first, last) if tokens[i].text in (".", "؟", "!")]
        if stops and last - stops[-1] <= CREDIT:
            yield from range(stops[-1] + 1, last)


def _agency(record: Record, marking: Marking, i: int, actors: Actors) -> Link | None:
    """The agency that is named at a token; «وكالات» is one that the text does not name."""
    for hit in marking.hits(i, "outlet"):
        row = hit.row
        if isinstance(row, Outlet) and row.kind == "agency" and row.name != record.article.outlet:
            found = SourceName(row.id, row.name, "ORG", bare_words(row.name))
            day = record.article.published.day
            side = outlets().own_voice(row.id, dt.date.fromisoformat(day) if day else None)
            return link(found, actors.add(found), marking.span(hit.first, hit.last), side, credit=True)
    token, word = marking.tokens[i], marking.words[i]
    if word.classes & PLURAL and any(
        isinstance(r.row, BodyNoun) and r.row.kind == "agency" for r in word.readings
    ):
        words = bare_words(token.text)
        found = SourceName("anon:" + " ".join(words), token.text, "ANON", words)
        return link(found, actors.add(found), marking.span(i, i + 1), None, credit=True)
    return None


def _links(record: Record, marking: Marking, unit: Unit, actors: Actors) -> tuple[tuple[Link, ...], int]:
    """The chain of a unit from the outermost source to the innermost, and how many are left open."""
    if unit.statement is None:
        return (), 0
    around = _around(record, unit)
    links: list[Link] = []
    unclear = 0
    for statement in around:
        found = source_actor(record, marking, statement)
        if found is None:
            unclear += statement.source.kind != "agentless"
            continue
        medium = _medium(record, marking, statement, actors)
        if medium and not any(one.key == medium.key for one in links):
            links.insert(0, medium)
        key = actors.add(found)
        if all(one.key != key for one in links):
            entity = record.entity(statement.source.issuer or statement.source.entity)
            side = side_of(marking, entity, statement.source.span)
            links.append(link(found, key, statement.source.span, side))
    return tuple(links), unclear


def _around(record: Record, unit: Unit) -> list[Statement]:
    """The statements around a unit, outermost first: those it is nested in, and those that also cover it."""
    assert unit.statement is not None
    nested = list(record.around(unit.statement))
    known = {one.id for one in nested}
    covering = [
        one
        for one in record.statements
        if one.id not in known
        and reports(one)
        and any(c.start <= unit.span.start and unit.span.end <= c.end for c in one.content)
    ]
    # «جاء في البيان أن فلانا أبلغ … أن»: who is named first is the outer one
    before = [one for one in covering if one.cue and one.cue[0].start < unit.span.start]
    return [*sorted(before, key=lambda one: one.cue[0].start), *nested[::-1]]


def _medium(record: Record, marking: Marking, statement: Statement, actors: Actors) -> Link | None:
    """The medium that stands outside a speaker in the chain: whom he spoke to, or who carries his words."""
    if statement.channel == "agency":  # «قال لرويترز»
        for wanted in statement.addressee:
            entity = record.entity(wanted)
            if entity is not None and entity.known and entity.name != record.article.outlet:
                found = SourceName(entity.known, entity.name, "ORG", bare_words(entity.name))
                return link(found, actors.add(found), _at(record, entity), None, credit=True)
    return _carrier(record, marking, statement, actors)


def _carrier(record: Record, marking: Marking, statement: Statement, actors: Actors) -> Link | None:
    """«قالت الوزارة في بيان نقلته وكالة … إن»: an agency behind a verb with a pronoun carries the words."""
    if not statement.cue or not statement.content:
        return None
    start, end = statement.cue[0].start, statement.content[0].start
    inside = [i for i, t in enumerate(marking.tokens) if start <= t.start < end]
    for i in inside[1:]:
        carried = any(
            marking.words[k].suffix and marking.words[k].finite for k in range(max(inside[0], i - 2), i)
        )
        if carried and (agency := _agency(record, marking, i, actors)):
            return agency
    return None


def _at(record: Record, entity: Entity) -> Span:
    mention = entity.mentions[0]
    return record.article.span(mention.start, mention.end)


def renamed(told: Sequence[Told], actors: Actors) -> list[Told]:
    """The tellings with the final keys and one name for each source, after all articles were read."""
    found = []
    for one in told:
        links = tuple(
            replace(
                each,
                key=actors.key(each.key),
                name=actors.name(each.key),
                counted=actors.counted(each.key),
            )
            for each in one.telling.links
        )
        telling = replace(one.telling, links=links, chain=tuple(each.name for each in links))
        found.append(replace(one, telling=telling))
    return found
