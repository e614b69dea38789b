"""Where, when, with what and with what harm an event happened, as far as its clause tells."""

from __future__ import annotations

from tawatur.codify.drafts import Draft, Role
from tawatur.codify.lexicon import WeaponRow
from tawatur.codify.scene import Scene
from tawatur.model import DateRange, Harm, Record, Statement, TimeExpression, Weapon

_PLACE_TYPES = ("GPE", "LOC", "FAC")
_LOCATIVE = frozenset("في ب قرب داخل وسط شمال جنوب شرق غرب فوق محيط امام خارج قباله حول عند".split())
_BEFORE_BUILDINGS = frozenset("امام خارج قباله حول عند قرب داخل".split())


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
            kinds = scene.kinds(chunk.phrase)
            built = chunk.prep in _BEFORE_BUILDINGS and kinds & {"thing", "party"}
            if built or "place" in kinds or scene.types.get(head) in _PLACE_TYPES:
                return Role(chunk.phrase.first, chunk.phrase.last, head, frozenset(["place"]), chunk.phrase)
    if draft.sense.type in ("ASSAULT", "COERCE"):
        for role in draft.targets:
            if "place" in role.kinds and "state" not in role.kinds:
                return role
    return None


def date_of(record: Record, scene: Scene, draft: Draft, around: Statement | None) -> DateRange | None:
    """The day that the clause tells, else the only one that its sentence tells.

    What is said of the speaking is not said of the deed: a time outside the content that holds the
    event is the statement's, and one inside its own content is not that of an act of speech.
    """
    own = record.statement(draft.act)
    first, last = scene.marking.sentences[draft.sentence]
    begin, end = draft.clause
    within: list[tuple[int, int, TimeExpression]] = []
    for time in record.times:
        if time.since is None or time.type not in ("DATE", "TIME"):
            continue
        at = scene.tokens(time.span.start, time.span.end)[0]
        if not first <= at < last or (own is not None and _inside(time, own)):
            continue
        outside = around is not None and not _inside(time, around)
        within.append((2 if outside else 0 if begin <= at < end else 1, abs(at - draft.first), time))
    if not within:
        return None
    near = min(within, key=lambda item: item[:2])
    return DateRange(near[2].since, near[2].until) if near[0] == 0 or len(within) == 1 else None


def _inside(time: TimeExpression, statement: Statement) -> bool:
    return any(span.start <= time.span.start < span.end for span in statement.content)


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
