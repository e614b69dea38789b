"""Who says so, as columns: at the end of a table, or in a table of their own where a format has no place."""

from __future__ import annotations

from collections.abc import Iterator

from tawatur.store.export.shape import Column, Row, Table, columns
from tawatur.store.export.tellings import CHAIN, OUTLET, UNKNOWN, Claim, Happening, Reading, Telling, joined

OWN_VOICE = "(outlet)"
"""Stands where a claimant would: the article tells it in its own voice."""

CLAIM = columns(
    "claimant",
    "claimant_kind",
    "chain",
    "commitment",
    "status",
    "historical:bool",
    "statement",
    "telling",
    "review",
    "statement_review",
)

JOINT = (*CLAIM, *columns("also_told_by"))
"""For a happening in one row: ``also_told_by`` has the chains of its other tellings."""

SIDECAR = columns(
    "article", "url", "outlet", "published", "trigger", "start:int", "end:int", "confidence:float"
)


def sidecar(key: Column) -> Table:
    """The table ``claims``: a row a telling, found by the event's key in the format; always CSV."""
    return Table("claims", (key, *CLAIM, *SIDECAR), container="csv")


def claimant(claim: Claim) -> str:
    """The innermost source; ``?`` where it is not known, ``(outlet)`` where nobody is quoted."""
    return OWN_VOICE if claim.kind == OUTLET else claim.claimant or UNKNOWN


def chain(claim: Claim) -> str:
    """The sources from the outermost to the innermost."""
    return OWN_VOICE if claim.kind == OUTLET else CHAIN.join(claim.chain)


def claim_cells(telling: Telling) -> Row:
    """The cells of the CLAIM columns."""
    claim = telling.claim
    return (
        claimant(claim),
        claim.kind,
        chain(claim),
        claim.commitment,
        telling.event.status,
        telling.event.historical,
        claim.statement.text if claim.statement else "",
        telling.key,
        telling.review,
        claim.review,
    )


def main_cells(happening: Happening) -> Row:
    """The cells of the JOINT columns: the claim of the telling that the row is made of, then the others."""
    others = joined(chain(telling.claim) for telling in happening.others)
    return (*claim_cells(happening.main), others)


def sidecar_rows(reading: Reading, key: str | int, happening: Happening) -> Iterator[Row]:
    """The rows of the table ``claims`` for one event."""
    article = reading.article
    for telling in happening.tellings:
        event = telling.event
        yield (
            key,
            *claim_cells(telling),
            article.id,
            article.url or "",
            article.outlet or "",
            article.published.at or "",
            event.trigger.text,
            event.trigger.start,
            event.trigger.end,
            event.confidence,
        )
