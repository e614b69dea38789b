"""The event lexicons: triggers with their frames, light verbs, kinds of participants, statement acts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from msgspec import Struct, field

from tawatur.language import words as w
from tawatur.language.conjugation import conjugate, passive
from tawatur.language.governments import Governments, governments
from tawatur.language.lexicon import load
from tawatur.language.phrases import Lexicon
from tawatur.language.views import fold_word
from tawatur.language.vocabulary import Actor
from tawatur.language.words import Reading
from tawatur.model import EventType

FLAGS = frozenset(["dual", "passive", "indicative", "suffixed", "no_pronoun", "verbal", "no_state"])


class TriggerRow(Struct, frozen=True):
    """A verb with its verbal nouns, or nouns alone, that tell of an act of one type."""

    id: str
    perfect: str = ""
    imperfect: str = ""
    masdar: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    type: str = ""
    mode: str = ""
    contexts: tuple[str, ...] = ()
    cameo: str = ""
    frame: str = ""
    guard: str = ""
    note: str = ""


class LightVerb(Struct, frozen=True):
    """A verb that only carries an event noun (شن هجوما); ``subject``: what its subject is in the event."""

    perfect: str
    imperfect: str = ""
    subject: str = "actor"
    status: str = ""
    behind: tuple[str, ...] = ()
    note: str = ""


class ParticipantNoun(Struct, frozen=True):
    """A head noun of those who act or are acted upon, with its kind."""

    form: str
    plural: tuple[str, ...] = ()
    kind: str = ""
    sector: str = ""
    note: str = ""


class CountedNoun(Struct, frozen=True):
    """A noun of ar/quantity_nouns.tsv: persons, groups, weapons and things are kinds of participants."""

    form: str
    plural: tuple[str, ...] = ()
    kind: str = ""


class FeatureWord(Struct, frozen=True):
    """A head word of place names (مدينة، معبر)."""

    form: str


class ActEvent(Struct, frozen=True):
    """A statement act that is itself an event; ``commitment`` and ``cue`` narrow it where given."""

    act: str
    type: str
    mode: str = ""
    contexts: tuple[str, ...] = ()
    cameo: str = ""
    needs: str = ""
    note: str = ""


class Word(Struct, frozen=True):
    """A word that decides something by its class: a status, a natural cause, an agent preposition."""

    form: str
    kind: str = field(default="", name="class")
    note: str = ""


class WeaponRow(Struct, frozen=True):
    """A weapon by its class in the tree, with the PLOVER mode and the ACLED label that it tells."""

    form: str
    plural: tuple[str, ...] = ()
    weapon: str = field(default="", name="class")
    mode: str = ""
    cameo: str = ""
    acled: str = ""


class HarmRole(Struct, frozen=True):
    """A role of a quantity that is harm, and the event types it belongs to."""

    role: str
    types: tuple[str, ...] = ()


class Confidence(Struct, frozen=True):
    """How often an event is right (``share`` of ``count``), by what tells it and how much of it is told."""

    kind: str
    told: int = 0
    share: float = 0.0
    count: int = 0


class SectorCode(Struct, frozen=True):
    """The CAMEO chunk of a PLOVER sector."""

    sector: str
    cameo: str = ""


class Sense(Struct, frozen=True):
    """What makes a word a trigger: type and codes, where participants stand, what must hold."""

    id: str
    type: EventType
    mode: str
    contexts: tuple[str, ...]
    cameo: str
    direct: bool
    prepositions: frozenset[str]
    genitive: str
    subject: str
    need: str
    guards: dict[str, frozenset[str]]
    flags: frozenset[str]
    resource: str


PREPOSITIONS = {
    "ala": ("علي",), "li": ("ل",), "bi": ("ب",), "min": ("من",), "maa": ("مع",), "fi": ("في", "ب"),
    "ila": ("الي", "ل"), "did": ("ضد",), "an": ("عن",), "bayna": ("بين",), "amama": ("امام",),
}  # fmt: skip
"""The names of prepositions in frames, folded."""


def sense_of(row: TriggerRow) -> Sense:
    """The sense that all forms of a row share."""
    frame = row.frame.split()
    options = dict(item.split("=") for item in frame if "=" in item)
    guards, need = {}, ""
    for item in row.guard.split():
        name, _, members = item.partition(":")
        if name == "need":
            need = members
        elif members:
            guards[name] = frozenset(
                members.split("|") if name in ("target", "actor") else map(fold_word, members.split("|"))
            )
    return Sense(
        row.id,
        row.type,  # type: ignore[arg-type]
        row.mode,
        row.contexts,
        row.cameo,
        "obj" in frame,
        frozenset(p for name in frame if name in PREPOSITIONS for p in PREPOSITIONS[name]),
        options.get("gen", ""),
        options.get("subj", ""),
        need,
        guards,
        frozenset(row.guard.split()) & FLAGS,
        f"codify/triggers.tsv:{row.id}",
    )


class Light(Struct, frozen=True):
    """The light verb that a form belongs to; ``verb`` is its folded citation form."""

    verb: str
    subject: str
    status: str
    behind: frozenset[str]


def light_of(word: w.Word) -> Light | None:
    """The light verb that the word is a form of, or None."""
    return next((r.row for r in word.readings if isinstance(r.row, Light)), None)


def readings(packs: Sequence[Path] = ()) -> Iterator[tuple[str, Reading]]:
    """Every form of every trigger and light verb as (folded stem, reading)."""
    for row in load("codify/triggers.tsv", TriggerRow, packs):
        sense = sense_of(row)
        if row.perfect:
            yield from _verb_forms(row.perfect, row.imperfect, sense)
        for masdar in row.masdar:
            for text in _cases(masdar):
                yield fold_word(text), Reading(w.MASDAR | w.EVENT, sense)
        for noun in row.nouns:
            for text in _cases(noun):
                yield fold_word(text), Reading(w.NOUN | w.EVENT, sense)
            for text in _duals(noun):
                yield fold_word(text), Reading(w.NOUN | w.EVENT | w.DUAL, sense)
    for light in load("codify/light_verbs.tsv", LightVerb, packs):
        behind = frozenset(map(fold_word, light.behind))
        verb = Light(fold_word(light.perfect), light.subject, light.status, behind)
        yield from _verb_forms(light.perfect, light.imperfect, verb)


def _verb_forms(perfect: str, imperfect: str, row: object) -> Iterator[tuple[str, Reading]]:
    for form in (*conjugate(perfect, imperfect), *passive(perfect, imperfect)):
        others = form.person == 3 and (form.number, form.gender) != ("p", "f")
        if others or (form.person == 1 and form.number == "p" and form.tense == "imperfect"):
            yield fold_word(form.text), Reading(w.VERB | w.EVENT, row, form)


def _cases(form: str) -> Iterator[str]:
    yield form
    if form[-1] not in "ةاىءهي" and len(form) > 2:
        yield form + "ا"


def _duals(form: str) -> Iterator[str]:
    """The dual of a noun; plurals stand in their rows."""
    stem = form[:-1] + "ت" if form.endswith("ة") else form
    if not form.endswith("ات"):
        yield stem + "ين"
        yield stem + "ان"


def phrases(packs: Sequence[Path] = ()) -> Iterator[Lexicon]:
    """The weapons for the phrase finder."""
    rows = load("codify/weapons.tsv", WeaponRow, packs)
    forms = [(form, row) for row in rows for form in (row.form, *row.plural)]
    yield Lexicon("weapon", forms, "noun", True)


class Knowledge(Struct, frozen=True):
    """What the stage looks up word by word: kinds of nouns, closed words, acts, harm."""

    kinds: dict[str, frozenset[str]]
    words: dict[str, frozenset[str]]
    acts: dict[str, ActEvent]
    harm: dict[str, HarmRole]
    sectors: dict[str, str]
    chunks: dict[str, str]
    actors: dict[str, Actor]
    governments: Governments
    confidence: dict[tuple[str, int], float]


@cache
def knowledge(packs: tuple[Path, ...] = ()) -> Knowledge:
    """The small tables, loaded once."""
    kinds: dict[str, set[str]] = {}
    for place in load("places/feature_words.tsv", FeatureWord, packs):
        kinds.setdefault(fold_word(place.form), set()).add("place")
    for counted in load("ar/quantity_nouns.tsv", CountedNoun, packs):
        kind = _COUNTED.get(counted.kind)
        if kind is not None:
            _put(kinds, counted.form, counted.plural, kind)
    sectors: dict[str, str] = {}
    for noun in load("codify/participants.tsv", ParticipantNoun, packs):
        for text in _put(kinds, noun.form, noun.plural, noun.kind):
            if noun.sector:
                sectors[text] = noun.sector
    words: dict[str, set[str]] = {}
    for word in load("codify/words.tsv", Word, packs):
        words.setdefault(word.kind, set()).add(fold_word(word.form))
    return Knowledge(
        {form: frozenset(found) for form, found in kinds.items()},
        {kind: frozenset(members) for kind, members in words.items()},
        {row.act: row for row in load("codify/acts.tsv", ActEvent, packs)},
        {row.role: row for row in load("codify/harm.tsv", HarmRole, packs)},
        sectors,
        {row.sector: row.cameo for row in load("names/sectors.tsv", SectorCode, packs)},
        {row.id: row for row in load("names/actors.tsv", Actor, packs)},
        governments(packs),
        {(row.kind, row.told): row.share for row in load("codify/confidence.tsv", Confidence, packs)},
    )


_COUNTED = {"person": "person", "group": "party", "weapon": "weapon", "thing": "thing"}


def _put(kinds: dict[str, set[str]], form: str, plurals: Sequence[str], kind: str) -> list[str]:
    """Give every written form of a noun its kind; the folded forms."""
    stem = form[:-1] + "ت" if form.endswith("ة") else form
    texts = [form, form + "ا", stem + "ان", stem + "ين", stem + "ا", stem + "ي", *plurals]
    for plural in plurals:
        if plural.endswith(("ون", "ين")):
            texts += [plural[:-2] + ending for ending in ("ون", "ين", "و", "ي")]
        else:
            texts.append(plural + "ا")
    folded = [fold_word(text) for text in texts]
    for text in folded:
        kinds.setdefault(text, set()).add(kind)
    return folded
