"""A comparison as a table that a person reads.

In files and pipes a claim is one line, its tellings lines below it, all parts two spaces apart. On a
terminal the claims stand in a table, Arabic to the right. Every number stands under the words «in the
texts loaded».
"""

from __future__ import annotations

from collections.abc import Iterator

from tawatur.compare.types import Claim, Comparison, Conflict, Copies, Joined, Loss, Telling, Use
from tawatur.serve.terminal import Look
from tawatur.serve.text import GAP, STEP
from tawatur.serve.trace_text import OWN, scope_words

UNKNOWN = "?"
_LOST = {
    "told_as_fact": "printed as fact",
    "stronger_verb": "stronger verb",
    "headline_asserts": "the headline asserts it",
    "denial_missing": "the denial is missing",
}


def draw(found: Comparison, look: Look = Look()) -> str:  # noqa: B008 - a frozen value
    """The comparison as text, ending in a line break."""
    several = [claim for claim in found.claims if len({one.article for one in claim.told}) > 1]
    lines = [*_head(found, look), ""]
    lines += _copies(found.copies, look)
    lines += _claims(found, several, look)
    lines += _titled("conflicts", [_conflict(found, one, look) for one in found.conflicts], look)
    lines += _titled("wording: one thing, each outlet's words for it", list(_wordings(found, look)), look)
    lines += _titled("lost on the way", [_loss(one, look) for one in found.losses], look)
    lines += _titled("names taken for one", [_merged(one, look) for one in found.merged], look)
    alone = len(found.claims) - len(several)
    lines.append(look.paint(f"{alone} claims stand in one article only; --format json has them.", "faint"))
    lines += [f"note{GAP}{look.words(note, 'note')}" for note in found.notes]
    return "\n".join(lines) + "\n"


def _head(found: Comparison, look: Look) -> Iterator[str]:
    yield look.paint(f"Compared {scope_words(found.scope)}", "title")
    yield f"They are {len(found.texts)} texts; copies of one text count once."
    for article in found.articles:
        yield GAP.join(
            (
                look.words(article.id),
                look.words(article.outlet) if article.outlet else "outlet unknown",
                look.words(article.title, "faint", look.width and look.width // 2),
            )
        )


def _copies(groups: tuple[Copies, ...], look: Look) -> Iterator[str]:
    if not groups:
        return
    yield look.paint("copies", "title")
    for group in groups:
        origin = f"from {look.words(group.origin.name, 'source')}" if group.origin else "origin not named"
        yield GAP.join((", ".join(look.words(one) for one in group.articles), origin))
        for pair in group.pairs:
            a, b = look.words(pair.article), look.words(pair.other)
            yield (
                f"{GAP}{a}: {pair.share:.0%} of its words stand in {b}, "
                f"{len(pair.only_here)} stretches only here, {len(pair.only_there)} only there"
            )
    yield ""


def _claims(found: Comparison, several: list[Claim], look: Look) -> Iterator[str]:
    yield look.paint(f"claims of more than one article, counted {found.scope.words}", "title")
    if not several:
        yield "none"
    outlets = {one.id: one.outlet or one.id for one in found.articles}
    for claim in sorted(several, key=lambda one: (-len(one.texts), -one.named, int(one.id[1:]))):
        yield f"{claim.id}{GAP}{_numbers(claim)}{GAP}“{look.words(claim.text, 'content', look.width)}”"
        for way in claim.ways:
            yield f"{GAP}way{GAP}{_chain(way.chain, look)}{GAP}in {look.words(outlets[way.article])}"
        for article in dict.fromkeys(one.article for one in claim.told):
            mouths = dict.fromkeys(_mouth(one, look) for one in claim.told if one.article == article)
            yield f"{GAP * 2}{look.words(outlets[article])}: {'; '.join(mouths)}"
        for saying in claim.sayings:
            who = look.words(saying.speaker, "source")
            yield f"{GAP * 2}that {who} said so: named {saying.named}, without a relay {saying.direct}"
        for why in claim.by_hand:
            yield f"{GAP * 2}by hand: {look.words(why)}"
        if claim.lineage:
            yield f"{GAP * 2}at most {claim.named_most}: {look.words('; '.join(claim.lineage))}"
    yield ""


def draw_claims(found: Comparison, look: Look = Look()) -> str:  # noqa: B008 - a frozen value
    """Every claim with its tellings under their ids, those of most texts first."""
    lines = [look.paint(f"Claims {scope_words(found.scope)}", "title")]
    outlets = {one.id: one.outlet or one.id for one in found.articles}
    for claim in sorted(found.claims, key=lambda one: (-len(one.texts), -one.named, int(one.id[1:]))):
        lines += ["", f"{_numbers(claim)}{GAP}“{look.words(claim.text, 'content', look.width)}”"]
        lines += [f"{GAP}by hand: {look.words(why)}" for why in claim.by_hand]
        for one in claim.told:
            words = look.words(one.span.text, "content", look.width and look.width // 3)
            told = (look.words(one.id), look.words(outlets[one.article]), _mouth(one, look), f"“{words}”")
            lines.append(GAP + GAP.join(told))
    if not found.claims:
        lines.append("nothing is told")
    return "\n".join(lines) + "\n"


def _numbers(claim: Claim) -> str:
    sides = UNKNOWN if claim.sides is None else claim.sides
    return GAP.join(
        (
            f"named {claim.named}",
            f"unsourced {claim.unsourced}",
            f"sides {sides}",
            f"texts {len(claim.texts)}",
        )
    )


def _chain(chain: tuple[str, ...], look: Look) -> str:
    return STEP.join(look.words(name, "source", look.width and look.width // 3) for name in chain)


def _mouth(one: Telling, look: Look) -> str:
    if one.chain:
        return _chain(one.chain, look)
    return UNKNOWN if one.unclear else OWN


def _titled(title: str, rows: list[str], look: Look) -> Iterator[str]:
    if rows:
        yield look.paint(title, "title")
        yield from rows
        yield ""


def _conflict(found: Comparison, one: Conflict, look: Look) -> str:
    outlets = {each.id: each.outlet or each.id for each in found.articles}
    kind = f"{one.slot}, an update" if one.updates else one.slot
    limit = look.width and look.width // 3
    a, b = (
        f"{claim} {look.words(outlets[t.article])} “{look.words(t.span.text, 'content', limit)}”"
        for claim, t in zip((one.a, one.b), one.tellings, strict=True)
    )
    return GAP.join((kind, a, b, look.words(one.why)))


def _wordings(found: Comparison, look: Look) -> Iterator[str]:
    """A line for each thing, and below it one for each wording with who uses it and where first."""
    limit = look.width and look.width // 2
    for thing in found.wordings:
        yield thing.thing
        by_wording: dict[str, list[Use]] = {}
        for one in thing.uses:
            by_wording.setdefault(one.wording, []).append(one)
        for wording, uses in by_wording.items():
            users = ", ".join(dict.fromkeys(_user(one, look) for one in uses))
            only = "only " if wording in thing.alone else ""
            first = f"“{look.words(uses[0].telling.text, 'content', limit)}”"
            yield GAP + GAP.join((look.words(wording), only + users, first))


def _user(one: Use, look: Look) -> str:
    """Whose word it is: the outlet's, or of whom it lets speak."""
    said = f" ({_chain(one.chain, look)})" if one.chain else ""
    return look.words(one.outlet) + said


def _merged(one: Joined, look: Look) -> str:
    return GAP.join((look.words(one.key), look.words(one.into), look.words(one.why)))


def _loss(one: Loss, look: Look) -> str:
    limit = look.width and look.width // 2
    return GAP.join(
        (
            f"{one.claim} {_LOST[one.kind]}",
            f"{look.words(one.article)} “{look.words(one.span.text, 'content', limit)}”",
            f"beside {look.words(one.beside)}: {look.words(one.why)}",
        )
    )
