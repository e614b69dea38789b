"""Noun phrases without a parser: where one begins, what heads it, where the name in it stands, where it ends.

Arabic builds a phrase as head + genitive chain + adjectives + apposition. A phrase is *closed* once its
last word is definite (ال, a pronoun, a name): an indefinite common noun after that begins another phrase,
while names, ranks and a new office may still lean on it.
"""

from __future__ import annotations

from functools import cache

from msgspec import Struct, field

from tawatur.language.lexicon import load
from tawatur.language.marking import Marking
from tawatur.language.phrases import Hit
from tawatur.language.views import fold_word
from tawatur.language.words import (
    ACTOR,
    ADJECTIVE,
    ADV,
    ANON,
    ARTICLE,
    AUX,
    BODY,
    COMP,
    CONJ,
    COUNTRY,
    CUE_NOUN,
    CUE_PART,
    DOC,
    FINITE,
    FUNCTION,
    GENERIC,
    GIVEN,
    HONORIFIC,
    MASDAR,
    MEDIA,
    NAME,
    NEG,
    NISBA,
    NOMINAL,
    NOUN,
    PARTICLE_OF_NAMES,
    PLURAL,
    PREP,
    PRON,
    QUANT,
    REL,
    ROLE,
    SPEAKER,
    SPOKES,
    TIME,
    Word,
)

_NAME_LEXICONS = frozenset(["actor", "outlet", "country", "body"])
_INITIALS = frozenset(["د", "م", "ا", "أ"])  # د. محمد
_HARD_STOP = COMP | CONJ | REL | NEG | AUX | PRON | CUE_PART
_MAX_TOKENS = 40
_MAX_MARKED_NAME = 8


class PhraseWord(Struct, frozen=True):
    """A word by which a phrase goes on; ``kind``: envoy, reflexive, so_called, ordinal, issued."""

    form: str
    kind: str = field(default="", name="class")
    note: str = ""


@cache
def _words(kind: str) -> frozenset[str]:
    """The folded words of one class of ar/phrase_words.tsv."""
    return frozenset(
        fold_word(row.form) for row in load("ar/phrase_words.tsv", PhraseWord) if row.kind == kind
    )


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


class _State:
    """What the scan knows at one point."""

    __slots__ = ("classes", "closed", "head", "joined", "last", "name_first", "name_last")

    def __init__(self, first: int) -> None:
        self.head = -1
        self.classes = 0
        self.closed = False
        self.joined = False
        self.last = first
        self.name_first = -1
        self.name_last = -1


def noun_phrase(marking: Marking, first: int, limit: int, *, appositions: bool = True) -> Phrase | None:
    """The noun phrase that begins at token ``first`` and ends before ``limit``, or None.

    ``appositions``: whether «، رئيس المجلس،» after a comma belongs to it.
    """
    state = _State(first)
    i = first
    limit = min(limit, first + _MAX_TOKENS)
    while i < limit:
        step = _step(marking, i, limit, state, appositions=appositions)
        if step <= i:
            break
        if step == i + 1 and (known := _known_name(marking, i, limit)) is not None and known.last > step:
            step, state.closed = known.last, True
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


def _note_person(marking: Marking, known: Hit, state: _State) -> None:
    """A known person's name is the whole of the name, without the rank before it (العميد فلان)."""
    if state.name_last == known.first + 1:
        state.name_last = known.last
    elif state.name_first < 0 and getattr(known.row, "type", "") == "PER":
        first = known.first
        while first + 1 < known.last and marking.words[first].classes & HONORIFIC:
            first += 1
        state.name_first, state.name_last = first, known.last


def _step(marking: Marking, i: int, limit: int, state: _State, *, appositions: bool) -> int:
    """The index after what token ``i`` adds to the phrase; ``i`` itself where the phrase ends."""
    token, word = marking.tokens[i], marking.words[i]
    if word.classes & ARTICLE and not word.prep and not word.conj:
        return i + 1
    if token.kind == "punct":
        return _punctuation(marking, i, limit, state, appositions=appositions)
    if token.kind == "number":
        return i + 1 if state.head < 0 else i
    if state.head < 0:
        return _head(marking, i, limit, word, state)
    if _continues_name(marking, i, word, state):
        state.name_last = i + 1
        return i + 1
    if word.conj:
        return _coordination(marking, i, word, state)
    if word.prep or (word.classes & PREP and not _adjective_after_all(marking, i, limit, word, state)):
        return _prepositional(marking, i, limit, word, state)
    if (end := _set_phrase(marking, i, limit, word)) > i:
        return end
    if _ends_before(marking, i, word, state):
        return i
    if state.classes & DOC and word.stem in _words("issued"):
        return i + 1
    if _qualifies_nothing(marking, i, limit, word, state):
        return i
    _take(i, word, state)
    return i + 1


def _continues_name(marking: Marking, i: int, word: Word, state: _State) -> bool:
    """Whether the word goes on with the name that ends at it, as a particle of names or behind one."""
    if state.name_last != i or word.classes & FUNCTION:
        return False
    if word.classes & PARTICLE_OF_NAMES:
        return True  # بن، الدين، دي: between two parts of a name
    # عبد المالك: what follows the particle is name, whatever else it may be
    return bool(marking.words[i - 1].classes & PARTICLE_OF_NAMES) and not word.conj


def _set_phrase(marking: Marking, i: int, limit: int, word: Word) -> int:
    """The end of what belongs to any phrase (نفسه، طلب عدم ذكر اسمه، لأنه غير مخول بالحديث), else ``i``."""
    for k in (i, i + 1):
        hit = next(iter(marking.hits(k, "marker")), None)
        if hit is not None and hit.last <= limit and (k == i or word.classes & (CONJ | COMP)):
            return hit.last
    return i + 1 if word.stem in _words("reflexive") else i


def _ends_before(marking: Marking, i: int, word: Word, state: _State) -> bool:
    """Whether the word ends any phrase: a function word, a noun with a pronoun, another head."""
    stops = word.classes & (_HARD_STOP | TIME | ADV) and not word.classes & (NOMINAL & ~QUANT)
    if stops and not word.definite:
        return True
    if word.suffix and (state.closed or word.classes & CUE_NOUN):
        return True  # شهود عيان قولهم: what has its own pronoun qualifies nothing
    return _another_noun(marking, i, word, state)


def _qualifies_nothing(marking: Marking, i: int, limit: int, word: Word, state: _State) -> bool:
    """Whether the word begins something else than a qualifier of the phrase so far."""
    if word.finite and not word.classes & (NAME | ROLE | NISBA):
        if state.closed or not word.classes & NOMINAL:
            return True
    if state.closed and not word.definite and not _leans(marking, i, limit, word, state):
        return True
    thing = word.classes & (NOUN | MASDAR | BODY) and not word.classes & (NAME | NISBA | ADJECTIVE)
    if state.name_last == i and word.definite and (thing or word.classes & PLURAL):
        return True  # دعا حمدان الجماهير: a thing or a body cannot qualify a name
    # دعا الوزراء الولايات المتحدة: a name of a country qualifies nothing by standing behind it
    known = word.classes & (COUNTRY | ACTOR) and not word.classes & NAME
    return bool(state.closed and known and marking.words[i - 1].definite)


def _begins_name(marking: Marking, i: int, limit: int, word: Word) -> bool:
    """«وقال ولد إبيليل»: a particle of names, though it is a verb as well, before a word that only names."""
    after = marking.words[i + 1] if i + 1 < limit else None
    return (
        bool(word.classes & PARTICLE_OF_NAMES)
        and after is not None
        and (not after.classes or bool(after.classes & NAME))
    )


def _another_noun(marking: Marking, i: int, word: Word, state: _State) -> bool:
    """«حثت المنظمة الحكومة»: whether a definite noun behind a definite one begins another phrase."""
    before = marking.words[i - 1]
    if (
        not word.definite
        or word.classes & (NISBA | ADJECTIVE | NAME)
        or (state.classes & HONORIFIC and i == state.head + 1)
    ):
        return False
    if before.classes & COUNTRY and before.stem == marking.words[state.head].stem:
        return not before.definite or bool(word.classes)
    if not (before.definite or state.name_last == i):
        return False
    return bool(word.classes & (BODY | ROLE | NOUN | MASDAR | CUE_NOUN | DOC | COUNTRY | GENERIC))


def _head(marking: Marking, i: int, limit: int, word: Word, state: _State) -> int:
    if word.prep and not word.definite and not word.classes & NAME:
        return i
    if word.prep or (word.classes & (_HARD_STOP | PREP) and not word.classes & NOMINAL and not word.definite):
        return i
    if word.classes & TIME and not word.classes & SPEAKER:
        return i
    if word.finite and not word.classes & NOMINAL and not _begins_name(marking, i, limit, word):
        return i
    state.head = i
    state.classes = word.classes
    for hit in marking.hits(i, "role"):
        if hit.last <= limit and not word.definite:
            # أمين عام الحلف: the adjective of a compound office closes nothing
            state.closed = marking.words[hit.last - 1].definite
            return hit.last
    for hit in marking.hits_at.get(i, ()):
        if hit.lexicon in ("body", "outlet") and hit.last <= limit:
            state.classes |= BODY | (MEDIA if hit.lexicon == "outlet" else 0)
    _take(i, word, state)
    return i + 1


def _take(i: int, word: Word, state: _State) -> None:
    """Let the word extend the phrase; grow or start the name in it."""
    in_name = state.name_first >= 0 and state.name_last == i
    if _names(i, word, state) or (
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
    elif word.definite or word.suffix:
        state.closed = True
    elif (
        word.classes & (NISBA | ADJECTIVE)
        and not word.classes & BODY
        and i > state.head
        and word.stem not in _words("ordinal")
    ):
        state.closed = True


def _names(i: int, word: Word, state: _State) -> bool:
    """Whether a word starts a name: a known name, or an unknown word.

    The unknown word is the head, or stands behind a closed phrase or a rank.
    """
    ranked = bool(state.classes & HONORIFIC) and i == state.head + 1
    if word.classes & (ROLE | BODY | DOC | ANON | GENERIC) or (
        word.classes & NISBA and not (ranked and word.classes & NAME)
    ):
        return False
    if word.classes & HONORIFIC and state.head == i:
        return False
    if word.classes & NAME:
        return True
    if word.classes:
        return False
    if state.head == i:
        return True
    if word.definite:
        return ranked
    return state.closed


def _leans(marking: Marking, i: int, limit: int, word: Word, state: _State) -> bool:
    """Whether an indefinite word may belong to a closed phrase: a name, a rank, an office after a name."""
    classes = word.classes
    if not classes or (marking.words[i - 1].classes & PARTICLE_OF_NAMES and state.name_last == i):
        return True
    adjective = classes & (NISBA | ADJECTIVE) and not marking.words[state.head].definite
    if adjective and _another_adjective(marking, i, word):
        return True
    if classes & (ROLE | SPOKES):
        return state.name_last == i and not classes & PLURAL
    if classes & NAME and classes & (MASDAR | FINITE | CUE_NOUN | NOUN):
        # صالح، زيادة: a name only between names, or before one
        after = marking.words[i + 1] if i + 1 < limit else None
        if after is not None and classes & PARTICLE_OF_NAMES and after.definite:
            return True  # عبد المالك: a servant's name, whatever else the parts may be
        return state.name_last == i or (
            after is not None and bool(after.classes & (NAME | PARTICLE_OF_NAMES))
        )
    if classes & (NAME | HONORIFIC):
        return True
    return bool(adjective) and state.last - state.head == 1


def _adjective_after_all(marking: Marking, i: int, limit: int, word: Word, state: _State) -> bool:
    """«مصدر دبلوماسي غربي أن»: غربي is no preposition (غربي المدينة) where no noun follows it."""
    if not word.classes & (NISBA | ADJECTIVE) or word.suffix or marking.words[state.head].definite:
        return False
    after = marking.words[i + 1] if i + 1 < limit else None
    noun_follows = after is not None and (after.definite or after.classes & (COUNTRY | BODY | NOUN))
    return not noun_follows and (i == state.head + 1 or _another_adjective(marking, i, word))


def _another_adjective(marking: Marking, i: int, word: Word) -> bool:
    """«مصادر أمنية مطلعة»: a second indefinite adjective that agrees with the one before it."""
    before = marking.words[i - 1]
    return bool(
        before.classes & (NISBA | ADJECTIVE)
        and not (before.definite or before.suffix or word.conj or word.prep or word.suffix)
        and before.stem.endswith("ه") == word.stem.endswith("ه")
    )


def _coordination(marking: Marking, i: int, word: Word, state: _State) -> int:
    """«X وY»: the second conjunct where it is nominal and can be no new clause."""
    if word.finite and not word.classes & NAME:
        return i
    if word.prep or word.classes & (PREP | _HARD_STOP | TIME):
        return i
    if not (word.definite or word.classes & (SPEAKER | NISBA) or not state.closed):
        return i
    if word.classes & (SPEAKER & ~DOC) and not word.classes & (NISBA | MASDAR | NOUN):
        state.joined = state.joined or marking.words[state.head].definite or not word.definite
    _take(i, word, state)
    return i + 1


def _prepositional(marking: Marking, i: int, limit: int, word: Word, state: _State) -> int:
    """«مصدر في الوزارة»، «المبعوث إلى سوريا»: what a head that calls for a preposition takes along."""
    if not _takes_preposition(marking, i, word, state):
        return i
    j = i if word.prep else i + 1
    if j >= limit:
        return i
    if word.prep:
        state.closed = True
        known = _known_name(marking, i, limit)
        if known is not None and known.last > i + 1:
            return known.last
        inner_last = i + 1
        inner = noun_phrase(marking, i + 1, limit, appositions=False) if not word.definite else None
        if inner is not None and not marking.words[inner.head].classes & MASDAR:
            inner_last = inner.last
            ranked = inner.name is not None and marking.words[inner.name[0] - 1].classes & HONORIFIC
            if inner.name is not None and ranked and state.name_first < 0:
                state.name_first, state.name_last = inner.name  # متحدث بمنطقة كذا الرائد فلان
        return inner_last
    if marking.words[j].stem == "ما" and j + 2 < limit and marking.words[j + 1].stem in _words("so_called"):
        j += 2
    inner = noun_phrase(marking, j, limit, appositions=False)
    if inner is None:
        return i
    state.closed = True
    if (
        state.name_first < 0
        and inner.name is not None
        and inner.name[0] > inner.head
        and inner.classes & (BODY | ROLE)
    ):
        state.name_first, state.name_last = inner.name  # المتحدث باسم الحزب فلان
    return inner.last


def _takes_preposition(marking: Marking, i: int, word: Word, state: _State) -> bool:
    """Whether the head takes the preposition: indefinite unnamed heads and offices take في، من، إلى، باسم.

    Nothing takes the prepositions of an adverbial.
    """
    stem = word.stem if not word.prep else word.prep
    if stem == "باسم" or word.stem == "باسم":
        return bool(state.classes & (ROLE | SPOKES))
    if marking.hits(i, "channel") or (word.prep and word.classes & NAME and not word.classes & (BODY | ROLE)):
        return False  # مصدر أمني في تصريح
    if (
        state.classes & (ANON | GENERIC | QUANT)
        and not marking.words[state.head].definite
        and stem in ("في", "من", "ب")
    ):
        return not word.definite or word.classes & (BODY | ROLE) != 0
    construct = any(before.definite for before in marking.words[state.head : i])
    if state.classes & (ROLE | SPOKES) and not construct and state.name_first < 0:
        if stem in ("في", "من", "ب") and i - state.head <= 4:
            return True
        if stem == "ل" and state.closed:  # رئيس البلدية لسكان المرفأ: the office is complete
            return bool(_after_clitic(marking, i, word) & BODY) and not _after_clitic(marking, i, word) & (
                GENERIC | MEDIA
            )
    if state.classes & (ROLE | SPOKES) and state.name_first < 0:
        if stem == "ل" and (word.suffix or _after_clitic(marking, i, word) & MEDIA):
            return False
        if stem == "الي":
            return marking.words[state.head].stem in _words("envoy")
        if stem == "ل" and state.closed:  # رئيس البلدية لسكان المرفأ: the office is complete
            return bool(_after_clitic(marking, i, word) & BODY) and not _after_clitic(marking, i, word) & (
                GENERIC | MEDIA
            )
        return stem in ("لدي", "ل") or (
            stem in ("في", "ب", "علي", "من") and _name_ahead(marking, i, word, state)
        )
    if state.classes & DOC and stem == "عن" and marking.words[i - 1].stem.startswith("صادر"):
        return True
    return bool(state.classes & (BODY | DOC)) and stem == "ل" and state.name_first < 0


def _after_clitic(marking: Marking, i: int, word: Word) -> int:
    """The classes of what a glued ل governs: the rest of its word, or the first word in marks behind it."""
    if len(marking.tokens[i].folded) > 2 or i + 2 >= len(marking.words):
        return word.classes
    return marking.words[i + 2].classes if i + 1 in marking.opening else marking.words[i + 1].classes


def _name_ahead(marking: Marking, i: int, word: Word, state: _State) -> bool:
    """«القيادي في الحركة، فلان»: whether a name further on completes the office."""
    if word.prep and word.classes & BODY and state.classes & SPOKES:
        return True
    for k in range(i + 1, min(i + 8, len(marking.tokens))):
        after = marking.words[k]
        if marking.is_punct(k, "،,"):
            after = marking.words[k + 1] if k + 1 < len(marking.words) else after
            return bool(after.classes & (GIVEN | HONORIFIC)) and not after.conj
        if (
            (marking.tokens[k].kind == "punct" and k not in marking.opening and k not in marking.closing)
            or after.finite
            or after.classes & COMP
        ):
            return False
        if after.classes & (GIVEN | HONORIFIC) and not after.definite and not after.classes & (MASDAR | NOUN):
            return k > i + 1
    return False


def _punctuation(marking: Marking, i: int, limit: int, state: _State, *, appositions: bool) -> int:
    """The index behind a mark that belongs to the phrase (a name, a bracket, an initial), else ``i``."""
    quotation = marking.opening.get(i)
    if quotation is not None and quotation.closed and quotation.close - i <= _MAX_MARKED_NAME:
        if (
            quotation.close < limit
            and not marking.has_finite(i + 1, quotation.close)
            and _joins_marks(marking, i, state)
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
    if marking.is_punct(i, "،,") and appositions and state.head >= 0:
        return _apposition(marking, i, limit, state)
    return i


def _joins_marks(marking: Marking, i: int, state: _State) -> bool:
    """Whether words in marks belong to the phrase before them.

    They do as the name of a body or behind a construct, never as what an office says.
    """
    if state.head < 0 or not state.closed:
        return True
    before, inner = marking.words[i - 1], marking.words[i + 1]
    if (
        before.classes & (BODY | MEDIA | DOC | ARTICLE)
        or before.prep
        or inner.classes & (NAME | PARTICLE_OF_NAMES | COUNTRY | ACTOR)
    ):
        return True
    return bool(state.classes & (BODY | MEDIA | DOC | GENERIC)) and not state.classes & ROLE


def _apposition(marking: Marking, i: int, limit: int, state: _State) -> int:
    """The index behind a name for an office, or an office for a name, after a comma; ``i`` if none."""
    if i + 1 >= limit:
        return i
    word = marking.words[i + 1]
    if word.conj or word.prep or (word.finite and not word.classes & NAME):
        return i
    office_first = state.classes & (ROLE | SPOKES | HONORIFIC) and state.name_first < 0
    if office_first and not (word.classes & (NAME | HONORIFIC) or not word.classes):
        return i
    if not office_first and not (state.name_first >= 0 and word.classes & (ROLE | SPOKES | HONORIFIC)):
        return i
    inner = noun_phrase(marking, i + 1, limit, appositions=False)
    if inner is None:
        return i
    if office_first and inner.name is not None:
        state.name_first, state.name_last = min(inner.name[0], inner.head), inner.name[1]
    elif office_first:
        return i
    state.closed = True
    return inner.last
