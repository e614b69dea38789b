"""An event while it is being read: token ranges instead of spans, noun phrases instead of entities."""

from __future__ import annotations

from dataclasses import dataclass, field

from tawatur.codify.lexicon import Sense
from tawatur.language.conjugation import Form
from tawatur.language.nominals import Phrase
from tawatur.model import DateRange

Range = tuple[int, int]


@dataclass(slots=True)
class Role:
    """One participant in the making: the words that name it, where they stand, what kinds they may be."""

    first: int
    last: int
    head: int
    kinds: frozenset[str]
    phrase: Phrase | None = None
    counted: bool = False  # it is a number or a part of many (عشرات، 17 شخصا)


@dataclass(slots=True)
class Draft:
    """One event in the making; ``first`` and ``last`` are the token range of its trigger."""

    sense: Sense
    first: int
    last: int
    form: Form | None
    clause: Range
    sentence: int
    actors: list[Role] = field(default_factory=list)
    targets: list[Role] = field(default_factory=list)
    pronouns: str = ""  # a, t: who acts or is acted upon, named only by a pronoun
    idiom: int = -1  # the token of the idiom's other word (النار in أطلق النار)
    deed: int = -1  # the token of the event noun that is the verb's subject
    place: Role | None = None
    reach: int = 0  # the end of the relative clause that goes on with the event, if one does
    governor: int | None = None  # the finite verb that carries or governs a noun
    passive: bool = False
    status: str = "actual"
    historical: bool = False
    date: DateRange | None = None
    act: str | None = None  # the id of the statement that this event is
    confidence: float = 0.0
    rules: list[str] = field(default_factory=list)
