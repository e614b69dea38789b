"""Noun phrases as participants of an event."""

from __future__ import annotations

from tawatur.codify.drafts import Draft, Role
from tawatur.codify.scene import Scene
from tawatur.language import words as w
from tawatur.language.nominals import Phrase

_SYMMETRIC = frozenset(["CONSULT", "AGREE", "COOPERATE"])
_DEEDS = w.CUE_NOUN | w.DOC | w.MASDAR | w.NOUN
_OWNER_REACH = 12


def roles_of(scene: Scene, draft: Draft, phrase: Phrase | None) -> list[Role]:
    """The participant that a phrase names; joined names of a symmetric act are several."""
    if phrase is None:
        return []
    marking = scene.marking
    if draft.sense.type in _SYMMETRIC:
        for k in range(phrase.head + 1, phrase.last):
            word = marking.words[k]
            if word.conj == "و" and word.classes & (w.SPEAKER | w.NAME) and not word.classes & w.NISBA:
                left = Phrase(phrase.first, k, phrase.head, phrase.definite, phrase.classes, phrase.name)
                right = scene.phrase(k, phrase.last)
                return [role_of(scene, left), *roles_of(scene, draft, right)]
    return [role_of(scene, phrase)]


def role_of(scene: Scene, phrase: Phrase) -> Role:
    """The participant that a phrase names, without the act that someone is kept from."""
    last = phrase.last
    for k in range(phrase.head + 1, last - 1):  # منع المدنيين من الخروج
        if scene.marking.words[k].stem == "من" and scene.marking.words[k + 1].classes & w.MASDAR:
            last = k
            break
    return Role(phrase.first, last, phrase.head, scene.kinds(phrase), phrase, scene.counts(phrase.first))


def owner(scene: Scene, first: int, limit: int) -> list[Role]:
    """«تصريحات الوزير»: whose words or deeds a noun phrase speaks of: its genitive, where that can act."""
    word = scene.marking.words[first]
    if first + 1 >= limit or word.definite or word.suffix or not word.classes & _DEEDS:
        return []
    reach = min(max(limit, first + _OWNER_REACH), len(scene.marking.words))
    phrase = scene.phrase(first + 1, reach)
    if phrase is None or not scene.kinds(phrase) & {"party", "force"}:
        return []
    return [role_of(scene, phrase)]
