"""The stories that lie there, page by page: each is compared when it is shown, and as long as it stands.

What was compared is remembered by the records of its articles and what persons decided: a change elsewhere
in the library makes nothing anew.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import RLock

import msgspec

from tawatur.compare.naming import Naming
from tawatur.compare.stories import in_order
from tawatur.compare.types import Comparison
from tawatur.errors import UnreadableInput
from tawatur.model import Record
from tawatur.run.comparing import Marks, compared, named
from tawatur.run.deciding import Decided, decided_in, decisions_of
from tawatur.run.gathering import COMPARED, in_stories
from tawatur.serve.web.happenings import Happened, happening
from tawatur.serve.web.library import Library, named_story, part_of
from tawatur.store import KeptStory, StoryPage

SHOWN = 12  # stories of a page
TOGETHER = 12  # articles up to which all are compared as one story
_REMEMBERED = 100  # stories


class Told(msgspec.Struct, frozen=True):
    """A story and what its newest articles tell together; the others are ``left_out``.

    ``decided`` is what persons decided beside its articles or the newest of all.
    """

    story: KeptStory
    comparison: Comparison
    decided: tuple[Decided, ...]

    @property
    def left_out(self) -> int:
        """How many older articles of the story are not compared."""
        return len(self.story.told) - self.comparison.scope.articles


class Part(msgspec.Struct, frozen=True):
    """A part of the stories, and how many there are of how many articles."""

    told: tuple[Told, ...]
    after: str | None
    stories: int
    articles: int


class _Made(msgspec.Struct):
    """What was made of a story in a state of the library."""

    state: object
    story: KeptStory
    records: list[Record]
    told: Told
    naming: Naming | None = None
    happened: Happened | None = None


class Storyteller:
    """Compares the stories of a library."""

    def __init__(
        self,
        library: Library,
        marks: Marks,
        laid: Callable[[], tuple[Sequence[Record], Sequence[Decided]]],
        standing: Callable[[Record], Record],
    ) -> None:
        """``laid`` are the newest articles and what was decided beside them.

        ``standing`` makes a record what persons let stand of it.
        """
        self._library, self._marks = library, marks
        self._laid, self._standing = laid, standing
        self._lock = RLock()
        self._made: OrderedDict[str, _Made] = OrderedDict()

    def page(self, after: str | None, limit: int, *, several: bool) -> StoryPage:
        """A part of the stories, the newest first, not compared."""
        together = self._together()
        if together is None:
            return self._library.stories(after, limit, several=several)
        part, following = part_of((together,), after, limit)
        return StoryPage(tuple(part), following)

    def counts(self) -> tuple[int, int]:
        """How many stories of how many articles."""
        together = self._together()
        return (1, len(together.told)) if together else self._library.gathered()

    def part(self, after: str | None, limit: int, *, several: bool) -> Part:
        """A part of the stories, each compared."""
        page = self.page(after, limit, several=several)
        return Part(tuple(self._told(one).told for one in page.stories), page.after, *self.counts())

    def told(self, name: str) -> Told:
        """A story by its id or that of an article; without one, the newest that several tell.

        StoreMissing where there is no such story, UnreadableInput where no article is loaded.
        """
        return self._told(self._story(name)).told

    def naming(self, name: str) -> Naming:
        """What each outlet calls each actor in the articles of a story."""
        made = self._told(self._story(name))
        if made.naming is None:
            made.naming = named(made.records, self._marks)
        return made.naming

    def happened(self, name: str) -> Happened:
        """What happened as the articles of a story tell it."""
        made = self._told(self._story(name))
        if made.happened is None:
            made.happened = happening(made.records, self._marks, made.told.decided)
        return made.happened

    def _story(self, name: str) -> KeptStory:
        if name:
            together = self._together()
            return named_story((together,), name) if together else self._library.story(name)
        for several in (True, False):
            if found := self.page(None, 1, several=several).stories:
                return found[0]
        raise UnreadableInput("nothing to compare: no article is loaded")

    def _together(self) -> KeptStory | None:
        """The articles that somebody laid out, where they are few: one story, as in a call of ``compare``."""
        laid, _ = self._laid()
        if not 0 < len(laid) <= TOGETHER:
            return None
        told = tuple(teller for story in in_stories(laid) for teller in story.told)
        place = {record.article.id: number for number, record in enumerate(laid)}
        return KeptStory(laid[-1].article.id, tuple(sorted(told, key=lambda one: place[one.article])))

    def _told(self, story: KeptStory) -> _Made:
        """What is made of a story, once, also where several visitors ask for it at the same time."""
        with self._lock:
            state = self._library.state()
            made = self._made.pop(story.id, None)
            if made is None or (made.state, made.story) != (state, story):
                made = self._make(story, state, made)
            self._made[story.id] = made
            if len(self._made) > _REMEMBERED:
                self._made.popitem(last=False)
            return made

    def _make(self, story: KeptStory, state: object, old: _Made | None) -> _Made:
        records, decided = self._standing_of(story)
        if old is not None and (old.records, old.told.decided) == (records, decided):
            told = Told(story, old.told.comparison, decided)
            return _Made(state, story, records, told, old.naming, old.happened)
        comparison = compared(records, self._marks, decisions_of(decided))
        return _Made(state, story, records, Told(story, comparison, decided))

    def _standing_of(self, story: KeptStory) -> tuple[list[Record], tuple[Decided, ...]]:
        """The records of a story as persons let them stand, and the decisions beside these or the newest."""
        laid, decided = self._laid()
        if len(laid) <= TOGETHER:
            return list(laid), tuple(decided)
        ids = [one.article for one in story.told[:COMPARED]]
        records = [record for id_ in ids if (record := self._library.record(id_)) is not None]
        here = decided_in(one for id_ in ids for one in self._library.corrections(id_))
        every = sorted({*decided, *here}, key=lambda one: (one.at, one.a, one.b))
        return in_order(map(self._standing, records)), tuple(every)
