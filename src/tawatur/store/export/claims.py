"""Who says so, as columns: at the end of a table, or in a table of their own where a format has no place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tawatur.store.export.shape import Column, Row, Table, columns
from tawatur.store.export.tellings import CHAIN, OUTLET, UNKNOWN, Claim, Reading, Telling, joined

OWN_VOICE = "(outlet)"
"""Stands where a claimant would: the article tells it in its own voice."""

CLAIM = columns(
    "claimant", "claimant_kind", "chain", "commitment", "status", "historical:bool", "statement", "telling"
)

SIDECAR = columns(
    "article", "url", "outlet", "published", "trigger", "start:int", "end:int", "confidence:float"
)


def sidecar(key: Column) -> Table:
    """The table ``claims``: a row a telling, found by the event's key in the format."""
    return Table("claims", (key, *CLAIM, *SIDECAR))


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
    )


def joint_cells(happening: Iterable[Telling]) -> Row:
    """The cells of the CLAIM columns for several tellings in one row, in the order of the text."""
    tellings = tuple(happening)
    cells = [claim_cells(telling) for telling in tellings]
    texts = [joined(str(cell) for cell in column) for column in zip(*cells, strict=True)]
    return (*texts[:5], all(telling.event.historical for telling in tellings), *texts[6:])


def sidecar_rows(reading: Reading, key: str | int, happening: Iterable[Telling]) -> Iterator[Row]:
    """The rows of the table ``claims`` for one event."""
    article = reading.article
    for telling in happening:
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
