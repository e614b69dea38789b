"""What is said, from its first token to its last: ends at marks, at full stops, at the outlet's own words."""

from __future__ import annotations

from tawatur.attribute.drafts import Draft
from tawatur.attribute.lexicon import OutletOpener
from tawatur.attribute.sources import AT_ANOTHER_TIME
from tawatur.language import words as w
from tawatur.language.marking import Marking

_NAME_IN_MARKS = 4
_AT_A_TIME = "في وقت"  # the row of ar/outlet_openers.tsv
_CONTRASTS = frozenset(["بينما", "فيما"])
_CONTRAST_PAIRS = frozenset([("في", "حين"), ("غير", "ان"), ("الا", "ان"), ("بيد", "ان")])
NOMINAL = frozenset(["np", "bi", "ila", "ala", "an_np", "min", "li", "fi_np", "maa"])


def first_reach(marking: Marking, draft: Draft, sentence_end: int) -> None:
    """The widest content the complement allows, before siblings cut it."""
    complement = draft.complement
    if complement is None:
        return
    start = complement.content
    end = min(sentence_end, _enclosing_close(marking, draft.first))
    quotation = marking.opening.get(start - 1) if complement.quoted else None
    if quotation is not None and not _only_a_name(marking, quotation.open, quotation.close, complement.frame):
        end = _past_marks(marking, quotation.close, end)
    elif (
        complement.frame == "np"
        and (bare := marking.opening.get(start - 1)) is not None
        and bare.close - start > 7
    ):
        end = bare.close
    elif complement.frame == "colon":
        end = _own_words(marking, draft, end)
    if complement.frame in NOMINAL and draft.first > 0 and marking.words[draft.first - 1].classes & w.REL:
        end = min(end, _relative_end(marking, start, end))
    if start < end == sentence_end:
        end = _close_of_marks(marking, start, end)
    draft.hard_end = max(min(end, draft.bound or end), start)
    draft.content = [(start, draft.hard_end)] if draft.hard_end > start else []


def _close_of_marks(marking: Marking, start: int, end: int) -> int:
    """Marks that open in the content hold it together over the full stops inside them."""
    paragraph = marking.layout.paragraphs[marking.layout.paragraph_of(start)][1]
    for i in range(start, min(end, len(marking.tokens))):
        quotation = marking.opening.get(i)
        if quotation is not None and quotation.closed and end <= quotation.close < paragraph:
            return quotation.close + 1
    return end


def _own_words(marking: Marking, draft: Draft, end: int) -> int:
    """Where words behind a colon end: the paragraph's next sentences go on while they say I or we."""
    paragraph = marking.layout.paragraphs[marking.layout.paragraph_of(draft.first)][1]
    for first, last in marking.sentences[draft.sentence + 1 :]:
        if first >= paragraph or (first != end and first != end + 1):
            break
        words = marking.words[first:last]
        if any(word.classes & w.CUE_VERB and word.conj for word in words[:2]) or not any(
            (word.classes & w.FIRST_PERSON and not word.classes & ~w.FIRST_PERSON)
            or word.suffix in ("نا", "ني")
            for word in words
        ):
            break
        end = last
    return end


def _relative_end(marking: Marking, start: int, end: int) -> int:
    """«الذي يعارض هذا الاتفاق سيلقي خطابا»: the main verb ends what the relative clause says."""
    for i in range(start + 1, end):
        word, before = marking.words[i], marking.words[i - 1]
        if (
            word.finite
            and not word.classes & w.NOMINAL
            and not word.conj
            and not before.classes & (w.REL | w.COMP | w.CONJ | w.NEG)
        ):
            return i
        if word.conj == "و" and word.stem == "كذلك" and before.classes == 0:
            return i  # «تصريحات دعا فيها إلى الرحيل، وكذلك رسائله»
    return end


def _enclosing_close(marking: Marking, i: int) -> int:
    quotation = marking.quotation_of[i]
    return quotation.close if quotation is not None and quotation.closed else len(marking.tokens)


def _only_a_name(marking: Marking, first: int, close: int, frame: str) -> bool:
    """«أن "داعش" سيطر»: short marks without a verb at the start of a clause are part of it, not the whole."""
    return (
        frame not in ("quote", "colon")
        and close - first - 1 <= _NAME_IN_MARKS
        and not marking.has_finite(first + 1, close)
    )


def _past_marks(marking: Marking, close: int, sentence_end: int) -> int:
    """Where a content that begins in marks ends: at their close, or with the clause that goes on behind."""
    i = close + 1
    while i < len(marking.tokens) and marking.is_punct(i, "،,"):
        i += 1
    if i >= sentence_end:
        return close
    word = marking.words[i]
    if word.conj == "و" and word.classes & w.COMP:  # «… "، وأنه …»
        nested = marking.opening.get(i + 1)
        return _past_marks(marking, nested.close, sentence_end) if nested is not None else sentence_end
    if marking.tokens[i].folded == "و" and i + 1 in marking.opening:
        return _past_marks(marking, marking.opening[i + 1].close, sentence_end)
    joined = word.conj or (word.classes & w.NEG and word.stem.startswith("و"))  # ولم يزد
    if i > close + 1 or marking.tokens[i].kind == "punct" or joined:
        again = _said_again(marking, i, sentence_end)
        return close if again is None else _past_marks(marking, again, sentence_end)
    if word.classes & w.CUE_PART or marking.hits(i, "cue_adverbial") or marking.hits(i, "outlet_opener"):
        return close
    return sentence_end


def _said_again(marking: Marking, i: int, end: int) -> int | None:
    """«أن "…"، في المدينة المحاصرة، وأن "…"»: the close of marks that the same cue opens again, or None."""
    for k in range(i, end - 1):
        word = marking.words[k]
        if word.classes & (w.CUE_VERB | w.CUE_PART) and not word.classes & w.NOMINAL:
            return None
        if word.conj == "و" and word.classes & w.COMP and marking.is_punct(k - 1, "،,"):
            nested = marking.opening.get(k + 1)
            return nested.close if nested is not None else None
    return None


def cut(draft: Draft, at: int) -> None:
    """Let the content stop before token ``at``."""
    if draft.fixed:
        return
    draft.content = [(a, min(b, at)) for a, b in draft.content if a < at]
    draft.hard_end = min(draft.hard_end, at)


def separator_before(marking: Marking, i: int, floor: int) -> int:
    """The first of the commas, conjunctions and turn markers that stand directly before token ``i``."""
    moved = True
    while moved and i > floor:
        moved = False
        for back in range(1, 4):
            if i - back >= floor and any(
                h.last == i
                for h in marking.hits_at.get(i - back, ())
                if h.lexicon == "cue_phrase" and h.row.row.kind == "turn_marker"  # type: ignore[attr-defined]
            ):
                i, moved = i - back, True
                break
        if moved:
            continue
        token, word = marking.tokens[i - 1], marking.words[i - 1]
        if token.kind == "punct" and i - 1 not in marking.closing:
            i, moved = i - 1, True
        elif (
            word.classes & (w.CONJ | w.AUX) and not word.classes & (w.NOMINAL | w.COMP) and not word.definite
        ):
            i, moved = i - 1, True
            if word.stem == "حين" and i > floor and marking.words[i - 1].stem == "في":
                i -= 1
    return i


def trim(marking: Marking, first: int, last: int) -> tuple[int, int]:
    """The range without punctuation at its ends, but with a bracket or mark that closes one inside it."""
    while first < last and marking.tokens[first].kind == "punct" and first not in marking.opening:
        first += 1
    while first < last and first in marking.opening and marking.opening[first].close >= last - 1:
        first += 1
    while last > first and marking.tokens[last - 1].kind == "punct":
        quotation = marking.closing.get(last - 1)
        if quotation is not None and quotation.open >= first:
            break
        if marking.is_punct(last - 1, ")") and any(marking.is_punct(k, "(") for k in range(first, last)):
            break
        last -= 1
    return first, last


def outlet_tail(marking: Marking, draft: Draft) -> int | None:
    """Where the outlet's own words end an unquoted content (its adverbial, its next main verb), or None."""
    begin, end = draft.begin, draft.end
    nominal = draft.complement is not None and draft.complement.frame in NOMINAL
    relative = False
    inside = marking.quotation_of[begin]
    if inside is not None and inside.open >= draft.cue_end:
        inside = None  # the outlet never speaks inside the marks that the content opens
    for i in range(begin + 1, end):
        if marking.quotation_of[i] is not inside:
            continue
        word = marking.words[i]
        comma = marking.is_punct(i - 1, "،,")
        if nominal and (
            _another_subject(marking, i) or (comma and (_contrast(marking, i) or _therefore(marking, i)))
        ):
            return i
        if _opens_tail(marking, i) and (i >= begin + 3 or marking.is_punct(i - 1, "،,")):
            return i
        if word.classes & (w.REL | w.COMP | w.CONJ) and not (word.definite or word.classes & w.PREP):
            relative = True
        elif nominal and not relative and i > begin + 1 and word.finite and not word.classes & w.NOMINAL:
            if (word.conj == "و" and not word.classes & w.CUE_VERB) or word.conj == "ف":
                return i  # دعت إلى الخروج ووفرت: a noun phrase is not joined to a verb
            relative = not word.conj
    return None


def _therefore(marking: Marking, i: int) -> bool:
    """«طالب بدعم الجيش، فلا فائدة …»: a clause with ف is joined to no noun phrase."""
    opens = marking.words[i].classes & (w.NEG | w.COMP | w.AUX | w.PRON)
    return bool(opens) and marking.tokens[i].folded.startswith("ف")


def _contrast(marking: Marking, i: int) -> bool:
    """«رفض الطلب، لكنه وافق»، «…، بينما قاطع محاموه»: behind a noun phrase the outlet goes on."""
    word, stem = marking.words[i], marking.words[i].stem
    if marking.tokens[i].folded.startswith("لكن"):
        behind = marking.words[min(i + 1, len(marking.words) - 1)]
        return not (behind.prep or behind.classes & w.PREP)
    if stem in _CONTRASTS or (stem == "كما" and _may_be_verb(marking, i + 1)):
        return True
    pair = (stem, marking.words[i + 1].stem if i + 1 < len(marking.words) else "")
    return pair in _CONTRAST_PAIRS and not word.conj


def _may_be_verb(marking: Marking, i: int) -> bool:
    if i >= len(marking.words):
        return False
    return marking.words[i].finite and not marking.words[i].classes & (w.NOMINAL | w.PREP)


def _another_subject(marking: Marking, i: int) -> bool:
    """«موسكو تعلن … وكييف تضع …»: a speaker joined by و right before a verb begins another clause."""
    word = marking.words[i]
    return word.conj == "و" and bool(word.classes & w.SPEAKER) and _may_be_verb(marking, i + 1)


def _opens_tail(marking: Marking, i: int) -> bool:
    comma, before = marking.tokens[i - 1].kind == "punct", marking.words[i - 1]
    if i + 2 < len(marking.words) and marking.words[i + 2].stem in AT_ANOTHER_TIME:
        return False  # في وقت سابق is only when
    if before.classes & w.PREP or (before.finite and not before.classes & w.NOMINAL):
        return False  # «في وسط الهند» is a place, «وقع إثر انفجار» one clause
    if marking.tokens[i].light.lstrip("وف").startswith("أ"):
        return False  # أثر is no إثر
    return any(
        isinstance(h.row, OutletOpener)
        and (comma or h.row.comma == "no")
        and not (h.row.form == _AT_A_TIME and _is_only_when(marking, h.last))
        for h in marking.hits(i, "outlet_opener")
    )


def _is_only_when(marking: Marking, i: int) -> bool:
    """«في وقت قريب»، «في وقت واحد»: what tells the time, while «في وقت تتواصل فيه» opens a clause."""
    if i >= len(marking.words):
        return True
    word = marking.words[i]
    return not (word.finite or word.classes & (w.NEG | w.AUX | w.COMP)) and marking.tokens[i].kind == "word"


def resumed_clause(marking: Marking, draft: Draft) -> int | None:
    """«أكد موقفه، وأنه يأمل»: وأن behind a noun phrase goes on with the clause around it."""
    if draft.complement is None or (
        draft.complement.frame.endswith("an") and draft.complement.frame != "an_np"
    ):
        return None
    for i in range(draft.begin + 2, draft.end):
        if (
            marking.words[i].conj == "و"
            and marking.words[i].classes & w.COMP
            and marking.tokens[i - 1].kind == "punct"
        ):
            return i - 1
    return None
