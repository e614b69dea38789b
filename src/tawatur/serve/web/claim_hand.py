"""What persons decided of claims, as pages show it: which tellings are meant, and where they stand now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from tawatur.compare.by_hand import article_of, meant
from tawatur.compare.types import Claim, Comparison, Telling
from tawatur.errors import StoreMissing
from tawatur.run.deciding import Decided
from tawatur.serve.web.decisions import Act, acts


class Named(msgspec.Struct, frozen=True):
    """A telling by the name that a decision has for it; without a claim where no text tells it now."""

    name: str
    telling: Telling | None
    claim: Claim | None


class Said(msgspec.Struct, frozen=True):
    """An act with its tellings."""

    act: Act
    tellings: tuple[Named, ...]


def said(decided: Iterable[Decided], comparison: Comparison, claim: Claim | None = None) -> tuple[Said, ...]:
    """What persons decided of the claims of a story, or of one of them, the last one first."""
    articles = {article.id for article in comparison.articles}
    found = (Said(act, tuple(_named(act, comparison))) for act in acts("claim", decided))
    return tuple(
        one
        for one in found
        if any(each.claim is claim if claim else article_of(each.name) in articles for each in one.tellings)
    )


def _named(act: Act, comparison: Comparison) -> Iterator[Named]:
    for name in dict.fromkeys(name for pair in act.pairs for name in pair):
        telling, claim = _meant(name, comparison) or (None, None)
        yield Named(name, telling, claim)


def _meant(name: str, comparison: Comparison) -> tuple[Telling, Claim] | None:
    told = [(telling, claim) for claim in comparison.claims for telling in claim.told]
    place = meant(name, [telling for telling, _ in told])
    return None if place is None else told[place]


def claim_of(comparison: Comparison, name: str) -> Claim:
    """The claim of that id, or the one that has this telling. StoreMissing where there is none."""
    claim = next((one for one in comparison.claims if one.id == name), None)
    if claim is not None:
        return claim
    found = _meant(name, comparison)
    if found is None:
        raise StoreMissing(f"{name[:80]}: no text of this story tells this claim now; load the story again")
    return found[1]
