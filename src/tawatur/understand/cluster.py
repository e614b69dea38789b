"""One entity in the making, and what it becomes in the record."""

from __future__ import annotations

from dataclasses import dataclass, field

from tawatur.language.marking import Marking
from tawatur.language.nominals import Phrase
from tawatur.language.vocabulary import Actor, Country, Outlet
from tawatur.model import Entity, EntityType, Mention, MentionForm, Role
from tawatur.understand.written_names import PersonName


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


def entity_of(marking: Marking, cluster: Cluster, entity_id: str) -> Entity:
    """The entity with its name, the offices that stand before its name, and its mentions in order."""
    mentions: dict[tuple[int, int], Mention] = {}
    roles: dict[str, Role] = {}
    for phrase, form in cluster.phrases:
        span = marking.span(phrase.first, phrase.last)
        mentions[span.start, span.end] = Mention(span.start, span.end, form)
        if phrase.name is not None and cluster.type == "PER":
            own = marking.span(*phrase.name)
            mentions[own.start, own.end] = Mention(own.start, own.end, "name")
            if phrase.name[0] > phrase.head:
                office = marking.layout.span(phrase.head, phrase.name[0])
                title = office.text.rstrip(" ،")
                roles.setdefault(title, Role(title, span=office))
    key = cluster.key
    known = key.id if isinstance(key, (Actor, Outlet)) else key.iso3 if isinstance(key, Country) else None
    return Entity(
        entity_id,
        cluster.type,
        _name(marking, cluster),
        getattr(key, "name_en", "") or None,
        known,
        roles=tuple(roles.values()),
        mentions=tuple(mentions[k] for k in sorted(mentions)),
    )


def _name(marking: Marking, cluster: Cluster) -> str:
    """A person's longest name; else the longest phrase that names it, for a nameless one the first."""
    if isinstance(cluster.key, Country) and cluster.type == "GPE":
        return cluster.key.name
    if cluster.type == "PER":
        names = [marking.span(*p.name).text for p, _ in cluster.phrases if p.name is not None]
        if names:
            return _without_marks(max(names, key=len))
    named = [p for p, form in cluster.phrases if form == "name"] or [p for p, _ in cluster.phrases]
    chosen = max(named, key=lambda p: (p.last - p.first, -p.first))
    if cluster.type in ("ANON", "DOC"):
        chosen = cluster.phrases[0][0]
    return _without_marks(
        _without_clitic(marking, chosen.first, marking.span(chosen.first, chosen.last).text)
    )


def _without_marks(text: str) -> str:
    """The name without marks around it, or a closing one whose opening stands before it."""
    if text.startswith("«") and text.find("»") == len(text) - 1:
        return text[1:-1]
    return text.rstrip("»").rstrip() if text.count("»") > text.count("«") else text


def _without_clitic(marking: Marking, first: int, text: str) -> str:
    """The name without و، ف and the preposition glued to its first word (للوكالة is الوكالة)."""
    word = marking.words[first]
    text = text[len(word.conj) :]
    if word.prep == "ل" and word.definite and text.startswith("لل"):
        return "ا" + text[1:]
    return text[1:] if word.prep and text.startswith(word.prep) and len(text) > 1 else text
