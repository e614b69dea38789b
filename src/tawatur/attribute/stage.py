"""The stage: from an article to its statements, each with cue, source words, content, form and parent.

1. cues and their complements in every sentence (cues)
2. who stands in whom, where a content ends (nesting), who speaks where nobody is named (dropped)
3. headline colons, floating quotations, adverbials (headlines, adverbials)
4. fields (fields) and the public statements (here)

Whom the source words mean is decided afterwards, by ``understand``: until then an addressee is
a reference ``@start-end`` to the words that name it, and ``source.entity`` is empty.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from tawatur.attribute import adverbials, headlines
from tawatur.attribute.contents import trim
from tawatur.attribute.cues import drafts_in
from tawatur.attribute.drafts import Draft
from tawatur.attribute.fields import complete, form_of
from tawatur.attribute.lexicon import Knowledge
from tawatur.attribute.nesting import nest
from tawatur.attribute.phrasal import phrasal
from tawatur.language import words as w
from tawatur.language.marking import Marking
from tawatur.language.nominals import Phrase
from tawatur.model import Alternative, Record, Source, Span, Statement

_NEAR = 40  # drafts looked back upon, so that a text of any length is read in linear time


def statements(record: Record, marking: Marking, knowledge: Knowledge) -> Record:
    """The record with its statements."""
    drafts = _drafts(record, marking)
    for draft in drafts:
        complete(marking, draft, knowledge)
    kept = [d for d in drafts if _ranges(marking, d)]
    for draft in kept:
        while draft.parent is not None and not _ranges(marking, draft.parent):
            draft.parent = draft.parent.parent
    ids = {id(d): f"s{n}" for n, d in enumerate(kept, 1)}
    return replace(record, statements=tuple(_statement(marking, d, ids) for d in kept))


def _drafts(record: Record, marking: Marking) -> list[Draft]:
    titles = [(p.start, p.end) for p in record.article.parts if p.kind == "title"]
    skipped = [(p.start, p.end) for p in record.article.parts if p.kind in ("boilerplate", "section")]
    drafts: list[Draft] = []
    adverbial: list[Draft] = []
    for number, (first, last) in enumerate(marking.sentences):
        start = marking.tokens[first].start
        if any(a <= start < b for a, b in skipped):
            continue
        hung = adverbials.find(marking, first, last, number)
        own = {k for d in hung for a, b in d.cues for k in range(a, b)}
        found = drafts_in(marking, first, last, number, own)
        found += phrasal(marking, first, last, number, found)
        if any(a <= start < b for a, b in titles):
            head = headlines.headline(marking, first, last, found, number)
            if head is not None:
                found.append(head)
                for d in found:
                    if d is not head and d.complement is not None and d.first < head.first:
                        d.complement.end = head.first
        drafts += sorted(found, key=lambda d: d.first)
        adverbial += hung
    nest(marking, drafts, adverbial)
    for first, _ in marking.layout.paragraphs:
        sentence = marking.layout.sentence_of(first)
        floating = headlines.floating(marking, first, _around(marking, drafts, sentence), sentence)
        if floating is not None:
            insort(drafts, floating, key=_place)
    for draft in adverbial:
        adverbials.place(marking, draft, _around(marking, drafts, draft.sentence))
        insort(drafts, draft, key=_place)
    _voices(adverbial, drafts)
    return drafts


def _place(draft: Draft) -> int:
    return draft.first


def _around(marking: Marking, drafts: list[Draft], sentence: int) -> list[Draft]:
    """The drafts of a sentence and the last ones before it, in order."""
    first, last = marking.sentences[sentence]
    begin = bisect_left(drafts, first, key=_place)
    return drafts[max(0, begin - _NEAR) : bisect_left(drafts, last, key=_place)]


def _voices(adverbial: Sequence[Draft], drafts: list[Draft]) -> None:
    """«على حد قوله»: the pronoun is the last speaker."""
    for draft in adverbial:
        if draft.source is None and draft.source_kind != "agentless":
            at = bisect_left(drafts, draft.first, key=_place)
            before = [d for d in drafts[max(0, at - _NEAR) : at] if d.source_kind != "agentless"]
            near = (
                [d for d in before if d is draft.parent] or [d for d in before if d.parent is None] or before
            )
            draft.through = near[-1] if near else None


def _each(marking: Marking, phrase: Phrase) -> list[tuple[int, int]]:
    """«المجلس والحكومة»: the token ranges of those who are addressed together."""
    if not phrase.joined:
        return [(phrase.first, phrase.last)]
    starts = [
        k
        for k in range(phrase.first + 1, phrase.last)
        if marking.words[k].conj == "و" and marking.words[k].classes & w.SPEAKER
    ]
    return list(pairwise([phrase.first, *starts, phrase.last]))


def _ranges(marking: Marking, draft: Draft) -> list[tuple[int, int]]:
    return [r for r in (trim(marking, a, b) for a, b in draft.content) if r[0] < r[1]]


def _statement(marking: Marking, draft: Draft, ids: dict[int, str]) -> Statement:
    return Statement(
        id=ids[id(draft)],
        cue=tuple(_cue_span(marking, a, b, draft.conj if a == draft.first else "") for a, b in draft.cues),
        source=_source(marking, draft, ids),
        content=tuple(
            _cue_span(marking, a, b) if draft.kind == "adverbial" else marking.span(a, b)
            for a, b in _ranges(marking, draft)
        ),
        form=form_of(marking, draft),  # type: ignore[arg-type]
        act=draft.act,  # type: ignore[arg-type]
        commitment=draft.commitment,  # type: ignore[arg-type]
        channel=draft.channel,  # type: ignore[arg-type]
        verbatim=_verbatim(marking, draft),
        addressee=tuple(
            f"@{s.start}-{s.end}"
            for p in draft.addressees
            for s in (marking.span(*r) for r in _each(marking, p))
        ),
        negated=draft.negated,
        parent=ids.get(id(draft.parent)) if draft.parent is not None else None,
        rule="; ".join([draft.cue.resource, *draft.rules]),
        alternatives=tuple(Alternative(*lost) for lost in draft.lost),
    )


def _cue_span(marking: Marking, first: int, last: int, glued: str = "") -> Span:
    """The cue without the و or ف glued to its first word, unless the word begins with that letter."""
    span = marking.span(first, last)
    conj = glued or marking.words[first].conj
    if conj and span.text[:1] == conj:
        return Span(span.start + 1, span.end, span.text[1:])
    return span


def _source(marking: Marking, draft: Draft, ids: dict[int, str]) -> Source:
    """The source as far as the words tell: a dropped one goes back to a statement or a mention."""
    kind = draft.source_kind or "dropped"
    if draft.source is None:
        return Source(kind=kind, through=ids.get(id(draft.through)))  # type: ignore[arg-type]
    span = _without_conjunction(marking, draft, marking.span(draft.source.first, draft.source.last))
    if kind == "dropped" and span is not None:
        return Source(kind="dropped", through=f"{span.start}-{span.end}")
    return Source(kind=kind, span=span)  # type: ignore[arg-type]


def _without_conjunction(marking: Marking, draft: Draft, span: Span | None) -> Span | None:
    if span is None or draft.source is None:
        return span
    conj = marking.words[draft.source.first].conj
    return Span(span.start + 1, span.end, span.text[1:]) if conj and span.text[:1] == conj else span


def _verbatim(marking: Marking, draft: Draft) -> tuple[Span, ...]:
    """The quotations of more than a name inside the content; after أن only those that say I or we."""
    direct = draft.complement is None or draft.complement.frame in ("quote", "colon")
    found = []
    for a, b in _ranges(marking, draft):
        for i in range(max(a - 1, 0), b):
            quotation = marking.opening.get(i)
            if (
                quotation is not None
                and quotation.close <= b
                and quotation.close - i > 4
                and quotation.depth == 0
            ):
                own = any(
                    marking.words[k].classes & w.FIRST_PERSON or marking.words[k].suffix == "نا"
                    for k in range(i + 1, quotation.close)
                )
                if direct or own:
                    found.append(marking.span(i + 1, quotation.close))
    return tuple(found)
