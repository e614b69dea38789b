"""Where the source of a cue stands: after the verb, before it, before a relative pronoun, or nowhere."""

from __future__ import annotations

from tawatur.attribute.lexicon import PhraseForm
from tawatur.language import words as w
from tawatur.language.conjugation import Form
from tawatur.language.marking import ACCUSATIVE, COMMAS, Marking
from tawatur.language.nominal_words import phrase_words
from tawatur.language.nominals import Phrase, noun_phrase

_REACH_BACK = 45
_MAX_COMMAS = 4
_MAX_ISLANDS = 12  # between a verb and its subject
_MAX_MARKED_NAME = 8
_NAMES = frozenset(["actor", "outlet", "body", "country"])
_PRONOUNS = ("ها", "هم", "هما")  # on a noun that no lexicon knows
_SHORT_NAME = 4  # letters of مها، أدهم
_INSERTION = 9  # tokens of a clause between commas
_CLAUSE_REACH = 40
AT_ANOTHER_TIME = frozenset(["سابق", "لاحق", "متاخر", "مبكر"])
_OFFICE = w.ROLE | w.SPOKES | w.HONORIFIC
_PROCLITICS = frozenset("لب")  # before marks they are words of their own
_ANTECEDENT = 8  # tokens of what a relative clause hangs on
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
    if (turn := _turn_marker(marking, i)) is not None:
        return turn
    if word.conj and i > first:
        return i
    if word.classes & w.PREP and _opens_island(word):
        return after_island(marking, i, limit)
    if word.classes & (w.TIME | w.ADV) and not word.prep and not _name_after_all(marking, i, limit):
        return past_date(marking, i + 1, limit)
    if i == first and word.classes & w.DEM and i + 1 < limit and not marking.words[i + 1].definite:
        return i + 1  # أوضح ذلك مدير المستشفى
    return after_island(marking, i, limit) if _opens_island(word) else i


def _subject_at(marking: Marking, i: int, first: int, limit: int, feature: Form | None) -> Phrase | None:
    """The phrase that begins at ``i``, where it can be the subject of the verb."""
    word = marking.words[i]
    if _accusative(marking, i):
        return None
    if marking.tokens[i].kind == "punct":
        quotation = marking.opening.get(i)
        if quotation is None:
            return None
        phrase = noun_phrase(marking, i, limit)
        return phrase if phrase is not None and phrase.last > quotation.close else None
    if (word.conj and i > first) or word.classes & (w.COMP | w.REL | w.CONJ | w.NEG | w.AUX):
        if not _kunya(marking, i, limit):
            return None
    if word.finite and not word.classes & w.NOMINAL:
        return None
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


def _opens_island(word: w.Word) -> bool:
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
    most = head.definite and head.stem in phrase_words("one_of")  # والأهم من ذلك
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
    if phrase.first > 0 and _turn_marker(marking, phrase.first - 1) is not None:
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
    i = _clause_start(marking, start, end)
    while i < end and marking.words[i].classes & (w.AUX | w.CONJ | w.ADV | w.TIME):
        i += 1
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
        if named and start == phrase.head and phrase.classes & w.NAME and not phrase.classes & w.GIVEN:
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
        elif _opens_island(word):
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
    return bool(word.classes & (w.COMP | w.CONJ | w.AUX | w.REL))


def _turn_marker(marking: Marking, i: int) -> int | None:
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
        if _turn_marker(marking, first) == i:
            return first
    return None


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
            if i < end and (_opens_island(marking.words[i]) or marking.hits(i, "cue_adverbial")):
                while i < end and not marking.is_punct(i, COMMAS):
                    i += 1
            continue
        if (turn := _turn_marker(marking, i)) is not None:
            i = turn
            continue
        if marking.words[i].classes & (w.TIME | w.AUX | w.ADV):
            i += 1
            continue
        if _opens_island(marking.words[i]):
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


def sentence_subject(marking: Marking, cue: int, sentence: int) -> Phrase | None:
    """«بحث الوزير …، مؤكدا أن»: the subject of the sentence's first verb, for a later cue that names none."""
    return _subject_from(marking, marking.sentences[sentence][0], cue)


def _subject_from(marking: Marking, start: int, cue: int) -> Phrase | None:
    """The subject of the clause that begins at ``start``: behind its verb, or before it."""
    first = i = _clause_start(marking, start, cue)
    while i < cue and i < first + 4:
        word = marking.words[i]
        if word.finite:
            feature = next((r.feature for r in word.readings if r.classes & w.FINITE), None)
            phrase = subject_after(marking, i + 1, cue, feature)  # type: ignore[arg-type]
            return phrase if phrase is not None and _acts(marking, phrase) else None
        if not word.classes & (w.AUX | w.CONJ | w.ADV | w.TIME) and not (word.conj and not word.known):
            break
        i += 1
    phrase = noun_phrase(marking, first, cue) or (noun_phrase(marking, i, cue) if i < cue else None)
    if phrase is None or not _acts(marking, phrase) or phrase.last >= cue:
        return None
    if marking.words[first].stem == "اما" and marking.words[cue].conj == "ف":
        return phrase  # أما فلانة التي تزور البلاد فقالت
    follows = marking.words[phrase.last]
    return (
        phrase if follows.finite or follows.classes & w.AUX or marking.is_punct(phrase.last, "،,") else None
    )


def _acts(marking: Marking, phrase: Phrase) -> bool:
    """Whether a phrase is somebody: not «الحرب الأهلية», a surname as well."""
    if phrase.classes & (_ACTING & ~w.NAME):
        return True
    head = marking.words[phrase.head]
    thing = head.definite and head.classes & (w.NOUN | w.MASDAR)
    return bool(phrase.classes & w.NAME) and not thing


def _clause_start(marking: Marking, i: int, cue: int) -> int:
    """Behind the turn markers, islands and commas that open a sentence (ومن جانبها، وفي سياق متصل،)."""
    while i < cue:
        turn = _turn_marker(marking, i) or _own_voice(marking, i)
        if turn is not None:
            i = turn
        elif marking.is_punct(i, "،,") or (
            _accusative(marking, i) and not marking.words[i].classes & w.SPEAKER
        ):
            i += 1  # وردا على أسئلة الصحيفة، لم تنف الوزارة
        elif _opens_island(marking.words[i]) and not marking.words[i].finite:
            i = after_island(marking, i, cue)
        else:
            return i
    return i
