"""Noun phrases without a parser: where one begins, what heads it, where the name in it stands, where it ends.

Arabic builds a phrase as head + genitive chain + adjectives + apposition. A phrase is *closed* once its
last word is definite (ال, a pronoun, a name): an indefinite common noun after that begins another phrase,
while names, ranks and a new office may still lean on it.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from tawatur.language.marking import ACCUSATIVE, Marking
from tawatur.language.nominal_words import (
    HARD_STOP,
    State,
    adjective_after_all,
    begins_name,
    continues_name,
    ends_before,
    joins_marks,
    names,
    names_kind,
    phrase_words,
    qualifies_nothing,
    takes_preposition,
)
from tawatur.language.person_names import name_end
from tawatur.language.phrases import Hit
from tawatur.language.vocabulary import role_classes
from tawatur.language.words import (
    ACTOR,
    ADJECTIVE,
    ARTICLE,
    BODY,
    COMP,
    CONJ,
    COUNTRY,
    DEM,
    DOC,
    GIVEN,
    HONORIFIC,
    MASDAR,
    MEDIA,
    NAME,
    NISBA,
    NOMINAL,
    NOUN,
    PARTICLE_OF_NAMES,
    PLURAL,
    PREP,
    ROLE,
    SPEAKER,
    SPOKES,
    TIME,
    Word,
)

_NAME_LEXICONS = frozenset(["actor", "outlet", "country", "body"])
_INITIALS = frozenset(["د", "م", "ا", "أ"])  # د. محمد
_MAX_TOKENS = 40
_REST = 5  # tokens of an office behind what is read of it
_NAMESAKE = 2  # words of the name that a place bears
_MAX_MARKED_NAME = 8


class Phrase(Struct, frozen=True):
    """A noun phrase as a half-open token range; ``head`` is the index of its first noun.

    ``name`` is the token range of a personal or proper name in it, if one can be told; ``classes`` are
    the lexical classes of the head; ``joined`` tells that it coordinates two phrases.
    """

    first: int
    last: int
    head: int
    definite: bool
    classes: int
    name: tuple[int, int] | None = None
    joined: bool = False


def noun_phrase(
    marking: Marking, first: int, limit: int, *, appositions: bool = True, glued: bool = False
) -> Phrase | None:
    """The noun phrase that begins at token ``first`` and ends before ``limit``, or None.

    ``appositions``: whether «، رئيس المجلس،» after a comma belongs to it. ``glued``: whether a
    preposition may be glued to its first word (لمواقع الحزب), which is then read without it.
    """
    limit = min(limit, first + _MAX_TOKENS)
    key = (first, limit, appositions, glued)
    if key not in marking.phrases:  # every stage asks for the same phrases
        marking.phrases[key] = _noun_phrase(marking, first, limit, appositions=appositions, glued=glued)
    return marking.phrases[key]


def _noun_phrase(
    marking: Marking, first: int, limit: int, *, appositions: bool, glued: bool
) -> Phrase | None:
    state = State(first)
    i = first
    if glued and first < limit and marking.words[first].prep:
        i = state.last = _head(marking, first, limit, replace(marking.words[first], prep=""), state)
    while i < limit:
        step = _step(marking, i, limit, state, appositions=appositions)
        if step <= i:
            break
        if step == i + 1 and (known := _known_name(marking, i, limit)) is not None and known.last > step:
            step, state.closed = known.last, _closes(marking, known)
            _note_person(marking, known, state)
        i = state.last = step
    if state.head < 0:
        return None
    name = (state.name_first, state.name_last) if state.name_first >= 0 else None
    word = marking.words[state.head]
    definite = word.definite or bool(word.suffix) or state.closed
    return Phrase(first, state.last, state.head, definite, state.classes, name, state.joined)


def _known_name(marking: Marking, i: int, limit: int) -> Hit | None:
    """The longest known name of several words at ``i`` (حلف شمال الأطلسي), or None."""
    hits = (h for h in marking.hits_at.get(i, ()) if h.lexicon in _NAME_LEXICONS and h.last <= limit)
    return max(hits, key=lambda hit: hit.last, default=None)


def _another_known(marking: Marking, i: int, limit: int, word: Word, state: State) -> bool:
    """«دعا الوزير الإيراني البيت الأبيض»: a known name of several words behind a definite one is another."""
    if not (state.closed and word.definite and marking.words[i - 1].definite):
        return False
    known = _known_name(marking, i, limit)
    return known is not None and known.last > i + 1


def _closes(marking: Marking, known: Hit) -> bool:
    """Whether a known name closes the phrase: all but the kind of body without the article (وسائل إعلام)."""
    last = marking.words[known.last - 1]
    common = last.classes & NOMINAL and not last.classes & (NAME | ACTOR | COUNTRY)
    return known.lexicon != "body" or last.definite or not common


def _note_person(marking: Marking, known: Hit, state: State) -> None:
    """A known person's name is the whole of the name, without the rank before it (العميد فلان)."""
    if known.lexicon == "country" and state.name_first == known.first:
        state.name_first = state.name_last = -1  # وزير خارجية كوريا الشمالية
    elif state.name_last == known.first + 1:
        state.name_last = known.last
    elif state.name_first < 0 and getattr(known.row, "type", "") == "PER":
        first = known.first
        while first + 1 < known.last and marking.words[first].classes & HONORIFIC:
            first += 1
        state.name_first, state.name_last = first, known.last


def _step(marking: Marking, i: int, limit: int, state: State, *, appositions: bool) -> int:
    """The index after what token ``i`` adds to the phrase; ``i`` itself where the phrase ends."""
    token, word = marking.tokens[i], marking.words[i]
    if word.classes & ARTICLE and not word.prep and not word.conj and state.name_last != i:
        return i + 1
    if token.kind == "punct":
        return _punctuation(marking, i, limit, state, appositions=appositions)
    if token.kind == "number":
        return i + 1 if state.head < 0 else i
    if state.head < 0:
        return _head(marking, i, limit, word, state)
    if token.text.endswith(ACCUSATIVE) and not marking.tokens[state.head].text.endswith(ACCUSATIVE):
        return i  # الوزارة وفقا لـ: an adverb, or what the verb governs
    if continues_name(marking, i, word, state):
        state.name_last = i + 1
        return i + 1
    if word.conj:
        return _coordination(marking, i, word, state)
    if word.prep or (word.classes & PREP and not adjective_after_all(marking, i, limit, word, state)):
        return _prepositional(marking, i, limit, word, state)
    end = _set_phrase(marking, i, limit, word)
    end = end if end > i else _around_name(marking, i, limit, word, state)
    if end > i:
        return end
    ends = ends_before(marking, i, word, state) or _another_known(marking, i, limit, word, state)
    if ends or qualifies_nothing(marking, i, limit, word, state):
        return i
    _take(i, word, state)
    return i + 1


def _qualifies_office(marking: Marking, i: int, limit: int, word: Word, state: State) -> bool:
    """«الوزير السابق فلان», «المتهم الرئيسي فلان»: an adjective of time, or one that may be a surname."""
    if not (state.closed and state.classes & (ROLE | SPOKES | BODY)):
        return False
    if word.stem in phrase_words("tenure"):
        return not marking.words[i - 1].classes & TIME
    adjective = word.definite and word.classes & ADJECTIVE and word.classes & NAME
    return bool(adjective) and i == state.head + 1 and _given_at(marking, i + 1, limit)


def _around_name(marking: Marking, i: int, limit: int, word: Word, state: State) -> int:
    """The end of what qualifies a document, or an office before or behind a name, else ``i``."""
    if state.name_last != i and not state.classes & (ROLE | SPOKES | BODY | DOC):
        return i
    if (named := _named_after(marking, i, limit, state)) > i:
        return named
    issued = state.classes & DOC and word.stem in phrase_words("issued")
    if issued or _qualifies_office(marking, i, limit, word, state):
        return i + 1
    return _office_behind_name(marking, i, limit, word, state)


def _named_after(marking: Marking, i: int, limit: int, state: State) -> int:
    """«مدير مستشفى كمال عدوان»: the end of the name that a place or a body bears behind its bare kind."""
    kind, word = marking.words[i - 1], marking.words[i]
    if not state.classes & (ROLE | SPOKES) or kind.definite or not word.classes & NAME or word.definite:
        return i
    if i - 1 <= state.head or kind.stem not in phrase_words("namesake") or word.conj or word.prep:
        return i
    state.closed = True
    return min(name_end(marking, i, limit), i + _NAMESAKE) if word.classes & GIVEN else i + 1


def _office_behind_name(marking: Marking, i: int, limit: int, word: Word, state: State) -> int:
    """«سالم المهري رئيس مجلس الإدارة»: behind the office that leans on a name, else ``i``."""
    if state.name_last != i or word.definite or not word.classes & (ROLE | SPOKES) or word.classes & PLURAL:
        return i
    office = noun_phrase(marking, i, limit, appositions=False)
    whole = office is not None and (office.definite or office.last > i + 1) and office.name is None
    return office.last if office is not None and whole else i


def _set_phrase(marking: Marking, i: int, limit: int, word: Word) -> int:
    """The end of what belongs to any phrase (نفسه، طلب عدم ذكر اسمه، لأنه غير مخول بالحديث), else ``i``."""
    for k in (i, i + 1):
        hit = next(iter(marking.hits(k, "marker")), None)
        if hit is not None and hit.last <= limit and (k == i or word.classes & (CONJ | COMP)):
            return hit.last
    return i + 1 if word.stem in phrase_words("reflexive") else i


def _head(marking: Marking, i: int, limit: int, word: Word, state: State) -> int:
    if word.classes & DEM and i + 1 < limit and marking.words[i + 1].definite:
        return i + 1  # هذه الدول: the noun behind it is the head
    office = next((hit for hit in marking.hits(i, "role") if hit.last <= limit), None)
    if office is not None and not word.definite and not word.prep:
        # أمين عام الحلف: the adjective of a compound office closes nothing
        state.head, state.closed = i, marking.words[office.last - 1].definite
        state.classes = word.classes | role_classes(office.row)
        state.ranked = office.last if state.classes & HONORIFIC else -1
        return office.last
    if word.prep and not word.definite and not word.classes & NAME:
        return i
    if word.prep or (word.classes & (HARD_STOP | PREP) and not word.classes & NOMINAL and not word.definite):
        return i
    if word.classes & TIME and not word.classes & SPEAKER:
        return i
    if word.finite and not word.classes & NOMINAL and not begins_name(marking, i, limit, word):
        return i
    state.head = i
    state.classes = word.classes
    state.ranked = i + 1 if word.classes & HONORIFIC else -1
    known = _known_name(marking, i, limit)  # الاتحاد الأوروبي is no newspaper (الاتحاد)
    for hit in marking.hits_at.get(i, ()):
        if known is not None and hit.last == known.last:
            state.classes |= _known_classes(hit, several=hit.last > i + 1)
    _take(i, word, state)
    state.closed = state.closed or bool(word.classes & COUNTRY)  # أعلنت فرنسا تمديد المهلة
    return i + 1


def _bare_name(word: Word) -> bool:
    """Whether a word that nobody knows looks like no adjective and no plural."""
    return not (word.conj or word.prep or word.suffix or word.stem.endswith(("ه", "ي", "ين", "ات")))


def _known_classes(hit: Hit, *, several: bool) -> int:
    """What a known name at the head of a phrase speaks as, whatever its first word means elsewhere."""
    if hit.lexicon in ("body", "outlet"):
        return BODY | (MEDIA if hit.lexicon == "outlet" else 0)
    if several and hit.lexicon == "country":
        return COUNTRY  # جزر القمر
    body = several and hit.lexicon == "actor" and getattr(hit.row, "type", "") in ("ORG", "GROUP")
    return BODY if body else 0


def _take(i: int, word: Word, state: State) -> None:
    """Let the word extend the phrase; grow or start the name in it."""
    in_name = state.name_first >= 0 and state.name_last == i
    if names(i, word, state) or (
        in_name
        and (
            not word.classes & (ROLE | BODY | NISBA)
            or (
                word.definite
                and not word.classes & PLURAL
                and (word.classes & NAME or not word.classes & (ROLE | BODY))
            )
        )
    ):
        if not in_name:
            state.name_first = i
        state.name_last = i + 1
        state.closed = True
    elif word.definite or word.suffix or word.classes & COUNTRY:
        state.closed = True  # ترفض روسيا تعليق الاتفاق
    elif i == state.head + 1 and state.classes & BODY and not word.classes and _bare_name(word):
        state.closed = True  # أعلنت ولاية تكساس استئناف الدعوى
    elif (
        word.classes & (NISBA | ADJECTIVE)
        and not word.classes & BODY
        and i > state.head
        and word.stem not in phrase_words("ordinal")
        and word.stem not in phrase_words("one_of")
    ):
        state.closed = True


def _coordination(marking: Marking, i: int, word: Word, state: State) -> int:
    """«X وY»: the second conjunct where it is nominal and can be no new clause."""
    if word.finite and not word.classes & NAME:
        return i
    if word.prep or word.classes & (PREP | HARD_STOP | TIME):
        return i
    if not (word.definite or word.classes & (SPEAKER | NISBA) or not state.closed):
        return i
    head = marking.words[state.head]
    titles = i == state.head + 1 and head.definite and word.definite and head.classes & word.classes & ROLE
    if titles and not (head.classes | word.classes) & PLURAL:
        state.closed = True  # الكاتب والضابط السابق فلان: one person
    elif word.classes & (SPEAKER & ~DOC) and not word.classes & (NISBA | MASDAR | NOUN):
        state.joined = state.joined or marking.words[state.head].definite or not word.definite
    _take(i, word, state)
    return i + 1


def _prepositional(marking: Marking, i: int, limit: int, word: Word, state: State) -> int:
    """«مصدر في الوزارة»، «المبعوث إلى سوريا»: what a head that calls for a preposition takes along."""
    if not takes_preposition(marking, i, word, state):
        return i
    j = i if word.prep else i + 1
    if j >= limit:
        return i
    if word.prep:
        return _governed_by_preposition(marking, i, limit, state)
    if (
        marking.words[j].stem == "ما"
        and j + 2 < limit
        and marking.words[j + 1].stem in phrase_words("so_called")
    ):
        j += 2
        if marking.words[j].prep == "ب":
            return _governed_by_preposition(marking, j, limit, state)
    inner = noun_phrase(marking, j, limit, appositions=False)
    if inner is None:
        marks = marking.opening.get(j) if state.classes & SPOKES else None
        named = marks is not None and marks.closed and marks.close - j <= _MAX_MARKED_NAME
        state.closed = state.closed or named
        return marks.close + 1 if marks is not None and named else i  # المتحدث باسم "مدن"
    state.closed = True
    if (
        state.name_first < 0
        and inner.name is not None
        and inner.name[0] > inner.head
        and (inner.classes & (BODY | ROLE) or _titled(marking, inner.name))
    ):
        state.name_first, state.name_last = inner.name  # المتحدث باسم الحزب فلان
    return inner.last


def _governed_by_preposition(marking: Marking, i: int, limit: int, state: State) -> int:
    """The index behind what a preposition governs that is glued to it (للدفاع المدني، ما يسمى بالتحالف)."""
    state.closed = True
    known = _known_name(marking, i, limit)
    if known is not None and known.last > i + 1:
        return known.last
    inner_last = i + 1
    definite = marking.words[i].definite
    inner = noun_phrase(marking, i + 1, limit, appositions=False) if not definite else None
    if inner is not None and not marking.words[inner.head].classes & MASDAR:
        inner_last = inner.last
        if inner.name is not None and _titled(marking, inner.name) and state.name_first < 0:
            state.name_first, state.name_last = inner.name  # متحدث بمنطقة كذا الرائد فلان
    return inner_last


def _titled(marking: Marking, name: tuple[int, int]) -> bool:
    """Whether a rank or a title stands right before a name."""
    return bool(marking.words[name[0] - 1].classes & HONORIFIC)


def _punctuation(marking: Marking, i: int, limit: int, state: State, *, appositions: bool) -> int:
    """The index behind a mark that belongs to the phrase (a name, a bracket, an initial), else ``i``."""
    quotation = marking.opening.get(i)
    if quotation is not None and quotation.closed and quotation.close - i <= _MAX_MARKED_NAME:
        if (
            quotation.close < limit
            and (
                (state.head == i - 1 and names_kind(marking, i))
                or not marking.has_finite(i + 1, quotation.close)
            )
            and joins_marks(marking, i, state)
        ):
            if state.head < 0:
                state.head, state.classes = i + 1, marking.words[i + 1].classes
                state.name_first, state.name_last = i + 1, quotation.close
            state.closed = True
            return quotation.close + 1
    if marking.is_punct(i, "(") and state.head >= 0:
        close = next((k for k in range(i + 1, min(limit, i + 8)) if marking.is_punct(k, ")")), -1)
        if close > 0:
            return close + 1
    if marking.is_punct(i, ".") and 0 <= state.head < i and marking.words[i - 1].stem in _INITIALS:
        return i + 1  # د. محمد
    if marking.is_punct(i, "-–") and state.classes & BODY and state.closed:
        return _branch(marking, i, limit)
    if marking.is_punct(i, "،,") and appositions and state.head >= 0:
        return _apposition(marking, i, limit, state)
    return i


def _titled_already(marking: Marking, inner: Phrase, limit: int, state: State) -> bool:
    """«أبلغ وزير الخارجية فلان، الأمين العام للمنظمة، فلانا»: whether an office has a name of its own."""
    if not state.classes & ROLE or state.name_first <= state.head or not inner.definite:
        return False
    comma = (k for k in range(inner.last, min(limit, inner.last + _REST)) if marking.is_punct(k, "،,"))
    return _given_at(marking, next(comma, limit) + 1, limit)


def _given_at(marking: Marking, i: int, limit: int) -> bool:
    return i < limit and bool(marking.words[i].classes & GIVEN) and not marking.words[i].definite


def _foreign_name(marking: Marking, i: int, limit: int) -> bool:
    """«أجوري نجيلالي»: a word that looks like a noun with «my», before one that is nothing but a name."""
    word, after = marking.words[i], marking.words[i + 1] if i + 1 < limit else None
    return word.suffix == "ي" and after is not None and (not after.classes or bool(after.classes & NAME))


def _branch(marking: Marking, i: int, limit: int) -> int:
    """«سرايا القدس - كتيبة جنين»: the index behind the branch that a dash adds to a body, else ``i``."""
    word = marking.words[i + 1] if i + 1 < limit else None
    if word is None or word.conj or word.prep or word.definite or marking.tokens[i + 1].kind != "word":
        return i
    if word.classes & BODY and not word.classes & (MASDAR | NOUN):
        inner = noun_phrase(marking, i + 1, limit, appositions=False)
        return inner.last if inner is not None else i
    return i + 2 if not word.classes & ~(COUNTRY | NAME) else i


def _past_insertion(marking: Marking, i: int, limit: int) -> int:
    """«رئيس المجلس، المعترف به دوليا، فايز السراج»: the second comma, where a given name follows it."""
    if i + 1 >= limit or not marking.words[i + 1].definite:
        return i
    for k in range(i + 2, min(limit - 1, i + 6)):
        if marking.is_punct(k, "،,"):
            name = marking.words[k + 1]
            return k if name.classes & GIVEN and not name.conj else i
    return i


def _apposition(marking: Marking, i: int, limit: int, state: State) -> int:
    """The index behind a name for an office, or an office for a name, after a comma; ``i`` if none."""
    if state.classes & ROLE and state.name_first < 0:
        i = _past_insertion(marking, i, limit)
    if i + 1 >= limit:
        return i
    word = marking.words[i + 1]
    adverb = marking.tokens[i + 1].text.endswith(ACCUSATIVE)  # قال العمدة، ردا على
    if adverb or word.conj or word.prep or (word.finite and not word.classes & NAME):
        return i
    office_first = state.classes & (ROLE | SPOKES | HONORIFIC) and state.name_first < 0
    names = NAME | HONORIFIC | PARTICLE_OF_NAMES  # الملك، عبد الله
    titled = word.definite and word.classes & ROLE and _given_at(marking, i + 2, limit)  # المحامي فلان
    if office_first and word.classes and not word.classes & names and not titled:
        if not _foreign_name(marking, i + 1, limit):
            return i
    if not office_first and not (state.name_first >= 0 and word.classes & (ROLE | SPOKES | HONORIFIC)):
        return i
    inner = noun_phrase(marking, i + 1, limit, appositions=False)
    if inner is None:
        return i
    if _titled_already(marking, inner, limit, state):
        return i
    if office_first and inner.name is not None:
        state.name_first, state.name_last = min(inner.name[0], inner.head), inner.name[1]
    elif office_first:
        return i
    state.closed = True
    return inner.last
