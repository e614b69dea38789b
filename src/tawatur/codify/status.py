"""Whether an event happened: denied, future, hypothetical or called for, and whether it is background."""

from __future__ import annotations

from tawatur.codify.drafts import Draft
from tawatur.codify.lexicon import light_of
from tawatur.codify.scene import Scene
from tawatur.language import words as w
from tawatur.language.conjugation import Form
from tawatur.model import DateRange, Record, Statement

_NEAR = 4
_OPENING = 6  # tokens from the start of a content in which its act governs the event
_CALLS = ("call_for", "order", "ask")
_MEANT = {"alleged": "denied", "possible": "hypothetical", "purpose": "future"}
_AHEAD = ("promise", "threaten", "expect")


def set_status(record: Record, scene: Scene, draft: Draft, around: Statement | None, offset: int) -> None:
    """Give the draft its status; ``around`` is its statement, ``offset`` how far into it the trigger is."""
    own = _of_noun(scene, draft) if draft.form is None and draft.act is None else _of_verb(scene, draft.first)
    if own == "actual" and record.article.published.at and is_ahead(record, draft.date, today=False):
        own = "future"
    if own == "actual" and around is not None and draft.form is None and draft.act is None:
        own = _of_statement(around, offset)
    draft.status = own


def is_ahead(record: Record, day: DateRange | None, *, today: bool = True) -> bool:
    """Whether an event's day comes after that of publication, or (``today``) may still be that."""
    published = record.article.published.at
    if not (day and day.since):
        return False
    return not published or day.since[:10] > published[:10] or (today and day.since[:10] == published[:10])


def _of_statement(around: Statement, offset: int) -> str:
    """«دعا إلى وقف …»: what a statement does with the noun that opens its content."""
    if offset > _OPENING:
        return "actual"
    if around.act in _CALLS:
        return "called_for"
    if around.act == "deny":
        return "denied"
    if around.act in _AHEAD:
        return "future"
    return "hypothetical" if around.act == "warn" else "actual"


def _of_verb(scene: Scene, i: int) -> str:
    """The status that a finite verb's own mood and the word that governs it give."""
    marking, words = scene.marking, scene.knowledge.words
    before = marking.words[i - 1] if i > 0 else None
    if marking.words[i].prep == "س" or (before is not None and before.stem == "سوف"):
        return "future"
    if before is None:
        return "actual"
    if before.stem in ("لم", "لن"):
        return "denied"
    present = _is_present(marking.words[i])
    if before.stem == "لا" and present:
        return "denied"
    if before.stem in ("اذا", "لو") or (present and before.stem in ("قد", "ربما")):
        return "hypothetical"
    if present and before.classes & w.COMP:
        for j in range(i - 2, max(i - 2 - _NEAR, -1), -1):
            for status in ("called_for", "hypothetical"):
                if _any(scene, j, words[status]):
                    return status
    return "actual"


def _is_present(word: w.Word) -> bool:
    """Whether the word can only be an imperfect."""
    tenses = {form.tense for r in word.readings if isinstance(form := r.feature, Form)}
    return bool(tenses) and "perfect" not in tenses


def _of_noun(scene: Scene, draft: Draft) -> str:
    """The status that the words before a noun and the verb that carries it give."""
    marking, words, i = scene.marking, scene.knowledge.words, draft.first
    for k in range(i + 1, min(i + 3, len(marking.words))):
        for status in ("alleged", "future", "possible"):
            if marking.tokens[k].folded in words[status]:
                return _MEANT.get(status, status)
    while i > draft.clause[0] and _any(scene, i - 1, words["carrier"]):
        i -= 1
    for k in range(i - 1, max(i - _NEAR, draft.clause[0]) - 1, -1):
        if marking.tokens[k].kind == "punct" or scene.verbal(k):
            break
        near = k == i - 1
        for status in ("denied", "hypothetical", "called_for", "purpose"):
            if _any(scene, k, words[status]) and (near or status != "denied"):
                return _MEANT.get(status, status)
    if draft.governor is not None:
        own = _of_governor(scene, draft.governor)
        if own != "actual":
            return own
    return "future" if _is_purpose(scene, draft, i) else "actual"


def _of_governor(scene: Scene, k: int) -> str:
    """The status that a noun takes from the verb over it: its mood, or its meaning."""
    own = _of_verb(scene, k)
    if own != "actual":
        return own
    word = scene.marking.words[k]
    for status in ("called_for", "hypothetical", "denied"):
        if _any(scene, k, scene.knowledge.words[status]) and not word.classes & (w.NEG | w.AUX):
            return status
    light = light_of(word)
    return light.status if light is not None and light.status else "actual"


def _is_purpose(scene: Scene, draft: Draft, i: int) -> bool:
    """«… لمحاصرة المدينة»: a verbal noun behind ل is a purpose, unless a word before it takes ل."""
    word = scene.marking.words[i]
    if word.prep != "ل" or word.definite or not word.classes & w.MASDAR:
        return False
    if draft.sense.type in ("AID", "SUPPORT") and draft.idiom < 0:
        return False
    taking = scene.knowledge.words["takes_li"]
    at = [i - 1] if draft.governor is None else [i - 1, draft.governor]
    return not any(_any(scene, k, taking) for k in at if k >= 0)


def _any(scene: Scene, k: int, wanted: frozenset[str]) -> bool:
    word = scene.marking.words[k]
    return word.stem in wanted or scene.marking.tokens[k].folded in wanted
