"""The complement test: does a reporting word govern something said, and where does that begin?"""

from __future__ import annotations

from tawatur.attribute.drafts import Complement
from tawatur.attribute.lexicon import Cue
from tawatur.language import words as w
from tawatur.language.marking import Marking
from tawatur.language.nominals import noun_phrase

_REACH = 48
_NEAR = 12  # tokens between the subject and the preposition of what is said
SAYING = "qala"  # the row of قال: قائلا، بالقول and بقوله are the second cue of another verb
_PREPOSITIONS = {
    "الي": "ila",
    "علي": "ala",
    "عن": "an",
    "من": "min",
    "ب": "bi",
    "ل": "li",
    "في": "fi",
    "مع": "maa",
}
_NO_COMPLEMENT_BEFORE = frozenset(
    [
        "بعد",
        "قبل",
        "منذ",
        "دون",
        "غير",
        "الا",
        "كما",
        "حيث",
        "بما",
        "لولا",
        "سوي",
        "رغم",
        "بيد",
        "علما",
        "الي حين",
    ]
)


def clause_complement(marking: Marking, cue: Cue, first: int, limit: int) -> Complement | None:
    """The أن-clause, colon or quotation that the cue governs, searched from token ``first``."""
    i = first
    limit = min(limit, first + _REACH)
    pending = 0  # أن that belong to a reporting verb of a relative clause
    in_relative = False
    while i < limit:
        token, word = marking.tokens[i], marking.words[i]
        if i > first and marking.tokens[i - 1].kind == "punct" and marking.hits(i, "cue_adverbial"):
            i = _behind_island(marking, i, limit)
            continue
        if token.kind == "punct":
            found, i = _at_mark(marking, cue, i, first, limit)
            if found is not None:
                return found
            if i < 0:
                return None
            continue
        if word.classes & w.COMP and not word.definite:
            frame = _frame_at(marking, i, first)
            if frame and pending:
                pending -= 1
                in_relative = False
            elif (
                frame == "subj"
                and marking.words[i - 1].classes & w.PREP
                and (wide := f"{_PREPOSITIONS.get(marking.words[i - 1].stem)}_an") in cue.frames
            ):
                return _opened(marking, wide, i, limit)
            elif frame and (act := cue.frames.get(frame)) is not None:
                return _opened(marking, frame, i, limit) if act else None
            elif frame and frame != "subj" and not in_relative:
                return None
            i += 1
            continue
        if word.classes & w.REL and not word.definite:
            in_relative = True
        elif word.classes & w.CUE_VERB and word.finite and i > first:
            if not in_relative and not word.classes & w.NOMINAL:
                if word.conj or marking.tokens[i - 1].kind == "punct":
                    return None
                in_relative = True  # مصادر رفضت الكشف عن هويتها: a relative clause without a pronoun
            if in_relative and not word.classes & w.NOMINAL and _governs_clause(word):
                pending += 1
        elif word.conj and word.finite and i > first and not word.classes & w.NOMINAL:
            return None
        elif word.classes & w.CUE_PART and i > first and _circumstantial(marking, i, word):
            return None
        i += 1
    return None


def _circumstantial(marking: Marking, i: int, word: w.Word) -> bool:
    """«…، مؤكدا أن»: the clause belongs to the participle (قائلا only carries the verb before it)."""
    if word.definite or word.prep or word.suffix or marking.tokens[i - 1].kind != "punct":
        return False
    return (
        not any(isinstance(r.row, Cue) and r.row.id == SAYING for r in word.readings)
        and not word.classes & w.SPEAKER
    )


def _behind_island(marking: Marking, i: int, limit: int) -> int:
    """The mark that ends an adverbial between marks («، وفق ما نقلته وكالة، أن»), or the token after ``i``."""
    for k in range(i + 1, min(limit, i + 14)):
        if marking.is_punct(k, "،,-–—") and k not in marking.opening:
            return k
    return i + 1


def _governs_clause(word: w.Word) -> bool:
    return any(isinstance(r.row, Cue) and any(f.endswith("an") for f in r.row.frames) for r in word.readings)


def _frame_at(marking: Marking, i: int, first: int) -> str | None:
    """The frame of the complementiser at ``i``: an, bi_an, ila_an, ala_an, an_an, min_an, subj; None if it is none."""
    word = marking.words[i]
    folded = marking.tokens[i].folded
    previous = marking.words[i - 1] if i > first else None
    bare = folded.lstrip("وف").lstrip("ب") == "ان" and "إ" not in marking.tokens[i].light
    following = marking.words[i + 1] if i + 1 < len(marking.words) else None
    subjunctive = bare and following is not None and _imperfect(following)
    if previous is not None:
        if previous.stem in _NO_COMPLEMENT_BEFORE and not previous.suffix:
            return None
        if previous.classes & w.PREP and not previous.definite:
            name = _PREPOSITIONS.get(previous.stem)
            if name == "fi":
                return "fi_an"
            if name in ("ila", "ala", "an", "min"):
                return "subj" if subjunctive and name != "an" else f"{name}_an"
            return None
    if word.prep == "ب" or folded.lstrip("وف").startswith("بان"):
        return "bi_an"
    if word.prep or folded.lstrip("وف").startswith(("لان", "كان", "لكن")):
        return None
    return "subj" if subjunctive else "an"


def _imperfect(word: w.Word) -> bool:
    """Whether the word can be an imperfect verb (the mark of أنْ with the subjunctive)."""
    if word.definite or word.prep in ("ب", "ل", "ك"):
        return False
    for reading in word.readings:
        if reading.classes & w.FINITE and getattr(reading.feature, "tense", "") == "imperfect":
            return not word.classes & (w.NAME | w.COUNTRY)
    return False


def _opened(marking: Marking, frame: str, i: int, limit: int) -> Complement:
    """The content after a complementiser: a colon and an opening mark belong to neither."""
    start = i + 1
    if marking.words[i].suffix or len(marking.tokens[i].folded.lstrip("وفب")) > 2:
        pass  # أنه: the pronoun is the clause's subject, the content begins after it
    while start < len(marking.tokens) and marking.is_punct(start, ":،,"):
        start += 1
    quotation = marking.opening.get(start)
    if quotation is not None:
        return Complement(frame, i, start + 1, quotation.close, quoted=True)
    return Complement(frame, i, start)


def _at_mark(marking: Marking, cue: Cue, i: int, first: int, limit: int) -> tuple[Complement | None, int]:
    """What a punctuation mark at ``i`` opens; else the index to go on from, -1 to give up."""
    quotation = marking.opening.get(i)
    speaks = "quote" in cue.frames or "qail" in cue.frames
    if quotation is not None:
        if is_marked_name(marking, i, first):
            return None, quotation.close + 1
        inner = _PREPOSITIONS.get(marking.words[i + 1].stem) if i + 2 < quotation.close else None
        if inner is not None and (frame := "an_np" if inner == "an" else inner) in cue.frames:
            return Complement(frame, i, i + 2, quotation.close, quoted=True), i
        if speaks:
            return Complement("quote", i, i + 1, quotation.close, quoted=True), i
        return None, quotation.close + 1
    if marking.is_punct(i, ":") and speaks:
        after = i + 1
        inner = marking.opening.get(after)
        if inner is not None:
            return Complement("quote", i, after + 1, inner.close, quoted=True), i
        if after < len(marking.tokens):
            return Complement("colon", i, after), i
    if marking.is_punct(i, "("):
        for k in range(i + 1, min(limit, i + 15)):
            if marking.is_punct(k, ")"):
                return None, k + 1
    if marking.is_punct(i, ".؟?!؛") and not (i > first and len(marking.tokens[i - 1].folded) <= 2):
        return None, -1
    return None, i + 1


def is_marked_name(marking: Marking, i: int, first: int) -> bool:
    """Whether the quotation at ``i`` is a name in marks: short, without a verb, glued into the phrase before it."""
    quotation = marking.opening[i]
    length = quotation.close - i - 1
    if not quotation.closed or length > 7 or length < 1:
        return False
    if marking.has_finite(i + 1, quotation.close):
        return False
    if any(
        marking.words[k].classes & (w.COMP | w.REL | w.NEG | w.PRON) for k in range(i + 1, quotation.close)
    ):
        return False
    before = marking.words[i - 1] if i > first else None
    if before is not None and (
        before.classes & (w.BODY | w.MEDIA | w.ROLE | w.DOC) or before.prep or before.classes & w.PREP
    ):
        return True
    if length > 3:
        return False
    after = quotation.close + 1
    return (after < len(marking.tokens) and not marking.is_punct(after, ".؟!")) or length <= 2


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
    prepositions = {
        f: a
        for f, a in cue.frames.items()
        if f in ("bi", "ila", "ala", "an_np", "min", "li", "fi_np", "maf", "maa")
    }
    if prepositions:
        found = _after_preposition(marking, cue, prepositions, first, limit, subject_end)
        if found is not None:
            return found
    if "np" in cue.frames:
        return _bare(marking, subject_end, limit)
    return None


def _after_preposition(
    marking: Marking, cue: Cue, frames: dict[str, str], first: int, limit: int, subject_end: int
) -> Complement | None:
    behind = first
    for i in range(first, min(limit, first + 30)):
        token, word = marking.tokens[i], marking.words[i]
        if token.kind == "punct" and token.text in ".؟!؛:":
            return None
        if i < behind:
            continue
        if marking.hits(i, "cue_adverbial"):
            behind = _behind_island(marking, i, limit)
            continue
        if i < subject_end:
            continue
        if word.finite and not word.classes & w.NOMINAL and i > first:
            return None
        name = _PREPOSITIONS.get(word.prep or (word.stem if word.classes & w.PREP else ""))
        if name is None or word.classes & w.COMP or marking.hits(i, "cue_adverbial"):
            continue
        frame = {"an": "an_np", "fi": "fi_np"}.get(name, name)
        if frame not in frames:
            if name != "bi" or "maf" not in frames:
                continue
            frame = "maf"
        bare = not word.prep or token.folded.lstrip("وف") == word.prep
        start = i + 1 if bare else i
        if start >= limit or marking.words[start].classes & w.COMP:
            continue
        if (
            word.prep
            and not word.definite
            and not word.classes & (w.MASDAR | w.CUE_NOUN)
            and word.known
            and frame == "bi"
        ):
            if word.classes & (w.ADV | w.TIME | w.SPEAKER | w.QUANT):
                continue
        if word.prep and word.classes & w.QUANT and not word.classes & w.MASDAR:
            continue  # بالمئة
        if i > subject_end + _NEAR and not cue.guards.keys() & {"object"}:
            return None
        return Complement(frame, i, start)
    return None


def _bare(marking: Marking, start: int, limit: int) -> Complement | None:
    """The object right after the subject, or the first nominal after the islands that follow it."""
    from tawatur.attribute.sources import after_island

    i, steps = start, 0
    while i < limit and steps < 8:
        steps += 1
        token, word = marking.tokens[i], marking.words[i]
        if token.kind == "punct":
            if token.text in "،,-–—":
                i += 1
                continue
            quotation = marking.opening.get(i)
            return Complement("np", i, i + 1) if quotation is not None else None
        if word.conj and i > start and word.classes & (w.FINITE | w.CUE_PART):
            return None
        if marking.hits(i, "cue_adverbial"):
            return None
        if (
            token.kind == "number" and i + 1 < limit and marking.words[i + 1].classes & w.TIME
        ) or marking.is_punct(i, "/"):
            i += 1
            continue
        if word.classes & (w.TIME | w.ADV) and not word.classes & w.SPEAKER and not word.prep:
            i += 1
            continue
        if (word.classes & w.PREP and not word.definite) or (word.prep and word.prep != "س"):
            i = after_island(marking, i, limit)
            continue
        if word.stem == "ما" and i + 1 < limit and marking.words[i + 1].finite:
            return Complement("np", i, i)  # انتقد ما وصفه بـ
        if (
            word.classes & (w.COMP | w.CONJ | w.REL | w.NEG | w.AUX | w.CUE_PART)
            and not word.classes & w.NOMINAL
        ):
            return None
        if word.finite and not word.classes & w.NOMINAL:
            return None
        return (
            Complement("np", i, i)
            if noun_phrase(marking, i, limit) is not None or token.kind == "number"
            else None
        )
    return None
