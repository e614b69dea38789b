"""The source that stands before its verb, or before a relative pronoun."""

from __future__ import annotations

from tawatur.attribute.sources import after_island, can_speak, clause_start, opens_island, turn_marker
from tawatur.language import words as w
from tawatur.language.conjugation import Form
from tawatur.language.marking import COMMAS, Marking
from tawatur.language.nominal_words import phrase_words
from tawatur.language.nominals import Phrase, noun_phrase

_REACH_BACK = 45
_MAX_COMMAS = 4
_MAX_MARKED_NAME = 8
_INSERTION = 9  # tokens of a clause between commas
_OFFICE = w.ROLE | w.SPOKES | w.HONORIFIC
_ANTECEDENT = 8  # tokens of what a relative clause hangs on


def subject_before(marking: Marking, cue: int, floor: int, feature: Form | None = None) -> Phrase | None:
    """The subject that ends before the verb (headlines, after أن or كان) or before الذي; or None."""
    end = cue
    while (
        end > floor
        and marking.words[end - 1].classes & (w.AUX | w.NEG)
        and not marking.words[end - 1].definite
    ):
        end -= 1
        if marking.tokens[end].folded[0] == "و":
            return None  # دولة ضعيفة، وقد يتساءل: a new clause begins here
    if end > floor and marking.words[end - 1].classes & w.REL:
        if not is_relative(marking, end - 1):
            return None  # من، ما، مما: nobody stands before these
        pronoun = marking.words[end - 1].stem
        if feature is not None and feature.gender == {"الذي": "f", "التي": "m"}.get(pronoun):
            return None  # الأمر الذي طلبت المحكمة: it is what was asked for
        return _before_relative(marking, end - 1, floor, feature)
    found = _ending_at(marking, end, floor) or _document_before(marking, end, floor)
    if found is not None and feature is not None and feature.number == "d":
        found = _both(marking, found, floor)
    return found if found is None or feature is None or _agrees_before(found, feature) else None


def _both(marking: Marking, phrase: Phrase, floor: int) -> Phrase | None:
    """«أمير قطر، فلان، والرئيس الفرنسي، فلان، يطالبان»: a dual verb has two for its subject."""
    if phrase.joined or phrase.classes & w.DUAL:
        return phrase
    if marking.words[phrase.first].conj != "و":
        return None
    end = phrase.first - 1 if marking.is_punct(phrase.first - 1, COMMAS) else phrase.first
    first = _ending_at(marking, end, floor)
    if first is None:
        return None
    return Phrase(first.first, phrase.last, first.head, True, first.classes, None, True)


def _before_relative(marking: Marking, end: int, floor: int, feature: Form | None) -> Phrase | None:
    """Whom a relative pronoun at ``end`` stands for: the phrase right before it, or before هو, or a comma."""
    people = marking.words[end].stem == "الذين"  # اليهود في الولايات المتحدة الذين
    if end - 1 > floor and marking.words[end - 1].classes & w.PRON:
        end -= 1  # فلان هو الذي
    for behind in (end, end - 1) if end - 1 > floor and marking.is_punct(end - 1, "،,") else (end,):
        found = _ending_at(marking, behind, floor)
        if found is not None and (found.last == behind or people):
            return found
        if (found := _speaking_antecedent(marking, behind, floor)) is not None:
            return found
        paper = antecedent(marking, behind, floor)
        if (
            paper is not None
            and paper.classes & w.DOC
            and (feature is None or _agrees_before(paper, feature))
        ):
            return paper
    return None


def _agrees_before(phrase: Phrase, feature: Form) -> bool:
    """Whether a subject before the verb agrees with it: هذه الدولة لم يعلن عنها is an agentless passive."""
    feminine = bool(phrase.classes & (w.FEMININE | w.PLURAL))
    if phrase.classes & w.DOC:
        return feature.number != "p" and feminine == (feature.gender == "f")
    sure = phrase.classes & (w.BODY | w.COUNTRY | w.ROLE) and not phrase.classes & (
        w.PLURAL | w.NAME | w.ANON
    )
    return not (sure and phrase.classes & w.FEMININE and feature.gender == "m" and feature.number == "s")


def _document_before(marking: Marking, end: int, floor: int) -> Phrase | None:
    """«أصدرت الوزارة بيانا، اليوم، أفاد بأن»: an indefinite document whose relative clause has no pronoun."""
    for i in range(end - 1, max(floor, end - 8), -1):
        word = marking.words[i]
        if word.classes & w.DOC and not word.definite and not word.suffix:
            return noun_phrase(marking, i, end, appositions=False)
        if word.finite or word.classes & (w.COMP | w.CONJ):
            return None
    return None


def _ending_at(marking: Marking, end: int, floor: int) -> Phrase | None:
    """The longest phrase from a clause boundary up to ``end``, over islands between commas; or None."""
    floor = max(floor, end - _REACH_BACK)
    starts: list[int] = []
    commas = 0
    i = end - 1
    while i >= floor:
        marks = marking.closing.get(i)
        if marks is not None and floor <= marks.open and i - marks.open <= _MAX_MARKED_NAME:
            i = marks.open - 1  # شبكة "سي أن أن" تؤكد
            continue
        if is_relative(marking, i) and _behind_relative(marking, i, end):
            if (nearer := _longest(marking, starts, end)) is not None:
                return nearer
        elif _is_boundary(marking, i):
            if not is_relative(marking, i):  # what follows الذي is a verb
                starts.append(i + 1)
            if not marking.is_punct(i, COMMAS):
                break
            commas += 1
            if commas > _MAX_COMMAS:
                break
        elif marking.words[i].conj and marking.words[i].classes & (w.SPEAKER | w.AUX):
            starts.append(i)
        i -= 1
    else:
        starts.append(floor)
    return _longest(marking, starts, end)


def _longest(marking: Marking, starts: list[int], end: int) -> Phrase | None:
    """The phrase from the farthest of these tokens that reaches up to ``end``; or None."""
    best: Phrase | None = None
    for start in starts:
        phrase = noun_phrase(marking, start, end) if start < end else None
        if phrase is None or not can_speak(marking, phrase) or _stray(marking, phrase, end):
            continue
        if _reaches(marking, phrase.last, end):
            best = phrase
        elif phrase.classes & (_OFFICE if best is not None else w.SPEAKER & ~w.DOC):
            best = _stretched(marking, phrase, end) or best
    return best


def _stray(marking: Marking, phrase: Phrase, end: int) -> bool:
    """«عرضة للضغط»: whether a word that no lexicon knows is too far from the verb to name its subject.

    Or the words are only those of a turn marker (من جهتها).
    """
    if phrase.first > 0 and turn_marker(marking, phrase.first - 1) is not None:
        return True
    if phrase.classes or phrase.last == end or marking.words[phrase.head].definite:
        return False
    return not marking.is_punct(phrase.last, COMMAS)


def unread_subject(marking: Marking, cue: int, floor: int) -> bool:
    """«تقرير سابق للقناة أكد أن»: whether words that name nobody known stand where the subject stands."""
    end = cue
    while end > floor and marking.words[end - 1].classes & (w.AUX | w.NEG | w.TIME | w.ADV):
        end -= 1
    start = end
    while start > floor and (
        not _is_boundary(marking, start - 1) or marking.words[start - 1].classes & w.PREP
    ):
        start -= 1  # فهو من جهة يستنكر: no clause begins behind من
    i = clause_start(marking, start, end)
    skipped = w.AUX | w.CONJ | w.ADV | w.TIME
    while i < end and marking.words[i].classes & skipped and not marking.words[i].finite:
        i += 1  # but not وعقد الوزير: a verb, though «decade» is a time
    if i >= end or marking.tokens[i].kind != "word":
        return False
    word = marking.words[i]
    return not (word.prep or word.finite or word.classes & w.PRON) and bool(
        word.definite or word.classes & w.NOMINAL or not word.known
    )


def is_relative(marking: Marking, i: int) -> bool:
    """Whether الذي, التي or a form of them stands at ``i``; not من, ما, which have no antecedent."""
    folded = marking.tokens[i].folded.lstrip("وف")  # والتي
    return i >= 0 and bool(marking.words[i].classes & w.REL) and folded.startswith("ال")


def antecedent(marking: Marking, end: int, floor: int) -> Phrase | None:
    """The longest noun phrase that ends right before token ``end``, from a definite head on; or None."""
    found = (
        noun_phrase(marking, k, end, appositions=False) for k in range(max(floor, end - _ANTECEDENT), end)
    )
    return next((p for p in found if p is not None and p.last == end and p.definite), None)


def _speaking_antecedent(marking: Marking, end: int, floor: int) -> Phrase | None:
    """«إمكانية حضور المتهم الوحيد الذي»: the longest speaker that ends right before a relative pronoun."""
    pronoun = next((k for k in range(end, end + 3) if is_relative(marking, k)), end)
    feminine = marking.words[pronoun].stem == "التي"
    for start in range(max(floor, end - _ANTECEDENT), end):
        if not marking.words[start].definite and not marking.words[start].classes & (w.SPEAKER & ~w.DOC):
            continue
        phrase = noun_phrase(marking, start, end)
        if phrase is None or phrase.last != end or not phrase.classes & (w.SPEAKER & ~w.DOC):
            continue
        if phrase.last == start + 1 and start > floor and _qualifies_thing(marking, start):
            continue
        named = phrase.name is not None
        if (
            named
            and start == phrase.head
            and phrase.classes & w.NAME
            and not phrase.classes & (w.GIVEN | w.ROLE)
        ):
            continue  # يهاجم غالانت السنوار: two surnames are two people
        if named or bool(phrase.classes & (w.FEMININE | w.PLURAL)) == feminine:
            return phrase
    return None


def _qualifies_thing(marking: Marking, i: int) -> bool:
    """«الهجوم الكبير الذي»: whether a definite word behind a definite thing is its adjective."""
    before = marking.words[i - 1]
    thing = before.classes & (w.NOUN | w.MASDAR) and not before.classes & w.SPEAKER
    return bool(thing) and before.definite and marking.words[i].definite


def _stretched(marking: Marking, phrase: Phrase, end: int) -> Phrase | None:
    """«رئيس البنك الدولي أجاي بانجا يصرح»: the phrase with what stands between it and the verb; or None.

    Between a subject and its verb there is nothing but qualifiers, islands and the rest of a name.
    """
    i = last = phrase.last
    while i < end:
        word = marking.words[i]
        if (marks := marking.opening.get(i)) is not None and marks.close < end:
            i = last = marks.close + 1
        elif _reaches(marking, i, end):
            break
        elif marking.tokens[i].kind != "word":
            return None
        elif opens_island(word):
            i = after_island(marking, i, end)
        elif _cannot_qualify(word):
            return None
        else:
            i = last = i + 1
    rest = range(phrase.last, last)
    if all(not marking.words[k].classes or marking.words[k].classes & w.NAME for k in rest):
        joins = phrase.name is not None and phrase.name[1] == phrase.last
        name = (phrase.name[0] if joins and phrase.name is not None else phrase.last, last)
    else:
        name = phrase.name  # type: ignore[assignment]
    return Phrase(phrase.first, last, phrase.head, True, phrase.classes, name, phrase.joined)


def _cannot_qualify(word: w.Word) -> bool:
    if word.suffix or (word.classes & w.FUNCTION and not word.classes & w.NOMINAL and not word.definite):
        return True
    return word.finite and not word.classes & w.NOMINAL


def _is_boundary(marking: Marking, i: int) -> bool:
    token, word = marking.tokens[i], marking.words[i]
    if token.kind == "punct":
        if (quotation := marking.opening.get(i)) is not None:
            return quotation.close - i > _MAX_MARKED_NAME
        return i not in marking.closing and token.text not in "()[]"
    if word.definite or word.classes & w.NOMINAL:
        return False
    if word.stem == "من" and i > 0 and marking.words[i - 1].classes & w.QUANT:
        return False  # عدد من المواطنين
    if word.stem in phrase_words("accredited"):
        return False  # سفير فرنسا لدى روسيا
    return bool(word.classes & (w.COMP | w.CONJ | w.AUX | w.REL))


def _reaches(marking: Marking, i: int, end: int) -> bool:
    """Whether only commas and islands between them stand from ``i`` to ``end``."""
    while i < end:
        if is_relative(marking, i):
            return _behind_relative(marking, i, end)
        if marking.is_punct(i, COMMAS):
            i += 1
            if is_relative(marking, i):
                continue
            inserted = next(
                (k for k in range(i, min(end, i + _INSERTION)) if marking.is_punct(k, COMMAS)), end
            )
            if inserted == end - 1 and marking.words[i].finite:
                return True  # مصادر، رفضت الكشف عن هويتها، قالت
            if i < end and (opens_island(marking.words[i]) or marking.hits(i, "cue_adverbial")):
                while i < end and not marking.is_punct(i, COMMAS):
                    i += 1
            continue
        if (turn := turn_marker(marking, i)) is not None:
            i = turn
            continue
        if marking.words[i].classes & (w.TIME | w.AUX | w.ADV):
            i += 1
            continue
        if opens_island(marking.words[i]):
            i = after_island(marking, i, end)
            continue
        return False
    return True


def _behind_relative(marking: Marking, i: int, end: int) -> bool:
    """«الرئيس الذي يزور العاصمة، قد أكد»: whether the relative clause at ``i`` holds a verb of its own.

    Then the verb at ``end`` is that of the clause around it.
    """
    verbs = 0
    for k in range(i + 1, end):
        word = marking.words[k]
        if word.classes & w.COMP or is_relative(marking, k):
            return False
        opens = k == i + 1 and not word.classes and not word.definite  # a verb that no lexicon knows
        verbs += opens or (word.finite and not word.classes & w.NOMINAL)
    return verbs == 1
