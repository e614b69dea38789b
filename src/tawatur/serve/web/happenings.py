"""Incidents as the pages need them: found by any of their tellings, with what persons decided of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import msgspec
from msgspec.structs import replace

from tawatur.compare.incidents import Incident, Mention
from tawatur.model import Record
from tawatur.run.comparing import Marks, happened
from tawatur.run.deciding import Decided, decisions_of
from tawatur.serve.web.decisions import Act, acts


class Happened(msgspec.Struct, frozen=True):
    """Incidents; ``by_telling`` and ``by_event`` (article and event id) tell which one is meant.

    ``outlets`` has that of every article, or its id where none is known. ``notes`` say which decisions could
    not be followed.
    """

    incidents: tuple[Incident, ...]
    homes: dict[str, Mention]
    by_telling: dict[str, Incident]
    by_event: dict[tuple[str, str], str]
    outlets: dict[str, str]
    decided: tuple[Decided, ...]
    notes: tuple[str, ...]

    def acts(self, incident: Incident) -> tuple[Act, ...]:
        """What persons decided of the tellings of an incident, the last one first; each act whole."""
        return acts("incident", self.decided, {telling.id for telling in incident.told})

    def of(self, articles: Collection[str]) -> Happened:
        """Only the incidents that some of these articles tell; the others stay known by their tellings."""
        here = (one for one in self.incidents if any(telling.article in articles for telling in one.told))
        return replace(self, incidents=tuple(here))


def happening(records: Sequence[Record], engine: Marks, decided: tuple[Decided, ...]) -> Happened:
    """The incidents of the records under these decisions."""
    if not records:
        return Happened((), {}, {}, {}, {}, decided, ())
    found = happened(records, engine, decisions_of(decided))
    told = [(incident, telling) for incident in found.incidents for telling in incident.told]
    return Happened(
        found.incidents,
        {telling.id: telling for _, telling in told},
        {telling.id: incident for incident, telling in told},
        {(telling.article, telling.event): incident.id for incident, telling in told},
        outlets_of(records),
        decided,
        found.notes,
    )


def outlets_of(records: Sequence[Record]) -> dict[str, str]:
    """Every article's outlet, or its id where none is known."""
    return {record.article.id: record.article.outlet or record.article.id for record in records}
