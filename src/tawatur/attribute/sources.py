"""Where the source of a cue stands: after the verb, in the clause before it, or nowhere."""

from __future__ import annotations

from tawatur.attribute.lexicon import PhraseForm
from tawatur.language import words as w
from tawatur.language.conjugation import Form
from tawatur.language.marking import ACCUSATIVE, COMMAS, Marking
from tawatur.language.nominal_words import phrase_words
from tawatur.language.nominals import Phrase, noun_phrase

_MAX_ISLANDS = 12  # between a verb and its subject
_NAMES = frozenset(["actor", "outlet", "body", "country"])
_PRONOUNS = ("ها", "هم", "هما")  # on a noun that no lexicon knows
_SHORT_NAME = 4  # letters of مها، أدهم
_CLAUSE_REACH = 40
AT_ANOTHER_TIME = frozenset(["سابق", "لاحق", "متاخر", "مبكر"])
_PROCLITICS = frozenset("لب")  # before marks they are words of their own
_MAX_STRANGER = 4  # tokens of a name that is not read as one
_MAX_TURN = 4  # tokens of a turn marker
_ACTING = w.SPEAKER & ~(w.DOC | w.GENERIC | w.ANON) | w.ANON


def subject_after(marking: Marking, first: int, limit: int, feature: Form | None) -> Phrase | None:
    """The subject between the verb and its complement, behind any adverbial islands; or None."""
    i = first
    for _ in range(_MAX_ISLANDS):
        if i >= limit:
            return None
        behind = _past_adverbial(marking, i, first, limit)
        told_in = i == first + 1 and marking.words[first].stem in phrase_words("to_him")
        if behind == i or told_in:  # هددت فيها بإلغاء الاتفاقية: the subject stands right behind فيها
            return _subject_at(marking, i, first, limit, feature)
        i = behind
    return None


def unread_behind(marking: Marking, i: int) -> bool:
    """«يرى هؤلاء أن»، «يعتقد 40% من السكان أن»: whether people nobody names are the subject."""
    if i + 1 >= len(marking.words):
        return False
    after = marking.words[i + 1]
    if marking.words[i].stem in phrase_words("these"):
        return bool(after.classes & w.COMP)
    return marking.tokens[i].kind == "number" and after.stem == "من" and not after.prep


def stranger_behind(marking: Marking, i: int, clause: int) -> bool:
    """«ويؤكد كالاتشيف أن»: whether what no lexicon reads, or another gender, stands before the clause."""
    if not i < clause <= i + _MAX_STRANGER or marking.tokens[i].kind != "word":
        return False
    word = marking.words[i]
    other = w.FUNCTION | w.ADV | w.TIME | w.ROLE
    name = not word.classes or (word.classes & w.NAME and not word.classes & other)
    return bool(name) and word.prep in ("", "ك") and not marking.tokens[i].folded.endswith("ا")


def _past_adverbial(marking: Marking, i: int, first: int, limit: int) -> int:
    """The token behind what may stand between a verb and its subject at ``i``; ``i`` where nothing does."""
    token, word = marking.tokens[i], marking.words[i]
    if token.kind == "punct":
        if i in marking.opening:
            return i
        if token.text == "(":
            return _after_bracket(marking, i, limit)
        return i + 1 if token.text in "،,-–—/" else i
    if token.kind == "number":
        return i + 1 if i + 1 < limit and marking.words[i + 1].classes & w.TIME else i
    if (turn := turn_marker(marking, i)) is not None:
        return turn
    if word.conj and i > first:
        return i
    if word.classes & w.PREP and opens_island(word):
        return after_island(marking, i, limit)
    if word.classes & (w.TIME | w.ADV) and not word.prep and not _name_after_all(marking, i, limit):
        return past_date(marking, i + 1, limit)
    if i == first and word.classes & w.DEM and i + 1 < limit and not marking.words[i + 1].definite:
        return i + 1  # أوضح ذلك مدير المستشفى
    return after_island(marking, i, limit) if opens_island(word) else i


def _subject_at(marking: Marking, i: int, first: int, limit: int, feature: Form | None) -> Phrase | None:
    """The phrase that begins at ``i``, where it can be the subject of the verb."""
    word = marking.words[i]
    if _accusative(marking, i) or (word.classes & w.CUE_PART and marking.tokens[i].folded.endswith("ا")):
        return None  # قال مشيرا إلى: no marshal
    if marking.tokens[i].kind == "punct":
        quotation = marking.opening.get(i)
        if quotation is None:
            return None
        phrase = noun_phrase(marking, i, limit)
        return phrase if phrase is not None and phrase.last > quotation.close else None
    if (word.conj and i > first) or word.classes & (w.COMP | w.REL | w.CONJ | w.NEG | w.AUX):
        if not _kunya(marking, i, limit):
            return None
    if word.finite and not word.classes & w.NOMINAL and not marking.hits(i, "role"):
        return None  # but صاحب السمو
    phrase = noun_phrase(marking, i, limit)
    return phrase if phrase is not None and agrees(marking, phrase, feature) else None


def _kunya(marking: Marking, i: int, limit: int) -> bool:
    """«أم سالم»: what is a conjunction elsewhere begins a name before another."""
    word = marking.words[i]
    return (
        not word.conj
        and bool(word.classes & w.ROLE)
        and i + 1 < limit
        and bool(marking.words[i + 1].classes & w.NAME)
    )


def _accusative(marking: Marking, i: int) -> bool:
    """«توقع سابقاً أنه»: what is written with the accusative ending is nobody's subject."""
    return marking.tokens[i].text.endswith(ACCUSATIVE)


def _name_after_all(marking: Marking, i: int, limit: int) -> bool:
    """Whether a word of time or manner is a speaker here: «صباح» only before another name."""
    speaker = marking.words[i].classes & w.SPEAKER
    if speaker & ~w.NAME:
        return True
    return bool(speaker) and i + 1 < limit and bool(marking.words[i + 1].classes & w.NAME)


def opens_island(word: w.Word) -> bool:
    """Whether a preposition opens an adverbial here."""
    if word.classes & w.PREP and not word.definite:
        return True
    return bool(word.prep) and word.prep != "س"


def after_island(marking: Marking, i: int, limit: int) -> int:
    """The token after a preposition and its noun phrase."""
    word = marking.words[i]
    names = [h.last for h in marking.hits_at.get(i, ()) if h.lexicon in _NAMES and h.last <= limit]
    if word.prep and names:
        return max(names)  # لوكالة الأنباء السعودية
    start = i if word.prep else i + 1
    if i + 1 in marking.opening and marking.tokens[i].folded in _PROCLITICS:
        return min(marking.opening[i + 1].close + 1, limit)  # لـ«الرياض» الرائد فلان
    if word.classes & w.PREP and not word.prep and (word.suffix or word.stem in phrase_words("to_him")):
        return i + 1
    if start == i:
        inner = noun_phrase(marking, i + 1, limit, appositions=False) if not word.definite else None
        end = inner.last if inner is not None else i + 1
        return max(end, i + 1)
    while start < limit and marking.words[start].classes & w.PREP:
        start += 1
    if start < limit and marking.words[start].prep:
        start += 1
    inner = noun_phrase(marking, start, limit, appositions=False)
    end = max(i + 1, inner.last if inner is not None else start)
    if inner is None and end < limit and marking.words[end].classes & w.TIME:
        end += 1
    if end < limit and marking.words[end].stem in AT_ANOTHER_TIME and not marking.words[end].definite:
        end += 1  # في وقت سابق
    if marking.words[end - 1].classes & w.TIME:
        end = past_date(marking, end, limit)
    return _past_object(marking, i, start, end, limit)


def past_date(marking: Marking, i: int, limit: int) -> int:
    """Behind the rest of a date that began before token ``i`` (27 شباط/فبراير 2022)."""
    while i < limit:
        slash = marking.is_punct(i, "/") and i + 1 < limit
        step = i + 1 if slash else i
        if marking.tokens[step].kind != "number" and not (slash and marking.words[step].classes & w.TIME):
            break
        i = step + 1
    return i


def _past_object(marking: Marking, i: int, start: int, end: int, limit: int) -> int:
    """«خلال استقباله وزير خارجية أرمينيا، فلان، …»: a verbal noun with a pronoun takes its object along."""
    noun = marking.words[start] if start < limit else None
    if noun is None or not noun.suffix or end != start + 1 or end >= limit or noun.classes & w.SPEAKER:
        return end
    met = noun_phrase(marking, end, limit, appositions=marking.is_punct(i - 1, COMMAS))
    return met.last if met is not None and met.classes & (w.SPEAKER & ~w.DOC) else end


def _after_bracket(marking: Marking, i: int, limit: int) -> int:
    for k in range(i + 1, min(limit, i + 15)):
        if marking.is_punct(k, ")"):
            return k + 1
    return i + 1


def agrees(marking: Marking, phrase: Phrase, feature: Form | None) -> bool:
    """Whether a phrase after the verb can be its subject: the verb shows its gender, not its number."""
    if feature is None or feature.person != 3:
        return feature is None
    if feature.number in ("p", "d"):
        return False
    head = marking.words[phrase.head]
    if not can_speak(marking, phrase):
        return False
    feminine = bool(phrase.classes & w.FEMININE) or (
        phrase.classes & w.PLURAL and not phrase.classes & w.ROLE
    )
    if feature.gender == "f":
        return bool(feminine) or head.stem.endswith(("ه", "ات")) or not _surely_masculine(phrase)
    land = phrase.classes & w.COUNTRY and not phrase.classes & (w.NISBA | w.NAME | w.BODY)
    if land and feature.tense == "imperfect" and not head.definite and phrase.last == phrase.head + 1:
        return head.stem in phrase_words("masculine")  # يحذر إسرائيل: whom, not who
    return not (head.stem.endswith("ه") and phrase.classes & (w.BODY | w.DOC) and phrase.classes & w.FEMININE)


def _surely_masculine(phrase: Phrase) -> bool:
    return bool(phrase.classes & (w.GIVEN | w.ROLE | w.SPOKES | w.DOC)) and not phrase.classes & (
        w.FEMININE | w.PLURAL
    )


def _owned_thing(marking: Marking, phrase: Phrase) -> bool:
    """«أسماءها»، «عودة الخدمات»، «كامل ثقته»: what has an owner, though its word may be a name as well."""
    if phrase.classes & (w.SPEAKER & ~w.NAME):
        return False
    head = marking.words[phrase.head]
    after = marking.words[phrase.head + 1] if phrase.head + 1 < len(marking.words) else None
    if not head.classes:
        alone = phrase.last == phrase.head + 1
        return alone and not head.definite and head.stem.endswith(_PRONOUNS) and len(head.stem) > _SHORT_NAME
    if after is None or head.definite or not head.classes & (w.MASDAR | w.NOUN | w.ADJECTIVE):
        return False
    if after.suffix and after.classes & (w.MASDAR | w.NOUN | w.CUE_NOUN) and not after.conj:
        return True
    thing = after.classes & (w.NOUN | w.MASDAR | w.BODY) and not after.classes & w.NAME
    return bool(head.classes & (w.MASDAR | w.NOUN)) and after.definite and bool(thing)


def can_speak(marking: Marking, phrase: Phrase) -> bool:
    """Whether a noun phrase can name a source: a known speaker, or an unknown word that is no verbal noun."""
    head = marking.words[phrase.head]
    alone = phrase.last == phrase.head + 1  # الان: a name as well
    only_time = head.classes & w.TIME and (alone or _tells_time(marking, phrase.head + 1))  # صباح السبت
    most = head.definite and head.stem in phrase_words("one_of") - phrase_words("of_two")  # والأهم من ذلك
    if only_time or most or _owned_thing(marking, phrase):
        return False
    if phrase.classes & w.SPEAKER:
        return True
    if _accusative(marking, phrase.head) and not phrase.classes & (w.QUANT | w.NISBA):
        return False  # عوضا، وردا
    if phrase.classes & (w.MASDAR | w.CUE_NOUN | w.TIME | w.ADV | w.DEM | w.NOUN):
        return False
    if phrase.name is not None:
        return True
    return bool(head.definite or phrase.classes & (w.QUANT | w.NISBA))


def _tells_time(marking: Marking, i: int) -> bool:
    return i < len(marking.words) and bool(marking.words[i].classes & w.TIME)


def turn_marker(marking: Marking, i: int) -> int | None:
    """The token behind «من جانبه»، «بدوره» at ``i``."""
    for hit in marking.hits(i, "cue_phrase"):
        if isinstance(hit.row, PhraseForm) and hit.row.row.kind == "turn_marker":
            return hit.last
    return None


def _own_voice(marking: Marking, i: int) -> int | None:
    """The token behind «يذكر أن» at ``i``."""
    for hit in marking.hits(i, "cue_phrase"):
        if isinstance(hit.row, PhraseForm) and hit.row.row.kind == "own_voice":
            return hit.last
    return None


def turn_marker_before(marking: Marking, i: int, floor: int) -> int | None:
    """Where the «من جانبه»، «بدوره» begins that ends right before token ``i``; or None."""
    for first in range(i - 1, max(floor, i - _MAX_TURN) - 1, -1):
        if turn_marker(marking, first) == i:
            return first
    return None


def nearest_subject(marking: Marking, cue: int, sentence: int) -> Phrase | None:
    """«… والناطق ينشر الحصيلة، مؤكدا»: the subject of the last clause joined by و before the cue; or None."""
    for k in range(cue - 1, max(marking.sentences[sentence][0], cue - _CLAUSE_REACH), -1):
        word = marking.words[k]
        if marking.quotation_of[k] is not None or word.conj != "و":
            continue
        if word.finite and not word.classes & w.NOMINAL:
            return _subject_from(marking, k, cue)
        phrase = noun_phrase(marking, k, cue) if word.classes & _ACTING else None
        if phrase is None:
            continue
        behind = phrase.last + 1 if marking.is_punct(phrase.last, COMMAS) else phrase.last
        if behind < cue and marking.words[behind].finite:
            return phrase
    return None


def sentence_subject(marking: Marking, cue: int, sentence: int, *, author: bool = False) -> Phrase | None:
    """«بحث الوزير …، مؤكدا أن»: the subject of the sentence's first verb, for a later cue that names none.

    ``author``: whoever stands behind a word of saying is meant, be the name known or not (كتب بيدج تدوينة).
    """
    return _subject_from(marking, marking.sentences[sentence][0], cue, author=author)


def _subject_from(marking: Marking, start: int, cue: int, *, author: bool = False) -> Phrase | None:
    """The subject of the clause that begins at ``start``: behind its verb, or before it."""
    first = i = clause_start(marking, start, cue)
    while i < cue and i < first + 4:
        word = marking.words[i]
        if word.finite:
            feature = next((r.feature for r in word.readings if r.classes & w.FINITE), None)
            phrase = subject_after(marking, i + 1, cue, feature)  # type: ignore[arg-type]
            spoke = author and word.classes & w.CUE_VERB and not word.classes & w.PREP
            return phrase if phrase is not None and (spoke or _acts(marking, phrase)) else None
        skipped = word.classes & (w.AUX | w.CONJ | w.ADV | w.TIME) or (word.conj and not word.known)
        if not (skipped or (word.classes & w.NEG and marking.words[i + 1].finite)):
            break
        i += 1
    phrase = noun_phrase(marking, first, cue) or (noun_phrase(marking, i, cue) if i < cue else None)
    if phrase is None or not _acts(marking, phrase) or phrase.last >= cue:
        return None
    if marking.words[first].stem == "اما" and marking.words[cue].conj == "ف":
        return phrase  # أما فلانة التي تزور البلاد فقالت
    follows = marking.words[phrase.last]
    verb = follows.finite or follows.classes & w.AUX
    return phrase if verb or marking.is_punct(phrase.last, "،,") else None


def _acts(marking: Marking, phrase: Phrase) -> bool:
    """Whether a phrase is somebody: not «الحرب الأهلية», a surname as well."""
    if phrase.classes & (_ACTING & ~w.NAME):
        return True
    head = marking.words[phrase.head]
    thing = head.definite and head.classes & (w.NOUN | w.MASDAR)
    return bool(phrase.classes & w.NAME) and not thing


def clause_start(marking: Marking, i: int, cue: int) -> int:
    """Behind the turn markers, islands and commas that open a sentence (ومن جانبها، وفي سياق متصل،)."""
    while i < cue:
        turn = turn_marker(marking, i) or _own_voice(marking, i)
        if turn is not None:
            i = turn
        elif marking.is_punct(i, "،,") or (
            _accusative(marking, i) and not marking.words[i].classes & w.SPEAKER
        ):
            i += 1  # وردا على أسئلة الصحيفة، لم تنف الوزارة
        elif opens_island(marking.words[i]) and not marking.words[i].finite:
            i = after_island(marking, i, cue)
        else:
            return i
    return i
