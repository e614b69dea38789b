"""The complement test: whether a reporting word governs a clause or quotation, and where that begins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tawatur.attribute.drafts import Complement
from tawatur.attribute.lexicon import Cue, PhraseForm
from tawatur.language import words as w
from tawatur.language.marking import COMMAS, Marking
from tawatur.language.nominal_words import names_kind, phrase_words
from tawatur.language.nominals import noun_phrase
from tawatur.language.phrases import Hit
from tawatur.language.words import Word

_REACH = 48
SAYING = "qala"  # the row of قال: قائلا، بالقول and بقوله are the second cue of another verb
PREPOSITIONS = {
    "الي": "ila",
    "علي": "ala",
    "عن": "an",
    "من": "min",
    "ب": "bi",
    "ل": "li",
    "في": "fi",
    "مع": "maa",
}
_PRONOUNS = ("ه", "ها", "هم", "هما", "هن", "نا", "ك", "كم", "ي")
_RIGHT_BEHIND = 2
_SPOKEN = frozenset(["say", "add"])
_MAX_NAME = 7  # tokens of a name in marks
_MAX_TITLE = 3  # of one that may be a verb (حركة «حسم»)
_ASKED_OF = ("من", "الي")  # طلب منه أن
_GOVERNING_REACH = 4  # tokens of من المتوقع أن
_GOVERNING = frozenset(["agentless", "own_voice"])
_GIVE_UP = -1  # the next token of a search that has ended
# أن and إن behind these open a clause of circumstance, which nobody says.
_NO_COMPLEMENT_BEFORE = frozenset("بعد قبل منذ دون غير الا كما حيث اذ بما لولا سوي رغم بيد علما".split())


def clause_complement(marking: Marking, cue: Cue, first: int, limit: int) -> Complement | None:
    """The أن-clause, colon or quotation that the cue governs, searched from token ``first``; or None."""
    search = _Search(marking, cue, first, min(limit, first + _REACH))
    i = first
    while 0 <= i < search.limit:
        found, i = search.step(i)
        if found is not None:
            return found
    return None


@dataclass(slots=True)
class _Search:
    """The search for the clause of a cue. A step gives what it found and the index to go on from."""

    marking: Marking
    cue: Cue
    first: int
    limit: int
    pending: list[frozenset[str]] = field(default_factory=list)  # frames of verbs of a relative clause
    in_relative: bool = False
    spoken_at: int = 0  # that verb
    between_commas: bool = False  # the relative clause ends with the next comma

    def step(self, i: int) -> tuple[Complement | None, int]:
        """What token ``i`` opens, and the token to look at next (``_GIVE_UP`` where the search ends)."""
        marking, word = self.marking, self.marking.words[i]
        if i > self.first and marking.tokens[i - 1].kind == "punct":
            if hits := marking.hits(i, "marker"):
                return None, max(hit.last for hit in hits)
            if hits := marking.hits(i, "cue_adverbial"):
                return None, behind_island(marking, i, max(hit.last for hit in hits), self.limit)
        if marking.tokens[i].kind == "punct":
            found, behind = _at_mark(marking, self.cue, i, self.first, self.limit)
            if found is not None and self.pending and i <= self.spoken_at + _RIGHT_BEHIND:  # الذي قال: «…»
                self.pending.pop()
                return None, found.end + 1 if found.end is not None else _GIVE_UP
            return found, behind
        if word.classes & w.COMP and not word.definite:
            return self._at_complementiser(i)
        if "hal" in self.cue.frames and not self.in_relative and _asks(marking, i):
            return Complement("hal", i, i), i
        return None, _GIVE_UP if self._bars(i, word) else i + 1

    def _at_complementiser(self, i: int) -> tuple[Complement | None, int]:
        """The clause behind an أن of the cue's own; one of another frame ends the search."""
        marking, frames = self.marking, self.cue.frames
        if marking.words[i].conj == "ف":
            return None, _GIVE_UP  # فإن opens a main clause
        frame = _frame_at(marking, i, self.first)
        if frame is None:
            return None, i + 1
        if _governed_before(marking, i, self.first):
            del self.pending[-1:]
            return None, i + 1 if self.in_relative else _GIVE_UP
        if self.between_commas and marking.is_punct(i - 1, COMMAS):
            self.pending = []
        # الصحيفة التي نشرت الدراسة إلى أن: the verb of the relative clause has no such complement
        if self.pending and (frame in self.pending[-1] or frame not in frames):
            self.pending.pop()
            self.in_relative = False
            marks = marking.opening.get(i + 1)
            return None, i + 1 if marks is None else marks.close + 1
        before = marking.words[i - 1]
        if frame == "subj" and before.classes & w.PREP:
            wide = f"{PREPOSITIONS.get(before.stem)}_an"
            if wide in frames:  # دعا إلى أن يعود: written like the frame of a clause in the indicative
                return _opened(marking, wide, i), i
        if frame in frames:
            return (_opened(marking, frame, i) if frames[frame] else None), _GIVE_UP
        return None, i + 1 if frame == "subj" or self.in_relative else _GIVE_UP

    def _bars(self, i: int, word: Word) -> bool:
        """Whether a word begins what the cue does not govern: a main clause or a clause of circumstance."""
        marking = self.marking
        if word.classes & w.REL and not word.definite:
            self.in_relative = True
            self.between_commas = marking.is_punct(i - 1, COMMAS)
        elif word.classes & w.CUE_VERB and word.finite and i > self.first:
            joined = word.conj == "و" and marking.is_punct(i - 1, COMMAS) and not self.in_relative
            return joined or (
                not word.classes & (w.NOMINAL | w.PREP) and self._another_verb(i, word)
            )  # عقب، عبر
        elif word.conj and i > self.first and _new_clause(word):
            return not self.in_relative  # الذي زار الجبهة والتقى الجنود
        elif word.classes & w.CUE_PART and i > self.first:
            return _circumstantial(marking, i, word, self.cue)
        return False

    def _another_verb(self, i: int, word: Word) -> bool:
        """Whether another reporting verb begins a main clause; in a relative clause the next أن is its."""
        if any(self.marking.hits(k, "cue_phrase") and _silent(self.marking, k, i) for k in (i - 1, i)):
            return False  # معلمة تدعى هدى
        if not self.in_relative:
            before = self.marking.words[i - 1]
            opens = before.classes & w.CONJ and not before.classes & (w.REL | w.COMP | w.NOMINAL)  # إذ يتوقع
            if word.conj or self.marking.tokens[i - 1].kind == "punct" or opens:
                return True
            self.in_relative = True  # مصادر رفضت الكشف عن هويتها: a relative clause without a pronoun
        if theirs := _clausal_frames(word):
            self.pending.append(theirs)
            self.spoken_at = i
            if i + 1 < self.limit and self.marking.is_punct(i + 1, COMMAS):
                self.between_commas = False  # الذي ذكر، أمس، أن
        return False


def _asks(marking: Marking, i: int) -> bool:
    """«كشفت كيف أنفق المال»، «تساءل عما إذا كان»: whether a question that is reported begins at ``i``."""
    if marking.words[i].stem in phrase_words("asks"):
        return True
    whether = i + 1 < len(marking.tokens) and marking.tokens[i + 1].folded == "اذا"
    return whether and marking.tokens[i].folded in ("ما", "عما")


def _silent(marking: Marking, first: int, i: int) -> bool:
    """Whether a phrase from ``first`` over ``i`` only looks like a reporting word."""
    return any(
        isinstance(hit.row, PhraseForm) and hit.row.row.kind == "no_statement" and hit.last > i
        for hit in marking.hits(first, "cue_phrase")
    )


def _new_clause(word: Word) -> bool:
    """Whether a word with و or ف can only go on with another main clause (وقال، ولم، وقد)."""
    return (word.finite or bool(word.classes & (w.NEG | w.AUX))) and not word.classes & w.NOMINAL


def _circumstantial(marking: Marking, i: int, word: Word, cue: Cue) -> bool:
    """«…، مؤكدا أن»: the clause belongs to the participle (قائلا only carries the verb before it)."""
    if word.definite or word.prep or word.suffix:
        return False
    if marking.tokens[i - 1].kind != "punct":
        adverb = word.classes & w.ADV or not marking.tokens[i].folded.endswith("ا")
        if adverb or cue.act in _SPOKEN or marking.tokens[i - 1].folded.endswith("ا"):
            return False  # قال مخاطبا الحضور: the verb is what carries the clause
    return (
        not any(isinstance(r.row, Cue) and r.row.id == SAYING for r in word.readings)
        and (not word.classes & w.SPEAKER or marking.tokens[i].folded.endswith("ا"))  # مشيرا is no rank
    )


def behind_island(marking: Marking, i: int, last: int, limit: int) -> int:
    """Behind the adverbial at ``i`` (نقلا عن مصادر): the mark or the phrase that ends it."""
    for k in range(i + 1, min(limit, i + 14)):
        if marking.is_punct(k, COMMAS) and k not in marking.opening:
            return k
    phrase = noun_phrase(marking, last, limit)
    return phrase.last if phrase is not None else last


def _clausal_frames(word: Word) -> frozenset[str]:
    """What clauses can follow the verb: behind a pronoun (التي قضاها) only if that may be who is told."""
    cues = [r.row for r in word.readings if isinstance(r.row, Cue)]
    theirs = [cue for cue in cues if not word.suffix or "object" in cue.guards]
    if not any(frame.endswith("an") for cue in theirs for frame in cue.frames):
        return frozenset()
    return frozenset(frame for cue in theirs for frame in cue.frames)


def _frame_at(marking: Marking, i: int, first: int) -> str | None:
    """The frame of the complementiser at ``i`` (an, bi_an, subj …), or None if it opens nothing said."""
    word = marking.words[i]
    folded = marking.tokens[i].folded
    if folded.lstrip("وف") == "انا" or marking.tokens[i].light.lstrip("وف").startswith("إلا"):
        return None  # I, seldom «that we»; إلا is no ألا
    previous = marking.words[i - 1] if i > first else None
    short = folded.lstrip("وف").lstrip("ب") == "ان"
    bare = short and "إ" not in marking.tokens[i].light
    following = marking.words[i + 1] if i + 1 < len(marking.words) else None
    if short and word.conj == "و" and following is not None and _conceded(marking, i, following):
        return None
    subjunctive = bare and following is not None and _imperfect(following)
    if previous is not None:
        if previous.stem in _NO_COMPLEMENT_BEFORE and not previous.suffix:
            return None
        if previous.classes & w.PREP and _with_pronoun(previous):
            if subjunctive and not previous.stem.startswith(_ASKED_OF):
                return None  # عليه أن، لها أن: what is due, not what is said
        elif previous.classes & w.PREP and not (previous.definite or previous.classes & w.NISBA):
            name = PREPOSITIONS.get(previous.stem)
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


def _governed_before(marking: Marking, i: int, first: int) -> bool:
    """«المزايا التي يمكن أن»، «ومن المحتمل أن»: whether another word right before أن governs it."""
    if i <= first or marking.tokens[i].light.startswith("إ"):
        return False  # behind saying, which alone has إن
    previous = marking.words[i - 1]
    homonyms = w.PREP | w.TIME | w.ADV
    if not (previous.classes & w.CUE_VERB and previous.conj):
        homonyms |= w.NOMINAL
    if previous.finite and not previous.classes & homonyms:
        return True
    return any(
        hit.last == i and isinstance(hit.row, PhraseForm) and hit.row.row.kind in _GOVERNING
        for k in range(max(first, i - _GOVERNING_REACH), i)
        for hit in marking.hits(k, "cue_phrase")
    )


def _with_pronoun(word: Word) -> bool:
    """«قالت فيه إن»، «أكد لها أن»: a preposition with a pronoun governs no clause behind it."""
    return bool(word.suffix) or any(
        word.stem.endswith(pronoun) and word.stem.removesuffix(pronoun) in PREPOSITIONS
        for pronoun in _PRONOUNS
    )


def _conceded(marking: Marking, i: int, following: Word) -> bool:
    """«وإن كان الأقل»، «وإن لم يعلن»: whether وإن means although."""
    verb = following.finite and not following.classes & w.NOMINAL
    return marking.tokens[i].light[1:].startswith("إ") and bool(following.classes & (w.AUX | w.NEG) or verb)


def _imperfect(word: Word) -> bool:
    """Whether the word can be an imperfect verb (the mark of أنْ with the subjunctive)."""
    if word.definite or word.prep in ("ب", "ل", "ك"):
        return False
    for reading in word.readings:
        if reading.classes & w.FINITE and getattr(reading.feature, "tense", "") == "imperfect":
            return not word.classes & (w.NAME | w.COUNTRY)
    return False


def _opened(marking: Marking, frame: str, i: int) -> Complement:
    """The content after a complementiser: a colon and an opening mark belong to neither.

    The pronoun of أنه is the clause's subject, but the content begins after it.
    """
    start = i + 1
    while start < len(marking.tokens) and marking.is_punct(start, ":،,"):
        start += 1
    quotation = marking.opening.get(start)
    if quotation is not None:
        return Complement(frame, i, start + 1, quotation.close, quoted=True)
    return Complement(frame, i, start)


def _at_mark(marking: Marking, cue: Cue, i: int, first: int, limit: int) -> tuple[Complement | None, int]:
    """What a punctuation mark at ``i`` opens, and the index to go on from."""
    speaks = "quote" in cue.frames or "qail" in cue.frames
    if i in marking.opening:
        return _at_quotation(marking, cue, i, first, speaks=speaks)
    if marking.is_punct(i, ":") and speaks:
        after = i + 1
        quotation = marking.opening.get(after)
        if quotation is not None:
            return Complement("quote", i, after + 1, quotation.close, quoted=True), i
        if after + 1 < len(marking.tokens) and _only_introduces(marking, after) and "an" in cue.frames:
            return _opened(marking, "an", after), i  # قال: إن الطريق آمن
        if after < len(marking.tokens):
            return Complement("colon", i, after), i
    if marking.is_punct(i, "("):
        for k in range(i + 1, min(limit, i + 15)):
            if marking.is_punct(k, ")"):
                return None, k + 1
    if marking.is_punct(i, ".؟?!؛") and not (i > first and len(marking.tokens[i - 1].folded) <= 2):
        return None, _GIVE_UP  # but not at the point of an initial (د. محمد)
    return None, i + 1


def _only_introduces(marking: Marking, i: int) -> bool:
    """Whether إن or أن stands bare at ``i``: what it opens behind a colon is a clause like any other."""
    opens = marking.tokens[i].folded.removeprefix("ان")
    return bool(marking.words[i].classes & w.COMP) and opens in ("", *_PRONOUNS) and opens != "ا"


def _at_quotation(
    marking: Marking, cue: Cue, i: int, first: int, *, speaks: bool
) -> tuple[Complement | None, int]:
    """What the quotation at ``i`` is: a name, words said, or a phrase with the cue's preposition."""
    quotation = marking.opening[i]
    behind = quotation.close + 1
    if is_marked_name(marking, i, first):
        return None, behind
    opening = marking.words[i + 1]
    inner = PREPOSITIONS.get(opening.prep or opening.stem) if i + 2 < quotation.close else None
    frame = "an_np" if inner == "an" else inner
    if frame is not None and frame in cue.frames:
        start = i + 1 if opening.prep else i + 2  # تعهد "بعدم الصمت"
        return Complement(frame, i, start, quotation.close, quoted=True), i
    nominal = _noun_in_marks(marking, cue, i, first)
    if nominal is not None:
        return Complement(nominal, i, i + 1, quotation.close, quoted=True), i
    if speaks:
        return Complement("quote", i, i + 1, quotation.close, quoted=True), i
    return None, behind


def _noun_in_marks(marking: Marking, cue: Cue, i: int, first: int) -> str | None:
    """«أكد "وقوف بلاده"»، «تحدث عن "خروج المطار"»: the frame of a noun phrase in marks; or None."""
    before = marking.words[i - 1] if i > first else None
    guarded = "before" in cue.guards and "quote" not in cue.frames  # أعلن … مسؤوليته عن
    if guarded:
        return None
    if before is not None and before.classes & w.PREP and not before.suffix:
        name = PREPOSITIONS.get(before.stem)
        if marking.words[i + 1].classes & w.COMP:
            frame: str | None = f"{name}_an"
        else:
            frame = {"an": "an_np", "fi": "fi_np"}.get(name or "", name)
        return frame if frame in cue.frames else None
    word = marking.words[i + 1]
    construct = word.classes & w.MASDAR and not (word.definite or word.prep or word.conj)
    return "np" if construct and "np" in cue.frames and not word.finite else None


def is_marked_name(marking: Marking, i: int, first: int) -> bool:
    """Whether the quotation at ``i`` is a name in marks: short, without a verb, part of the phrase before."""
    quotation = marking.opening[i]
    length = quotation.close - i - 1
    if any(hit.last == quotation.close for hit in _no_words(marking, i + 1)):
        return True  # "سي أن أن"
    leans = i > first and marking.tokens[i - 1].folded in ("ل", "باسم", "بلسان")
    if leans and quotation.closed and length <= _MAX_NAME:
        return True  # لـ«صحتك»، المتحدث باسم "مدن"
    if i == first and quotation.closed and length <= _MAX_NAME and _names_body(marking, i + 1):
        return not marking.has_finite(i + 1, quotation.close)  # أعلنت «جبهة جيش التحرير» المتطرفة
    deed = marking.words[i + 1].prep == "ب" and marking.words[i + 1].classes & w.MASDAR  # تعهد "بعدم الصمت"
    if not quotation.closed or length > _MAX_NAME or length < 1 or deed:
        return False
    if i > first and length <= _MAX_TITLE and names_kind(marking, i):
        return True
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


def _names_body(marking: Marking, i: int) -> bool:
    """Whether the first word in marks is the kind of a body: the marks stand around its name."""
    return bool(marking.words[i].classes & (w.BODY | w.MEDIA)) and not marking.words[i].prep


def _no_words(marking: Marking, i: int) -> Iterator[Hit]:
    """What in marks is nothing said: a medium (سي أن أن), a body, a formula (صلى الله عليه وسلم)."""
    for lexicon in ("outlet", "actor", "body"):
        yield from marking.hits(i, lexicon)
    for hit in marking.hits(i, "cue_phrase"):
        if isinstance(hit.row, PhraseForm) and hit.row.row.kind == "no_statement":
            yield hit
