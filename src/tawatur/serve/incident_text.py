"""Incidents as text: each with its tellings and tolls, and what became of them since a frozen state."""

from __future__ import annotations

from collections.abc import Iterator

from tawatur.compare.incident_changes import IncidentChanges
from tawatur.compare.incidents import Incident, Incidents
from tawatur.serve.terminal import Look
from tawatur.serve.text import GAP, STEP, UNTOLD
from tawatur.serve.trace_text import OWN, scope_words


def draw_incidents(found: Incidents, look: Look) -> str:
    """Each incident with who tells it, who denies it, and every toll with its claimant."""
    lines = [look.paint(f"Incidents {scope_words(found.scope)}", "title")]
    for one in found.incidents:
        lines += ["", *_incident(one, look)]
    if not found.incidents:
        lines.append("none")
    return "\n".join(lines) + "\n"


def _incident(one: Incident, look: Look) -> Iterator[str]:
    days = one.first_day or "day unknown"
    if one.last_day and one.last_day != one.first_day:
        days += f" to {one.last_day}"
    kind = f"{one.type}/{one.mode}" if one.mode else one.type
    place = look.words(one.place) if one.place else "place unknown"
    yield GAP.join((one.id, kind, days, place))
    actors = ", ".join(look.words(name, "source") for name in one.actors) or UNTOLD
    targets = ", ".join(look.words(name) for name in one.targets) or UNTOLD
    yield f"{GAP}{actors} against {targets}"
    for mention in one.told:
        chain = STEP.join(look.words(name, "source") for name in mention.chain) or OWN
        status = "" if mention.status == "actual" else f"{GAP}{mention.status}"
        words = (mention.id, look.words(mention.article), f"«{look.words(mention.trigger.text)}»", chain)
        yield GAP.join(("", *words)) + status
    for toll in one.toll:
        best = UNTOLD if toll.best is None else f"{toll.best:g}"
        yield GAP.join(("", f"{toll.role} {best}", look.words(toll.claimant) if toll.claimant else OWN))


def draw_changes(found: IncidentChanges, name: str, look: Look) -> str:
    """A line a change, under what both states rest on."""
    lines = [
        look.paint(f"Incidents {scope_words(found.after)}", "title"),
        f"since {look.words(name)}: {scope_words(found.before)}",
        "",
    ]
    for one in found.changes:
        before = ", ".join(old for old in one.before if old != one.incident)
        called = f"{one.incident} (was {before})" if before else one.incident
        lines.append(GAP.join((called, one.kind, look.words(one.why))))
    if not found.changes:
        lines.append("nothing changed")
    return "\n".join(lines) + "\n"
