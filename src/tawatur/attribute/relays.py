"""«نقلت الوكالة عن شهود (قولهم) إن …»: who carries a statement, and inside it who makes it."""

from __future__ import annotations

from collections.abc import Iterator

from tawatur.attribute.drafts import Draft
from tawatur.attribute.lexicon import Cue
from tawatur.language import words as w
from tawatur.language.marking import Marking
from tawatur.language.nominals import Phrase, noun_phrase

RELAYED = "relay: the source behind عن"  # the rule of who makes what another carries


def relayed(marking: Marking, outer: Draft) -> Iterator[Draft]:
    """The inner statement of a relay: the same content, by the source that stands behind عن."""
    complement = outer.complement
    if outer.cue.act != "relay" or complement is None or outer.kind not in ("verb", "participle"):
        return
    at = next(
        (
            i
            for i in range(outer.cue_end, complement.at)
            if marking.words[i].stem == "عن" and marking.words[i].classes & w.PREP
        ),
        None,
    )
    if at is None:
        return
    source = noun_phrase(marking, at + 1, complement.at)
    if source is None:
        return
    saying = _saying(marking, source, complement.at)
    cue, cues = (
        _cue(marking, saying)
        if saying is not None
        else (Cue("an", "say", "neutral", {}, {}, "rule"), [(at, at + 1)])
    )
    yield Draft(
        "noun",
        cue,
        cues,
        cues[0][0],
        complement=complement,
        source=source,
        act=cue.act,
        rules=[RELAYED],
    )


def _saying(marking: Marking, source: Phrase, limit: int) -> int | None:
    """قوله، قولها، تأكيده between the inner source and what is said."""
    for i in range(source.last, limit):
        if marking.words[i].classes & w.CUE_NOUN and marking.words[i].suffix:
            return i
    return None


def _cue(marking: Marking, i: int) -> tuple[Cue, list[tuple[int, int]]]:
    row = next(r.row for r in marking.words[i].readings if r.classes & w.CUE_NOUN)
    assert isinstance(row, Cue)
    return row, [(i, i + 1)]
