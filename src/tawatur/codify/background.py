"""Whether an event is background: referred to, remembered, condemned or long past, and not what is told."""

from __future__ import annotations

from datetime import date

from tawatur.codify.arguments import carries
from tawatur.codify.drafts import Draft
from tawatur.codify.lexicon import light_of
from tawatur.codify.scene import Scene
from tawatur.model import DateRange, Record, Statement

_OLD = 31  # days before publication
_NEAR = 3
_OPENS = 3  # tokens of a content in which what is announced is named
_TELLING = ("say", "affirm", "add", "announce", "explain", "note", "reveal", "claim", "relay", "describe")


def is_background(
    record: Record, scene: Scene, draft: Draft, around: Statement | None, offset: int, *, counted: bool
) -> bool:
    """Whether the text presupposes the event rather than telling it (``counted``: it tells of victims).

    In an article with a headline the verb of a main clause is news, and so is a noun that opens what is
    announced, that a light verb carries or that two participants or circumstances stand by. What
    stands in a relative clause, behind «بعد», or with the article, is referred to.
    """
    if not scene.whole:
        return lacks_anchor(record, scene, draft, around, counted=counted)
    if draft.act is not None or scene.titled(draft.first):
        return False
    if _long_past(record, draft.date) or _condemned(draft, around):
        return True
    if draft.form is not None:
        if not _relative(scene, draft) and not _behind_that(scene, draft.first):
            return False
        return draft.date is None
    if after_word_of_past(scene, draft):
        return True
    word = scene.marking.words[draft.first]
    referring = word.definite or bool(word.suffix)
    opens = around is not None and around.act in _TELLING and offset < _OPENS
    if _carried(scene, draft) or (
        around is not None and opens and (around.form == "nominal" or not referring)
    ):
        return False
    slots = (draft.actors, draft.targets, draft.place, draft.date)
    return referring or not (counted or sum(map(bool, slots)) > 1)


def lacks_anchor(
    record: Record, scene: Scene, draft: Draft, around: Statement | None, *, counted: bool
) -> bool:
    """Whether nothing in its own clause tells that the event is news: no day, place or count.

    So a sentence that stands alone is judged, and whether an event takes the day of the article.
    """
    if draft.act is not None:
        return False
    if _condemned(draft, around) or _long_past(record, draft.date):
        return True
    if draft.form is None:
        return _noun_referred_to(scene, draft, counted=counted)
    return _verb_subordinate(scene, draft, counted=counted)


def is_told(scene: Scene, draft: Draft) -> bool:
    """Whether the event is of the article's own days though nothing says so: in a main clause."""
    if scene.titled(draft.first):
        return True
    if draft.form is None and draft.act is None:
        return not after_word_of_past(scene, draft) and not scene.marking.words[draft.first].definite
    return not scene.relative(draft.clause[0])


def after_word_of_past(scene: Scene, draft: Draft) -> bool:
    """«بعد قصف …»، «منفذ الهجوم»: whether a word before a noun makes it something that was."""
    marking, words, i = scene.marking, scene.knowledge.words, draft.first
    if scene.opens_content(i):
        return False  # أعلن عن اعتقال
    for k in range(i - 1, max(i - _NEAR, draft.clause[0]) - 1, -1):
        if marking.tokens[k].kind == "punct" or scene.verbal(k):
            return False
        if marking.words[k].stem in words["past"] or marking.tokens[k].folded in words["past"]:
            return True
    return False


def _condemned(draft: Draft, around: Statement | None) -> bool:
    return around is not None and around.act in ("condemn", "accuse") and draft.form is None


def _relative(scene: Scene, draft: Draft) -> bool:
    begin = draft.clause[0]
    return scene.relative(begin) and begin < draft.first


def _behind_that(scene: Scene, i: int) -> bool:
    """«قبل أن ينسحب»: whether the verb stands behind a bare أن or a word like it."""
    return scene.jussive(i) and not scene.behind_pronoun(i)


def _long_past(record: Record, day: DateRange | None) -> bool:
    published = record.article.published.at
    if published is None or day is None or day.until is None:
        return False
    try:
        return (date.fromisoformat(published[:10]) - date.fromisoformat(day.until[:10])).days > _OLD
    except ValueError:
        return False


def _carried(scene: Scene, draft: Draft) -> bool:
    """«شن هجوما»، «تم القبض عليهم»: whether a light verb governs the noun."""
    light = light_of(scene.marking.words[draft.governor]) if draft.governor is not None else None
    return light is not None and carries(scene, draft.first, light)


def _noun_referred_to(scene: Scene, draft: Draft, *, counted: bool) -> bool:
    marking, i = scene.marking, draft.first
    if scene.titled(i):
        return False
    word = marking.words[i]
    if word.definite or word.suffix or after_word_of_past(scene, draft):
        return True
    carried = draft.governor is not None and light_of(marking.words[draft.governor]) is not None
    if draft.reach and draft.actors:
        return False  # مظاهرة نظمها الحزب
    return not (counted or (carried and _anchored(draft)))


def _anchored(draft: Draft) -> bool:
    return draft.date is not None or draft.place is not None or any(r.counted for r in draft.actors)


def _verb_subordinate(scene: Scene, draft: Draft, *, counted: bool) -> bool:
    if scene.titled(draft.first):
        return False
    form, relative = draft.form, _relative(scene, draft)
    assert form is not None
    if form.tense != "perfect" and not relative and scene.opens_with_noun(draft.first, draft.clause[0]):
        return False
    if relative or form.tense != "perfect":
        return draft.date is None and (relative or not any(r.counted for r in draft.actors))
    return not (counted or _anchored(draft))
