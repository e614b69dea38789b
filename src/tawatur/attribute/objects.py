"""A noun phrase that is what is said: behind a preposition of the cue, or right behind its subject."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from tawatur.attribute.complements import PREPOSITIONS, behind_island
from tawatur.attribute.drafts import Complement
from tawatur.attribute.lexicon import Cue
from tawatur.attribute.sources import after_island, past_date
from tawatur.language import words as w
from tawatur.language.marking import COMMAS, Marking
from tawatur.language.nominal_words import phrase_words
from tawatur.language.nominals import noun_phrase
from tawatur.language.words import Word

_NEAR = 12  # tokens between the subject and the preposition of what is said
_PREPOSITION_FRAMES = frozenset(["bi", "ila", "ala", "an_np", "min", "li", "fi_np", "maf", "maa"])
_PREPOSITION_REACH = 30
_MAX_ISLANDS = 8  # between subject and object


def nominal_complement(
    marking: Marking, cue: Cue, first: int, limit: int, subject_end: int
) -> Complement | None:
    """A noun phrase that is what is said: after the right preposition, or right after the subject."""
    if "np" in cue.frames and (bare := _bare(marking, subject_end, limit)) is not None:
        first_word = marking.words[bare.content]
        between = marking.words[subject_end : bare.content]
        if first_word.classes & (w.MASDAR | w.CUE_NOUN) and not (
            first_word.definite or first_word.prep or any(x.classes & w.PREP for x in between)
        ):
            return bare  # أعلنت تخلفها عن السداد: the preposition belongs to the verbal noun
    prepositions = cue.frames.keys() & _PREPOSITION_FRAMES
    if prepositions:
        found = _after_preposition(marking, cue, prepositions, first, limit, subject_end)
        if found is not None:
            return found
    if "np" in cue.frames:
        return _bare(marking, subject_end, limit)
    return None


def _after_preposition(
    marking: Marking, cue: Cue, frames: AbstractSet[str], first: int, limit: int, subject_end: int
) -> Complement | None:
    """The phrase behind the first preposition of one of the frames, past the subject and any island."""
    behind = first
    for i in range(first, min(limit, first + _PREPOSITION_REACH)):
        word = marking.words[i]
        if marking.is_punct(i, ".؟!؛:"):
            return None
        if i < behind:
            continue
        if hits := marking.hits(i, "cue_adverbial"):
            behind = behind_island(marking, i, max(hit.last for hit in hits), limit)
            continue
        if i < subject_end:
            continue
        if marking.hits(i, "outlet_opener"):
            behind = after_island(marking, i, limit)  # على هامش القمة
            continue
        joined = word.conj == "و" and marking.tokens[i - 1].kind == "punct"  # …، وتعهد "بعدم الصمت"
        if word.finite and i > first and (joined or not word.classes & (w.NOMINAL | w.PREP)):
            return None
        found = _at_preposition(marking, frames, i, limit)
        if found is not None:
            far = i > subject_end + _NEAR and "object" not in cue.guards
            return None if far else found
    return None


def _at_preposition(marking: Marking, frames: AbstractSet[str], i: int, limit: int) -> Complement | None:
    """The phrase behind the preposition at ``i``, bare or glued to a word, where one of the frames has it."""
    word = marking.words[i]
    if word.stem == "بما" and "bi" in frames and i + 1 < limit and marking.words[i + 1].finite:
        return Complement("bi", i, i)  # أشاد بما تحقق
    name = PREPOSITIONS.get(word.prep or (word.stem if word.classes & w.PREP else ""))
    if name is None or word.classes & w.COMP:
        return None
    frame = {"an": "an_np", "fi": "fi_np"}.get(name, name)
    if frame not in frames:
        if name != "bi" or "maf" not in frames:
            return None
        frame = "maf"
    bare = not word.prep or marking.tokens[i].folded.lstrip("وف") == word.prep
    start = i + 1 if bare else i
    if start >= limit or marking.words[start].classes & w.COMP:
        return None
    return None if _circumstance(word, frame) else Complement(frame, i, start)


def _circumstance(word: Word, frame: str) -> bool:
    """Whether a word with a glued preposition tells how or how much (بقوة، بالمئة), not what is said."""
    if not word.prep:
        return False
    if word.prep == "ب" and word.definite and word.stem in phrase_words("manner"):
        return True  # بالإضافة إلى
    if (
        frame == "bi"
        and word.known
        and not word.definite
        and not word.classes & (w.MASDAR | w.CUE_NOUN)
        and word.classes & (w.ADV | w.TIME | w.SPEAKER | w.QUANT)
    ):
        return True
    return bool(word.classes & w.QUANT) and not word.classes & w.MASDAR


def _bare(marking: Marking, start: int, limit: int) -> Complement | None:
    """The object right after the subject, or the first nominal after the islands that follow it."""
    i = start
    for _ in range(_MAX_ISLANDS):
        if i >= limit:
            return None
        behind = _past_island(marking, i, start, limit)
        if behind == i:
            return _object_at(marking, i, start, limit)
        i = behind
    return None


def _past_island(marking: Marking, i: int, start: int, limit: int) -> int:
    """The token behind what may stand before an object at ``i`` (time, manner, prepositions), else ``i``."""
    token, word = marking.tokens[i], marking.words[i]
    if token.kind == "punct":
        return i + 1 if token.text in COMMAS else i
    if hits := marking.hits(i, "marker"):
        return max(hit.last for hit in hits)  # كشف مسؤول، رفض ذكر اسمه، أن
    if i > start and marking.is_punct(i - 1, COMMAS) and (hits := marking.hits(i, "cue_adverbial")):
        behind = behind_island(marking, i, max(hit.last for hit in hits), limit)
        return (
            behind if behind < limit and marking.is_punct(behind, COMMAS) else i
        )  # جدد، بحسب البيان، تأكيده
    if _ends_object(marking, i, start):
        return i
    if token.kind == "number" and i + 1 < limit and marking.words[i + 1].classes & w.TIME:
        return past_date(marking, i + 1, limit)
    attitude = word.suffix and word.classes & w.CUE_NOUN  # خشيتهم من
    if (word.classes & w.PREP and not word.definite and not attitude) or (word.prep and word.prep != "س"):
        return after_island(marking, i, limit)
    if word.classes & (w.TIME | w.ADV) and not word.classes & (w.SPEAKER | w.REL) and not word.prep:
        return past_date(marking, i + 1, limit)
    return i


def _ends_object(marking: Marking, i: int, start: int) -> bool:
    """Whether a new clause or an attribution begins at ``i``, before any object."""
    word = marking.words[i]
    joined = bool(word.conj) and i > start and bool(word.classes & (w.FINITE | w.CUE_PART))
    return joined or bool(marking.hits(i, "cue_adverbial"))


def _object_at(marking: Marking, i: int, start: int, limit: int) -> Complement | None:
    token, word = marking.tokens[i], marking.words[i]
    if token.kind == "punct":
        return Complement("np", i, i + 1) if i in marking.opening else None
    if _ends_object(marking, i, start):
        return None
    if word.stem == "ما" and i + 1 < limit and marking.words[i + 1].finite:
        return Complement("np", i, i)  # انتقد ما وصفه بـ
    clausal = word.classes & (w.COMP | w.CONJ | w.REL | w.NEG | w.AUX | w.CUE_PART) or word.finite
    if clausal and not word.classes & w.NOMINAL:
        return None
    if noun_phrase(marking, i, limit) is not None or token.kind == "number":
        return Complement("np", i, i)
    return None
