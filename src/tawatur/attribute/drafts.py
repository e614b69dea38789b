"""A statement while it is being read: token ranges instead of spans, links instead of ids."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from tawatur.attribute.lexicon import Cue
from tawatur.language.conjugation import Form
from tawatur.language.nominals import Phrase

CueKind = Literal["verb", "participle", "noun", "adverbial", "agentless", "headline", "floating", "label"]
Range = tuple[int, int]


@dataclass(slots=True)
class Complement:
    """What a cue governs: the frame, the token that opens it, where the content begins, where it must end.

    ``quoted`` tells that the content stands in marks from its first token; ``end`` is then their close.
    """

    frame: str
    at: int
    content: int
    end: int | None = None
    quoted: bool = False


@dataclass(slots=True)
class Draft:
    """One statement in the making. Ranges are half-open token ranges."""

    kind: CueKind
    cue: Cue
    cues: list[Range]
    first: int  # first token of the cue, the place it is sorted by
    feature: Form | None = None
    suffix: str = ""
    conj: str = ""
    complement: Complement | None = None
    content: list[Range] = field(default_factory=list)
    hard_end: int = 0  # no content token at or after it
    bound: int | None = None  # where the clause of the cue begins between whose parts this one stands
    fixed: bool = False  # the content is final: nesting may not shorten it
    takes_up: bool = False  # what it says is the content of the statement before (وهو ما نفته)
    source: Phrase | None = None
    source_kind: str | None = None
    unread: bool = False  # a subject stands before the verb, but nobody knows whom it names
    through: Draft | None = None  # the statement whose source this one shares
    parent: Draft | None = None
    sentence: int = 0
    act: str = ""
    commitment: str = "neutral"
    negated: bool = False
    channel: str = "none"
    channel_at: int | None = None
    addressees: list[Phrase] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    lost: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def cue_end(self) -> int:
        """Token after the last one of the cue; where there is none (a headline's colon), where it stands."""
        return self.cues[-1][1] if self.cues else self.first

    @property
    def begin(self) -> int:
        """First token of the content (the cue's end while there is none)."""
        return self.content[0][0] if self.content else self.cue_end

    @property
    def end(self) -> int:
        """Token after the last one of the content."""
        return self.content[-1][1] if self.content else self.cue_end

    @property
    def behind_source(self) -> int:
        """Token after the source, or after the cue where no phrase names one."""
        return self.source.last if self.source is not None else self.cue_end

    @property
    def tense(self) -> str:
        """The tense of the cue's verb; empty where it has none."""
        return getattr(self.feature, "tense", "")

    @property
    def own_person(self) -> bool:
        """Whether the cue says I or we."""
        return getattr(self.feature, "person", 3) == 1

    def speaker(self) -> Draft:
        """The draft that names this one's source: itself, or the one it goes back to."""
        step, seen = self, 0
        while step.through is not None and step.source is None and seen < 50:
            step, seen = step.through, seen + 1
        return step
