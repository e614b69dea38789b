"""Triggers: words that tell of an act, each read in the sense whose frame and guards hold."""

from __future__ import annotations

from collections.abc import Iterator

from tawatur.codify.arguments import noun_arguments, verb_arguments
from tawatur.codify.circumstances import place_role
from tawatur.codify.drafts import Draft
from tawatur.codify.kinds import fits
from tawatur.codify.lexicon import Light, Sense, light_of
from tawatur.codify.scene import Scene
from tawatur.language import words as w
from tawatur.language.conjugation import Form
from tawatur.language.words import Word

_BEHIND = 7
_BEFORE = 4
_PLAYED = ("CONSULT", "RETREAT", "AGREE")
_SPECIFIC = ("object", "adj", "behind", "before")


def drafts_in(scene: Scene, sentence: int, taken: frozenset[int]) -> Iterator[Draft]:
    """The events of one sentence in the order of their triggers; ``taken`` tokens are statement cues."""
    first, last = scene.marking.sentences[sentence]
    idioms: dict[int, str] = {}
    for i in range(first, last):
        word = scene.marking.words[i]
        if word.classes & w.EVENT and i not in taken and i not in scene.timed:
            draft = _trigger(scene, i, word, sentence)
            if draft is None or idioms.get(i) in (draft.sense.type, "RETREAT"):
                continue
            if draft.sense.type in _PLAYED and _is_sport(scene, first, last):
                continue  # لقاء الفريقين، تراجع المنتخب
            if not _is_channel(scene, draft):
                idioms[draft.idiom] = draft.sense.type
                yield draft


def _is_sport(scene: Scene, first: int, last: int) -> bool:
    return any(_is(scene, k, scene.knowledge.words["sport"]) for k in range(first, last))


def _is_channel(scene: Scene, draft: Draft) -> bool:
    """«بحث فلان مع فلان في اتصال هاتفي»: whether a noun only says how the talks of its verb were held."""
    kind, governor = draft.sense.type, draft.governor
    if kind not in ("CONSULT", "PROTEST") or draft.form is not None or governor is None:
        return False
    i, words = draft.first, scene.marking.words
    same = any(isinstance(r.row, Sense) and r.row.type == kind for r in words[governor].readings)
    if kind == "PROTEST":
        return same  # تظاهروا احتجاجا على
    behind = words[i].prep in ("في", "ب") or (i > 0 and words[i - 1].stem in ("في", "خلال", "اثناء"))
    return behind and same


def _trigger(scene: Scene, i: int, word: Word, sentence: int) -> Draft | None:
    """The event that the word tells of, in the first of its senses that fits; or None."""
    first, last = scene.marking.sentences[sentence]
    verbal = scene.verbal(i)
    if verbal and i in scene.named and not (i == first and word.conj):
        return None  # «فجر ليبيا»; but «وتجمع المتظاهرون»
    found = [r for r in word.readings if isinstance(r.row, Sense) and (r.feature is not None) == verbal]
    if not found:
        found = [r for r in word.readings if isinstance(r.row, Sense) and r.feature is None]
        if not found or (verbal and not word.classes & w.MASDAR):
            return None
        verbal = False
    clause = scene.clause(i, first, last)
    seen: set[str] = set()
    for reading in sorted(found, key=_precedence):
        sense = reading.row
        assert isinstance(sense, Sense)
        form = reading.feature if isinstance(reading.feature, Form) else None
        if sense.id in seen or not _worded(scene, i, sense, last):
            continue
        if form is not None and form.tense == "jussive" and not scene.jussive(i):
            continue  # يشد is more often شد than أشاد
        seen.add(sense.id)
        draft = Draft(sense, i, i + 1, form, clause, sentence)
        if verbal:
            verb_arguments(scene, draft, first)
        else:
            noun_arguments(scene, draft, first, last)
        if _complete(scene, draft):
            return draft
    return None


def _precedence(reading: object) -> tuple[bool, bool, bool]:
    """Senses told by their subject first, then those told by a word beside them; active before passive."""
    sense, form = reading.row, reading.feature  # type: ignore[attr-defined]
    specific = any(name in sense.guards for name in _SPECIFIC)
    return "subject" not in sense.guards, not specific, getattr(form, "voice", "") == "passive"


def _worded(scene: Scene, i: int, sense: Sense, last: int) -> bool:
    """Whether the words around the trigger are those its sense asks for."""
    for name, reach in (
        ("adj", range(i + 1, i + 2)),
        ("next", range(i + 1, i + 3)),
        ("behind", range(i + 1, i + _BEHIND)),
        ("before", range(i - _BEFORE, i)),
    ):
        wanted = sense.guards.get(name)
        if wanted and not any(_is(scene, k, wanted) for k in reach if 0 <= k < last):
            return False
    for name, reach in (("not", range(i + 1, i + 3)), ("not_before", range(i - 2, i))):
        unwanted = sense.guards.get(name)
        if unwanted and any(_is(scene, k, unwanted) for k in reach if 0 <= k < last):
            return False
    word = scene.marking.words[i]
    if "suffixed" in sense.flags and not word.suffix and word.classes & w.MASDAR and not scene.verbal(i):
        return False
    glued = sense.guards.get("glued")
    return not glued or word.prep in glued


def _is(scene: Scene, k: int, wanted: frozenset[str]) -> bool:
    word = scene.marking.words[k]
    return word.stem in wanted or scene.marking.tokens[k].folded in wanted or word.prep in wanted


def _complete(scene: Scene, draft: Draft) -> bool:
    """Whether form and participants meet what the sense needs."""
    sense = draft.sense
    if not _form_fits(scene, draft) or ("object" in sense.guards and draft.idiom < 0):
        return False
    if "subject" in sense.guards and not _led_by(scene, draft, sense.guards["subject"]):
        return False
    if "verbal" in sense.flags and _with_words(draft):
        return False
    for side, roles in (("actor", draft.actors), ("target", draft.targets)):
        wanted = sense.guards.get(side)
        if wanted and roles and not all(fits(r.kinds, wanted) for r in roles):
            return False
    if any(_is(scene, role.head, scene.knowledge.words["natural"]) for role in draft.actors):
        return False
    if sense.id.startswith("قتل") and _accidental(scene, draft):
        return False
    draft.place = place_role(scene, draft)
    filled = draft.pronouns + ("c" if _carried(scene, draft) else "")
    filled += ("a" if draft.actors else "") + ("t" if draft.targets else "") + ("p" if draft.place else "")
    return not sense.need or any(letter in filled for letter in sense.need)


def _led_by(scene: Scene, draft: Draft, wanted: frozenset[str]) -> bool:
    """Whether one of the words opens a participant, behind its number or quantifier too."""
    roles = draft.actors + draft.targets
    opening = [k for role in roles for k in range(role.first, min(role.head + 4, role.last))]
    return any(_is(scene, k, wanted) for k in opening)


def _with_words(draft: Draft) -> bool:
    """«شن الوزير هجوما على …»: an official who attacks persons, bodies or ideas does so in words."""
    if not draft.actors or any("force" in r.kinds or "party" not in r.kinds for r in draft.actors):
        return False
    return not any(r.kinds & {"thing", "place", "force"} for r in draft.targets) and all(
        "person" in r.kinds for r in draft.actors
    )


def _carried(scene: Scene, draft: Draft) -> bool:
    """Whether a bare noun is what a light verb tells (تجددت المواجهات) or what is called for."""
    light = draft.governor is not None and light_of(scene.marking.words[draft.governor]) is not None
    return draft.form is None and (light or draft.first in scene.called_for)


def _form_fits(scene: Scene, draft: Draft) -> bool:
    """The guards on the trigger's own form and on the verb that carries it."""
    sense, form = draft.sense, draft.form
    if "dual" in sense.flags and (form is None or form.number != "d"):
        return False
    if "passive" in sense.flags and not draft.passive:
        return False
    relative = scene.relative(draft.clause[0])
    if "no_state" in sense.flags and relative and form is not None and form.tense == "imperfect":
        return False  # المدينة التي تسيطر عليها القوات
    if "indicative" in sense.flags and form is not None and form.tense == "jussive":
        return False
    if "no_pronoun" in sense.flags and form is not None and scene.marking.words[draft.first].suffix:
        return False
    light = sense.guards.get("light")
    if light is None:
        return True
    return draft.governor is not None and any(
        isinstance(r.row, Light) and r.row.verb in light for r in scene.marking.words[draft.governor].readings
    )


def _accidental(scene: Scene, draft: Draft) -> bool:
    """«قتل خمسة في حادث سير»: whether the clause tells of an accident."""
    accident = scene.knowledge.words["accident"]
    return any(
        scene.marking.words[k].stem in accident or scene.marking.tokens[k].folded in accident
        for k in range(*draft.clause)
    )
