"""What stands before a verb: its subject, or the noun that a relative clause hangs on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tawatur.codify.scene import ABOUT, Scene
from tawatur.language import words as w
from tawatur.language.conjugation import Form
from tawatur.language.nominals import Phrase

_REACH_BACK = 40


def phrase_before(scene: Scene, end: int, floor: int) -> Phrase | None:
    """The longest noun phrase that ends right before the verb at ``end``; of a notion only if no other.

    What a preposition governs is no subject («في الأولى خطف مسلحون …»), but an indefinite noun
    right before the verb may be, and a deed there is: «في هجوم استهدف …».
    """
    free: list[Phrase] = []
    hung: list[Phrase] = []
    covered = floor  # what stands inside a governed phrase is governed: «في البلدة الأولى»
    for phrase in _phrases_before(scene, end, max(floor, end - _REACH_BACK), glued=True):
        relative = not phrase.definite and agrees(scene, phrase, end)
        if relative and phrase.last == end and _tells_deed(scene, phrase):
            return phrase
        inner = phrase.first < covered and scene.marking.words[phrase.first].definite
        if not inner and not _governed(scene, phrase.first):
            free.append(phrase)
            continue
        covered = max(covered, phrase.last)
        if relative and (phrase.last == end or scene.marking.words[phrase.last].stem == "من"):
            hung.append(phrase)  # من مرتزقة من فاغنر تحارب …
    agreeing = [phrase for phrase in free if agrees(scene, phrase, end)]
    return _before_notions(scene, agreeing + hung + free)


def _tells_deed(scene: Scene, phrase: Phrase) -> bool:
    words = scene.marking.words
    return any(words[k].classes & w.EVENT and not scene.verbal(k) for k in range(phrase.first, phrase.last))


def antecedent(scene: Scene, end: int, floor: int) -> Phrase | None:
    """The noun phrase that the relative clause at ``end`` hangs on: the longest right before it."""
    near = end
    while near > floor and scene.marking.is_punct(near - 1, '،,"”“»'):
        near -= 1
    masculine = scene.marking.words[end].stem == "الذي"
    phrases = [
        p for p in _phrases_before(scene, end, max(floor, end - _REACH_BACK), glued=True)
        if not (masculine and scene.marking.words[p.head].classes & w.FEMININE)
    ]  # fmt: skip
    right_before = [p for p in phrases if p.last == near]
    return _before_notions(scene, right_before) or _before_notions(scene, phrases)


def _phrases_before(scene: Scene, end: int, floor: int, *, glued: bool) -> Iterator[Phrase]:
    """The noun phrases that reach to token ``end``, the longest first."""
    for start in range(floor, end):
        if _may_open(scene, start, floor):
            phrase = scene.phrase(start, end, glued=glued)
            if phrase is not None and _reaches(scene, phrase.last, end):
                yield phrase


def _before_notions(scene: Scene, phrases: Iterable[Phrase]) -> Phrase | None:
    """The first phrase that is not of a notion, else the first."""
    notion = None
    for phrase in phrases:
        if scene.kinds(phrase) != {"abstract"} or scene.marking.words[phrase.head].classes & w.EVENT:
            return phrase
        notion = notion or phrase
    return notion


def _governed(scene: Scene, i: int) -> bool:
    """Whether a preposition stands before the word or is glued to it."""
    marking = scene.marking
    if marking.words[i].prep not in ("", "س"):
        return True
    before = marking.words[i - 1] if i > 0 else None
    if before is None or before.suffix or before.stem in ABOUT:
        return False
    return bool(before.classes & w.PREP) and not before.classes & (w.COMP | w.TIME)


def agrees(scene: Scene, phrase: Phrase, i: int) -> bool:
    """Whether the verb at ``i`` can be of the gender of one of the phrase's nouns."""
    words = scene.marking.words
    nouns = [words[k] for k in range(phrase.first, phrase.last) if not words[k].classes & w.PREP]
    genders = {"f" if noun.classes & w.FEMININE else "m" for noun in nouns}
    forms = [r.feature for r in words[i].readings if isinstance(r.feature, Form)]
    return any(form.gender in genders or form.number == "p" for form in forms)


def _may_open(scene: Scene, i: int, floor: int) -> bool:
    marking = scene.marking
    if marking.tokens[i].kind == "punct" and i not in marking.opening:
        return False
    if i == floor:
        return True
    before, word = marking.words[i - 1], marking.words[i]
    if word.definite and before.definite and word.classes & w.FEMININE and word.classes & w.NISBA:
        return False  # الأوضاع العسكرية
    if marking.tokens[i - 1].kind == "punct" or before.finite or marking.words[i].conj:
        return True
    if marking.words[i].classes & w.EVENT and not scene.verbal(i):
        return True  # في إثر قصف استهدف …
    return bool(before.classes & (w.COMP | w.AUX | w.CONJ | w.PREP | w.TIME | w.REL)) or (
        before.definite or bool(before.suffix)
    )


def _reaches(scene: Scene, i: int, end: int) -> bool:
    """Whether only commas, adverbials and particles stand from ``i`` to ``end``."""
    while i < end:
        chunk = scene.chunk(i, end)
        particle = scene.marking.words[i].classes & (w.AUX | w.NEG | w.ADV | w.REL)
        if chunk.kind in ("time", "pp") or particle or scene.marking.is_punct(i, '،,-–()"”“»«'):
            i = max(chunk.last if chunk.kind in ("time", "pp") else i + 1, i + 1)
            continue
        return False
    return True
