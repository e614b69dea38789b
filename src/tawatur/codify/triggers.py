"""Triggers: words that tell of an act, each read in the sense whose frame and guards hold."""

from __future__ import annotations

from collections.abc import Iterator

from tawatur.codify.arguments import noun_arguments, verb_arguments
from tawatur.codify.drafts import Draft, Role
from tawatur.codify.lexicon import Sense
from tawatur.codify.scene import Scene, fits
from tawatur.language import words as w
from tawatur.language.conjugation import Form
from tawatur.language.words import Word

_BEHIND = 7
_BEFORE = 4
_SPECIFIC = ("object", "adj", "behind", "before", "subject")


def drafts_in(scene: Scene, sentence: int, taken: frozenset[int]) -> Iterator[Draft]:
    """The events of one sentence in the order of their triggers; ``taken`` tokens are statement cues."""
    first, last = scene.marking.sentences[sentence]
    for i in range(first, last):
        word = scene.marking.words[i]
        if word.classes & w.EVENT and i not in taken:
            draft = _trigger(scene, i, word, sentence)
            if draft is not None:
                yield draft


def _trigger(scene: Scene, i: int, word: Word, sentence: int) -> Draft | None:
    """The event that the word tells of, in the first of its senses that fits; or None."""
    first, last = scene.marking.sentences[sentence]
    verbal = scene.verbal(i)
    found = [r for r in word.readings if isinstance(r.row, Sense) and (r.feature is not None) == verbal]
    if not found:
        found = [r for r in word.readings if isinstance(r.row, Sense) and r.feature is None]
        if not found or verbal and not word.classes & w.MASDAR:
            return None
        verbal = False
    clause = scene.clause(i, first, last)
    seen: set[str] = set()
    for reading in sorted(found, key=_precedence):
        sense = reading.row
        assert isinstance(sense, Sense)
        if sense.id in seen or not _worded(scene, i, sense, last):
            continue
        seen.add(sense.id)
        form = reading.feature if isinstance(reading.feature, Form) else None
        draft = Draft(sense, i, i + 1, form, clause, sentence)
        if verbal:
            verb_arguments(scene, draft, first, last)
        else:
            noun_arguments(scene, draft, first, last)
        if _complete(scene, draft):
            return draft
    return None


def _precedence(reading: object) -> tuple[bool, bool]:
    """Senses told by a word beside them come before open ones, active forms before passive ones."""
    sense, form = reading.row, reading.feature  # type: ignore[attr-defined]
    return not any(name in sense.guards for name in _SPECIFIC), getattr(form, "voice", "") == "passive"


def _worded(scene: Scene, i: int, sense: Sense, last: int) -> bool:
    """Whether the words around the trigger are those its sense asks for."""
    guards, tokens, words = sense.guards, scene.marking.tokens, scene.marking.words
    near = [tokens[k].folded for k in range(i + 1, min(i + 3, last))]
    near += [words[k].stem for k in range(i + 1, min(i + 3, last))]
    if "not" in guards and guards["not"] & set(near):
        return False
    if "adj" in guards and not guards["adj"] & set(near[:1] + near[len(near) // 2 : len(near) // 2 + 1]):
        return False
    if "behind" in guards:
        reach = range(i + 1, min(i + _BEHIND, last))
        if not any(_is(scene, k, guards["behind"]) for k in reach):
            return False
    if "before" in guards:
        return any(_is(scene, k, guards["before"]) for k in range(max(i - _BEFORE, 0), i))
    return True


def _is(scene: Scene, k: int, wanted: frozenset[str]) -> bool:
    word = scene.marking.words[k]
    return word.stem in wanted or scene.marking.tokens[k].folded in wanted or word.prep in wanted


def _complete(scene: Scene, draft: Draft) -> bool:
    """Whether the participants meet what the sense needs."""
    sense = draft.sense
    if "dual" in sense.flags and (draft.form is None or draft.form.number != "d"):
        return False
    if "passive" in sense.flags and not draft.passive:
        return False
    if "object" in sense.guards and "object:met" not in draft.rules:
        return False
    if "subject" in sense.guards and not any(
        _is(scene, role.head, sense.guards["subject"]) for role in draft.actors + draft.targets
    ):
        return False
    for side, roles in (("actor", draft.actors), ("target", draft.targets)):
        wanted = sense.guards.get(side)
        if wanted and roles and not all(fits(r.kinds, wanted) for r in roles):
            return False
    if any(_is(scene, role.head, scene.knowledge.words["natural"]) for role in draft.actors):
        return False
    filled = ("a" if draft.actors else "") + ("t" if draft.targets else "") + ("p" if draft.place else "")
    draft.bare = not filled
    return not sense.need or any(letter in filled for letter in sense.need)


def settled(roles: list[Role]) -> list[Role]:
    """The participants without repetition, in the order of the text."""
    return list({(r.first, r.last): r for r in roles}.values())
