"""Stories: articles that tell of one happening, gathered one by one, each with the reason for its place.

An article is looked at once. It joins the story of the article that is nearest to it within two days,
by the words, actors and places of its headline and lead, weighed by how rare they are among the last
articles; else it opens one.

The work for an article is bounded, however many there are: an article is found by its rarest keys, in the
days around it, and only the best of those found are compared in full. A place rests on the articles before it
and their order alone: so gathering can stop anywhere and go on later. ``Profile`` is what it needs for that.
"""

from __future__ import annotations

import datetime as dt
import heapq
import math
import zlib
from array import array
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from tawatur.language.stemming import is_particle, keys
from tawatur.language.tokens import tokenize
from tawatur.model import Record

DAYS = 2  # between an article and the nearest one of its story
LEAD = 60  # content words of headline and lead
LONGEST = 2_000  # characters in which they are looked for
JOIN = 0.36  # shared weight over both (Dice)
LEAST = 3  # shared keys
WINDOW = 2_000  # articles, the last ones: among them a key is rare or common; who has no day is near to them
PRIOR = 100  # articles: among fewer, what they share would look common
STEP = 128  # articles, at most, until weights are taken anew
FOUND_BY = 24  # keys, the rarest of an article, by which others find it
SAME = 50  # articles of a day that a key finds, the last ones
NEAREST = 8  # of the articles found that are compared in full
SHOWN = 6  # shared keys that a reason names


class Reason(Struct, frozen=True):
    """Why an article stands in a story: the article it is nearest to, and what both have."""

    beside: str
    likeness: float
    days: int | None
    actors: tuple[str, ...]
    words: tuple[str, ...]


class Membership(Struct, frozen=True):
    """An article in a story; the first one has no reason."""

    story: str
    article: str
    reason: Reason | None


class Profile(Struct, frozen=True):
    """What gathering keeps of an article: ``number`` counts in the order of gathering, ``day`` is ISO.

    ``keys`` are 32-bit numbers, the rarest first by what was known when the article came.
    """

    number: int
    article: str
    story: str
    day: str | None
    keys: array[int]


class Placed(Struct, frozen=True):
    """An article's place, and what later ones are compared with."""

    membership: Membership
    profile: Profile


class _Finder:
    """Articles by their rarest keys."""

    def __init__(self) -> None:
        self._by_key: dict[int, list[Profile]] = defaultdict(list)
        self.size = 0

    def put(self, one: Profile) -> None:
        self.size += 1
        for key in one.keys[:FOUND_BY]:
            found = self._by_key[key]
            found.append(one)
            del found[:-SAME]

    def drop(self, one: Profile) -> None:
        for key in one.keys[:FOUND_BY]:
            found = self._by_key.get(key, [])
            if found and found[0].number == one.number:
                del found[0]
            if not found:
                self._by_key.pop(key, None)

    def find(self, key: int) -> Sequence[Profile]:
        return self._by_key.get(key, ())


class _Recent:
    """The last articles, and how rare each key is among them; taken anew every few articles."""

    def __init__(self, given: Iterable[Profile]) -> None:
        self.all, self.undated = _Finder(), _Finder()
        self._counted: deque[Profile] = deque()
        self._waiting: deque[Profile] = deque()
        self._counts: Counter[int] = Counter()
        self._weights: dict[int, float] = {}
        self._since = -1
        for one in given:
            self.put(one)

    def put(self, one: Profile) -> None:
        self._waiting.append(one)
        self.all.put(one)
        if one.day is None:
            self.undated.put(one)

    def turn(self, number: int) -> None:
        """Take the weights that hold for the article of this number."""
        since = weighed_before(number)
        if since == self._since:
            return
        self._since = since
        self._weights.clear()
        while self._waiting and self._waiting[0].number < since:
            one = self._waiting.popleft()
            self._counted.append(one)
            self._counts.update(one.keys)
        while self._counted and self._counted[0].number < since - WINDOW:
            one = self._counted.popleft()
            self._counts.subtract(one.keys)
            self.all.drop(one)
            if one.day is None:
                self.undated.drop(one)
            for key in one.keys:
                if not self._counts[key]:
                    del self._counts[key]

    def weight(self, key: int) -> float:
        found = self._weights.get(key)
        if found is None:
            among = max(len(self._counted), PRIOR)
            found = self._weights[key] = math.log(1 + among / (self._counts[key] + 1))
        return found


def weighed_before(number: int) -> int:
    """The number of the first article that does not count for the weights at this one."""
    step = min(STEP, max(1, 1 << max(0, number.bit_length() - 4)))
    return number - number % step


class Stories:
    """Stories that grow as articles come. The same articles in the same order give the same stories."""

    def __init__(
        self, recent: Iterable[Profile] = (), of_day: Callable[[str], Iterable[Profile]] | None = None
    ) -> None:
        """Go on behind the articles ``recent``: all since ``weighed_before`` of the next, less WINDOW.

        ``of_day`` gives all earlier articles of a day.
        """
        self._recent = _Recent(recent)
        self._of_day = of_day
        self._days: OrderedDict[str, _Finder] = OrderedDict()
        self._last = 0

    def add(self, record: Record, number: int | None = None) -> Placed:
        """Put an article into its story; numbers grow from one article to the next."""
        placed = self.place(record, number)
        one = placed.profile
        self._last = one.number
        if one.day is not None:
            self._day(one.day).put(one)
        self._recent.put(one)
        return placed

    def place(self, record: Record, number: int | None = None) -> Placed:
        """The place that an article would get."""
        number = self._last + 1 if number is None else number
        self._recent.turn(number)
        words = {zlib.crc32(key.encode()): word for key, word in _keys(record)}
        weight = self._recent.weight
        ordered = array("I", sorted(words, key=lambda key: (-weight(key), key)))
        one = Profile(number, record.article.id, record.article.id, record.article.published.day, ordered)
        near = self._nearest(one)
        if near is None:
            return Placed(Membership(one.story, one.article, None), one)
        one = Profile(number, one.article, near[1].story, one.day, ordered)
        return Placed(Membership(one.story, one.article, self._reason(one, words, *near)), one)

    def forget(self, most: int) -> None:
        """Let go of the days that were not asked for lately, until so many articles are left."""
        held = sum(day.size for day in self._days.values())
        while self._of_day and held > most and self._days:
            held -= self._days.popitem(last=False)[1].size

    def _day(self, day: str) -> _Finder:
        found = self._days.get(day)
        if found is None:
            found = self._days[day] = _Finder()
            for one in self._of_day(day) if self._of_day else ():
                found.put(one)
        self._days.move_to_end(day)
        return found

    def _nearest(self, one: Profile) -> tuple[float, Profile] | None:
        """The article that is nearest, if it is near enough."""
        mine = frozenset(one.keys)
        total = sum(map(self._recent.weight, one.keys))
        best: tuple[float, Profile] | None = None
        for other in self._found(one):
            shared = [key for key in other.keys if key in mine]
            if len(shared) < LEAST:
                continue
            both = sum(map(self._recent.weight, shared))
            score = 2 * both / (total + sum(map(self._recent.weight, other.keys)))
            if score >= JOIN and (best is None or (score, -other.number) > (best[0], -best[1].number)):
                best = score, other
        return best

    def _found(self, one: Profile) -> list[Profile]:
        """The articles around it that share the most of what is rare."""
        places = [self._recent.all]
        if one.day is not None:
            places = [self._recent.undated, *(self._day(day) for day in _around(one.day))]
        votes: dict[int, float] = defaultdict(float)
        profiles: dict[int, Profile] = {}
        for key in one.keys:
            weight = self._recent.weight(key)
            for place in places:
                for other in place.find(key):
                    votes[other.number] += weight
                    profiles[other.number] = other
        best = heapq.nlargest(NEAREST, votes, key=lambda number: (votes[number], number))
        return [profiles[number] for number in best]

    def _reason(self, one: Profile, words: Mapping[int, str], score: float, other: Profile) -> Reason:
        theirs = set(other.keys)
        shared = [words[key] for key in one.keys if key in theirs]
        days = None
        if one.day and other.day:
            days = abs((dt.date.fromisoformat(one.day) - dt.date.fromisoformat(other.day)).days)
        actors = [word[1:] for word in shared if word.startswith(_ACTOR)]
        others = [word for word in shared if not word.startswith(_ACTOR)]
        return Reason(other.article, round(score, 3), days, tuple(actors[:SHOWN]), tuple(others[:SHOWN]))


_ACTOR = "@"


def _around(day: str) -> Iterator[str]:
    """The days around a day, and itself."""
    middle = dt.date.fromisoformat(day).toordinal()
    for number in range(middle - DAYS, middle + DAYS + 1):
        if 0 < number <= dt.date.max.toordinal():
            yield dt.date.fromordinal(number).isoformat()


def _keys(record: Record) -> Iterator[tuple[str, str]]:
    """What headline and lead tell: key → the word that has it, or ``@`` and the actor's name."""
    text = record.article.text
    count, end = 0, len(text)
    for token in tokenize(text[:LONGEST]):
        if count >= LEAD:
            end = token.start
            break
        if token.kind == "number":
            yield "#" + token.folded, token.text
        elif token.kind == "word" and not is_particle(token):
            count += 1
            for key in keys(token):
                yield key.first, token.text
    for entity in record.entities:
        if entity.known and any(mention.start < end for mention in entity.mentions):
            yield _ACTOR + entity.known, _ACTOR + entity.name


def stories(records: Sequence[Record]) -> list[Membership]:
    """The story of each article, in the order of their publication."""
    growing = Stories()
    return [growing.add(record).membership for record in in_order(records)]


def in_order(records: Iterable[Record]) -> list[Record]:
    """Articles in the order of their publication."""
    return sorted(records, key=lambda one: (one.article.published.at or "", one.article.id))
