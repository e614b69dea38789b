"""Whether an event is background: referred to, remembered, condemned or long past, and not what is told."""

from __future__ import annotations

from datetime import date

from tawatur.codify.drafts import Draft
from tawatur.codify.scene import Scene
from tawatur.language import words as w
from tawatur.model import DateRange, Record, Statement

_OLD = 31  # days before publication
_NEAR = 3


def is_background(
    record: Record, scene: Scene, draft: Draft, around: Statement | None, day: DateRange | None
) -> bool:
    """Whether the text presupposes the event rather than telling it."""
    if _long_past(record, day) and draft.form is None and draft.governor is None:
        return True
    if draft.sense.resource.startswith("codify/acts"):
        return False
    if around is not None and around.act in ("condemn", "accuse") and draft.form is None:
        return True
    return _noun_referred_to(scene, draft) if draft.form is None else _verb_subordinate(scene, draft)


def _long_past(record: Record, day: DateRange | None) -> bool:
    published = record.article.published.at
    if published is None or day is None or day.until is None:
        return False
    try:
        return (date.fromisoformat(published[:10]) - date.fromisoformat(day.until[:10])).days > _OLD
    except ValueError:
        return False


def _noun_referred_to(scene: Scene, draft: Draft) -> bool:
    marking, i, words = scene.marking, draft.first, scene.knowledge.words
    word = marking.words[i]
    for k in range(i - 1, max(i - _NEAR, draft.clause[0]) - 1, -1):
        if marking.tokens[k].kind == "punct" or scene.verbal(k):
            break
        if marking.words[k].stem in words["past"] or marking.tokens[k].folded in words["past"]:
            return True
    if word.definite:
        return True
    if draft.governor is None:
        return draft.clause[0] > scene.marking.sentences[draft.sentence][0] and bool(word.prep)
    return False


def _verb_subordinate(scene: Scene, draft: Draft) -> bool:
    marking, begin = scene.marking, draft.clause[0]
    if marking.words[begin].classes & w.REL and begin < draft.first:
        return True
    form = draft.form
    assert form is not None
    return form.tense != "perfect" and not scene.titled(draft.first) and draft.date is None


