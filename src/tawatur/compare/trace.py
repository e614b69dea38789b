"""Trace: where a sentence stands, verbatim or altered word by word, in whose mouth, through which chain.

A sentence is found where enough of the words that carry meaning stand in one place of an article in the same
order. What was found is told word by word; what was not is «not found in these articles», never «false».
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from tawatur.compare.actors import Actors, bare_words
from tawatur.compare.meaning import meaning, overlap, weights
from tawatur.compare.roots import word_key
from tawatur.compare.stage import Mark, scope_of
from tawatur.compare.tellings import Told, renamed, tellings
from tawatur.compare.types import Link, Scope
from tawatur.compare.units import Unit, is_content
from tawatur.language.marking import Marking
from tawatur.language.stemming import terms_of
from tawatur.language.tokens import Token, tokenize
from tawatur.language.vocabulary import Actor
from tawatur.model import Article, Engine, Record, Span

FOUND = 0.65  # of the words that carry meaning, in order, in one paragraph
SIFTED = 0.5  # of them in one paragraph, in any order and form: less is never FOUND
LEAST = 3  # such words: less is found everywhere
GAP = 3  # words in the article beyond twice those in the question: behind a wider gap other things are told
NEAREST = 3

ChangeKind = Literal["same", "dropped", "added", "replaced"]


class Change(Struct, frozen=True):
    """A stretch of words: as the question has it, and as the article has it."""

    kind: ChangeKind
    asked: str
    found: str


class Carrier(Struct, frozen=True):
    """An article that carries the sentence.

    ``verbatim``: word for word, and whole. ``goes_on``: what is told there behind the asked words, without
    which they may mean something else. ``in_mouth``: whether the asked speaker is in the chain.
    """

    article: str
    outlet: str | None
    published: str | None
    span: Span
    verbatim: bool
    goes_on: Span | None
    share: float
    changes: tuple[Change, ...]
    chain: tuple[str, ...]
    statement: str | None
    in_mouth: bool | None


class Nearest(Struct, frozen=True):
    """What the asked speaker is told to have said that comes nearest to the sentence."""

    article: str
    span: Span
    chain: tuple[str, ...]
    likeness: float


class Trace(Struct, frozen=True):
    """The answer: the carriers in the order of their publication, or none in the texts of ``scope``.

    ``unread`` counts texts that share many of its words and were not looked through: too many do.
    """

    scope: Scope
    sentence: str
    said_by: str | None
    carriers: tuple[Carrier, ...]
    nearest: tuple[Nearest, ...] = ()
    unread: int = 0

    @property
    def found(self) -> bool:
        """Whether it stands anywhere, and in the asked mouth where one was asked for."""
        return any(one.in_mouth is not False for one in self.carriers)


class _Place(Struct, frozen=True):
    """Where words of the question stand in an article: pairs (index asked, index found).

    ``first`` to ``last`` is what stands there in place of the whole question.
    """

    pairs: tuple[tuple[int, int], ...]
    share: float
    first: int
    last: int


def trace(sentence: str, said_by: str | None, records: Sequence[Record], mark: Mark) -> Trace:
    """Trace a sentence through articles."""
    asked = mark(Article("asked", sentence))
    name = mark(Article("name", said_by)) if said_by else None
    actors = Actors()
    looked = []
    given = []
    for record in records:
        marking = mark(record.article)
        place = _best_place(asked, marking)
        own = name is not None and _may_tell_of(name, record)
        if place is not None or own:
            span = marking.span(place.first, place.last) if place and not own else None
            looked.append((record, marking, place))
            given.append(tellings(record, marking, actors, span))
    actors.settle()
    told = [renamed(one, actors) for one in given]
    carriers = [
        _carrier(record, (asked, marking), place, one, name)
        for (record, marking, place), one in zip(looked, told, strict=True)
        if place is not None
    ]
    return Trace(
        scope=scope_of(records),
        sentence=sentence,
        said_by=said_by,
        carriers=tuple(sorted(carriers, key=lambda one: (one.published or "9999", one.article))),
        nearest=_nearest(asked, name, [each for one in told for each in one]) if name else (),
    )


def sieve(sentence: str, mark: Mark) -> Callable[[str], bool]:
    """Tells of a text in little time whether it may carry the sentence: most cannot."""
    asked = [roots for token in tokenize(sentence) if (roots := _roots(token))]
    marked = mark(Article("asked", sentence))
    least = max(1.0, SIFTED * len(asked))

    def passes(line: str) -> bool:
        there = {root for token in tokenize(line) for root in _roots(token)}
        if sum(not roots.isdisjoint(there) for roots in asked) < least:
            return False
        return _best_place(marked, mark(Article("line", line))) is not None

    return lambda text: any(passes(line) for line in text.splitlines())


def _roots(token: Token) -> frozenset[str]:
    """What is left of a word in every reading of it; nothing of one that stands in every text."""
    return _roots_of(terms_of(token))


@lru_cache(maxsize=100_000)
def _roots_of(terms: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word_key(term) for term in terms)


def _best_place(asked: Marking, marking: Marking) -> _Place | None:
    """The paragraph that holds most of the question's words, if it holds enough of them."""
    wanted = [i for i in range(len(asked.tokens)) if asked.tokens[i].kind != "punct"]
    content = {i for i in wanted if is_content(asked, i)}
    if len(content) < LEAST:
        return None
    keys = [_key(asked, i) for i in wanted]
    best: _Place | None = None
    for first, last in marking.layout.paragraphs:
        there = [i for i in range(first, last) if marking.tokens[i].kind != "punct"]
        words = [_key(marking, i) for i in there]
        if len(set(keys) & set(words)) < FOUND * len(set(keys)) / 2:
            continue
        blocks = SequenceMatcher(None, keys, words, autojunk=False).get_matching_blocks()
        pairs = _dense([(wanted[b.a + k], there[b.b + k]) for b in blocks for k in range(b.size)])
        share = sum(a in content for a, _ in pairs) / len(content)
        if share >= FOUND and (best is None or (share, len(pairs)) > (best.share, len(best.pairs))):
            best = _Place(tuple(pairs), share, *_reach(asked, marking, pairs))
    return best


def _reach(asked: Marking, marking: Marking, pairs: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The found range with as many words at its ends as the question has there, up to the next sign."""
    (first_asked, first), (last_asked, last) = pairs[0], pairs[-1]
    before = sum(asked.tokens[i].kind != "punct" for i in range(first_asked))
    behind = sum(asked.tokens[i].kind != "punct" for i in range(last_asked + 1, len(asked.tokens)))
    low, high = marking.layout.paragraphs[marking.layout.paragraph_of(first)]
    while before and first > low and marking.tokens[first - 1].kind != "punct":
        first, before = first - 1, before - 1
    last += 1
    while behind and last < high and marking.tokens[last].kind != "punct":
        last, behind = last + 1, behind - 1
    return first, last


def _key(marking: Marking, i: int) -> str:
    """What must be equal for a word to be found: its meaning, whatever its ending and its clitics."""
    stem = marking.words[i].stem or marking.tokens[i].folded
    return word_key(stem) if is_content(marking, i) else stem


def _dense(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The largest part of the pairs without a wide gap in the article."""
    parts: list[list[tuple[int, int]]] = [[]]
    for pair in pairs:
        if parts[-1]:
            a, b = parts[-1][-1]
            if pair[1] - b > 2 * (pair[0] - a) + GAP:
                parts.append([])
        parts[-1].append(pair)
    return max(parts, key=len)


def _carrier(
    record: Record,
    markings: tuple[Marking, Marking],
    place: _Place,
    told: Sequence[Told],
    name: Marking | None,
) -> Carrier:
    asked, marking = markings
    span = marking.span(place.first, place.last)
    changes = _changes(asked, marking, place)
    telling = max(told, key=lambda one: (_overlap(one.telling.span, span), -one.unit.number), default=None)
    here = telling is not None and _overlap(telling.telling.span, span) > 0
    links = telling.telling.links if telling and here else ()
    goes_on = _rest(marking, place.last, telling.unit) if telling and here else None
    return Carrier(
        article=record.article.id,
        outlet=record.article.outlet,
        published=record.article.published.at,
        span=span,
        verbatim=goes_on is None and all(change.kind == "same" for change in changes),
        goes_on=goes_on,
        share=round(place.share, 3),
        changes=tuple(changes),
        chain=tuple(link.name for link in links),
        statement=telling.telling.statement if telling and here else None,
        in_mouth=any(is_named(name, link) for link in links) if name else None,
    )


def _rest(marking: Marking, first: int, unit: Unit) -> Span | None:
    """What the proposition tells behind the found words."""
    rest = [i for i in range(first, unit.last) if is_content(marking, i)]
    return marking.span(first, unit.last) if rest else None


def _overlap(a: Span, b: Span) -> int:
    return min(a.end, b.end) - max(a.start, b.start)


def _changes(asked: Marking, marking: Marking, place: _Place) -> list[Change]:
    """The sentence word by word: runs that stand in both, and what lies between them."""
    last = len(asked.tokens)
    found: list[Change] = []
    at, there = 0, place.first
    for a, b in (*place.pairs, (last, place.last)):
        missing, more = _words(asked, at, a), _words(marking, there, b)
        if missing or more:
            kind: ChangeKind = "replaced" if missing and more else "dropped" if missing else "added"
            _add(found, kind, missing, more)
        if a < last:
            same = (
                asked.words[a].stem == marking.words[b].stem
                or asked.tokens[a].folded == marking.tokens[b].folded
            )
            _add(found, "same" if same else "replaced", asked.tokens[a].text, marking.tokens[b].text)
        at, there = a + 1, b + 1
    return found


def _add(found: list[Change], kind: ChangeKind, asked: str, there: str) -> None:
    """Add a change; what goes on in the same way is one."""
    if found and found[-1].kind == kind:
        before = found.pop()
        asked, there = f"{before.asked} {asked}".strip(), f"{before.found} {there}".strip()
    found.append(Change(kind, asked, there))


def _words(marking: Marking, first: int, last: int) -> str:
    return " ".join(t.text for t in marking.tokens[first:last] if t.kind != "punct")


def _may_tell_of(name: Marking, record: Record) -> bool:
    """Whether anybody in an article may be the one that a name means."""
    known, words = _known(name), set(bare_words(name.text))
    return any(one.known in known or not words.isdisjoint(bare_words(one.name)) for one in record.entities)


def _known(name: Marking) -> set[str]:
    """The known actors that a name means."""
    return {
        hit.row.id
        for i in range(len(name.tokens))
        for hit in name.hits(i, "actor")
        if isinstance(hit.row, Actor)
    }


def is_named(name: Marking, link: Link) -> bool:
    """Whether a name means a source: the same known actor, or its words within the other's."""
    known = _known(name)
    if link.key in known or link.counted in known:
        return True
    asked = set(bare_words(name.text))
    written = [bare_words(one) for one in ([link.name, link.span.text] if link.span else [link.name])]
    if link.type != "PER" and len({words[:1] for words in written}) == 1 and not asked & set(written[0][:1]):
        return False  # «مكتب فايز السراج» is not السراج; «الناطق باسم المكتب سالم» is سالم
    return bool(asked) and any(asked <= set(words) for words in written)


def _nearest(asked: Marking, name: Marking, told: Sequence[Told]) -> tuple[Nearest, ...]:
    """The speaker's statements that come nearest to the sentence."""
    own = [one for one in told if any(is_named(name, link) for link in one.telling.links)]
    if not own or not asked.tokens:
        return ()
    span = asked.span(0, len(asked.tokens))
    unit = Unit(0, 0, len(asked.tokens), span, None, headline=False)
    wanted = meaning(Record(Article("asked", asked.text), Engine("", "")), asked, unit)
    weight = weights([[[wanted, *(one.meaning for one in told)]]])
    scored = [(overlap(wanted, one.meaning, weight), one) for one in own]
    best = sorted(scored, key=lambda pair: (-pair[0], pair[1].telling.article, pair[1].unit.number))
    return tuple(
        Nearest(one.telling.article, one.telling.span, one.telling.chain, round(score, 3))
        for score, one in best[:NEAREST]
        if score > 0
    )
