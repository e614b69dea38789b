"""One entity in the making, and what it becomes in the record."""

from __future__ import annotations

from dataclasses import dataclass, field

from tawatur.language import words as w
from tawatur.language.marking import Marking
from tawatur.language.nominals import Phrase
from tawatur.language.vocabulary import Actor, Country, Outlet
from tawatur.model import ActorCodes, Entity, EntityIds, EntityType, Mention, MentionForm, Role, Span
from tawatur.understand.written_names import PersonName

_MARKS = ("«»", "“”", '"', "‘’", "'")


@dataclass(slots=True, eq=False)
class Cluster:
    """One entity in the making: its names, offices and phrases so far."""

    type: EntityType
    order: int
    head: str = ""
    names: list[PersonName] = field(default_factory=list)
    heads: set[str] = field(default_factory=set)
    words: list[frozenset[str]] = field(default_factory=list)
    key: object = None  # the country, actor or outlet that it is known as
    phrases: list[tuple[Phrase, MentionForm]] = field(default_factory=list)
    places: list[int] = field(default_factory=list)  # first tokens of its phrases, in order
    issued: set[str] = field(
        default_factory=set
    )  # channels of documents it spoke through: «البيان» may be its own
    joint: bool = False  # two who speak as one
    plural: bool = False
    spoke: bool = False
    named: bool = False  # by its own name, so that it stands in the record whether it speaks or not
    within: Cluster | None = None  # the entity that this one turned out to be

    @property
    def root(self) -> Cluster:
        """The entity that stands for this one in the record."""
        return self if self.within is None else self.within.root


def entity_of(marking: Marking, cluster: Cluster, entity_id: str) -> Entity:
    """The entity with its name, the offices around its name, and its mentions in order."""
    key = cluster.key
    known = key.id if isinstance(key, (Actor, Outlet)) else key.iso3 if isinstance(key, Country) else None
    return Entity(
        entity_id,
        cluster.type,
        _name(marking, cluster),
        getattr(key, "name_en", "") or None,
        known,
        codes=_codes(key),
        ids=EntityIds(wikidata=getattr(key, "wikidata", "") or None),
        roles=_roles(marking, cluster),
        mentions=_mentions(marking, cluster),
    )


def _codes(key: object) -> ActorCodes:
    """The codes that the resources give."""
    if isinstance(key, Country):
        return ActorCodes(country=key.iso3)
    if isinstance(key, Actor):
        return ActorCodes(key.country or None, key.sector or None, key.cameo or None)
    return ActorCodes(country=getattr(key, "country", "") or None)


def _mentions(marking: Marking, cluster: Cluster) -> tuple[Mention, ...]:
    """Every mention once; an office with the name in it is a mention by role, the name one by name."""
    found: dict[tuple[int, int], Mention] = {}
    for phrase, form in cluster.phrases:
        own = phrase.name if cluster.type == "PER" and not _only_title(marking, phrase) else None
        if own is not None:
            span = _span(marking, *own)
            found[span.start, span.end] = Mention(span.start, span.end, "name")
        if own is None or (phrase.first, phrase.last) != own:
            span = _span(marking, phrase.first, phrase.last)
            told: MentionForm = "role" if cluster.type == "PER" and form == "name" else form
            found.setdefault((span.start, span.end), Mention(span.start, span.end, told))
    return tuple(found[k] for k in sorted(found))


def _only_title(marking: Marking, phrase: Phrase) -> bool:
    """Whether what was taken for a name is a title (الشيخ, which is a surname as well)."""
    if phrase.name is None:
        return False
    words = marking.words[slice(*phrase.name)]
    return all(word.definite and word.classes & (w.ROLE | w.HONORIFIC) for word in words)


def _roles(marking: Marking, cluster: Cluster) -> tuple[Role, ...]:
    """The offices that stand before or behind the name, each title once."""
    if cluster.type != "PER":
        return ()
    roles: dict[str, Role] = {}
    for phrase, _ in cluster.phrases:
        if phrase.name is None or _only_title(marking, phrase):
            continue
        for first, last in ((phrase.head, phrase.name[0]), (phrase.name[1], phrase.last)):
            role = _role(marking, *_without_signs(marking, first, last), behind=first >= phrase.name[1])
            if role is not None:
                roles.setdefault(role.title, role)
    return tuple(roles.values())


def _without_signs(marking: Marking, first: int, last: int) -> tuple[int, int]:
    while first < last and marking.tokens[first].kind == "punct":
        first += 1
    while last > first and marking.tokens[last - 1].kind == "punct":
        last -= 1
    return first, last


def _role(marking: Marking, first: int, last: int, *, behind: bool) -> Role | None:
    """The office of these tokens; one word behind a name is an office cut short («محلب رئيس …»)."""
    if first >= last or not marking.words[first].classes & (w.ROLE | w.SPOKES | w.HONORIFIC):
        return None
    if behind and last - first == 1 and not marking.words[first].definite:
        return None
    span = _span(marking, first, last)
    return Role(span.text, _body(marking, first, last), span)


def _body(marking: Marking, first: int, last: int) -> str | None:
    """The known body that an office belongs to: «الأمين العام للأمم المتحدة»."""
    hits = [
        hit
        for i in range(first, last)
        for hit in marking.hits_at.get(i, ())
        if hit.last <= last and isinstance(hit.row, Actor) and hit.row.type in ("ORG", "GROUP")
    ]
    rows = {hit.row.name for hit in hits if isinstance(hit.row, Actor)}
    return next(iter(rows)) if len(rows) == 1 else None


def _span(marking: Marking, first: int, last: int) -> Span:
    """The characters of the tokens without what is glued before the first and stray marks at the ends."""
    span = marking.span(first, last)
    word, token = marking.words[first], marking.tokens[first]
    glued = len(word.conj + word.prep)
    start = span.start
    if glued and token.text[:glued] == word.conj + word.prep:
        start += glued
    return span if start == span.start else Span(start, span.end, marking.text[start : span.end])


def _name(marking: Marking, cluster: Cluster) -> str:
    """The name of the resources; a person's longest name; else the longest phrase that names it.

    What is named by none has its first phrase for a name.
    """
    if isinstance(cluster.key, (Actor, Outlet)) or (
        isinstance(cluster.key, Country) and cluster.type == "GPE"
    ):
        return cluster.key.name
    if cluster.type == "PER":
        names = [_span(marking, *p.name).text for p, _ in cluster.phrases if p.name is not None]
        if names:
            return _without_marks(max(names, key=len))
    # «بيان للنقابة» does not name the union
    phrases = [pair for pair in cluster.phrases if not pair[0].classes & w.DOC] or cluster.phrases
    forms = [form for form in ("name", "nominal", "role") if any(f == form for _, f in phrases)]
    named = [p for p, form in phrases if not forms or form == forms[0]]
    chosen = max(named, key=lambda p: (p.last - p.first, -p.first))
    if cluster.type in ("ANON", "DOC"):
        chosen = cluster.phrases[0][0]
    return _without_marks(marking.without_clitics(chosen.first, chosen.last))


def _without_marks(text: str) -> str:
    """The name without marks around it, or a closing one whose opening stands before it."""
    text = text.strip("ـ")
    for marks in _MARKS:
        inner = text.strip(marks)
        if not any(mark in inner for mark in marks):
            text = inner
    return text.strip()
