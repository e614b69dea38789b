"""Places put on the map: every name of a place becomes an entity with coordinates, or with candidates.

What the article says decides between places of one name: the countries it speaks of (names, adjectives,
places that only one country has, the dateline, the outlet), those of the same sentence more than the others;
a name means one place all through an article. Where the evidence is not clear, the entity keeps its
candidates and has no coordinates. «ضواحي طرابلس» and «شمال العراق» are places of their own, with the
coordinates of their base and the precision that is left.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from tawatur.language import words as w
from tawatur.language.marking import Marking
from tawatur.language.views import fold_word
from tawatur.model import ActorCodes, Entity, EntityIds, EntityType, Mention, Place, PlaceCandidate, Record
from tawatur.understand.gazetteer import Choice, Gazetteer, Site, known_alone
from tawatur.understand.place_mentions import Named, Need, named_places
from tawatur.understand.place_words import PlaceWords

_PLACE_TYPES = ("GPE", "LOC", "FAC")
_CANDIDATES = 5
_NISBA, _DATELINE, _OUTLET, _SENTENCE = 0.5, 2.0, 0.5, 2.0  # weights beside a name in the text, which is 1
_TOWN = 50_000  # inhabitants from which a common word is looked for on the map behind من or إلى
_CITY = 100_000  # from which one is looked for behind في
_POINT = 2  # up to this precision a place is a point
_FIRST_ORDER, _PART = 4, 5


class _Settled(Struct, frozen=True):
    """A name and what it means here."""

    named: Named
    choice: Choice | None
    supported: bool = True

    @property
    def site(self) -> Site | None:
        return self.choice.site if self.choice else None


def places(record: Record, marking: Marking, gazetteer: Gazetteer) -> Record:
    """The record with every place that its text names, joined with the entities it has.

    Ids that stand in the record stay; new entities follow in the order of their first mention.
    """
    found = named_places(record, marking, gazetteer)
    if not found:
        return record
    context = _Context(record, marking, gazetteer.words, found)
    register = _Register(record, marking, gazetteer)
    settled = [_settle(named, context, gazetteer) for named in found]
    settled = _one_sense(settled)
    shown = {s.named.key: s.named.cue for s in settled if s is not None and s.supported}
    capital: _Settled | None = None
    for named, meant in zip(found, settled, strict=True):
        if named.nominal and not named.sites:
            if capital is not None and context.only_capital():
                register.again(named, capital)
        elif meant is not None and (meant.supported or _shown(named, shown)):
            register.put(meant)
            capital = meant if meant.site is not None and meant.site.capital else capital
    return replace(record, entities=register.entities())


def _one_sense(settled: list[_Settled | None]) -> list[_Settled | None]:
    """Where a name is clear in one place of an article, it means the same wherever it is not."""
    senses: dict[str, dict[int, Choice]] = {}
    for each in settled:
        if each is not None and each.choice is not None and each.choice.sure:
            senses.setdefault(each.named.key, {})[id(each.choice.sites[0])] = each.choice
    return [_with_sense(each, senses) if each is not None else None for each in settled]


def _with_sense(settled: _Settled, senses: Mapping[str, Mapping[int, Choice]]) -> _Settled:
    known = senses.get(settled.named.key, {})
    if settled.choice is None or settled.choice.sure or len(known) != 1:
        return settled
    (choice,) = known.values()
    return replace(settled, choice=choice) if choice.sites[0] in settled.choice.sites else settled


def _shown(named: Named, shown: Mapping[str, str]) -> bool:
    """Whether the article itself shows elsewhere that the name is a place: «مدينة جنين», then «جنين»."""
    if named.need is Need.CUE:
        return named.key in shown
    return named.need is Need.STRONG and bool(named.cue) and shown.get(named.key) == "head"


class _Context:
    """The countries that an article speaks of, as a whole and sentence by sentence."""

    def __init__(self, record: Record, marking: Marking, words: PlaceWords, found: Iterable[Named]) -> None:
        self._marking = marking
        self._whole: defaultdict[str, float] = defaultdict(float)
        self._sentences: dict[int, defaultdict[str, float]] = {}
        self._capitals: set[str] = set()
        dateline = record.article.dateline
        for named in found:
            country = _only_country(named)
            if country and _plain(named):
                inside = dateline is not None and dateline.start <= named.start < dateline.end
                self._add(named.first, country, _DATELINE if inside else 1.0)
                if named.sites[0].capital:
                    self._capitals.add(named.sites[0].name)
        for i, word in enumerate(marking.words):
            if word.classes & w.NISBA and (country := words.nisba(word)):
                self._add(i, country, _NISBA)
        outlet = words.outlet_country(record.article.outlet, record.article.url)
        if outlet:
            self._whole[outlet] += _OUTLET

    def _add(self, i: int, country: str, weight: float) -> None:
        self._whole[country] += weight
        sentence = self._marking.layout.sentence_of(i)
        self._sentences.setdefault(sentence, defaultdict(float))[country] += weight

    def around(self, named: Named) -> Mapping[str, float]:
        """The weights of the countries as seen from a name."""
        seen = self._whole.copy()
        near = self._sentences.get(self._marking.layout.sentence_of(named.first))
        for country, weight in near.items() if near else ():
            seen[country] += _SENTENCE * weight
        if named.nisba:
            seen[named.nisba] += sum(seen.values())
        return seen

    def only_capital(self) -> bool:
        """Whether «العاصمة» can mean but one city."""
        return len(self._capitals) == 1


def _plain(named: Named) -> bool:
    """Whether a name can tell of its country: it is nothing but a place's, or something leads to it."""
    told = named.cue in ("strong", "head") or any(site.curated for site in named.sites)
    return named.cue == "head" or (named.need is Need.NOTHING and told)


def _only_country(named: Named) -> str:
    """The country of a name that only one country has, as far as it is known without context."""
    countries = {site.iso2 for site in named.sites if known_alone(site)}
    return next(iter(countries)) if len(countries) == 1 else ""


def _settle(named: Named, context: _Context, gazetteer: Gazetteer) -> _Settled | None:
    """What the name means; None where it is no place here."""
    if not named.sites:
        return _Settled(named, None)
    countries = context.around(named)
    headed = named.cue == "head"
    asked = [s for s in named.sites if headed and s.kind in named.features]
    likely = [s for s in named.sites if known_alone(s) or countries.get(s.iso2)]
    if not likely:
        return _Settled(named, Choice(tuple(asked), sure=False)) if asked else None
    spelling = _spelling(named, context)
    choice = gazetteer.resolve(likely, countries=countries, features=named.features, spelling=spelling)
    if headed and not choice.sites[0].curated and _no_town(named, gazetteer.words):
        return None
    if headed and named.features[0] == "suburb" and not choice.sites[0].curated:
        return _Settled(named, Choice(choice.sites, sure=False))  # «حي المنشية» is a quarter, not the town
    return _Settled(named, choice, supported=_supported(named, choice, countries))


def _no_town(named: Named, words: PlaceWords) -> bool:
    """«بحر البسيط»: a sea or river is not called after a town that only GeoNames knows."""
    kind = named.features[0]
    return words.classes[kind].type == "LOC" and kind not in ("suburb", "area", "island")


def _spelling(named: Named, context: _Context) -> str:
    return context._marking.text[named.start : named.end]  # noqa: SLF001


def _supported(named: Named, choice: Choice, countries: Mapping[str, float]) -> bool:
    """Whether enough leads to the name, given how common a word it is."""
    if named.cue == "head" or named.nominal:
        return True
    best = choice.sites[0]
    home = bool(countries.get(best.iso2)) or not best.iso2
    if named.need is Need.HEAD:
        return False
    if named.need is Need.NOTHING:
        told = named.cue == "strong" or bool(named.nisba)
        return best.curated or told or (home and best.population >= _TOWN)
    if named.need is Need.CUE:
        return named.cue == "strong" or (bool(named.cue or named.nisba) and home)
    if named.common and best.population < _CITY:  # «في العلم»
        return False
    return (
        home
        and known_alone(best)
        and (named.cue == "strong" or (bool(named.cue) and best.population >= _TOWN))
    )


class _Register:
    """The entities of the record, old and new, and the mentions that the places add."""

    def __init__(self, record: Record, marking: Marking, gazetteer: Gazetteer) -> None:
        self._marking = marking
        self._gazetteer = gazetteer
        self._words = gazetteer.words
        self._entities: dict[str, Entity] = {e.id: e for e in record.entities}
        self._by_key: dict[object, str] = {}
        self._added: dict[str, dict[tuple[int, int], Mention]] = {}
        self._owner = {(m.start, m.end): e.id for e in record.entities for m in e.mentions}
        for entity in record.entities:
            if entity.type in _PLACE_TYPES:
                key = ("country", entity.known) if entity.known else ("name", fold_word(entity.name))
                self._by_key.setdefault(key, entity.id)
        self._next = 1 + max((int(e.id[1:]) for e in record.entities if e.id[1:].isdigit()), default=0)

    def put(self, settled: _Settled) -> None:
        """Enter a place, and the one that a relation or a facility makes of it."""
        named, site = settled.named, settled.site
        owner = self._entities.get(self._owner.get((named.start, named.end), ""))
        derived = self._derived(settled)
        if owner is not None and owner.type not in _PLACE_TYPES:
            return  # «البيت الأبيض» speaks: it is a body here
        if derived is None or derived[0] == "relation":
            base = owner.id if owner is not None else self._base(settled)
            if site is not None and owner is not None:
                self._locate(owner, site)
            self._mention(base, named.start, named.end, "nominal" if named.nominal else "name")
        if derived is not None:
            _, start, entity = derived
            key = (entity.type, fold_word(entity.name))
            self._mention(self._entity(key, entity), start, named.end, "name")

    def again(self, named: Named, before: _Settled) -> None:
        """«العاصمة» after «العاصمة الليبية»."""
        key = self._key(before)
        if key in self._by_key:
            through = f"{before.named.start}-{before.named.end}"
            self._mention(self._by_key[key], named.start, named.end, "nominal", through)

    def _key(self, settled: _Settled) -> object:
        site = settled.site
        if site is None:
            return ("name", settled.named.key)
        if site.kind == "country":
            return ("country", self._words.iso3.get(site.iso2))
        return site.geonames or (site.name, site.iso2, site.kind)

    def _base(self, settled: _Settled) -> str:
        """The entity of the place itself."""
        named, site = settled.named, settled.site
        key = self._key(settled)
        known = self._by_key.get(key) or self._namesake(named.key, site)
        if known is not None:
            self._by_key.setdefault(key, known)
            if site is not None:
                self._locate(self._entities[known], site)
            return known
        text = self._marking.text[named.start : named.end]
        if site is None:
            return self._entity(key, Entity("", self._type(named), text, place=self._open(settled.choice)))
        return self._entity(key, self._of(site, text))

    def _namesake(self, key: str, site: Site | None) -> str | None:
        """The entity of that name that may be this place: it lies nowhere else."""
        known = self._by_key.get(("name", key))
        place = self._entities[known].place if known else None
        elsewhere = place is not None and place.lat is not None and site is not None
        return None if elsewhere else known

    def _of(self, site: Site, text: str) -> Entity:
        iso3 = self._words.iso3.get(site.iso2)
        name = site.name if site.curated else text
        return Entity(
            "", self._words.classes[site.kind].type, name, site.name_en or None,
            known=iso3 if site.kind == "country" else None,
            codes=ActorCodes(country=iso3), ids=EntityIds(geonames=site.geonames or None),
            place=Place(site.lat, site.lon, self._words.classes[site.kind].precision),
        )  # fmt: skip

    def _locate(self, entity: Entity, site: Site) -> None:
        """Give an entity of the record its place, unless it is a state and the name is its capital's."""
        if entity.place is not None and entity.place.lat is not None:
            return
        told = self._of(site, entity.name)
        if entity.known and entity.known != told.known:  # «قالت واشنطن»: the state, not the city
            state = self._gazetteer.country(site.iso2)
            if state is None or entity.known != self._words.iso3.get(site.iso2):
                return
            told = self._of(state, entity.name)
        self._entities[entity.id] = replace(
            entity,
            name_en=entity.name_en or told.name_en,
            codes=entity.codes if entity.codes.country else replace(entity.codes, country=told.codes.country),
            ids=entity.ids if entity.ids.geonames else replace(entity.ids, geonames=told.ids.geonames),
            place=told.place,
        )

    def _open(self, choice: Choice | None) -> Place:
        """A place whose name several bear, or none."""
        sites = choice.sites[:_CANDIDATES] if choice else ()
        return Place(candidates=tuple(self._candidate(site) for site in sites))

    def _candidate(self, site: Site) -> PlaceCandidate:
        return PlaceCandidate(
            site.geonames or None, site.name, self._words.iso3.get(site.iso2), site.lat, site.lon
        )

    def _type(self, named: Named) -> EntityType:
        return self._words.classes[named.features[0]].type if named.features else "GPE"

    def _derived(self, settled: _Settled) -> tuple[str, int, Entity] | None:
        """The place made of a named one by a relation or a head word: how, where it begins, what it is."""
        if settled.site is None:
            return None
        if settled.named.relation is not None and settled.named.since is not None:
            start, place = self._start(settled.named.since), self._related(settled.site, settled.named)
            return "relation", start, self._made(settled, start, "LOC", place)
        return self._headed(settled)

    def _related(self, site: Site, named: Named) -> Place:
        """Where «ضواحي طرابلس» or «شمال العراق» lies, and what of its precision is left."""
        assert named.relation is not None
        base = self._words.classes[site.kind].precision
        relation, precision = named.relation.relation, named.relation.precision or base
        if base > _POINT:
            relation = "near" if relation == "near" else "part_of"
            precision = _PART if base > _FIRST_ORDER else max(base, _FIRST_ORDER)
        return Place(site.lat, site.lon, precision, relation)

    def _headed(self, settled: _Settled) -> tuple[str, int, Entity] | None:
        """«ميناء غزة»، «محافظة عدن»: what the head word makes of a place of another class."""
        named, site = settled.named, settled.site
        if site is None or named.head is None or not named.features or site.kind in named.features:
            return None
        asked, base = self._words.classes[named.features[0]], self._words.classes[site.kind].precision
        start = self._start(named.head)
        place = Place(site.lat, site.lon, max(_POINT, base), "part_of" if base > _POINT else "near")
        if asked.kind in ("region", "district"):
            if base > asked.precision or (site.capital and "capital" in named.features):
                return None  # «إقليم الشرق الأوسط»
            place = Place(site.lat, site.lon, asked.precision)  # we know its seat only
        elif asked.kind == "suburb":
            place = Place(site.lat, site.lon, max(_POINT, base), "part_of")
        elif asked.type == "LOC" and asked.kind != "area":
            place = Place()  # «نهر النيجر» is not in the middle of the country
        elif asked.type != "FAC":
            return None
        return "head", start, self._made(settled, start, asked.type, place)

    def _made(self, settled: _Settled, start: int, kind: EntityType, place: Place) -> Entity:
        country = self._words.iso3.get(settled.site.iso2) if settled.site is not None else None
        name = self._marking.text[start : settled.named.end]
        return Entity("", kind, name, codes=ActorCodes(country), place=place)

    def _start(self, i: int) -> int:
        """Where a head word or relation begins, without its clitics."""
        word, token = self._marking.words[i], self._marking.tokens[i]
        glued = len(word.conj + word.prep)
        return token.start + (glued if token.text[:glued] == word.conj + word.prep else 0)

    def _entity(self, key: object, entity: Entity) -> str:
        known = self._by_key.get(key)
        if known is None:
            known = self._by_key[key] = f"e{self._next}"
            self._next += 1
            self._entities[known] = replace(entity, id=known)
        return known

    def _mention(self, entity_id: str, start: int, end: int, form: str, through: str | None = None) -> None:
        if self._owner.setdefault((start, end), entity_id) == entity_id:
            mention = Mention(start, end, "nominal" if form == "nominal" else "name", through)
            self._added.setdefault(entity_id, {})[start, end] = mention

    def entities(self) -> tuple[Entity, ...]:
        """All entities, with their mentions in the order of the text."""
        return tuple(self._with_mentions(entity) for entity in self._entities.values())

    def _with_mentions(self, entity: Entity) -> Entity:
        added = self._added.get(entity.id)
        if not added:
            return entity
        mentions = added | {(m.start, m.end): m for m in entity.mentions}
        return replace(entity, mentions=tuple(mentions[key] for key in sorted(mentions)))
