"""The lexicons that every stage shares, as one-word readings and as phrases for the finder.

Speakers (offices, bodies, documents, unnamed sources), names, countries, closed classes, verbs and
verbal nouns. What only one stage knows (reporting cues, event cues) that stage adds itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct, field

from tawatur.language import words as w
from tawatur.language.conjugation import conjugate, passive
from tawatur.language.lexicon import load
from tawatur.language.phrases import Lexicon
from tawatur.language.views import fold_word
from tawatur.language.words import Reading

_SHORT_FORM = 2
_PARTICLES = {
    "complementiser": w.COMP,
    "preposition": w.PREP,
    "prep_pronoun": w.PREP,
    "adverbial_prep": w.PREP,
    "conjunction": w.CONJ,
    "conj": w.CONJ,
    "relative": w.REL,
    "demonstrative": w.DEM,
    "pronoun": w.PRON,
    "negation": w.NEG,
    "auxiliary": w.AUX,
    "time_adverb": w.TIME,
    "manner": w.ADV,
    "quantifier": w.QUANT,
}
_ROLE_CLASSES = {
    "spokes": w.SPOKES | w.ROLE,
    "rank": w.HONORIFIC,
    "honorific": w.HONORIFIC,
    "address": w.HONORIFIC,
}
_BODY_CLASSES = {
    "people": w.BODY | w.GENERIC,
    "media": w.MEDIA | w.BODY,
    "agency": w.MEDIA | w.BODY,
    "joint": w.BODY | w.DUAL,
}


class Particle(Struct, frozen=True):
    """A closed-class word."""

    form: str
    kind: str = field(default="", name="class")
    note: str = ""


class RoleNoun(Struct, frozen=True):
    """A head noun of human speakers.

    ``kind``: office, spokes, rank, honorific, address (سموه), profession, relation, person.
    """

    form: str
    feminine: str = ""
    plural: tuple[str, ...] = ()
    kind: str = field(default="", name="class")
    note: str = ""


def role_classes(row: object) -> int:
    """The lexical classes of a row of ar/roles.tsv."""
    return _ROLE_CLASSES.get(getattr(row, "kind", ""), w.ROLE)


class BodyNoun(Struct, frozen=True):
    """A head noun of bodies and groups that can speak."""

    form: str
    plural: tuple[str, ...] = ()
    gender: str = ""
    kind: str = field(default="", name="class")
    note: str = ""


class DocumentNoun(Struct, frozen=True):
    """A head noun of documents; ``channel`` is the channel of what it says."""

    form: str
    plural: tuple[str, ...] = ()
    gender: str = ""
    kind: str = field(default="", name="class")
    channel: str = ""


class UnnamedNoun(Struct, frozen=True):
    """A head noun of sources that the text does not name."""

    form: str
    number: str = ""
    gender: str = ""
    kind: str = ""
    note: str = ""


class GivenName(Struct, frozen=True):
    """A given name as Arabic news spells it."""

    name: str
    gender: str = ""
    origin: str = ""
    note: str = ""


class Surname(Struct, frozen=True):
    """A family name."""

    form: str
    origin: str = ""


class NisbaAdjective(Struct, frozen=True):
    """An adjective of origin or domain; ``of`` is ISO 3166-1 alpha-3 or empty."""

    form: str
    feminine: str = ""
    plural: tuple[str, ...] = ()
    of: str = ""
    kind: str = field(default="", name="class")


class Country(Struct, frozen=True):
    """A country with the names that Arabic news gives it; ``rivals``: rival governments sit in it."""

    iso3: str
    iso2: str = ""
    name: str = ""
    name_en: str = ""
    aliases: tuple[str, ...] = ()
    capital: str = ""
    capital_aliases: tuple[str, ...] = ()
    nisba_m: str = ""
    nisba_f: str = ""
    nisba_aliases: tuple[str, ...] = ()
    rivals: str = ""


class Actor(Struct, frozen=True):
    """A known person, body, group or place under all its names; offices stand in ``language.offices``.

    ``ambiguous`` are those of the names that others bear too: they count only beside an office or a country.
    """

    id: str
    type: str = ""
    name: str = ""
    aliases: tuple[str, ...] = ()
    name_en: str = ""
    country: str = ""
    sector: str = ""
    cameo: str = ""
    wikidata: str = ""
    ambiguous: tuple[str, ...] = ()
    contested: tuple[str, ...] = ()
    note: str = ""


class Outlet(Struct, frozen=True):
    """A medium; ``kind``: agency, newspaper, channel, site, radio, magazine; ties in ``language.outlets``."""

    id: str
    name: str = ""
    aliases: tuple[str, ...] = ()
    kind: str = ""
    country: str = ""
    domain: str = ""
    ambiguous: tuple[str, ...] = ()
    source: str = ""


class MonthName(Struct, frozen=True):
    """A month name; dates themselves are read by ``language.calendar``."""

    form: str


class TimeNoun(Struct, frozen=True):
    """A noun that names a stretch of time (شهر، أسبوع): with ماض or جار behind it an adverbial."""

    form: str
    plural: tuple[str, ...] = ()


class NumeralWord(Struct, frozen=True):
    """A number word; values are read by ``language.numerals``."""

    form: str


class FamilyWord(Struct, frozen=True):
    """A word that builds names: بن، عبد، أبو، آل, and the parts of names of several words."""

    form: str
    kind: str = field(default="", name="class")
    note: str = ""


class CommonNoun(Struct, frozen=True):
    """A noun that can neither speak nor be a name."""

    form: str
    plural: tuple[str, ...] = ()
    gender: str = ""
    note: str = ""


class Adjective(Struct, frozen=True):
    """An adjective in its singular, feminine and plural forms."""

    form: str
    feminine: str = ""
    plural: tuple[str, ...] = ()
    note: str = ""


class Verb(Struct, frozen=True):
    """A verb that reports nothing, by its perfect and imperfect (third person masculine singular)."""

    perfect: str
    imperfect: str = ""
    note: str = ""


class VerbalNoun(Struct, frozen=True):
    """A verbal or event noun that can begin a nominal content."""

    noun: str
    verb: str = ""
    note: str = ""


def is_joint(word: w.Word) -> bool:
    """Whether the word means two who speak as one (الجانبان، الوزيران)."""
    return any(isinstance(r.row, BodyNoun) and r.row.kind == "joint" for r in word.readings)


def readings(packs: Sequence[Path] = ()) -> Iterator[tuple[str, Reading]]:
    """Every one-word row of the shared lexicons as (folded stem, reading)."""
    for row in load("ar/particles.tsv", Particle, packs):
        if " " not in row.form and not (row.kind == "complementiser" and row.form[0] in "وف"):
            yield fold_word(row.form), Reading(_PARTICLES.get(row.kind, w.ADV), row)
    yield from _speakers(packs)
    yield from _names(packs)
    yield from _common(packs)
    yield from _verbs(packs)


def _speakers(packs: Sequence[Path]) -> Iterator[tuple[str, Reading]]:
    for role in load("ar/roles.tsv", RoleNoun, packs):
        classes = _ROLE_CLASSES.get(role.kind, w.ROLE)
        yield from _inflected(role.form, role.feminine, role.plural, classes, role)
    for body in load("ar/bodies.tsv", BodyNoun, packs):
        gender = w.FEMININE if body.gender == "f" else 0
        yield from _inflected(body.form, "", body.plural, _BODY_CLASSES.get(body.kind, w.BODY) | gender, body)
    for paper in load("ar/documents.tsv", DocumentNoun, packs):
        gender = w.FEMININE if paper.gender == "f" else 0
        yield from _inflected(paper.form, "", paper.plural, w.DOC | gender, paper)
    for unnamed in load("ar/anonymous.tsv", UnnamedNoun, packs):
        classes = w.GENERIC if unnamed.kind == "generic" else w.ANON
        classes |= w.FEMININE if unnamed.gender == "f" else 0
        classes |= w.PLURAL if unnamed.number.startswith("p") else 0
        if " " not in unnamed.form:
            for form in _cases(unnamed.form):
                yield fold_word(form), Reading(classes, unnamed)


def _common(packs: Sequence[Path]) -> Iterator[tuple[str, Reading]]:
    for noun in load("ar/nouns.tsv", CommonNoun, packs):
        yield from _inflected(
            noun.form, "", noun.plural, w.NOUN | (w.FEMININE if noun.gender == "f" else 0), None
        )
    for adjective in load("ar/adjectives.tsv", Adjective, packs):
        yield from _inflected(adjective.form, adjective.feminine, adjective.plural, w.ADJECTIVE, None)
    for moment in load("ar/time_nouns.tsv", TimeNoun, packs):
        yield from _inflected(moment.form, "", moment.plural, w.TIME | w.NOUN, None)
    for month in load("ar/months.tsv", MonthName, packs):
        if " " not in month.form:
            yield fold_word(month.form), Reading(w.TIME)
    for numeral in load("ar/numerals.tsv", NumeralWord, packs):
        if " " not in numeral.form:
            yield fold_word(numeral.form), Reading(w.QUANT)


def _names(packs: Sequence[Path]) -> Iterator[tuple[str, Reading]]:
    yield from _person_names(packs)
    for nisba in load("ar/nisba.tsv", NisbaAdjective, packs):
        yield from _inflected(nisba.form, nisba.feminine, nisba.plural, w.NISBA, nisba)
    yield from _country_names(packs)
    yield from _known_names(packs)


def _person_names(packs: Sequence[Path]) -> Iterator[tuple[str, Reading]]:
    particles = {row.form for row in load("ar/particles.tsv", Particle, packs)}
    for given in load("ar/given_names.tsv", GivenName, packs):
        if " " in given.name:
            continue
        reading = Reading(w.GIVEN | (w.FEMININE if given.gender == "f" else 0), given)
        yield fold_word(given.name), reading
        if (given.name[0] == "آ" or given.name[-1] == "ى") and given.name not in particles:
            yield given.name, reading  # منى, آن: only the letters tell them from مني and أن
    for surname in load("ar/surnames.tsv", Surname, packs):
        if " " not in surname.form:
            yield fold_word(surname.form), Reading(w.SURNAME, surname)
    for part in load("ar/family_words.tsv", FamilyWord, packs):
        if part.kind in ("kunya", "servant", "family"):
            yield fold_word(part.form), Reading(w.PARTICLE_OF_NAMES | w.GIVEN, part)
        elif part.kind in ("patronymic", "laqab", "foreign_particle"):
            yield fold_word(part.form), Reading(w.PARTICLE_OF_NAMES, part)


def _country_names(packs: Sequence[Path]) -> Iterator[tuple[str, Reading]]:
    """Countries and their capitals of one word, and the adjectives made of them."""
    for country in load("names/countries.tsv", Country, packs):
        for name in dict.fromkeys(
            (country.name, *country.aliases, country.capital, *country.capital_aliases)
        ):
            if name and " " not in name:
                yield fold_word(name), Reading(w.COUNTRY, country)
        adjectives = (country.nisba_m, country.nisba_f, *country.nisba_aliases)
        for adjective in dict.fromkeys(filter(None, adjectives)):
            yield fold_word(adjective), Reading(w.NISBA, country)
            yield fold_word(adjective) + "ين", Reading(w.NISBA | w.PLURAL, country)
            yield fold_word(adjective) + "ون", Reading(w.NISBA | w.PLURAL, country)


def _known_names(packs: Sequence[Path]) -> Iterator[tuple[str, Reading]]:
    """Known persons, bodies and media named by one word; a medium named by a common word is no reading."""
    for actor in load("names/actors.tsv", Actor, packs):
        classes = w.SURNAME if actor.type == "PER" else w.ACTOR
        for name in dict.fromkeys((actor.name, *actor.aliases, *actor.contested)):
            if " " not in name:
                yield fold_word(name), Reading(classes, actor)
    for outlet in load("outlets/outlets.tsv", Outlet, packs):
        for name in dict.fromkeys((outlet.name, *outlet.aliases)):
            if " " not in name and name not in outlet.ambiguous:
                yield fold_word(name), Reading(w.ACTOR | w.MEDIA, outlet)


def _verbs(packs: Sequence[Path]) -> Iterator[tuple[str, Reading]]:
    for verb in load("ar/verbs.tsv", Verb, packs):
        for form in conjugate(verb.perfect, verb.imperfect):
            if form.person == 1:
                yield fold_word(form.text), Reading(w.FIRST_PERSON, None, form)
            if form.person == 1 or (form.number, form.gender) == ("p", "f"):
                continue  # neither begins a clause of the outlet's own voice
            yield fold_word(form.text), Reading(w.VERB, None, form)
        for form in passive(verb.perfect, verb.imperfect):
            yield fold_word(form.text), Reading(w.VERB, None, form)
    for noun in load("ar/verbal_nouns.tsv", VerbalNoun, packs):
        if " " not in noun.noun:
            for text in _cases(noun.noun):
                yield fold_word(text), Reading(w.MASDAR, noun)


def _inflected(
    form: str, feminine: str, plurals: Sequence[str], classes: int, row: object
) -> Iterator[tuple[str, Reading]]:
    """Singular, feminine, dual and plural forms of a one-word noun or adjective."""
    if " " in form:
        return
    for text in _cases(form):
        yield fold_word(text), Reading(classes, row)
    if feminine and " " not in feminine:
        yield fold_word(feminine), Reading(classes | w.FEMININE, row)
        for text in _duals(feminine):
            yield fold_word(text), Reading(classes | w.FEMININE | w.DUAL, row)
    for text in _duals(form):
        yield fold_word(text), Reading(classes | w.DUAL, row)
    for plural in plurals:
        if plural and " " not in plural:
            for text in _sound_plural(plural):
                yield fold_word(text), Reading(classes | w.PLURAL, row)


def _cases(form: str) -> Iterator[str]:
    """The form and its indefinite accusative (مصدر، مصدرا)."""
    yield form
    if form[-1] not in "ةاىءه" and len(form) > _SHORT_FORM:
        yield form + "ا"


def _duals(form: str) -> Iterator[str]:
    stem = form[:-1] + "ت" if form.endswith("ة") else form
    if not form.endswith(("ى", "ا")):
        yield stem + "ان"
        yield stem + "ين"


def _sound_plural(plural: str) -> Iterator[str]:
    """A plural in both cases and in the construct state (ون، ين، و، ي)."""
    yield plural
    if plural.endswith(("ون", "ين")) and len(plural) > 4:
        stem = plural[:-2]
        yield from (stem + ending for ending in ("ون", "ين", "و", "ي"))


def phrases(packs: Sequence[Path] = ()) -> Iterator[Lexicon]:
    """The shared lexicons of names longer than a word, for the phrase finder."""
    countries = [
        (n, c) for c in load("names/countries.tsv", Country, packs) for n in (c.name, *c.aliases) if n
    ]
    actors = [
        (n, a)
        for a in load("names/actors.tsv", Actor, packs)
        for n in (a.name, *a.aliases, *a.contested)
        if n
    ]
    outlets = [(n, o) for o in load("outlets/outlets.tsv", Outlet, packs) for n in (o.name, *o.aliases) if n]
    roles = [
        (form, r)
        for r in load("ar/roles.tsv", RoleNoun, packs)
        for form in (r.form, r.feminine, *r.plural)
        if " " in form
    ]
    yield Lexicon("role", roles, "noun", False)
    markers = [(u.form, u) for u in load("ar/anonymous.tsv", UnnamedNoun, packs) if u.kind == "marker"]
    yield Lexicon("marker", markers, "fixed", False)
    bodies = [
        (form, b)
        for b in load("ar/bodies.tsv", BodyNoun, packs)
        for form in (b.form, *b.plural)
        if " " in form
    ]
    yield Lexicon("body", bodies, "noun", False)
    yield Lexicon("country", countries, "noun", False)
    yield Lexicon("actor", actors, "noun", False)
    yield Lexicon("outlet", outlets, "noun", False)
