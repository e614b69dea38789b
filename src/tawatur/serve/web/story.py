"""The story's page: claims by article, and who really stands behind each."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from tawatur.compare.naming import Name, Named, Naming
from tawatur.compare.types import Claim, Compared, Comparison, Telling, Use, Wording
from tawatur.model import Act

_DENIES: tuple[Act, ...] = ("deny", "reject")
_ORDER = ("denied", "fact", "said")  # which of an article's tellings of one claim its cell shows first


class Cell(msgspec.Struct, frozen=True):
    """What one article does with a claim: ``said``, ``denied``, ``fact`` (its own voice) or ``missing``.

    ``link`` is the fragment or query that leads to the words in the article.
    """

    article: str
    kind: str
    link: str = ""
    who: tuple[str, ...] = ()
    words: str = ""


class Row(msgspec.Struct, frozen=True):
    """A claim and its cells, one an article in the order of the columns."""

    claim: Claim
    cells: tuple[Cell, ...]
    texts: int


class Called(msgspec.Struct, frozen=True):
    """An actor and what each article's outlet calls it, in the order of the columns."""

    named: Named
    cells: tuple[tuple[Name, ...], ...]


class Worded(msgspec.Struct, frozen=True):
    """A thing that the articles call differently, and the words of each, in the order of the columns.

    A wording that one outlet alone has, where several have others, is ``alone``.
    """

    thing: str
    cells: tuple[tuple[Use, ...], ...]
    alone: frozenset[str]


class Story(msgspec.Struct, frozen=True):
    """All that the page shows: ``shared`` claims stand in several texts, ``single`` ones in one."""

    comparison: Comparison
    columns: tuple[Compared, ...]
    shared: tuple[Row, ...]
    single: tuple[Row, ...]
    worded: tuple[Worded, ...]

    @property
    def published(self) -> dict[str, str | None]:
        """When each article was published, by its id."""
        return {column.id: column.published for column in self.columns}


def called(naming: Naming, columns: Sequence[Compared]) -> tuple[Called, ...]:
    """Who is called what: the actors that several outlets name."""
    outlets = tuple(column.outlet or column.id for column in columns)
    return tuple(
        Called(one, tuple(tuple(name for name in one.names if name.outlet == outlet) for outlet in outlets))
        for one in naming.actors
        if len({name.outlet for name in one.names}) > 1
    )


def story(comparison: Comparison) -> Story:
    """The page of a comparison: what most texts tell comes first."""
    columns = tuple(sorted(comparison.articles, key=lambda a: a.published or "~"))
    text_of = {article: text.id for text in comparison.texts for article in text.articles}
    rows = [_row(claim, columns, text_of) for claim in comparison.claims]
    rows.sort(key=lambda row: (-row.texts, -row.claim.named))
    return Story(
        comparison,
        columns,
        tuple(row for row in rows if row.texts > 1),
        tuple(row for row in rows if row.texts < 2),
        tuple(_worded(one, columns) for one in comparison.wordings),
    )


def _worded(wording: Wording, columns: Sequence[Compared]) -> Worded:
    """What each article calls a thing, every wording once, by its first use."""
    firsts: dict[tuple[str, str], Use] = {}
    for use in wording.uses:
        firsts.setdefault((use.article, use.wording), use)
    cells = tuple(tuple(u for u in firsts.values() if u.article == column.id) for column in columns)
    return Worded(wording.thing, cells, wording.alone)


def _row(claim: Claim, columns: tuple[Compared, ...], text_of: dict[str, str]) -> Row:
    texts = {text_of.get(telling.article, telling.article) for telling in claim.told}
    return Row(claim, tuple(_cell(claim, column.id) for column in columns), len(texts))


def _cell(claim: Claim, article: str) -> Cell:
    here = [telling for telling in claim.told if telling.article == article]
    told = sorted(  # a headline is short: what it asserts, the body may attribute
        ((_kind(t), n, t) for n, t in enumerate(here) if not t.headline or all(o.headline for o in here)),
        key=lambda each: (_ORDER.index(each[0]), each[1]),
    )
    if not told:
        return Cell(article, "missing")
    kind, _, telling = told[0]
    names = tuple(link.name for link in telling.links)
    return Cell(article, kind, _link(telling), names, telling.span.text)


def is_denial(telling: Telling) -> bool:
    """Whether the article has somebody deny the claim."""
    return telling.act in _DENIES


def _kind(telling: Telling) -> str:
    if is_denial(telling):
        return "denied"
    return "said" if telling.chain or telling.statement or telling.unclear else "fact"


def _link(telling: Telling) -> str:
    span = f"?span={telling.span.start}-{telling.span.end}"
    return f"{span}#t-{telling.statement}" if telling.statement else f"{span}#span"
