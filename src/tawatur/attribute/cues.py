"""Reporting words in the text, each tested for a complement and given its source where the clause has one."""

from __future__ import annotations

from tawatur.attribute.drafts import Draft
from tawatur.attribute.governing import senses
from tawatur.attribute.lexicon import PhraseForm
from tawatur.attribute.relays import relayed
from tawatur.attribute.verbals import noun_draft, participle_draft, unclaimed_draft
from tawatur.attribute.verbs import verb_draft
from tawatur.language import words as w
from tawatur.language.conjugation import Form
from tawatur.language.marking import Marking

_VERBS = w.CUE_VERB | w.FIRST_PERSON
_CUES = _VERBS | w.CUE_PART | w.CUE_NOUN
_SILENT = frozenset(["own_voice", "no_statement", "agentless", "turn_marker", "anonymity", "pretext"])
_TANWIN = ("\u064b", "\u064c", "\u064d")
_MARKED_WORDS = 3  # the distance of the marks around two words
_BEFORE_DEED = frozenset("بعد بعيد قبل منذ عقب الا سبق وسبق لبث بمجرد حال لولا".split())  # بعد أن قال
_BEFORE_JUSSIVE = frozenset(["لم", "لا", "ان", "لما"])


def drafts_in(marking: Marking, first: int, last: int, sentence: int, hung: set[int]) -> list[Draft]:
    """The statements whose cue is a verb, participle or verbal noun between two tokens, in order.

    ``hung`` are tokens of adverbial cues (بحسب ما أفادت), which are none of these.
    """
    found: list[Draft] = []
    taken = set(hung)
    silent = _own_voice(marking, first, last)
    ahead = first  # where the clause of a cue before the current word begins
    for i in range(first, last):
        if i in taken or i in silent or _in_marked_word(marking, i) or not marking.words[i].classes & _CUES:
            continue
        inserted = i < ahead and not marking.words[i].suffix
        draft = _draft_at(marking, i, first, ahead if inserted else last)
        if draft is not None:
            if inserted:
                draft.bound = ahead
            elif draft.complement is not None and draft.kind == "verb":
                ahead = max(ahead, draft.complement.at)
            new = [draft, *relayed(marking, draft)]
            for d in new:
                d.sentence = sentence
                taken.update(k for a, b in d.cues for k in range(a, b))
            found += new
    return found


def _in_marked_word(marking: Marking, i: int) -> bool:
    """«دانا بيشوب»: what stands in marks around a word or two is a name."""
    quotation = marking.quotation_of[i]
    return quotation is not None and quotation.close - quotation.open <= _MARKED_WORDS


def _own_voice(marking: Marking, first: int, last: int) -> set[int]:
    """Tokens of formulas in the outlet's own voice (يذكر أن) and of phrases that only look like cues."""
    silent: set[int] = set()
    for i in range(first, last):
        for hit in marking.hits_at.get(i, ()):
            if hit.lexicon == "cue_phrase":
                assert isinstance(hit.row, PhraseForm)
                if hit.row.row.kind in _SILENT and hit.row.written_as(marking.tokens[i].text):
                    silent.update(range(hit.first, hit.last))
            elif hit.lexicon in ("marker", "channel"):
                silent.update(range(hit.first, hit.last))
    return silent


def _draft_at(marking: Marking, i: int, first: int, last: int) -> Draft | None:
    """Verb before participle before noun: the first sense whose complement test holds."""
    return (
        _as_verb(marking, i, first, limit := _limit(marking, i, last))
        or _as_participle(marking, i, limit)
        or _as_noun(marking, i, limit)
    )


def _as_verb(marking: Marking, i: int, first: int, limit: int) -> Draft | None:
    word = marking.words[i]
    if not word.classes & _VERBS or word.definite or word.prep not in ("", "س"):
        return None
    if marking.tokens[i].text.endswith(_TANWIN) or (word.classes & w.COUNTRY and not word.conj):
        return None  # أمرٌ مصيري: nunation is the mark of a noun; تشاد
    for cue, form in senses(word, _VERBS):
        assert isinstance(form, Form)
        if not _form_possible(marking, i, form):
            continue
        if (draft := verb_draft(marking, i, first, limit, cue, form)) is not None:
            return draft
    return None


def _as_participle(marking: Marking, i: int, limit: int) -> Draft | None:
    word = marking.words[i]
    if not word.classes & w.CUE_PART or word.definite or word.prep or word.suffix:
        return None
    drafts = (participle_draft(marking, i, limit, cue, form) for cue, form in senses(word, w.CUE_PART))
    return next(filter(None, drafts), None)


def _as_noun(marking: Marking, i: int, limit: int) -> Draft | None:
    cues = [cue for cue, _ in senses(marking.words[i], w.CUE_NOUN)]
    drafts = (read(marking, i, limit, cue) for read in (noun_draft, unclaimed_draft) for cue in cues)
    return next(filter(None, drafts), None)


def _limit(marking: Marking, i: int, last: int) -> int:
    """Where what the word governs must end: with the sentence, or with the marks around the word."""
    quotation = marking.quotation_of[i]
    return min(last, quotation.close) if quotation is not None and quotation.closed else last


def _form_possible(marking: Marking, i: int, form: Form) -> bool:
    """Whether the form can stand here: a jussive only after its particle, no feminine plural, ى for no ي."""
    light = marking.tokens[i].light
    if form.tense == "jussive" and form.number == "s":
        return i > 0 and marking.words[i - 1].stem in _BEFORE_JUSSIVE and form.person == 3
    if form.tense == "perfect" and (_behind_that(marking, i) or (form.text[-1] == "ى" and light[-1] == "ي")):
        return False  # أن بين القتلى …; نادي الأسير
    if light.lstrip("وفس").startswith("أ") and form.text.startswith("ا"):
        return False  # أعتقد is «I», never اعتقد
    if form.person == 1 and marking.quotation_of[i] is None and not _colon_before(marking, i):
        return False  # nobody but a quoted speaker says I in the news
    return not (form.text.endswith("ي") and light.endswith("ى") and form.tense == "imperfect")


def _behind_that(marking: Marking, i: int) -> bool:
    """Whether a bare أن or إن stands before the word: a noun must follow it, but not in بعد أن قال."""
    before = marking.words[i - 1] if i else None
    if before is None or not before.classes & w.COMP or before.stem not in ("ان", "بان"):
        return False
    return i < 2 or marking.words[i - 2].stem not in _BEFORE_DEED


def _colon_before(marking: Marking, i: int) -> bool:
    first = marking.sentences[marking.layout.sentence_of(i)][0]
    return any(marking.is_punct(k, ":") for k in range(first, i))
