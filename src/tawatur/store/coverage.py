"""What was collected of which outlet on which day, and what a count over articles therefore rests on."""

from __future__ import annotations

import sqlalchemy as sa
from msgspec.structs import replace

from tawatur.store import rows
from tawatur.store.matching import with_field
from tawatur.store.protocol import Basis, Choice, Collected, DayOfOutlet
from tawatur.store.query import Query
from tawatur.store.schema import article, collection


def note(
    connection: sa.Connection, outlet: str | None, day: str, outcome: Collected, why: str | None, at: str
) -> None:
    """Count one more source of the outlet that was so on that day."""
    here = sa.and_(
        collection.c.outlet == (outlet or ""), collection.c.day == day, collection.c.outcome == outcome
    )
    done = connection.execute(
        collection.update().where(here).values(times=collection.c.times + 1, at=at, why=why)
    )
    if done.rowcount == 0:
        connection.execute(
            collection.insert().values(outlet=outlet or "", day=day, outcome=outcome, times=1, at=at, why=why)
        )


def days(connection: sa.Connection, choice: Choice) -> tuple[DayOfOutlet, ...]:
    """By outlet and day: the articles kept, and how often a source was empty or failed."""
    inner = rows.chosen(choice).subquery()
    counted = connection.execute(
        sa.select(article.c.outlet, article.c.day, sa.func.count())
        .join(inner, inner.c.no == article.c.no)
        .group_by(article.c.outlet, article.c.day)
    ).all()
    found: dict[tuple[str, str], DayOfOutlet] = {
        (outlet or "", day or ""): DayOfOutlet(outlet, day, count, 0, 0) for outlet, day, count in counted
    }
    for row in connection.execute(sa.select(collection).where(*_collected(choice))):
        old = found.get((row.outlet, row.day)) or DayOfOutlet(row.outlet or None, row.day, 0, 0, 0)
        empty = old.empty + row.times * (row.outcome == "empty")
        failed = old.failed + row.times * (row.outcome == "failed")
        why = row.why if row.outcome == "failed" else old.why
        found[row.outlet, row.day] = DayOfOutlet(old.outlet, old.day, old.articles, empty, failed, why)
    return tuple(found[pair] for pair in sorted(found))


def _collected(choice: Choice) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = []
    if choice.outlets:
        conditions.append(collection.c.outlet.in_(choice.outlets))
    if choice.since:
        conditions.append(collection.c.day >= choice.since)
    if choice.until:
        conditions.append(collection.c.day <= f"{choice.until}~")
    return conditions


def basis(connection: sa.Connection, choice: Choice) -> Basis:
    """What a count over these articles rests on."""
    inner = rows.chosen(choice).subquery()
    return _basis(connection, article.c.no.in_(sa.select(inner.c.no)), _collected(choice))


def of_query(connection: sa.Connection, query: Query, whole: Basis) -> Basis:
    """The articles that a search looked at: all, or those of the outlets and days it names."""
    scope = [
        item
        for item in query.items
        if item.field in ("outlet", "day", "before", "after") and not item.excluded
    ]
    if not scope:
        return whole
    chosen: list[sa.ColumnElement[bool]] = [article.c.state == "current"]
    choice = Choice()
    for item in scope:
        if item.field == "day":
            chosen += [article.c.day >= item.text, article.c.day <= f"{item.text}~"]
            choice = replace(choice, since=item.text, until=item.text)
        elif item.field == "after":
            chosen.append(article.c.day > f"{item.text}~")
            choice = replace(choice, since=item.text)
        elif item.field == "before":
            chosen.append(article.c.day < item.text)
            choice = replace(choice, until=item.text)
        else:
            chosen.append(article.c.no.in_(with_field(connection, item)))
            outlets = connection.scalars(sa.select(article.c.outlet).where(*chosen).distinct()).all()
            choice = replace(choice, outlets=tuple(outlet for outlet in outlets if outlet))
    return _basis(connection, sa.and_(*chosen), _collected(choice))


def _basis(
    connection: sa.Connection,
    chosen: sa.ColumnElement[bool],
    collected: list[sa.ColumnElement[bool]],
) -> Basis:
    counted = connection.execute(
        sa.select(
            article.c.outlet,
            sa.func.count(),
            sa.func.count(article.c.day),
            sa.func.min(article.c.day),
            sa.func.max(article.c.day),
        )
        .where(chosen)
        .group_by(article.c.outlet)
    ).all()
    failed = connection.scalar(
        sa.select(sa.func.count()).select_from(collection).where(collection.c.outcome == "failed", *collected)
    )
    articles = sum(count for _, count, *_ in counted)
    return Basis(
        articles=articles,
        outlets=sum(outlet is not None for outlet, *_ in counted),
        without_outlet=sum(count for outlet, count, *_ in counted if outlet is None),
        undated=articles - sum(dated for _, _, dated, *_ in counted),
        since=min((first for *_, first, _ in counted if first), default=None),
        until=max((last for *_, last in counted if last), default=None),
        failed_days=failed or 0,
    )
