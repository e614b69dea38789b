"""What a word adds to a noun phrase, told by its class and by what stands before it."""

from __future__ import annotations

from functools import cache

from msgspec import Struct, field

from tawatur.language.lexicon import load
from tawatur.language.marking import Marking
from tawatur.language.person_names import Part, part, surname_by_place
from tawatur.language.views import fold_word
from tawatur.language.vocabulary import Country
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
    DUAL,
    FEMININE,
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

_TITLE_REACH = 9  # tokens of an office in which the title of its holder may follow
HARD_STOP = COMP | CONJ | REL | NEG | AUX | PRON | CUE_PART


class PhraseWord(Struct, frozen=True):
    """A word by which a phrase goes on (envoy, reflexive, so_called, ordinal, issued, stands_for, belonging).

    Or one that tells what stands beside it: one_of, of_two, to_him,
    masculine, tenure, accredited.
    """

    form: str
    kind: str = field(default="", name="class")
    note: str = ""


@cache
def phrase_words(kind: str) -> frozenset[str]:
    """The folded words of one class of ar/phrase_words.tsv."""
    return frozenset(
        fold_word(row.form) for row in load("ar/phrase_words.tsv", PhraseWord) if row.kind == kind
    )


class State:
    """What the scan knows at one point."""

    __slots__ = ("classes", "closed", "head", "joined", "last", "name_first", "name_last", "ranked")

    def __init__(self, first: int) -> None:
        self.head = -1
        self.classes = 0
        self.closed = False
        self.joined = False
        self.last = first
        self.name_first = -1
        self.name_last = -1
        self.ranked = -1  # the token behind a rank or form of address that heads the phrase


def continues_name(marking: Marking, i: int, word: Word, state: State) -> bool:
    """Whether the word goes on with the name that ends at it, as a particle of names or behind one."""
    if state.name_last != i or word.classes & FUNCTION:
        return False
    if word.classes & (PARTICLE_OF_NAMES | ARTICLE):
        return True  # بن، الدين، دي، «ال» for آل: between two parts of a name
    # عبد المالك: what follows the particle is name, whatever else it may be
    return bool(marking.words[i - 1].classes & (PARTICLE_OF_NAMES | ARTICLE)) and not word.conj


def ends_before(marking: Marking, i: int, word: Word, state: State) -> bool:
    """Whether the word ends any phrase: a function word, a noun with a pronoun, another head."""
    if word.classes & CUE_PART and marking.tokens[i].folded.endswith("ا") and not word.definite:
        return True  # قال الوزير مشيرا إلى
    stops = word.classes & (HARD_STOP | TIME | ADV) and not word.classes & (NOMINAL & ~QUANT)
    if stops and not word.definite:
        return True
    if word.suffix and (state.closed or word.classes & CUE_NOUN):
        return True  # شهود عيان قولهم: what has its own pronoun qualifies nothing
    return _another_noun(marking, i, word, state)


def qualifies_nothing(marking: Marking, i: int, limit: int, word: Word, state: State) -> bool:
    """Whether the word begins something else than a qualifier of the phrase so far."""
    if word.finite and not word.classes & (NAME | ROLE | NISBA):
        if state.closed or not word.classes & NOMINAL:
            return True
    if state.closed and not word.definite and not _leans(marking, i, limit, word, state):
        return True
    before = marking.words[i - 1]
    if before.classes & word.classes & ACTOR and state.name_last == i and _two_known(marking, i):
        return True
    country = marking.words[i - 1].classes & COUNTRY and not marking.words[i - 1].classes & (NISBA | BODY)
    if country and word.definite and word.classes & ADJECTIVE and not word.classes & (NISBA | FEMININE):
        return True  # رفض إسرائيل الكامل
    thing = word.classes & (NOUN | MASDAR | BODY) and not word.classes & (NAME | NISBA | ADJECTIVE)
    if state.name_last == i and word.definite and (thing or word.classes & PLURAL):
        return True  # دعا حمدان الجماهير: a thing or a body cannot qualify a name
    # دعا الوزراء الولايات المتحدة: a name of a country qualifies nothing by standing behind it
    known = word.classes & (COUNTRY | ACTOR) and not word.classes & NAME
    if known and _adjective_of_country(marking, i, word, state):
        return False
    return bool(state.closed and known and marking.words[i - 1].definite)


def _adjective_of_country(marking: Marking, i: int, word: Word, state: State) -> bool:
    """«القوات البحرية السعودية»: a country whose name is its adjective, behind a feminine word of the phrase.

    Not before إلى and other prepositions: «دعت اللجنة الدولية السعودية إلى» calls on the country.
    """
    before = marking.words[i - 1]
    if not (i - 1 > state.head and before.definite and before.stem.endswith("ه")):
        return False
    after = marking.words[i + 1] if i + 1 < len(marking.words) else None
    if after and (after.prep == "ب" or after.classes & PREP):
        return False
    return any(isinstance(r.row, Country) and r.row.name == "ال" + r.row.nisba_f for r in word.readings)


def _two_known(marking: Marking, i: int) -> bool:
    """«اتهم مكتب نتنياهو غالانت»: whether two known names stand side by side that are no one's whole name."""
    hits = marking.hits(i - 1, "actor")
    return bool(hits or marking.hits(i, "actor")) and not any(hit.last > i for hit in hits)


def begins_name(marking: Marking, i: int, limit: int, word: Word) -> bool:
    """«وقال ولد إبيليل»: a particle of names, though it is a verb as well, before a word that only names."""
    after = marking.words[i + 1] if i + 1 < limit else None
    return (
        bool(word.classes & PARTICLE_OF_NAMES)
        and after is not None
        and (not after.classes or bool(after.classes & NAME))
    )


def _another_noun(marking: Marking, i: int, word: Word, state: State) -> bool:
    """«حثت المنظمة الحكومة»: whether a definite noun behind a definite one begins another phrase."""
    before, head = marking.words[i - 1], marking.words[state.head]
    if head.stem in phrase_words("some") and i == state.head + 2:
        return word.definite and not before.definite  # دانت عدة دول القرار: what is counted is indefinite
    if _other_people(marking, i, word, state):
        return True
    if not word.definite or word.classes & (NISBA | ADJECTIVE | NAME) or i == state.ranked:
        return False
    if _adjective_of_country(marking, i, word, state):
        return False
    if i == state.head + 1 and word.classes & ROLE and word.classes & head.classes & FEMININE:
        return not head.classes & BODY or bool(head.classes & PLURAL)  # الشركة المالكة
    if before.classes & COUNTRY and before.stem == marking.words[state.head].stem:
        return not before.definite or bool(word.classes)
    definite = before.definite or before.stem in phrase_words("tenure")
    if not (definite or state.name_last == i or (state.closed and before.classes & COUNTRY)):
        return False
    return bool(word.classes & (BODY | ROLE | NOUN | MASDAR | CUE_NOUN | DOC | COUNTRY | GENERIC))


def _other_people(marking: Marking, i: int, word: Word, state: State) -> bool:
    """«حث الوزير اللاجئين»: a plural of people behind a definite phrase without one is no adjective."""
    if not (word.definite and word.classes & PLURAL and word.stem.endswith(("ين", "ون"))):
        return False
    several = PLURAL | DUAL | QUANT | GENERIC
    phrase = marking.words[state.head : i]
    return marking.words[i - 1].definite and not any(each.classes & several for each in phrase)


def names(i: int, word: Word, state: State) -> bool:
    """Whether a word starts a name: a known name, or an unknown word.

    The unknown word is the head, or stands behind a closed phrase or a rank.
    """
    ranked = i == state.ranked
    # الطبيب سامي: no indefinite adjective qualifies a definite office
    told = ranked or (state.name_first < 0 and state.closed and not word.definite and word.classes & GIVEN)
    if word.classes & (ROLE | BODY | DOC | ANON | GENERIC) or (
        word.classes & NISBA and not (told and word.classes & NAME)
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


def _leans(marking: Marking, i: int, limit: int, word: Word, state: State) -> bool:
    """Whether an indefinite word may belong to a closed phrase: a name, a rank, an office after a name."""
    classes = word.classes
    if not classes and state.head == i - 1 and marking.words[i - 1].classes & COUNTRY:
        return False  # ترى فيها بكين مسعى: the name of a country is whole
    if not classes or (marking.words[i - 1].classes & PARTICLE_OF_NAMES and state.name_last == i):
        return True
    if state.name_last == i and state.name_first == i - 1 and surname_by_place(marking, i):
        return True
    head = marking.words[state.head]
    adjective = classes & (NISBA | ADJECTIVE) and not (head.definite or head.classes & COUNTRY)
    if adjective and _another_adjective(marking, i, word):
        return True
    if classes & (ROLE | SPOKES):
        return state.name_last == i and not classes & PLURAL
    if classes & NAME and classes & (MASDAR | FINITE | CUE_NOUN | NOUN):
        # صالح، زيادة: a name only between names, or before one
        after = marking.words[i + 1] if i + 1 < limit else None
        if after is not None and classes & PARTICLE_OF_NAMES and after.definite:
            return True  # عبد المالك: a servant's name, whatever else the parts may be
        officer = (
            state.classes & (ROLE | SPOKES | HONORIFIC) and classes & GIVEN
        )  # المتحدث باسم المجلس عيد عماش
        if officer and i == state.head + 1 and head.definite and _clause_opens(marking, i + 1):
            return True  # قال النائب عمر إن
        return state.name_last == i or (
            after is not None
            and (bool(after.classes & (NAME | PARTICLE_OF_NAMES)) or bool(officer and not after.classes))
        )
    if classes & (NAME | HONORIFIC):
        return True
    return bool(adjective) and state.last - state.head == 1


def _clause_opens(marking: Marking, i: int) -> bool:
    return i < len(marking.words) and bool(marking.words[i].classes & COMP)


def adjective_after_all(marking: Marking, i: int, limit: int, word: Word, state: State) -> bool:
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


def takes_preposition(marking: Marking, i: int, word: Word, state: State) -> bool:
    """Whether the head takes the preposition: indefinite unnamed heads and offices take في، من، إلى، باسم.

    Nothing takes the prepositions of an adverbial.
    """
    stem = word.stem if not word.prep else word.prep
    if word.stem in ("باسم", "بلسان") or (word.prep == "ب" and word.stem == "لسان"):
        return bool(state.classes & (ROLE | SPOKES))
    if _always_takes(marking, i, stem, state) or _printed_in(marking, i, stem, state):
        return True
    if stem == "عن":
        return _takes_from(marking, i, state)
    unnamed = state.classes & (ROLE | SPOKES) and state.name_first < 0
    if unnamed and state.closed and stem in ("ل", "في") and _titled_ahead(marking, i):
        return True
    if _opens_adverbial(marking, i, word, stem) or _of_a_deed(marking, i, word):
        return False
    if (
        state.classes & (ANON | GENERIC | QUANT)
        and not marking.words[state.head].definite
        and stem in ("في", "من", "ب")
    ):
        return not word.definite or word.classes & (BODY | ROLE) != 0
    if unnamed:
        return _office_takes(marking, i, word, stem, state)
    return bool(state.classes & (BODY | DOC)) and stem == "ل" and state.name_first < 0


def _office_takes(marking: Marking, i: int, word: Word, stem: str, state: State) -> bool:
    """«نائب في البرلمان»، «المبعوث إلى سوريا»: the prepositions of an office before its name."""
    construct = any(before.definite for before in marking.words[state.head : i])
    if not construct and stem in ("في", "من", "ب") and i - state.head <= 4:
        return True
    thing = stem == "ل" and word.known and not _after_clitic(marking, i, word) & SPEAKER
    if thing and not word.suffix and _name_ahead(marking, i, word, state):
        return True  # مدير الفريق لكرة القدم فلان
    if stem == "ل" and state.closed and not construct:
        return _belongs_to_body(marking, i, word)
    if stem == "ل" and (word.suffix or _after_clitic(marking, i, word) & MEDIA):
        return False
    if stem == "الي":
        return marking.words[state.head].stem in phrase_words("envoy")
    if stem == "ل" and state.closed:
        return _belongs_to_body(marking, i, word)
    if stem in phrase_words("accredited"):
        return i + 1 < len(marking.words) and not marking.words[i + 1].suffix  # لدى وصوله: when
    named = stem in ("في", "ب", "علي", "من") and _name_ahead(marking, i, word, state)
    return stem == "ل" or named


def _opens_adverbial(marking: Marking, i: int, word: Word, stem: str) -> bool:
    """«مصدر أمني في تصريح»، «أفاد المراسل بسقوط شهيد»: what belongs to the verb."""
    told = word.prep and word.classes & (NAME | (MASDAR | CUE_NOUN if stem == "ب" else 0))
    return bool(marking.hits(i, "channel")) or (bool(told) and not word.classes & (BODY | ROLE))


def _of_a_deed(marking: Marking, i: int, word: Word) -> bool:
    """«حذر خبراء من تفشي المرض»: what is done or happens is no place that somebody is from."""
    after = marking.words[i + 1] if word.stem == "من" and i + 1 < len(marking.words) else None
    if after is None or after.prep or after.classes & SPEAKER:
        return False
    return bool(after.classes & MASDAR or (after.classes & NOUN and not after.definite))


def _always_takes(marking: Marking, i: int, stem: str, state: State) -> bool:
    """«الكتيبة التابعة للجيش»، «العديد من الخبراء»."""
    if stem == "من":
        return bool(state.classes & QUANT) and i == state.head + 1 and marking.words[state.head].definite
    return stem == "ل" and marking.words[i - 1].stem in phrase_words("belonging")


def _printed_in(marking: Marking, i: int, stem: str, state: State) -> bool:
    """«تقرير في صحيفة كذا يشير إلى»: the paper that a document stands in."""
    follows = marking.words[i + 1] if i + 1 < len(marking.words) else None
    printed = stem == "في" and state.classes & DOC and i == state.head + 1 and follows is not None
    return bool(printed and follows is not None and follows.classes & MEDIA)


def _takes_from(marking: Marking, i: int, state: State) -> bool:
    """«ممثلون عن هذه المجموعات»، «بيان صادر عن الوزارة»: the heads that take عن."""
    if marking.words[state.head].stem in phrase_words("stands_for"):
        return i == state.head + 1
    return bool(state.classes & DOC) and marking.words[i - 1].stem in phrase_words("issued")


def _belongs_to_body(marking: Marking, i: int, word: Word) -> bool:
    """Whether ل leads on to the body of a complete office: not in رئيس البلدية لسكان المرفأ."""
    governed = _after_clitic(marking, i, word)
    return bool(governed & BODY) and not governed & (GENERIC | MEDIA)


def _after_clitic(marking: Marking, i: int, word: Word) -> int:
    """The classes of what a glued ل governs: the rest of its word, or the first word in marks behind it."""
    if len(marking.tokens[i].folded) > 2 or i + 2 >= len(marking.words):
        return word.classes
    return marking.words[i + 2].classes if i + 1 in marking.opening else marking.words[i + 1].classes


def _name_ahead(marking: Marking, i: int, word: Word, state: State) -> bool:
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
        common = after.classes & (MASDAR | NOUN) and not _goes_on_as_name(marking, k + 1)
        if after.classes & (GIVEN | HONORIFIC) and not after.definite and not common:
            return k > i + 1
    return False


def _titled_ahead(marking: Marking, i: int) -> bool:
    """«المدير التنفيذي للشؤون الأكاديمية الدكتور فلان»: whether a titled name completes the office."""
    for k in range(i + 1, min(i + _TITLE_REACH, len(marking.tokens) - 1)):
        word, name = marking.words[k], marking.words[k + 1]
        if word.definite and word.classes & HONORIFIC:
            return k > i + 1 and bool(name.classes & (GIVEN | PARTICLE_OF_NAMES)) and not name.definite
        if marking.tokens[k].kind == "punct" or word.classes & COMP or (word.finite and not word.definite):
            return False
    return False


def _goes_on_as_name(marking: Marking, i: int) -> bool:
    """«سكوت ريتر»: whether the word at ``i`` is nothing but a name."""
    return i < len(marking.words) and part(marking.words[i]) is Part.SURE


def names_kind(marking: Marking, i: int) -> bool:
    """«حركة "حسم"»: right behind the bare kind of a body, words in marks are its name, be it a verb.

    Not behind a body that is complete (الناتو "لا يقبل ذلك"), and not words that open a clause.
    """
    kind, word = marking.words[i - 1], marking.words[i + 1]
    bare = kind.classes & (BODY | MEDIA) and not (kind.definite or kind.suffix)
    return bool(bare) and not word.classes & (COMP | NEG | PRON)


def joins_marks(marking: Marking, i: int, state: State) -> bool:
    """Whether words in marks belong to the phrase before them.

    They do as the name of a body or behind a construct, never as what an office says.
    """
    if state.head < 0 or not state.closed:
        return True
    before, inner = marking.words[i - 1], marking.words[i + 1]
    if state.name_last == i and inner.classes & COUNTRY:
        return False  # دعا بورغسدورف "إسرائيل" إلى
    if before.classes & DUAL or (
        inner.classes & MASDAR and not inner.definite and marking.opening[i].close > i + 3
    ):
        return False  # عارض الطرفان "شن هجوم على …"
    if (
        before.classes & (BODY | MEDIA | DOC | ARTICLE)
        or before.prep
        or inner.classes & (NAME | PARTICLE_OF_NAMES | COUNTRY | ACTOR)
    ):
        return True
    return bool(state.classes & (BODY | MEDIA | DOC | GENERIC)) and not state.classes & ROLE
