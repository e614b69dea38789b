"""The one data model: what is read out of an article, and where in its text it stands.

Everything here is frozen, typed and without I/O. Offsets are half-open ranges of Unicode
code points into ``article.text``: ``text[span.start:span.end] == span.text`` for every span.
Unknown is ``None`` or an empty tuple, never a guess. The field names are the names of the
public JSON (``tawatur schema``), but for ``since``/``until`` (``from``/``to`` there) and
``weapon_class`` (``class``), which Python keeps for itself. docs/record.md tells every field's meaning.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct, field

FORMAT = "tawatur-record/1"

PartKind = Literal["section", "title", "byline", "dateline", "paragraph", "caption", "boilerplate"]
Precision = Literal["minute", "day", "month", "year"]
Basis = Literal["given", "page", "inferred", "unknown"]
EntityType = Literal["PER", "ORG", "GPE", "LOC", "FAC", "GROUP", "DOC", "WEAPON", "ANON", "OTHER"]
MentionForm = Literal["name", "role", "nominal", "pronoun"]
SourceKind = Literal[
    "named", "role", "organisation", "document", "anonymous", "generic",
    "pronoun", "dropped", "agentless", "joint",
]  # fmt: skip
Form = Literal["direct", "indirect", "mixed", "nominal", "headline", "label"]
Act = Literal[
    "say", "affirm", "add", "announce", "explain", "note", "reveal", "deny", "reject", "accuse",
    "condemn", "warn", "threaten", "call_for", "ask", "promise", "express", "welcome", "opine",
    "expect", "agree", "claim", "decline", "relay", "describe", "order",
]  # fmt: skip
Commitment = Literal["neutral", "endorse", "distance"]
Channel = Literal[
    "phone_call", "meeting", "press_conference", "speech", "interview", "press_statement",
    "social_post", "broadcast", "agency", "report", "letter", "session", "none",
]  # fmt: skip
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
EventStatus = Literal["actual", "denied", "future", "hypothetical", "called_for"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
Verdict = Literal["accepted", "rejected", "changed", "added"]
PlaceRelation = Literal["at", "near", "part_of", "direction"]


class Span(Struct, frozen=True):
    """A half-open range of code points of ``article.text``, with the characters it covers."""

    start: int
    end: int
    text: str


class Part(Struct, frozen=True):
    """A piece of the article's text and what it is; ``duplicate_of`` is the index of an equal part."""

    kind: PartKind
    start: int
    end: int
    duplicate_of: int | None = None


class Dropped(Struct, frozen=True):
    """Something of the input that did not become text, and why."""

    what: str
    why: str


class Published(Struct, frozen=True):
    """When the article was published: ISO 8601 ``at``, cut to ``precision``; ``zone`` as ``+03:00``."""

    at: str | None = None
    precision: Precision | None = None
    zone: str | None = None
    basis: Basis = "unknown"
    candidates: tuple[str, ...] = ()
    evidence: tuple[Span, ...] = ()

    @property
    def day(self) -> str | None:
        """The ISO day, where the date is known to it."""
        return self.at[:10] if self.at and self.precision in ("minute", "day") else None


class Capture(Struct, frozen=True):
    """How the input came to us. ``captured_at`` is ISO 8601 UTC; hashes are of raw bytes and of text."""

    captured_at: str | None = None
    requested: str | None = None
    final: str | None = None
    status: int | None = None
    raw_sha256: str | None = None
    text_sha256: str | None = None
    tool: str | None = None


class Article(Struct, frozen=True):
    """What was published: the text that every span points into, and what is known of its origin."""

    id: str
    text: str
    url: str | None = None
    outlet: str | None = None
    language: str | None = None
    section: Span | None = None
    title: Span | None = None
    byline: Span | None = None
    dateline: Span | None = None
    published: Published = Published()
    capture: Capture = Capture()
    parts: tuple[Part, ...] = ()
    dropped: tuple[Dropped, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """The span of ``text[start:end]``."""
        return Span(start, end, self.text[start:end])


class Mention(Struct, frozen=True):
    """One place where the text speaks of an entity; ``through``: the mention that told which."""

    start: int
    end: int
    form: MentionForm
    through: str | None = None


class ActorCodes(Struct, frozen=True):
    """``country`` ISO 3166-1 alpha-3, ``sector`` PLOVER, ``cameo`` the concatenated CAMEO string."""

    country: str | None = None
    sector: str | None = None
    cameo: str | None = None


class EntityIds(Struct, frozen=True):
    """Identifiers elsewhere, only where certain."""

    wikidata: str | None = None
    geonames: str | None = None


class PlaceCandidate(Struct, frozen=True):
    """A gazetteer row that the name may mean. Degrees are WGS 84."""

    geonames: str | None
    name: str
    country: str | None
    lat: float
    lon: float


class Place(Struct, frozen=True):
    """Where an entity lies. Degrees are WGS 84; ``precision`` follows UCDP ``where_prec`` 1 to 7."""

    lat: float | None = None
    lon: float | None = None
    precision: int | None = None
    relation: PlaceRelation = "at"
    candidates: tuple[PlaceCandidate, ...] = ()


class Role(Struct, frozen=True):
    """An office that the text or the resources give a person; ``since`` and ``until`` are ISO days."""

    title: str
    body: str | None = None
    span: Span | None = None
    since: str | None = field(default=None, name="from")
    until: str | None = field(default=None, name="to")


class Entity(Struct, frozen=True):
    """Somebody or something the text speaks of, under all the names it gives."""

    id: str
    type: EntityType
    name: str
    name_en: str | None = None
    known: str | None = None
    codes: ActorCodes = ActorCodes()
    ids: EntityIds = EntityIds()
    place: Place | None = None
    roles: tuple[Role, ...] = ()
    mentions: tuple[Mention, ...] = ()


class TimeExpression(Struct, frozen=True):
    """A TIMEX3: ``value`` in TIMEX3 form, ``since``/``until`` the ISO days it spans."""

    id: str
    span: Span
    type: TimeType
    value: str | None
    since: str | None = field(default=None, name="from")
    until: str | None = field(default=None, name="to")
    mod: str | None = None
    basis: str | None = None
    flags: tuple[str, ...] = ()
    other_reading: str | None = None


class Quantity(Struct, frozen=True):
    """A count with its bounds; ``subset_of`` is the id of the quantity it is part of."""

    id: str
    span: Span
    low: float | None
    best: float | None
    high: float | None
    approximate: bool = False
    of: str | None = None
    role: str | None = None
    subset_of: str | None = None


class Source(Struct, frozen=True):
    """Who is made to speak. ``span`` is the whole noun phrase, None when dropped.

    ``issuer`` is the entity that stands behind a document; ``through`` is the id of the
    statement, or the ``start-end`` of the mention, by which the entity was resolved.
    """

    kind: SourceKind
    entity: str | None = None
    span: Span | None = None
    issuer: str | None = None
    through: str | None = None


class Alternative(Struct, frozen=True):
    """A reading that lost: which field, which value, and why it lost."""

    field: str
    value: str
    why: str


class Statement(Struct, frozen=True):
    """One act of attribution: somebody is reported as saying something (cue, source, content).

    ``confidence`` is the share of statements of this kind whose source is right on annotated articles;
    ``rule`` names the rule and the resource row that made it; ``parent`` is the id of the
    statement inside whose content this one stands.
    """

    id: str
    cue: tuple[Span, ...]
    source: Source
    content: tuple[Span, ...]
    form: Form
    act: Act
    commitment: Commitment = "neutral"
    channel: Channel = "none"
    verbatim: tuple[Span, ...] = ()
    addressee: tuple[str, ...] = ()
    negated: bool = False
    parent: str | None = None
    rule: str = ""
    confidence: float = 0.0
    alternatives: tuple[Alternative, ...] = ()

    @property
    def text(self) -> str:
        """What is said, in the characters of the article; ranges apart are joined by « … »."""
        return " … ".join(span.text for span in self.content)


class Participant(Struct, frozen=True):
    """An entity in an event, and the characters that name it there."""

    entity: str | None
    span: Span | None


class DateRange(Struct, frozen=True):
    """First and last ISO day (``YYYY-MM-DD``) that the text allows."""

    since: str | None = field(default=None, name="from")
    until: str | None = field(default=None, name="to")


class Weapon(Struct, frozen=True):
    """``weapon_class`` is a row of the weapon tree (``air.uav``), ``name`` the model if the text has one."""

    weapon_class: str = field(name="class")
    span: Span
    name: str | None = None


class Harm(Struct, frozen=True):
    """What was done to whom (killed, wounded, captured …) and the quantity that counts it."""

    role: str
    quantity: str | None


class EventCodes(Struct, frozen=True):
    """PLOVER (``ASSAULT/drone``) and CAMEO (``195``) codes."""

    plover: str | None = None
    cameo: str | None = None


class Event(Struct, frozen=True):
    """Who did what to whom, and in whose statement it stands (None: the outlet's own voice)."""

    id: str
    trigger: Span
    type: EventType
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    actors: tuple[Participant, ...] = ()
    targets: tuple[Participant, ...] = ()
    place: Participant | None = None
    date: DateRange | None = None
    weapons: tuple[Weapon, ...] = ()
    harm: tuple[Harm, ...] = ()
    status: EventStatus = "actual"
    historical: bool = False
    same_as: str | None = None
    statement: str | None = None
    codes: EventCodes = EventCodes()
    rule: str = ""
    confidence: float = 0.0


class Review(Struct, frozen=True):
    """What a person said of a statement, event or entity, whose id is ``of``; ``at`` is ISO 8601 UTC."""

    of: str
    verdict: Verdict
    who: str
    at: str
    note: str = ""


class Pack(Struct, frozen=True):
    """A folder of resources that a user added, and the hash of what it held."""

    name: str
    sha256: str


class Engine(Struct, frozen=True):
    """What made the record: the versions that must agree for two records to be comparable."""

    version: str
    resources: str
    packs: tuple[Pack, ...] = ()
    settings: str = ""
    parts: tuple[str, ...] = ()


class Record(Struct, frozen=True):
    """An article with all that was read out of it; ``notes`` say what could not be read, and why.

    ``reviews`` is empty in what the machine reads: it comes with what persons changed.
    """

    article: Article
    engine: Engine
    format: str = FORMAT
    entities: tuple[Entity, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    notes: tuple[str, ...] = ()
    reviews: tuple[Review, ...] = ()

    def entity(self, entity_id: str | None) -> Entity | None:
        """The entity of that id, or None."""
        return next((e for e in self.entities if e.id == entity_id), None)

    def statement(self, statement_id: str | None) -> Statement | None:
        """The statement of that id, or None."""
        return next((s for s in self.statements if s.id == statement_id), None)

    def event(self, event_id: str | None) -> Event | None:
        """The event of that id, or None."""
        return next((e for e in self.events if e.id == event_id), None)

    def telling(self, event: Event) -> str:
        """What this telling of an event is called over all articles, as long as its text and trigger are."""
        place = (event.type, event.trigger.start)
        before = self.events[: next((i for i, one in enumerate(self.events) if one.id == event.id), 0)]
        times = 1 + sum((one.type, one.trigger.start) == place for one in before)
        name = f"{event.type}|{self.article.id}|{event.trigger.start}"
        whole = name if times == 1 else f"{name}|{times}"
        return "i" + hashlib.sha256(whole.encode()).hexdigest()[:12]

    def around(self, statement: Statement) -> Iterator[Statement]:
        """The statement itself, then the one around it, out to the outermost."""
        seen: set[str] = set()
        step: Statement | None = statement
        while step is not None and step.id not in seen:
            seen.add(step.id)
            yield step
            step = self.statement(step.parent)

    def source_name(self, statement: Statement) -> str:
        """The innermost source: the name of its entity, else its words, else nothing."""
        entity, span = self.entity(statement.source.entity), statement.source.span
        return entity.name if entity else span.text if span else ""

    def chain(self, statement: Statement) -> tuple[Entity | None, ...]:
        """Who says so: the entities from the outermost statement to this one; None where unknown."""
        return tuple(self.entity(s.source.entity) for s in self.around(statement))[::-1]
