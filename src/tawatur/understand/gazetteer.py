"""Places by the names that Arabic news gives them, and the one that a name means here.

The gazetteer joins four sources: cities of GeoNames that have an Arabic name, and our own repairs, regions
and facilities, which win over a GeoNames row of the same id. Names are matched by their folded key. Choosing
between places of one name is a sum of evidence (``_score``); where the best is not clearly best, nothing is
chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from math import hypot, log10
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from tawatur.errors import PackError
from tawatur.language.lexicon import load, read_lines
from tawatur.language.views import fold_word, light_word
from tawatur.language.vocabulary import Country
from tawatur.resources import root
from tawatur.understand.place_words import PlaceWords

_TABLE = "places/gazetteer.tsv.gz"
_OWN = ("places/repairs.tsv", "places/regions.tsv", "places/facilities.tsv")

# Weights of the evidence, in powers of ten of a population.
_CURATED = 0.8  # we wrote it down because the news names it
_CAPITAL = 0.7
_COUNTRY = 6.0  # a state is looked for before a town of the same name, unless that one is large
_CONTEXT = 3.0  # all other places of the article lie in that country
_FEATURE = 3.0  # the head word asks for such a feature
_OTHER_FEATURE = -2.0
_UNCOUNTED = 20_000  # inhabitants of a place of ours that nobody counted
_HOME = 0.8  # the article speaks of that country at all
_SPELLING = 0.4  # written as listed, not only folded alike
_VOWELLED = 3.0  # with the vowel marks that tell عُمان from عمّان
_MARGIN = 0.7  # the best must be five times as good as the next
_BROAD = ("sea", "continent")  # their longer names are no common words: المتوسط, but البحر المتوسط
_SHORTEST = 3  # letters that a GeoNames name must have: shorter ones are other words
_SAME_PLACE = 1.5  # degrees: a city and the region around it are one answer
_LEAST_KNOWN = 100_000  # inhabitants from which a name needs no context


class Site(Struct, frozen=True, gc=False):
    """A place of the gazetteer. ``curated``: from our own tables; ``cue``: its name is also a common word."""

    name: str
    name_en: str
    geonames: str
    iso2: str
    admin1: str
    lat: float
    lon: float
    population: int
    kind: str
    curated: bool = False
    cue: bool = False
    capital: bool = False


class _OwnRow(Struct, frozen=True, rename={"kind": "class"}):
    """A place of our own tables. Degrees are WGS 84."""

    name: str
    lat: float
    lon: float
    aliases: tuple[str, ...] = ()
    name_en: str = ""
    iso2: str = ""
    kind: str = "city"
    geonames: str = ""
    admin1: str = ""
    population: int = 0
    cue: str = ""


class _Centroid(Struct, frozen=True):
    """The middle of a country."""

    iso2: str
    lat: float
    lon: float
    geonames: str = ""
    cue: str = ""


class Choice(Struct, frozen=True):
    """What a name may mean, best first, and whether the first is clearly meant."""

    sites: tuple[Site, ...]
    sure: bool

    @property
    def site(self) -> Site | None:
        """The place that is meant, or None where the evidence leaves it open."""
        return self.sites[0] if self.sure else None


class Match(Struct, frozen=True, gc=False):
    """A name found in a text: how many tokens, what is glued before it, which places bear it."""

    length: int
    glued: str
    key: str
    sites: tuple[Site, ...]


class Gazetteer:
    """All names of places by folded key; made once, rows are read when they are first met."""

    def __init__(
        self,
        own: Iterable[tuple[Site, tuple[str, ...]]],
        lines: Iterable[str],
        words: PlaceWords,
        seats: Iterable[tuple[str, str]] = (),
    ) -> None:
        """``own`` are places with their names; ``lines`` rows of the frozen table, which stay strings.

        ``seats`` are countries (ISO alpha-2) with the Arabic names of their capitals.
        """
        self.words = words
        self._by_key: dict[str, list[Site | str]] = {}
        self._sites: dict[str, tuple[Site, ...]] = {}  # those asked for, by key
        self._first: dict[str, int] = {}  # the first word of a key, and the most words such a key has
        self._capitals: dict[str, Site] = {}
        self._countries: dict[str, Site] = {}
        self._starts: dict[str, tuple[tuple[str, str], ...]] = {}
        by_id: dict[str, Site] = {}
        for site, names in own:
            if site.geonames:
                by_id[site.geonames] = site
            if site.capital:
                self._capitals.setdefault(site.iso2, site)
            if site.kind == "country":
                self._countries.setdefault(site.iso2, site)
            for key in dict.fromkeys(map(fold_word, names)):
                headed = (site.cue and key.split(" ")[0] in words.features) or (
                    site.kind in _BROAD and " " in key
                )
                self._add(key, replace(site, cue=False) if headed else site)
        for line in lines:
            keys, _, _, geonames, _ = line.split("\t", 4)
            known = by_id.get(geonames)
            entry = line if known is None else replace(known, curated=False, cue=False)  # not a name of ours
            for key in keys.split("|"):
                if len(key) >= _SHORTEST and not words.is_common(key):
                    self._add(key, entry)

        for iso2, name in seats:
            if iso2 not in self._capitals:
                self._promote(iso2, fold_word(name))

    def _promote(self, iso2: str, key: str) -> None:
        """Mark the largest place of that name in that country as its capital."""
        entries = self._by_key.get(key, [])
        towns = [(site.population, n) for n, site in enumerate(map(_site, entries)) if site.kind == "city"]
        there = [(people, n) for people, n in towns if _site(entries[n]).iso2 == iso2]
        if there:
            number = max(there)[1]
            site = replace(_site(entries[number]), curated=True, capital=True)
            entries[number] = self._capitals[iso2] = site

    def _add(self, key: str, entry: Site | str) -> None:
        known = self._by_key.get(key)
        if known is None:
            self._by_key[key] = [entry]
            first, _, rest = key.partition(" ")
            words = 1 + rest.count(" ") + bool(rest)
            if self._first.get(first, 0) < words:
                self._first[first] = words
        elif not any(_same(entry, other) for other in known):
            known.append(entry)

    @classmethod
    def load(cls, packs: Sequence[Path] = ()) -> Gazetteer:
        """The shipped gazetteer with those of the packs. Raises PackError where a table breaks its rules."""
        lines = [line for folder in (root(), *packs) for line in _lines(folder / _TABLE)]
        own, words = list(_own(packs)), PlaceWords(packs)
        for kind in {site.kind for site, _ in own} | {line.rpartition("\t")[2] for line in lines}:
            if kind not in words.classes:
                raise PackError(
                    f"a place has the unknown class {kind!r}; `tawatur pack check` tells the line"
                )
        countries = load("names/countries.tsv", Country, packs)
        return cls(own, lines, words, [(c.iso2, c.capital) for c in countries if c.capital])

    def __len__(self) -> int:
        return len(self._by_key)

    def sites(self, key: str) -> tuple[Site, ...]:
        """The places of a folded name; of ours also one that differs in the hamza of a final ـاء only."""
        entries = self._by_key.get(key)
        if entries is not None:
            found = self._sites.get(key)
            if found is None:
                rows = {site.geonames or str(n): site for n, site in enumerate(map(_site, entries))}
                found = self._sites[key] = tuple(rows.values())
            return found
        other = key[:-1] if key.endswith("اء") else key + "ء" if key.endswith("ا") else ""
        return tuple(e for e in self._by_key.get(other, ()) if isinstance(e, Site) and e.curated)

    def capital(self, iso2: str) -> Site | None:
        """The seat of a state."""
        return self._capitals.get(iso2)

    def country(self, iso2: str) -> Site | None:
        """The state or territory itself."""
        return self._countries.get(iso2)

    def find(self, folded: Sequence[str], first: int, last: int) -> Match | None:
        """The longest name that begins at word ``first``, with the fewest letters glued before it."""
        word = folded[first]
        starts = self._starts.get(word)
        if starts is None:
            starts = self._starts[word] = tuple(self._split(word))
        best: Match | None = None
        for glued, form in starts:
            most = max(self._first.get(form, 1), self._first.get(form + "ء", 1) if form[-1] == "ا" else 1)
            for length in range(min(most, last - first), best.length if best else 0, -1):
                key = " ".join((form, *folded[first + 1 : first + length]))
                sites = self.sites(key)
                if sites:
                    best = Match(length, glued, key, sites)
                    break
        return best

    def _split(self, word: str) -> Iterator[tuple[str, str]]:
        """The ways to take و، ف، ب، ل، ك off a word that leave the beginning of a name."""
        for glued, form in _splits(word):
            if len(form) > 1 and (form in self._first or self.sites(form)):
                yield glued, form

    def resolve(
        self,
        sites: Sequence[Site],
        *,
        countries: Mapping[str, float] | None = None,
        features: Sequence[str] = (),
        spelling: str = "",
    ) -> Choice:
        """Which of the places of one name is meant.

        ``countries`` are the ISO 3166-1 alpha-2 codes that the text speaks of with their weights,
        ``features`` the classes that the head word asks for, ``spelling`` the name as it is written.
        """
        total = sum(countries.values()) if countries else 0.0
        scored = sorted(
            (
                (_score(site, countries or {}, total, features, spelling), -n, site)
                for n, site in enumerate(sites)
            ),
            key=lambda row: row[:2],
            reverse=True,
        )
        ordered = tuple(site for _, _, site in scored)
        best, _, first = scored[0]
        rivals = [score for score, _, site in scored[1:] if not _together(site, first)]
        return Choice(ordered, not rivals or best - rivals[0] >= _MARGIN)

    def lookup(self, name: str, country_context: str | None = None) -> Site | None:
        """The place of that name, or None; ``country_context`` is an ISO 3166-1 alpha-2 code."""
        sites = self.sites(fold_word(name))
        if not sites:
            return None
        told = {country_context: 1.0} if country_context else {}
        return self.resolve(sites, countries=told, spelling=name).site


def known_alone(site: Site) -> bool:
    """Whether the name is understood without any context."""
    return site.curated or site.kind == "country" or site.population >= _LEAST_KNOWN


def _score(
    site: Site, countries: Mapping[str, float], total: float, features: Sequence[str], spelling: str
) -> float:
    population = site.population or _UNCOUNTED * site.curated
    score = _COUNTRY if site.kind == "country" else log10(population + 10)
    score += _CURATED * site.curated + _CAPITAL * site.capital
    if total:
        weight = countries.get(site.iso2, 0.0)
        score += _CONTEXT * weight / total + _HOME * bool(weight)
    if features:
        wanted = site.kind in features or (site.capital and "capital" in features)
        score += (
            _FEATURE - 0.2 * features.index(site.kind)
            if site.kind in features
            else _FEATURE
            if wanted
            else _OTHER_FEATURE
        )
    elif site.kind == "city" and not site.capital:
        score += 0.1  # a bare name is the town before its region
    if spelling and light_word(spelling) == light_word(site.name):
        score += _VOWELLED if spelling == site.name != light_word(spelling) else _SPELLING
    return score


def _together(one: Site, other: Site) -> bool:
    """Whether two places are one answer: a town and its region, or two rows of one town."""
    if one.iso2 != other.iso2:
        return False
    near = hypot(one.lat - other.lat, one.lon - other.lon) < _SAME_PLACE
    return (
        near
        or "country" in (one.kind, other.kind)
        or (one.kind == "region" != other.kind and one.admin1 == other.admin1)
    )


def _splits(word: str) -> Iterator[tuple[str, str]]:
    yield "", word
    if word.startswith("لل"):
        yield "ل", "ا" + word[1:]
    if word[0] in "وف" and len(word) > 3:
        yield word[0], word[1:]
        yield from ((word[0] + glued, form) for glued, form in _splits_of_noun(word[1:]))
    yield from _splits_of_noun(word)


def _splits_of_noun(word: str) -> Iterator[tuple[str, str]]:
    if word[0] in "بلك" and len(word) > 3:
        yield word[0], word[1:]
    if word.startswith("لل") and len(word) > 3:
        yield "ل", "ا" + word[1:]


def _same(entry: Site | str, other: Site | str) -> bool:
    if isinstance(entry, Site) and isinstance(other, Site) and entry.geonames:
        return entry.geonames == other.geonames
    return entry == other


def _site(entry: Site | str) -> Site:
    return entry if isinstance(entry, Site) else _read(entry)


@cache
def _read(line: str) -> Site:
    _, name, name_en, geonames, iso2, admin1, lat, lon, population, kind = line.split("\t")
    return Site(name, name_en, geonames, iso2, admin1, float(lat), float(lon), int(population), kind)


@cache
def _lines(file: Path) -> tuple[str, ...]:
    if not file.is_file():
        return ()
    columns, lines = read_lines(file)
    assert columns[0] == "keys"
    return tuple(lines)


def _own(packs: Sequence[Path]) -> Iterator[tuple[Site, tuple[str, ...]]]:
    capitals: dict[tuple[str, str], Country] = {}
    middles = {row.iso2: row for row in load("places/centroids.tsv", _Centroid, packs)}
    for country in load("names/countries.tsv", Country, packs):
        capitals[country.iso2, fold_word(country.capital)] = country
        middle = middles.get(country.iso2)
        if middle is not None:
            site = Site(
                country.name, country.name_en, middle.geonames, country.iso2, "", middle.lat, middle.lon, 0,
                "country", curated=True, cue=bool(middle.cue),
            )  # fmt: skip
            yield site, (country.name, *country.aliases)
    for path in _OWN:
        for row in load(path, _OwnRow, packs):
            capital = row.kind == "city" and (row.iso2, fold_word(row.name)) in capitals
            site = Site(
                row.name, row.name_en, row.geonames, row.iso2, row.admin1, row.lat, row.lon, row.population,
                row.kind, curated=True, cue=bool(row.cue), capital=capital,
            )  # fmt: skip
            yield site, (row.name, *row.aliases)
