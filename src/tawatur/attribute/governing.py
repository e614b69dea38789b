"""What a reporting word may govern: its senses, the guards of its row, which of two complements is meant."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tawatur.attribute.complements import SAYING
from tawatur.attribute.drafts import Complement
from tawatur.attribute.lexicon import Cue
from tawatur.language import words as w
from tawatur.language.marking import Marking
from tawatur.language.nominals import Phrase
from tawatur.language.words import Reading, Word

_GUARDED_BY_FIRST_WORD = frozenset(["np", "bi", "ala", "an_np", "ila", "min"])
_SAYING_REACH = 25


class Saying(NamedTuple):
    """A second word of saying that carries what another cue says (قائلا، بالقول): its token and its row."""

    at: int
    cue: Cue


def senses(word: Word, kind: int) -> Iterator[tuple[Cue, object]]:
    """The cue senses of a word with the features of their form.

    Of each row the third person comes first, then the first (اعتقد، أعتقد); guarded senses come before open
    ones, since the guard says more of what must follow.
    """
    if not word.classes & kind:
        return
    cued = [(r.row, r) for r in word.readings if r.classes & kind and isinstance(r.row, Cue)]
    seen: set[tuple[str, bool]] = set()
    for cue, reading in sorted(cued, key=lambda sense: _precedence(*sense)):
        sense = cue.id, getattr(reading.feature, "person", 3) == 1
        if sense not in seen:
            seen.add(sense)
            yield cue, reading.feature


def _precedence(cue: Cue, reading: Reading) -> tuple[bool, bool, bool]:
    return (
        "before" not in cue.guards,
        getattr(reading.feature, "person", 3) != 3,
        getattr(reading.feature, "tense", "") == "jussive",
    )


def saying_after(marking: Marking, i: int, limit: int) -> Saying | None:
    """«تابع قائلا»، «ختم حديثه بالقول»: the saying word that belongs to the cue at ``i``, or None."""
    kinds = w.CUE_PART | w.CUE_NOUN
    for k in range(i + 1, min(limit, i + _SAYING_REACH)):
        word = marking.words[k]
        if marking.is_punct(k, ":.؟!؛"):
            return None
        cues = [cue for cue, _ in senses(word, kinds)]
        if any(cue.id == SAYING for cue in cues) and (word.classes & w.CUE_PART or word.prep == "ب"):
            return Saying(k, cues[0])
        if word.classes & w.COMP or (word.finite and word.conj):
            return None
    return None


def prevails(
    marking: Marking, cue: Cue, nominal: Complement, clause: Complement | None, subject: Phrase | None
) -> bool:
    """Whether a noun phrase is what the cue says, although a clause may follow it."""
    if not permitted(marking, cue, nominal, subject):
        return False
    return clause is None or (nominal.content < clause.at and _outranks(marking, nominal, clause))


def permitted(marking: Marking, cue: Cue, nominal: Complement, subject: Phrase | None) -> bool:
    """The guards of the row on a noun phrase that is said: its first word, and who can be the subject."""
    word = marking.words[nominal.content]
    heads = {
        word.stem,
        marking.tokens[nominal.content].folded,
        ("ال" + word.stem) if word.definite else word.stem,
    }
    before = cue.guards.get("before")
    if before is not None and nominal.frame in _GUARDED_BY_FIRST_WORD and not heads & before:
        return False
    if "weak" in cue.guards and before is None:
        return False
    if heads & cue.guards.get("not_before", frozenset()):
        return False
    if "topic" in cue.guards and nominal.frame == "an_np" and not _happening(marking, nominal.content):
        return False  # تحدث عن الأزمة، عن "داعش": a topic, nothing that is said
    if cue.act == "note" and word.classes & w.NAME and not word.classes & ~(w.NAME | w.FEMININE):
        return False  # قال الوزير مشيرا إلى كيري
    if "needs_speaker" in cue.guards and subject is not None:
        return bool(subject.classes & w.SPEAKER) or _personal(marking, subject)
    return True


def _happening(marking: Marking, i: int) -> bool:
    """«تحدث عن مقتل ثلاثة»: an indefinite verbal noun or a number tells what is said to have happened."""
    word = marking.words[i]
    counted = marking.tokens[i].kind == "number" or word.classes & w.QUANT
    return bool(counted or (word.classes & w.MASDAR and not word.definite))


def _personal(marking: Marking, subject: Phrase) -> bool:
    """Whether an unknown phrase names somebody: a known name in it, or one definite word (a surname)."""
    if subject.name is None:
        people = subject.classes & w.NISBA and marking.words[subject.head].definite  # الأميركيون يخشون
        return bool(subject.classes & w.QUANT or people)
    words = marking.words[slice(*subject.name)]
    return any(word.classes & w.NAME for word in words) or subject.last - subject.first == 1


def _outranks(marking: Marking, nominal: Complement, clause: Complement) -> bool:
    """Whether the cue governs the phrase before a clause: a verbal noun, or anything before a colon."""
    word = marking.words[nominal.content]
    if clause.frame in ("colon", "quote"):
        return True
    if nominal.frame == "ala" and (not word.known or word.classes & (w.MEDIA | w.ACTOR)):
        return False  # أكد في حسابه على تويتر أن
    if nominal.frame in ("np", "bi"):
        return bool(word.classes & (w.MASDAR | w.CUE_NOUN)) and not word.classes & (w.SPEAKER & ~w.DOC)
    return True
