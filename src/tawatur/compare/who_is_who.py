"""Who is who in several articles: every source under one key, its names, and the reason for each join."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from tawatur.compare.actors import Actors
from tawatur.compare.decisions import Decisions
from tawatur.compare.stage import Mark, scope_of
from tawatur.compare.tellings import renamed, tellings
from tawatur.compare.types import Joined, Link, Scope
from tawatur.model import Record, Span


class Called(Struct, frozen=True):
    """A name that an article has for a source, how many of its tellings have it, and where first."""

    article: str
    name: str
    tellings: int
    span: Span | None


class Identity(Struct, frozen=True):
    """A source with all its names; ``joined`` are the keys that were found to be this one, and why.

    ``counted`` is the key of the body that it is counted with, where it is another's: a minister's ministry.
    """

    key: str
    name: str
    type: str
    names: tuple[Called, ...]
    joined: tuple[Joined, ...]
    counted: str | None


class WhoIsWho(Struct, frozen=True):
    """All sources of the texts, those with most tellings first."""

    scope: Scope
    actors: tuple[Identity, ...]


def who_is_who(records: Sequence[Record], mark: Mark, decisions: Decisions | None = None) -> WhoIsWho:
    """The sources of the articles, one and two as the words and ``decisions`` say."""
    actors = Actors(decisions)
    told = [one for record in records for one in tellings(record, mark(record.article), actors)]
    actors.settle()
    links: dict[str, list[tuple[str, Link, Link]]] = {}
    for before, after in zip(told, renamed(told, actors), strict=True):
        for given, final in zip(before.telling.links, after.telling.links, strict=True):
            links.setdefault(final.key, []).append((after.telling.article, given, final))
    found = [_identity(key, given, actors) for key, given in links.items()]
    order = sorted(found, key=lambda one: (-sum(name.tellings for name in one.names), one.key))
    return WhoIsWho(scope_of(records), tuple(order))


def _identity(key: str, given: Sequence[tuple[str, Link, Link]], actors: Actors) -> Identity:
    names: dict[tuple[str, str], list[Link]] = {}
    for article, link, _ in given:
        names.setdefault((article, link.name), []).append(link)
    _, _, final = given[0]
    return Identity(
        key,
        final.name,
        final.type,
        tuple(
            Called(article, name, len(links), next((one.span for one in links if one.span), None))
            for (article, name), links in names.items()
        ),
        tuple(one for one in actors.joined if actors.key(one.key) == key),
        final.counted if final.counted != key else None,
    )


def homes(found: WhoIsWho) -> dict[str, str]:
    """For every key, also of one that was joined to another, an article that names it."""
    return {
        key: one.names[0].article
        for one in found.actors
        for key in (one.key, *(joined.key for joined in one.joined))
    }
