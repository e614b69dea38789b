"""What a comparison says: texts, claims, who tells them through whom, and where the accounts part.

These structures speak of many articles; ``model`` speaks of one. They are frozen, and a span in them is a
span of the article that stands beside it. The field names are those of ``tawatur compare --format json``.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, field

from tawatur.model import Act, Commitment, Span

FORMAT = "tawatur-comparison/1"
ALONE = 2  # outlets: of two each is alone with its word, of more one may be

Slot = Literal[
    "happened", "actor", "target", "number", "place", "date", "cause", "weapon", "wording",
]  # fmt: skip
Stance = Literal["agree", "disagree", "other"]
LossKind = Literal["told_as_fact", "stronger_verb", "headline_asserts", "denial_missing"]


class Scope(Struct, frozen=True):
    """What every number of a comparison rests on: the texts that were loaded, and no others.

    ``failed_days`` counts outlets' days on which collecting failed, where a store knows of them.
    """

    articles: int
    outlets: tuple[str, ...]
    first_day: str | None
    last_day: str | None
    words: str = "in the texts loaded"
    undated: int = 0
    failed_days: int = 0


class Link(Struct, frozen=True):
    """A source in a chain; ``key`` is the same for the same source in all articles, ``span`` names it here.

    ``counted`` is the key that it is counted under: a minister's word is his ministry's. ``credit`` tells
    a link that no statement makes: a credited agency, or the medium that somebody spoke to.
    """

    key: str
    name: str
    type: str
    counted: str
    span: Span | None = None
    side: str | None = None
    credit: bool = False


class Telling(Struct, frozen=True):
    """Where an article makes a claim, and the chain through which it does: outermost source first.

    An empty chain is the outlet's own voice. ``unclear`` counts sources that the text leaves open. The id is
    the article and the characters.
    """

    article: str
    span: Span
    chain: tuple[str, ...]
    links: tuple[Link, ...] = ()
    statement: str | None = None
    act: Act | None = None
    commitment: Commitment = "neutral"
    headline: bool = False
    unclear: int = 0
    id: str = ""


class Way(Struct, frozen=True):
    """One way a claim reaches the reader: the text that prints it and its chain; the proof of ``named``."""

    text: str
    article: str
    chain: tuple[str, ...]


class Saying(Struct, frozen=True):
    """«X said P»: ``named`` ways to it that do not rest on X himself, ``direct`` texts that name no relay."""

    speaker: str
    named: int
    direct: int
    ways: tuple[Way, ...] = ()


class Claim(Struct, frozen=True):
    """One proposition, however many tell it.

    ``ways`` share no source and prove ``named``; ``cut`` is a smallest set of sources that all chains pass,
    so that there cannot be more. ``named_most`` is larger where texts count apart that only probably hang
    together; ``lineage`` says why they probably do. ``by_hand`` says what persons decided of its tellings.
    """

    id: str
    text: str
    told: tuple[Telling, ...]
    named: int
    unsourced: int
    sides: int | None
    common_link: str | None
    texts: tuple[str, ...]
    ways: tuple[Way, ...]
    cut: tuple[str, ...]
    unsourced_texts: tuple[str, ...] = ()
    named_most: int = 0
    lineage: tuple[str, ...] = ()
    sayings: tuple[Saying, ...] = ()
    by_hand: tuple[str, ...] = ()


class Carried(Struct, frozen=True):
    """How one article carries another's text; shares are of words, 0 to 1."""

    article: str
    other: str
    share: float
    other_share: float
    only_here: tuple[Span, ...] = ()
    only_there: tuple[Span, ...] = ()


class Copies(Struct, frozen=True):
    """Articles that carry the same text, whether they say so or not."""

    articles: tuple[str, ...]
    origin: Link | None
    pairs: tuple[Carried, ...] = ()


class Text(Struct, frozen=True):
    """An article, or a group of copies: what is counted once."""

    id: str
    articles: tuple[str, ...]
    origin: Link | None = None


class Conflict(Struct, frozen=True):
    """Two claims that cannot both hold; ``updates``: the later is the same source, or a toll that rose.

    ``tellings`` are the two that part most plainly, that of ``a`` first; an update has the earlier first.
    """

    a: str
    b: str
    slot: Slot
    updates: bool
    why: str
    tellings: tuple[Telling, Telling]


class Use(Struct, frozen=True):
    """A wording in a text: whose outlet, in which words (``span``) of which telling, in whose mouth."""

    wording: str
    outlet: str
    article: str
    span: Span
    telling: Span
    chain: tuple[str, ...] = ()


class Wording(Struct, frozen=True):
    """A thing that the texts call differently, with every use; that none is the right one is meant so."""

    thing: str
    uses: tuple[Use, ...]
    slot: Slot = "wording"

    @property
    def alone(self) -> frozenset[str]:
        """The wordings that one outlet alone has, where two others at least have other ones."""
        outlets = {one.outlet for one in self.uses}
        users = {
            one.wording: {use.outlet for use in self.uses if use.wording == one.wording} for one in self.uses
        }
        return frozenset(wording for wording, own in users.items() if len(own) == 1 and len(outlets) > ALONE)


class Loss(Struct, frozen=True):
    """A telling that says more than its sister: the source gone, the verb stronger, the denial missing."""

    kind: LossKind
    claim: str
    article: str
    span: Span
    beside: str
    beside_span: Span
    sources: tuple[str, ...]
    why: str


class Headlines(Struct, frozen=True):
    """How two headlines stand to each other: agree, disagree, or other where they tell different things."""

    a: str
    b: str
    stance: Stance


class Compared(Struct, frozen=True):
    """An article of the comparison."""

    id: str
    outlet: str | None
    published: str | None
    title: str


class Joined(Struct, frozen=True):
    """Two keys that were found to be one, and the words that say so."""

    key: str
    into: str
    why: str


class Comparison(Struct, frozen=True):
    """All that several articles tell, and who stands behind it; ``merged`` names that were taken for one."""

    scope: Scope
    articles: tuple[Compared, ...]
    texts: tuple[Text, ...]
    copies: tuple[Copies, ...]
    claims: tuple[Claim, ...]
    conflicts: tuple[Conflict, ...]
    losses: tuple[Loss, ...]
    headlines: tuple[Headlines, ...] = ()
    wordings: tuple[Wording, ...] = ()
    notes: tuple[str, ...] = ()
    merged: tuple[Joined, ...] = ()
    format: str = field(default=FORMAT)
