"""Gathering over a store: each article gets its place among the stories once, in the order of adding.

The places are kept beside the articles, so nothing is gathered twice. Whoever was stopped, or overtaken by
another program, goes on behind the last place that was kept::

    articles without a place ──► Stories (the last articles, the days around) ──► places, PART at a time
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from tawatur.compare.stories import (
    WINDOW,
    Membership,
    Placed,
    Profile,
    Reason,
    Stories,
    in_order,
    stories,
    weighed_before,
)
from tawatur.errors import StoreMissing
from tawatur.model import Record
from tawatur.run.reviewing import standing_records
from tawatur.store import Choice, KeptStory, Store, Teller
from tawatur.store.protocol import Place

PART = 256  # articles of one transaction
HELD = 8_000  # articles that are held in memory beside the last ones
COMPARED = 60  # articles of one story that are compared, the newest: beyond it takes many seconds


class Gatherer:
    """Brings the stories of a store up to date, again and again."""

    def __init__(self, store: Store) -> None:
        """Nothing is read before there is something to gather."""
        self._store = store
        self._stories: Stories | None = None
        self._last = 0

    def bring_up(self) -> int:
        """Give all articles of the store that have none their place; how many got one."""
        count, gathered = 0, self._store.gathered
        while True:
            last = gathered.last()
            waiting = gathered.waiting(last, PART)
            if not waiting:
                return count
            if self._stories is None or self._last != last:
                self._stories = _stories(self._store, waiting[0][0])
            places = [_place(self._stories.add(record, number), record) for number, record in waiting]
            if gathered.keep(places, last):
                count += len(places)
                self._last = places[-1].number
                self._stories.forget(HELD)
            else:
                self._stories = None


def places_beside(store: Store, records: Sequence[Record]) -> list[Membership]:
    """The places that articles would get which are not kept, each behind the other, in a store brought up."""
    number = store.gathered.last() + 1
    growing = _stories(store, number)
    return [growing.add(one, number + more).membership for more, one in enumerate(records)]


def in_stories(records: Sequence[Record], places: Iterable[Membership] | None = None) -> list[KeptStory]:
    """Articles of no store as stories, the newest first; gathered here, unless ``places`` are given."""
    by_id = {record.article.id: record.article for record in records}
    told: dict[str, list[Teller]] = {}
    for one in stories(records) if places is None else places:
        article, reason = by_id[one.article], _encoded(one.reason)
        title = article.title.text if article.title else None
        teller = Teller(article.id, article.outlet, title, article.published.at, reason)
        told.setdefault(one.story, []).insert(0, teller)
    found = [
        KeptStory(name, tuple(sorted(given, key=lambda one: one.day or "", reverse=True)))
        for name, given in told.items()
    ]
    return sorted(found, key=lambda story: story.told[0].day or "", reverse=True)


def gathered_again(store: Store) -> int:
    """Let all places go and gather everything anew; how many articles."""
    store.gathered.forget()
    return Gatherer(store).bring_up()


def story_of(words: str, store: Store) -> KeptStory:
    """The story of this id, or of the article that is meant by these words.

    :raises StoreError: no article is meant by them, or several are.
    """
    Gatherer(store).bring_up()
    try:
        found = store.find(words)
    except StoreMissing:
        found = words  # the article that opened a story may be gone
    return store.gathered.story(found)


def told(story: KeptStory, store: Store) -> list[Record]:
    """The newest articles of a story as persons let them stand, as many as are compared, the oldest first."""
    ids = tuple(one.article for one in story.told[:COMPARED])
    return in_order(standing_records(store, Choice(ids=ids)))


def memberships(story: KeptStory) -> Iterator[Membership]:
    """The articles of a story, each with the reason for its place."""
    for one in story.told:
        reason = msgspec.json.decode(one.reason, type=Reason) if one.reason else None
        yield Membership(story.id, one.article, reason)


def _stories(store: Store, number: int) -> Stories:
    """The stories of a store as they stood before the article of this number."""
    gathered = store.gathered
    recent = gathered.since(weighed_before(number) - WINDOW)
    return Stories(map(_profile, recent), lambda day: map(_profile, gathered.of_day(day)))


def _profile(place: Place) -> Profile:
    whole = len(place.day) == len("2020-05-16")
    return Profile(place.number, place.article, place.story, place.day if whole else None, place.keys)


def _place(placed: Placed, record: Record) -> Place:
    one, reason = placed.profile, placed.membership.reason
    day = (record.article.published.at or "")[:10]  # or a month, or a year
    return Place(
        one.number, one.article, one.story, day, one.keys,
        reason.beside if reason else None, _encoded(reason),
    )  # fmt: skip


def _encoded(reason: Reason | None) -> str | None:
    return msgspec.json.encode(reason).decode() if reason else None
