"""Whether an event happened: denied, future, hypothetical or called for, and whether it is background."""

from __future__ import annotations

from tawatur.codify.drafts import Draft
from tawatur.codify.lexicon import Light
from tawatur.codify.scene import Scene
from tawatur.language import words as w
from tawatur.model import Statement

_NEAR = 4
_OPENING = 6  # tokens from the start of a content in which its act governs the event
_CALLS = ("call_for", "order", "ask")
_AHEAD = ("promise", "threaten", "expect")


def set_status(scene: Scene, draft: Draft, around: Statement | None, offset: int) -> None:
    """Give the draft its status; ``around`` is its statement, ``offset`` how far into it the trigger is."""
    draft.status = _status(scene, draft, around, offset)


def _status(scene: Scene, draft: Draft, around: Statement | None, offset: int) -> str:
    own = _of_verb(scene, draft.first) if draft.form is not None else _of_noun(scene, draft)
    if own != "actual":
        return own
    if around is not None and draft.form is None and offset <= _OPENING:
        if around.act in _CALLS:
            return "called_for"
        if around.act == "deny":
            return "denied"
        if around.act in _AHEAD:
            return "future"
        if around.act == "warn":
            return "hypothetical"
    return "actual"


def _of_verb(scene: Scene, i: int) -> str:
    """The status that a finite verb's own mood and the word that governs it give."""
    marking, words = scene.marking, scene.knowledge.words
    word = marking.words[i]
    before = [marking.words[k].stem for k in range(max(i - 1, 0), i)]
    if word.prep == "س" or "سوف" in before:
        return "future"
    if before and before[-1] in ("لم", "لن", "ما"):
        return "denied"
    k = i - 1
    if before and before[-1] == "لا" and word.finite:
        return "denied"
    imperfect = marking.tokens[i].folded.lstrip("وفس")[:1] in ("ي", "ت", "ن")
    if k >= 0 and imperfect and marking.words[k].classes & w.COMP:
        for j in range(k - 1, max(k - _NEAR, -1), -1):
            for status in ("called_for", "hypothetical"):
                if _any(scene, j, words[status]):
                    return status
    if imperfect and k >= 0 and marking.words[k].stem in ("قد", "ربما"):
        return "hypothetical"
    if k >= 0 and marking.words[k].stem in ("اذا", "لو", "حال"):
        return "hypothetical"
    return "actual"


def _of_noun(scene: Scene, draft: Draft) -> str:
    """The status that the words before a noun and the verb that carries it give."""
    marking, words, i = scene.marking, scene.knowledge.words, draft.first
    for k in range(i - 1, max(i - _NEAR, draft.clause[0]) - 1, -1):
        if marking.tokens[k].kind == "punct" or scene.verbal(k):
            break
        for status in ("denied", "hypothetical", "called_for"):
            if _any(scene, k, words[status]) and marking.words[k].stem != "قد":
                return status
    for k in range(i + 1, min(i + 3, len(marking.words))):
        if marking.tokens[k].folded in words["denied"] and not marking.words[k].classes & w.NEG:
            return "denied"
        if marking.tokens[k].folded in words["future"]:
            return "future"
        if marking.tokens[k].folded in ("محتمل", "محتمله", "المحتمل", "المحتمله"):
            return "hypothetical"
    if draft.governor is not None:
        own = _of_verb(scene, draft.governor)
        if own == "actual":
            own = _of_light(scene, draft)
        if own != "actual":
            return own
    word = marking.words[i]
    if word.prep == "ل" and word.classes & w.MASDAR and not word.definite and draft.sense.type != "AID":
        return "future"
    return "actual"


def _of_light(scene: Scene, draft: Draft) -> str:
    assert draft.governor is not None
    word = scene.marking.words[draft.governor]
    return next((r.row.status for r in word.readings if isinstance(r.row, Light)), "") or "actual"


def _any(scene: Scene, k: int, wanted: frozenset[str]) -> bool:
    word = scene.marking.words[k]
    return word.stem in wanted or scene.marking.tokens[k].folded in wanted
