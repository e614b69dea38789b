"""The reporting lexicons: verbs with their frames, adverbials, phrases, channels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from msgspec import Struct, field

from tawatur.language import words as w
from tawatur.language.conjugation import Form, conjugate, participles, passive
from tawatur.language.lexicon import load
from tawatur.language.phrases import Lexicon
from tawatur.language.views import fold_word
from tawatur.language.words import Reading

DAMMA = "\u064f"  # on the first root letter: the only written sign of the passive
SHADDA = "\u0651"


@cache
def _folded(forms: tuple[str, ...]) -> frozenset[str]:
    return frozenset(fold_word(form) for form in forms)


class CueVerb(Struct, frozen=True):
    """A reporting verb sense; ``frames``: what makes it a statement (``name`` or ``name=act``)."""

    id: str
    perfect: str = ""
    imperfect: str = ""
    participle: str = ""
    masdar: str = ""
    act: str = ""
    commitment: str = ""
    frames: str = ""
    guard: str = ""
    nouns: tuple[str, ...] = ()
    note: str = ""


class CueAdverbial(Struct, frozen=True):
    """An adverbial that attributes its clause (وفق، بحسب، نقلا عن، على حد قوله)."""

    id: str
    form: str = ""
    kind: str = field(default="", name="class")
    act: str = "say"
    commitment: str = "neutral"
    reach: str = "left"
    not_followed_by: tuple[str, ...] = ()
    note: str = ""

    @property
    def folded_not_followed_by(self) -> frozenset[str]:
        """The words after which this is no attribution, folded."""
        return _folded(self.not_followed_by)


class CuePhrase(Struct, frozen=True):
    """A cue of several words, an agentless evidential, a formula of the outlet's own voice, a turn marker."""

    id: str
    form: str = ""
    imperfect: str = ""
    participle: str = ""
    kind: str = field(default="", name="class")
    act: str = ""
    commitment: str = "neutral"
    frames: str = ""
    note: str = ""

    def forms(self) -> Iterator[tuple[str, Form | None]]:
        """The phrase, or with an imperfect given each form of its verb before the rest, with its features."""
        first, _, rest = self.form.partition(" ")
        if not self.imperfect:
            yield self.form, None
            return
        for form in conjugate(first, self.imperfect):
            if form.person == 3:
                yield f"{form.text} {rest}", form
        for form in participles(self.participle) if self.participle else ():
            yield f"{form.text} {rest}", form


class PhraseForm(Struct, frozen=True):
    """One inflected form of a cue phrase; ``form`` is None for phrases that do not inflect."""

    row: CuePhrase
    form: Form | None

    def written_as(self, text: str) -> bool:
        """Whether the text shows what tells the row apart: the vowel of a passive (أُعلن), ى for ي (تدعى)."""
        if self.row.form.endswith("ى") and text.endswith("ي"):
            return False
        return DAMMA not in self.row.form.split(" ", 1)[0] or DAMMA in text[:4]


class Necessity(Struct, frozen=True):
    """A noun after أكد/شدد على and the act that it makes of the statement."""

    noun: str
    act: str = ""
    note: str = ""


class MediaChannel(Struct, frozen=True):
    """A head noun of media and the channel of what they say in their own name."""

    form: str
    channel: str = ""


class Knowledge(Struct, frozen=True):
    """What the stage needs beside the marked text.

    Nouns of necessity and channels of media are by folded word.
    """

    necessity: dict[str, Necessity]
    media: dict[str, str]


def knowledge(packs: Sequence[Path] = ()) -> Knowledge:
    """The small tables that are looked up word by word."""
    return Knowledge(
        {fold_word(row.noun): row for row in load("ar/necessity.tsv", Necessity, packs)},
        {fold_word(row.form): row.channel for row in load("ar/media_channels.tsv", MediaChannel, packs)},
    )


class OutletOpener(Struct, frozen=True):
    """The opener of an adverbial of the outlet's own; ``comma``: yes where it needs a comma before it."""

    form: str
    comma: str = "no"
    note: str = ""


class ChannelPhrase(Struct, frozen=True):
    """A phrase that tells the channel; ``addressee`` is the preposition before the other party."""

    form: str
    channel: str = ""
    addressee: str = ""
    note: str = ""


class Cue(Struct, frozen=True):
    """What makes a word a cue: its frames, its guards (name -> folded words) and the row it comes from."""

    id: str
    act: str
    commitment: str
    frames: dict[str, str]
    guards: dict[str, frozenset[str]]
    resource: str


def cue_of(row: CueVerb) -> Cue:
    """The cue that all forms of a verb share."""
    return Cue(
        row.id,
        row.act,
        row.commitment,
        frames_of(row.frames, row.act),
        guards_of(row.guard),
        f"ar/cue_verbs.tsv:{row.id}",
    )


def frames_of(text: str, act: str) -> dict[str, str]:
    """``an quote ala=call_for`` as {frame: act}."""
    found = {}
    for item in text.split():
        name, _, own = item.partition("=")
        found[name] = own or act
    return found


def guards_of(text: str) -> dict[str, frozenset[str]]:
    """``weak before:عن|في`` as {guard: folded words}."""
    found = {}
    for item in text.split():
        name, _, members = item.partition(":")
        words = {fold_word(m) for m in members.split("|") if m}
        found[name] = frozenset(words | {bare for word in words for bare in _without_pronoun(word)})
    return found


def _without_pronoun(word: str) -> Iterator[str]:
    """«قلقها» stands for قلق with any pronoun, «خشيته» for خشية."""
    for suffix in ("هم", "ها", "ه"):
        if word.endswith(suffix) and len(word) > len(suffix) + 2:
            stem = word.removesuffix(suffix)
            yield stem
            if stem.endswith("ت"):
                yield stem[:-1] + "ه"
            return


def readings(packs: Sequence[Path] = ()) -> Iterator[tuple[str, Reading]]:
    """Every form of every reporting verb as (folded stem, reading); the reading's row is its ``Cue``."""
    for row in load("ar/cue_verbs.tsv", CueVerb, packs):
        cue = cue_of(row)
        for form in conjugate(row.perfect, row.imperfect):
            if form.person == 3 and (form.number, form.gender) != ("p", "f"):
                yield fold_word(form.text), Reading(w.CUE_VERB, cue, form)
            elif form.person == 1:
                yield fold_word(form.text), Reading(w.FIRST_PERSON, cue, form)
        if row.participle:
            for form in participles(row.participle):
                yield fold_word(form.text), Reading(w.CUE_PART, cue, form)
        if row.masdar and " " not in row.masdar:
            for text in _masdar_forms(row.masdar):
                yield fold_word(text), Reading(w.CUE_NOUN, cue)
        for noun in row.nouns:
            yield fold_word(noun), Reading(w.CUE_NOUN, cue)
        for form in passive(row.perfect, row.imperfect):
            yield fold_word(form.text), Reading(w.CUE_VERB, cue, form)


def _masdar_forms(masdar: str) -> Iterator[str]:
    yield masdar
    if masdar[-1] not in "ةاىءهي":
        yield masdar + "ا"
        yield masdar + "ات"


def phrases(packs: Sequence[Path] = ()) -> Iterator[Lexicon]:
    """The reporting phrases for the finder."""
    adverbials = load("ar/cue_adverbials.tsv", CueAdverbial, packs)
    yield Lexicon("cue_adverbial", [(row.form, row) for row in adverbials], "fixed", False)
    several = load("ar/cue_phrases.tsv", CuePhrase, packs)
    inflected = [(text, PhraseForm(row, form)) for row in several for text, form in row.forms()]
    yield Lexicon("cue_phrase", inflected, "fixed", False)
    openers = load("ar/outlet_openers.tsv", OutletOpener, packs)
    yield Lexicon("outlet_opener", [(row.form, row) for row in openers], "fixed", False)
    channels = load("ar/channels.tsv", ChannelPhrase, packs)
    yield Lexicon("channel", [(row.form, row) for row in channels], "fixed", False)
