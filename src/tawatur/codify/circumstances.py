"""Where, when, with what and with what harm an event happened, as far as its clause tells."""

from __future__ import annotations

from tawatur.codify.drafts import Draft, Role
from tawatur.codify.lexicon import WeaponRow
from tawatur.codify.scene import Scene
from tawatur.model import DateRange, Harm, Record, TimeExpression, Weapon

_PLACE_TYPES = ("GPE", "LOC", "FAC")
_LOCATIVE = frozenset(["في", "ب", "قرب", "داخل", "وسط", "شمال", "جنوب", "شرق", "غرب", "فوق", "محيط", "بمحيط"])


def place_role(scene: Scene, draft: Draft) -> Role | None:
    """The most precise place of the clause: behind a locative preposition, or what was acted upon."""
    begin, end = draft.clause
    for chunks in (scene.chunks(draft.last, end), scene.chunks(begin, draft.first)):
        for chunk in chunks:
            if chunk.kind in ("comp", "rel"):
                break
            if chunk.kind != "pp" or chunk.prep not in _LOCATIVE or chunk.phrase is None:
                continue
            head = chunk.phrase.head
            if "place" in scene.kinds(chunk.phrase) or scene.types.get(head) in _PLACE_TYPES:
                kinds = frozenset(["place"])
                return Role(chunk.phrase.first, chunk.phrase.last, head, kinds, chunk.phrase)
    if draft.sense.type in ("ASSAULT", "COERCE"):
        for role in draft.targets:
            if "place" in role.kinds and "state" not in role.kinds:
                return role
    return None


def date_of(record: Record, scene: Scene, draft: Draft) -> DateRange | None:
    """The day that the clause tells, else the one that its sentence tells."""
    first, last = scene.marking.sentences[draft.sentence]
    begin, end = draft.clause
    within: list[tuple[int, int, TimeExpression]] = []
    for time in record.times:
        if time.since is None or time.type not in ("DATE", "TIME"):
            continue
        at = scene.tokens(time.span.start, time.span.end)[0]
        if first <= at < last:
            within.append((0 if begin <= at < end else 1, abs(at - draft.first), time))
    if not within:
        return None
    near = min(within, key=lambda item: item[:2])
    return DateRange(near[2].since, near[2].until) if near[0] == 0 or len(within) == 1 else None


def weapons_of(scene: Scene, draft: Draft) -> tuple[Weapon, ...]:
    """The weapons that the clause names."""
    if draft.sense.type not in ("ASSAULT", "MOBILIZE", "COERCE"):
        return ()
    found = []
    for i in range(*draft.clause):
        for hit in scene.marking.hits(i, "weapon"):
            assert isinstance(hit.row, WeaponRow)
            found.append(Weapon(hit.row.weapon, scene.marking.span(hit.first, hit.last)))
    return tuple(found)


def harm_of(record: Record, scene: Scene, draft: Draft) -> tuple[Harm, ...]:
    """What the counts of the clause say was done to whom."""
    begin, end = draft.clause
    tokens = scene.marking.tokens
    start, stop = tokens[begin].start, tokens[end - 1].end
    found = []
    for quantity in record.quantities:
        row = scene.knowledge.harm.get(quantity.role or "")
        if row is not None and draft.sense.type in row.types and start <= quantity.span.start < stop:
            found.append(Harm(row.role, quantity.id))
    return tuple(found)
