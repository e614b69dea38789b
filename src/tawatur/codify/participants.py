"""Participants as entities: the one whose mention stands in the words, or a new one that they name."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from tawatur.codify.drafts import Role
from tawatur.codify.scene import Scene
from tawatur.language.views import fold_word
from tawatur.model import Entity, EntityType, Mention, Participant, Record, Span


class People:
    """The entities of a record, grown by those that only take part in events."""

    def __init__(self, record: Record, scene: Scene) -> None:
        """Index the mentions of the record's entities by token."""
        self._scene = scene
        self._entities: dict[str, Entity] = {e.id: e for e in record.entities}
        self._at: dict[int, list[tuple[int, int, str]]] = {}
        self._names: dict[str, str] = {}
        text = record.article.text
        for entity in record.entities:
            self._names.setdefault(fold_word(entity.name), entity.id)
            for mention in entity.mentions:
                if mention.form != "pronoun":
                    self._names.setdefault(fold_word(text[mention.start : mention.end]), entity.id)
                first, last = scene.tokens(mention.start, mention.end)
                for i in range(first, last):
                    self._at.setdefault(i, []).append((first, last, entity.id))

    def entities(self) -> tuple[Entity, ...]:
        """All entities, the record's own first."""
        return tuple(self._entities.values())

    def participants(self, roles: Iterable[Role]) -> tuple[Participant, ...]:
        """The participants of one side, each entity once."""
        found: dict[tuple[int, int], Participant] = {}
        for role in roles:
            span = self._scene.span(role.first, role.last)
            found.setdefault((span.start, span.end), Participant(self.entity_at(role, span), span))
        return tuple(found.values())

    def place(self, role: Role | None) -> Participant | None:
        """The place that these words name."""
        if role is None:
            return None
        span = self._scene.span(role.first, role.last)
        return Participant(self._known(role), span)

    def _known(self, role: Role) -> str | None:
        """The entity whose mention covers the head of the words, the longest inside them first."""
        best: tuple[int, str] | None = None
        for i in range(role.first, role.last):
            for first, last, entity in self._at.get(i, ()):
                inside = min(last, role.last) - max(first, role.first)
                covers = first <= role.head < last or (first >= role.first and last == role.last)
                if covers and 2 * inside >= last - first and (best is None or inside > best[0]):
                    best = (inside, entity)
        if best is None and role.phrase is not None and role.phrase.name is not None:
            for first, last, entity in self._at.get(role.phrase.name[0], ()):
                if first >= role.first and last <= role.last:
                    return entity
        return best[1] if best else None

    def entity_at(self, role: Role, span: Span) -> str:
        """The entity of a participant: a known one, one named before by the same words, or a new one."""
        known = self._known(role)
        if known is not None:
            return known
        name = fold_word(span.text)
        if name in self._names:
            entity = self._entities[self._names[name]]
            mention = Mention(span.start, span.end, "nominal")
            if mention not in entity.mentions:
                self._entities[entity.id] = replace(entity, mentions=(*entity.mentions, mention))
            return entity.id
        fresh = f"e{len(self._entities) + 1}"
        while fresh in self._entities:
            fresh += "a"
        self._names[name] = fresh
        self._entities[fresh] = Entity(
            fresh, _type(role.kinds), span.text, mentions=(Mention(span.start, span.end, "nominal"),)
        )
        for i in range(role.first, role.last):
            self._at.setdefault(i, []).append((role.first, role.last, fresh))
        return fresh


def _type(kinds: frozenset[str]) -> EntityType:
    """The type of an entity that only its words tell of."""
    if kinds & {"force", "person"}:
        return "GROUP"
    if "place" in kinds:
        return "LOC"
    if "thing" in kinds:
        return "FAC"
    if "weapon" in kinds:
        return "WEAPON"
    return "ORG" if "party" in kinds else "OTHER"
