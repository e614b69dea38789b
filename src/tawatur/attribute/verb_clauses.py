"""Where the clause of a reporting verb begins, and who can be its subject there."""

from __future__ import annotations

from tawatur.attribute.lexicon import DAMMA, Cue
from tawatur.attribute.preceding import subject_before
from tawatur.attribute.sources import agrees, turn_marker_before
from tawatur.language import words as w
from tawatur.language.conjugation import Form
from tawatur.language.marking import COMMAS, Marking
from tawatur.language.nominal_words import phrase_words
from tawatur.language.nominals import Phrase, noun_phrase
from tawatur.language.words import Word

_BEFORE_VERBS = frozenset(["قد", "لم", "لا", "لن", "ما"])  # particles that lean on the verb behind them
_IN_WHICH = frozenset(["فيها", "فيه", "خلالها", "خلاله"])  # التي دعا فيها
_TAKES_UP_CLAUSE = frozenset([("وهو", "ما"), ("وهي", "ما"), ("الامر", "الذي")])
_OWNER_REACH = 14
_SUBJECT_REACH = 30


def opens_clause(marking: Marking, i: int, first: int) -> bool:
    """Whether the verb at ``i`` opens its clause, so that its subject follows."""
    word = marking.words[i]
    if i == first or word.conj or turn_marker_before(marking, i, first) is not None:
        return True
    if word.suffix and marking.words[i - 1].classes & (w.REL | w.CONJ):
        return True  # ما وصفه رئيس الوزراء بأنه
    previous = marking.words[i - 1]
    if i - 1 in marking.closing and word.classes & w.PREP:
        return False  # "لجنة المتابعة" بين البلدين
    if marking.tokens[i - 1].kind == "punct":
        return not _subject_comma(marking, i, first)
    if previous.classes & w.CONJ and previous.stem != "ما":
        return True
    if previous.definite or previous.classes & (w.NOMINAL | w.REL):
        return False
    if previous.classes & w.AUX or previous.stem in _BEFORE_VERBS:
        return opens_clause(marking, i - 1, first) and previous.stem != "قد"
    return bool(previous.classes & (w.CONJ | w.TIME | w.ADV | w.NEG))


def begins_whole_name(marking: Marking, i: int) -> bool:
    """«، تامر الزعانين، إن»: a given name before what can only be a surname is no verb."""
    word, after = marking.words[i], marking.words[i + 1] if i + 1 < len(marking.words) else None
    if not word.classes & w.GIVEN or word.conj or word.suffix or after is None or not after.definite:
        return False
    if i + 2 < len(marking.words) and marking.words[i + 2].classes & w.COMP:
        return False  # ، أبان الصباغ أن
    return (
        not after.classes & ~(w.NAME | w.NISBA | w.ADJECTIVE | w.FEMININE)
        and i > 0
        and marking.is_punct(i - 1, COMMAS)
    )


def behind_preposition(marking: Marking, i: int) -> bool:
    """«بعد رفض»، «في نقل»: no verb stands behind a bare preposition, the word is a verbal noun there."""
    before = marking.words[i - 1] if i > 0 and not marking.words[i].conj else None
    if i > 1 and before is not None and before.stem == "من" and marking.words[i].classes & w.MASDAR:
        return marking.tokens[i - 2].kind == "word"  # حذر مسؤولون من توقع المزيد
    return (
        before is not None
        and bool(before.classes & w.PREP)
        and not before.classes & (w.CONJ | w.REL | w.NOMINAL | w.AUX)
        and not (before.suffix or before.definite)
        and turn_marker_before(marking, i, 0) is None
    )


def subject_follows(marking: Marking, i: int, limit: int, feature: Form) -> bool:
    """«…، أكد رئيس المجلس …»: whether behind a comma a speaker right after the verb is its subject."""
    if i == 0 or not marking.is_punct(i - 1, "،,"):
        return False
    phrase = noun_phrase(marking, i + 1, min(limit, i + _SUBJECT_REACH))
    return phrase is not None and bool(phrase.classes & w.SPEAKER) and agrees(marking, phrase, feature)


def _subject_comma(marking: Marking, i: int, first: int) -> bool:
    """«وزير الخارجية، بدر البوسعيدي، أعلن»: whether the comma before the verb ends its subject."""
    if not marking.is_punct(i - 1, COMMAS) and i - 1 not in marking.closing:
        return False
    return subject_before(marking, i, first) is not None


def in_which(marking: Marking, i: int) -> bool:
    """«برقية دان فيها»: whether what is said stands in the document before the verb, which is no subject."""
    return i + 1 < len(marking.words) and marking.tokens[i + 1].folded in _IN_WHICH


def in_construct(marking: Marking, i: int) -> bool:
    """«ملابسات نقل زوجته»، «قرار رفض الإفراج»: behind an indefinite noun what may be a verbal noun is one."""
    word, before = marking.words[i], marking.words[i - 1] if i else None
    if before is None or not word.classes & w.MASDAR or word.conj or DAMMA in marking.tokens[i].text:
        return False
    if before.stem in phrase_words("one_of") and not before.definite:
        return True  # أكبر قدر ممكن
    noun = before.classes & (w.NOUN | w.MASDAR | w.DOC) and not before.classes & (
        w.SPEAKER & ~w.DOC | w.ADJECTIVE
    )
    return bool(noun) and not (before.definite or before.suffix)  # رفض طلب الاستئناف


def behind_its_verb(marking: Marking, i: int) -> bool:
    """«ارتفع ثمن الخبز»، «وهو أمر»: what may be a noun is one right behind a finite verb or a pronoun."""
    word, before = marking.words[i], marking.words[i - 1] if i else None
    if before is not None and before.classes & w.PRON and word.classes & w.MASDAR:
        return _perfect(word)  # وهو أمر
    if before is None or word.conj or DAMMA in marking.tokens[i].text or not word.classes & w.NOUN:
        return False
    return before.finite and not before.classes & (w.NOMINAL | w.AUX | w.PREP | w.CONJ)


def _perfect(word: Word) -> bool:
    tenses = {getattr(r.feature, "tense", "") for r in word.readings if r.classes & w.FINITE}
    return "imperfect" not in tenses


def carried_by_noun(marking: Marking, i: int, cue: Cue) -> bool:
    """«القوة التي نشرها الاتحاد … أن»: the clause is not the verb's, whose object is the noun before it.

    Unless that is a document, which the verb carries (البيان الذي أوردته الوكالة), or who is told.
    """
    if not marking.words[i].suffix or i < 2 or "object" in cue.guards:
        return False
    if not marking.words[i - 1].stem.startswith("ال") or not marking.words[i - 1].classes & w.REL:
        return False
    return not any(word.classes & (w.DOC | w.CUE_NOUN) for word in marking.words[max(0, i - 5) : i - 1])


def owner_of_words(marking: Marking, i: int, first: int) -> Phrase | None:
    """«تصريحات الوزير التي دعا فيها»، «مقالا للكاتب قال فيه»: whose words they are; or None."""
    if not in_which(marking, i):
        return None
    relative = next(
        (k for k in range(i - 1, max(first, i - 4), -1) if marking.words[k].classes & w.REL), None
    )
    at = i if relative is None else relative
    for k in range(at - 1, max(first, at - _OWNER_REACH) - 1, -1):
        word = marking.words[k]
        if word.classes & (w.DOC | w.CUE_NOUN) and not word.definite and k + 1 < at:
            if relative is None and marking.words[k + 1].prep != "ل":
                return None
            owner = noun_phrase(marking, k + 1, at, glued=True)
            return owner if owner is not None and owner.classes & w.SPEAKER else None
        if word.classes & w.COMP or (word.finite and not word.classes & w.NOMINAL):
            return None
    return None


def pronoun_before(marking: Marking, i: int, first: int) -> bool:
    """«أنه يتوقع»: whether the subject is the pronoun on the complementiser."""
    k = i - 1
    while k > first and (marking.words[k].classes & (w.AUX | w.NEG) or k in marking.opening):
        k -= 1  # أنه لا يتوقع، أنها باتت تتوقع، إنه "يرفض"
    return (
        k >= first
        and bool(marking.words[k].classes & w.COMP)
        and len(marking.tokens[k].folded.lstrip("وفب")) > 2
    )


def takes_up_clause(marking: Marking, i: int) -> bool:
    """«…، وهو ما رفضته الحكومة»، «…، الأمر الذي نفاه»: the outlet goes on from the whole clause before."""
    return i > 1 and (marking.tokens[i - 2].folded, marking.words[i - 1].stem) in _TAKES_UP_CLAUSE
