"""Who is who over articles: one key for the same source in every article, and why it is the same.

A known id wins. Without one, a name is joined to another when their folded words agree: two persons by a
full name or by first and last part, two bodies when the words of one lie in the other's. A spokesman or a
director counts as his body, or one source would look like two. A doubt is a new key.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from tawatur.compare.decisions import Decisions
from tawatur.compare.spellings import one_spelling
from tawatur.compare.types import Joined, Link
from tawatur.language import words as w
from tawatur.language.lexicon import load
from tawatur.language.marking import Marking
from tawatur.language.person_names import particles
from tawatur.language.phrases import Hit
from tawatur.language.views import fold_word
from tawatur.language.vocabulary import Actor, Outlet
from tawatur.model import Entity, EntityType, Record, Span, Statement

_NAMED_BODIES = frozenset({"ORG", "GROUP", "GPE", "OTHER", "LOC", "FAC"})
_BODIES = _NAMED_BODIES | {"ANON", "DOC"}
LONGEST = 60  # letters of a name: what is longer is a name with its explanation
SHARED = 3  # words of two long names under one head
_IN_THE_NAME_OF = "باسم"
_GENERAL = ("عام", "تنفيذي", "اقليمي")  # مدير عام الشركة
_FATHER, _FATHERS = "ابو", ("ابو", "ابا", "ابي")
_GOVERNING = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG"})  # PLOVER sectors that speak for a country


class Voice(Struct, frozen=True):
    """A role whose holder is counted as his body: under the body's name, or (``keeps_name``) his own.

    ``body`` is the head noun of that body, where it is not simply what stands behind the role.
    """

    form: str
    keeps_name: str = ""
    body: str = ""
    note: str = ""


class SourceName(Struct, frozen=True):
    """A source as one article has it, before names are joined over articles.

    ``offices`` are the folded words of the titles that the article gives a person, ``mouth`` is the person
    through whom a body speaks.
    """

    key: str
    name: str
    type: EntityType
    words: tuple[str, ...]
    offices: tuple[tuple[str, ...], ...] = ()
    mouth: SourceName | None = None


@cache
def _voices() -> dict[tuple[str, ...], Voice]:
    return {tuple(fold_word(row.form).split()): row for row in load("ar/body_voices.tsv", Voice)}


@cache
def _headed_bodies() -> frozenset[str]:
    """The head nouns of bodies that can be called by their field alone: وزارة الداخلية is الداخلية."""
    return frozenset(fold_word(voice.body) for voice in _voices().values() if voice.body)


def headed(found: SourceName) -> tuple[str, ...] | None:
    """The words of the body that a person or role heads: «وزير الطاقة الإماراتي» → وزارة طاقة إماراتي."""
    for office in (*found.offices, found.words):
        for length in (2, 1):
            voice = _voices().get(office[:length])
            if voice is not None and len(office) > length:
                return (*bare_words(voice.body), *office[length:])
    return None


class Hearsay(Struct, frozen=True):
    """Words for what is said and nobody is named to say (a row of ar/hearsay.tsv)."""

    form: str
    note: str = ""


@cache
def _hearsay() -> frozenset[tuple[str, ...]]:
    return frozenset(bare_words(row.form) for row in load("ar/hearsay.tsv", Hearsay))


@cache
def agencies() -> frozenset[str]:
    """The ids of all agencies."""
    return frozenset(row.id for row in load("outlets/outlets.tsv", Outlet) if row.kind == "agency")


def bare_words(name: str) -> tuple[str, ...]:
    """The folded words of a name without the article, those behind the first without ل too."""
    words = _in_one_word([fold_word(word).strip("«»\"“”'()،,.:-") for word in name.split()])
    found = [_bare(word, first=n == 0) for n, word in enumerate(words) if word]
    return tuple(found)


def _in_one_word(words: Sequence[str]) -> list[str]:
    """«عبد الرحمن» and «عبدالرحمن», «أبي بكر» and «أبوبكر» are one name each."""
    found: list[str] = []
    opened = ""
    for word in words:
        if not opened and (word in particles("servant") or word in particles("kunya")):
            opened = _FATHER if word in _FATHERS else word
        else:
            found.append(opened + word)
            opened = ""
    return [*found, opened] if opened else found


def spellings(bare: str) -> tuple[str, ...]:
    """A name of bare words as texts may have it: its particle apart («عبد الله»), its last word with ال."""
    apart = []
    for word in bare.split():
        led = next((one for one in (*sorted(particles("servant")), _FATHER) if word.startswith(one)), "")
        apart.append(f"{led} {word.removeprefix(led)}" if led and len(word) > len(led) + 2 else word)
    found = dict.fromkeys((bare, " ".join(apart)))
    definite = [" ".join((*one.split()[:-1], f"ال{one.split()[-1]}")) for one in found if " " in one]
    return tuple(dict.fromkeys((*found, *definite)))


def _bare(word: str, *, first: bool) -> str:
    if not first and word.startswith("ل") and len(word) > 4:
        word = "ا" + word[1:] if word.startswith("لل") else word[1:]
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


class Actors:
    """The keys of all sources of a comparison; ``joined`` tells which names were found to be one."""

    def __init__(self, decisions: Decisions | None = None) -> None:
        """``decisions`` tell which keys a person holds to be two, and which to be one."""
        decisions = decisions or Decisions()
        self._apart = {one.pair for one in decisions.apart}
        self._together = decisions.together
        self._found: dict[str, SourceName] = {}
        self._into: dict[str, str] = {}
        self._counted: dict[str, str] = {}
        self._fullest: dict[str, str] = {}
        self._mouths: dict[str, tuple[SourceName, str]] = {}
        self.joined: list[Joined] = []

    def add(self, found: SourceName) -> str:
        """The key of a source; a name that is another's is joined to it."""
        if found.mouth is not None:
            self._mouths.setdefault(found.mouth.key, (found.mouth, found.key))
        if _known(found):
            self._fullest[found.key] = max(self._fullest.get(found.key, ""), found.name, key=len)
        known = self._found.get(found.key)
        if known is not None and set(found.offices) <= set(known.offices):
            return self.key(found.key)
        if known is not None:
            found = replace(known, offices=tuple(dict.fromkeys((*known.offices, *found.offices))))
        self._found[found.key] = found
        for other in self._found.values():
            why = _same(found, other)
            if why and self._may_join(found.key, other.key) and self._agree(found.key, other.key):
                self._join(found, other, why)
        return self.key(found.key)

    def _agree(self, a: str, b: str) -> bool:
        """Whether all names of two keys can be one's: «وزارة الدفاع» does not make two ministries one."""
        one, other = (
            [found for found in self._found.values() if self.key(found.key) == self.key(key)]
            for key in (a, b)
        )
        return all(_same(x, y) for x in one for y in other)

    def _may_join(self, a: str, b: str) -> bool:
        """Whether two keys are still two, and no decision keeps a key of one from a key of the other."""
        into = (self.key(a), self.key(b))
        if into[0] == into[1]:
            return False
        return all({self.key(key) for key in pair} != set(into) for pair in self._apart)

    def _join(self, a: SourceName, b: SourceName, why: str) -> None:
        weak, strong = sorted((a, b), key=lambda one: (_known(one), one.type == "PER", len(one.words)))
        self._into[self.key(weak.key)] = self.key(strong.key)
        self.joined.append(Joined(weak.key, self.key(strong.key), why))

    def settle(self) -> None:
        """Join what only shows when all articles are read: «الوزارة» alone, a minister and his ministry.

        Before that, what a person holds to be one.
        """
        for one in self._together:
            a, b = self._found.get(one.a), self._found.get(one.b)
            if a and b and self._may_join(a.key, b.key):
                self._join(a, b, f"decided: {one.why}" if one.why else "decided")
        for found in list(self._found.values()):
            if self.key(found.key) != found.key:
                continue
            if len(found.words) == 1 and not _known(found) and found.type in _BODIES:
                self._settle_head(found)
            if words := headed(found):
                self._count_with_body(found, words)
            if found.type == "PER":
                self._count_as_mouth(found)

    def _settle_head(self, found: SourceName) -> None:
        """«الوزارة» alone is the only ministry that is named, «الداخلية» the only ministry of that field."""
        bodies = [one for one in self._found.values() if len(one.words) > 1 and one.type in _BODIES]
        longer = {self.key(one.key) for one in bodies if one.words[:1] == found.words}
        if not longer and found.type == "ORG":
            fields = (one for one in bodies if one.words[1:] == found.words)
            longer = {self.key(one.key) for one in fields if one.words[0] in _headed_bodies()}
        if len(longer) == 1 and self._may_join(found.key, into := next(iter(longer))):
            self._into[found.key] = into
            self.joined.append(Joined(found.key, into, f"no other «{found.name}» is named"))

    def _count_with_body(self, found: SourceName, words: tuple[str, ...]) -> None:
        for body in self._found.values():
            if self._may_join(found.key, body.key) and _same_body(words, body.words):
                self._counted[self.key(found.key)] = self.key(body.key)

    def _count_as_mouth(self, found: SourceName) -> None:
        """Who speaks for a body in one article does so in one that leaves out his office."""
        bodies = {
            self.key(body)
            for mouth, body in self._mouths.values()
            if mouth.key == found.key or _same(found, mouth)
        }
        if len(bodies) == 1:
            self._counted.setdefault(self.key(found.key), next(iter(bodies)))

    def counted(self, key: str) -> str:
        """The key under which a source is counted: a minister's word is his ministry's."""
        key = self.key(key)
        return self.key(self._counted.get(key, key))

    def key(self, key: str) -> str:
        """The key that a key was joined into, or itself."""
        while key in self._into:
            key = self._into[key]
        return key

    def name(self, key: str) -> str:
        """The name to show for a key: a known actor's fullest, else the first that an article gives."""
        key = self.key(key)
        found = self._found.get(key)
        return self._fullest.get(key) or (found.name if found else key)


def _same_body(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two names of bodies can be one: one head, and one within the other or three words shared."""
    shared = set(a) & set(b)
    return a[:1] == b[:1] and len(shared) > 1 and (shared in (set(a), set(b)) or len(shared) > SHARED)


def _known(one: SourceName) -> bool:
    return ":" not in one.key


def _same(a: SourceName, b: SourceName) -> str | None:
    """Why two sources are one, or None. What has a known id is never joined to another that has one."""
    if a.key == b.key or (_known(a) and _known(b)) or not (a.words and b.words):
        return None
    short, long = sorted((a, b), key=lambda one: len(one.words))
    persons = a.type == b.type == "PER"
    if (persons or {a.type, b.type} <= _NAMED_BODIES) and one_spelling(a.words, b.words, person=persons):
        return f"«{short.name}» and «{long.name}» are one name in two spellings"
    for person, role in ((a, b), (b, a)):
        if len(role.words) > 1 and any(set(role.words) <= set(office) for office in person.offices):
            return f"«{role.name}» is the office of «{person.name}»"
    if "PER" in (a.type, b.type) and {a.type, b.type} <= {"PER", "OTHER", "ORG"}:
        return _same_person(short, long)
    within = set(short.words) <= set(long.words)
    if a.type == b.type == "ANON":
        return f"«{short.name}» can be «{long.name}»" if within and len(short.words) > 1 else None
    if {a.type, b.type} <= _NAMED_BODIES and (
        (len(short.words) > 1 and within) or _same_body(short.words, long.words)
    ):
        return f"«{short.name}» and «{long.name}» share their words"
    return None


def _same_person(short: SourceName, long: SourceName) -> str | None:
    a, b = short.words, long.words
    if (short.type != "PER" and len(a) > 1) or long.type != "PER":
        return None
    if _stands_in(a, b):
        return f"«{short.name}» stands in «{long.name}»"
    if len(a) > 1 and a[0] == b[0] and a[-1] == b[-1]:
        return f"«{short.name}» and «{long.name}» share first and last name"
    if len(a) > 1 and a[0] == b[0] and _in_order(a, b):
        return f"«{short.name}» is «{long.name}» with fewer names"
    return None


def _in_order(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether all words of a name stand in a longer one in this order: its holder's, father's, family's."""
    words = iter(b)
    return all(word in words for word in a)


def _stands_in(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether a name stands in a longer one: at its end, or two words of it («ناصر بن سلطان» behind titles).

    Behind «بن» it is the father's: «عبدالله بن مساعد» is not «مشعل بن عبدالله بن مساعد».
    """
    starts = [i for i in range(len(b) - len(a) + 1) if b[i : i + len(a)] == a]
    whole = [i for i in starts if i == 0 or b[i - 1] not in particles("patronymic")]
    return any(i == len(b) - len(a) or len(a) > 1 for i in whole)


def source_actor(record: Record, marking: Marking, statement: Statement) -> SourceName | None:
    """The source of a statement as this article has it; None for an agentless one and for rumours."""
    source = statement.source
    if source.kind == "agentless":
        return None
    entity = record.entity(source.issuer or source.entity)
    body = _body(record, marking, entity, source.span)
    if body is not None:
        named = entity is not None and entity.type == "PER" and any(m.form == "name" for m in entity.mentions)
        return replace(body, mouth=of_entity(record, entity)) if named and entity else body
    if source.span is not None and bare_words(source.span.text) in _hearsay():
        return None
    if entity is not None:
        return of_entity(record, entity)
    if source.span is not None:
        words = bare_words(source.span.text)
        return SourceName("words:" + " ".join(words), source.span.text, "OTHER", words)
    return None


def of_entity(record: Record, entity: Entity) -> SourceName:
    """The key of an entity: its known id, else its type and folded words; its name as the text has it."""
    words = bare_words(entity.name)
    key = entity.known or f"{entity.type.lower()}:{' '.join(words)}"
    offices = tuple(dict.fromkeys(bare_words(role.title) for role in entity.roles))
    return SourceName(key, _written(record, entity), entity.type, words, offices)


def _written(record: Record, entity: Entity) -> str:
    """The fullest name that the article itself gives: it has «الجيش التركي» for القوات المسلحة التركية."""
    text = record.article.text
    if not entity.known or entity.name in text:
        return entity.name
    forms = [text[m.start : m.end] for m in entity.mentions if m.form == "name"]
    return max(forms, key=lambda form: (len(form) <= LONGEST, len(form)), default=entity.name)


def _body(record: Record, marking: Marking, entity: Entity | None, span: Span | None) -> SourceName | None:
    """The body that a spokesman or director speaks for, where the article says which."""
    titles = [role.span for role in entity.roles] if entity else []
    for title in (*titles, span):
        if title is None:
            continue
        inside = [i for i, t in enumerate(marking.tokens) if title.start <= t.start < title.end]
        for i in inside:
            word = marking.words[i]
            voice = _voices().get((word.stem,))
            if word.classes & w.SPOKES or (voice and not voice.keeps_name):
                return _named_body(record, marking, [j for j in inside if j > i])
    return None


def ambiguous(marking: Marking, hit: Hit) -> bool:
    """Whether others bear the words that were found: «الإعلام الحربي». One word may be enough: «الأناضول»."""
    names = getattr(hit.row, "ambiguous", ())
    return hit.last - hit.first > 1 and bare_words(marking.text[hit.start : hit.end]) in map(
        bare_words, names
    )


def _named_body(record: Record, marking: Marking, where: Sequence[int]) -> SourceName | None:
    """The body in the words behind «المتحدث باسم», «مدير»: a known name, or an entity of the article."""
    for i in where:
        for lexicon in ("actor", "outlet"):
            for hit in marking.hits(i, lexicon):
                row = hit.row
                if not isinstance(row, (Actor, Outlet)) or ambiguous(marking, hit):
                    continue
                if getattr(row, "type", "ORG") != "PER":
                    return SourceName(row.id, row.name, "ORG", bare_words(row.name))
    spoken_for = _spoken_for(marking, where) or _directed(marking, where)
    words = _words_at(marking, spoken_for or where)
    if not words:
        return None
    bodies = [(e, bare_words(e.name)) for e in record.entities if e.type in ("ORG", "GROUP")]
    same = [e for e, known in bodies if known == words] or [
        e for e, known in bodies if known[:1] == words[:1]
    ]
    if same:
        return of_entity(record, same[0])
    return _in_its_words(marking, spoken_for) if spoken_for else None


def _spoken_for(marking: Marking, where: Sequence[int]) -> Sequence[int]:
    """What stands behind «باسم» or «لـ» in a spokesman's title, before his rank; empty without those."""
    for n, i in enumerate(where):
        leads = marking.tokens[i].folded == _IN_THE_NAME_OF
        if leads or marking.words[i].prep == "ل":
            return _before_rank(marking, where[n + leads :])
    return ()


def _directed(marking: Marking, where: Sequence[int]) -> Sequence[int]:
    """What leans on «مدير»: «مدير عام الرقابة الشاملة المهندس فلان» speaks for الرقابة الشاملة."""
    if not where or marking.words[where[0] - 1].definite:
        return ()  # المدير الفني
    general = marking.words[where[0]].stem in _GENERAL
    behind = where[general:]
    body = behind and (marking.words[behind[0]].definite or marking.words[behind[0]].classes & w.BODY)
    return _before_rank(marking, behind) if body and not marking.words[behind[0]].conj else ()


def _before_rank(marking: Marking, where: Sequence[int]) -> Sequence[int]:
    """These tokens up to the rank of whom they are said of."""
    ranks = (k for k, j in enumerate(where) if k and marking.words[j].classes & w.HONORIFIC)
    return where[: next(ranks, len(where))]


def _words_at(marking: Marking, where: Sequence[int]) -> tuple[str, ...]:
    """The bare words of these tokens, the first without its ل as well."""
    words = [fold_word(marking.tokens[i].text) for i in where if marking.tokens[i].kind == "word"]
    return tuple(_bare(word, first=False) for word in words if word != _IN_THE_NAME_OF)


def _in_its_words(marking: Marking, where: Sequence[int]) -> SourceName:
    """A body that nobody knows, under the words that the title has for it: «لشرطة عسير» is شرطة عسير."""
    text = marking.without_clitics(where[0], where[-1] + 1)
    words = bare_words(text)
    return SourceName(f"org:{' '.join(words)}", text, "ORG", words)


def link(found: SourceName, key: str, span: Span | None, side: str | None, *, credit: bool = False) -> Link:
    """The link of a chain that a source makes."""
    return Link(key, found.name, found.type, key, span, side, credit)


def side_of(marking: Marking, entity: Entity | None, span: Span | None) -> str | None:
    """The side of a source: its country for a governing body, else the known actor; None if unknown.

    An office without an id of its own stands on the side of the known body that its words name.
    """
    if entity is not None and entity.known is not None:
        governs = entity.codes.country and entity.codes.sector in _GOVERNING
        return entity.codes.country if governs else entity.known
    for i, token in enumerate(marking.tokens):
        if span is not None and span.start <= token.start < span.end:
            for hit in marking.hits(i, "actor"):
                row = hit.row
                if isinstance(row, Actor) and row.type != "PER" and not ambiguous(marking, hit):
                    return row.country if row.country and row.sector in _GOVERNING else row.id
    return None
