"""«الناتو: لا حل عسكريا»: a headline that makes somebody speak by a colon, and quotations without a cue."""

from __future__ import annotations

from collections.abc import Sequence

from tawatur.attribute.contents import trim
from tawatur.attribute.drafts import Draft
from tawatur.attribute.fields import governed
from tawatur.attribute.lexicon import Cue
from tawatur.attribute.sources import after_island, can_speak
from tawatur.language import words as w
from tawatur.language.marking import Marking
from tawatur.language.nominals import Phrase, noun_phrase

_HEADLINE = Cue("headline", "say", "neutral", {}, {}, "rule")
_FLOATING = Cue("floating", "say", "neutral", {}, {}, "rule")
_MIN_FLOATING = 6
_ABOUT = frozenset(["عن", "حول", "بشان", "علي", "في"])
_SEPARATORS = frozenset(["..", "...", "…", "|"])


def headline(marking: Marking, first: int, last: int, drafts: Sequence[Draft], sentence: int) -> Draft | None:
    """The statement that the first colon of a headline makes, or None where a topic stands before it."""
    colon = next((i for i in range(first, min(last, first + 20)) if marking.is_punct(i, ":")), None)
    if colon is None or colon + 2 >= last:
        return None
    a, b = trim(marking, colon + 1, last)
    if any(d.complement is not None and d.complement.at == colon for d in drafts):
        return None
    spoken = [d for d in drafts if d.first < colon and d.source is not None and d.sentence == sentence]
    draft = Draft("headline", _HEADLINE, [], colon, sentence=sentence)
    if spoken:
        draft.through = spoken[-1]
        draft.rules.append("headline: the speaker of the words before the colon")
    else:
        phrase, addressee = _before_colon(marking, first, colon, last)
        if phrase is None:
            return None
        draft.source = phrase
        draft.addressees = [addressee] if addressee is not None else []
        draft.rules.append("headline: somebody who can speak before a colon")
    draft.content, draft.hard_end, draft.fixed = [(a, b)], b, True
    return draft


def _says_we(marking: Marking, first: int, last: int) -> bool:
    """Whether the words behind the colon are somebody's own: «بلادنا», «نرحب», «سنفتح»."""
    return any(
        word.suffix == "نا"
        or (word.prep == "س" and word.classes & w.FINITE and word.stem.startswith("ن"))
        or (word.classes & w.FIRST_PERSON and not word.classes & ~w.FIRST_PERSON)
        for word in marking.words[first:last]
    )


def _before_colon(marking: Marking, first: int, colon: int, last: int) -> tuple[Phrase | None, Phrase | None]:
    """«الناتو: …»، «الوزير لرويترز: …»: who speaks before the colon, and to whom."""
    first = next((k + 1 for k in range(colon - 1, first, -1) if _ends_words(marking, k)), first)
    phrase = noun_phrase(marking, first, colon)
    if phrase is None:
        return None, None
    if phrase.last == colon and phrase.definite and _says_we(marking, colon + 1, last):
        return phrase, None  # «التعاون الخليجي: قضيتنا …»: who says we speaks
    if not can_speak(marking, phrase):
        return None, None
    if _is_country(marking, phrase) and not _says_we(marking, colon + 1, last):
        return None, None  # «ليبيا: …»: a country is a topic more often than a speaker
    if not phrase.classes & w.SPEAKER and phrase.name is None:
        return None, None
    if phrase.last == colon:
        return phrase, None
    i = phrase.last
    if phrase.classes & (w.NAME | w.ROLE | w.ACTOR) and _only_about(marking, i, colon):
        return phrase, None
    if marking.words[i].prep == "ل" or marking.tokens[i].folded == "ل":
        addressee = governed(marking, i, colon)
        return (phrase, addressee) if addressee is not None and addressee.last == colon else (None, None)
    return None, None


def _ends_words(marking: Marking, i: int) -> bool:
    """«"ملتزمون بالحوار".. الصين: …»: whether words before who speaks end at token ``i``."""
    return marking.tokens[i].text in _SEPARATORS and marking.quotation_of[i] is None


def _is_country(marking: Marking, phrase: Phrase) -> bool:
    """Whether the phrase is a country; «واشنطن بوست» is a medium."""
    if not phrase.classes & w.COUNTRY:
        return False
    return not any(
        hit.last - hit.first > 1
        for k in range(phrase.first, phrase.last)
        for hit in marking.hits(k, "outlet")
    )


def _only_about(marking: Marking, i: int, colon: int) -> bool:
    """«الوزير عن الأزمة: …»، «قائد القوة في البحر: …»: what the words are about, or where he serves."""
    if hits := marking.hits(i, "outlet_opener"):
        i = max(hit.last for hit in hits) - 1
    word = marking.words[i]
    if not word.classes & w.PREP or word.stem not in _ABOUT:
        return False
    return after_island(marking, i, colon) == colon


def floating(marking: Marking, first: int, drafts: Sequence[Draft], sentence: int) -> Draft | None:
    """The statement of a paragraph that opens with a long quotation without a cue, or None.

    The last speaker goes on in it.
    """
    quotation = marking.opening.get(first)
    if quotation is None or quotation.close - first < _MIN_FLOATING:
        return None
    if any(
        d.begin <= first + 1 <= d.end or first <= d.first <= quotation.close + 6
        for d in drafts
        if d.sentence == sentence
    ):
        return None
    last_said = [d for d in drafts if d.first < first and d.parent is None and d.kind != "noun"]
    if not last_said or any(d.hard_end > first for d in last_said):
        return None
    draft = Draft("floating", _FLOATING, [], first, sentence=sentence, through=last_said[-1])
    draft.content, draft.hard_end, draft.fixed = [(first + 1, quotation.close)], quotation.close, True
    draft.rules.append("a quotation without a cue: the last speaker")
    return draft
