"""Stories: articles that tell of one happening, gathered one by one, each with the reason for its place.

An article is looked at once. It joins the story of the article that is nearest to it within two days,
by the words, actors and places of its headline and lead, weighed by how rare they are so far; else it
opens one. An index over rare keys keeps the work linear in the number of articles.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from tawatur.compare.roots import word_key
from tawatur.compare.stage import Mark
from tawatur.compare.units import is_content
from tawatur.language.marking import Marking
from tawatur.model import Record

DAYS = 2  # between an article and the nearest one of its story
LEAD = 60  # content words of headline and lead
JOIN = 0.4  # shared weight over both (Dice)
LEAST = 3  # shared keys
COMMON = 0.15  # a key in more of the recent articles finds nobody
FIRST = 50  # articles before that is known
PRIOR = 100  # articles: among fewer, what they share would look common
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


class _Profile(Struct, frozen=True):
    article: str
    day: dt.date | None
    keys: dict[str, str]
    story: str


class Stories:
    """Stories that grow as articles come. The same articles in the same order give the same stories."""

    def __init__(self) -> None:
        """Begin without any."""
        self._profiles: list[_Profile] = []
        self._where: dict[str, list[int]] = defaultdict(list)
        self._counts: Counter[str] = Counter()

    def add(self, record: Record, marking: Marking) -> Membership:
        """Put an article into its story."""
        keys = dict(_keys(record, marking))
        day = _day(record)
        near = self._nearest(keys, day)
        story = near[1].story if near else record.article.id
        reason = self._reason(keys, day, *near) if near else None
        number = len(self._profiles)
        self._profiles.append(_Profile(record.article.id, day, keys, story))
        self._counts.update(keys.keys())
        for key in keys:
            self._where[key].append(number)
        return Membership(story, record.article.id, reason)

    def _weight(self, key: str) -> float:
        return math.log(1 + max(len(self._profiles), PRIOR) / (self._counts[key] + 1))

    def _nearest(self, keys: Iterable[str], day: dt.date | None) -> tuple[float, _Profile] | None:
        """The article that is nearest, if it is near enough."""
        total = len(self._profiles)
        rare = [key for key in keys if self._counts[key] <= max(FIRST, COMMON * total) and key in self._where]
        votes = Counter(number for key in rare for number in self._where[key][-FIRST * 4 :])
        best: tuple[float, _Profile] | None = None
        for number, shared in sorted(votes.items()):
            other = self._profiles[number]
            if shared < LEAST or _apart(day, other.day) > DAYS:
                continue
            score = self._likeness(keys, other.keys)
            if score >= JOIN and (best is None or score > best[0]):
                best = score, other
        return best

    def _likeness(self, a: Iterable[str], b: Iterable[str]) -> float:
        mine, other = set(a), set(b)
        both, one, two = (math.fsum(map(self._weight, keys)) for keys in (mine & other, mine, other))
        return 2 * both / (one + two) if both else 0.0

    def _reason(self, keys: dict[str, str], day: dt.date | None, score: float, other: _Profile) -> Reason:
        shared = sorted(set(keys) & set(other.keys), key=lambda key: (-self._weight(key), key))
        actors = [keys[key] for key in shared if key.startswith("@")]
        words = [keys[key] for key in shared if not key.startswith("@")]
        days = None if day is None or other.day is None else abs((day - other.day).days)
        return Reason(other.article, round(score, 3), days, tuple(actors[:SHOWN]), tuple(words[:SHOWN]))


def _apart(a: dt.date | None, b: dt.date | None) -> int:
    """Days between two articles; who has no date is near to everybody."""
    return 0 if a is None or b is None else abs((a - b).days)


def _day(record: Record) -> dt.date | None:
    published = record.article.published
    whole = published.at is not None and published.precision in ("minute", "day")
    return dt.date.fromisoformat(published.at[:10]) if whole and published.at else None


def _keys(record: Record, marking: Marking) -> Iterator[tuple[str, str]]:
    """What headline and lead tell: key → the word or name that has it."""
    count = 0
    end = len(record.article.text)
    for i, token in enumerate(marking.tokens):
        if count >= LEAD:
            end = token.start
            break
        if token.kind == "word" and is_content(marking, i):
            count += 1
            yield word_key(marking.words[i].stem or token.folded), token.text
        elif token.kind == "number":
            yield "#" + token.folded, token.text
    for entity in record.entities:
        if entity.known and any(mention.start < end for mention in entity.mentions):
            yield "@" + entity.known, entity.name


def stories(records: Sequence[Record], mark: Mark) -> list[Membership]:
    """The story of each article, in the order of their publication."""
    growing = Stories()
    order = sorted(records, key=lambda record: (record.article.published.at or "", record.article.id))
    return [growing.add(record, mark(record.article)) for record in order]
