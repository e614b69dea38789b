"""The stage: from a record to its events, each with participants, circumstances, status and claimant.

1. triggers in the sense whose frame holds, with those who act and are acted upon (triggers, arguments)
2. statements that are events themselves (acts)
3. place, date, weapons, harm (circumstances), status (status)
4. participants as entities (participants), events of one happening (linking)
"""

from __future__ import annotations

from itertools import pairwise

from msgspec.structs import replace

from tawatur.codify.acts import act_drafts, cue_tokens
from tawatur.codify.background import is_background, is_told, lacks_anchor
from tawatur.codify.circumstances import date_of, day_of_news, harm_of, mode_of, weapons_of
from tawatur.codify.codes import coded
from tawatur.codify.drafts import Draft
from tawatur.codify.lexicon import Knowledge
from tawatur.codify.linking import link
from tawatur.codify.participants import People
from tawatur.codify.roles import owner
from tawatur.codify.scene import Scene
from tawatur.codify.status import is_ahead, set_status
from tawatur.codify.triggers import drafts_in
from tawatur.language.marking import Marking
from tawatur.model import Event, EventCodes, Record, Statement

_OPENS = 3  # tokens of a content in which what is condemned is named
_LEAD = 2  # paragraphs behind the headline


def events(record: Record, marking: Marking, knowledge: Knowledge) -> Record:
    """The record with its events, and the entities that take part in them."""
    scene = Scene(record, marking, knowledge)
    drafts = _drafts(record, scene)
    if not drafts:
        return record
    people = People(record, scene)
    found, told = [], set()
    for number, draft in enumerate(drafts, start=1):
        around, offset = _around(scene, draft)
        draft.date = date_of(scene, draft, around)
        set_status(record, scene, draft, around, offset)
        if draft.status in ("future", "called_for") and not is_ahead(record, draft.date):
            draft.date = None  # «ستدعم ما أبرم في مايو»: the day is another's
        harm = harm_of(scene, draft)
        draft.historical = is_background(record, scene, draft, around, offset, counted=bool(harm))
        anchored = not lacks_anchor(record, scene, draft, around, counted=bool(harm))
        if is_told(scene, draft) and (anchored or _leads(scene, draft)):
            told.add(f"v{number}")
        found.append(_event(f"v{number}", scene, draft, around, people))
    titles = frozenset(f"v{n}" for n, draft in enumerate(drafts, start=1) if scene.titled(draft.first))
    linked = link(found, frozenset(told), titles, day_of_news(record, scene))
    return replace(record, entities=coded(people.entities(), linked, scene), events=linked)


def _leads(scene: Scene, draft: Draft) -> bool:
    """Whether the event stands in the headline or in the first paragraphs behind it."""
    return scene.marking.layout.paragraph_of(draft.first) <= _LEAD


def _drafts(record: Record, scene: Scene) -> list[Draft]:
    skipped = [(p.start, p.end) for p in record.article.parts if p.kind in ("boilerplate", "section")]
    acts = act_drafts(record, scene)
    taken = frozenset(cue_tokens(record, scene) & {i for d in acts for i in range(d.first, d.last)})
    drafts = list(acts)
    for sentence, (first, _) in enumerate(scene.marking.sentences):
        start = scene.marking.tokens[first].start
        if not any(a <= start < b for a, b in skipped):
            drafts += drafts_in(scene, sentence, taken)
    drafts.sort(key=lambda d: d.first)
    _share(drafts)
    _blame(scene, drafts)
    return drafts


def _blame(scene: Scene, drafts: list[Draft]) -> None:
    """«دان مجزرة الاحتلال»: whom a condemnation is aimed at, where nobody is addressed: whose deed it is."""
    for draft in drafts:
        statement = scene.statements.get(draft.act or "")
        if statement is None or draft.targets or draft.sense.type not in ("ACCUSE", "REJECT"):
            continue
        first = scene.tokens(statement.content[0].start, statement.content[0].end)[0]
        deed = next((d for d in drafts if first <= d.first < first + _OPENS and d.actors), None)
        draft.targets = list(deed.actors) if deed is not None else owner(scene, first, draft.clause[1])


def _share(drafts: list[Draft]) -> None:
    """«غارات شنها التحالف استهدفت …»: what a deed does is done by who does the deed, and the other way."""
    by_trigger = {draft.first: draft for draft in drafts}
    for draft in drafts:
        deed = by_trigger.get(draft.deed)
        if deed is None:
            continue
        draft.actors = draft.actors or list(deed.actors)
        deed.targets = deed.targets or list(draft.targets)
        deed.place = deed.place or draft.place
    for before, draft in pairwise(drafts):
        if draft.place is None and (draft.sentence, draft.sense.type) == (before.sentence, before.sense.type):
            draft.place = before.place


def _around(scene: Scene, draft: Draft) -> tuple[Statement | None, int]:
    """The innermost statement whose content holds the trigger, and how many tokens into it that is."""
    statement = scene.claimed.get(draft.first)
    if statement is None or statement.id == draft.act:
        return None, 0
    begins = [scene.tokens(span.start, span.end)[0] for span in statement.content]
    return statement, draft.first - max((b for b in begins if b <= draft.first), default=draft.first)


def _event(event_id: str, scene: Scene, draft: Draft, around: Statement | None, people: People) -> Event:
    sense, weapons = draft.sense, weapons_of(scene, draft)
    mode, cameo = mode_of(scene, draft, weapons)
    return Event(
        id=event_id,
        trigger=scene.span(draft.first, draft.last),
        type=sense.type,
        mode=mode or None,
        contexts=sense.contexts,
        actors=people.participants(draft.actors),
        targets=people.participants(draft.targets),
        place=people.place(draft.place),
        date=draft.date,
        weapons=tuple(weapon for weapon, _ in weapons),
        harm=harm_of(scene, draft),
        status=draft.status,  # type: ignore[arg-type]
        historical=draft.historical,
        statement=around.id if around else None,
        codes=EventCodes(f"{sense.type}/{mode}" if mode else sense.type, cameo or None),
        rule="; ".join([sense.resource, *draft.rules]),
        confidence=_confidence(scene, draft),
    )


def _confidence(scene: Scene, draft: Draft) -> float:
    """How often an event told in this way is right (codify/confidence.tsv)."""
    kind = "act" if draft.act is not None else "verb" if draft.form is not None else "noun"
    slots = (draft.actors, draft.targets, draft.place, draft.date)
    return scene.knowledge.confidence.get((kind, sum(bool(slot) for slot in slots)), 0.5)
