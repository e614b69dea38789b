"""The propositions of an article: stretches of text that each tell one thing, and in whose mouth they stand.

A statement's content and the outlet's own sentences are cut where a new clause begins, since one sentence
may tell that a train left its rails, how many died, and how many were hurt. A unit belongs to the innermost
statement around it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from msgspec import Struct

from tawatur.language import words as w
from tawatur.language.lexicon import load
from tawatur.language.marking import Marking
from tawatur.language.stemming import keys, keys_of
from tawatur.language.tokens import Token
from tawatur.language.views import fold_word
from tawatur.model import Record, Span, Statement

LEAST = 2  # content words of a unit in somebody's mouth; one («نعم») tells nothing that could be compared
LEAST_OWN = 3  # of the outlet's own: what is left around a statement is no proposition
TITLE_WORDS = 32  # more is no headline


# What is said in these acts is no fact that somebody else could tell too, but where the speaker stands.
STANDS = frozenset(
    {"condemn", "welcome", "opine", "describe", "warn", "threaten", "call_for", "ask", "promise", "express",
     "reject", "order", "decline"}
)  # fmt: skip
_AROUND = ("boilerplate", "section", "byline", "dateline", "caption")


class Opener(Struct, frozen=True):
    """Words that begin a proposition inside a sentence.

    ``needs``: act, only before a verbal noun; event, only before what the record has as an event, or a harm.
    ``goes_on``: what follows them still is the speaker's.
    """

    form: str
    needs: str = ""
    goes_on: str = ""
    note: str = ""


class _Openers(Struct, frozen=True):
    clauses: frozenset[tuple[str, ...]]
    adverbials: frozenset[tuple[str, ...]]
    inside: frozenset[tuple[str, ...]]
    going_on: frozenset[tuple[str, ...]]
    longest: int


class HarmWord(Struct, frozen=True):
    """A word that tells what became of people or things (a row of the table the quantities use)."""

    form: str
    role: str = ""


class Unit(Struct, frozen=True):
    """A proposition: a half-open token range of an article, and the statement that it stands in."""

    number: int
    first: int
    last: int
    span: Span
    statement: Statement | None
    headline: bool


@cache
def _openers() -> _Openers:
    rows = [(tuple(fold_word(row.form).split()), row) for row in load("ar/clause_openers.tsv", Opener)]
    return _Openers(
        frozenset(form for form, row in rows if not row.needs),
        frozenset(form for form, row in rows if row.needs == "act"),
        frozenset(form for form, row in rows if row.needs == "event"),
        frozenset(form for form, row in rows if row.goes_on),
        max(len(form) for form, _ in rows),
    )


@cache
def harm_words() -> dict[str, str]:
    """The role of every folded harm word of one word; a word with two roles tells neither."""
    found: dict[str, set[str]] = {}
    for row in load("ar/quantity_roles.tsv", HarmWord):
        if " " not in row.form:
            found.setdefault(fold_word(row.form), set()).add(row.role)
    return {form: next(iter(roles)) for form, roles in found.items() if len(roles) == 1}


@cache
def harms() -> frozenset[str]:
    """What can become of people and things: killed, wounded, captured and others."""
    return frozenset(row.role for row in load("ar/quantity_roles.tsv", HarmWord))


@cache
def _harm_keys() -> frozenset[str]:
    return frozenset(key.first for form in harm_words() for key in keys_of(form))


def _harms(token: Token) -> bool:
    """Whether a word in any of its forms tells that somebody was harmed («قتلوا»)."""
    return token.kind == "word" and any(key.first in _harm_keys() for key in keys(token))


def units(record: Record, marking: Marking) -> list[Unit]:
    """The propositions of an article in the order of its text."""
    inner = _innermost(record, marking)
    cues, skipped = _attributions(record, marking)
    title_end = headline_end(record, marking)
    around = [(p.start, p.end) for p in record.article.parts if p.kind in _AROUND]
    events = frozenset(event.trigger.start for event in record.events)
    found: list[Unit] = []
    for first, last in marking.sentences:
        if any(start <= marking.tokens[first].start < end for start, end in around):
            continue
        for start, end in _runs(inner, first, last):
            saying = [k for k in range(start, end) if _attributes(cues.get(k), inner[start], record)]
            for a, b in _pieces(marking, start, end, events, saying):
                cue = next((k for k in saying if a <= k < b), b)
                if cue < b and not _tells_before(marking, a, cue, skipped):
                    continue
                speaker = _speaker(record, inner[start], behind=a > start)
                unit = _unit(marking, (a, cue), speaker, skipped)
                if unit is not None:
                    span, own = unit
                    found.append(Unit(len(found), *_range(marking, span), span, own, span.end <= title_end))
    return found


def headline_end(record: Record, marking: Marking) -> int:
    """Where the headline ends: the article's title, else a first line that is short and has no full stop."""
    if record.article.title is not None:
        return record.article.title.end
    if len(marking.layout.paragraphs) < 2:
        return 0
    first, last = marking.layout.paragraphs[0]
    end = marking.tokens[last - 1]
    return end.end if last - first <= TITLE_WORDS and end.text not in (".", "،", "؛") else 0


def _innermost(record: Record, marking: Marking) -> list[Statement | None]:
    """For every token the statement with the shortest content around it."""
    inner: list[Statement | None] = [None] * len(marking.tokens)
    depth = {s.id: sum(1 for _ in record.around(s)) for s in record.statements}
    told = [s for s in record.statements if reports(s)]
    # Wide contents first, so that narrow and nested ones are written over them.
    for statement in sorted(told, key=lambda s: (depth[s.id], -sum(c.end - c.start for c in s.content))):
        for i in _tokens_in(marking.tokens, [_whole(record, statement)]):
            inner[i] = statement
    _run_on(marking, inner)
    return inner


def reports(statement: Statement) -> bool:
    """Whether a statement puts something into a mouth; «يعتقد أن» and «ما يسمى» leave it the outlet's."""
    return bool(statement.content) and statement.form != "label" and statement.source.kind != "agentless"


def _whole(record: Record, statement: Statement) -> Span:
    """The content; what is described stands between the verb and it («وصف مقتل الطفل بأنه هجوم وحشي»)."""
    first, last = statement.content[0], statement.content[-1]
    start = first.start
    if statement.act == "describe" and statement.cue and statement.cue[-1].end < start:
        source = statement.source.span
        behind = max(statement.cue[-1].end, source.end if source and source.end < start else 0)
        start = behind if "\n" not in record.article.text[behind:start] else start
    return record.article.span(start, last.end)


def _run_on(marking: Marking, inner: list[Statement | None]) -> None:
    """«قال … ؛ مما أدى إلى»: what runs on from reported words, no new verb of saying, keeps its source."""
    for first, last in marking.sentences:
        for i in range(first, last):
            before = i - 1
            while before > 0 and marking.tokens[before].kind == "punct":
                before -= 1
            if inner[i] is not None or before < 0 or inner[before] is None:
                continue
            if marking.layout.paragraph_of(before) == marking.layout.paragraph_of(i) and _begins(
                marking, i, _openers().going_on
            ):
                for k in range(i, last):
                    if inner[k] is not None:
                        break
                    inner[k] = inner[before]


def _attributions(record: Record, marking: Marking) -> tuple[dict[int, Statement], frozenset[int]]:
    """The tokens of cues with their statements, and all tokens that only say who says it."""
    cues = {i: s for s in record.statements if reports(s) for i in _tokens_in(marking.tokens, s.cue)}
    sources = [s.source.span for s in record.statements if s.source.span and reports(s)]
    return cues, frozenset(cues) | frozenset(_tokens_in(marking.tokens, sources))


def _attributes(cue: Statement | None, inner: Statement | None, record: Record) -> bool:
    """Whether a clause holds the cue of a statement that it does not stand in: then it only attributes."""
    if cue is None:
        return False
    return inner is None or all(around.id != cue.id for around in record.around(inner))


def _tokens_in(tokens: Sequence[Token], spans: Sequence[Span]) -> Iterator[int]:
    for span in spans:
        first = bisect_right(tokens, span.start, key=lambda token: token.end)
        yield from range(first, bisect_left(tokens, span.end, lo=first, key=_start))


def _start(token: Token) -> int:
    return token.start


def _runs(inner: Sequence[Statement | None], first: int, last: int) -> Iterator[tuple[int, int]]:
    """The stretches of a sentence that stand in one mouth."""
    start = first
    for i in range(first + 1, last + 1):
        if i == last or inner[i] is not inner[start]:
            yield start, i
            start = i


def _clauses(marking: Marking, first: int, last: int) -> Iterator[tuple[int, int]]:
    """A stretch cut where a proposition of its own begins, each piece with something to tell."""
    start = first
    for i in range(first + 1, last):
        if _opens(marking, i) and _tells(marking, start, i) and _tells(marking, i, last):
            yield start, i
            start = i
    yield start, last


def _tells_before(marking: Marking, first: int, cue: int, skipped: frozenset[int]) -> bool:
    """Whether more than a source stands before a cue («شهد الأسبوع هجمات نسبت إلى»)."""
    own = [i for i in range(first, cue) if i not in skipped]
    return sum(is_content(marking, i) for i in own) > LEAST_OWN and any(_acts(marking, i) for i in own)


def _speaker(record: Record, statement: Statement | None, *, behind: bool) -> Statement | None:
    """Who tells a piece of a content. «ندد بالهجوم الذي أدى إلى مقتل طفل»: who condemns tells no death."""
    if statement and behind and statement.act in STANDS and statement.form in ("nominal", "mixed"):
        return record.statement(statement.parent)
    return statement


def _pieces(
    marking: Marking, first: int, last: int, events: Collection[int], saying: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """The clauses of a stretch, each followed by the act that its adverbial tells («إثر خروج قطارين»).

    Behind a verb of saying the adverbial only tells when it was said («قال عقب لقائه الوفد إن»).
    """
    for start, end in _clauses(marking, first, last):
        yield start, end
        for i in range(start + 2, next((k for k in saying if start <= k < end), end - 2)):
            if _adverbial(marking, start, i, events) and _content(marking, i, end) > LEAST:
                yield i + 1, end
                break


def _opens(marking: Marking, i: int) -> bool:
    word = marking.words[i]
    if _begins(marking, i, _openers().clauses):
        return True
    if not word.conj or word.definite or word.prep:
        return False
    if word.classes & w.COMP:
        return True
    if word.stem in harm_words() and word.classes & w.MASDAR:
        # «وإصابة مئة آخرين»: another harm is another thing told; «مقتل وإصابة 120» is one
        return marking.words[i - 1].stem not in harm_words()
    return bool(word.classes & w.FINITE) and not word.classes & (w.NOMINAL & ~w.MASDAR)


def _adverbial(marking: Marking, first: int, i: int, events: Collection[int]) -> bool:
    """Whether «إثر»، «لدى»، «نتيجة» stands here before an act that is not named with the article.

    «في» does so only before a happening («في هجوم على قافلة», «قتل ثلاثة في انهيار مبنى»): «شرع في تنفيذ
    المشروع» tells one thing. The clause begins at ``first``.
    """
    following = marking.words[i + 1]
    if following.definite or not following.classes & w.MASDAR:
        return False
    if not _begins(marking, i, _openers().inside):
        return _begins(marking, i, _openers().adverbials)
    tokens = marking.tokens
    return tokens[i + 1].start in events or any(_harms(token) for token in (*tokens[first:i], tokens[i + 1]))


def _begins(marking: Marking, i: int, forms: frozenset[tuple[str, ...]]) -> bool:
    here = tuple(t.folded for t in marking.tokens[i : i + _openers().longest])
    return any(here[:n] in forms for n in range(1, len(here) + 1))


def _tells(marking: Marking, first: int, last: int) -> bool:
    """Whether a stretch can be a proposition: two content words and an act among them."""
    return _content(marking, first, last) >= LEAST and any(_acts(marking, i) for i in range(first, last))


def _content(marking: Marking, first: int, last: int) -> int:
    return sum(is_content(marking, i) for i in range(first, last))


def _acts(marking: Marking, i: int) -> bool:
    """Whether a word can tell an act. A verb that no lexicon has still shows in its place (واشعلوا)."""
    word = marking.words[i]
    return bool(word.classes & (w.FINITE | w.MASDAR | w.CUE_NOUN)) and is_content(marking, i)


def is_content(marking: Marking, i: int) -> bool:
    """Whether a token means something of its own."""
    token, word = marking.tokens[i], marking.words[i]
    if token.kind != "word":
        return token.kind == "number"
    closed = w.FUNCTION | w.DEM | w.ADV
    return not (word.classes & closed and not word.classes & (w.NAME | w.ROLE | w.BODY | w.MASDAR))


def _unit(
    marking: Marking,
    where: tuple[int, int],
    statement: Statement | None,
    skipped: frozenset[int],
) -> tuple[Span, Statement | None] | None:
    """The span of a clause without what only attributes it and without what joins it to the sentence."""
    first, last = where
    own = [i for i in range(first, last) if is_content(marking, i) and (statement or i not in skipped)]
    if len(own) < (LEAST if statement else LEAST_OWN):
        return None
    if statement is None:  # «قال المكتب … أن» around contents: begin and end at the outlet's own words
        first, last = _own_words(first, last, skipped)
    while first < last and (marking.tokens[first].kind == "punct" or _joins(marking, first)):
        first += 1
    while last > first and marking.tokens[last - 1].kind == "punct":
        last -= 1
    return (marking.span(first, last), statement) if last > first else None


def _own_words(first: int, last: int, skipped: frozenset[int]) -> tuple[int, int]:
    while first < last and first in skipped:
        first += 1
    while last > first and last - 1 in skipped:
        last -= 1
    return first, last


def _joins(marking: Marking, i: int) -> bool:
    word = marking.words[i]
    return bool(word.classes & w.COMP) or marking.tokens[i].folded == "و"


def _range(marking: Marking, span: Span) -> tuple[int, int]:
    first = bisect_left(marking.tokens, span.start, key=_start)
    return first, bisect_left(marking.tokens, span.end, lo=first, key=_start)
