"""Cues of several words from ar/cue_phrases.tsv: light verbs, evidentials without a speaker, labels."""

from __future__ import annotations

from collections.abc import Sequence

from tawatur.attribute.complements import clause_complement
from tawatur.attribute.drafts import Complement, Draft
from tawatur.attribute.lexicon import Cue, PhraseForm, frames_of
from tawatur.attribute.objects import nominal_complement
from tawatur.attribute.preceding import subject_before
from tawatur.attribute.sources import subject_after
from tawatur.language import words as w
from tawatur.language.marking import Marking
from tawatur.language.nominals import noun_phrase
from tawatur.language.phrases import Hit

_KINDS = {
    "agentless": "agentless",
    "label": "label",
    "light_verb": "verb",
    "decline": "verb",
    "gloss": "verb",
}
_BY_OR_AGAINST = ("من", "ضد", "علي", "بحق", "ل")  # الهجوم المزعوم من، ضد


def phrasal(marking: Marking, first: int, last: int, sentence: int, known: Sequence[Draft]) -> list[Draft]:
    """The statements of a sentence whose cue is a phrase; ``known`` drafts inside a phrase give way to it."""
    found: list[Draft] = []
    for i in range(first, last):
        for hit in marking.hits(i, "cue_phrase"):
            found_form = hit.row
            assert isinstance(found_form, PhraseForm)
            text = marking.tokens[hit.first].text
            if found_form.row.kind not in _KINDS or hit.last > last or not found_form.written_as(text):
                continue
            draft = _draft(marking, hit, found_form, first, last)
            if draft is None or any(d.first in range(hit.first, hit.last) for d in (*known, *found)):
                continue
            draft.sentence = sentence
            found.append(draft)
            break
    return found


def _draft(marking: Marking, hit: Hit, found: PhraseForm, first: int, last: int) -> Draft | None:
    row = found.row
    cue = Cue(
        row.id,
        row.act or "say",
        row.commitment,
        frames_of(row.frames, row.act),
        {},
        f"ar/cue_phrases.tsv:{row.id}",
    )
    kind = _KINDS[row.kind]
    draft = Draft(kind, cue, [(hit.first, hit.last)], hit.first, act=row.act)  # type: ignore[arg-type]
    draft.conj, draft.feature = marking.words[hit.first].conj, found.form
    if found.form is not None and found.form.tense == "participle":
        draft.kind = "participle"
    if kind == "label":
        return _label(marking, draft, first, last)
    draft.complement = _complement(marking, cue, hit.last, last)
    if draft.complement is None:
        return None
    if kind == "agentless":
        draft.source_kind = "agentless"
    elif draft.kind == "verb" and row.kind != "gloss":  # رسالة مفادها: whose message it is stands elsewhere
        draft.source = subject_before(marking, hit.first, first) if not draft.conj else None
        draft.source = draft.source or subject_after(marking, hit.last, draft.complement.at, found.form)
    draft.rules.append(f"phrase+{draft.complement.frame}")
    return draft


def _complement(marking: Marking, cue: Cue, start: int, last: int) -> Complement | None:
    clause = clause_complement(marking, cue, start, last)
    nominal = nominal_complement(marking, cue, start, last, start)
    if clause is not None and (nominal is None or clause.at <= nominal.content):
        return clause
    return nominal or clause


def _belongs(marking: Marking, i: int) -> bool:
    """Whether the preposition behind «المزعوم» tells by whom or against whom."""
    word = marking.words[i]
    return word.prep == "ل" or (bool(word.classes & w.PREP) and word.stem in _BY_OR_AGAINST)


def _label(marking: Marking, draft: Draft, first: int, last: int) -> Draft | None:
    """«الهجوم المزعوم»: the noun that the label stands at is what is claimed."""
    at = draft.first
    start = at
    while start > first and at - start < 5:
        phrase = noun_phrase(marking, start - 1, at)
        if phrase is None or phrase.last != at:
            break
        start -= 1
    if start == at:
        return None
    behind = end = draft.cues[0][1]
    while (
        end < last
        and marking.tokens[end].kind != "punct"
        and not (marking.words[end].finite or marking.words[end].conj)
    ):
        if marking.words[end].classes & (w.COMP | w.REL | w.CONJ) and not marking.words[end].classes & w.PREP:
            break
        end += 1
    draft.content = (
        [(start, at), (behind, end)] if end > behind and _belongs(marking, behind) else [(start, at)]
    )
    draft.hard_end, draft.fixed = draft.content[-1][1], True
    draft.source_kind = "agentless"
    draft.rules.append("label")
    return draft
