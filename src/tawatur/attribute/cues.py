"""Reporting words in the text, each tested for a complement and given its source where the clause has one."""

from __future__ import annotations

from collections.abc import Iterator

from tawatur.attribute.complements import clause_complement, nominal_complement
from tawatur.attribute.drafts import Complement, Draft
from tawatur.attribute.lexicon import Cue
from tawatur.attribute.sources import can_speak, subject_after, subject_before
from tawatur.language import words as w
from tawatur.language.marking import Marking
from tawatur.language.nominals import Phrase, noun_phrase
from tawatur.language.words import Reading, Word

_DAMMA = "\u064f"
SAYING = "qal"  # the id of قال: قائلا، بالقول and بقوله are the second cue of another verb


def drafts_in(marking: Marking, first: int, last: int, sentence: int) -> list[Draft]:
    """The statements whose cue is a verb, participle or verbal noun between two tokens, in order."""
    found: list[Draft] = []
    taken: set[int] = set()
    silent = _own_voice(marking, first, last)
    for i in range(first, last):
        word = marking.words[i]
        if i in taken or i in silent or not word.classes & (w.CUE_VERB | w.CUE_PART | w.CUE_NOUN):
            continue
        draft = _draft_at(marking, i, first, last, word)
        if draft is not None:
            draft.sentence = sentence
            found.append(draft)
            taken.update(k for a, b in draft.cues for k in range(a, b))
    return found


def _own_voice(marking: Marking, first: int, last: int) -> set[int]:
    """Tokens of formulas in the outlet's own voice (يذكر أن) and of phrases that only look like cues."""
    silent: set[int] = set()
    for i in range(first, last):
        for hit in marking.hits(i, "cue_phrase"):
            if getattr(hit.row, "kind", "") in ("own_voice", "no_statement", "agentless", "turn_marker"):
                silent.update(range(hit.first, hit.last))
    return silent


def _draft_at(marking: Marking, i: int, first: int, last: int, word: Word) -> Draft | None:
    """Verb before participle before noun: the first reading whose complement test holds."""
    limit = _limit(marking, i, last)
    if word.classes & w.CUE_VERB and not word.definite and word.prep in ("", "س"):
        for reading in _readings(word, w.CUE_VERB, marking.tokens[i].light):
            draft = _verb(marking, i, first, limit, word, reading)
            if draft is not None:
                return draft
    if word.classes & w.CUE_PART and not word.definite and not word.prep and not word.suffix:
        for reading in _readings(word, w.CUE_PART, marking.tokens[i].light):
            draft = _participle(marking, i, limit, word, reading)
            if draft is not None:
                return draft
    if word.classes & w.CUE_NOUN:
        for reading in _readings(word, w.CUE_NOUN, marking.tokens[i].light):
            draft = _noun(marking, i, limit, word, reading)
            if draft is not None:
                return draft
    return None


def _limit(marking: Marking, i: int, last: int) -> int:
    quotation = marking.quotation_of[i]
    return min(last, quotation.close) if quotation is not None and quotation.closed else last


def _readings(word: Word, kind: int, light: str) -> Iterator[Reading]:
    """One reading a cue sense: forms of two persons count once, the third person first."""
    seen: set[str] = set()
    readings = sorted(
        (r for r in word.readings if r.classes & kind and isinstance(r.row, Cue)),
        key=lambda r: 0 if r.feature is None or getattr(r.feature, "person", 3) == 3 else 1,
    )
    for reading in readings:
        cue = reading.row
        assert isinstance(cue, Cue)
        if cue.id not in seen:
            seen.add(cue.id)
            yield reading


def _verb(marking: Marking, i: int, first: int, limit: int, word: Word, reading: Reading) -> Draft | None:
    cue, feature = reading.row, reading.feature
    assert isinstance(cue, Cue)
    draft = Draft("verb", cue, [(i, i + 1)], i, feature, word.suffix, word.conj)  # type: ignore[arg-type]
    initial = _clause_initial(marking, i, first, word)
    if word.classes & (w.PREP | w.ROLE | w.SURNAME | w.GIVEN) and not initial:
        return None
    before = None if initial else subject_before(marking, i, first)
    qail = _saying_after(marking, i, limit)
    clause = clause_complement(marking, cue, i + 1, limit)
    if qail is not None and (clause is None or qail < clause.at):
        saying = next(_readings(marking.words[qail], w.CUE_PART | w.CUE_NOUN, ""), None)
        if saying is not None and isinstance(saying.row, Cue):
            clause = clause_complement(marking, saying.row, qail + 1, limit)
            if clause is not None:
                draft.cues.append((qail, qail + 1))
    elif set(cue.frames) <= {"qail"}:
        return None
    bound = clause.at if clause is not None else limit
    after = subject_after(marking, i + 1, min(bound, i + 40), draft.feature) if before is None else None
    chosen = _choose(marking, cue, clause, i, limit, before, after)
    if chosen is None:
        return None
    complement, subject = chosen
    draft.complement, draft.source = complement, subject
    if draft.source is None and _passive(marking, i):
        draft.source_kind = "agentless"
    if draft.source is None and word.suffix and complement.frame == "np":
        return None
    draft.rules.append(f"verb+{complement.frame}")
    return draft


def _choose(
    marking: Marking, cue: Cue, clause: Complement | None, i: int, limit: int, before: Phrase | None, after: Phrase | None
) -> tuple[Complement, Phrase | None] | None:
    """Clause or nominal complement, and the subject that goes with it."""
    if "weak" in cue.guards:
        return (clause, before or after) if clause is not None else None
    subject = before or after
    subject_end = after.last if after is not None else i + 1
    nominal = nominal_complement(marking, cue, i + 1, limit, subject_end)
    if nominal is not None and nominal.frame == "np" and after is not None and nominal.content >= after.last:
        pass
    elif nominal is None and after is not None and "np" in cue.frames and clause is None:
        # أدانت تصريحات الوزير: the only phrase after the verb is what is said, not who says it
        nominal, subject = nominal_complement(marking, cue, i + 1, limit, i + 1), None
    if clause is not None and nominal is not None:
        if nominal.content >= clause.at or not _outranks(marking, nominal):
            nominal = None
    if nominal is not None:
        if "needs_speaker" in cue.guards and subject is not None and not subject.classes & w.SPEAKER:
            return None if clause is None else (clause, subject)
        return nominal, subject
    return (clause, subject) if clause is not None else None


def _outranks(marking: Marking, nominal: Complement) -> bool:
    word = marking.words[nominal.content] if nominal.content < len(marking.words) else None
    if word is None:
        return False
    if nominal.frame in ("np", "bi"):
        return bool(word.classes & (w.MASDAR | w.CUE_NOUN)) and not word.classes & w.SPEAKER
    return True


def _clause_initial(marking: Marking, i: int, first: int, word: Word) -> bool:
    """Whether the verb opens its clause, so that its subject follows."""
    if i == first or word.conj:
        return True
    token, previous = marking.tokens[i - 1], marking.words[i - 1]
    if token.kind == "punct":
        return not _subject_comma(marking, i, first)
    if previous.definite or previous.classes & w.NOMINAL:
        return False
    if previous.classes & w.REL:
        return False
    if previous.classes & w.AUX or previous.stem in ("قد", "لم", "لا", "لن", "ما"):
        return _clause_initial(marking, i - 1, first, previous) and not previous.stem == "قد"
    return bool(previous.classes & (w.CONJ | w.TIME | w.ADV | w.NEG))


def _subject_comma(marking: Marking, i: int, first: int) -> bool:
    """«وزير الخارجية، بدر البوسعيدي، أعلن»: a subject may end in a comma; only then is it worth a look back."""
    if not marking.is_punct(i - 1, "،,-–—") and i - 1 not in marking.closing:
        return False
    return subject_before(marking, i, first) is not None


def _saying_after(marking: Marking, i: int, limit: int) -> int | None:
    """«تابع قائلا»، «ختم حديثه بالقول»: the index of the saying word that belongs to the verb at ``i``."""
    for k in range(i + 1, min(limit, i + 25)):
        word = marking.words[k]
        if marking.tokens[k].kind == "punct" and marking.tokens[k].text in ":.؟!؛":
            return None
        if word.classes & (w.CUE_PART | w.CUE_NOUN) and any(
            isinstance(r.row, Cue) and r.row.id.startswith(SAYING) for r in word.readings if r.classes & (w.CUE_PART | w.CUE_NOUN)
        ):
            if word.classes & w.CUE_PART or word.prep == "ب":
                return k
        if word.classes & w.COMP or (word.finite and word.conj):
            return None
    return None


def _passive(marking: Marking, i: int) -> bool:
    """A damma on the first root letter is the only written sign of the passive (أُعلن، يُعتقد)."""
    return _DAMMA in marking.tokens[i].text[:4]


def _participle(marking: Marking, i: int, limit: int, word: Word, reading: Reading) -> Draft | None:
    cue = reading.row
    assert isinstance(cue, Cue)
    clause = clause_complement(marking, cue, i + 1, limit)
    nominal = nominal_complement(marking, cue, i + 1, limit, i + 1) if "weak" not in cue.guards else None
    if clause is not None and nominal is not None and (nominal.content >= clause.at or not _outranks(marking, nominal)):
        nominal = None
    complement = nominal or clause
    if complement is None or (complement is clause and complement.at > i + 12):
        return None
    if nominal is not None and not _accusative(marking, i, word):
        return None
    draft = Draft("participle", cue, [(i, i + 1)], i, reading.feature, "", word.conj, complement)  # type: ignore[arg-type]
    draft.rules.append(f"participle+{complement.frame}")
    return draft


def _accusative(marking: Marking, i: int, word: Word) -> bool:
    """A circumstantial participle stands after a comma or a conjunction, or carries the accusative."""
    text = marking.tokens[i].folded
    if text.endswith("ا") or word.conj:
        return True
    return i == 0 or marking.tokens[i - 1].kind == "punct"


def _noun(marking: Marking, i: int, limit: int, word: Word, reading: Reading) -> Draft | None:
    """«تأكيده أن»، «إعلان الحزب انسحاب»: a verbal noun with its subject in a suffix or in the genitive."""
    cue = reading.row
    assert isinstance(cue, Cue)
    if word.definite or "weak" in cue.guards:
        return None
    subject: Phrase | None = None
    start = i + 1
    if not word.suffix:
        subject = noun_phrase(marking, i + 1, limit, appositions=False)
        if subject is None or not subject.classes & w.SPEAKER or not can_speak(marking, subject):
            return None
        start = subject.last
    clause = clause_complement(marking, cue, start, min(limit, start + 14))
    nominal = nominal_complement(marking, cue, start, min(limit, start + 6), start)
    if clause is not None and nominal is not None and nominal.content >= clause.at:
        nominal = None
    complement = nominal or clause
    if complement is None:
        return None
    if nominal is not None and nominal.frame == "np" and not marking.words[nominal.content].classes & w.MASDAR:
        return None
    draft = Draft("noun", cue, [(i, i + 1)], i, None, word.suffix, word.conj, complement, source=subject)
    if word.suffix:
        draft.source_kind = "pronoun"
    draft.rules.append(f"noun+{complement.frame}")
    return draft
