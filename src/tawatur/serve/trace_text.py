"""The answers of `trace`, `naming` and `stories` as text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tawatur.compare.naming import Naming
from tawatur.compare.stories import Membership
from tawatur.compare.trace import Carrier, Change, Trace
from tawatur.compare.types import Scope
from tawatur.serve.terminal import Look
from tawatur.serve.text import GAP, STEP

OWN = "[the outlet itself]"


def scope_words(scope: Scope) -> str:
    """What every number and every «not found» rests on."""
    days = "date unknown"
    if scope.first_day:
        days = (
            scope.first_day if scope.first_day == scope.last_day else f"{scope.first_day} to {scope.last_day}"
        )
    line = f"{scope.words}: {scope.articles} articles of {len(scope.outlets)} outlets, {days}"
    if scope.first_day and scope.undated:
        line += f", {scope.undated} without a day"
    if scope.failed_days:
        line += f"; collecting failed on {scope.failed_days} outlet-days"
    return line


def draw_trace(found: Trace, look: Look) -> str:
    """Where the sentence stands, or that it was not found and in what."""
    lines = [look.words(found.sentence, "title", look.width)]
    mouth = f" in the mouth of {look.words(found.said_by)}" if found.said_by else ""
    if found.found:
        lines.append(f"found{mouth} {scope_words(found.scope)}")
    else:
        outlets = ", ".join(look.words(outlet) for outlet in found.scope.outlets)
        lines.append(f"not found{mouth} {scope_words(found.scope)} ({outlets})")
    if found.unread:
        lines.append(f"{found.unread} more articles share many of its words and were not looked through")
    if found.said_by and found.carriers and not found.found:
        lines.append("its words stand there, in another mouth:")
    for one in found.carriers:
        lines += _carrier(one, look)
    if found.nearest:
        lines.append(f"what {look.words(found.said_by or '')} is told to have said nearest to it:")
        for near in found.nearest:
            chain = STEP.join(look.words(name, "source") for name in near.chain)
            lines.append(GAP.join(("", look.words(near.article), chain, f"“{look.words(near.span.text)}”")))
    return "\n".join(lines) + "\n"


def _carrier(one: Carrier, look: Look) -> Iterator[str]:
    chain = STEP.join(look.words(name, "source") for name in one.chain) or OWN
    kind = "verbatim" if one.verbatim else "altered"
    outlet = look.words(one.outlet) if one.outlet else look.words(one.article)
    yield GAP.join((one.published or "date unknown", outlet, kind, chain))
    changed = " ".join(_change(change, look) for change in one.changes)
    yield f"{GAP}{changed}"
    if one.goes_on is not None:
        yield f"{GAP}and it goes on: “{look.words(one.goes_on.text)}”"


def _change(change: Change, look: Look) -> str:
    """A stretch as it stands there: [-what is missing-], {+what is more+}."""
    if change.kind == "same":
        return look.words(change.found)
    missing = f"[-{look.words(change.asked)}-]" if change.asked else ""
    more = f"{{+{look.words(change.found)}+}}" if change.found else ""
    return " ".join(part for part in (missing, more) if part)


def draw_naming(found: Naming, look: Look, *, why: bool = False) -> str:
    """Each actor with its names, by outlet; with ``why``, the reason for each."""
    lines = [look.paint(f"Names {scope_words(found.scope)}", "title")]
    for actor in found.actors:
        lines += ["", look.words(actor.name, "source")]
        for name in actor.names:
            contested = f"{GAP}contested" if name.contested else ""
            lines.append(
                f"{GAP}{name.count:4}{GAP}{look.words(name.form)}{GAP}{look.words(name.outlet)}{contested}{GAP}"
                f"“{look.words(name.sentence.text, 'content', look.width and look.width // 2)}”"
            )
            if why:
                lines.append(f"{GAP * 4}{look.words(name.why)}")
    if not found.actors:
        lines.append("no actor has more than one name")
    return "\n".join(lines) + "\n"


def draw_stories(
    placed: Sequence[Membership],
    titles: Mapping[str, str],
    look: Look,
    counts: tuple[int, int] | None = None,
) -> str:
    """Each story with its articles and why they stand in it: as they come, where they are some of ``counts``.

    ``counts`` are all stories and all articles; without, the largest story comes first.
    """
    groups: dict[str, list[Membership]] = {}
    for one in placed:
        groups.setdefault(one.story, []).append(one)
    stories, articles = counts or (len(groups), len(placed))
    lines = [look.paint(f"{stories:,} stories of {articles:,} articles in the texts loaded", "title")]
    for story, members in groups.items() if counts else sorted(groups.items(), key=lambda g: -len(g[1])):
        lines += ["", f"{look.words(story)}{GAP}{len(members)} articles"]
        for one in members:
            lines.append(f"{GAP}{look.words(one.article)}{GAP}{look.words(titles[one.article])}")
            if one.reason is not None:
                shared = ", ".join(look.words(word) for word in (*one.reason.actors, *one.reason.words))
                lines.append(f"{GAP * 2}like {look.words(one.reason.beside)}: {shared}")
    return "\n".join(lines) + "\n"
