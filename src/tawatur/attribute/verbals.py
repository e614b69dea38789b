"""Cues that are no verb: «مؤكدا أن», a participle of circumstance, and «تأكيده أن», a verbal noun."""

from __future__ import annotations

from tawatur.attribute.complements import SAYING, clause_complement
from tawatur.attribute.drafts import Complement, Draft
from tawatur.attribute.governing import permitted, prevails, saying_after
from tawatur.attribute.lexicon import Cue
from tawatur.attribute.objects import nominal_complement
from tawatur.language import words as w
from tawatur.language.conjugation import Form
from tawatur.language.marking import COMMAS, Marking
from tawatur.language.nominals import Phrase, noun_phrase
from tawatur.language.words import Word

_ACCUSATIVE = ("اً", "ًا")
_SAYING_REACH = 4  # tokens from a participle to the قائلا that carries it
_PARTICIPLE_REACH = 12  # tokens from a participle to its clause
_ON_OBJECT = frozenset(["reject", "condemn", "welcome", "deny"])  # acts on a thing: إدانته للهجوم
_NOUN_CLAUSE_REACH = 14
_NOUN_PHRASE_REACH = 6


def participle_draft(marking: Marking, i: int, limit: int, cue: Cue, feature: object) -> Draft | None:
    """The statement of the participle at ``i``, or None where it governs nothing or is an adjective."""
    if not isinstance(feature, Form) or not feature.circumstantial:
        return None
    word = marking.words[i]
    clause = clause_complement(marking, cue, i + 1, limit)
    saying = saying_after(marking, i, min(limit, i + _SAYING_REACH)) if cue.id != SAYING else None
    if saying is not None:
        spoken = clause_complement(marking, saying.cue, saying.at + 1, limit)
        if spoken is not None:
            cues = [(i, i + 1), (saying.at, saying.at + 1)]
            rules = ["participle+saying"]
            return Draft("participle", cue, cues, i, feature, "", word.conj, spoken, rules=rules)
    nominal = nominal_complement(marking, cue, i + 1, limit, i + 1)
    if nominal is not None and not prevails(marking, cue, nominal, clause, None):
        nominal = None
    complement, addressee = nominal or clause, None
    if nominal is not None and nominal.frame == "np" and "object" in cue.guards:
        complement, addressee = _behind_addressee(marking, cue, nominal, limit)
    if complement is None or (complement is clause and complement.at > i + _PARTICIPLE_REACH):
        return None
    # مدريد مؤكدة أن، رحبت بالضيوف قائلة: «…»: no adjective has a clause
    told = i + 1 < limit and marking.tokens[i + 1].folded.startswith("ايا")  # محذرين إياه من أن
    governs = complement is clause and complement.at <= i + (3 if told else 2)
    governs = governs and (cue.id == SAYING or complement.frame.endswith("an"))
    governs = governs and not (word.classes & w.CUE_NOUN or marking.words[i - 1].classes & w.PREP)  # عن أمله
    if not (governs or _circumstantial(marking, i)) or word.classes & w.BODY:  # نادي الأسير
        return None
    thing = word.classes & w.NOUN and not word.classes & (w.CUE_NOUN | w.MASDAR)
    if thing and not marking.tokens[i].folded.endswith("ا") and not _governs_at_once(complement, i):
        return None  # «سقوط المعبر ومدينة إدلب», but لافتة إلى أن
    draft = Draft("participle", cue, [(i, i + 1)], i, feature, "", word.conj, complement)
    if addressee is not None:
        draft.addressees.append(addressee)
    draft.rules.append(f"participle+{complement.frame}")
    return draft


def _governs_at_once(complement: Complement, i: int) -> bool:
    """Whether the preposition of what is said stands right behind a word, or أن one token later."""
    if complement.frame.endswith("an"):
        return complement.at <= i + 2  # إلى أن
    return complement.frame != "np" and complement.at == i + 1


def _behind_addressee(
    marking: Marking, cue: Cue, nominal: Complement, limit: int
) -> tuple[Complement, Phrase | None]:
    """«متهما الحزب بالتصعيد»: what is said behind the one it is said of, and that one."""
    asked = noun_phrase(marking, nominal.content, limit)
    if asked is None or not asked.classes & w.SPEAKER:
        return nominal, None
    behind = nominal_complement(marking, cue, asked.last, limit, asked.last)
    return (behind, asked) if behind is not None else (nominal, None)


def _circumstantial(marking: Marking, i: int) -> bool:
    """A circumstantial participle stands after a comma or a conjunction, or carries the accusative."""
    text, conj = marking.tokens[i].folded, marking.words[i].conj
    if (
        i > 0
        and not conj
        and (marking.words[i - 1].classes & (w.AUX | w.QUANT) or marking.tokens[i - 1].kind == "number")
    ):
        return False  # كان متوقعا، بات مؤكدا؛ 275 متهما، لعشرين متهما
    if (
        i > 0
        and not conj
        and marking.tokens[i - 1].folded.endswith("ا")
        and marking.words[i - 1].classes & w.NOMINAL
    ):
        return False  # مصدرا مطلعا: an adjective of the noun before it
    if text.endswith("ا") or conj:
        return True
    return i == 0 or marking.tokens[i - 1].kind == "punct"


def noun_draft(marking: Marking, i: int, limit: int, cue: Cue) -> Draft | None:
    """«تأكيده أن»، «إعلان الحزب انسحاب»: the statement of a verbal noun, or None.

    Its subject stands in a suffix or in the genitive.
    """
    word = marking.words[i]
    if word.definite or "weak" in cue.guards or _another_word(marking, i):
        return None
    subject = None if word.suffix else _genitive_subject(marking, i, limit, cue)
    if subject is None and not word.suffix:
        return None
    start = subject.last if subject is not None else i + 1
    clause = clause_complement(marking, cue, start, min(limit, start + _NOUN_CLAUSE_REACH))
    if clause is not None and any(
        _only_a_verb(word) and word.classes & w.CUE_VERB for word in marking.words[start : clause.at]
    ):
        clause = None  # وفي ختام تصريحه أوضح أن
    nominal = nominal_complement(marking, cue, start, min(limit, start + _NOUN_PHRASE_REACH), start)
    if nominal is not None and not permitted(marking, cue, nominal, subject):
        nominal = None
    nominal = nominal or _object_of_noun(marking, cue, start, limit)
    if clause is not None and nominal is not None and nominal.content >= clause.at:
        nominal = None
    if nominal is not None and nominal.frame == "np" and not marking.words[nominal.content].prep:
        if not marking.words[nominal.content].classes & w.MASDAR:
            nominal = None
    complement = nominal or clause
    if complement is None:
        return None
    draft = Draft("noun", cue, [(i, i + 1)], i, None, word.suffix, word.conj, complement, source=subject)
    if word.suffix:
        draft.source_kind = "pronoun"
    draft.rules.append(f"noun+{complement.frame}")
    return draft


def _another_word(marking: Marking, i: int) -> bool:
    """Whether what looks like a verbal noun at ``i`` is an adverb, a verb, a document or part of a name."""
    word, text = marking.words[i], marking.tokens[i].text
    if i == 0 or text.endswith(_ACCUSATIVE):
        return text.endswith(_ACCUSATIVE)
    before = marking.words[i - 1]
    if before.stem == "ما" and word.suffix:
        return True  # ما رفضه المجلس: a verb
    if word.classes & w.DOC and _only_a_verb(before) and _speaks(before):
        return True  # أكد إعلان القمة أن: a document that speaks, not one that comes (جاء إعلان)
    return bool(before.classes & w.MEDIA) and not before.definite  # وكالة أنباء الأناضول


def unclaimed_draft(marking: Marking, i: int, limit: int, cue: Cue) -> Draft | None:
    """«وسط مخاوف من»، «الدعوات إلى»: what a verbal noun says without telling who; or None."""
    word = marking.words[i]
    if "unclaimed" not in cue.guards or word.suffix or word.prep == "ل" or not _done(marking, i):
        return None
    several = marking.tokens[i].folded.endswith("ات") or word.stem in cue.guards["unclaimed"]
    if not (word.definite or several or _in_midst(marking, i)):
        return None
    behind = i + 1
    while behind < min(limit, i + 3) and marking.words[behind].classes & (w.ADJECTIVE | w.NISBA):
        behind += 1  # دعوات دولية إلى
    clause = clause_complement(marking, cue, behind, min(limit, behind + 2))
    nominal = nominal_complement(marking, cue, behind, min(limit, behind + 2), behind)
    complement = clause or nominal
    if complement is None or complement.at != behind or complement.frame == "np":
        return None
    if complement.content >= limit:
        return None
    said = marking.words[complement.content]
    if complement.frame == "min" and said.classes & w.SPEAKER and said.classes & (w.PLURAL | w.ROLE):
        return None  # تحذيرات من جهات دولية: who warns
    draft = Draft("noun", cue, [(i, i + 1)], i, None, "", word.conj, complement, source_kind="agentless")
    draft.bound = next((k for k in range(complement.content, limit) if marking.is_punct(k, COMMAS)), None)
    draft.rules.append(f"noun of nobody+{complement.frame}")
    return draft


def _done(marking: Marking, i: int) -> bool:
    """Whether the noun at ``i`` tells of something done: not المظاهرات المطالبة بـ, بدلا من الدعوة إلى."""
    if i == 0 or marking.words[i].conj or marking.words[i].prep:
        return True
    before = marking.words[i - 2 if i - 1 in marking.opening and i > 1 else i - 1]
    if before.definite and before.classes & w.NOMINAL and not before.finite:
        return False
    return before.stem not in ("في", "دون", "عدم") and not (
        before.stem == "من" and i > 1 and marking.words[i - 2].stem in ("بدلا", "عوضا")
    )


def _in_midst(marking: Marking, i: int) -> bool:
    """«وسط تأكيد على»: whether the noun tells under what circumstance something happens."""
    return i > 0 and marking.words[i - 1].stem in ("وسط", "مع")


def _speaks(word: Word) -> bool:
    """Whether the word is a reporting verb that is seldom another."""
    return any(isinstance(r.row, Cue) and "weak" not in r.row.guards for r in word.readings)


def _only_a_verb(word: Word) -> bool:
    return word.finite and not word.classes & ~(w.FINITE | w.FIRST_PERSON | w.EVENT)


def _object_of_noun(marking: Marking, cue: Cue, start: int, limit: int) -> Complement | None:
    """«إدانة المجلس للهجوم»، «رفضه للقرار»: the object of a verbal noun stands behind ل."""
    if "np" not in cue.frames or cue.act not in _ON_OBJECT or "before" in cue.guards:
        return None
    if start >= limit or marking.words[start].prep != "ل":
        return None
    word = marking.words[start]
    if word.classes & (w.COMP | w.TIME) or (word.suffix and not word.classes & w.NOMINAL):
        return None
    return Complement("np", start, start)


def _genitive_subject(marking: Marking, i: int, limit: int, cue: Cue) -> Phrase | None:
    """«إعلان الحزب»: the definite speaker right behind the noun, unless it may be who is warned or asked."""
    end = limit
    if cue.act in _ON_OBJECT or cue.act == "accuse":  # إدانة مجلس التعاون للهجوم
        end = next((k for k in range(i + 2, limit) if marking.words[k].prep == "ل"), limit)
    subject = noun_phrase(marking, i + 1, end, appositions=False)
    if subject is None or not subject.classes & (w.SPEAKER & ~w.DOC | w.QUANT):
        return None
    if not subject.definite and not subject.classes & (w.PLURAL | w.QUANT):
        return None
    accused = (
        cue.act == "accuse" and end < limit and subject.last == end and marking.words[end].classes & w.SPEAKER
    )
    calls = cue.act == "call_for" and marking.tokens[i].folded.endswith("ات")  # دعوات النقيب إلى
    if "object" in cue.guards and not (
        accused or calls or noun_phrase(marking, subject.last, end, appositions=False)
    ):
        return None  # تحذير إيران من: the genitive may be who is warned
    return subject
