"""Where, when, with what and with what harm an event happened, as far as its clause tells."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date

from tawatur.codify.background import after_word_of_past
from tawatur.codify.drafts import Draft, Role
from tawatur.codify.lexicon import WeaponRow
from tawatur.codify.scene import Chunk, Scene
from tawatur.language.nominals import Phrase
from tawatur.model import DateRange, Harm, Record, Statement, TimeExpression, Weapon

_DAY = 10  # characters of an ISO day
_FRESH = 3  # days between what happened and its publication
_OPENING = 3  # paragraphs
_PLACE_TYPES = ("GPE", "LOC", "FAC")
_LOCATIVE = frozenset(
    "في ب قرب داخل وسط شمال جنوب شرق غرب شمالي جنوبي شرقي غربي فوق محيط امام خارج قباله حول عند".split()
)
_ORIGIN = frozenset(["من", "عن"])
_BARE = frozenset("في ب فوق عند امام خارج من عن".split())  # these are no part of the place itself
_BEFORE_BUILDINGS = frozenset("امام خارج قباله حول عند قرب داخل".split())


def place_role(scene: Scene, draft: Draft) -> Role | None:
    """The most precise place: behind a locative preposition, what was acted upon, else before the trigger."""
    begin, end = draft.clause
    leading = _LOCATIVE | _ORIGIN if draft.sense.type == "RETREAT" else _LOCATIVE
    topical = draft.sense.type == "CONSULT"
    behind = _located(
        scene, draft.last, max(end, draft.reach), leading, over=draft.reach > end, topical=topical
    )
    if behind is not None:
        return behind
    if draft.sense.type in ("ASSAULT", "COERCE", "RETREAT", "AID"):
        for role in draft.targets:
            if "place" in role.kinds and ("state" not in role.kinds or role.head in scene.towns):
                return role
    return _located(scene, begin, draft.first, _LOCATIVE)


def _located(
    scene: Scene,
    first: int,
    last: int,
    leading: frozenset[str],
    *,
    over: bool = False,
    topical: bool = False,
) -> Role | None:
    """The place behind the first leading preposition, with the larger places it is said to lie in.

    ``topical``: what stands behind a notion is where that lies, not where it was talked of.
    """
    found: Role | None = None
    before: Chunk | None = None
    for chunk in scene.chunks(first, last):
        nearer, before = before, chunk
        if found is not None and (chunk.kind != "pp" or chunk.prep not in _LOCATIVE):
            break
        if chunk.kind == "comp" or (chunk.kind == "rel" and not over):
            break
        if chunk.kind != "pp" or chunk.prep not in leading or chunk.phrase is None:
            continue
        if not _is_place(scene, chunk) or (topical and found is None and _is_notion(scene, nearer)):
            if found is not None:
                break
            continue
        begin = chunk.phrase.first if chunk.prep in _BARE else chunk.first
        if found is None and chunk.prep not in _BARE and nearer is not None and _located_by(scene, nearer):
            begin = (nearer.phrase or chunk.phrase).first  # إلى قاعدة الوطية جنوب غربي العاصمة
        found = Role(
            found.first if found else begin,
            _end_of_place(scene, chunk.phrase),
            found.head if found else chunk.phrase.head,
            frozenset(["place"]),
        )
    return found


def _is_notion(scene: Scene, chunk: Chunk | None) -> bool:
    if chunk is None or chunk.kind != "np" or chunk.phrase is None:
        return False
    return scene.kinds(chunk.phrase) in ({"abstract"}, {"unknown"})


def _located_by(scene: Scene, chunk: Chunk) -> bool:
    """Whether a chunk names a place that the direction behind it tells more of."""
    return chunk.phrase is not None and "place" in scene.kinds(chunk.phrase) and chunk.prep != "من"


def _is_place(scene: Scene, chunk: Chunk) -> bool:
    assert chunk.phrase is not None
    head = chunk.phrase.head
    if scene.marking.words[head].suffix:
        return False
    kinds = scene.kinds(chunk.phrase)
    built = chunk.prep in _BEFORE_BUILDINGS and kinds & {"thing", "party"}
    return bool(built) or "place" in kinds or scene.types.get(head) in _PLACE_TYPES


def _end_of_place(scene: Scene, phrase: Phrase) -> int:
    """«في ليبيا وآخر التطورات»: a place goes on over «and» only to another place."""
    for k in range(phrase.head + 1, phrase.last):
        if scene.marking.words[k].conj and not scene.is_place(k):
            return k
    return phrase.last


def date_of(scene: Scene, draft: Draft, around: Statement | None) -> DateRange | None:
    """The day that the clause tells, else the only one that its sentence tells.

    What is said of the speaking is not said of the deed: a time outside the content that holds the
    event is the statement's, and one inside its own content is not that of an act of speech.
    """
    own = scene.statements.get(draft.act or "")
    first, last = scene.marking.sentences[draft.sentence]
    begin, end = draft.clause
    remembered = draft.form is None and own is None and after_word_of_past(scene, draft)
    hung = draft.form is not None and scene.relative(begin)
    within: list[tuple[int, int, TimeExpression]] = []
    for at, time in scene.times_in.get(scene.marking.layout.sentence_of(draft.first), ()):
        if not first <= at < last or time.since is None or time.type not in ("DATE", "TIME"):
            continue
        if own is not None and _inside(time, own):
            continue
        if hung and not begin <= at < end:
            continue  # «سيلقي غدا كلمة عن الاتفاق الذي أبرم»
        if not begin <= at < end and (draft.status != "actual" or _elsewhere(scene, at, first, last)):
            continue
        if at > 0 and scene.marking.words[at - 1].stem == "منذ":
            continue
        if remembered and not draft.first < at < end:
            continue  # «اجتمعا أمس بعد قصف المدينة»
        outside = around is not None and not _inside(time, around)
        within.append((2 if outside else 0 if begin <= at < end else 1, abs(at - draft.first), time))
    if not within:
        return None
    near = min(within, key=lambda item: item[:2])
    return DateRange(near[2].since, near[2].until) if near[0] == 0 or len(within) == 1 else None


def day_of_news(record: Record, scene: Scene) -> DateRange | None:
    """The day of what the article tells: one just before publication named in its opening, else the month."""
    published = record.article.published.at
    if published is None or len(published) < _DAY:
        return None
    today = date.fromisoformat(published[:_DAY])
    for time in record.times:
        at = scene.tokens(time.span.start, time.span.end)[0]
        if scene.marking.layout.paragraph_of(at) > _OPENING:
            break
        if time.since is None or time.type not in ("DATE", "TIME") or len(time.since) < _DAY:
            continue
        if time.since[:_DAY] != (time.until or time.since)[:_DAY]:
            continue
        if 0 <= (today - date.fromisoformat(time.since[:_DAY])).days <= _FRESH:
            return DateRange(time.since, time.until)
    last = calendar.monthrange(today.year, today.month)[1]
    return DateRange(f"{today:%Y-%m}-01", f"{today:%Y-%m}-{last}")


def _elsewhere(scene: Scene, at: int, first: int, last: int) -> bool:
    """Whether a time stands in a relative clause, and so is told of something else."""
    return scene.relative(scene.clause(at, first, last)[0])


def _inside(time: TimeExpression, statement: Statement) -> bool:
    return any(span.start <= time.span.start < span.end for span in statement.content)


def weapons_of(scene: Scene, draft: Draft) -> tuple[tuple[Weapon, WeaponRow], ...]:
    """The weapons that the clause names, with their rows."""
    if draft.sense.type not in ("ASSAULT", "MOBILIZE", "COERCE"):
        return ()
    found = []
    for i in range(*draft.clause):
        for hit in scene.marking.hits(i, "weapon"):
            assert isinstance(hit.row, WeaponRow)
            found.append((Weapon(hit.row.weapon, scene.marking.span(hit.first, hit.last)), hit.row))
    return tuple(found)


def mode_of(scene: Scene, draft: Draft, weapons: Sequence[tuple[Weapon, WeaponRow]]) -> tuple[str, str]:
    """The mode and CAMEO code: those of the weapon that is used, where the trigger leaves it open."""
    sense = draft.sense
    if sense.type != "ASSAULT" or sense.mode not in ("", "destroy", "heavy-weapons", "explosives"):
        return sense.mode, sense.cameo
    for weapon, row in weapons:
        if _used(scene, draft, weapon):
            return row.mode or sense.mode, row.cameo or sense.cameo
    return sense.mode, sense.cameo


def _used(scene: Scene, draft: Draft, weapon: Weapon) -> bool:
    """Whether a weapon is what is used: it acts, stands behind ب, or next to the trigger (قصف مدفعي)."""
    first, last = scene.tokens(weapon.span.start, weapon.span.end)
    if any(role.first <= first < role.last for role in draft.actors):
        return True
    word, before = scene.marking.words[first], scene.marking.words[first - 1] if first else None
    if any(role.first <= first < role.last for role in draft.targets):
        return False
    by = word.prep == "ب" or (before is not None and (before.prep == "ب" or before.stem in ("عبر", "بواسطه")))
    return by or first <= draft.first < last or first == draft.last


def harm_of(scene: Scene, draft: Draft) -> tuple[Harm, ...]:
    """What the counts of the clause say was done to whom."""
    begin, end = draft.clause
    tokens = scene.marking.tokens
    start, stop = tokens[begin].start, tokens[end - 1].end
    found = []
    for quantity in scene.counts_in.get(scene.marking.layout.sentence_of(draft.first), ()):
        row = scene.knowledge.harm.get(quantity.role or "")
        if row is not None and draft.sense.type in row.types and start <= quantity.span.start < stop:
            found.append(Harm(row.role, quantity.id))
    return tuple(found)
